"""What is noted of a day: whether all is logged, and what else is to be remembered."""

from datetime import date

import streamlit as st

from app_pages.parts.shared import safely, session
from estimator.diary_values import NOTE_LENGTH, DayMark, Profile
from estimator.errors import NotAsShownError
from estimator.views.shared.markdown import plain
from estimator.views.shared.meanwhile import note_words

TYPED = "note-typed"
"""A note that is not saved, as another window changed it meanwhile, by the key of its field."""


def draw(profile: Profile, day: date) -> None:
    """Ask for what is noted of the day."""
    mark = session.diary().days.get(profile.id, day)
    complete, note = (f"day-{name}-{profile.id}-{day}" for name in ("complete", "note"))
    typed: dict[str, str] = st.session_state.setdefault(TYPED, {})
    # Undo and other windows change these too, so they show what the diary has.
    st.session_state[complete] = mark.complete
    st.session_state[note] = typed.get(note, mark.note)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(
            "All I ate this day is logged",
            key=complete,
            on_change=safely.callback(_mark),
            args=(profile.id, day, complete),
            help="Week can leave out the days that are not marked",
        )
        st.text_input(
            "Note of the day",
            key=note,
            max_chars=NOTE_LENGTH,
            on_change=safely.callback(_save),
            args=(profile.id, mark, note),
        )
    if note in typed:
        st.warning(plain(note_words(mark)))
        with st.container(horizontal=True):
            st.button(
                "Save mine over it",
                key="note-over",
                on_click=safely.callback(_save),
                args=(profile.id, mark, note),
            )
            st.button(
                "Keep the newer note",
                key="note-newer",
                on_click=safely.callback(typed.pop),
                args=(note, None),
            )


def _mark(profile_id: int, day: date, key: str) -> None:
    complete = st.session_state[key]
    session.attempt(lambda: session.diary().days.mark(profile_id, day, complete=complete), "")


def _save(profile_id: int, shown: DayMark, key: str) -> None:
    typed, text = st.session_state[TYPED], st.session_state[key]

    def save() -> str:
        try:
            session.diary().days.mark(profile_id, shown.date, note=text, shown=shown)
        except NotAsShownError:
            typed[key] = text
        else:
            typed.pop(key, None)
        return ""

    session.attempt(save, of=("note", shown, text))
