"""The rows of a file that can be used, as columns of codes, and the frame made of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimator.importing.records import Numbers


@dataclass(frozen=True, eq=False, kw_only=True)
class Kept:
    """Rows that can be used, one value of each a row."""

    rows: NDArray[np.int32]
    day: NDArray[np.datetime64]
    meal: NDArray[np.int8]
    item: NDArray[np.int32]
    quantity: Numbers
    kind: NDArray[np.int8]

    @classmethod
    def together(cls, parts: list["Kept"]) -> "Kept":
        """Return all rows of some parts, which are let go of."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            rows=_joined([part.rows for part in parts], np.int32),
            day=_joined([part.day for part in parts], "datetime64[s]"),
            meal=_joined([part.meal for part in parts], np.int8),
            item=_joined([part.item for part in parts], np.int32),
            quantity=_joined([part.quantity for part in parts], np.float64),
            kind=_joined([part.kind for part in parts], np.int8),
        )


def _joined(parts: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts])


def categories(codes: NDArray[np.integer[Any]], values: list[str]) -> pd.Categorical:
    """Return codes of values as a column of a frame."""
    return pd.Categorical.from_codes(codes, pd.Index(values, dtype="str"))
