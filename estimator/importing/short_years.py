"""Dates of three pairs of digits, of which the first may be the year."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from estimator.importing.values import written_date

_ALL_PAIRS: Final = re.compile(r"(\d{2})([-/.])(\d{2})\2(\d{2})(?=$|[T ,])")
_CENTURY: Final = 2000


def may_begin_with_the_year(texts: Iterable[str], order: str) -> bool:
    """Return whether dates like 26-02-09 lie closer together if the year is read first.

    So a file of the days after each other would else be one of the same day of many years.

    Parameters
    ----------
    texts : iterable of str
    order : str
        One of `DATE_ORDERS`, as the dates would be read.

    Examples
    --------
    >>> may_begin_with_the_year(["26-02-09", "26-02-10"], "day first")
    True
    >>> may_begin_with_the_year(["09-02-26", "10-02-26"], "day first")
    False
    """
    as_told, year_first = set(), set()
    short = False
    for text in texts:
        if not (found := written_date(text)) or not (day := found.read(order)):
            continue
        as_told.add(day)
        if pairs := _ALL_PAIRS.match(text.strip()):
            year, month, day_of_month = (int(pairs[place]) for place in (1, 3, 4))
            short = True
            try:
                day = date(_CENTURY + year, month, day_of_month)
            except ValueError:
                return False
        year_first.add(day)
    return short and _span(year_first) < _span(as_told)


def _span(days: set[date]) -> timedelta:
    return max(days) - min(days)
