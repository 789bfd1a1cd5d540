"""Reads what the rows of a file say into columns: each distinct text once, not once per row."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.foods.food_codes import coded_name
from estimator.importing.cell_reader import CellReader, shown
from estimator.importing.file_columns import Columns
from estimator.importing.file_rows import NO_NAME, WEIGHTS, Choices
from estimator.importing.layout import Layout
from estimator.importing.records import Fault, Numbers, Rows
from estimator.importing.row_values import Coded, Ints, RowColumns, each_fault, texts_of
from estimator.importing.tool_layouts import OWN

_FOOD: Final = ("name", "described", "code", "code_system", "dish")
_LONGEST_NAME: Final = 120
_LONGEST_UNIT_TEXT: Final = 200
_UNSURE_WEIGHT: Final = (
    "It is not clear whether the serving weight is of one serving or of all. Say which."
)


def read_row_columns(
    columns: Columns,
    cells: CellReader,
    layout: Layout,
    choices: Choices,
    rows: Rows,
    unmended: Mapping[int, str],
) -> RowColumns:
    """Read some rows of a file.

    Parameters
    ----------
    columns : Columns
        All of the file, its rows mended.
    cells : CellReader
    layout : Layout
    choices : Choices
    rows : ndarray of int
        Which to read.
    unmended : mapping of int to str
        What is wrong with rows that are too long and can't be mended.
    """
    return _Reading(columns, cells, layout, choices, rows).read(unmended)


class _Reading:
    """Reads some rows of a file."""

    def __init__(
        self,
        columns: Columns,
        cells: CellReader,
        layout: Layout,
        choices: Choices,
        rows: Rows,
    ) -> None:
        self._columns = columns
        self._cells = cells
        self._layout = layout
        self._choices = choices
        self._rows = rows
        self._faults: list[Fault] = []
        self._problems = [""]
        self._problem = np.zeros(len(rows), np.int32)

    def read(self, unmended: Mapping[int, str]) -> RowColumns:
        """Read the rows; list what is wrong in the order in which it is reported."""
        places = {int(row): place for place, row in enumerate(self._rows)} if unmended else {}
        for row, sentence in unmended.items():
            if row in places:
                self._fault("row", sentence, np.array([places[row]], np.intp))
        kind = self._text("kind", str.casefold)
        of_kind = kind.are(lambda one: one == OWN_KIND)
        day = self._days(~of_kind)
        grams = self._numbers("grams")
        name = self._text("name")
        amount, unit, name = self._how_much(name)
        grams[(grams == 0) & (amount > 0)] = np.nan  # it is not known
        if self._layout.weight_varies:
            self._whole_weights(grams, amount)
        is_day = kind.are(lambda one: one == DAY_KIND)
        food = self._foods(name, is_day)
        quantity = self._numbers("quantity")
        eaten_at = self._times()
        meal = self._meals()
        said = np.where(np.isnan(quantity), np.where(np.isnan(amount), grams, amount), quantity)
        kept = (said != 0) | (self._problem > 0) | of_kind | is_day
        return RowColumns(
            rows=self._rows[kept],
            person=self._text("person").of(kept),
            kind=kind.of(kept),
            day=day.of(kept),
            eaten_at=eaten_at.of(kept),
            meal=meal.of(kept),
            food=food.of(kept),
            unit=unit.of(kept),
            amount=amount[kept],
            grams=grams[kept],
            quantity=quantity[kept],
            problem=Coded(self._problem[kept], self._problems),
            faults=tuple(self._faults),
            empty=int(len(kept) - kept.sum()),
        )

    def _fault(self, column: str, sentence: str, places: Rows) -> None:
        """Say what is wrong with rows, by their places among those read."""
        if not len(places):
            return
        self._faults.append(Fault(column, sentence, self._rows[places]))
        first = places[self._problem[places] == 0]
        self._problem[first] = len(self._problems)
        self._problems.append(sentence)

    def _fault_each(self, column: str, sentences: Mapping[int, str], codes: Ints) -> None:
        for sentence, places in each_fault(sentences, codes):
            self._fault(column, sentence, places)

    def _text(self, name: str, change: Callable[[str], str] | None = None) -> Coded[str]:
        found = texts_of(self._columns, name, self._rows)
        return Coded(found.codes, [*map(change, found.values)]) if change else found

    def _days(self, dated: NDArray[np.bool_]) -> Coded[date | None]:
        codes, distinct = self._columns.together(("date", "reported"), self._rows)
        faults: dict[int, str] = {}
        days: list[date | None] = []
        for code, values in enumerate(distinct):
            day = self._cells.day(values)
            if isinstance(day, str):
                faults[code] = day
            days.append(None if isinstance(day, str) else day)
        self._fault_each("date", faults, np.where(dated, codes, -1))
        if dated.all():
            return Coded(codes, days)
        return Coded(np.where(dated, codes, len(days)), [*days, None])

    def _numbers(self, name: str, where: NDArray[np.bool_] | None = None) -> Numbers:
        """Read a column of amounts; NaN where a row has none, or none that can be read."""
        texts = self._text(name)
        codes = texts.codes if where is None else np.where(where, texts.codes, -1)
        values = np.full(len(texts.values) + 1, np.nan)  # the last is of no row
        faults: dict[int, str] = {}
        occurs = np.zeros(len(values), bool)
        occurs[codes] = True
        for code in np.flatnonzero(occurs[:-1]).tolist():
            found = self._cells.amount(texts.values[code])
            if isinstance(found, str):
                faults[code] = found
            else:
                values[code] = found
        self._fault_each("amount", faults, codes)
        return values[codes]

    def _how_much(self, name: Coded[str]) -> tuple[Numbers, Coded[str], Coded[str]]:
        """Return amounts, their units, and the names of foods without them."""
        portion = self._text("portion")
        if self._layout.amount_in_name:
            parted = [self._cells.amount_behind(text) for text in name.values]
            name = Coded(name.codes, [food for food, _ in parted])
            portion = Coded(name.codes, [cell for _, cell in parted])
        elif not portion.are(bool).any():
            portion = self._amounts_with_units()
        has_portion = portion.are(bool)
        if not has_portion.any():
            return self._numbers("amount"), self._text("unit", _unit), name
        amounts = np.full(len(portion.values), np.nan)
        units = [""] * len(portion.values)
        faults: dict[int, str] = {}
        for code, text in enumerate(portion.values):
            found = self._cells.portion(text) if text else None
            if isinstance(found, str):
                faults[code] = found
            elif found is not None:
                amounts[code], units[code] = found.amount, _unit(found.unit)
        self._fault_each("amount", faults, portion.codes)
        own, unit = amounts[portion.codes], self._text("unit", _unit)
        if has_portion.all():
            return own, Coded(portion.codes, units), name
        other = self._numbers("amount", ~has_portion)
        codes = np.where(has_portion, portion.codes, unit.codes + len(units))
        return np.where(has_portion, own, other), Coded(codes, [*units, *unit.values]), name

    def _amounts_with_units(self) -> Coded[str]:
        """Return the amounts that have their units in the same cell: "250 g"; "" for others."""
        amount, unit = self._text("amount"), self._text("unit")
        with_unit = [
            text
            if isinstance(self._cells.amount(text), str)
            and not isinstance(self._cells.portion(text), str)
            else ""
            for text in amount.values
        ]
        codes = np.where(unit.are(bool), len(with_unit), amount.codes)
        return Coded(codes, [*with_unit, ""])

    def _whole_weights(self, grams: Numbers, amount: Numbers) -> None:
        """Turn weights of one serving to those of all that was eaten, where that is known."""
        told = np.isnan(grams) | np.isnan(amount) | (amount == 1)
        if self._cells.weight == WEIGHTS[1]:
            grams[~told] *= amount[~told]
        elif self._cells.weight != WEIGHTS[0] and not told.all():
            self._cells.unsure_weight = True
            grams[~told] = np.nan
            self._fault("amount", _UNSURE_WEIGHT, np.flatnonzero(~told))

    def _foods(self, name: Coded[str], is_day: NDArray[np.bool_]) -> Coded[tuple[str, str]]:
        codes, distinct = self._columns.together(_FOOD, self._rows)
        named = dict(zip(self._text("name").values, name.values, strict=True))
        foods: list[tuple[str, str]] = []
        unnamed: dict[int, str] = {}
        parts: dict[int, str] = {}
        for place, values in enumerate(distinct):
            code, food = self._food(values, named)
            foods.append((code[:_LONGEST_NAME], food[:_LONGEST_NAME]))
            if not food and not code:
                unnamed[place] = "No food is named."
            if dish := values.get("dish"):
                parts[place] = (
                    f"It is a part of {shown(dish)}. Export with recipes whole to read "
                    "the file back."
                )
        self._fault_each("food", unnamed, np.where(is_day, -1, codes))
        self._fault_each("food", parts, codes)
        return Coded(codes, foods)

    def _food(self, values: Mapping[str, str], named: Mapping[str, str]) -> tuple[str, str]:
        """Return the code of a food with its system, and its name."""
        plain = values.get("code", "")
        code = self._code(plain, values.get("code_system", "").casefold())
        name = named[values.get("name", "")] or values.get("described", "")
        name = name or self._choices.code_names.get(plain, "") or coded_name(code)
        if not name and code and self._layout is not OWN:
            name = f"{NO_NAME} {plain}"
        return code, name

    def _code(self, code: str, system: str) -> str:
        system = system or self._choices.code_system
        if not code or ":" in code:
            return code
        if self._layout is OWN and not system:
            return code  # an id of the table
        system = system or self._layout.code_system
        return f"{system}:{code}" if system else code

    def _times(self) -> Coded[time | None]:
        texts = self._text("time")
        times = [self._cells.clock(text) for text in texts.values]
        if self._layout is OWN:
            faults = {
                code: f"{shown(text)} is no time of day like 07:30."
                for code, text in enumerate(texts.values)
                if text and times[code] is None
            }
            self._fault_each("time", faults, texts.codes)
        return Coded(texts.codes, times)

    def _meals(self) -> Coded[str]:
        texts = self._text("meal")
        rows = np.bincount(texts.codes, minlength=len(texts.values))
        meals: list[str] = []
        faults: dict[int, str] = {}
        for code, text in enumerate(texts.values):
            meal = self._cells.meal(text)
            meals.append(meal or "")
            if meal is None and self._layout is OWN:
                faults[code] = f"{shown(text)} is no meal. Use breakfast, lunch, dinner or snack."
            elif meal is None and rows[code]:
                self._cells.other_meals[text] += int(rows[code])
        self._fault_each("meal", faults, texts.codes)
        return Coded(texts.codes, meals)


def _unit(text: str) -> str:
    return text[:_LONGEST_UNIT_TEXT]
