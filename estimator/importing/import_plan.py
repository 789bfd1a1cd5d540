"""What a file would change in a diary: worked out before anything is written."""

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from estimator.diary_values import DayMark, Entry, ResolvedEntry
from estimator.foods.own_items import OwnItem
from estimator.importing.file_rows import FileRow
from estimator.importing.matching import Match
from estimator.importing.quantities import NO_SERVING

DOSE_UNKNOWN: Final = "How much is in one is not in the file. Choose which supplement it is."
REST_OF_DISHES: Final = "of dishes, what holds hardly any"
"""What dishes weigh beyond the foods in them that are counted."""
NOT_CHOSEN: Final = "No food of the table is surely meant. Choose what it is, or leave it out."


@dataclass(frozen=True)
class LeftOut:
    """A row that would not go into the diary, and why."""

    record: FileRow
    why: str
    grams: float | None
    """What it weighs, where the file says [g]."""


@dataclass(frozen=True)
class Weighed:
    """A row whose weight was worked out, and how."""

    record: FileRow
    item_id: str
    grams: float
    """[g]"""
    how: str


@dataclass(frozen=True)
class Changed:
    """An entry that differs between the file and the diary."""

    entry: Entry
    values: Mapping[str, Any]
    line: int


@dataclass(frozen=True)
class Total:
    """Control totals of some rows: rows, days and grams."""

    rows: int = 0
    days: int = 0
    grams: float = 0.0
    """Of foods whose weight is known [g]."""
    unweighed: int = 0
    """Rows of food whose weight is not known."""


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What importing a file would do.

    Attributes
    ----------
    new : tuple of ResolvedEntry
        Entries to be added.
    changed : tuple of Changed
        Entries of the diary that the file has otherwise.
    left_out : tuple of LeftOut
    marks : tuple of DayMark
        Notes and marks of days to be set.
    totals : dict of str to Total
        Of "all rows of foods", and of those that are "new", "changed", "there already" and
        "left out", which add up to them, with `REST_OF_DISHES` where there is any.
    matches : tuple of Match
        Each food of the file.
    own : tuple of OwnItem
        Versions of own foods, supplements and recipes to be added, each after what is in it.
    seen : int, optional
        The newest change of the diary it was made for, 0 where there was none.
    weighed : tuple of Weighed
        Rows of new entries whose weight is not stated in the file, but worked out.
    """

    new: tuple[ResolvedEntry, ...] = ()
    changed: tuple[Changed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    marks: tuple[DayMark, ...] = ()
    totals: Mapping[str, Total] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    own: tuple[OwnItem, ...] = ()
    seen: int | None = None
    weighed: tuple[Weighed, ...] = ()

    @property
    def there(self) -> int:
        """How many rows are of entries that are in the diary already."""
        return self.totals.get("there already", Total()).rows

    @property
    def servings(self) -> int:
        """How many rows are left out for want of the weight of a serving."""
        return sum(one.why == NO_SERVING for one in self.left_out)

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is in the diary already."""
        return not (self.new or self.changed or self.marks or self.own)


def by_reason(left_out: Iterable[LeftOut]) -> Iterator[tuple[str, str, list[LeftOut]]]:
    """Yield the name of the food, why it is left out, and its rows; those with most rows first."""
    groups: defaultdict[tuple[str, str], list[LeftOut]] = defaultdict(list)
    for one in left_out:
        groups[one.record.name or one.record.code, one.why].append(one)
    for (name, why), rows in sorted(groups.items(), key=lambda group: -len(group[1])):
        yield name, why, rows


def total_of(eaten: Iterable[ResolvedEntry], beside: Container[str | None] = ()) -> Total:
    """Return the control totals of entries."""
    rows = list(eaten)
    return Total(
        rows=sum(one.token not in beside for one in rows),
        days=len({one.date for one in rows}),
        grams=math.fsum(one.quantity for one in rows if one.kind == "food"),
    )


def total_left_out(left_out: Sequence[LeftOut]) -> Total:
    """Return the control totals of rows that would not go into the diary."""
    return Total(
        rows=len(left_out),
        days=len({one.record.day for one in left_out if one.record.day}),
        grams=math.fsum(one.grams for one in left_out if one.grams is not None),
        unweighed=sum(one.grams is None for one in left_out),
    )
