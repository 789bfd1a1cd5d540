"""How steady intake is: facts for people who are to keep it so, without a judgement.

Only logged days of which something is known count. A coefficient of variation is a
standard deviation over the mean: 0 where every day is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd

from estimator.calculation.intake import Estimate
from estimator.components import K2_TOTAL
from estimator.composition.matrix import NATTO_FOODS

DAYS_NEEDED: Final = 2
"""Logged days that a week must have to count."""
WEEKS_NEEDED: Final = 2
"""Weeks that are needed to compare weeks."""
NEW_DAYS: Final = 7
"""Days up to the last one in which something counts as new."""
BEFORE_DAYS: Final = 28
"""Days before those in which it was not eaten."""
RICH_MK7_UG: Final = 10.0
"""Of an item on one day; a dose that changed the INR of some volunteers [µg].

References
----------
E. Theuwissen et al. (2013), Vitamin K status in healthy volunteers on acenocoumarol,
doi:10.1111/jth.12203.
"""


@dataclass(frozen=True)
class Variation:
    """How far days, or weeks, lie apart."""

    coefficient: float
    """Standard deviation over the mean; NaN where there are too few."""
    count: int
    """Of the days or weeks it rests on."""


@dataclass(frozen=True)
class LoggedDay:
    """The K2 of one day."""

    day: date
    ug: float
    low_ug: float
    high_ug: float
    """[µg]"""
    coverage: float
    """Of the food, 0 to 1; NaN where no food was eaten that could count."""


@dataclass(frozen=True)
class Swing:
    """The largest change from one day to the next."""

    before: LoggedDay
    after: LoggedDay
    item: str
    """The item whose part changed most in that direction."""
    item_before_ug: float
    item_after_ug: float


def daily_intake(estimated: Estimate, *, supplements: bool) -> pd.DataFrame:
    """Return the K2 of each logged day, by date.

    A day of whose K2 nothing is known is left out, as one not logged is: neither is zero.

    Parameters
    ----------
    estimated : Estimate
        Of one person, by day.
    supplements : bool
        Whether what supplements hold by label is added.

    Returns
    -------
    DataFrame
        ``ug``, ``low_ug``, ``high_ug`` [µg] and ``coverage``, by DatetimeIndex.
    """
    total = estimated.intake[estimated.intake["component"] == K2_TOTAL]
    total = total.set_axis(pd.DatetimeIndex(estimated.periods["start"]))
    known = total["estimate_ug"].notna()
    amounts = total[["estimate_ug", "low_ug", "high_ug"]]
    if supplements:
        known |= total["supplement_ug"] > 0
        amounts = amounts.fillna(0.0).add(total["supplement_ug"], axis="index")
    days = amounts.set_axis(["ug", "low_ug", "high_ug"], axis="columns")
    return days.assign(coverage=total["coverage"])[known]


def daily_totals(estimated: Estimate, *, supplements: bool) -> "pd.Series[float]":
    """Return the K2 of each logged day [µg], by date; see `daily_intake`."""
    return daily_intake(estimated, supplements=supplements)["ug"]


def within_weeks(days: "pd.Series[float]") -> Variation:
    """Return how far the days of one week lie apart.

    The variances of the ISO weeks with at least two logged days are pooled by
    their degrees of freedom, and set against the mean of their days.

    Parameters
    ----------
    days : Series
        See `daily_totals`.
    """
    by_week = days.groupby(_weeks(days))
    count, variance, total = by_week.size(), by_week.var(), by_week.sum()
    enough = count >= DAYS_NEEDED
    n_days = int(count[enough].sum())
    freedom = n_days - int(enough.sum())
    if not freedom:
        return Variation(np.nan, 0)
    pooled = ((count - 1) * variance)[enough].sum() / freedom
    mean = float(total[enough].sum()) / n_days
    return Variation(_over(float(np.sqrt(pooled)), mean), n_days)


def between_weeks(days: "pd.Series[float]") -> Variation:
    """Return how far the means of the weeks lie apart, of weeks with at least two logged days."""
    by_week = days.groupby(_weeks(days))
    means = by_week.mean()[by_week.size() >= DAYS_NEEDED]
    if len(means) < WEEKS_NEEDED:
        return Variation(np.nan, len(means))
    return Variation(_over(float(means.std()), float(means.mean())), len(means))


def largest_swing(estimated: Estimate, *, supplements: bool) -> Swing | None:
    """Return the largest change between two days that follow one another and are both logged.

    Parameters
    ----------
    estimated, supplements
        See `daily_intake`. Dishes are taken apart, so that the item is a food.

    Returns
    -------
    Swing or None
        None where no two such days are logged, or all are the same.
    """
    intake = daily_intake(estimated, supplements=supplements)
    days, amounts = pd.DatetimeIndex(intake.index), intake["ug"].to_numpy()
    follows = np.diff(days.to_numpy()) == np.timedelta64(1, "D")
    change = np.where(follows, np.abs(np.diff(amounts)), 0.0)
    if not change.any():
        return None
    place = int(change.argmax())
    before, after = (
        LoggedDay(day.date(), *map(float, intake.loc[day])) for day in days[place : place + 2]
    )
    rows = estimated.contributions([K2_TOTAL], apart=True)
    if not supplements:
        rows = rows[rows["source"] == "food"]
    parts = [
        rows[rows["period"] == str(one.day)].set_index("item")["ug"].fillna(0.0)
        for one in (before, after)
    ]
    rise = parts[1].sub(parts[0], fill_value=0.0)
    item = str((rise if after.ug > before.ug else -rise).idxmax())
    return Swing(
        before=before,
        after=after,
        item=item,
        item_before_ug=float(parts[0].get(item, 0.0)),
        item_after_ug=float(parts[1].get(item, 0.0)),
    )


def days_logged_before(estimated: Estimate, last: date) -> int:
    """Return how many of the days are logged in which what is new was not eaten.

    Parameters
    ----------
    estimated, last
        See `new_rich_items`.
    """
    start, since = estimated.periods["start"], _new_since(last)
    return int(((start >= since - timedelta(days=BEFORE_DAYS)) & (start < since)).sum())


def new_rich_items(
    estimated: Estimate, last: date, versions: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return what is rich in MK-7 and new: eaten in the last 7 days, not in the 28 before.

    Rich is natto, and whatever brought at least `RICH_MK7_UG` of MK-7 on one day,
    supplements by their label too.

    Parameters
    ----------
    estimated : Estimate
        Of one person, by day, of at least the last 35 days.
    last : datetime.date
        The last day.
    versions : mapping of str to str, optional
        What each version of an own item is a version of: a newer one is not new.

    Returns
    -------
    DataFrame
        One row per item, the first eaten first: ``item``, ``first`` (datetime64),
        ``days`` (how many of the 7) and ``mk7_ug`` (most on one day [µg]; NaN
        where not known).
    """
    rows = estimated.contributions(["MK7"], apart=True)
    kind = rows["item"].map(lambda item: (versions or {}).get(item, item))
    rows = rows.assign(kind=kind, day=pd.to_datetime(rows["period"], format="%Y-%m-%d"))
    since = _new_since(last)
    before = rows[(rows["day"] < since) & (rows["day"] >= since - timedelta(days=BEFORE_DAYS))]
    recent = rows[(rows["day"] >= since) & (rows["day"] <= pd.Timestamp(last))]
    recent = recent[~recent["kind"].isin(before["kind"])]
    rich = recent["item"].isin(NATTO_FOODS) | (recent["ug"] >= RICH_MK7_UG)
    recent = recent[recent["kind"].isin(recent.loc[rich, "kind"])]
    found = recent.groupby("kind").agg(
        item=("item", "last"), first=("day", "min"), days=("day", "nunique"), mk7_ug=("ug", "max")
    )
    return found.sort_values("first", kind="stable").reset_index(drop=True)


def _new_since(last: date) -> pd.Timestamp:
    return pd.Timestamp(last) - timedelta(days=NEW_DAYS - 1)


def _weeks(days: "pd.Series[float]") -> pd.DatetimeIndex:
    """Return the Monday of the week of each day."""
    dates = pd.DatetimeIndex(days.index)
    return dates - pd.to_timedelta(dates.day_of_week.to_numpy(), unit="D")


def _over(deviation: float, mean: float) -> float:
    return deviation / mean if mean > 0 else np.nan
