"""Months as calendars: what each day had, and which had nothing logged."""

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

import pandas as pd

from estimator.views.trends.trend import WEEKDAYS, period_amount_words

LEVELS: Final = 4
"""Tints from the least to the most; the last is that of days which natto dominates."""
NOT_LOGGED, OUTSIDE = -1, -2
LEAST_FULL_UG: Final = 50.0
"""The strongest tint of other days stands for at least so much [µg]."""
NOTE: Final = (
    "The stronger the tint, the more K2 from food; empty: nothing logged. A day that natto and its "
    "kin dominate has the strongest. A click opens the day on Log."
)


@dataclass(frozen=True)
class Month:
    """One month."""

    title: str
    first: str
    blanks: int
    """Places before its first day in a week."""
    days: tuple[tuple[int, str], ...]
    """Of each day its tint, 0 to `LEVELS`, `NOT_LOGGED` or `OUTSIDE`, and its K2 in words."""


def weekday_names(week_start: int) -> list[str]:
    """Return short names of the weekdays, from the one that a week begins with.

    Examples
    --------
    >>> weekday_names(6)[:2]
    ['Sun', 'Mon']
    """
    return [name[:3] for name in (*WEEKDAYS[week_start:], *WEEKDAYS[:week_start])]


def calendar_months(rows: pd.DataFrame, natto: Container[str], week_start: int) -> list[Month]:
    """Return the months of a span, the first one first.

    Parameters
    ----------
    rows : DataFrame
        Of `estimator.insight.series.series`, by day.
    natto : container of str
        Periods that natto dominates, which don't pale the others.
    week_start : int
        The weekday that a week begins with, from Monday, 0.
    """
    logged = rows[rows["days_logged"] > 0]
    others = logged[~logged["period"].isin([one for one in logged["period"] if one in natto])]
    full = max([LEAST_FULL_UG, *others["ug_per_day"].dropna()])
    told = {
        row["period"]: (
            LEVELS if row["period"] in natto else _tint(row["ug_per_day"], full),
            f"{period_amount_words(row)} µg",
        )
        for row in logged.to_dict("records")
    }
    in_span = set(rows["period"])
    return [
        _month(year, month, told, in_span, week_start)
        for year, month in dict.fromkeys(
            (int(period[:4]), int(period[5:7])) for period in rows["period"]
        )
    ]


def _tint(ug: float, full: float) -> int:
    return min(ceil((LEVELS - 1) * ug / full), LEVELS - 1) if ug > 0 else 0


def _month(
    year: int,
    month: int,
    told: dict[str, tuple[int, str]],
    in_span: set[str],
    week_start: int,
) -> Month:
    first = date(year, month, 1)
    days = [first.replace(day=day).isoformat() for day in range(1, monthrange(year, month)[1] + 1)]
    return Month(
        title=f"{first:%B %Y}",
        first=first.isoformat(),
        blanks=(first.weekday() - week_start) % 7,
        days=tuple(
            told.get(day, (NOT_LOGGED if day in in_span else OUTSIDE, "nothing logged"))
            for day in days
        ),
    )
