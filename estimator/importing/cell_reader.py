"""What the cells of one file mean: date order and decimal mark are found from all of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import Final

import numpy as np

from estimator.diary_values import MEALS
from estimator.importing.file_columns import Columns
from estimator.importing.file_rows import WEIGHTS, Choices
from estimator.importing.layout import FIELDS, NUTRIENTS, Layout
from estimator.importing.records import ReadAs
from estimator.importing.sheet import Sheet
from estimator.importing.short_years import may_begin_with_the_year
from estimator.importing.tool_layouts import OWN
from estimator.importing.values import (
    DATE_ORDERS,
    WrittenAmount,
    are_by_points,
    clock_time,
    decimal_mark,
    has_ordered_dates,
    number,
    seconds_time,
    sniff_date_order,
    starts_both_ways,
    written_amount,
    written_date,
)
from estimator.measures.amounts import reads_both_ways
from estimator.measures.unit_names import unit_name
from estimator.words import LANGUAGES
from estimator.words.grammar import grammar
from estimator.words.own_measures import LARGEST_COUNT

_PIECE: Final = "piece"
_AMOUNTS: Final = ("portion", "grams", "amount", "quantity")
_MEALS_SHOWN: Final = 5
_BOTH_WAYS: Final = (
    "{} reads both ways: decimals or thousands. Say whether the decimal mark is a point or a comma."
)


class CellReader:
    """Reads the cells of one file in the date order and decimal mark that it has.

    Parameters
    ----------
    columns : Columns
        All of the file.
    sheet : Sheet
    layout : Layout
    at : mapping of str to int
        Where the columns of the layout are.
    choices : Choices

    Attributes
    ----------
    decimal_mark : str
        "" where it isn't known.
    weight : str
        What a serving weight is of, one of `WEIGHTS`; "" where it isn't known.
    unsure_weight : bool
        Whether a row was met whose weight needs to know.
    other_meals : Counter of str
        Rows of each meal that is none here.
    """

    def __init__(
        self,
        columns: Columns,
        sheet: Sheet,
        layout: Layout,
        at: Mapping[str, int],
        choices: Choices,
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._at = at
        self._choices = choices
        amounts = [text for name in _AMOUNTS for text in columns.distinct(name)]
        others = [name for name in at if name in NUTRIENTS or name not in FIELDS]
        nutrients = [text for name in others for text in columns.distinct(name)]
        self.decimal_mark = choices.decimal_mark or decimal_mark([*amounts, *nutrients])
        self._unsure_mark = not self.decimal_mark and any(map(starts_both_ways, amounts))
        self._has_mark = any(self.decimal_mark in text for text in (*amounts, *nutrients))
        dates = [text for name in ("date", "reported") for text in columns.distinct(name)]
        self._dates_matter = has_ordered_dates(dates)
        self._order = choices.date_order or sniff_date_order(dates) or ""
        self._unsure_year = not choices.date_order and may_begin_with_the_year(
            dates, self._order or DATE_ORDERS[0]
        )
        by_points = are_by_points(dates)
        self._order_told = (
            "dates with points have" if by_points else "some dates can only be read so"
        )
        self.date = cache(self._read_date)
        self.clock = cache(seconds_time if layout.times_in_seconds else _clock_after_date)
        self._meal_of = cache(self._read_meal)
        self.weight = choices.weight or self._sniffed_weight(columns)
        self.unsure_weight = False
        self.other_meals: Counter[str] = Counter()

    def asks(self) -> tuple[str, ...]:
        """Return which choices the file leaves open."""
        asks = []
        if self._dates_matter and not self._order:
            asks.append("date_order")
        if not self._at.keys() & {"date", "reported"} and self._choices.first_day is None:
            asks.append("first_day")
        if self.unsure_weight:
            asks.append("weight")
        if self._unsure_mark:
            asks.append("decimal_mark")
        return tuple(asks)

    def read_as(self) -> ReadAs:
        """Return how what reads two ways was read."""
        return ReadAs(
            self._order if self._dates_matter else "",
            # Whole numbers alone are read with a point, which nothing told.
            self.decimal_mark if self._has_mark else "",
            self.asks(),
        )

    def sniffed(self) -> tuple[str, ...]:
        """Say what was found out about the file."""
        divided = f", cells parted by {self._sheet.delimiter}" if self._sheet.delimiter else ""
        mark = {".": ", decimal point", ",": ", decimal comma", "": ""}[self.decimal_mark]
        said = [f"A file of {self._layout.title}: {self._sheet.encoding}{divided}{mark}."]
        if self._dates_matter and self._order:
            told = "" if self._choices.date_order else f", as {self._order_told}"
            said.append(f"Dates have the {self._order}{told}.")
        if self._layout.weight_varies and self.weight and not self._choices.weight:
            said.append(f"The serving weight is that {self.weight}, as rows in grams show.")
        if self.other_meals:
            shown = [f"{name!r}" for name, _ in self.other_meals.most_common(_MEALS_SHOWN)]
            more = len(self.other_meals) - len(shown)
            rest = f" and {more} more" if more > 0 else ""
            rows = self.other_meals.total()
            said.append(
                f"{', '.join(shown)}{rest}: no meal here, so {rows:,} "
                f"{'row goes' if rows == 1 else 'rows go'} in without one."
            )
        return (*said, *self._layout.said)

    def day(self, values: Mapping[str, str]) -> date | str:
        """Return the day that a row is of, or why there is none.

        Parameters
        ----------
        values : mapping of str to str
            Its columns ``date`` and ``reported``.
        """
        text = values.get("date", "")
        back = timedelta(0)
        if not text and values.get("reported"):
            text, back = values["reported"], timedelta(days=1)
        if not text and not self._at.keys() & {"date", "reported"}:
            if self._choices.first_day is None:
                return "The file has no dates. Say which day it is."
            return self._choices.first_day + timedelta(days=self._layout.days_later)
        if not text:
            return "The date is missing."
        day = self.date(text)
        return day - back if isinstance(day, date) and day > date.min else day

    def _read_date(self, text: str) -> date | str:
        """Return a date, or why it can't be read."""
        found = written_date(text)
        if found is None:
            return f"{shown(text)} is no date. Write it like 2026-02-10."
        if not any(found.read(order) for order in DATE_ORDERS):
            return f"{shown(text)} is no date there is."
        if self._unsure_year and not found.year_first and found.short_year:
            return (
                f"{shown(text)}: the year or the day may come first. Write the year in four digits."
            )
        if not found.year_first and not self._order:
            return f"{shown(text)} reads both ways. Say whether the day or the month comes first."
        day = found.read(self._order or DATE_ORDERS[0])
        return day or f"{shown(text)} is no date there is, with the {self._order or 'year first'}."

    def number(self, text: str) -> float | None:
        """Return the number that a text is, or None."""
        return number(text, self.decimal_mark)

    def amount(self, text: str) -> float | str:
        """Return the number that a cell holds, NaN for an empty one; or why it holds none."""
        if not text:
            return np.nan
        found = self.number(text)
        if found is not None:
            return found
        return (_BOTH_WAYS if reads_both_ways(text) else "{} is no number.").format(shown(text))

    def portion(self, text: str) -> WrittenAmount | str:
        """Return the amount with its unit that a cell holds, or why it holds none."""
        found = written_amount(text, self.decimal_mark)
        if found is not None:
            return found
        why = _BOTH_WAYS if starts_both_ways(text) else "{} is no amount with a unit."
        return why.format(shown(text))

    def amount_behind(self, name: str) -> tuple[str, str]:
        """Part a name from the amount after its last comma; "" where there is none."""
        head, comma, tail = name.rpartition(",")
        if comma and written_amount(tail, self.decimal_mark or "."):
            return head.strip(), _counted(tail.strip())
        return name, ""

    def meal(self, text: str) -> str | None:
        """Return the meal that a text names, "" for none; None for one that is none here."""
        return self._meal_of(text.casefold()) if text else ""

    def _read_meal(self, text: str) -> str | None:
        if self._layout is OWN or text in self._layout.meals:
            return self._layout.meals.get(text)
        senses = grammar().senses_in(text, LANGUAGES)
        return next((s.meaning for s in senses if s.kind == "meal" and s.meaning in MEALS), None)

    def _sniffed_weight(self, columns: Columns) -> str:
        """Tell from rows whose serving is a gram what the serving weight is of."""
        if not self._layout.weight_varies:
            return ""
        grams, amount = (
            np.array([self.number(text) for text in columns.texts[name]], float)[
                columns.codes[name]
            ]
            for name in ("grams", "amount")
        )
        by_gram = np.array([unit_name(text) == "g" for text in columns.texts["unit"]], bool)
        tells = by_gram[columns.codes["unit"]] & ~np.isnan(amount) & (amount != 0) & (amount != 1)
        whole, one = (tells & (grams == amount)).sum(), (tells & (grams == 1)).sum()
        return "" if whole == one else WEIGHTS[0] if whole > one else WEIGHTS[1]


def _counted(text: str) -> str:
    """Return an amount behind a name, a small number alone as so many pieces: "Ei, 3"."""
    alone = text.isdecimal() and int(text) <= LARGEST_COUNT
    return f"{text} {_PIECE}" if alone else text


def shown(text: str) -> str:
    """Return a text as messages show it."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def _clock_after_date(text: str) -> time | None:
    found = written_date(text)
    return clock_time(found.rest if found else text)
