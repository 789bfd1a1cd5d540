"""Entries as a frame of records, as the estimate takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from estimator.calculation.texts import as_texts
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
            "person": as_texts([str(profile_id)] * len(rows)),
            "date": np.array(days, "datetime64[s]"),
            "meal": as_texts([meal or "" for meal in meals]),
            "item": as_texts(items),
            "quantity": np.array(quantities, np.float64),
            "amount_kind": as_texts(kinds),
        },
        copy=False,
    )
