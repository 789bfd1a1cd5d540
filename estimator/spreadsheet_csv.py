"""CSV that spreadsheets open right and that reads back as it was written.

UTF-8, RFC 4180, ISO dates and ``.`` decimals. A spreadsheet runs a cell that
begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return as a formula,
so such text gets a leading apostrophe, which `restore_text` takes off again. So does
a note that it would take for a date or a number ("1/2", "3.4.", "007").
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

BYTE_ORDER_MARK: Final = "\ufeff"
_RUNS_AS_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_THREE_DECIMALS: Final = re.compile(r"-?\d+\.\d{3}")
_SIGNIFICANT_DIGITS: Final = 12
_MONTH: Final = "(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]{0,6}"
_VALUE: Final = re.compile(
    rf"'*(?:(?=.*\d)(?:(?:{_MONTH}|eur|e)?[\s\d.,:/%€$£()-])*(?:{_MONTH}|[ap]m|eur)?"
    r"|true|false|wahr|falsch)",
    re.IGNORECASE,
)
"""What is no words, but a number, a date, a time, a truth: a spreadsheet writes it its own way."""
_LONGEST_VALUE: Final = 40
_NEW_LINE: Final = "\r\n"
_PARTED: Final = re.compile(r'[,"\r\n]')
_ROWS_AT_ONCE: Final = 50_000
"""So many rows are written at once, whatever the length of a file."""
_WAS_DEFUSED: Final = re.compile(r"'+[=+\-@\t\r]")
_NOTES: Final = frozenset({"note"})
"""Columns of a person's own words, which are never anything else."""


def defuse_text(text: str) -> str:
    """Make text that a spreadsheet would run as a formula plain text.

    Text that looks defused already gets one more apostrophe, so that
    `restore_text` gives every text back.

    Examples
    --------
    >>> defuse_text("=1+1"), defuse_text("Gouda"), defuse_text("'=1+1")
    ("'=1+1", 'Gouda', "''=1+1")
    """
    runs = _RUNS_AS_FORMULA.match(text) or (text.startswith("'") and _is_value(text))
    return f"'{text}" if runs else text


def note_text(text: str) -> str:
    """Defuse a note, and keep one that looks like a value as the text that it is.

    Examples
    --------
    >>> note_text("1/2"), note_text("3 Feb"), note_text("2 helpings"), note_text("'1/2")
    ("'1/2", "'3 Feb", '2 helpings', "''1/2")
    """
    return f"'{text}" if _RUNS_AS_FORMULA.match(text) or _is_value(text) else text


def restore_text(text: str) -> str:
    """Undo `defuse_text` and `note_text`."""
    guarded = _WAS_DEFUSED.match(text) or (text.startswith("'") and _is_value(text[1:]))
    return text[1:] if guarded else text


def _is_value(text: str) -> bool:
    """Return whether a text is a value to a spreadsheet, apostrophes before it aside."""
    return len(text.lstrip("'")) <= _LONGEST_VALUE and bool(_VALUE.fullmatch(text))


def number_text(number: float) -> str:
    """Write a number as files have it: without the tail of its binary form, and no three decimals.

    A spreadsheet set to German takes 12.345 for 12345, but 12.3450 for no number at all; it is
    then kept as text, and reads back.

    Examples
    --------
    >>> number_text(0.1 + 0.2), number_text(12.345), number_text(5e-05), number_text(40.0)
    ('0.3', '12.3450', '0.00005', '40.0')
    """
    if math.isnan(number):
        return ""
    text = repr(float(f"{number:.{_SIGNIFICANT_DIGITS}g}"))
    if "e" in text:
        text = np.format_float_positional(float(text), trim="0")
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text


def csv_text(frame: pd.DataFrame, byte_order_mark: bool = False) -> str:
    """Write a frame as CSV with every text cell defused.

    Parameters
    ----------
    frame : pandas.DataFrame
        Numbers are written by `number_text`; round them before. NaN is written as an
        empty cell: not known.
    byte_order_mark : bool
        Whether to begin with a byte order mark, without which Excel garbles
        letters beyond ASCII.
    """
    names = _quoted([str(name) for name in frame.columns])
    parts = [",".join(names), _NEW_LINE]
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        parts += _rows(frame.iloc[start : start + _ROWS_AT_ONCE])
    text = "".join(parts)
    return BYTE_ORDER_MARK + text if byte_order_mark else text


def _rows(frame: pd.DataFrame) -> list[str]:
    """Return the rows of a frame, each with its end."""
    # Where there is a frame, pandas and Arrow are loaded.
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    columns = [_cells(frame.iloc[:, place], name) for place, name in enumerate(frame.columns)]
    if len(columns) == 1:
        # An empty line would be no row.
        columns = [pc.if_else(pc.equal(columns[0], ""), '""', columns[0])]
    rows = pc.binary_join_element_wise(*columns, ",").to_pylist()
    return [_NEW_LINE.join(rows), _NEW_LINE]


def _cells(column: pd.Series[Any], name: str) -> Any:
    """Return the cells of a column as Arrow's texts."""
    import pyarrow as pa
    from pandas.api.types import is_bool_dtype, is_float_dtype, is_numeric_dtype

    if is_float_dtype(column.dtype):
        return _numbers(column.to_numpy(np.float64, na_value=np.nan))
    if is_numeric_dtype(column.dtype) and not is_bool_dtype(column.dtype):
        return pa.array(column, from_pandas=True).cast(pa.string()).fill_null("")
    codes, texts = _distinct(column)
    if not is_bool_dtype(column.dtype):
        texts = [note_text(text) if name in _NOTES else defuse_text(text) for text in texts]
    return pa.array(_quoted(texts), pa.string()).take(pa.array(codes))


def _distinct(column: pd.Series[Any]) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Return the distinct texts of a column, and which of them each cell is."""
    if column.dtype == object or column.hasnans:
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(str(cell), len(numbers)) for cell in column]
        return np.array(codes, np.intp), list(numbers)
    of_cell, values = column.factorize()
    return of_cell, [str(value) for value in values]


def _quoted(texts: Sequence[str]) -> list[str]:
    """Put cells in quotes that would else be parted."""
    return ['"' + text.replace('"', '""') + '"' if _PARTED.search(text) else text for text in texts]


def _numbers(numbers: npt.NDArray[np.float64]) -> Any:
    """Write numbers as `number_text` does, those of few digits all at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array(numbers).cast(pa.string())
    # Arrow writes as few digits as tell a number from all others, as Python does.
    plain = pc.and_(
        pc.less_equal(pc.binary_length(texts), _SIGNIFICANT_DIGITS),
        pc.invert(pc.match_substring_regex(texts, "[a-z]")),
    )
    for shape, written in ((r"^(-?\d+)$", r"\1.0"), (rf"^({_THREE_DECIMALS.pattern})$", r"\10")):
        texts = pc.replace_substring_regex(texts, shape, written)
    others = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    if not len(others):
        return texts
    return pc.replace_with_mask(
        texts,
        pc.invert(plain),
        pa.array([number_text(number) for number in numbers[others].tolist()], pa.string()),
    )
