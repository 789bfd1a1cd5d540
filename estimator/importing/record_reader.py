"""Reads the rows of all persons of a file into a frame of food records, for an estimate.

What the rows say is read by the same rules as for a diary (`rows`, `matching`, `quantities`), but
each distinct text once, not once per row; only rows whose weight the rest of the file tells are
read one by one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.errors import InputError
from estimator.foods.food_codes import SYSTEMS, coded
from estimator.foods.table import Food, FoodTable, Item, food_table
from estimator.importing.columns import Columns, RowProgress, read_columns
from estimator.importing.file_rows import NO_NAME, Choices, FileRow
from estimator.importing.layouts import NUTRIENTS, OWN, Layout, places
from estimator.importing.matching import Match, match_of
from estimator.importing.plan import DOSE_UNKNOWN
from estimator.importing.quantities import (
    is_component_mass,
    resolved_of_any_size,
    size_in,
    stated_grams,
)
from estimator.importing.reading import layout_for, read_rows
from estimator.importing.records import Fault, Numbers, Records, Rows
from estimator.importing.rows import YES, RowReader
from estimator.importing.sheet import Sheet
from estimator.measures.amounts import parse_amount
from estimator.measures.units import Measures

ANY_DAY: Final = date(2001, 1, 1)
"""The day, a Monday, of the first recall of a file without dates, where none was chosen."""

_FOOD: Final = ("name", "described", "code", "code_system", "kind", "dish")
_NEAREST: Final = 3
_NO_DAY: Final = np.datetime64("NaT", "D")


def read_records(
    sheet: Sheet,
    choices: Choices | None = None,
    *,
    cup: str = "us_customary",
    table: FoodTable | None = None,
    progress: RowProgress = lambda rows: None,
) -> Records:
    """Read a file of any layout that is known, all persons at once.

    Parameters
    ----------
    sheet : Sheet
    choices : Choices, optional
        What the file doesn't say itself.
    cup : str
        Which cup is meant; see `estimator.measures.units.Measures`.
    table : FoodTable, optional
        By default the one that ships with the program.
    progress : callable
        Told how many rows are read.

    Raises
    ------
    InputError
        If the file is no diary, or lacks a column.
    """
    choices = choices or Choices()
    layout = layout_for(sheet, choices)
    at = places(layout, sheet.header)
    said: tuple[str, ...] = ()
    if not at.keys() & {"date", "reported"} and choices.first_day is None:
        choices = replace(choices, first_day=ANY_DAY)
        said = (f"The file has no dates: the first recall is put on {ANY_DAY}, a Monday.",)
    columns = read_columns(sheet, layout, at, progress, all_rows=True)
    reader = RowReader(columns, sheet, layout, at, choices)
    one_by_one = layout.weight_varies or layout.amount_in_name or bool(at.keys() & set(NUTRIENTS))
    parts = RecordReader(
        columns, reader, layout, Measures(cup, table or food_table()), table or food_table()
    )
    single = np.full(len(columns), one_by_one)
    single[list(columns.extra)] = True
    parts.read_together(np.flatnonzero(~single))
    parts.read_single(np.flatnonzero(single))
    return parts.records(sheet.file, (*reader.sniffed(), *said))


class RecordReader:
    """Reads the rows of one file, part by part.

    Parameters
    ----------
    columns : Columns
        All of the file.
    reader : RowReader
    layout : Layout
    measures : Measures
    table : FoodTable
    """

    def __init__(
        self,
        columns: Columns,
        reader: RowReader,
        layout: Layout,
        measures: Measures,
        table: FoodTable,
    ) -> None:
        self._columns = columns
        self._reader = reader
        self._layout = layout
        self._measures = measures
        self._table = table
        rows = len(columns)
        self._used = np.zeros(rows, bool)
        self._bad = np.zeros(rows, bool)
        self._days = np.full(rows, _NO_DAY, "datetime64[D]")
        self._meals: list[str] = [""]
        self._meal = np.zeros(rows, np.int32)
        self._items: dict[str, int] = {}
        self._item = np.full(rows, -1, np.int32)
        self._quantity = np.full(rows, np.nan)
        self._grams = np.full(rows, np.nan)
        self._faults: dict[tuple[str, str], list[Rows]] = {}
        self._matched: dict[tuple[str, str], Match | InputError] = {}
        self._empty = 0

    def records(self, file: str, said: tuple[str, ...]) -> Records:
        """Return what was read."""
        columns = self._columns
        good = np.flatnonzero(self._used & ~self._bad)
        people = columns.texts.get("person", [""])
        person = columns.codes.get("person", np.zeros(len(columns), np.int32))
        frame = pd.DataFrame(
            {
                "person": pd.Categorical.from_codes(person[good], pd.Index(people, dtype="str")),
                "date": self._days[good].astype("datetime64[s]"),
                "meal": pd.Categorical.from_codes(
                    self._meal[good], pd.Index(self._meals, dtype="str")
                ),
                "item": pd.Categorical.from_codes(
                    self._item[good], pd.Index(list(self._items), dtype="str")
                ),
                "quantity": self._quantity[good],
            }
        )
        faults = [
            Fault(column, sentence, np.sort(np.concatenate(rows)))
            for (column, sentence), rows in self._faults.items()
        ]
        return Records(
            file=file,
            layout=self._layout,
            said=said,
            frame=frame,
            faults=tuple(sorted(faults, key=lambda fault: int(fault.rows[0]))),
            lines=columns.lines,
            grams=self._grams,
            empty=self._empty,
        )

    # Rows that say by themselves what they are, distinct texts once.

    def read_together(self, rows: Rows) -> None:
        """Read rows whose cells say by themselves what they are, distinct texts once."""
        if "deleted" in self._columns.codes:
            rows = rows[~self._says("deleted", YES)[rows]]
        if "kind" in self._columns.codes:
            rows = rows[~self._says("kind", {DAY_KIND, OWN_KIND})[rows]]
        amounts = {
            name: self._numbers(name, rows) for name in ("grams", "amount", "quantity", "portion")
        }
        units, unit = self._units(rows)
        if "portion" in self._columns.codes:
            portion = amounts["portion"]
            amounts["amount"] = np.where(np.isnan(portion), amounts["amount"], portion)
        grams, amount, quantity = (amounts[name] for name in ("grams", "amount", "quantity"))
        grams[(grams == 0) & (amount > 0)] = np.nan  # it is not known
        said = np.where(np.isnan(quantity), np.where(np.isnan(amount), grams, amount), quantity)
        nothing = (said == 0) & ~self._bad[rows]
        self._empty += int(nothing.sum())
        kept = ~nothing
        rows, grams, amount, quantity = (one[kept] for one in (rows, grams, amount, quantity))
        unit = unit[kept]
        self._used[rows] = True
        self._read_days(rows)
        self._read_meals(rows)
        matches, match = self._read_foods(rows)
        weight = np.where(np.isnan(quantity), grams, quantity)
        self._grams[rows] = weight
        self._weigh(rows, matches, match, weight, amount, units, unit)

    def _says(self, name: str, words: Iterable[str]) -> NDArray[np.bool_]:
        texts, known = self._columns.texts[name], set(words)
        return np.array([text.casefold() in known for text in texts], bool)[
            self._columns.codes[name]
        ]

    def _fault(self, column: str, sentence: str, rows: Rows) -> None:
        if len(rows):
            self._bad[rows] = True
            self._used[rows] = True
            self._faults.setdefault((column, sentence), []).append(rows)

    def _fault_each(
        self, column: str, sentences: Mapping[int, str], rows: Rows, codes: NDArray[np.integer]
    ) -> None:
        """Report what is wrong with the codes of some rows, all rows of a code together."""
        bad = np.flatnonzero(np.isin(codes, list(sentences)))
        if not len(bad):
            return
        bad = bad[np.argsort(codes[bad], kind="stable")]
        found, starts = np.unique(codes[bad], return_index=True)
        for code, part in zip(found, np.split(rows[bad], starts[1:]), strict=True):
            self._fault(column, sentences[int(code)], part)

    def _numbers(self, name: str, rows: Rows) -> Numbers:
        """Read a column of amounts; NaN where a row has none, or none that can be read."""
        columns = self._columns
        if name not in columns.codes:
            return np.full(len(rows), np.nan)
        codes = columns.codes[name][rows]
        values = np.full(len(columns.texts[name]), np.nan)
        faults: dict[int, str] = {}
        for code, text in enumerate(columns.texts[name]):
            problems: list[str] = []
            if name == "portion":
                found = self._reader.eaten({"name": "x", name: text}, problems).amount
            else:
                found = self._reader.amount(name, {name: text}, problems)
            if problems:
                faults[code] = problems[0]
            else:
                values[code] = np.nan if found is None else found
        self._fault_each("amount", faults, rows, codes)
        return values[codes]

    def _units(self, rows: Rows) -> tuple[list[str], NDArray[np.intp]]:
        """Return the distinct units, and which each row has."""
        columns = self._columns
        units: dict[str, int] = {"": 0}
        unit = np.zeros(len(rows), np.intp)
        for name in ("unit", "portion"):
            if name not in columns.codes:
                continue
            places_of = []
            for text in columns.texts[name]:
                eaten = self._reader.eaten({"name": "x", name: text}, [])
                places_of.append(units.setdefault(eaten.unit, len(units)))
            there = np.array(places_of, np.intp)[columns.codes[name][rows]]
            unit = np.where(there > 0, there, unit)
        return list(units), unit

    def _read_days(self, rows: Rows) -> None:
        codes, distinct = self._columns.together(("date", "reported"))
        faults: dict[int, str] = {}
        days = np.full(len(distinct), _NO_DAY, "datetime64[D]")
        for code, values in enumerate(distinct):
            problems: list[str] = []
            day = self._reader.day(values, problems)
            if day is None:
                faults[code] = problems[0]
            else:
                days[code] = day
        self._fault_each("date", faults, rows, codes[rows])
        self._days[rows] = days[codes[rows]]

    def _read_meals(self, rows: Rows) -> None:
        columns = self._columns
        if "meal" not in columns.codes:
            return
        codes = columns.codes["meal"][rows]
        counts = np.bincount(codes, minlength=len(columns.texts["meal"]))
        meals = np.zeros(len(counts), np.int32)
        faults: dict[int, str] = {}
        for code, text in enumerate(columns.texts["meal"]):
            problems: list[str] = []
            meal = self._reader.meal(text, problems, int(counts[code]))
            if problems:
                faults[code] = problems[0]
            meals[code] = self._meal_place(meal or "")
        self._fault_each("meal", faults, rows, codes)
        self._meal[rows] = meals[codes]

    def _meal_place(self, meal: str) -> int:
        if meal not in self._meals:
            self._meals.append(meal)
        return self._meals.index(meal)

    def _read_foods(self, rows: Rows) -> tuple[list[Match | None], Rows]:
        """Return the matches of the distinct foods, and which each row has."""
        codes, distinct = self._columns.together(_FOOD)
        counts = np.bincount(codes[rows], minlength=len(distinct))
        matches: list[Match | None] = []
        faults: dict[int, str] = {}
        for code, values in enumerate(distinct):
            matches.append(None)
            if not counts[code]:
                continue
            problems: list[str] = []
            eaten = self._reader.eaten(values, problems)
            found = self._match(eaten.code, eaten.name) if not problems else None
            if isinstance(found, Match):
                matches[-1] = found
            else:
                faults[code] = problems[0] if problems else str(found)
        self._fault_each("food", faults, rows, codes[rows])
        return matches, codes[rows]

    def _match(self, code: str, name: str) -> Match | InputError:
        """Match a food; where none is sure, say so with what is near."""
        key = code, name
        if key not in self._matched:
            match = match_of(code, name, self._table, {})
            self._matched[key] = match if match.item else _not_matched(match, code)
        return self._matched[key]

    def _weigh(
        self,
        rows: Rows,
        matches: Sequence[Match | None],
        match: Rows,
        weight: Numbers,
        amount: Numbers,
        units: Sequence[str],
        unit: Rows,
    ) -> None:
        """Resolve what each row says to grams, or units of a supplement."""
        items = [one.item if one else None for one in matches]
        places_of = np.array([self._item_place(item) for item in items], np.int32)
        share = np.array([one.share if one else np.nan for one in matches])
        is_food = np.array([isinstance(item, Food) for item in items], bool)
        known = places_of[match] >= 0
        own = self._layout is OWN  # its quantity is of foods and supplements alike
        weighed = known & ~np.isnan(weight) & (is_food[match] | own)
        self._check(rows[weighed], weight[weighed])
        measured = np.flatnonzero(known & ~weighed)
        found = np.where(weighed, weight, np.nan)
        missing = measured[np.isnan(amount[measured]) & ~self._bad[rows[measured]]]
        self._fault("amount", _why_no_amount(None), rows[missing])
        measured = measured[~np.isnan(amount[measured])]
        self._check(rows[measured], amount[measured])
        pairs, sizes = self._sizes(rows, items, match, units, unit, measured)
        found[measured] = amount[measured] * sizes[pairs]
        by_count = measured[np.isnan(sizes[pairs]) & ~self._bad[rows[measured]]]
        self._weigh_counted(rows, items, match, amount, units, unit, by_count, found)
        unknown = np.array([one is not None and one.dose_unknown for one in matches], bool)[match]
        if unknown.any():
            by_mass = np.array([is_component_mass(text) for text in units], bool)[unit]
            self._fault("amount", DOSE_UNKNOWN, rows[unknown & ~by_mass])
        self._item[rows] = places_of[match]
        self._quantity[rows] = found * share[match]

    def _item_place(self, item: Item | None) -> int:
        if item is None:
            return -1
        return self._items.setdefault(item.item_id, len(self._items))

    def _check(self, rows: Rows, amounts: Numbers) -> None:
        """Refuse amounts that can be none."""
        values, inverse = np.unique(amounts, return_inverse=True)
        # Most are good, and there may be as many as rows.
        suspect = np.flatnonzero((values <= 1e-6) | (values >= 1e6))
        for place in suspect:
            if sentence := _why_no_amount(float(values[place])):
                self._fault("amount", sentence, rows[inverse == place])

    def _sizes(
        self,
        rows: Rows,
        items: Sequence[Item | None],
        match: Rows,
        units: Sequence[str],
        unit: Rows,
        measured: Rows,
    ) -> tuple[Rows, Numbers]:
        """Return how much one of its unit is for each row, each pair of food and unit once."""
        pairs, distinct = pd.factorize(match[measured] * len(units) + unit[measured])
        sizes = np.full(len(distinct), np.nan)
        faults: dict[int, str] = {}
        for place, pair in enumerate(distinct):
            item, text = items[int(pair) // len(units)], units[int(pair) % len(units)]
            try:
                size = None if item is None else size_in(text, item, self._measures)
            except InputError as error:
                faults[place] = str(error)
            else:
                sizes[place] = np.nan if size is None else size
        self._fault_each("unit", faults, rows[measured], pairs)
        return pairs, sizes

    def _weigh_counted(
        self,
        rows: Rows,
        items: Sequence[Item | None],
        match: Rows,
        amount: Numbers,
        units: Sequence[str],
        unit: Rows,
        by_count: Rows,
        found: Numbers,
    ) -> None:
        """Resolve amounts whose unit says no size by itself, such as "2 large"."""
        triples = pd.MultiIndex.from_arrays([match[by_count], unit[by_count], amount[by_count]])
        codes, distinct = pd.factorize(triples)
        quantities = np.full(len(distinct), np.nan)
        faults: dict[int, str] = {}
        for place, (food, text, value) in enumerate(distinct):
            item = items[food]
            if item is None:
                continue
            record = FileRow(line=0, amount=value, unit=units[text])
            try:
                quantities[place] = resolved_of_any_size(record, item, self._measures).quantity
            except InputError as error:
                faults[place] = str(error)
        found[by_count] = quantities[codes]
        self._fault_each("unit", faults, rows[by_count], codes)

    # Rows of which the rest of the file has to be known.

    def read_single(self, rows: Rows) -> None:
        """Read rows one by one, as for a diary."""
        if not len(rows):
            return
        wanted = set(rows.tolist())
        read = read_rows(self._columns, self._reader, lambda row, _: row in wanted)
        self._empty += read.empty
        for row, record in zip(read.places, read.records, strict=True):
            if record.kind in (DAY_KIND, OWN_KIND):
                continue
            here = np.array([row], np.intp)
            self._used[row] = True
            self._grams[row] = np.nan if (grams := stated_grams(record)) is None else grams
            if record.problem or record.day is None:
                self._fault("row", record.problem or "The date is missing.", here)
                continue
            match = self._match(record.code, record.name)
            if isinstance(match, InputError) or match.item is None:
                self._fault("food", str(match), here)
                continue
            if match.dose_unknown and not is_component_mass(record.unit):
                self._fault("amount", DOSE_UNKNOWN, here)
                continue
            try:
                found = resolved_of_any_size(record, match.item, self._measures)
            except InputError as error:
                self._fault("amount", str(error), here)
                continue
            self._days[row] = record.day
            self._meal[row] = self._meal_place(record.meal or "")
            self._item[row] = self._item_place(match.item)
            self._quantity[row] = found.quantity * match.share


def _not_matched(match: Match, code: str) -> InputError:
    """Say why a food is not counted, and what is near it."""
    if match.why:
        return InputError(f"{match.why} Nothing in the table is of its kind.")
    nearest = ", ".join(item.name for item in match.proposed[:_NEAREST])
    near = f" Nearest: {nearest}." if nearest else ""
    if parts := coded(code):
        system, plain = parts
        what = f"{plain!r} is no code of {SYSTEMS[system]} that is known here"
        if not match.name.startswith(NO_NAME):
            what += f", and {match.name!r} is not in the food table"
        return InputError(f"{what}.{near}")
    if code and match.name == f"{NO_NAME} {code}":
        return InputError(
            f"{code!r} is the code of a food, but nothing says whose. Say it in a column "
            "code_system, or with --code-system."
        )
    return InputError(
        f"{match.name!r} is not in the food table.{near} Use a name, an alias or a food_id of it."
    )


def _why_no_amount(value: float | None) -> str:
    """Return why a number is no amount; "" where it is one."""
    try:
        parse_amount(value)
    except InputError as error:
        return str(error)
    return ""
