"""The months of a span as calendars; a click opens a day."""

from dataclasses import asdict
from datetime import date

import pandas as pd
import streamlit as st

from app_pages.parts.shared import safely
from app_pages.parts.shared.component import component_of
from app_pages.parts.shared.span import Span
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.series import series
from estimator.periods import week_of
from estimator.views.shared.caveat import natto_periods
from estimator.views.trends.calendar import NOTE, calendar_months, weekday_names

_mount = component_of("calendar", __file__)
_TO_OPEN = "calendar-day"


def draw(profile: Profile, foods: PersonalFoods, span: Span, frame: pd.DataFrame) -> None:
    """Draw the view."""
    if asked := st.session_state.pop(_TO_OPEN, None):
        st.session_state["day"] = asked
        st.switch_page("app_pages/log.py", query_params={"day": asked.isoformat()})
    by_day = foods.estimate(profile, frame, "day")
    rows = series(by_day, span.first, span.last)
    begins = week_of(span.last, profile.week_start).weekday()
    months = calendar_months(rows, natto_periods(by_day), begins)
    in_span = set(rows["period"])

    def choose() -> None:
        chosen = st.session_state.get("calendar", {}).get("day")
        if chosen in in_span:
            st.session_state[_TO_OPEN] = date.fromisoformat(chosen)

    _mount(
        key="calendar",
        data={
            "months": [asdict(month) for month in months],
            "weekdays": weekday_names(begins),
        },
        on_day_change=safely.callback(choose),
    )
    st.caption(NOTE)
