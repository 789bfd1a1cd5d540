"""Intake over time: one row for each day or ISO week of a span, logged or not.

A day without an entry is not known, never zero: its figures are NaN, and means leave it out.
"""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from estimator.calculation.intake import Estimate, per_logged_day
from estimator.components import FORMS, K2_TOTAL
from estimator.foods.table import FoodTable
from estimator.periods import day_labels, week_labels

STEPS: Final = {"day": 1, "week": 7}
"""Days from one period to the next."""
ROLLING: Final = {"day": (7, 3), "week": (4, 2)}
"""Periods that a rolling mean looks back over, and how many of them must be logged."""


def series(estimated: Estimate, first: date, last: date) -> pd.DataFrame:
    """Return the K2 of every period of a span.

    Parameters
    ----------
    estimated : Estimate
        Of one person, by day or by week.
    first, last : datetime.date
        Both included; by week, the weeks that these days are in.

    Returns
    -------
    DataFrame
        One row per day or ISO week, in order: ``period``, ``start`` and ``end``
        (datetime64), ``days_logged``, and NaN where nothing was logged:
        ``ug_per_day``, ``low_ug_per_day``, ``high_ug_per_day`` (food only, mean
        per logged day with its 5th and 95th percentile [µg/day]), ``coverage``
        (0 to 1), ``supplement_ug_per_day`` [µg/day], ``analysed`` (share of the
        estimate, 0 to 1) and ``rolling_ug_per_day`` (see `rolling_mean`).
    """
    by = str(estimated.by)
    means = per_logged_day(estimated.intake)
    total = means[means["component"] == K2_TOTAL].set_index("period")
    calendar = _calendar(by, first, last)
    columns = {
        "estimate_ug_per_day": "ug_per_day",
        "low_ug_per_day": "low_ug_per_day",
        "high_ug_per_day": "high_ug_per_day",
        "coverage": "coverage",
        "supplement_ug_per_day": "supplement_ug_per_day",
        "analysed": "analysed",
    }
    figures = total[list(columns)].rename(columns=columns).reindex(calendar["period"])
    logged = total["days_logged"].reindex(calendar["period"]).fillna(0).astype("int64")
    rows = pd.concat(
        [calendar.set_index("period"), logged.rename("days_logged"), figures], axis="columns"
    ).reset_index()
    return rows.assign(rolling_ug_per_day=rolling_mean(rows, by))


def rolling_mean(rows: pd.DataFrame, by: str) -> "pd.Series[float]":
    """Return the mean per logged day of the periods up to each one.

    By day it looks back over 7 days and needs 3 logged ones, by week over 4
    weeks and needs 2; NaN where there are fewer. A week counts by its logged days.

    Parameters
    ----------
    rows : DataFrame
        ``ug_per_day`` and ``days_logged`` of every period, in order.
    by : str
        "day" or "week".
    """
    window, needed = ROLLING[by]
    days = rows["days_logged"].where(rows["ug_per_day"].notna())
    total = (rows["ug_per_day"] * days).rolling(window, min_periods=needed).sum()
    return total / days.rolling(window, min_periods=needed).sum()


def by_form(estimated: Estimate) -> pd.DataFrame:
    """Return what each form brought in each period.

    Returns
    -------
    DataFrame
        ``period``, ``part`` (INFOODS tag of the form) and ``ug_per_day`` (food
        only, mean per logged day [µg/day]); only what is more than nothing.
    """
    means = per_logged_day(estimated.intake)
    rows = means[means["component"].isin(FORMS) & (means["estimate_ug_per_day"] > 0)]
    return pd.DataFrame(
        {
            "period": rows["period"],
            "part": rows["component"],
            "ug_per_day": rows["estimate_ug_per_day"],
        }
    ).reset_index(drop=True)


def by_group(estimated: Estimate, table: FoodTable) -> pd.DataFrame:
    """Return what each food group brought in each period; a dish counts by its ingredients.

    Parameters
    ----------
    estimated : Estimate
    table : FoodTable
        As the person has it; gives the groups.

    Returns
    -------
    DataFrame
        As of `by_form`; ``part`` is the food group.
    """
    rows = estimated.contributions([K2_TOTAL], apart=True)
    rows = rows[(rows["source"] == "food") & (rows["ug"] > 0)]
    codes, items = pd.factorize(rows["item"])
    groups = pd.array([_group(table, str(item)) for item in items], dtype="str")
    rows = rows.assign(part=groups.take(codes))
    sums = rows.groupby(["period", "part"], sort=False)["ug"].sum().reset_index()
    days = estimated.periods.set_index("period")["days_logged"]
    per_day = sums["ug"] / sums["period"].map(days).astype("float64")
    return pd.DataFrame({"period": sums["period"], "part": sums["part"], "ug_per_day": per_day})


def weekday_pattern(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the K2 of each day of the week.

    Parameters
    ----------
    rows : DataFrame
        See `series`, by day.

    Returns
    -------
    DataFrame
        One row per weekday, 0 for Monday to 6: ``weekday``, ``days`` (logged
        days), ``ug_per_day`` (their mean), ``tenth`` and ``ninetieth``
        (percentiles of the days [µg/day]); NaN where there was none.
    """
    logged = rows[rows["ug_per_day"].notna()]
    by_day = logged.groupby(logged["start"].dt.day_of_week)["ug_per_day"]
    pattern = pd.DataFrame(
        {
            "days": by_day.size(),
            "ug_per_day": by_day.mean(),
            "tenth": by_day.quantile(0.1),
            "ninetieth": by_day.quantile(0.9),
        }
    ).reindex(range(7))
    pattern["days"] = pattern["days"].fillna(0).astype("int64")
    return pattern.rename_axis("weekday").reset_index()


def _calendar(by: str, first: date, last: date) -> pd.DataFrame:
    """Return every day or ISO week of a span, with the label that an estimate gives it."""
    start = pd.Timestamp(first)
    if by == "week":
        start -= pd.Timedelta(days=start.weekday())
    starts = pd.date_range(start, pd.Timestamp(last), freq=f"{STEPS[by]}D", unit="s")
    days = starts.to_numpy().astype("datetime64[D]").astype(np.int64)
    labels = week_labels(days) if by == "week" else day_labels(days)
    end = starts + pd.Timedelta(days=STEPS[by] - 1)
    return pd.DataFrame({"period": labels, "start": starts, "end": end})


def _group(table: FoodTable, item_id: str) -> str:
    food = table.foods.get(item_id)
    return "other" if food is None else food.group
