"""Tables as an Excel file (XLSX), one sheet each, that reads back as it was written."""

import io
import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from estimator.spreadsheet_csv import defuse_text

_SIGNIFICANT_DIGITS: Final = 12


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
        sheet.append([str(column) for column in table.columns])
        for row in table.astype(object).itertuples(index=False, name=None):
            sheet.append([cell(value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
