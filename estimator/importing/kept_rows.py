"""The rows of a file that can be used, as columns of codes, and the frame made of them."""

from dataclasses import dataclass
from typing import Any, Final

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
        # Column by column, so that no more than one is in memory twice.
        columns = {name: [getattr(part, name) for part in parts] for name in _KINDS}
        parts.clear()
        return cls(**{name: _joined(columns.pop(name), kind) for name, kind in _KINDS.items()})


_KINDS: Final = {
    "rows": np.int32,
    "day": "datetime64[s]",
    "meal": np.int8,
    "item": np.int32,
    "quantity": np.float64,
    "kind": np.int8,
}


def _joined(parts: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    joined: NDArray[Any] = np.concatenate([np.zeros(0, kind), *parts])
    parts.clear()
    return joined


def categories(codes: NDArray[np.integer[Any]], values: list[str]) -> pd.Categorical:
    """Return codes of values as a column of a frame."""
    return pd.Categorical.from_codes(codes, pd.Index(values, dtype="str"))
