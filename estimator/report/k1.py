"""What a report says of K1, to whom it concerns."""

import pandas as pd

from estimator.calculation.intake import Estimate, per_logged_day
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.report.section import Section, written
from estimator.views.shared.k1 import k1_of_days, k1_table, k1_words


def k1_sections(
    whole: Estimate,
    profile: Profile,
    foods: PersonalFoods,
    frame: pd.DataFrame,
    shown: pd.DataFrame,
    step: str,
) -> list[Section]:
    """Put K1 beside K2 over the same days or weeks, for whom it concerns."""
    by_day, by_step = (
        foods.estimate(profile, records, by, phylloquinone=True).intake
        for records, by in ((frame, "day"), (shown, step))
    )
    words = k1_words(per_logged_day(whole.intake)), k1_of_days(by_day, "of this span")
    return [
        Section(
            "K1 beside K2",
            paragraphs=[" ".join(filter(None, words))],
            table=written(k1_table(by_step, step)),
            notes=["Ranges: 90 %, from food alone."],
        )
    ]
