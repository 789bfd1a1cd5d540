"""Dates, times, numbers and amounts as files write them."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Final, NamedTuple

from estimator.errors import UnitError
from estimator.measures.amounts import number_of, plain_number, reads_both_ways

DATE_ORDERS: Final = ("day first", "month first")
"""How a date like 03/04/2026 is meant."""

DECIMAL_MARKS: Final = (".", ",")

_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?=$|[T ])")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[T ,])")
_WEEKDAY: Final = re.compile(r"[^\W\d]{2,}\.?,?\s+(?=\S)")
_DAY_NAME_YEAR: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er)?\.?[-/ ]?(?:de |of )?([^\W\d]{3,})\.?[-/ ,]*(?:de )?"
    r"(\d{4}|\d{2})(?=$|[T: ,])"
)
_NAME_DAY_YEAR: Final = re.compile(
    r"([^\W\d]{3,})\.?[- ](\d{1,2})(?:st|nd|rd|th)?[-, ]+(\d{4}|\d{2})(?=$|[T: ,])"
)
_YEAR_NAME_DAY: Final = re.compile(r"(\d{4})[-/ ]([^\W\d]{3,})\.?[-/ ](\d{1,2})(?=$|[T: ,])")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen",
            "feb fev fév",
            "mar mär mrt mrz",
            "apr avr abr",
            "may mai mei mag maj",
            "jun juin giu",
            "jul juil lug",
            "aug aoû aou ago",
            "sep set",
            "oct okt out ott",
            "nov",
            "dec dez dic déc des",
        ),
        1,
    )
    for name in names.split()
}
"""How the names of months begin, in the languages that programs write them in."""
_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?"
)
_HOUR: Final = re.compile(r"(\d{1,2})\s*([AaPp])\.?[Mm]\.?")
_PORTION: Final = re.compile(
    r"(?P<number>\d+ \d+ ?/ ?\d+|\d+ ?/ ?\d+|\d[\d.,']*|[.,]\d+)\s*(?:[x×*]\s+)?(?P<unit>.*)",
    re.DOTALL,
)
_GROUPED: Final = re.compile(r"(?<=\d)[\u00a0\u202f\u2009'’](?=\d{3}(?!\d))")
_EXPONENT: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,2}")
_POINT: Final = re.compile(r"[+-]?\d+(\.\d{1,2}|\.\d{4,})?")
_CENTURY: Final = 2000
_LONGEST: Final = 40
"""No date, time or number is longer."""
_LONGEST_PORTION: Final = 200

_EVIDENCE: Final = {
    mark: re.compile(
        rf"(?:0*|\d{{4,}})[{mark}]\d+"  # neither 0.125 nor 1234.125 are thousands
        rf"|\d+[{mark}](?!\d{{3}}$)\d+"
        rf"|\d{{1,3}}(?:[{other}]\d{{3}})+[{mark}]\d+"
        rf"|\d{{1,3}}(?:[{other}]\d{{3}}){{2,}}"
    )
    for mark, other in ((".", ","), (",", "."))
}
"""Numbers that can only be read with the one decimal mark."""


class WrittenDate(NamedTuple):
    """A date as it is written, before it is known which of its numbers is the day."""

    year: int
    first: int
    second: int
    year_first: bool
    rest: str
    """What follows it, such as a time."""
    short_year: bool = False
    """Whether the year has two digits."""

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
        return WrittenDate(
            _year(year), int(first), int(second), False, text[match.end() :], len(year) == 2
        )
    return _with_month_name(text) or _with_month_name(_WEEKDAY.sub("", text, count=1))


def _with_month_name(text: str) -> WrittenDate | None:
    for pattern, places in (
        (_DAY_NAME_YEAR, (3, 2, 1)),
        (_NAME_DAY_YEAR, (3, 1, 2)),
        (_YEAR_NAME_DAY, (1, 2, 3)),
    ):
        match = pattern.match(text)
        if match and (month := _month(match[places[1]].casefold())):
            year, day = _year(match[places[0]]), int(match[places[2]])
            return WrittenDate(year, month, day, True, text[match.end() :])
    return None


def _month(name: str) -> int | None:
    # "juin" and "juil" begin alike.
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])


def _year(text: str) -> int:
    return int(text) if len(text) > len("26") else _CENTURY + int(text)


def are_by_points(texts: Iterable[str]) -> bool:
    """Return whether dates with the year last are all written as 04.03.2026."""
    found = [match for text in texts if (match := _YEAR_LAST.match(text.strip()))]
    return bool(found) and all(match[2] == "." for match in found)


def sniff_date_order(texts: Sequence[str]) -> str | None:
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
        # Who parts dates by points writes the day first.
        return DATE_ORDERS[0] if are_by_points(texts) else None
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
    """Read a number; None if it is none, or reads both ways and the decimal mark isn't known.

    Parameters
    ----------
    text : str
        As people and programs write it: in any digits, with a fraction or an exponent.
    mark : str
        The decimal mark, where a number reads both ways; "" if it isn't known.

    Examples
    --------
    >>> number("1,234.5", ","), number("1.234", "."), number("1.234", ","), number("1.234", "")
    (1234.5, 1.234, 1234.0, None)
    """
    plain = text.strip()
    if len(plain) > _LONGEST:
        return None
    if _POINT.fullmatch(plain) or _EXPONENT.fullmatch(plain):
        return float(plain)
    if reads_both_ways(plain):
        if not mark:
            return None
        # With the other mark it is thousands.
        digits = plain_number(plain)
        return (
            float(digits.replace(mark, "."))
            if mark in digits
            else float(digits.replace(",", "").replace(".", ""))
        )
    try:
        value = number_of(plain)
    except UnitError:
        return None
    return None if math.isnan(value) else value


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that the numbers of a column have.

    Parameters
    ----------
    texts : iterable of str
        All of a file; what follows a number is not looked at.

    Returns
    -------
    str
        "" where a number reads both ways and nothing, or things that contradict each other,
        tell how; "." where all of them read one way.

    Examples
    --------
    >>> decimal_mark(["100,5", "2.000"]), decimal_mark(["1.00 cup", "1,000"])
    (',', '.')
    >>> decimal_mark(["1,000"]), decimal_mark(["1.5", "2,5", "1.000"]), decimal_mark(["2,5"])
    ('', '', ',')
    """
    told: set[str] = set()
    open_ = False
    for text in texts:
        head = _PORTION.match(plain_number(text[:_LONGEST]))
        if not head:
            continue
        written = head["number"].rstrip(".,'")
        if reads_both_ways(written):
            open_ = True
        else:
            told |= {mark for mark, only in _EVIDENCE.items() if only.fullmatch(written)}
    if len(told) == 1:
        return told.pop()
    return "" if open_ else DECIMAL_MARKS[0]


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
    plain = plain_number(_GROUPED.sub("", text[:_LONGEST_PORTION]))
    match = _PORTION.fullmatch(plain)
    if not match:
        return None
    amount = number(match["number"].rstrip(".,'"), mark)
    return None if amount is None else WrittenAmount(amount, match["unit"].strip())


def starts_both_ways(text: str) -> bool:
    """Return whether the number that a text begins with reads both ways."""
    match = _PORTION.fullmatch(plain_number(_GROUPED.sub("", text[:_LONGEST_PORTION])))
    return bool(match) and reads_both_ways(match["number"] if match else "")
