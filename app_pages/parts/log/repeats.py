"""Log again: earlier meals, saved meals, favourites, and what was logged last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from app_pages.parts.shared import keyboard, request_token, safely, session
from app_pages.parts.shared.component import component_of
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
_ASKED = "repeat-asked"
"""The key of the meal that was asked for again, and is there already."""
_KEY = "again"
_mount = component_of("repeats", __file__)


@dataclass(frozen=True)
class _Button:
    """A button of what can be logged again."""

    key: str
    label: str
    title: str
    """What it does, or what is in it."""
    press: Callable[[str], None]
    """What to do, with the token that was drawn with the button."""


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
    earlier = session.diary().repeats.earlier_meals(profile.id, day)
    copies = [
        _Copy(profile.id, foods, day, meals, eaten)
        for meals in [*([meal] for meal in earlier), *([earlier] if len(earlier) > 1 else [])]
    ]
    fillers = _fillers(profile, foods, box, lately)
    buttons = {one.key: one for one in [*(copy.button() for copy in copies), *fillers]}

    def press() -> None:
        asked = st.session_state.get(_KEY, {}).get("press")
        if asked and asked["key"] in buttons:
            buttons[asked["key"]].press(asked["token"])

    _mount(
        key=_KEY,
        data={
            "intro": "Again:" if earlier or lately else "For example:",
            "buttons": [
                {
                    "key": one.key,
                    # Another one once it was pressed: a second press, made before the page is
                    # drawn anew, is of one that is gone.
                    "token": request_token.current(one.key),
                    "label": one.label,
                    "title": one.title,
                }
                for one in buttons.values()
            ],
            "in_view": len(copies) + FILLERS,
        },
        on_press_change=safely.callback(press),
    )
    for copy in copies:
        copy.ask()


def _fillers(
    profile: Profile, foods: PersonalFoods, box: str, lately: Sequence[Planned]
) -> list[_Button]:
    """Return what writes foods into the box."""
    table = foods.table

    def filler(label: str, key: str, text: Callable[[], str]) -> _Button:
        return _Button(
            key, label, "Puts it into the box", lambda token: _fill(box, text(), key, token)
        )

    def planned(label: str, key: str, items: Sequence[Planned]) -> _Button:
        return filler(label, key, lambda: planned_text(items, table))

    return [
        *(
            planned(meal.name, f"saved-{meal.id}", meal.items)
            for meal in session.diary().meals.of(profile.id)
        ),
        *(planned(lately_words(one, table), f"again-{one.item_id}", [one]) for one in lately),
    ] or [
        filler(text, f"example-{place}", lambda text=text: text)
        for place, text in enumerate(EXAMPLES)
    ]


def _fill(box: str, text: str, key: str, token: str) -> None:
    """Write foods into the box, after what is there, once for each time they are offered."""
    if request_token.current(key) != token:
        return
    written = st.session_state.get(box, "").rstrip(" ,;")
    st.session_state[box] = f"{written}; {text}" if written else text
    request_token.renew(key)
    keyboard.focus(box)


class _Copy:
    """An earlier meal, or all meals of an earlier day, to be logged again.

    Parameters
    ----------
    profile_id : int
    foods : PersonalFoods
        Of that person.
    day : datetime.date
        The day it is logged on.
    meals : list of EarlierMeal
        One, or all.
    eaten : sequence of Entry
        What is logged on the day.
    """

    def __init__(
        self,
        profile_id: int,
        foods: PersonalFoods,
        day: date,
        meals: list[EarlierMeal],
        eaten: Sequence[Entry],
    ) -> None:
        self._profile_id, self._foods, self._day = profile_id, foods, day
        self._entries = [entry for meal in meals for entry in meal.entries]
        whole = len(meals) > 1
        self._label = all_of_words(meals, day) if whole else meal_words(meals[0], day)
        self._meal = "day" if whole else meals[0].meal
        self._key = f"copy-{self._meal}"
        self._asked = f"{day} {self._meal}"
        # It is asked whether it is meant twice.
        self._twice = there_already(self._entries, eaten, foods)

    def button(self) -> _Button:
        """Return its button."""
        title = foods_words(self._entries, self._foods.table)
        return _Button(self._key, self._label, title, self._press)

    def _press(self, token: str) -> None:
        if self._twice:
            _ask(self._asked)
        else:
            self._log(token)

    def ask(self) -> None:
        """Ask whether it is meant twice, where that is to be asked."""
        if not self._twice or st.session_state.get(_ASKED) != self._asked:
            return
        token = request_token.current(self._key)
        st.warning(plain(twice_words(self._twice, self._foods.table)))
        with st.container(horizontal=True):
            st.button(
                "Log it again",
                key="copy-twice",
                on_click=safely.callback(self._log),
                args=(token,),
            )
            st.button("Leave it", key="copy-not", on_click=safely.callback(_ask), args=("",))

    def _log(self, token: str) -> None:
        diary, ids = session.diary(), [entry.id for entry in self._entries]
        st.session_state[_ASKED] = ""
        if session.attempt(
            lambda: copied_words(
                diary.repeats.copy(
                    self._profile_id, ids, self._day, token=token, shown=self._entries
                )
            )
        ):
            request_token.renew(self._key)


def _ask(about: str) -> None:
    st.session_state[_ASKED] = about
