"""The question after logging, which can be passed over: which kind it was, what went with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

import streamlit as st

from app_pages.parts.shared import keyboard, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Entry, Planned, Profile
from estimator.views.log.follow_up import FollowUp, follow_up
from estimator.views.shared.markdown import plain

_OPEN = "follow-up"
_LOGGED = "follow-up-logged"
"""The key of what was logged last, until it is found out what to ask of it."""
_NOT_AGAIN = "follow-up-not-again"
_LATELY = timedelta(weeks=4)


def after(logged: Sequence[Entry]) -> None:
    """Let the page that is drawn next find out what to ask of what was logged."""
    st.session_state[_LOGGED] = tuple(logged)


def draw(
    profile: Profile, foods: PersonalFoods, day: date, box: str, eaten: Sequence[Entry]
) -> None:
    """Draw the question, where there is one of what is eaten this day."""
    logged = st.session_state.get(_LOGGED, ())
    if logged and logged[0].date == day:
        st.session_state[_OPEN] = day, _asked(profile, foods, logged, eaten)
        st.session_state[_LOGGED] = ()
    asked_on, asked = st.session_state.get(_OPEN) or (None, None)
    if asked is None or asked_on != day or asked.about not in {one.item_id for one in eaten}:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="follow-up"):
        st.markdown(plain(asked.question), width="content")
        for place, (words, planned) in enumerate(asked.offers):
            st.button(
                plain(words),
                key=f"follow-up-{place}",
                on_click=safely.callback(_log),
                args=(profile.id, day, asked, planned, box),
            )
        st.button(
            asked.passed_over, key="follow-up-no", on_click=safely.callback(_no), args=(asked, box)
        )


def _asked(
    profile: Profile, foods: PersonalFoods, logged: Sequence[Entry], eaten: Sequence[Entry]
) -> FollowUp | None:
    """Find out what to ask of what was just logged, beside all else of that day."""
    diary, ids = session.diary(), {entry.id for entry in logged}
    often = diary.repeats.how_often(profile.id, logged[0].date - _LATELY)
    asked = follow_up(
        logged,
        [entry for entry in eaten if entry.id not in ids],
        often - Counter(entry.item_id for entry in logged),
        foods.table,
        foods.composition(profile.region),
        diary.repeats.familiar_items(profile.id),
        diary.questions.aside(profile.id),
    )
    return None if asked and asked.about in st.session_state.get(_NOT_AGAIN, ()) else asked


def _log(profile_id: int, day: date, asked: FollowUp, planned: Planned, box: str) -> None:
    """Log what is answered, or make what was logged the kind that is."""
    diary, becomes = session.diary(), asked.becomes
    names = diary.foods(profile_id).table
    name = names.name_of(planned.item_id)

    def log() -> str:
        if becomes is None:
            diary.entries.log(profile_id, date=day, meal=asked.meal, **asdict(planned))
            return f"Added: {name}."
        diary.entries.edit(
            profile_id,
            becomes.id,
            item_id=planned.item_id,
            amount=planned.amount,
            unit=planned.unit,
            shown=becomes,
        )
        return f"Changed: {names.name_of(becomes.item_id)} is now {name}."

    if session.attempt(log, of=("follow-up", day, asked.about, planned)):
        _close(box)


def _no(asked: FollowUp, box: str) -> None:
    st.session_state[_NOT_AGAIN] = {*st.session_state.get(_NOT_AGAIN, ()), asked.about}
    _close(box)


def _close(box: str) -> None:
    st.session_state[_OPEN] = None
    keyboard.focus(box)
