"""Whether a row of a file says what an entry of the diary says."""

import math
from typing import Final

from estimator.diary_values import Entry, ResolvedEntry
from estimator.importing.file_rows import FileRow
from estimator.measures.amount_kinds import kind_of_unit

_CUT_OFF: Final = 1e-9
"""How far a number of a file may be from that of the diary, of which it has twelve digits."""


def is_same(one: object, other: object) -> bool:
    """Return whether two values are the same, numbers but for what a file cuts off."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_CUT_OFF)
    return one == other


def measured_alike(record: FileRow, before: Entry) -> bool:
    """Return whether an amount or unit was edited, but not the quantity."""
    return is_same(record.quantity, before.quantity) and not (
        is_same(record.amount, before.amount) and record.unit == before.unit
    )


def amount_kind(record: FileRow, amount: float, unit: str, before: Entry | None) -> str | None:
    """Return how sure an amount is: one that was edited in the file is as sure as its unit."""
    said = record.amount_kind.lower() or None
    if before is None:
        return said
    edited = unit != before.unit or not is_same(amount, before.amount)
    was = before.amount_kind or kind_of_unit(before.unit)
    return None if edited and said == was else said or (None if edited else was)


def content(eaten: ResolvedEntry) -> tuple[object, ...]:
    """Return what makes two entries the same, whoever wrote them."""
    quantity = float(f"{eaten.quantity:.9g}")
    return eaten.date, eaten.eaten_at, eaten.meal, eaten.item_id, quantity, eaten.note
