"""The form of a saved meal: another name, other amounts, less in it."""

import streamlit as st

from app_pages.parts.my_foods import open_form, planned_rows
from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import session
from estimator.diary_values import NAME_LENGTH, Profile, SavedMeal


def draw(profile: Profile, form: OpenForm) -> None:
    """Draw the form."""
    meal: SavedMeal = form.began
    st.header("Edit saved meal", anchor=False)
    st.text_input(
        "Name",
        meal.name,
        key=form.widget("name"),
        max_chars=NAME_LENGTH,
        persist_state="session",
        width=340,
    )
    planned_rows.draw(form, meal.items, session.diary().foods(profile.id))
    open_form.draw_buttons(form, _save, "Save meal")


def _save(form: OpenForm) -> None:
    def save() -> SavedMeal:
        diary, profile_id = session.diary(), form.profile_id
        name, items = form.typed("name"), planned_rows.read(form, form.began.items)
        if form.shown is None:
            return diary.meals.plan(profile_id, name, items)
        return diary.meals.edit(profile_id, form.began.id, name=name, items=items, shown=form.shown)

    open_form.save(form, save)
