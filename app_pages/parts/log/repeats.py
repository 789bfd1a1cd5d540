"""Log again: earlier meals, saved meals, favourites, and what was logged last."""

from datetime import date

import streamlit as st

from app_pages.parts.shared import keyboard, request_token, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary.repeats import EarlierMeal
from estimator.diary_values import Entry, Profile
from estimator.views.log.repeats import all_of_words, copied_words, meal_words, planned_text
from estimator.views.shared.markdown import plain


def draw(profile: Profile, foods: PersonalFoods, day: date, box: str) -> None:
    """Draw what can be logged again.

    Parameters
    ----------
    profile : Profile
    foods : PersonalFoods
        Of that person.
    day : datetime.date
        The day it is logged on.
    box : str
        Key of the quick-add box, which the foods and saved meals are written into.
    """
    suggestions = session.diary().repeats.suggestions(profile.id)
    saved = session.diary().meals.of(profile.id)
    table = foods.table
    if suggestions or saved:
        st.caption("Once more, into the box:")
        with st.container(horizontal=True, gap="xsmall", key="suggestions"):
            for meal in saved:
                _draw_filler(
                    f"{meal.name} (saved meal)",
                    f"saved-{meal.id}",
                    planned_text(meal.items, table),
                    box,
                )
            for planned in suggestions:
                text = planned_text([planned], table)
                _draw_filler(text, f"again-{planned.item_id}", text, box)
    earlier = session.diary().repeats.earlier_meals(profile.id, day)
    if earlier:
        st.caption("Logged again at once:")
        with st.container(horizontal=True, gap="xsmall", key="earlier"):
            for meal in earlier:
                _draw_copy(profile, day, [meal], meal_words(meal, day, table))
            if len(earlier) > 1:
                _draw_copy(profile, day, earlier, all_of_words(earlier, day))


def _draw_filler(label: str, key: str, text: str, box: str) -> None:
    st.button(plain(label), key=key, on_click=safely.callback(_fill), args=(box, text))


def _fill(box: str, text: str) -> None:
    """Write foods into the box, after what is there."""
    written = st.session_state.get(box, "").rstrip(" ,;")
    st.session_state[box] = f"{written}; {text}" if written else text
    keyboard.focus(box)


def _draw_copy(profile: Profile, day: date, meals: list[EarlierMeal], label: str) -> None:
    entries = [entry for meal in meals for entry in meal.entries]
    meal = meals[0].meal if len(meals) == 1 else "day"
    st.button(
        plain(label),
        key=f"copy-{meal}",
        on_click=safely.callback(_copy),
        args=(profile.id, entries, day, f"{request_token.current('copy')} {meal}"),
    )


def _copy(profile_id: int, shown: list[Entry], day: date, token: str) -> None:
    diary, ids = session.diary(), [entry.id for entry in shown]
    if session.attempt(
        lambda: copied_words(diary.repeats.copy(profile_id, ids, day, token=token, shown=shown))
    ):
        request_token.renew("copy")
