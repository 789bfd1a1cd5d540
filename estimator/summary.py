"""What a log says: a week in one row, the caveats, and what could not be counted."""

import math
from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.composition.matrix import CompositionMatrix
from estimator.foods import data_version
from estimator.intake import Estimate, estimate, per_logged_day
from estimator.tables import FOOD_DATA, column_types, read_trusted_table

WEEKLY_COLUMNS: Final = (
    "profile",
    "iso_week",
    "week_start",
    "week_end",
    "days_logged",
    "entries",
    *(f"{form}_ug_per_day" for form in FORMS),
    "K2_total_ug_per_day",
    "K2_low",
    "K2_high",
    "K2_supplements_ug_per_day",
    "natto_share_pct",
    "coverage_pct",
    "region",
    "data_version",
)
"""The columns of the weekly table, in their order."""

_DAYS_OF_A_WEEK: Final = 7


def weekly_rows(
    frame: pd.DataFrame,
    region: str = "world",
    names: Mapping[str, str] | None = None,
    composition: CompositionMatrix | None = None,
) -> pd.DataFrame:
    """Sum up each person's weeks, as means over the days that were logged.

    Parameters
    ----------
    frame : DataFrame
        Food records; see `estimator.intake.estimate`.
    region : str
        Where the foods are from.
    names : mapping of str to str, optional
        Name of the profile of each ``person``; by default ``person`` itself.
    composition : CompositionMatrix, optional
        Used instead of the food table of the region; see `estimate`.

    Returns
    -------
    DataFrame
        The columns of `WEEKLY_COLUMNS`; one row per person and ISO week with
        entries. Forms, total and range are of food only [µg/day], to 0.001.
        ``coverage_pct`` is that of the K2 total, rounded down, so that 100
        means that all of it was counted.

    Raises
    ------
    InputError
        If the records can't be used.
    """
    week = estimate(frame, by="week", region=region, composition=composition)
    periods = week.periods
    means = per_logged_day(week.intake)
    total = means[means["component"] == K2_TOTAL].set_index(periods.index)
    persons = periods["person"]
    return pd.DataFrame(
        {
            "profile": persons if names is None else persons.map(names).astype("str"),
            "iso_week": periods["period"],
            "week_start": periods["start"].dt.strftime("%Y-%m-%d"),
            "week_end": periods["end"].dt.strftime("%Y-%m-%d"),
            "days_logged": periods["days_logged"],
            "entries": periods["entries"],
            **{
                f"{form}_ug_per_day": means.loc[means["component"] == form, "estimate_ug_per_day"]
                .set_axis(periods.index)
                .round(3)
                for form in FORMS
            },
            "K2_total_ug_per_day": total["estimate_ug_per_day"].round(3),
            "K2_low": total["low_ug_per_day"].round(3),
            "K2_high": total["high_ug_per_day"].round(3),
            "K2_supplements_ug_per_day": total["supplement_ug_per_day"].round(3),
            "natto_share_pct": (periods["natto_share"] * 100).round(1),
            "coverage_pct": np.floor(total["coverage"] * 1000) / 10,
            "region": region,
            "data_version": data_version(),
        },
        columns=list(WEEKLY_COLUMNS),
    )


def not_counted(estimated: Estimate) -> pd.DataFrame:
    """Name the foods eaten whose content of some form is not known.

    Returns
    -------
    DataFrame
        One row per person, period and food: ``person``, ``period``, ``item``,
        ``grams`` [g] and ``lacking`` (labels of the forms, e.g. "MK-5, MK-6").
        Such a food adds to a form at most what is known of it.
    """
    rows = estimated.contributions()
    rows = rows[(rows["source"] == "food") & ~rows["covered"]]
    rows = rows.assign(lacking=rows["component"].map(LABELS), grams=rows["quantity"])
    by_food = rows.groupby(["person", "period", "item"], sort=False)
    return by_food.agg(grams=("grams", "first"), lacking=("lacking", ", ".join)).reset_index()


def caveat(
    natto_share: float,
    without_natto_ug_per_day: float,
    days_logged: int,
    period: str = "week",
) -> str:
    """Say what natto does to a period's K2, from the log itself.

    Parameters
    ----------
    natto_share : float
        Share of natto in the K2 from food, 0 to 1; NaN where there is no K2.
    without_natto_ug_per_day : float
        Mean over the logged days of K2 from food other than natto [µg/day].
    days_logged : int
        Days of the period with at least one entry.
    period : str
        How the period is called, e.g. "week".

    Examples
    --------
    >>> caveat(0.93, 31.2, days_logged=7)
    "Natto gave 93 % of this week's K2; without it 31 µg/day."
    >>> caveat(0.0, 31.2, days_logged=1)
    'No natto this week; K2 from food was 31 µg/day. Mean of 1 logged day.'
    """
    if days_logged == 0:
        return f"Nothing is logged this {period}."
    if math.isnan(natto_share):
        return f"No K2 from food could be counted this {period}."
    unit = "µg" if period == "day" else "µg/day"
    rest = f"{_amount(without_natto_ug_per_day)} {unit}"
    if natto_share == 0:
        sentence = f"No natto this {period}; K2 from food was {rest}."
    else:
        sentence = f"Natto gave {_percent(natto_share)} of this {period}'s K2; without it {rest}."
    if period == "week" and days_logged < _DAYS_OF_A_WEEK:
        days = "day" if days_logged == 1 else "days"
        sentence += f" Mean of {days_logged} logged {days}."
    return sentence


@cache
def quarters_of_dutch_adults() -> "pd.Series[float]":
    """Return the K2 intake of the quarters of EPIC-NL [µg/day], by statistic, lowest first.

    References
    ----------
    J. W. J. Beulens et al. (2010), Dietary phylloquinone and menaquinones intakes
    and risk of type 2 diabetes, doi:10.2337/dc09-2302.
    """
    table = read_trusted_table(
        FOOD_DATA / "population_intakes.csv", column_types("population_intakes")
    )
    rows = table[(table["source_id"] == "beulens2010") & (table["component"] == K2_TOTAL)]
    return rows.set_index("statistic")["value_ug_per_day"]


@cache
def general_caveat() -> str:
    """Say how much K2 people usually eat."""
    quarter = quarters_of_dutch_adults()
    return (
        "Typical Western diets are low in K2: about "
        f"{quarter['q1_central']:.0f}-{quarter['q4_central']:.0f} µg/day between the lowest and "
        "the highest quarter of Dutch adults (EPIC-NL), mostly from cheese, eggs and meat."
    )


def _amount(amount_ug: float) -> str:
    if 0 < amount_ug < 0.1:
        return "less than 0.1"
    return f"{amount_ug:.0f}" if amount_ug >= 10 or amount_ug == 0 else f"{amount_ug:.1f}"


def _percent(share: float) -> str:
    if share < 0.01:
        return "less than 1 %"
    # Rounded up to 100 % it would say that there was nothing else.
    return "more than 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")
