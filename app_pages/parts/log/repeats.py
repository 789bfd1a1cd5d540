"""Log again: earlier meals, saved meals, favourites, and what was logged last."""

from datetime import date

import streamlit as st

from app_pages.parts.shared import keyboard, request_token, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary.repeats import EarlierMeal
from estimator.diary_values import Entry, Profile
from estimator.views.log.repeats import all_of_words, copied_words, meal_words, planned_text
from estimator.views.shared.markdown import plain

EXAMPLES = ("2 eggs, toast with butter", "30 g gouda", "1 pack natto")
"""To try where nothing was logged yet."""
FILLERS = 6
"""So many are in view; the others are a click away."""


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
    table = foods.table
    earlier = session.diary().repeats.earlier_meals(profile.id, day)
    if earlier:
        st.caption("Log again:")
        with st.container(horizontal=True, gap="xsmall", key="earlier"):
            for meal in earlier:
                _draw_copy(profile, day, [meal], meal_words(meal, day, table))
            if len(earlier) > 1:
                _draw_copy(profile, day, earlier, all_of_words(earlier, day))
    fillers = [
        *(
            (f"{meal.name} (saved meal)", f"saved-{meal.id}", planned_text(meal.items, table))
            for meal in session.diary().meals.of(profile.id)
        ),
        *(
            (planned_text([planned], table), f"again-{planned.item_id}", "")
            for planned in session.diary().repeats.suggestions(profile.id)
        ),
    ] or [(text, f"example-{place}", "") for place, text in enumerate(EXAMPLES)]
    st.caption("Put into the box:")
    with st.container(horizontal=True, gap="xsmall", key="suggestions"):
        for label, key, text in fillers[:FILLERS]:
            _draw_filler(label, key, text or label, box)
    if len(fillers) > FILLERS:
        more = st.expander("More", key="more-suggestions", on_change="rerun")
        if more.open:
            with more, st.container(horizontal=True, gap="xsmall"):
                for label, key, text in fillers[FILLERS:]:
                    _draw_filler(label, key, text or label, box)


def _draw_filler(label: str, key: str, text: str, box: str) -> None:
    token = request_token.current(key)
    st.button(
        plain(label),
        # Another button once it was pressed: a second press, made before the page is drawn anew,
        # is on one that is gone.
        key=f"{key}-{token}",
        on_click=safely.callback(_fill),
        args=(box, text, key, token),
    )


def _fill(box: str, text: str, key: str, token: str) -> None:
    """Write foods into the box, after what is there, once for each time they are offered."""
    if request_token.current(key) != token:
        return
    written = st.session_state.get(box, "").rstrip(" ,;")
    st.session_state[box] = f"{written}; {text}" if written else text
    request_token.renew(key)
    keyboard.focus(box)


def _draw_copy(profile: Profile, day: date, meals: list[EarlierMeal], label: str) -> None:
    entries = [entry for meal in meals for entry in meal.entries]
    key = f"copy-{meals[0].meal if len(meals) == 1 else 'day'}"
    token = request_token.current(key)
    st.button(
        plain(label),
        key=f"{key}-{token}",
        on_click=safely.callback(_copy),
        args=(profile.id, entries, day, key, token),
    )


def _copy(profile_id: int, shown: list[Entry], day: date, key: str, token: str) -> None:
    diary, ids = session.diary(), [entry.id for entry in shown]
    if session.attempt(
        lambda: copied_words(diary.repeats.copy(profile_id, ids, day, token=token, shown=shown))
    ):
        request_token.renew(key)
