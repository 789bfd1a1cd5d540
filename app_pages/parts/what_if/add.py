"""A food or supplement on top of the copied week: written as on the Log page, and how often."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app_pages.parts.shared import keyboard, read_rows, safely
from app_pages.parts.what_if import change_list
from estimator.diary_values import Planned, Profile
from estimator.errors import InputError
from estimator.views.shared.markdown import plain
from estimator.views.what_if.changes import TIMES_ADDED, AddedText, WeekChange
from estimator.words import LONGEST_TEXT, Understood

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
    read: dict[str, Any] = {"text": text, "planned": []}
    st.session_state["what-if-read"] = read
    if not text:
        st.caption("Write it as on the Log page: how much of what.")
        return
    try:
        rows = read_rows.draw(profile, text, BOX)
    except InputError as error:
        st.error(plain(str(error)))
        return
    read["planned"] = [
        Planned(item_id=row.item.item_id, amount=row.amount, unit=row.unit)
        for row in rows
        if isinstance(row, Understood)
    ]


def _add_read(changes: Sequence[WeekChange]) -> None:
    """Put what was read among the changes, and empty the box."""
    read = st.session_state.get("what-if-read", {})
    times = st.session_state["what-if-times"]
    if read.get("text") != st.session_state.get(BOX, "").strip():
        return  # typed on since: it is read again, and shown, before it is added

    def added() -> list[WeekChange]:
        if not read["planned"]:
            raise InputError("Write what to add first, e.g. 1 pack natto.")
        return [AddedText(planned, times) for planned in read["planned"]]

    if change_list.add(changes, added):
        st.session_state[BOX] = ""
        keyboard.focus(BOX)
