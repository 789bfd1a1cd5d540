"""Reads the rows of a file: who ate what, when and how much, as far as the file says."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from estimator.errors import InputError
from estimator.importing.cell_reader import CellReader
from estimator.importing.diary_rows import file_rows
from estimator.importing.file_columns import now_and_then, read_columns
from estimator.importing.file_rows import (
    ROWS_A_REPORT,
    Choices,
    FileRead,
    FileRow,
    Progress,
    no_progress,
)
from estimator.importing.layout import Layout
from estimator.importing.mending import mended
from estimator.importing.row_columns import read_row_columns
from estimator.importing.row_values import YES, says
from estimator.importing.sheet import Sheet, tidy_cell
from estimator.importing.tool_layouts import LAYOUTS
from estimator.importing.weights import worked_out
from estimator.importing.which_layout import layout_of, places

_COLUMNS_SHOWN: Final = 12


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
    columns = read_columns(
        sheet, layout, at, now_and_then(lambda rows: progress("read", rows), ROWS_A_REPORT)
    )
    cells = CellReader(columns, sheet, layout, at, choices)
    people = columns.texts.get("person", [""])
    wanted = np.ones(len(columns), bool)
    if choices.person is not None:
        wanted = (
            np.array([text == choices.person for text in people], bool)[columns.codes["person"]]
            if "person" in columns.codes
            else wanted
        )
    deleted = wanted & says(columns, "deleted", YES)
    columns, unmended = mended(columns, cells, at, len(sheet.header))
    rows = np.flatnonzero(wanted & ~deleted)
    said = read_row_columns(columns, cells, layout, choices, rows, unmended)
    records = file_rows(said, columns, layout, worked_out(said, columns, cells))
    asks = cells.asks()
    if choices.person is None and len(people) > 1:
        asks = ("person", *asks)
    return FileRead(
        file=sheet.file,
        layout=layout,
        sniffed=cells.sniffed(),
        asks=asks,
        persons=tuple(filter(None, people)),
        rows=tuple(records),
        deleted=int(deleted.sum()),
        empty=said.empty,
        ordinary_servings=choices.ordinary_servings,
    )


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
            f"{sheet.file}: no file that is known has such columns. Known are files of {known}. "
            f"Its columns are {', '.join(map(repr, sheet.header[:_COLUMNS_SHOWN]))}. Choose which "
            "column is what (on the command line: --column name=COLUMN, also for date and amount)."
        )
    return layout


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
