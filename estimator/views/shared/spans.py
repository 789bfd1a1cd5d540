"""Spans of days to look at: by name, up to the last day logged, or from one date to another."""

from datetime import date, timedelta
from typing import Final

from estimator.views.shared.figures import counted

OWN_DATES: Final = "Own dates"
_DAYS: Final = {"Last 4 weeks": 28, "Last 3 months": 91, "Last year": 365}
_ALL: Final = "All"
SPAN_NAMES: Final = (*_DAYS, _ALL, OWN_DATES)


def named_span(name: str, logged: tuple[date, date]) -> tuple[date, date]:
    """Return the first and the last day of a span; days before the diary began are no part of it.

    Parameters
    ----------
    name : str
        One of `SPAN_NAMES`, but not `OWN_DATES`.
    logged : tuple of datetime.date
        The first and the last day logged.

    Examples
    --------
    >>> named_span("Last 4 weeks", (date(2026, 1, 1), date(2026, 11, 25)))
    (datetime.date(2026, 10, 29), datetime.date(2026, 11, 25))
    >>> named_span("Last year", (date(2026, 11, 19), date(2026, 11, 25)))
    (datetime.date(2026, 11, 19), datetime.date(2026, 11, 25))
    """
    first, last = logged
    if name == _ALL:
        return logged
    return max(first, last - timedelta(days=_DAYS[name] - 1)), last


def date_words(day: date) -> str:
    """Write a date as it stands in a sentence.

    Examples
    --------
    >>> date_words(date(2026, 2, 9))
    '9 February 2026'
    """
    return f"{day.day} {day:%B %Y}"


def span_words(first: date, last: date) -> str:
    """Say which days a span holds.

    Examples
    --------
    >>> span_words(date(2026, 10, 29), date(2026, 11, 25))
    '29 October – 25 November 2026, 28 days'
    >>> span_words(date(2025, 12, 31), date(2026, 1, 1))
    '31 December 2025 – 1 January 2026, 2 days'
    >>> span_words(date(2026, 1, 1), date(2026, 1, 1))
    '1 January 2026, 1 day'
    """
    end = date_words(last)
    days = counted((last - first).days + 1, "day")
    if first == last:
        return f"{end}, {days}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} – {end}, {days}"
