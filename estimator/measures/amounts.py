"""Reads an amount as people write it: ``1,5``, ``1 1/2``, ``½``, ``1,000.5``."""

from __future__ import annotations

import math
import numbers
import re
import reprlib
import unicodedata
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from estimator.errors import UnitError
from estimator.measures.columns import RowProblem, numbers_of, problems_of, resolve_distinct
from estimator.pandas_on_use import pd

LARGEST_AMOUNT: Final = 1e9
"""More than this of any unit is a slip, and is refused."""

SMALLEST_AMOUNT: Final = 1e-9
"""Less than this of any unit is a slip too."""

LONGEST_AMOUNT: Final = 40
"""A longer text is no amount."""

_EXAMPLES: Final = "such as 2, 1.5, 1,5 or 1/2"

_AMBIGUOUS: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_DECIMAL: Final = re.compile(r"\d+|\d*[.,]\d+")
_THOUSANDS: Final = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>\d+))?"
)
_PROGRAMS_NUMBER: Final = re.compile(
    r"[+\-\N{MINUS SIGN}]?(nan|inf(inity)?|∞|(\d+[.,]?\d*|[.,]\d+)e[+\-\N{MINUS SIGN}]?\d+)",
    re.IGNORECASE,
)
_FRACTION: Final = re.compile(r"(?:(?P<whole>\d+) )?(?P<over>[1-9]\d*) ?/ ?(?P<under>[1-9]\d*)")


def parse_amount(text: object, *, zero: bool = False) -> float:
    """Read an amount.

    A program that knows its decimals passes numbers, which are taken as they
    are. In text, comma and point both mark decimals. One mark before exactly
    three digits (``1,000``, ``1.250``) is refused, as it may mark thousands;
    two kinds of mark, or the same one twice, settle the reading.

    Parameters
    ----------
    text : str, int or float
        E.g. ``"1,5"``, ``"1 1/2"``, ``"½"``, ``"1,000,000"`` or ``2``.
    zero : bool
        Whether 0 is an amount, as where a laboratory found none.

    Returns
    -------
    float
        More than 0, or 0 where that is allowed, and at most `LARGEST_AMOUNT`.

    Raises
    ------
    UnitError
        If it is missing, ambiguous, not a number, infinite, zero, negative or
        absurdly large.

    Examples
    --------
    >>> parse_amount("1,5"), parse_amount("1½"), parse_amount("1,000.5")
    (1.5, 1.5, 1000.5)
    """
    if isinstance(text, str):
        value = number_of(text)
    elif isinstance(text, numbers.Real) and not isinstance(text, bool):
        value = _as_float(text)
    elif text is None:
        value = math.nan
    else:
        raise _not_a_number(text)
    if math.isnan(value):
        raise UnitError(f"The amount is missing. Give a number above zero, {_EXAMPLES}.")
    if value < 0 or (value == 0 and not zero):
        what = "zero" if value == 0 else "negative"
        raise UnitError(
            f"The amount {reprlib.repr(text)} is {what}. Give a number above zero, {_EXAMPLES}."
        )
    if 0 < value < SMALLEST_AMOUNT:
        raise UnitError(
            f"The amount {reprlib.repr(text)} is too small to be meant. "
            f"Give a number from {SMALLEST_AMOUNT:g}, {_EXAMPLES}."
        )
    if value > LARGEST_AMOUNT:
        raise UnitError(
            f"The amount {reprlib.repr(text)} is too large. "
            f"Give a number up to {LARGEST_AMOUNT:,.0f}, {_EXAMPLES}."
        )
    return value


def number_of_no_amount(text: str) -> str | None:
    """Return a word that only a program writes for a number, such as ``nan`` or ``1e9``, or None.

    Examples
    --------
    >>> [number_of_no_amount(text) for text in ("nan g natto", "1e-320 g", "1 g", "banana")]
    ['nan', '1e-320', None, None]
    """
    return next((word for word in text.split() if _PROGRAMS_NUMBER.fullmatch(word)), None)


def amount_text(value: float) -> str:
    """Write an amount so that `parse_amount` reads the very same.

    Examples
    --------
    >>> amount_text(1.5), amount_text(1.234), amount_text(200.0)
    ('1.5', '1.2340', '200')
    """
    text = np.format_float_positional(value, trim="-")
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text


