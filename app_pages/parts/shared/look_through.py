"""The diary looked through for damage once a day, while nobody waits for it."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Thread

import streamlit as st

from estimator.diary.diary import Diary
from estimator.errors import EstimatorError


@dataclass
class DailyLook:
    """The last look through a diary."""

    diary: Diary | None = None
    begun_on: date | None = None
    thread: Thread | None = None
    lock: Lock = field(default_factory=Lock)


@st.cache_resource
def daily_look() -> DailyLook:
    """Return what all sessions of this program share."""
    return DailyLook()


def damage_of(diary: Diary) -> str:
    """Return what is known of damage in a diary, "" for none; look again once a day."""
    daily, today = daily_look(), date.today()
    with daily.lock:
        if daily.begun_on != today or daily.diary is not diary:
            daily.begun_on, daily.diary = today, diary
            daily.thread = Thread(target=_look, args=(diary,), daemon=True)
            daily.thread.start()
    return diary.damage


def _look(diary: Diary) -> None:
    # What keeps it from being read, the next page says by itself.
    with suppress(EstimatorError):
        diary.look_through()
