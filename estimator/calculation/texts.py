"""Texts as a column of a frame holds them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from estimator.pandas_on_use import pd


def as_texts(values: Sequence[str]) -> pd.api.extensions.ExtensionArray:
    """Return texts as a column of a frame holds them."""
    return pd.array(values, dtype=_text_type())


@cache
def _text_type() -> pd.StringDtype:
    # To find it by its name takes as long as the array itself.
    return pd.StringDtype(na_value=np.nan)
