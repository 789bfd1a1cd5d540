"""Entries as a frame of records, as the estimate takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from estimator.diary_values import Entry
from estimator.measures.amount_kinds import kind_of_unit
from estimator.pandas_on_use import pd
from estimator.store import Quantity


def frame_of(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return entries that were read already, of one person, as of `Entries.frame`."""
    rows = [
        (one.date.isoformat(), one.meal, one.item_id, one.quantity, one.unit, one.amount_kind)
        for one in entries
    ]
    return frame_of_rows(entries[0].profile_id if entries else 0, rows)


def frame_of_rows(profile_id: int, rows: Sequence[Quantity]) -> pd.DataFrame:
    """Return what was read of the entries of one person as a frame of records."""
    days, meals, items, quantities, units, said = zip(*rows, strict=True) if rows else ((),) * 6
    of_units = {unit: kind_of_unit(unit) for unit in set(units)}
    kinds = [kind or of_units[unit] for kind, unit in zip(said, units, strict=True)]
    return pd.DataFrame(
        {
            "person": pd.Series([str(profile_id)] * len(rows), dtype="str"),
            "date": np.array(days, "datetime64[s]"),
            "meal": pd.Series([meal or "" for meal in meals], dtype="str"),
            "item": pd.Series(items, dtype="str"),
            "quantity": pd.Series(quantities, dtype="float64"),
            "amount_kind": pd.Series(kinds, dtype="str"),
        }
    )