def parse_amounts(amounts: pd.Series[Any]) -> tuple[NDArray[np.float64], list[RowProblem]]:
    """Read a column of amounts; distinct texts once.

    Parameters
    ----------
    amounts : Series of float or str
        See `parse_amount`.

    Returns
    -------
    numbers : ndarray of float64
        NaN where an amount can't be used.
    problems : list of RowProblem
        Every amount that can't be used.
    """
    if pd.api.types.is_any_real_numeric_dtype(amounts):
        numbers = amounts.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    else:
        numbers = np.full(len(amounts), np.nan)
    # Good numbers stand; the rest is text, or wrong.
    rest = np.flatnonzero(~((numbers >= SMALLEST_AMOUNT) & (numbers <= LARGEST_AMOUNT)))
    cells = amounts.iloc[rest]
    codes, outcomes = resolve_distinct(cells, parse_amount)
    numbers[rest] = numbers_of(outcomes)[codes]
    return numbers, problems_of("amount", cells, codes, outcomes, rows=rest)


def _as_float(number: numbers.Real) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf


def reads_both_ways(text: str) -> bool:
    """Return whether a number has one mark before exactly three digits: decimals or thousands.

    Examples
    --------
    >>> reads_both_ways("1,250"), reads_both_ways("1.250,5"), reads_both_ways("0.250")
    (True, False, False)
    """
    return bool(_AMBIGUOUS.fullmatch(plain_number(text).removeprefix("-").lstrip()))


def number_of(text: str) -> float:
    """Read a number of any size and sign as people write it; NaN where there is no text.

    Raises
    ------
    UnitError
        If it is no number, or reads both ways.

    Examples
    --------
    >>> number_of("-1 1/2"), number_of("２５"), number_of("0")
    (-1.5, 25.0, 0.0)
    """
    if not text.strip():
        return math.nan
    if len(text) > LONGEST_AMOUNT:
        raise _not_a_number(text)
    plain = plain_number(text)
    unsigned = plain.removeprefix("-").lstrip()
    value = _read_unsigned(text, unsigned)
    return value if unsigned == plain else -value


def _read_unsigned(text: str, plain: str) -> float:
    if _AMBIGUOUS.fullmatch(plain):
        whole, decimals = re.split("[.,]", plain)
        decimals = decimals.rstrip("0") or "0"
        raise UnitError(
            f"The amount {text!r} is ambiguous: write {whole}{plain[-3:]} for thousands, "
            f"or {whole}.{decimals}{'' if len(decimals) < 3 else '0'} for decimals."
        )
    if _DECIMAL.fullmatch(plain):
        return float(plain.replace(",", "."))
    if match := _THOUSANDS.fullmatch(plain):
        return float(re.sub(r"\D", "", match["whole"]) + "." + (match["decimals"] or "0"))
    if match := _FRACTION.fullmatch(plain):
        over, under = int(match["over"]), int(match["under"])
        # "1 11/2" is a slip of the keyboard, not six and a half.
        if match["whole"] is None or over < under:
            return int(match["whole"] or 0) + over / under
    raise _not_a_number(text)


def plain_number(text: str) -> str:
    """Write digits of any script, fractions, minus and spaces in ASCII."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join("".join(map(_plain_character, text)).split())


def _plain_character(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.decomposition(char).startswith("<fraction>"):
        return " " + unicodedata.normalize("NFKC", char).replace("\N{FRACTION SLASH}", "/")
    return {
        "\N{MINUS SIGN}": "-",
        "\N{FRACTION SLASH}": "/",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{ARABIC DECIMAL SEPARATOR}": ".",
        "\N{ARABIC THOUSANDS SEPARATOR}": "'",
        "\N{FULLWIDTH FULL STOP}": ".",
        "\N{FULLWIDTH COMMA}": ",",
        "\N{FULLWIDTH SOLIDUS}": "/",
    }.get(char, char)


def _not_a_number(text: object) -> UnitError:
    return UnitError(
        f"The amount {reprlib.repr(text)} is not a number. Give a number above zero, {_EXAMPLES}."
    )
