"""Reads the cells of one file; date order and decimal mark are found from all of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache
from hashlib import sha256
from typing import Final, NamedTuple

from estimator.diary_values import DAY_KIND, MEALS, OWN_KIND
from estimator.foods.food_codes import coded_name
from estimator.importing.columns import Columns
from estimator.importing.file_rows import NO_NAME, WEIGHTS, Choices, FileRow
from estimator.importing.layouts import FIELDS, NUTRIENTS, OWN, Layout
from estimator.importing.sheet import Sheet, tidy_cell
from estimator.importing.values import (
    DATE_ORDERS,
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
from estimator.importing.weights import Contents
from estimator.measures.amounts import reads_both_ways
from estimator.measures.unit_names import unit_name
from estimator.words import LANGUAGES
from estimator.words.grammar import grammar

YES: Final = frozenset({"1", "true", "yes", "y"})
EATEN: Final = (
    *("name", "described", "code", "code_system", "kind", "dish"),
    *("portion", "grams", "amount", "unit", "quantity"),
)
"""The columns that say what was eaten, and how much."""
_AMOUNTS: Final = ("portion", "grams", "amount", "quantity")
_LONGEST_NAME: Final = 120
_LONGEST_UNIT_TEXT: Final = 200
_MEALS_SHOWN: Final = 5


class Eaten(NamedTuple):
    """What a row says was eaten, and how much of it."""

    name: str
    code: str
    """With the system it is of where that is known, as in "fndds:14104100"."""
    amount: float | None
    unit: str
    grams: float | None
    quantity: float | None


class RowReader:
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
    """

    def __init__(
        self,
        columns: Columns,
        sheet: Sheet,
        layout: Layout,
        at: Mapping[str, int],
        choices: Choices,
    ) -> None:
        self._columns = columns
        self._sheet = sheet
        self._layout = layout
        self._at = at
        self._choices = choices
        contents = [name for name in NUTRIENTS if name in columns.codes]
        self._places = {name: place for place, name in enumerate(contents)}
        amounts = [text for name in _AMOUNTS for text in columns.distinct(name)]
        others = [name for name in at if name in NUTRIENTS or name not in FIELDS]
        nutrients = [text for name in others for text in columns.distinct(name)]
        self._mark = choices.decimal_mark or decimal_mark([*amounts, *nutrients])
        self._unsure_mark = not self._mark and any(map(starts_both_ways, amounts))
        dates = [text for name in ("date", "reported") for text in columns.distinct(name)]
        self._dates_matter = has_ordered_dates(dates)
        self._order = choices.date_order or sniff_date_order(dates) or ""
        self._number = cache(lambda text: number(text, self._mark))
        self._date = cache(self._read_date)
        self._clock = cache(seconds_time if layout.times_in_seconds else _clock_after_date)
        self._weight = choices.weight or self._sniffed_weight()
        self._unsure_weight = False
        self._meal_of = cache(self._read_meal)
        self._other_meals: Counter[str] = Counter()
        self._alike: Counter[tuple[str, str]] = Counter()
        self._portion = cache(lambda text: written_amount(text, self._mark))

    def record(self, row: int, values: dict[str, str]) -> tuple[FileRow, Contents]:
        """Make a record of a row, and of what is in the food.

        Parameters
        ----------
        row : int
            Its place in the columns.
        values : dict of str to str
            What it holds, by column.
        """
        problems: list[str] = []
        if extra := self._columns.extra.get(row):
            values = self._mended(extra, values, problems)
        get = values.get
        kind = get("kind", "").casefold()
        day = None if kind == OWN_KIND else self.day(values, problems)
        eaten = self.eaten(values, problems)
        clock = self._clock(get("time", ""))
        if get("time") and clock is None and self._layout is OWN:
            problems.append(f"{_shown(values['time'])} is no time of day like 07:30.")
        meal, note = self.meal(get("meal", ""), problems), get("note", "")
        person, token = get("person", ""), get("entry_id", "")
        if not (token or problems or kind in (DAY_KIND, OWN_KIND)):
            code = get("code", "")[:_LONGEST_NAME]
            said = (day, clock, meal, eaten.name, code, eaten.amount, eaten.unit)
            token = self._token(person, (*said, eaten.grams, eaten.quantity, note))
        record = FileRow(
            line=int(self._columns.lines[row]),
            day=day,
            eaten_at=clock,
            person=person,
            meal=meal,
            name=eaten.name,
            code=eaten.code,
            amount=eaten.amount,
            unit=eaten.unit,
            grams=eaten.grams,
            quantity=eaten.quantity,
            note=note,
            kind=kind,
            sample=get("sample", "").casefold() in YES,
            day_complete=get("day_complete", "").casefold() in YES,
            token=token,
            named=bool(get("entry_id")),
            definition=get("definition", ""),
            problem=problems[0] if problems else "",
        )
        contents = [get(name, "") for name in self._places]
        return record, Contents(contents, self._places, self._number)

    def _token(self, person: str, said: tuple[object, ...]) -> str:
        """Return a token of what a row says; rows of a person that say the same have one each."""
        text = "\x1f".join([self._layout.key, *map(str, said)])
        self._alike[person, text] += 1
        digest = sha256(f"{text}\x1f{self._alike[person, text]}".encode()).hexdigest()
        return f"file-{digest[:32]}"

    def eaten(self, values: Mapping[str, str], problems: list[str]) -> Eaten:
        """Return what a row says was eaten.

        Parameters
        ----------
        values : mapping of str to str
            At least the columns of `EATEN`.
        problems : list of str
            Takes what is wrong.
        """
        get = values.get
        grams = self.amount("grams", values, problems)
        name = get("name", "") or get("described", "")
        amount, unit, name = self._how_much(values, name, problems)
        if grams == 0 and amount:
            grams = None  # it is not known
        if self._layout.weight_varies and grams is not None:
            grams = self._whole_weight(grams, amount, problems)
        code = self._code(values)
        name = name or self._choices.code_names.get(get("code", ""), "") or coded_name(code)
        if not name and code and self._layout is not OWN:
            name = f"{NO_NAME} {values['code']}"
        if not name and not code and get("kind", "").casefold() != DAY_KIND:
            problems.append("No food is named.")
        if get("dish"):
            problems.append(
                f"It is a part of {_shown(get('dish', ''))}. Export with recipes whole to read "
                "the file back."
            )
        return Eaten(
            name=name[:_LONGEST_NAME],
            code=code[:_LONGEST_NAME],
            amount=amount,
            unit=unit[:_LONGEST_UNIT_TEXT],
            grams=grams,
            quantity=self.amount("quantity", values, problems),
        )

    def _code(self, values: Mapping[str, str]) -> str:
        """Return the code of the food of a row, with the system that it is of."""
        code = values.get("code", "")
        system = values.get("code_system", "").casefold() or self._choices.code_system
        if not code or ":" in code:
            return code
        if self._layout is OWN and not system:
            return code  # an id of the table
        system = system or self._layout.code_system
        return f"{system}:{code}" if system else code

    def _how_much(
        self, values: Mapping[str, str], name: str, problems: list[str]
    ) -> tuple[float | None, str, str]:
        """Return the amount, its unit, and the name without them."""
        cell = values.get("portion", "")
        if self._layout.amount_in_name and not cell:
            head, comma, tail = name.rpartition(",")
            if comma and written_amount(tail, self._mark or "."):
                name, cell = head.strip(), tail.strip()
        if not cell:
            return self.amount("amount", values, problems), values.get("unit", ""), name
        parts = self._portion(cell)
        if parts is None:
            problems.append(
                _BOTH_WAYS.format(_shown(cell))
                if starts_both_ways(cell)
                else f"{_shown(cell)} is no amount with a unit."
            )
            return None, "", name
        return parts.amount, parts.unit, name

    def _mended(
        self, cells: Sequence[str], values: dict[str, str], problems: list[str]
    ) -> dict[str, str]:
        """Return what a row holds that has more cells than the first line names.

        A comma in a food that nobody quoted parts it: joined, the row reads as the others do.
        Where a row reads well either way, or neither, nothing is guessed.
        """
        named = len(self._sheet.header)
        more = len(cells) - named
        joined = None
        if (place := self._at.get("name")) is not None:
            text = ", ".join(map(str.strip, cells[place : place + more + 1]))
            whole = [*cells[:place], text, *cells[place + more + 1 :]]
            joined = {name: tidy_cell(whole[at]) for name, at in self._at.items()}
        reads_well = [one for one in (values, joined) if one is not None and self._reads_well(one)]
        if len(reads_well) == 1:
            return reads_well[0]
        problems.append(f"{len(cells)} cells, but the first line names {named}.")
        return values

    def _reads_well(self, values: Mapping[str, str]) -> bool:
        numbers = [values.get(name, "") for name in ("grams", "amount", "quantity", *NUTRIENTS)]
        portion = values.get("portion", "")
        return (
            all(not text or self._number(text) is not None for text in numbers)
            and (not portion or self._portion(portion) is not None)
            and any((portion, *numbers[:3]))
            and not isinstance(self._date(values.get("date", "")), str)
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
        if self._unsure_mark:
            asks.append("decimal_mark")
        return tuple(asks)

    def sniffed(self) -> tuple[str, ...]:
        """Say what was found out about the file."""
        divided = f", cells parted by {self._sheet.delimiter}" if self._sheet.delimiter else ""
        mark = {".": ", decimal point", ",": ", decimal comma", "": ""}[self._mark]
        said = [f"A file of {self._layout.title}: {self._sheet.encoding}{divided}{mark}."]
        if self._dates_matter and self._order:
            told = "" if self._choices.date_order else ", as some dates can only be read so"
            said.append(f"Dates have the {self._order}{told}.")
        if self._layout.weight_varies and self._weight and not self._choices.weight:
            said.append(f"The serving weight is that {self._weight}, as rows in grams show.")
        if self._other_meals:
            shown = [f"{name!r}" for name, _ in self._other_meals.most_common(_MEALS_SHOWN)]
            more = len(self._other_meals) - len(shown)
            rest = f" and {more} more" if more > 0 else ""
            rows = self._other_meals.total()
            said.append(
                f"{', '.join(shown)}{rest}: no meal here, so {rows:,} "
                f"{'row goes' if rows == 1 else 'rows go'} in without one."
            )
        return (*said, *self._layout.said)

    def day(self, values: Mapping[str, str], problems: list[str]) -> date | None:
        """Return the day that a row is of; ``problems`` takes why there is none."""
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
        if not any(found.read(order) for order in DATE_ORDERS):
            return f"{_shown(text)} is no date there is."
        if not found.year_first and not self._order:
            return f"{_shown(text)} reads both ways. Say whether the day or the month comes first."
        day = found.read(self._order or DATE_ORDERS[0])
        return day or f"{_shown(text)} is no date there is, with the {self._order or 'year first'}."

    def amount(self, name: str, values: Mapping[str, str], problems: list[str]) -> float | None:
        """Return the number in a column; ``problems`` takes why it is none."""
        text = values.get(name, "")
        if not text:
            return None
        found = self._number(text)
        if found is None:
            problems.append(
                _BOTH_WAYS.format(_shown(text))
                if reads_both_ways(text)
                else f"{_shown(text)} is no number."
            )
        return found

    def meal(self, text: str, problems: list[str], rows: int = 1) -> str | None:
        """Return the meal that some rows name; None for none that is known here."""
        if not text:
            return None
        meal = self._meal_of(text.casefold())
        if meal is None:
            if self._layout is OWN:
                problems.append(
                    f"{_shown(text)} is no meal. Use breakfast, lunch, dinner or snack."
                )
            else:
                self._other_meals[text] += rows
        return meal

    def _read_meal(self, text: str) -> str | None:
        """Return the meal that a text names, in any language; None where it is none here."""
        if self._layout is OWN or text in self._layout.meals:
            return self._layout.meals.get(text)
        senses = grammar().senses_in(text, LANGUAGES)
        return next((s.meaning for s in senses if s.kind == "meal" and s.meaning in MEALS), None)

    def _sniffed_weight(self) -> str:
        """Tell from rows whose serving is a gram what the serving weight is of."""
        votes = dict.fromkeys(WEIGHTS, 0)
        for row in self._columns.rows() if self._layout.weight_varies else ():
            grams, amount = self._number(row["grams"]), self._number(row["amount"])
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


_BOTH_WAYS: Final = (
    "{} reads both ways: decimals or thousands. Say whether the decimal mark is a point or a comma."
)


def _clock_after_date(text: str) -> time | None:
    found = written_date(text)
    return clock_time(found.rest if found else text)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}…")
