"""A food or supplement on top of the copied week: written as on the Log page, and how often."""

from collections.abc import Sequence

import streamlit as st

from app_pages.parts.shared import keyboard, read_rows, safely
from app_pages.parts.what_if import change_list
from estimator.diary_values import Planned, Profile
from estimator.errors import InputError
from estimator.views.shared.markdown import plain
from estimator.views.what_if.changes import TIMES_ADDED, AddedText, WeekChange
from estimator.words import LONGEST_TEXT

BOX = "what-if-text"


def draw(profile: Profile, changes: Sequence[WeekChange]) -> None:
    """Let the person write what is eaten on top, and how often."""
    with st.container(border=True):
        st.subheader("Add")
        _draw_box(profile)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                "How often?",
                list(TIMES_ADDED),
                format_func=TIMES_ADDED.get,
                key="what-if-times",
                width=180,
            )
            st.button(
                "Add it", key="what-if-add", on_click=safely.callback(_add_read), args=(changes,)
            )


@safely.fragment
def _draw_box(profile: Profile) -> None:
    """Read the box as it is typed into; nothing else on the page is drawn anew."""
    text = st.text_input(
        "What?",
        key=BOX,
        live="30ms",
        max_chars=LONGEST_TEXT,
        placeholder="1 pack natto",
        autocomplete="off",
    ).strip()
    if not text:
        st.caption("Write it as on the Log page: how much of what.")
        return
    try:
        st.session_state["what-if-read"] = read_rows.draw(profile, text, BOX)
    except InputError as error:
        st.error(plain(str(error)))


def _add_read(changes: Sequence[WeekChange]) -> None:
    """Put what was read among the changes, and empty the box."""
    text, times = st.session_state.get(BOX, ""), st.session_state["what-if-times"]
    read: read_rows.ShownRows = st.session_state.get("what-if-read", read_rows.ShownRows())
    if text.strip() and not read.is_of(text):
        return  # typed on since, or another food chosen: it is shown before it is added

    def added() -> list[WeekChange]:
        if not text.strip() or not read.understood:
            raise InputError("Write what to add first, e.g. 1 pack natto.")
        return [
            AddedText(Planned(item_id=row.item.item_id, amount=row.amount, unit=row.unit), times)
            for row in read.understood
        ]

    if change_list.add(changes, added):
        st.session_state[BOX] = ""
        keyboard.focus(BOX)
