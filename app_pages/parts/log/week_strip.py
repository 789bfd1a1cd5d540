"""The days of the week above the day that is shown; a click opens one."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import streamlit as st

from app_pages.parts.shared import safely
from estimator.views.log.week_strip import StripDay

_HERE = Path(__file__)
_mount = st.components.v2.component(
    "week_strip",
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,  # part of the page for everything that looks at it
)


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
