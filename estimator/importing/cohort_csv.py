"""Reads a food diary kept as CSV: one row per food eaten.

The delimiter (comma, semicolon or tab) is taken from the header. Everything that
is wrong with the file is reported at once, each with the line as an editor
counts it, and nothing is dropped in silence.
"""

import csv
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TextIO

import pandas as pd

from estimator.diary_values import DAY_KIND, MEALS, OWN_KIND
from estimator.errors import InputError
from estimator.foods.table import FoodTable, food_table
from estimator.importing.text_tables import BoundedLines
from estimator.measures.columns import resolve_distinct
from estimator.measures.units import Measures
from estimator.spreadsheet_csv import BYTE_ORDER_MARK, restore_text
from estimator.words import find_food

REQUIRED_COLUMNS: Final = ("date", "food", "amount", "unit")
OPTIONAL_COLUMNS: Final = ("person", "meal")
_DELIMITERS: Final = ",;\t"
_LINES_SHOWN: Final = 5
_ROWS_A_REPORT: Final = 100_000

RowProgress = Callable[[int], None]
"""Called now and then with the number of rows read so far."""


def read_diary_csv(
    handle: TextIO,
    file: str,
    cup: str = "us_customary",
    table: FoodTable | None = None,
    progress: RowProgress = lambda rows: None,
) -> pd.DataFrame:
    """Read a diary into the frame that `estimator.calculation.intake.estimate` takes.

    Parameters
    ----------
    handle : text stream
        Opened with ``newline=""``.
    file : str
        What to call the file in messages.
    cup : str
        Which cup is meant; see `estimator.measures.units.Measures`.
    table : FoodTable, optional
        By default the one that ships with the program.
    progress : callable
        Told how many rows are read, every 100,000 rows.

    Returns
    -------
    pandas.DataFrame
        ``person`` ("" where the file has none), ``date`` (datetime64), ``meal``,
        ``item`` (id) and ``quantity`` (grams [g], or units of a supplement).

    Raises
    ------
    InputError
        If the file is no CSV, lacks a column, or has bad rows; the message has
        a line for each distinct fault, with the lines of the file it is on.
    """
    table = table or food_table()
    lines, cells = _read_cells(handle, file, progress)
    faults = _Faults(file, lines)
    days = faults.resolve("date", cells["date"], iso_date)
    items = faults.resolve("food", cells["food"], lambda text: find_food(text, table).item_id)
    meals = faults.resolve("meal", cells["meal"], _meal)
    known = pd.Series([item or "" for item in items], dtype="str")
    measures = Measures(cup, table)
    quantity, problems = measures.quantities(
        known, pd.Series(cells["amount"], dtype="str"), pd.Series(cells["unit"], dtype="str")
    )
    for problem in problems:
        if problem.column != "item":  # reported as a food already
            faults.add(problem.column, problem.value, problem.sentence, [problem.row])
    faults.raise_if_any()
    return pd.DataFrame(
        {
            "person": pd.Series(cells["person"], dtype="str"),
            "date": pd.Series(days, dtype="datetime64[s]"),
            "meal": pd.Series(meals, dtype="str"),
            "item": known,
            "quantity": quantity,
        }
    )


