"""Reads the cells of one file; date order and decimal mark are found from its first rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache
from typing import Final

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.importing.file_rows import WEIGHTS, Choices, FileRow
from estimator.importing.layouts import OWN, Layout
from estimator.importing.sheet import Sheet, tidy_cell
from estimator.importing.values import (
    DATE_ORDERS,
    clock_time,
    has_ordered_dates,
    number,
    seconds_time,
    sniff_date_order,
    sniff_decimal_mark,
    written_amount,
    written_date,
)
from estimator.measures.unit_names import unit_name

_SNIFFED_ROWS: Final = 20_000
YES: Final = frozenset({"1", "true", "yes", "y"})
_LONGEST_NAME: Final = 120
_LONGEST_UNIT_TEXT: Final = 200


class RowReader:
    """Reads the cells of one file in the date order and decimal mark of its first rows."""

    def __init__(
        self, sheet: Sheet, layout: Layout, at: Mapping[str, int], choices: Choices
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._at = at
        self._choices = choices
        first = [
            self.values(cells)
            for (_, cells), _ in zip(sheet.rows(), range(_SNIFFED_ROWS), strict=False)
        ]
        amounts = ("portion", "grams", "amount", "quantity")
        self._mark = sniff_decimal_mark(
            row[name] for row in first for name in amounts if name in row
        )
        dates = [row[name] for row in first for name in ("date", "reported") if name in row]
        self._dates_matter = has_ordered_dates(dates)
        self._order = choices.date_order or sniff_date_order(dates) or ""
        self._weight = choices.weight or self._sniffed_weight(first)
        self._unsure_weight = False
        self._number = cache(lambda text: number(text, self._mark))
        self._date = cache(self._read_date)
        self._clock = cache(seconds_time if layout.times_in_seconds else _clock_after_date)

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """Return what the columns of the layout hold in a row; "" for nothing."""
        values = {
            name: tidy_cell(cells[place]) if place < len(cells) else ""
            for name, place in self._at.items()
        }
        missing = self._layout.missing
        return {k: "" if text.casefold() in missing else text for k, text in values.items()}

    def record(self, line: int, cells: Sequence[str], values: Mapping[str, str]) -> FileRow:
        """Make a record of a row."""
        get = values.get
        named = len(self._sheet.header)
        problems = []
        if len(cells) != named:
            problems.append(f"{len(cells)} cells, but the first line names {named}.")
        kind = get("kind", "").casefold()
        day = None if kind == OWN_KIND else self._day(values, problems)
        grams = self._amount("grams", values, problems)
        amount = self._amount("amount", values, problems)
        unit = get("unit", "")[:_LONGEST_UNIT_TEXT]
        if cell := get("portion", ""):
            parts = written_amount(cell, self._mark)
            if parts is None:
                problems.append(f"{_shown(cell)} is no amount with a unit.")
            else:
                amount, unit = parts
        if self._layout.weight_varies and grams is not None:
            grams = self._whole_weight(grams, amount, problems)
        name = (
            get("name", "")
            or get("described", "")
            or self._choices.code_names.get(get("code", ""), "")
        )
        if not name and get("code") and self._layout is not OWN:
            name = f"food code {values['code']}"
        if not name and not get("code") and kind != DAY_KIND:
            problems.append("No food is named.")
        if get("dish"):
            problems.append(
                f"It is a part of {_shown(get('dish', ''))}. Export with recipes whole to read "
                "the file back."
            )
        clock = self._clock(get("time", ""))
        if get("time") and clock is None and self._layout is OWN:
            problems.append(f"{_shown(values['time'])} is no time of day like 07:30.")
        return FileRow(
            line=line,
            day=day,
            eaten_at=clock,
            person=get("person", ""),
            meal=self._meal(get("meal", ""), problems),
            name=name[:_LONGEST_NAME],
            code=get("code", "")[:_LONGEST_NAME],
            amount=amount,
            unit=unit,
            grams=grams,
            quantity=self._amount("quantity", values, problems),
            note=get("note", ""),
            kind=kind,
            sample=get("sample", "").casefold() in YES,
            day_complete=get("day_complete", "").casefold() in YES,
            token=get("entry_id", ""),
            named=bool(get("entry_id")),
            definition=get("definition", ""),
            problem=problems[0] if problems else "",
        )

    def asks(self) -> tuple[str, ...]:
        """Return which choices the file leaves open."""
        asks = []
        if self._dates_matter and not self._order:
            asks.append("date_order")
        if not self._at.keys() & {"date", "reported"} and self._choices.first_day is None:
            asks.append("first_day")
        if self._unsure_weight:
            asks.append("weight")
        return tuple(asks)

    def sniffed(self) -> tuple[str, ...]:
        """Say what was found out about the file."""
        divided = f", cells parted by {self._sheet.delimiter}" if self._sheet.delimiter else ""
        marks = {".": "point", ",": "comma"}
        said = [
            f"A file of {self._layout.title}: {self._sheet.encoding}{divided}, "
            f"decimal {marks[self._mark]}."
        ]
        if self._dates_matter and self._order:
            told = "" if self._choices.date_order else ", as some dates can only be read so"
            said.append(f"Dates have the {self._order}{told}.")
        if self._layout.weight_varies and self._weight and not self._choices.weight:
            said.append(f"The serving weight is that {self._weight}, as rows in grams show.")
        return (*said, *self._layout.said)

    def _day(self, values: Mapping[str, str], problems: list[str]) -> date | None:
        text = values.get("date", "")
        back = timedelta(0)
        if not text and values.get("reported"):
            text, back = values["reported"], timedelta(days=1)
        if not text and not self._at.keys() & {"date", "reported"}:
            if self._choices.first_day is None:
                problems.append("The file has no dates. Say which day it is.")
                return None
            return self._choices.first_day + timedelta(days=self._layout.days_later)
        if not text:
            problems.append("The date is missing.")
            return None
        day = self._date(text)
        if isinstance(day, str):
            problems.append(day)
            return None
        return day - back if day > date.min else day

    def _read_date(self, text: str) -> date | str:
        """Return a date, or why it can't be read."""
        found = written_date(text)
        if found is None:
            return f"{_shown(text)} is no date. Write it like 2026-02-10."
        if not found.year_first and not self._order:
            return f"{_shown(text)} reads both ways. Say whether the day or the month comes first."
        day = found.read(self._order or DATE_ORDERS[0])
        return day or f"{_shown(text)} is no date there is, with the {self._order or 'year first'}."

    def _amount(self, name: str, values: Mapping[str, str], problems: list[str]) -> float | None:
        text = values.get(name, "")
        if not text:
            return None
        found = self._number(text)
        if found is None:
            problems.append(f"{_shown(text)} is no number.")
        return found

    def _meal(self, text: str, problems: list[str]) -> str | None:
        if not text:
            return None
        meal = self._layout.meals.get(text.casefold())
        if meal is None and self._layout is OWN:
            problems.append(f"{_shown(text)} is no meal. Use breakfast, lunch, dinner or snack.")
        return meal

    def _sniffed_weight(self, first: Iterable[Mapping[str, str]]) -> str:
        """Tell from rows whose serving is a gram what the serving weight is of."""
        votes = dict.fromkeys(WEIGHTS, 0)
        for row in first if self._layout.weight_varies else ():
            grams, amount = number(row["grams"], self._mark), number(row["amount"], self._mark)
            if unit_name(row["unit"]) == "g" and amount and amount != 1:
                votes[WEIGHTS[0]] += grams == amount
                votes[WEIGHTS[1]] += grams == 1
        whole, one = votes.values()
        return "" if whole == one else WEIGHTS[0] if whole > one else WEIGHTS[1]

    def _whole_weight(
        self, grams: float, amount: float | None, problems: list[str]
    ) -> float | None:
        if amount in (None, 1.0):
            return grams
        if self._weight == WEIGHTS[0]:
            return grams
        if self._weight == WEIGHTS[1]:
            return grams * (amount or 0.0)
        self._unsure_weight = True
        problems.append(
            "It is not clear whether the serving weight is of one serving or of all. Say which."
        )
        return None


def _clock_after_date(text: str) -> time | None:
    found = written_date(text)
    return clock_time(found.rest if found else text)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}…")
