"""The form of a recipe: what is in it, how much it makes, and the K2 of a serving."""

from collections.abc import Sequence

import streamlit as st

from app_pages.parts.my_foods import ingredient_box, open_form, planned_rows
from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import NAME_LENGTH, Profile
from estimator.errors import InputError
from estimator.foods.own_items import OwnItem, Recipe
from estimator.measures.amounts import LONGEST_AMOUNT, amount_text
from estimator.views.my_foods.typed_foods import optional_amount
from estimator.views.shared.days import form_table, forms_without_data
from estimator.views.shared.dishes import Part, dish_words, serving_intake, serving_words
from estimator.views.shared.markdown import plain


def draw(profile: Profile, form: OpenForm) -> None:
    """Draw the form."""
    recipe: Recipe | None = form.began
    foods = session.diary().foods(profile.id)
    st.header("Edit recipe" if recipe else "New recipe", anchor=False)
    st.text_input(
        "Name",
        recipe.name if recipe else "",
        key=form.widget("name"),
        max_chars=NAME_LENGTH,
        persist_state="session",
    )
    planned_rows.draw(form, _ingredients(form), foods)
    if recipe:
        ingredient_box.draw_box(form, "More ingredients, one a line", height=100)
    else:
        ingredient_box.draw_box(form, "Ingredients, one a line", height=160)
    with st.container(horizontal=True):
        _draw_amount(form, "servings", "Servings", recipe.servings if recipe else None, 110)
        _draw_amount(form, "yield", "Cooked weight, g", recipe.yield_g if recipe else None, 200)
    st.caption("Leave the weight blank where the dish weighs what goes in.")
    # What follows grows while typing; above it, the buttons stay where they are.
    open_form.draw_buttons(form, _save, "Save recipe")
    try:
        ingredient_box.draw_reading(profile, form)
        _draw_serving(profile, form, foods)
    except InputError as error:
        st.warning(plain(f"No K2 can be told yet. {error}"))


def _ingredients(form: OpenForm) -> planned_rows.PlannedRows:
    return form.began.ingredients if form.began else ()


def _draw_amount(form: OpenForm, field: str, label: str, value: float | None, width: int) -> None:
    st.text_input(
        label,
        amount_text(value) if value else "",
        key=form.widget(field),
        max_chars=LONGEST_AMOUNT,
        persist_state="session",
        width=width,
    )


def _draw_serving(profile: Profile, form: OpenForm, foods: PersonalFoods) -> None:
    """Show the K2 of one serving, of what is understood so far."""
    parts = _parts(form, ingredient_box.last_shown(form))
    if not parts:
        return
    servings, yield_g = _numbers(form)
    intake, grams = serving_intake(parts, servings, yield_g, foods, profile)
    st.subheader("K2 in it", anchor=False)
    st.markdown(f"{plain(dish_words(intake))} per {serving_words(servings, grams)}")
    table = form_table(intake).drop(columns="Supplements, µg")
    if not table.empty:
        st.dataframe(table, hide_index=True, height="content", alt="K2 by form")
    st.caption(f"Not known: {forms_without_data(intake) or 'none'}.")


def _parts(form: OpenForm, typed: Sequence[Part]) -> list[Part]:
    return [*planned_rows.read(form, _ingredients(form)), *typed]


def _numbers(form: OpenForm) -> tuple[float | None, float | None]:
    return (
        optional_amount("Servings", form.typed("servings")),
        optional_amount("Cooked weight", form.typed("yield")),
    )


def _save(form: OpenForm) -> None:
    def save() -> OwnItem:
        parts = _parts(form, ingredient_box.shown_parts(form))
        servings, yield_g = _numbers(form)
        return session.diary().own_foods.save_recipe(
            form.profile_id,
            form.typed("name"),
            parts,
            servings=servings,
            yield_g=yield_g,
            key=form.key,
            shown=form.shown,
        )

    open_form.save(form, save)
