"""Reads the rows of a file: who ate what, when and how much, as far as the file says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.errors import InputError
from estimator.importing.columns import Columns, read_columns
from estimator.importing.file_rows import Choices, FileRead, FileRow, Progress, no_progress
from estimator.importing.layouts import LAYOUTS, Layout, layout_of, places
from estimator.importing.rows import YES, RowReader
from estimator.importing.sheet import Sheet, tidy_cell
from estimator.importing.weights import Contents, with_weights

_ROWS_A_REPORT: Final = 5000


def read_file_rows(
    sheet: Sheet, choices: Choices | None = None, progress: Progress = no_progress
) -> FileRead:
    """Read a file.

    Parameters
    ----------
    sheet : Sheet
    choices : Choices, optional
    progress : callable
        Told how many rows are read.

    Raises
    ------
    InputError
        If it is no diary, or no layout is known by the names of its columns.
    """
    choices = choices or Choices()
    layout = layout_for(sheet, choices)
    at = places(layout, sheet.header)
    columns = read_columns(sheet, layout, at)
    reader = RowReader(columns, sheet, layout, at, choices)
    people = columns.texts.get("person", [""])
    read = read_rows(
        columns,
        reader,
        lambda row, values: choices.person in (None, values.get("person", "")),
        progress,
    )
    asks = reader.asks()
    if choices.person is None and len(people) > 1:
        asks = ("person", *asks)
    return FileRead(
        file=sheet.file,
        layout=layout,
        sniffed=reader.sniffed(),
        asks=asks,
        persons=tuple(filter(None, people)),
        rows=tuple(read.records),
        deleted=read.deleted,
        empty=read.empty,
    )


class RowsRead(NamedTuple):
    """Some rows of a file, read one by one."""

    places: list[int]
    """Which rows of the file they are, from 0."""
    records: list[FileRow]
    deleted: int
    empty: int
    """Rows that say that nothing was eaten."""


def read_rows(
    columns: Columns,
    reader: RowReader,
    wanted: Callable[[int, Mapping[str, str]], bool],
    progress: Progress = no_progress,
) -> RowsRead:
    """Read rows one by one, with what the rest of the file tells of their weight.

    Parameters
    ----------
    columns : Columns
    reader : RowReader
    wanted : callable
        Returns whether a row is, by its place and what it holds.
    progress : callable
        Told how many rows are read.
    """
    places_of: list[int] = []
    records: list[FileRow] = []
    contents: list[Contents] = []
    deleted = empty = 0
    for row, values in enumerate(columns.rows()):
        if not wanted(row, values):
            continue
        if values.get("deleted", "").casefold() in YES:
            deleted += 1
            continue
        record, content = reader.record(row, values)
        if _is_nothing(record):
            empty += 1
            continue
        places_of.append(row)
        records.append(record)
        contents.append(content)
        if len(records) % _ROWS_A_REPORT == 0:
            progress("read", len(records))
    return RowsRead(places_of, list(with_weights(records, contents)), deleted, empty)


def layout_for(sheet: Sheet, choices: Choices) -> Layout:
    """Return the layout that was chosen, or is told by the names of the columns.

    Raises
    ------
    InputError
        If the file holds no foods, or no layout is known by its columns.
    """
    layout = choices.layout or layout_of(sheet)
    if layout is None:
        known = ", ".join(one.title for one in LAYOUTS.values())
        raise InputError(
            f"{sheet.file}: the names of its columns are of none of these: {known}. "
            "Choose which column is what (on the command line: --column)."
        )
    return layout


def _is_nothing(record: FileRow) -> bool:
    """Return whether a row says that nothing was eaten."""
    if record.problem or record.kind in (DAY_KIND, OWN_KIND):
        return False
    said = next(
        (one for one in (record.quantity, record.amount, record.grams) if one is not None), None
    )
    return said == 0


def by_person(read: FileRead) -> dict[str, FileRead]:
    """Return what is in a file for each of its persons, in the order of the file."""
    rows: dict[str, list[FileRow]] = {person: [] for person in read.persons}
    for record in read.rows:
        rows.setdefault(record.person, []).append(record)
    return {
        person: replace(read, rows=tuple(records), persons=(person,), asks=_other(read.asks))
        for person, records in rows.items()
        if records
    }


def _other(asks: Iterable[str]) -> tuple[str, ...]:
    return tuple(what for what in asks if what != "person")


def code_names(sheet: Sheet) -> dict[str, str]:
    """Read the names of foods by their code, as NHANES has them in a file of its own (DRXFCD).

    Raises
    ------
    InputError
        If it has no such columns.
    """
    at = {name.casefold(): place for place, name in enumerate(sheet.header)}
    places_of = [
        next((at[name] for name in names if name in at), None)
        for names in (("drxfdcd", "food code"), ("drxfcld", "drxfcsd", "main food description"))
    ]
    code, name = places_of
    if code is None or name is None:
        raise InputError(
            f"{sheet.file} has no columns DRXFDCD and DRXFCLD with codes and names of foods."
        )
    return {
        tidy_cell(cells[code]): tidy_cell(cells[name])
        for _, cells in sheet.rows()
        if len(cells) > max(code, name)
    }
