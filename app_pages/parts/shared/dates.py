"""Choosing a day or a week, by the calendar, step by step, or by the address."""

from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from app_pages.parts.shared import address, safely
from estimator.diary_values import EARLIEST_DATE

_mount = st.components.v2.component(
    "steps", js=Path(__file__).with_name("steps.js").read_text(encoding="utf-8")
)


def choose_date(
    label: str, key: str, first: date, step: timedelta, last: date, *, always: bool = False
) -> date:
    """Let the person choose a date, or step from one to the next; an address can name one.

    Parameters
    ----------
    label : str
        What is chosen, e.g. "Day".
    key : str
        Of the widget and in the address.
    first : datetime.date
        Chosen to begin with.
    step : datetime.timedelta
        How far the buttons go.
    last : datetime.date
        The last date that can be chosen, but for ``first``, which always can.
    always : bool
        Whether the address says it even where it is ``first``, so that it stays what it is
        when that moves on.
    """
    last = max(first, last)
    asked = address.newly_asked(key)
    if key not in st.session_state or asked is not None:
        st.session_state[key] = _date_asked(asked, last) or first
    elif st.session_state[key] > last:  # a clock or a time zone was set back meanwhile
        st.session_state[key] = last

    def move(by: timedelta) -> None:
        st.session_state[key] = max(min(st.session_state[key] + by, last), EARLIEST_DATE)

    noun = label.split()[0]
    with st.container(horizontal=True, vertical_alignment="center", key=f"choose-{key}"):
        _count_steps(key, step, last)
        st.button(
            f"‹ {noun} before",
            key=f"{key}-before",
            on_click=safely.callback(move),
            args=(-step,),
        )
        chosen = st.date_input(
            label,
            key=key,
            min_value=EARLIEST_DATE,
            max_value=last,
            format="YYYY-MM-DD",
            label_visibility="collapsed",
            width=150,
            persist_state="session",
        )
        st.button(
            f"{noun} after ›",
            key=f"{key}-after",
            on_click=safely.callback(move),
            args=(step,),
            disabled=chosen >= last,
        )
    # Bound to the address by Streamlit, the date would not follow the two buttons.
    address.set_part(key, "" if chosen == first and not always else chosen.isoformat())
    return chosen


def _count_steps(key: str, step: timedelta, last: date) -> None:
    """Let a browser say which date is meant by all presses of the buttons so far.

    Streamlit makes one of presses of a button that come before the page is drawn anew. A client
    without these scripts has the buttons alone.
    """
    steps, stepped = f"steps-{key}", f"{key}-stepped"

    def take() -> None:
        asked = st.session_state.get(steps, {}).get("step")
        if asked and (day := _date_asked(asked["day"], last)):
            st.session_state[key], st.session_state[stepped] = day, asked["nth"]

    _mount(
        key=steps,
        data={
            "of": key,
            "day": st.session_state[key].isoformat(),
            "days": step.days,
            "first": EARLIEST_DATE.isoformat(),
            "last": last.isoformat(),
            "stepped": st.session_state.get(stepped, 0),
        },
        on_step_change=safely.callback(take),
    )


def _date_asked(asked: str | None, last: date) -> date | None:
    """Return the date that an address like ``/?day=2026-02-10`` asks for, if it can be shown."""
    try:
        day = date.fromisoformat(asked or "")
    except ValueError:
        return None
    return day if EARLIEST_DATE <= day <= last else None
