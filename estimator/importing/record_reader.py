"""Reads the rows of all persons of a file into a frame of food records, for an estimate.

What the rows say is read by the same rules as for a diary (`row_columns`, `matching`,
`quantities`), but foods are matched and amounts resolved once for all rows that say the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.foods.food_codes import SYSTEMS, coded
from estimator.foods.table import FoodTable, food_table
from estimator.importing.cell_reader import CellReader
from estimator.importing.dish_parts import counted_for
from estimator.importing.file_columns import Columns, RowProgress, read_columns
from estimator.importing.file_reading import layout_for
from estimator.importing.file_rows import NO_NAME, Choices
from estimator.importing.kept_rows import Kept, categories
from estimator.importing.layout import NUTRIENTS, Layout
from estimator.importing.matching import Match, match_of
from estimator.importing.mending import mended
from estimator.importing.quantities import Sizes
from estimator.importing.records import Fault, Numbers, ReadAs, Records, Rows
from estimator.importing.row_columns import read_row_columns
from estimator.importing.row_values import YES, Coded, RowColumns, each_fault, says, texts_of
from estimator.importing.sheet import Sheet
from estimator.importing.stated_weights import stated_weights
from estimator.importing.weighing import Weighing
from estimator.importing.weights import worked_out
from estimator.importing.which_layout import places
from estimator.measures.amount_kinds import AMOUNT_KINDS, kind_of_unit
from estimator.measures.units import Measures

ANY_DAY: Final = date(2001, 1, 1)
"""The day, a Monday, of the first recall of a file without dates, where none was chosen."""

_ROWS_AT_ONCE: Final = 1_000_000
"""So many that what is worked out of them takes little beside what is kept."""
_NOT_NEEDED: Final = frozenset(
    {"time", "note", "entry_id", "sample", "day_complete", "definition"} | {"typed"}
)
"""Columns that say nothing of how much was eaten."""
_NEAREST: Final = 3


def read_records(
    sheet: Sheet,
    choices: Choices | None = None,
    *,
    cup: str = "us_customary",
    language: str = "",
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
    language : str
        See `estimator.importing.matching.language_in`.
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
    table = table or food_table()
    layout = layout_for(sheet, choices)
    at = {
        name: place
        for name, place in places(layout, sheet.header).items()
        if name not in _NOT_NEEDED
    }
    said: tuple[str, ...] = ()
    if not at.keys() & {"date", "reported"} and choices.first_day is None:
        choices = replace(choices, first_day=ANY_DAY)
        said = (f"The file has no dates: the first recall is put on {ANY_DAY}, a Monday.",)
    columns = read_columns(sheet, layout, at, progress, all_rows=True)
    cells = CellReader(columns, sheet, layout, at, choices)
    columns, unmended = mended(columns, cells, at, len(sheet.header))
    reader = RecordReader(columns, layout, _sizes(cup, table, choices), table, language)
    for rows in _parts(columns, layout):
        part = read_row_columns(columns, cells, layout, choices, rows, unmended)
        reader.add(part, worked_out(part, columns, cells))
    # Of a file that names no day nothing more is to be said than which was taken.
    found = [one for one in cells.sniffed() if not (said and one in layout.said)]
    return reader.records(sheet.file, (*found, *said), cells.read_as())


def _parts(columns: Columns, layout: Layout) -> Iterator[Rows]:
    """Yield the rows that were eaten, as many as are read together."""
    # Rows of which one tells what another weighs can't be parted.
    size = _ROWS_AT_ONCE if columns.codes.keys().isdisjoint(NUTRIENTS) else max(1, len(columns))
    for start in range(0, len(columns), size):
        some = slice(start, start + size)
        of_days = says(columns, "kind", {DAY_KIND, OWN_KIND}, some)
        yield start + np.flatnonzero(~(of_days | says(columns, "deleted", YES, some)))


def _sizes(cup: str, table: FoodTable, choices: Choices) -> Sizes:
    return Sizes(Measures(cup, table), ordinary_servings=choices.ordinary_servings)


class RecordReader:
    """Makes food records of what the rows of one file say, part by part.

    Parameters
    ----------
    columns : Columns
        All of the file.
    layout : Layout
    sizes : Sizes
    table : FoodTable
    language : str
    """

    def __init__(
        self, columns: Columns, layout: Layout, sizes: Sizes, table: FoodTable, language: str
    ) -> None:
        self._columns = columns
        self._layout = layout
        self._sizes = sizes
        self._table = table
        self._language = language
        self._grams = np.full(len(columns), np.nan)
        self._items: dict[str, int] = {}
        self._meals: dict[str, int] = {"": 0}
        self._kept: list[Kept] = []
        self._faults: dict[tuple[str, str], list[Rows]] = {}
        self._matched: dict[tuple[str, str], Match] = {}
        self._empty = 0

    def add(self, said: RowColumns, told: tuple[Numbers, Coded[str]]) -> None:
        """Add rows.

        Parameters
        ----------
        said : RowColumns
            What they say.
        told : tuple
            What else is told of their weight; see `estimator.importing.weights.worked_out`.
        """
        self._empty += said.empty
        self._grams[said.rows] = stated_weights(said)
        self._note(said.faults)
        matches, bad = self._matches(said)
        weighing = Weighing(said, told, matches, self._sizes)
        quantity = weighing.quantities()
        self._note(weighing.faults)
        meals = [self._meals.setdefault(meal, len(self._meals)) for meal in said.meal.values]
        days = np.array(said.day.values, "datetime64[s]")
        kind, unknown = self._amount_kinds(said)
        good = np.flatnonzero(~(bad | np.isnan(quantity) | unknown))
        each, items, shares = counted_for(matches, said.food.codes[good], self._place)
        good = np.repeat(good, each)
        self._kept.append(
            Kept(
                rows=said.rows[good].astype(np.int32),
                day=days[said.day.codes[good]],
                meal=np.array(meals, np.int8)[said.meal.codes[good]],
                item=items,
                quantity=quantity[good] * shares,
                kind=kind[good],
            )
        )

    def _amount_kinds(self, said: RowColumns) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        """Return how sure each amount is, as the file says or its unit, and where it says none."""
        of_units = [AMOUNT_KINDS.index(kind_of_unit(unit)) for unit in said.unit.values]
        kinds = np.array(of_units, np.int8)[said.unit.codes]
        codes, texts = texts_of(self._columns, "amount_kind", said.rows)
        known = {kind: place for place, kind in enumerate(AMOUNT_KINDS)}
        stated = np.array([known.get(text.lower(), -1) for text in texts], np.int8)[codes]
        sentences = {
            place: f"{text!r} is no kind of amount; it is one of {', '.join(AMOUNT_KINDS)}."
            for place, text in enumerate(texts)
            if text and text.lower() not in known
        }
        self._note(
            Fault("amount_kind", sentence, said.rows[places_of])
            for sentence, places_of in each_fault(sentences, codes)
        )
        unknown = np.isin(codes, list(sentences))
        return np.where(stated >= 0, stated, kinds), unknown

    def records(self, file: str, said: tuple[str, ...], read_as: ReadAs) -> Records:
        """Return what was read."""
        columns = self._columns
        whole = Kept.together(self._kept)
        people = columns.texts.get("person", [""])
        person = np.zeros(len(whole.rows), np.int32)
        if "person" in columns.codes:
            person = columns.codes["person"][whole.rows]
        frame = pd.DataFrame(
            {
                "person": categories(person, people),
                "date": whole.day,
                "meal": categories(whole.meal, list(self._meals)),
                "item": categories(whole.item, list(self._items)),
                "quantity": whole.quantity,
            },
            copy=False,
        )
        if whole.kind.any():
            frame["amount_kind"] = categories(whole.kind, list(AMOUNT_KINDS))
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
            read_as=read_as,
            rows=whole.rows,
        )

    def _note(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self._faults.setdefault((fault.column, fault.sentence), []).append(fault.rows)

    def _place(self, item_id: str) -> int:
        return self._items.setdefault(item_id, len(self._items))

    def _matches(self, said: RowColumns) -> tuple[list[Match | None], NDArray[np.bool_]]:
        """Match the distinct foods of some rows; return the rows whose food is none, too."""
        unnamed = np.zeros(len(said), bool)
        for fault in said.faults:
            if fault.column == "food":
                unnamed |= np.isin(said.rows, fault.rows)
        codes = np.where(unnamed, -1, said.food.codes)
        counts = np.bincount(codes[codes >= 0], minlength=len(said.food.values))
        matches: list[Match | None] = [None] * len(counts)
        sentences: dict[int, str] = {}
        for place in np.flatnonzero(counts).tolist():
            code, name = said.food.values[place]
            if (code, name) not in self._matched:
                self._matched[code, name] = match_of(code, name, self._table, {}, self._language)
            match = self._matched[code, name]
            if match.item is None:
                sentences[place] = _not_matched(match, code, self._table)
            else:
                matches[place] = match
        faults = [
            Fault("food", sentence, said.rows[places_of])
            for sentence, places_of in each_fault(sentences, codes)
        ]
        self._note(faults)
        bad = np.array([match is None for match in matches], bool)[said.food.codes]
        return matches, bad


def _not_matched(match: Match, code: str, table: FoodTable) -> str:
    """Say why a food is not counted, and what is near it."""
    nearest = ", ".join(item.name for item in match.proposed[:_NEAREST])
    near = f" Nearest: {nearest}." if nearest else ""
    if match.why:
        return f"{match.why}{near or ' Nothing in the table is of its kind.'}"
    if parts := coded(code):
        system, plain = parts
        what = f"{plain!r} is no code of {SYSTEMS[system]} that is known here"
        if not match.name.startswith(NO_NAME):
            what += f", and {match.name!r} is not in the food table"
        return f"{what}.{near}"
    if code and match.name == f"{NO_NAME} {code}":
        return (
            f"{code!r} is the code of a food, but nothing says whose. Say it in a column "
            "code_system, or with --code-system."
        )
    several = [hit.item for hit in table.named(match.name)]
    if len(several) > 1:
        names = ", ".join(f"{item.name} ({item.item_id})" for item in several)
        return f"{match.name!r} may be several foods: {names}. Use the food_id of the one meant."
    return (
        f"{match.name!r} is not in the food table.{near} Use a name, an alias or a food_id of it."
    )
