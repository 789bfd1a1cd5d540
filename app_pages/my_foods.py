"""My foods: a person's own foods, recipes, supplements and saved meals."""

from collections.abc import Callable, Sequence

import streamlit as st

from app_pages.parts.my_foods import (
    open_form,
    own_food_form,
    recipe_form,
    saved_meal_form,
    supplement_form,
    update_past_entries,
)
from app_pages.parts.shared import safely, session
from estimator.diary_values import Profile
from estimator.foods.own_items import OwnFood, OwnSupplement, Recipe
from estimator.foods.table import food_table
from estimator.views.my_foods.lines import (
    OwnItemLine,
    SavedMealLine,
    dose_words,
    form_warnings,
    own_item_lines,
    saved_meal_lines,
)
from estimator.views.shared.markdown import plain

FORM_PAGES = {
    "food": own_food_form.draw,
    "recipe": recipe_form.draw,
    "supplement": supplement_form.draw,
    "meal": saved_meal_form.draw,
}
OWN_ITEM_LISTS = (("Foods", OwnFood), ("Recipes", Recipe), ("Supplements", OwnSupplement))
EMPTY = (
    "Nothing here yet. Describe a food that the food table lacks, or whose label says it better; "
    "put a recipe together from its ingredients; add the supplement you take. "
    "Meals that you save on the Log page are listed here too."
)


def draw() -> None:
    """Draw the page."""
    st.title("My foods")
    profile = session.current_profile()
    form = open_form.current_form(profile)
    if form is not None:
        FORM_PAGES[form.kind](profile, form)
        if form.key is not None:
            update_past_entries.draw(profile, form.key)
    else:
        _draw_all(profile)


def _draw_all(profile: Profile) -> None:
    """Draw the list, and what can be added to it."""
    if offered := st.session_state.get("own-item-offer"):
        update_past_entries.draw(profile, offered)
    with st.container(horizontal=True):
        for kind, began in open_form.NEW_FORMS.items():
            st.button(
                f"New {kind}",
                key=f"new-{kind}",
                on_click=safely.callback(open_form.open_form),
                args=(kind, profile.id, began),
            )
    foods = session.diary().foods(profile.id)
    lines = own_item_lines(foods, profile.region)
    meals = saved_meal_lines(session.diary().meals.of(profile.id), foods, profile)
    if not lines and not meals:
        st.markdown(EMPTY)
    for title, definition in OWN_ITEM_LISTS:
        _draw_section(
            profile, title, [one for one in lines if isinstance(one.own.definition, definition)]
        )
        if definition is OwnSupplement and profile.takes_vka:
            _draw_warnings(lines)
    _draw_meals(profile, meals)
    _draw_generic_supplements()
    session.draw_done(profile)


def _draw_section(profile: Profile, title: str, lines: Sequence[OwnItemLine]) -> None:
    if lines:
        st.header(title, anchor=False)
    for line in lines:
        own = line.own
        with st.container(horizontal=True):
            _draw_words(own.name, line.k2, line.notes)
            _draw_button("Edit", own.key, open_form.open_item, own)
            _draw_button(
                "Remove",
                own.key,
                session.attempt,
                lambda own=own: session.diary().own_foods.remove(profile.id, own.key, shown=own),
                f"Removed: {own.name}. What was logged keeps it. Undo brings it back.",
                ("remove", own),
            )


def _draw_warnings(lines: Sequence[OwnItemLine]) -> None:
    """Warn of the forms in the supplements, of each once."""
    own = [one.own.definition for one in lines]
    forms = [form for one in own if isinstance(one, OwnSupplement) for form in one.dose_ug]
    for warning in form_warnings(dict.fromkeys(forms)):
        st.warning(warning)


def _draw_meals(profile: Profile, lines: Sequence[SavedMealLine]) -> None:
    if lines:
        st.header("Saved meals", anchor=False)
    for line in lines:
        meal = line.meal
        with st.container(horizontal=True):
            _draw_words(meal.name, line.k2, [line.contents])
            _draw_button("Edit", f"meal-{meal.id}", open_form.open_meal, meal)
            _draw_button(
                "Delete",
                f"meal-{meal.id}",
                session.attempt,
                lambda meal=meal: session.diary().meals.delete(profile.id, meal.id, shown=meal),
                f"Deleted: {meal.name}. Undo brings it back.",
                ("delete", meal),
            )


def _draw_words(name: str, k2: str, notes: Sequence[str]) -> None:
    with st.container(width="stretch", gap=None):
        # A line of its own: a name in Hebrew or Arabic would turn the figures round.
        st.markdown(f"**{plain(name)}**  \n{plain(k2)}")
        if notes:
            st.caption("  \n".join(plain(note) for note in notes))


def _draw_button(label: str, key: str, action: Callable[..., object], *given: object) -> None:
    st.button(
        label, key=f"{label}-{key}", type="tertiary", on_click=safely.callback(action), args=given
    )


def _draw_generic_supplements() -> None:
    with st.expander("Supplements that are in the food table"):
        lines = [
            f"- {plain(one.name)}: {plain(dose_words(one))}"
            for one in food_table().supplements.values()
        ]
        st.markdown("\n".join(lines))
        st.page_link("app_pages/log.py", label="Log one of them on the Log page")


session.show(draw)
