"""The K1 of a week beside its K2, for whom it concerns."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from app_pages.parts.shared import session
from estimator.calculation.intake import per_logged_day
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.views.shared.k1 import WEEKS_BEFORE, k1_of_days, k1_table, k1_words
from estimator.views.shared.markdown import plain


def draw_k1(profile: Profile, foods: PersonalFoods, frame: pd.DataFrame, first: date) -> None:
    """Put K1 beside K2, day by day, with what the person's own days had before."""
    before = session.diary().entries.frame(
        profile.id, first - timedelta(weeks=WEEKS_BEFORE), first - timedelta(days=1)
    )
    week, by_day, earlier = (
        foods.estimate(profile, records, by, phylloquinone=True).intake
        for records, by in ((frame, None), (frame, "day"), (before, "day"))
    )
    usual = k1_of_days(earlier, f"of the {WEEKS_BEFORE} weeks before")
    st.header("K1 beside K2", anchor=False)
    st.markdown(plain(f"{k1_words(per_logged_day(week))} {usual}".strip()))
    st.table(k1_table(by_day, "day"), hide_index=True, border="horizontal")
