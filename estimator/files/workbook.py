"""Tables as an Excel file (XLSX), one sheet each, that reads back as it was written."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from estimator.spreadsheet_csv import defuse_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_SIGNIFICANT_DIGITS: Final = 12
_WIDEST: Final = 60
"""As many letters of a column are in view, at most."""


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Write tables as an Excel file.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        By the name of the sheet. Numbers stay numbers; NaN is an empty cell: not known. Text
        stays text, also what a spreadsheet would run as a formula.
    """
    from openpyxl import Workbook  # takes 0.2 s, and few want it
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.utils import get_column_letter

    def cell(value: object) -> object:
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, float):
            return None if math.isnan(value) else float(f"{value:.{_SIGNIFICANT_DIGITS}g}")
        if isinstance(value, int):
            return value
        # What no spreadsheet can hold is left out: letters that only steer a terminal.
        return ILLEGAL_CHARACTERS_RE.sub("", defuse_text(str(value))) or None

    book = Workbook(write_only=True)
    for title, table in tables.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        heads = [str(column) for column in table.columns]
        rows = [
            [cell(value) for value in row]
            for row in table.astype(object).itertuples(index=False, name=None)
        ]
        for place, width in enumerate(_widths([heads, *rows]), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_head(sheet, head) for head in heads])
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _widths(rows: Sequence[Sequence[object]]) -> list[int]:
    """Return how wide each column must be for what stands in it to be read [letters]."""
    return [
        min(max(len("" if value is None else str(value)) for value in column), _WIDEST) + 2
        for column in zip(*rows, strict=True)
    ]


def _head(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    made = WriteOnlyCell(sheet, text)
    made.font = Font(bold=True)
    return made
