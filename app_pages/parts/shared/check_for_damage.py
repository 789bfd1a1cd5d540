"""Checks the diary for damage once a day, in the background."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Thread
from typing import Final

import streamlit as st

from estimator.diary.diary import Diary
from estimator.errors import EstimatorError

THREAD: Final = "check-for-damage"
"""The name of those that look."""


@dataclass
class DailyCheck:
    """The last check of a diary for damage."""

    diary: Diary | None = None
    begun_on: date | None = None
    thread: Thread | None = None
    lock: Lock = field(default_factory=Lock)


@st.cache_resource
def daily_check() -> DailyCheck:
    """Return what all sessions of this program share."""
    return DailyCheck()


def damage_of(diary: Diary) -> str:
    """Return what is known of damage in a diary, "" for none; look again once a day."""
    daily, today = daily_check(), date.today()
    with daily.lock:
        if daily.begun_on != today or daily.diary is not diary:
            daily.begun_on, daily.diary = today, diary
            daily.thread = Thread(target=_check, args=(diary,), name=THREAD, daemon=True)
            daily.thread.start()
    return diary.damage


def _check(diary: Diary) -> None:
    # What keeps it from being read, the next page says by itself.
    with suppress(EstimatorError):
        diary.check_for_damage()
