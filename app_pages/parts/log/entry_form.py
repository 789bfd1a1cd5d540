"""The form that edits one entry in the list: food, amount, unit, meal, day, time and note."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal
from uuid import uuid4

import streamlit as st

from app_pages.parts.shared import keyboard, safely, session
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

    def key(self, field: str) -> str:
        """Return the key of a field of the form."""
        return f"change-{field}-{self.token}"


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
            st.text_input(
                "Amount",
                amount_text(entry.amount),
                key=_amount_key(editing),
                max_chars=LONGEST_AMOUNT,
                width=110,
            )
            known = units.index(entry.unit) if entry.unit in units else 0
            st.selectbox("Unit", units, index=known, key=_unit_key(editing, item_id), width=200)
            st.selectbox(
                "Meal",
                MEAL_CHOICES,
                index=MEAL_CHOICES.index(entry.meal or NO_MEAL),
                format_func=meal_label,
                key=editing.key("meal"),
                width=140,
                persist_state="session",
            )
            st.date_input(
                "Day",
                entry.date,
                min_value=EARLIEST_DATE,
                max_value=max(session.diary().people.today(profile.id), entry.date),
                format="YYYY-MM-DD",
                key=editing.key("day"),
                width=150,
            )
            st.time_input("Time", entry.eaten_at, key=editing.key("time"), width=110)
            st.text_input(
                "Note", entry.note, key=editing.key("note"), max_chars=NOTE_LENGTH, width=250
            )
        with st.container(horizontal=True):
            _draw_submit("Save", _save, profile, editing, entry, type="primary")
            _draw_submit("Cancel", _close, editing)
        if editing.happened:
            _draw_ways_out(profile, editing)
    session.draw_notice()


def _draw_submit(
    label: str,
    done: Callable[..., None],
    *args: object,
    type: Literal["primary", "secondary"] = "secondary",
) -> None:
    """Draw a button of the form: what it asks for is done whatever is drawn next."""
    st.form_submit_button(label, type=type, on_click=safely.callback(done), args=args)


def _amount_key(editing: OpenEntry) -> str:
    return f"change-amount-{editing.line.entry.id}"


def _unit_key(editing: OpenEntry, item_id: str) -> str:
    return editing.key(f"unit-{item_id}")


def _given(editing: OpenEntry) -> dict[str, Any]:
    """Return what the form holds, as the verbs of the diary take it."""
    state = st.session_state
    item_id = state[editing.key("food")]
    return {
        "item_id": item_id,
        "amount": state[_amount_key(editing)],
        "unit": state[_unit_key(editing, item_id)],
        "meal": state[editing.key("meal")] or None,
        "date": state[editing.key("day")],
        "eaten_at": state[editing.key("time")],
        "note": state[editing.key("note")],
    }


def _choose_food(foods: PersonalFoods, editing: OpenEntry) -> str:
    """Ask for the food: what was logged may have been read as another one."""
    before = editing.line.entry.item_id
    offered = dict.fromkeys([before, *foods.by_name()])
    chosen: str = st.selectbox(
        "Food",
        list(offered),
        format_func=foods.table.name_of,
        key=editing.key("food"),
    )
    return chosen


def _draw_ways_out(profile: Profile, editing: OpenEntry) -> None:
    """Say what happened meanwhile, and offer to save over it, or to log what is typed anew."""
    st.warning(plain(editing.happened))
    with st.container(horizontal=True):
        if editing.newer is not None:
            _draw_submit("Save over the newer one", _save, profile, editing, editing.newer)
        _draw_submit("Log it as a new entry", _log, profile, editing)


def _close(editing: OpenEntry) -> None:
    if st.session_state.get("editing") is editing:
        del st.session_state["editing"]
        st.session_state["focus-entry"] = f"edit-{editing.line.entry.id}"


def _save(profile: Profile, editing: OpenEntry, shown: Entry) -> None:
    given = _given(editing)

    def edit() -> str:
        entry = editing.line.entry
        try:
            edited = session.diary().entries.edit(profile.id, entry.id, **given, shown=shown)
        except NotAsShownError as error:
            (editing.newer,) = error.now
            editing.happened = happened_words(editing.line.name, entry, editing.newer)
            return ""
        editing.done = True
        if edited.item_id == entry.item_id:
            return f"Changed: {editing.line.name}."
        now = session.diary().foods(profile.id).table.name_of(edited.item_id)
        return f"Changed: {editing.line.name} is now {now}."

    session.attempt(edit, of=("edit", editing.token, given, shown))
    if editing.done:
        _close(editing)


def _log(profile: Profile, editing: OpenEntry) -> None:
    given = _given(editing)

    def log() -> str:
        session.diary().entries.log(profile.id, **given, token=editing.token)
        editing.done = True
        return f"Added: {editing.line.name}."

    session.attempt(log)
    if editing.done:
        _close(editing)
