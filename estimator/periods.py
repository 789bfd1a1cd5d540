"""Days and ISO weeks, as whole numbers of days since 1970-01-01."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Days: TypeAlias = npt.NDArray[np.int64]
"""Days since 1970-01-01."""

PERIODS: Final = ("day", "week", "meal", None)
"""What an estimate can be summed by; None sums everything a person logged."""

FIRST_DAY: Final = date.min.toordinal() - date(1970, 1, 1).toordinal()
LAST_DAY: Final = date.max.toordinal() - date(1970, 1, 1).toordinal()
_DAYS_FROM_MONDAY: Final = 3
"""1970-01-01 was a Thursday."""


def week_start(days: Days) -> Days:
    """Return the Monday of the ISO week of each day."""
    return days - (days + _DAYS_FROM_MONDAY) % 7


def monday_of(day: date) -> date:
    """Return the first day of the ISO week of one day.

    Examples
    --------
    >>> monday_of(date(2027, 1, 1))
    datetime.date(2026, 12, 28)
    """
    return day - timedelta(days=day.weekday())


def week_of(day: date, first_weekday: str = "monday") -> date:
    """Return the first day of the week of a day, where weeks begin on another weekday.

    Parameters
    ----------
    day : datetime.date
    first_weekday : str
        One of `estimator.diary_values.WEEK_STARTS`.

    Examples
    --------
    >>> week_of(date(2026, 11, 25), "sunday")
    datetime.date(2026, 11, 22)
    """
    shift = {"monday": 0, "sunday": 1, "saturday": 2}[first_weekday]
    return monday_of(day + timedelta(days=shift)) - timedelta(days=shift)


def day_labels(days: Days) -> list[str]:
    """Return each day as an ISO date.

    Examples
    --------
    >>> day_labels(np.array([0, 20_819]))
    ['1970-01-01', '2027-01-01']
    """
    labels: list[str] = np.datetime_as_string(days.astype("datetime64[D]")).tolist()
    return labels


def week_labels(days: Days) -> list[str]:
    """Return the ISO week of each day, with the ISO year it belongs to.

    Examples
    --------
    The first days of January can belong to the last week of the year before.

    >>> week_labels(np.array([20_819, 20_822]))
    ['2026-W53', '2027-W01']
    """
    thursdays = (week_start(days) + 3).astype("datetime64[D]")
    years = thursdays.astype("datetime64[Y]")
    weeks = (thursdays - years.astype("datetime64[D]")).astype(np.int64) // 7 + 1
    return [
        f"{year:04d}-W{week:02d}"
        for year, week in zip((years.astype(np.int64) + 1970).tolist(), weeks.tolist(), strict=True)
    ]


def meal_labels(days: Days, meals: Iterable[str]) -> list[str]:
    """Return each day and meal, e.g. ``"2026-02-10 lunch"``."""
    return [f"{day} {meal}" for day, meal in zip(day_labels(days), meals, strict=True)]
