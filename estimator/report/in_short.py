"""What a report says first, to somebody who reads no further."""

import pandas as pd

from estimator.calculation.intake import Estimate, per_logged_day
from estimator.components import K2_TOTAL
from estimator.foods.table import FoodTable
from estimator.views.shared.caveat import is_it_a_lot
from estimator.views.shared.contributions import most_from
from estimator.views.shared.days import headline
from estimator.views.shared.figures import at_least, figure, likely_words


def short_words(whole: Estimate, by_day: Estimate, table: FoodTable) -> str:
    """Say how much K2 a logged day had, whether that is a lot, from what, and how days differed.

    Parameters
    ----------
    whole : Estimate
        Of one person and the whole span.
    by_day : Estimate
        Of the same, day by day.
    table : FoodTable
        As the person has it.
    """
    intake = per_logged_day(whole.intake)
    words = headline(intake)
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    low, high = total["low_ug_per_day"], total["high_ug_per_day"]
    likely = f", {likely_words(low, high)}" if high > 0 else ""
    amount = words.amount.replace("µg/day", "µg")
    sentences = (
        f"Vitamin K2 from food on a logged day: {amount}{likely}.",
        is_it_a_lot(total["estimate_ug_per_day"], low, high, total["coverage"]),
        most_from(whole, table),
        _days_words(by_day.intake),
    )
    return " ".join(filter(None, sentences))


def _days_words(intake: pd.DataFrame) -> str:
    """Say what the day with the least and the one with the most had."""
    days = intake[(intake["component"] == K2_TOTAL) & intake["estimate_ug"].notna()]
    if len(days) < 2:
        return ""
    least, most = (
        at_least(figure(day["estimate_ug"]), day["coverage"])
        for _, day in days.sort_values("estimate_ug").iloc[[0, -1]].iterrows()
    )
    return f"The day with the least had {least} µg, the one with the most {most} µg."
