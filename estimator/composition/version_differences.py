"""What differs between two versions of the food data: figures of foods, and what sources say."""

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.composition.versions import EVIDENCE_COLUMNS, READING, DataVersion

_CELL: Final = ["food_id", "component"]
_FIGURES: Final = {
    "value_ug_per_100g": "value",
    "low_ug_per_100g": "low",
    "high_ug_per_100g": "high",
    "status": "status",
}
NOT_THERE: Final = ""
"""Stands for the status of a food that a version doesn't have."""
LEAST_CHANGE: Final = 0.005
"""Ranges that differ by a smaller share count as equal.

All ranges rest on the spread of all readings, so that any new reading moves every one of them
by a hair.
"""
ADDED, DROPPED, CORRECTED = "added", "dropped", "corrected"
"""What became of the readings of a source."""


@lru_cache(maxsize=32)
def changed_cells(before: DataVersion, after: DataVersion, region: str) -> pd.DataFrame:
    """Return the figures of foods that differ between two versions; not to be changed.

    Parameters
    ----------
    before, after : DataVersion
    region : str
        One of `estimator.components.REGIONS`.

    Returns
    -------
    DataFrame
        One row per food and component that differs in value or status, or in its range by
        more than `LEAST_CHANGE`, in the order of their ids: ``food_id``, ``component``, and of
        either version ``value_before``, ``low_before``, ``high_before`` [µg/100 g],
        ``status_before`` (`NOT_THERE` where it lacks the food), ``value_after`` and so on.
    """
    was, will_be = (
        version.composition(region)
        .set_index(_CELL)[list(_FIGURES)]
        .rename(columns=_FIGURES)
        .add_suffix(side)
        for version, side in ((before, "_before"), (after, "_after"))
    )
    cells = was.join(will_be, how="outer")
    for status in ("status_before", "status_after"):
        cells[status] = cells[status].fillna(NOT_THERE)
    differs = cells["status_before"] != cells["status_after"]
    for name, share in (("value", 0.0), ("low", LEAST_CHANGE), ("high", LEAST_CHANGE)):
        differs |= differ(cells[f"{name}_before"], cells[f"{name}_after"], share)
    return cells[differs].sort_index().reset_index()


@lru_cache(maxsize=32)
def changed_readings(before: DataVersion, after: DataVersion) -> pd.DataFrame:
    """Return which sources say something else of a food in the later version; not to be changed.

    Parameters
    ----------
    before, after : DataVersion

    Returns
    -------
    DataFrame
        One row per food, component and source, in the order of their ids: ``food_id``,
        ``component``, ``source_id`` and ``what``: `ADDED`, `DROPPED`, or `CORRECTED` where a
        source is used in both but a figure of it, or what the figure may do, is not the same.
    """
    was, will_be = (_used(one) for one in (before, after))
    both = was.merge(will_be, how="outer", indicator="side")
    differs = both.loc[both["side"] != "both", list(READING)].drop_duplicates(ignore_index=True)
    named = pd.MultiIndex.from_frame(differs)
    in_both = [named.isin(pd.MultiIndex.from_frame(one[list(READING)])) for one in (was, will_be)]
    what = pd.Series(CORRECTED, index=differs.index, dtype="str")
    what = what.mask(~in_both[0], ADDED).mask(~in_both[1], DROPPED)
    return differs.assign(what=what).sort_values(list(READING), ignore_index=True)


def differ(
    before: "pd.Series[float]", after: "pd.Series[float]", share: float
) -> npt.NDArray[np.bool_]:
    """Return which figures differ by more than a share, or are known in one place only."""
    return ~np.isclose(before, after, rtol=share, atol=0, equal_nan=True)


def _used(version: DataVersion) -> pd.DataFrame:
    """Return the readings that a version uses."""
    rows = version.table("measurements")
    return rows.loc[rows["use"] != "no", [*READING, *EVIDENCE_COLUMNS]]
