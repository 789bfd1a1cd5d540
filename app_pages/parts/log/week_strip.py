"""The days of the week above the day that is shown; a click opens one."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

import streamlit as st

from app_pages.parts.shared import safely
from app_pages.parts.shared.component import component_of
from estimator.views.log.week_strip import StripDay

_mount = component_of("week_strip", __file__)


def draw(days: Sequence[StripDay], on_choose: Callable[[date], None]) -> None:
    """Draw the days.

    Parameters
    ----------
    days : sequence of StripDay
    on_choose : callable
        What to do with the day that was chosen.
    """

    def choose() -> None:
        asked = st.session_state.get("week-strip", {}).get("day")
        if asked in {day.date for day in days if day.open}:
            on_choose(date.fromisoformat(asked))

    _mount(
        key="week-strip",
        data={"days": [asdict(day) for day in days]},
        on_day_change=safely.callback(choose),
    )
