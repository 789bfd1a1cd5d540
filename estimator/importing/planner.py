"""Works out what a file would change in a diary, before anything is written."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from estimator.diary_values import (
    DAY_KIND,
    LEFT_OUT,
    NOT_IN_TABLE,
    OWN_KIND,
    TOKEN_LENGTH,
    DayMark,
    Entry,
    ResolvedEntry,
)
from estimator.errors import InputError
from estimator.foods.items import Supplement
from estimator.foods.own_items import OwnItem
from estimator.foods.table import FoodTable
from estimator.importing.dish_parts import is_of_part, parts_of, token_of_part
from estimator.importing.file_rows import ROWS_A_REPORT, FileRead, FileRow, Progress
from estimator.importing.import_plan import (
    DOSE_UNKNOWN,
    NOT_CHOSEN,
    REST_OF_DISHES,
    Changed,
    ImportPlan,
    LeftOut,
    Total,
    Weighed,
    total_left_out,
    total_of,
)
from estimator.importing.likeness import amount_kind, content, is_same, measured_alike
from estimator.importing.matching import Match, Part
from estimator.importing.quantities import (
    ORDINARY,
    Sizes,
    is_component_mass,
    resolved,
    resolved_of_any_size,
)
from estimator.importing.stated_weights import stated_grams
from estimator.measures.amount_kinds import ASSUMED
from estimator.measures.units import Measures

_COMPARED: Final = (
    "date",
    "eaten_at",
    "meal",
    "item_id",
    "amount",
    "unit",
    "quantity",
    "note",
    "sample",
    "amount_kind",
    "typed",
)
"""The fields of an entry that a file can change."""


_WITHOUT: Final = {
    LEFT_OUT: "You left it out, for good.",
    NOT_IN_TABLE: "You said that it is not in the table.",
}


def import_plan(
    read: FileRead,
    matches: Mapping[tuple[str, str], Match],
    diary: "DiaryNow",
    progress: Progress,
) -> ImportPlan:
    """Work out what importing a file would do.

    Parameters
    ----------
    read : FileRead
    matches : mapping
        Of every (code, name) of it; see `estimator.importing.matching.matches_of`.
    diary : DiaryNow
    progress : callable
        Told how many rows are done.
    """
    return _Planner(diary, progress, read.ordinary_servings).plan(read, matches)


@dataclass(frozen=True, kw_only=True)
class DiaryNow:
    """A person's diary as it is now, and the checks that new entries must pass.

    Attributes
    ----------
    entries : sequence of Entry
    marks : sequence of DayMark
    table : FoodTable
        As the person has it.
    measures : Measures
        With the person's cup.
    checked, checked_mark : callable
        Return an entry, or a mark, as the diary keeps it, or refuse it.
    own : tuple of OwnItem
        Of the file, not in the diary yet, but in its table.
    refused : tuple of LeftOut
        Rows of the file that describe own items and can't be used.
    """

    entries: Sequence[Entry]
    marks: Sequence[DayMark]
    table: FoodTable
    measures: Measures
    checked: Callable[[ResolvedEntry], ResolvedEntry]
    checked_mark: Callable[[DayMark], DayMark]
    own: tuple[OwnItem, ...] = ()
    refused: tuple[LeftOut, ...] = ()


class _Planner:
    """Works out one plan."""

    def __init__(self, diary: DiaryNow, progress: Progress, ordinary_servings: bool) -> None:
        self._diary = diary
        self._progress = progress
        self._sizes = Sizes(diary.measures, ordinary_servings=ordinary_servings)
        self._by_token = {entry.token: entry for entry in diary.entries if entry.token}
        self._marks = {mark.date: mark for mark in diary.marks}
        self._new: list[ResolvedEntry] = []
        self._changed: list[Changed] = []
        self._there: list[ResolvedEntry] = []
        self._left_out: list[LeftOut] = list(diary.refused)
        self._marked: dict[date, DayMark] = {}
        self._weighed: list[Weighed] = []
        self._rest = 0.0
        """What dishes weigh beyond their parts that are counted [g]."""
        self._beside: set[str] = set()
        """The further parts of dishes, each of which is no row of the file."""

    def plan(self, read: FileRead, matches: Mapping[tuple[str, str], Match]) -> ImportPlan:
        """Go through the rows."""
        tokens = {record.token for record in read.rows}
        # What is the same but bears another name: logged by hand, or in another program.
        self._alike = Counter(
            content(entry)
            for entry in self._diary.entries
            if entry.token not in tokens and not is_of_part(entry.token)
        )
        seen: set[str] = set()
        for place, record in enumerate(read.rows, 1):
            try:
                if record.kind == OWN_KIND:
                    continue  # dealt with already, as entries are of it
                if record.kind == DAY_KIND:
                    self._mark(record)
                elif record.token in seen:
                    raise InputError(
                        f"entry_id {record.token[:TOKEN_LENGTH]!r} is there twice. Leave one empty."
                    )
                else:
                    self._entry(record, matches)
                    seen.add(record.token)
            except InputError as error:
                self._left_out.append(LeftOut(record, str(error), stated_grams(record)))
            if place % ROWS_A_REPORT == 0:
                self._progress("matched", place)
        return ImportPlan(
            new=tuple(self._new),
            changed=tuple(self._changed),
            left_out=tuple(self._left_out),
            marks=tuple(self._marked.values()),
            totals=self._totals(),
            matches=tuple(matches.values()),
            own=self._diary.own,
            weighed=tuple(self._weighed),
        )

    def _totals(self) -> dict[str, Total]:
        parts: dict[str, list[ResolvedEntry]] = {
            "new": self._new,
            "changed": [*(change.entry for change in self._changed)],
            "there already": self._there,
        }
        totals = {name: total_of(eaten, self._beside) for name, eaten in parts.items()}
        totals["left out"] = left_out = total_left_out(self._left_out)
        if self._rest:
            totals[REST_OF_DISHES] = Total(grams=self._rest)
        days = {eaten.date for rows in parts.values() for eaten in rows}
        days |= {one.record.day for one in self._left_out if one.record.day}
        whole = Total(
            rows=sum(total.rows for total in totals.values()),
            days=len(days),
            grams=math.fsum(total.grams for total in totals.values()),
            unweighed=left_out.unweighed,
        )
        return {"all rows of foods": whole, **totals}

    def _mark(self, record: FileRow) -> None:
        mark = self._diary.checked_mark(
            DayMark(date=_day(record), note=record.note, complete=record.day_complete)
        )
        if mark.date in self._marked:
            raise InputError(f"{mark.date} is there twice. Leave one of the two rows out.")
        if self._marks.get(mark.date, DayMark(date=mark.date)) != mark:
            self._marked[mark.date] = mark

    def _entry(self, record: FileRow, matches: Mapping[tuple[str, str], Match]) -> None:
        day = _day(record)
        match = matches[record.code, record.name]
        if match.item is None:
            raise InputError(match.why or _WITHOUT.get(match.without, NOT_CHOSEN))
        if match.dose_unknown and not is_component_mass(record.unit):
            raise InputError(DOSE_UNKNOWN)
        parts = parts_of(match)
        if len(parts) == 1 and match.share == 1:
            self._put(record, *self._eaten(record, day, parts[0]))
        else:
            self._dish(record, day, parts)

    def _dish(self, record: FileRow, day: date, parts: Sequence[Part]) -> None:
        """Put down each food that a dish holds, and what it weighs beyond them."""
        whole = resolved_of_any_size(record, parts[0].item, self._sizes).quantity
        rows = [record] + [
            replace(record, token=token_of_part(record.token, number), quantity=None, grams=whole)
            for number in range(1, len(parts))
        ]
        found = [self._eaten(row, day, part) for row, part in zip(rows, parts, strict=True)]
        for row, (eaten, said) in zip(rows, found, strict=True):
            self._put(row, eaten, said)
        self._beside.update(row.token for row in rows[1:])
        self._rest += whole - math.fsum(eaten.quantity for eaten, _ in found)

    def _put(self, record: FileRow, eaten: ResolvedEntry, said: str) -> None:
        before = self._by_token.get(record.token)
        if before is not None:
            values = {
                name: getattr(eaten, name)
                for name in _COMPARED
                if not is_same(getattr(eaten, name), getattr(before, name))
            }
            # A row that the file does not name is known by what it says; where its entry
            # differs, the person has edited it since.
            if values and record.named:
                self._changed.append(Changed(before, {**values, "kind": eaten.kind}, record.line))
            else:
                self._there.append(eaten)
        elif self._alike and self._alike[said_alike := content(eaten)]:
            self._alike[said_alike] -= 1
            self._there.append(eaten)
        else:
            self._new.append(eaten)
            if said:
                self._weighed.append(Weighed(record, eaten.item_id, eaten.quantity, said))

    def _eaten(self, record: FileRow, day: date, part: Part) -> tuple[ResolvedEntry, str]:
        item, before = part.item, self._by_token.get(record.token)
        if before is not None and measured_alike(record, before):
            # Another amount beside the grams of the former one: it is resolved anew.
            record = replace(record, quantity=None)
        amount, unit, quantity, said = resolved(record, item, self._sizes, part.share)
        if not record.amount_kind and said.startswith(ORDINARY):
            record = replace(record, amount_kind=ASSUMED)
        eaten = self._diary.checked(
            ResolvedEntry(
                date=day,
                meal=record.meal,
                kind="supplement" if isinstance(item, Supplement) else "food",
                item_id=item.item_id,
                amount=amount,
                unit=unit,
                quantity=quantity,
                note=record.note,
                eaten_at=record.eaten_at,
                sample=record.sample,
                token=record.token,
                amount_kind=amount_kind(record, amount, unit, before),
                # A file of an older program has no words, which is no wish to lose them.
                typed=record.typed or (before.typed if before else ""),
            )
        )
        return eaten, said


def _day(record: FileRow) -> date:
    if record.problem or record.day is None:
        raise InputError(record.problem or "The date is missing.")
    return record.day
