"""The form that edits one entry in the list: food, amount, unit, meal, day, time and note."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from app_pages.parts.shared import keyboard, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import EARLIEST_DATE, MEALS, NOTE_LENGTH, Entry, Profile
from estimator.errors import NotAsShownError
from estimator.measures.amounts import LONGEST_AMOUNT, amount_text
from estimator.measures.unit_names import units_of
from estimator.views.shared.days import EntryLine
from estimator.views.shared.markdown import plain
from estimator.views.shared.meanwhile import happened_words

NO_MEAL: Final = ""
SAME_MEAL: Final = "same"
MEAL_CHOICES: Final = (NO_MEAL, *MEALS)


def meal_label(choice: str) -> str:
    """Return what a choice of meal is called."""
    return {NO_MEAL: "Not said", SAME_MEAL: "As it was"}.get(choice, choice.capitalize())


def meal_wanted(choice: str) -> dict[str, str | None]:
    """Return the choice of a meal as a verb of the diary takes it."""
    return {} if choice == SAME_MEAL else {"meal": choice or None}


@dataclass
class OpenEntry:
    """A form that is open, what it began with, and what has become of that meanwhile."""

    line: EntryLine
    token: str
    happened: str = ""
    """In words, once Save has found that the entry is no longer as it was."""
    newer: Entry | None = None
    """As it was found then."""
    done: bool = False


def open_entry(line: EntryLine) -> None:
    """Open the form of an entry."""
    st.session_state["editing"] = OpenEntry(line, uuid4().hex)
    keyboard.focus(f"change-amount-{line.entry.id}")


def open_entry_on(day: date) -> OpenEntry | None:
    """Return the form that is open on a day, or None."""
    editing: OpenEntry | None = st.session_state.get("editing")
    return editing if editing and editing.line.entry.date == day else None


def draw(profile: Profile, foods: PersonalFoods, editing: OpenEntry) -> None:
    """Draw the form, which begins with the entry as it was shown, whatever it is by now."""
    entry = editing.line.entry
    # Outside the form, as the units follow it.
    item_id = _choose_food(foods, editing)
    if entry.typed:
        st.caption(plain(f"You wrote: “{entry.typed}”."))
    units = units_of(foods.table.get(item_id))
    if item_id == entry.item_id and entry.unit not in units:
        units = [entry.unit, *units]
    with st.form(f"change-{entry.id}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = st.text_input(
                "Amount",
                amount_text(entry.amount),
                key=f"change-amount-{entry.id}",
                max_chars=LONGEST_AMOUNT,
                width=110,
            )
            known = units.index(entry.unit) if entry.unit in units else 0
            unit = st.selectbox("Unit", units, index=known, width=200)
            meal = st.selectbox(
                "Meal",
                MEAL_CHOICES,
                index=MEAL_CHOICES.index(entry.meal or NO_MEAL),
                format_func=meal_label,
                key=f"change-meal-{editing.token}",
                width=140,
                persist_state="session",
            )
            day = st.date_input(
                "Day",
                entry.date,
                min_value=EARLIEST_DATE,
                max_value=max(session.diary().people.today(profile.id), entry.date),
                format="YYYY-MM-DD",
                width=150,
            )
            eaten_at = st.time_input("Time", entry.eaten_at, width=110)
            note = st.text_input("Note", entry.note, max_chars=NOTE_LENGTH, width=250)
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            cancel = st.form_submit_button("Cancel")
        over, again = _draw_ways_out(editing) if editing.happened else (False, False)
    given = {
        "item_id": item_id,
        "amount": amount,
        "unit": unit,
        "meal": meal or None,
        "date": day,
        "eaten_at": eaten_at,
        "note": note,
    }
    if save or over:
        drawn_anew = _save(profile.id, editing, given, editing.newer if over else entry)
    else:
        drawn_anew = _log(profile.id, editing, given) if again else cancel
    if cancel or editing.done:
        del st.session_state["editing"]
        st.session_state["focus-entry"] = f"edit-{entry.id}"
    if drawn_anew:
        st.rerun()
    session.draw_notice()


def _choose_food(foods: PersonalFoods, editing: OpenEntry) -> str:
    """Ask for the food: what was logged may have been read as another one."""
    before = editing.line.entry.item_id
    offered = dict.fromkeys([before, *foods.by_name()])
    chosen: str = st.selectbox(
        "Food",
        list(offered),
        format_func=foods.table.name_of,
        key=f"change-food-{editing.token}",
    )
    return chosen


def _draw_ways_out(editing: OpenEntry) -> tuple[bool, bool]:
    """Say what happened meanwhile; return whether to save over it, and whether to log anew."""
    st.warning(plain(editing.happened))
    with st.container(horizontal=True):
        over = editing.newer is not None and st.form_submit_button("Save over the newer one")
        return over, st.form_submit_button("Log it as a new entry")


def _save(profile_id: int, editing: OpenEntry, given: dict[str, Any], shown: Entry | None) -> bool:
    def edit() -> str:
        entry = editing.line.entry
        try:
            edited = session.diary().entries.edit(profile_id, entry.id, **given, shown=shown)
        except NotAsShownError as error:
            (editing.newer,) = error.now
            editing.happened = happened_words(editing.line.name, entry, editing.newer)
            return ""
        editing.done = True
        if edited.item_id == entry.item_id:
            return f"Changed: {editing.line.name}."
        now = session.diary().foods(profile_id).table.name_of(edited.item_id)
        return f"Changed: {editing.line.name} is now {now}."

    return session.attempt(edit, of=("edit", editing.token, given, shown))


def _log(profile_id: int, editing: OpenEntry, given: dict[str, Any]) -> bool:
    def log() -> str:
        session.diary().entries.log(profile_id, **given, token=editing.token)
        editing.done = True
        return f"Added: {editing.line.name}."

    return session.attempt(log)
