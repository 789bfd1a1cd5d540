"""The box that ingredients are typed into, and how each line of it was understood."""

from dataclasses import dataclass

import streamlit as st

from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import read_rows
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.views.shared.dishes import Part
from estimator.words import LONGEST_TEXT, Understood


@dataclass(frozen=True)
class ShownReading:
    """How the box was understood when it was last shown."""

    text: str = ""
    understood: tuple[Part, ...] = ()
    rest: tuple[str, ...] = ()


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
    rows = []
    if text.strip():
        st.subheader("As understood", anchor=False)
        rows = read_rows.draw(profile, text, form.widget("text"))
    reading = ShownReading(
        text,
        tuple((r.item.item_id, r.amount, r.unit) for r in rows if isinstance(r, Understood)),
        tuple(row.text for row in rows if not isinstance(row, Understood)),
    )
    st.session_state[form.widget("read")] = reading


def last_shown(form: OpenForm) -> ShownReading:
    """Return what the person has seen of how the box is read."""
    reading: ShownReading = st.session_state.get(form.widget("read"), ShownReading())
    return reading


def shown_parts(form: OpenForm) -> tuple[Part, ...]:
    """Return what is in the box, as the person has seen it.

    Raises
    ------
    InputError
        If it was typed on since, or a line isn't understood.
    """
    reading = last_shown(form)
    if reading.text != form.typed("text"):
        raise InputError("Look below at what was understood, then save again.")
    if reading.rest:
        unread = ", ".join(f"“{text}”" for text in reading.rest)
        raise InputError(f"Not understood: {unread}. Correct it or take it out, then save.")
    return reading.understood
