"""The box that ingredients are typed into, and how each line of it was understood."""

import streamlit as st

from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import read_rows
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.views.shared.dishes import Part
from estimator.words import LONGEST_TEXT


def draw_box(form: OpenForm, label: str, height: int) -> None:
    """Draw the box."""
    st.text_area(
        label,
        key=form.widget("text"),
        max_chars=LONGEST_TEXT,
        placeholder="3 eggs\n40 g gouda\n1,5 dl milk",
        height=height,
        persist_state="session",
    )


def draw_reading(profile: Profile, form: OpenForm) -> None:
    """Show how the box is read, let the person choose where that is in doubt, and keep it."""
    text = form.typed("text")
    read = read_rows.ShownRows()
    if text.strip():
        st.subheader("As understood", anchor=False)
        read = read_rows.draw(profile, text, form.widget("text"))
    st.session_state[form.widget("read")] = read


def _last_shown(form: OpenForm) -> read_rows.ShownRows:
    read: read_rows.ShownRows = st.session_state.get(form.widget("read"), read_rows.ShownRows())
    return read


def last_shown(form: OpenForm) -> list[Part]:
    """Return what the person has seen of how the box is read, as far as it is understood."""
    return [(row.item.item_id, row.amount, row.unit) for row in _last_shown(form).understood]


def shown_parts(form: OpenForm) -> list[Part]:
    """Return what is in the box, as the person has seen it.

    Raises
    ------
    InputError
        If it was typed on since, another food was chosen, or a line isn't understood.
    """
    read = _last_shown(form)
    if not read.is_of(form.typed("text")):
        raise InputError("Look below at what was understood, then save again.")
    if read.rest:
        unread = ", ".join(f"“{row.text}”" for row in read.rest)
        raise InputError(f"Not understood: {unread}. Correct it or take it out, then save.")
    return last_shown(form)
