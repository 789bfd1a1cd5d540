"""Changing one entry in its place: amount, unit, meal, day, time and note."""

from typing import Any, Final

import streamlit as st

from app_pages.parts.shared import session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import EARLIEST_DATE, MEALS, NOTE_LENGTH, Profile
from estimator.measures.amounts import LONGEST_AMOUNT, amount_text
from estimator.measures.unit_names import units_of
from estimator.views.shared.days import EntryLine, plain

NO_MEAL: Final = ""
SAME_MEAL: Final = "same"
MEAL_CHOICES: Final = (NO_MEAL, *MEALS)


def meal_label(choice: str) -> str:
    """Return what a choice of meal is called."""
    return {NO_MEAL: "Not said", SAME_MEAL: "As it was"}.get(choice, choice.capitalize())


def meal_wanted(choice: str) -> dict[str, str | None]:
    """Return the choice of a meal as a verb of the diary takes it."""
    return {} if choice == SAME_MEAL else {"meal": choice or None}


def draw_meal_choice(key: str, meal: str | None = None) -> str | None:
    """Ask for the meal, which may stay open."""
    chosen = st.selectbox(
        "Meal",
        MEAL_CHOICES,
        index=MEAL_CHOICES.index(meal or NO_MEAL),
        format_func=meal_label,
        key=key,
        width=140,
        persist_state="session",
    )
    return chosen or None


def draw(profile: Profile, foods: PersonalFoods, line: EntryLine) -> None:
    """Draw the form for one entry."""
    entry = line.entry
    units = units_of(foods.table.get(entry.item_id))
    units = units if entry.unit in units else [entry.unit, *units]
    with st.form(f"change-{entry.id}"):
        st.markdown(f"**{plain(line.name)}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = st.text_input(
                "Amount",
                amount_text(entry.amount),
                key=f"change-amount-{entry.id}",
                max_chars=LONGEST_AMOUNT,
                width=110,
            )
            unit = st.selectbox("Unit", units, index=units.index(entry.unit), width=200)
            meal = draw_meal_choice(f"change-meal-{entry.id}", entry.meal)
            day = st.date_input(
                "Day",
                entry.date,
                min_value=EARLIEST_DATE,
                max_value=max(session.diary().today(profile.id), entry.date),
                format="YYYY-MM-DD",
                width=150,
            )
            eaten_at = st.time_input("Time", entry.eaten_at, width=110)
            note = st.text_input("Note", entry.note, max_chars=NOTE_LENGTH, width=250)
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            cancel = st.form_submit_button("Cancel")
    given = {
        "amount": amount,
        "unit": unit,
        "meal": meal,
        "date": day,
        "eaten_at": eaten_at,
        "note": note,
    }
    if cancel or (save and _save(profile.id, line, given)):
        del st.session_state["editing"]
        st.session_state["focus-entry"] = f"edit-{entry.id}"
        st.rerun()
    session.draw_notice()


def _save(profile_id: int, line: EntryLine, given: dict[str, Any]) -> bool:
    return session.attempt(
        lambda: session.diary().edit(profile_id, line.entry.id, **given), f"Changed: {line.name}."
    )
