"""Vitamin K1 beside K2, for whom it concerns: facts of what was eaten, no judgement."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from estimator.components import K2_TOTAL, PHYLLOQUINONE
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.views.shared.figures import (
    NOT_KNOWN,
    at_least,
    figure,
    figure_range,
    likely_words,
    percent,
)

WEEKS_BEFORE: Final = 4
DAYS_NEEDED: Final = 7
"""Fewer days say nothing of what is usual for somebody."""


def k1_words(intake: pd.DataFrame) -> str:
    """Say how much K1 a period had, how sure that is, and whether all of it is counted.

    Parameters
    ----------
    intake : DataFrame
        Rows of `Estimate.intake` of one person and period, K1 among them; totals or means per
        logged day.
    """
    amounts = intake.rename(columns=lambda name: name.removesuffix("_per_day"))
    row = amounts[amounts["component"] == PHYLLOQUINONE].iloc[0]
    unit = "µg" if "estimate_ug" in intake else "µg a logged day"
    amount = at_least(figure(row["estimate_ug"]), row["coverage"])
    if amount == NOT_KNOWN:
        return f"Vitamin K1 from food: {amount}."
    words = f"Vitamin K1 from food: {amount} {unit}"
    if row["high_ug"] > 0:
        words += f", {likely_words(row['low_ug'], row['high_ug'])}"
    if row["coverage"] < 1:
        words += f"; there is a figure for {percent(row['coverage'])} of what was eaten by weight"
    return f"{words}."


def k1_of_days(days: pd.DataFrame, which: str) -> str:
    """Say what K1 a person's own days had, or nothing where they are too few.

    Parameters
    ----------
    days : DataFrame
        Rows of `Estimate.intake` by day, K1 among them.
    which : str
        Which days they are, e.g. "of the last 4 weeks".
    """
    usual = days.loc[days["component"] == PHYLLOQUINONE, "estimate_ug"].dropna()
    if len(usual) < DAYS_NEEDED:
        return ""
    low, high = (figure(float(usual.quantile(share))) for share in (0.25, 0.75))
    return f"Half of your days {which} had {low} to {high} µg of K1."


def k1_day_words(
    foods: PersonalFoods, profile: Profile, day: pd.DataFrame, before: pd.DataFrame
) -> str:
    """Say how much K1 a day gave, beside the person's own days before it.

    Parameters
    ----------
    foods : PersonalFoods
        Of the person.
    profile : Profile
    day, before : DataFrame
        What was eaten on the day, not empty, and in the weeks before it; see
        `estimator.diary.entries.Entries.frame`.
    """
    of_day, of_days = (
        foods.estimate(profile, frame, "day", phylloquinone=True).intake for frame in (day, before)
    )
    usual = k1_of_days(of_days, f"of the last {WEEKS_BEFORE} weeks")
    return f"{k1_words(of_day)} {usual}".strip()


def k1_table(intake: pd.DataFrame, step: str) -> pd.DataFrame:
    """Put K1 beside K2, period by period.

    Parameters
    ----------
    intake : DataFrame
        Rows of `Estimate.intake` of one person, by day or by week, K1 among them.
    step : str
        "day" or "week"; weeks are told as means per logged day.

    Returns
    -------
    DataFrame
        Text: the period, and of K2 and K1 each the amount and its range.
    """
    rows = {
        (row["period"], row["component"]): row
        for row in intake.to_dict("records")
        if row["component"] in (K2_TOTAL, PHYLLOQUINONE)
    }
    unit = "µg" if step == "day" else "µg/day"
    return pd.DataFrame(
        [
            (
                _named(period, step),
                *_written(rows[period, K2_TOTAL]),
                *_written(rows[period, PHYLLOQUINONE]),
            )
            for period in dict.fromkeys(period for period, _ in rows)
        ],
        columns=[step.capitalize(), f"K2, {unit}", "Range", f"K1, {unit}", "Range of K1"],
    )


def _named(period: str, step: str) -> str:
    """Name a day as it stands under its bar, with the month; a week by its number."""
    if step != "day":
        return period
    day = date.fromisoformat(period)
    return f"{day:%a} {day.day} {day:%b}"


def _written(row: Mapping[Any, Any]) -> tuple[str, str]:
    days = row["days_logged"]
    ug, low, high = (row[name] / days for name in ("estimate_ug", "low_ug", "high_ug"))
    return at_least(figure(ug), row["coverage"]), figure_range(low, high)
