"""One entry of a day, with the ways to change it."""

import streamlit as st

from app_pages import session
from app_pages.entry_form import draw_meal_choice
from estimator.foods import food_table
from estimator.records import EARLIEST_DATE, Profile
from estimator.units import Measures
from estimator.views import EntryLine, plain


def draw(profile: Profile, line: EntryLine) -> None:
    """Draw one entry with its buttons, or the form to change it."""
    entry = line.entry
    with st.container(border=True, key=f"entry-{entry.id}"):
        if st.session_state.get("editing") == entry.id:
            _draw_edit_form(profile, line)
            return
        details = [line.amount, entry.meal, "sample" if entry.sample else None, line.k2]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(line.name)}** · " + " · ".join(plain(text) for text in details if text),
                width="stretch",
            )
            if entry.kind == "food":
                st.page_link(
                    "app_pages/foods.py", label="Sources", query_params={"food": entry.item_id}
                )
            st.button(
                "Edit",
                key=f"edit-{entry.id}",
                type="tertiary",
                on_click=st.session_state.__setitem__,
                args=("editing", entry.id),
            )
            st.button(
                "Delete",
                key=f"delete-{entry.id}",
                type="tertiary",
                on_click=session.attempt,
                args=(
                    lambda: session.diary().delete(profile.id, [entry.id]),
                    f"Deleted: {line.name}. Undo brings it back.",
                ),
            )


def _draw_edit_form(profile: Profile, line: EntryLine) -> None:
    """Ask for another amount, unit, meal or day."""
    entry = line.entry
    item = food_table().get(entry.item_id)
    units = Measures(profile.cup).units_for(item)
    units = units if entry.unit in units else [entry.unit, *units]
    with st.form(f"change-{entry.id}", border=False):
        st.markdown(f"**{plain(line.name)}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = st.text_input("Amount", f"{entry.amount:g}", max_chars=40, width=110)
            unit = st.selectbox("Unit", units, index=units.index(entry.unit), width=220)
            meal = draw_meal_choice(f"meal-{entry.id}", entry.meal)
            day = st.date_input(
                "Day",
                entry.date,
                min_value=EARLIEST_DATE,
                max_value=session.diary().today(profile.id),
                format="YYYY-MM-DD",
                width=150,
            )
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            cancel = st.form_submit_button("Cancel")
    if save and session.attempt(
        lambda: session.diary().edit(
            profile.id, entry.id, amount=amount, unit=unit, meal=meal, date=day
        ),
        f"Changed: {line.name}.",
    ):
        cancel = True
    if cancel:
        del st.session_state["editing"]
        st.rerun()
    session.draw_notice()
