"""Log again: earlier meals, saved meals, favourites, and what was logged last."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from app_pages.parts.shared import keyboard, request_token, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary.repeats import EarlierMeal
from estimator.diary_values import Entry, Planned, Profile
from estimator.views.log.repeats import (
    all_of_words,
    copied_words,
    foods_words,
    lately_words,
    meal_words,
    planned_text,
    there_already,
    twice_words,
)
from estimator.views.shared.markdown import plain

EXAMPLES = ("2 eggs, toast with butter", "30 g gouda", "1 pack natto")
"""To try where nothing was logged yet."""
FILLERS = 4
"""So many are in view; the others are a click away."""
_MORE = "more-suggestions"
_ASKED = "repeat-asked"
"""The key of the meal that was asked for again, and is there already."""


def draw(
    profile: Profile,
    foods: PersonalFoods,
    day: date,
    box: str,
    lately: Sequence[Planned],
    eaten: Sequence[Entry],
) -> None:
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
    lately : sequence of Planned
        Favourites, and what was logged last.
    eaten : sequence of Entry
        What is logged on the day.
    """
    table = foods.table
    earlier = session.diary().repeats.earlier_meals(profile.id, day)
    fillers = [
        *(
            (meal.name, f"saved-{meal.id}", planned_text(meal.items, table))
            for meal in session.diary().meals.of(profile.id)
        ),
        *(
            (
                lately_words(planned, table),
                f"again-{planned.item_id}",
                planned_text([planned], table),
            )
            for planned in lately
        ),
    ] or [(text, f"example-{place}", text) for place, text in enumerate(EXAMPLES)]
    all_of_them = bool(st.session_state.get(_MORE))
    asked: Callable[[], None] | None = None
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="again"):
        st.caption("Again:" if earlier or lately else "For example:", width="content")
        for meals in [*([meal] for meal in earlier), *([earlier] if len(earlier) > 1 else [])]:
            asked = _draw_copy(profile, foods, day, meals, eaten) or asked
        for label, key, text in fillers if all_of_them else fillers[:FILLERS]:
            _draw_filler(label, key, text, box)
        if len(fillers) > FILLERS:
            st.button(
                "Fewer" if all_of_them else "More",
                key=_MORE + "-switch",
                on_click=safely.callback(_switch_more),
            )
    if asked:
        asked()


def _switch_more() -> None:
    st.session_state[_MORE] = not st.session_state.get(_MORE)


def _draw_filler(label: str, key: str, text: str, box: str) -> None:
    token = request_token.current(key)
    st.button(
        plain(label),
        # Another button once it was pressed: a second press, made before the page is drawn anew,
        # is on one that is gone.
        key=f"{key}-{token}",
        help="Puts it into the box",
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


def _draw_copy(
    profile: Profile,
    foods: PersonalFoods,
    day: date,
    meals: list[EarlierMeal],
    eaten: Sequence[Entry],
) -> Callable[[], None] | None:
    """Draw the button of an earlier meal, or of all; return what asks whether it is meant twice."""
    entries = [entry for meal in meals for entry in meal.entries]
    meal = meals[0].meal if len(meals) == 1 else "day"
    label = all_of_words(meals, day) if meal == "day" else meal_words(meals[0], day)
    key = f"copy-{meal}"
    token = request_token.current(key)
    twice = there_already(entries, eaten, foods)
    st.button(
        plain(label),
        key=f"{key}-{token}",
        help=plain(foods_words(entries, foods.table)),
        on_click=safely.callback(_ask if twice else _copy),
        args=(f"{day} {meal}",) if twice else (profile.id, entries, day, key, token),
    )
    if not twice or st.session_state.get(_ASKED) != f"{day} {meal}":
        return None

    def ask() -> None:
        st.warning(plain(twice_words(twice, foods.table)))
        with st.container(horizontal=True):
            st.button(
                "Log it again",
                key="copy-twice",
                on_click=safely.callback(_copy),
                args=(profile.id, entries, day, key, token),
            )
            st.button("Leave it", key="copy-not", on_click=safely.callback(_ask), args=("",))

    return ask


def _ask(about: str) -> None:
    st.session_state[_ASKED] = about


def _copy(profile_id: int, shown: list[Entry], day: date, key: str, token: str) -> None:
    diary, ids = session.diary(), [entry.id for entry in shown]
    st.session_state[_ASKED] = ""
    if session.attempt(
        lambda: copied_words(diary.repeats.copy(profile_id, ids, day, token=token, shown=shown))
    ):
        request_token.renew(key)
