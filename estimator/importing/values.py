"""Dates, times, numbers and amounts as files write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final, NamedTuple

DATE_ORDERS: Final = ("day first", "month first")
"""How a date like 03/04/2026 is meant."""

DECIMAL_MARKS: Final = (".", ",")

_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?=$|[T ])")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[T ,])")
_DAY_NAME_YEAR: Final = re.compile(r"(\d{1,2})[- ]?([A-Za-z]{3})[a-z]*[- ,]*(\d{4})(?=$|[T: ,])")
_NAME_DAY_YEAR: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?=$|[T: ,])")
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?"
)
_HOUR: Final = re.compile(r"(\d{1,2})\s*([AaPp])\.?[Mm]\.?")
_PORTION: Final = re.compile(r"\s*(\d[\d.,' \u00a0\u202f]*|[.,]\d+)\s*(?:x\s+)?(.*)", re.DOTALL)
_CENTURY: Final = 2000
_LONGEST: Final = 40
"""No date, time or number is longer."""

_GROUPS: Final = {
    mark: re.compile(
        rf"(?P<whole>\d{{1,3}}(?P<group>[{other}' \u00a0\u202f])\d{{3}}(?:(?P=group)\d{{3}})*)"
        rf"(?:[{mark}](?P<decimals>\d+))?"
    )
    for mark, other in ((".", ","), (",", "."))
}


class WrittenDate(NamedTuple):
    """A date as it is written, before it is known which of its numbers is the day."""

    year: int
    first: int
    second: int
    year_first: bool
    rest: str
    """What follows it, such as a time."""

    def read(self, order: str) -> date | None:
        """Return the date, or None if there is none like it."""
        month, day = self.first, self.second
        if not self.year_first and order == DATE_ORDERS[0]:
            month, day = day, month
        try:
            return date(self.year, month, day)
        except ValueError:
            return None


def written_date(text: str) -> WrittenDate | None:
    """Take a date apart, with a time after it or without; None if the text begins with none."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.match(text):
        year, _, month, day = match.groups()
        return WrittenDate(int(year), int(month), int(day), True, text[match.end() :])
    if match := _YEAR_LAST.match(text):
        first, _, second, year = match.groups()
        number = int(year) if len(year) > len("26") else _CENTURY + int(year)
        return WrittenDate(number, int(first), int(second), False, text[match.end() :])
    for pattern, places in ((_DAY_NAME_YEAR, (3, 2, 1)), (_NAME_DAY_YEAR, (3, 1, 2))):
        match = pattern.match(text)
        if match and (month := _MONTHS.get(match[places[1]].casefold())):
            year, day = int(match[places[0]]), int(match[places[2]])
            return WrittenDate(year, month, day, True, text[match.end() :])
    return None


def sniff_date_order(texts: Iterable[str]) -> str | None:
    """Return which order the dates of a file are in; None where every one reads both ways.

    A date with the year first says nothing, as there is one way to read it.
    """
    orders = {order: 0 for order in DATE_ORDERS}
    written = [found for text in texts if (found := written_date(text)) and not found.year_first]
    for one in written:
        for order in orders:
            orders[order] += one.read(order) is not None
    day_first, month_first = orders.values()
    if day_first == month_first:
        return None
    return DATE_ORDERS[0] if day_first > month_first else DATE_ORDERS[1]


def has_ordered_dates(texts: Iterable[str]) -> bool:
    """Return whether any date is written with its year last, so that the order matters."""
    return any((found := written_date(text)) and not found.year_first for text in texts)


def clock_time(text: str) -> time | None:
    """Read a time of day, in 12 or 24 hours, alone or after a date; None if there is none.

    Examples
    --------
    >>> clock_time("8:05 PM"), clock_time("T20:05:00.000Z"), clock_time("8 am"), clock_time("late")
    (datetime.time(20, 5), datetime.time(20, 5), datetime.time(8, 0), None)
    """
    text = text.strip().lstrip("T:,").strip()
    if len(text) > _LONGEST:
        return None
    if match := _CLOCK.match(text):
        hour, minute, second, half = match.groups()
    elif match := _HOUR.fullmatch(text):
        hour, half = match.groups()
        minute, second = "0", None
    else:
        return None
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half in "Pp" else 0)
    try:
        return time(hours, int(minute), int(second or 0))
    except ValueError:
        return None


def seconds_time(text: str) -> time | None:
    """Read a time of day given as seconds since midnight, as SAS keeps it."""
    seconds = number(text, ".")
    if seconds is None or not 0 <= seconds < 24 * 3600:
        return None
    return (datetime.min + (datetime(1, 1, 1, 0, 0, 1) - datetime.min) * int(seconds)).time()


def number(text: str, mark: str) -> float | None:
    """Read a number whose decimal mark is known; None if it is none.

    Examples
    --------
    >>> number("1,234.5", "."), number("1.234,5", ","), number("1.234", "."), number("1,5", ".")
    (1234.5, 1234.5, 1.234, None)
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or not plain.isascii():
        plain = plain.replace("\u00a0", " ").replace("\u202f", " ")
        if not plain or len(plain) > _LONGEST or not plain.isascii():
            return None
    if match := _GROUPS[mark].fullmatch(plain):
        return float(re.sub(r"\D", "", match["whole"]) + "." + (match["decimals"] or "0"))
    decimal = plain if mark == "." else plain.replace(",", ".") if "." not in plain else ""
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", decimal):
        return None
    return float(decimal)


def sniff_decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that the numbers of a file have; "." where they tell nothing.

    Examples
    --------
    >>> sniff_decimal_mark(["100,5", "20"]), sniff_decimal_mark(["100.50 g", "1,000"])
    (',', '.')
    """
    votes = dict.fromkeys(DECIMAL_MARKS, 0)
    for text in texts:
        found = re.match(r"\s*\d+(?:[.,]\d{3})*([.,])(\d+)", text[:_LONGEST])
        if found and (len(found[2]) != len("000") or text.strip().startswith("0")):
            votes[found[1]] += 1
    return "," if votes[","] > votes["."] else "."


class WrittenAmount(NamedTuple):
    """An amount and what it counts, as a file writes both in one cell."""

    amount: float
    unit: str


def written_amount(text: str, mark: str) -> WrittenAmount | None:
    """Take "1.00 cup, mashed" apart; None if it begins with no number.

    Examples
    --------
    >>> written_amount("1.00 cup, mashed", "."), written_amount("100,5g", ",")
    (WrittenAmount(amount=1.0, unit='cup, mashed'), WrittenAmount(amount=100.5, unit='g'))
    """
    match = _PORTION.fullmatch(text[:200])
    if not match:
        return None
    amount = number(match[1], mark)
    return None if amount is None else WrittenAmount(amount, match[2].strip())
