"""Excel files (XLSX): of their sheets the one that is a diary."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from estimator.errors import InputError
from estimator.importing.merged_cells import merged_downwards
from estimator.importing.sheet import (
    MOST_COLUMNS,
    MOST_TITLE_LINES,
    KnowsColumns,
    Sheet,
    column_names,
    header_place,
    in_parts,
    number_cell,
)
from estimator.importing.values import written_date

_CLOCK: Final = re.compile(r"\d{1,2}:\d\d")
LARGEST_UNPACKED: Final = 400_000_000
"""What a packed file may take when it is unpacked [bytes]."""


def workbook_sheet(data: bytes, file: str, knows: KnowsColumns) -> Sheet:
    """Open an Excel file, at the first of its sheets that is known, or else its first.

    Parameters
    ----------
    data : bytes
    file : str
        What messages call it.
    knows : callable
        Tells the names of columns that are known.

    Raises
    ------
    InputError
        If it is broken or too large, or no sheet names columns.
    """
    with _broken_workbook(file):
        with ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise InputError(f"{file} is too large when unpacked. Save the sheet as CSV.")
        with _workbook(data) as book:
            tops = {
                sheet.title: [
                    [_cell_text(cell) for cell in row]
                    for row in islice(
                        sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), MOST_TITLE_LINES
                    )
                ]
                for sheet in book.worksheets
            }
    places = {title: header_place(top, knows) for title, top in tops.items() if top}
    known = [title for title, place in places.items() if knows(tops[title][place])]
    title = next(iter((*known, *places)), None)
    if title is None:
        raise InputError(f"{file} is empty. Export the diary anew.")
    place = places[title]
    header = column_names(tops[title][place], file, place + 1)
    return Sheet(
        file,
        f"Excel file, sheet {title!r}" if len(tops) > 1 else "Excel file",
        "",
        header,
        lambda: in_parts(_rows(data, file, title, place)),
    )


def _rows(data: bytes, file: str, title: str, place: int) -> Iterator[tuple[int, Sequence[str]]]:
    with _broken_workbook(file), _workbook(data) as book:
        rows = book[title].iter_rows(min_row=place + 2, max_col=MOST_COLUMNS, values_only=True)
        merged = merged_downwards(data, book[title])
        above: dict[int, tuple[int, str]] = {}
        for line, row in enumerate(rows, place + 2):
            cells = [_cell_text(cell) for cell in row]
            for column, last in merged.get(line, ()):
                above[column] = last, cells[column] if column < len(cells) else ""
            for column, (last, text) in above.items():
                if line <= last and column < len(cells) and not cells[column]:
                    cells[column] = text if _says_of_each(text) else ""
            while cells and not cells[-1]:
                cells.pop()
            yield line, cells


@contextmanager
def _workbook(data: bytes) -> Iterator[Any]:
    from openpyxl import load_workbook  # takes 0.2 s, and few files need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that don't matter here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _broken_workbook(file: str) -> Iterator[None]:
    """Turn whatever a broken file leads its reader to into one sentence.

    Raises
    ------
    InputError
        In place of any of that.
    """
    try:
        yield
    except InputError:
        raise
    except BadZipFile as error:
        raise InputError(f"{file} is broken. Export it anew.") from error
    except Exception as error:
        raise InputError(
            f"{file} is no Excel file that can be read. Save the sheet as CSV, and import that."
        ) from error


def _says_of_each(text: str) -> bool:
    """Return whether a cell over several rows says the same of each, as a date or a meal does.

    An amount doesn't: 500 g over two foods are not twice 500 g.
    """
    return not text[:1].isdigit() or bool(written_date(text) or _CLOCK.match(text))


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return number_cell(float(cell)) if cell == cell else ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip()