def _read_cells(
    handle: TextIO, file: str, progress: RowProgress
) -> tuple[list[int], dict[str, list[str]]]:
    """Return the line each row starts on, and the cells by column."""
    bounded = BoundedLines(handle, file)
    header_line = next(bounded, "").lstrip(BYTE_ORDER_MARK)
    delimiter = max(_DELIMITERS, key=header_line.count)
    header = [
        name.strip().casefold() for name in next(csv.reader([header_line], delimiter=delimiter), [])
    ]
    wanted = (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS)
    place = {name: header.index(name) for name in wanted if name in header}
    kind = header.index("kind") if "kind" in header else len(header)
    missing = [name for name in REQUIRED_COLUMNS if name not in place]
    if missing:
        raise InputError(
            f"{file}, line 1: no column {', '.join(missing)}. The first line names the columns: "
            f"{', '.join(REQUIRED_COLUMNS)}, and if you like {' and '.join(OPTIONAL_COLUMNS)}."
        )
    lines: list[int] = []
    cells: dict[str, list[str]] = {name: [] for name in wanted}
    reader = csv.reader(bounded, delimiter=delimiter, strict=True)
    next_line = 2
    try:
        for row in reader:
            bounded.begin_record()
            line, next_line = next_line, reader.line_num + 2
            if not any(row) or row[kind : kind + 1] in ([DAY_KIND], [OWN_KIND]):
                continue
            if len(row) != len(header):
                raise InputError(
                    f"{file}, line {line}: {len(row)} cells, but the header names {len(header)}. "
                    "Put text that holds the delimiter in double quotes."
                )
            lines.append(line)
            for name in wanted:
                cells[name].append(restore_text(row[place[name]].strip()) if name in place else "")
            if len(lines) % _ROWS_A_REPORT == 0:
                progress(len(lines))
    except csv.Error as error:
        raise InputError(
            f"{file}, line {next_line}: no CSV ({error}). Save it as CSV anew."
        ) from error
    return lines, cells


class _Faults:
    """Collects what is wrong, one sentence per distinct cell."""

    def __init__(self, file: str, lines: list[int]) -> None:
        self._file = file
        self._lines = lines
        self._rows: dict[tuple[str, str, str], list[int]] = {}

    def resolve(self, column: str, cells: list[str], read: Callable[[str], Any]) -> list[Any]:
        """Read each distinct cell once; None, and a fault, where it can't be read."""
        series = pd.Series(cells, dtype="str")
        codes, outcomes = resolve_distinct(series, read)
        for code, outcome in enumerate(outcomes):
            if isinstance(outcome, InputError):
                rows = (codes == code).nonzero()[0].tolist()
                self.add(column, cells[rows[0]], str(outcome), rows)
        good = [None if isinstance(outcome, InputError) else outcome for outcome in outcomes]
        return [good[code] for code in codes]

    def add(self, column: str, value: str, sentence: str, rows: Iterable[int]) -> None:
        """Note one fault on some rows."""
        self._rows.setdefault((column, value, sentence), []).extend(rows)

    def raise_if_any(self) -> None:
        """Raise an `InputError` with every fault, in the order of the file.

        Raises
        ------
        InputError
            If there is a fault.
        """
        if not self._rows:
            return
        in_order = sorted(self._rows.items(), key=lambda fault: fault[1][0])
        bad_rows = {row for rows in self._rows.values() for row in rows}
        noun = "row" if len(bad_rows) == 1 else "rows"
        sentences = [
            f"{self._file}, {self._where(rows)}, {column}: {sentence}"
            for (column, _, sentence), rows in in_order
        ]
        raise InputError(f"{len(bad_rows)} {noun} can't be used.\n" + "\n".join(sentences))

    def _where(self, rows: list[int]) -> str:
        shown = [str(self._lines[row]) for row in rows[:_LINES_SHOWN]]
        more = len(rows) - len(shown)
        noun = "line" if len(rows) == 1 else "lines"
        return f"{noun} {', '.join(shown)}" + (f" and {more} more" if more else "")


def iso_date(text: str) -> date:
    """Read a date.

    Raises
    ------
    InputError
        If it isn't written like 2026-02-10.
    """
    # Python reads more than dates like 2026-02-10, "2026-W07-2" among them.
    if len(text) == len("2026-02-10") and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise InputError(f"{text!r} is no date. Write it as year-month-day, e.g. 2026-02-10.")


def _meal(text: str) -> str:
    meal = text.casefold()
    if meal and meal not in MEALS:
        raise InputError(f"{text!r} is no meal. Leave it empty or use {', '.join(MEALS)}.")
    return meal
