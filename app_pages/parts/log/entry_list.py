"""The entries of a day by meal, and what can be done with one or with several of them."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from app_pages.parts.log import entry_form
from app_pages.parts.shared import keyboard, request_token, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import EARLIEST_DATE, NAME_LENGTH, Profile
from estimator.food_table.foods import food_table
from estimator.views.log.repeats import copied_words
from estimator.views.my_foods.lines import heard
from estimator.views.shared.days import EntryLine, details, meal_title, plain

FAVOURITE, NO_FAVOURITE = "Make it a favourite", "No favourite any more"
AGAIN = "Log again today"


def draw(profile: Profile, foods: PersonalFoods, lines: Sequence[EntryLine]) -> None:
    """Draw the entries, each with the ways to change it."""
    favourites = {item.item_id for item in session.diary().favourites(profile.id)}
    selecting = st.toggle("Select several", key="selecting")
    if selecting:
        _draw_actions(profile, lines)
    for meal, of_meal in groupby(lines, key=lambda line: line.entry.meal):
        if meal or lines[0].entry.meal:
            st.markdown(f"**{meal_title(meal)}**")
        for line in of_meal:
            if st.session_state.get("editing") == line.entry.id:
                entry_form.draw(profile, foods, line)
            else:
                favourite = foods.newest(line.entry.item_id) in favourites
                _draw_line(profile, line, selecting, favourite)


def selected(lines: Sequence[EntryLine]) -> list[int]:
    """Return the ids of the entries that are ticked."""
    ids = [line.entry.id for line in lines]
    return [entry_id for entry_id in ids if st.session_state.get(f"select-{entry_id}")]


def _draw_line(profile: Profile, line: EntryLine, selecting: bool, favourite: bool) -> None:
    entry = line.entry
    row = st.container(horizontal=True, vertical_alignment="center", key=f"entry-{entry.id}")
    with row:
        if selecting:
            st.checkbox(
                f"Select {heard(line.name)}", key=f"select-{entry.id}", label_visibility="collapsed"
            )
        _draw_name(line)
        st.markdown(plain(details(line)), width="stretch")
        st.button(
            "Edit",
            key=f"edit-{entry.id}",
            type="tertiary",
            on_click=safely.callback(_edit),
            args=(entry.id,),
        )
        st.button(
            "Delete",
            key=f"delete-{entry.id}",
            type="tertiary",
            on_click=safely.callback(_delete),
            args=(profile.id, [entry.id], line.name),
        )
        st.menu_button(
            "More",
            [AGAIN, NO_FAVOURITE if favourite else FAVOURITE],
            key=f"more-{entry.id}",
            type="tertiary",
            on_click=safely.callback(_more),
            args=(profile, line),
        )


def _draw_name(line: EntryLine) -> None:
    """Draw the name, which leads to its sources where it is a food of the table."""
    if line.entry.item_id in food_table().foods:
        st.page_link(
            "app_pages/foods.py",
            label=f"**{plain(line.name)}**",
            query_params={"food": line.entry.item_id},
            help="Its sources",
        )
    else:
        st.markdown(f"**{plain(line.name)}**", width="content")


def _draw_actions(profile: Profile, lines: Sequence[EntryLine]) -> None:
    """Offer what can be done with the entries that are ticked."""
    today = session.diary().today(profile.id)
    with st.container(border=True, key="actions"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                "To the day",
                lines[0].entry.date,
                key="target-day",
                min_value=EARLIEST_DATE,
                max_value=max(today, lines[0].entry.date),
                format="YYYY-MM-DD",
                width=150,
            )
            st.selectbox(
                "and the meal",
                [entry_form.SAME_MEAL, *entry_form.MEAL_CHOICES],
                format_func=entry_form.meal_label,
                key="target-meal",
                width=150,
            )
            st.button("Move", key="move", on_click=safely.callback(_move), args=(profile.id, lines))
            st.button("Copy", key="copy", on_click=safely.callback(_copy), args=(profile.id, lines))
            st.button(
                "Delete them",
                key="delete-selected",
                on_click=safely.callback(
                    lambda: _delete(profile.id, selected(lines), "the entries")
                ),
            )
        with (
            st.form("save-meal", border=False, clear_on_submit=True),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            st.text_input(
                "Save as a meal called", key="meal-name", max_chars=NAME_LENGTH, width=300
            )
            st.form_submit_button(
                "Save meal", on_click=safely.callback(_save_meal), args=(profile.id, lines)
            )


def _edit(entry_id: int) -> None:
    st.session_state["editing"] = entry_id
    keyboard.focus(f"change-amount-{entry_id}")


def _delete(profile_id: int, entry_ids: list[int], what: str) -> None:
    if session.attempt(
        lambda: session.diary().delete(profile_id, entry_ids),
        f"Deleted: {what}. Undo brings it back.",
    ):
        keyboard.focus("undo")


def _more(profile: Profile, line: EntryLine) -> None:
    diary, entry = session.diary(), line.entry
    chosen = st.session_state[f"more-{entry.id}"]
    if chosen == AGAIN:
        today = diary.today(profile.id)
        session.attempt(lambda: copied_words(diary.copy(profile.id, [entry.id], today)))
    elif chosen is not None:
        favourite = chosen == FAVOURITE
        session.attempt(
            lambda: diary.set_favourite(profile.id, entry.item_id, favourite),
            f"{line.name} is {'a' if favourite else 'no'} favourite now.",
        )


def _target() -> dict[str, Any]:
    """Return where the entries go, as the verbs of the diary take it."""
    meal = entry_form.meal_wanted(st.session_state["target-meal"])
    return {"date": st.session_state["target-day"], **meal}


def _move(profile_id: int, lines: Sequence[EntryLine]) -> None:
    ids = selected(lines)
    session.attempt(
        lambda: session.diary().move(profile_id, ids, **_target()),
        f"Moved: {len(ids)} of the day's entries.",
    )


def _copy(profile_id: int, lines: Sequence[EntryLine]) -> None:
    token = f"{request_token.current('copy')} selected"
    if session.attempt(
        lambda: copied_words(
            session.diary().copy(profile_id, selected(lines), **_target(), token=token)
        )
    ):
        request_token.renew("copy")


def _save_meal(profile_id: int, lines: Sequence[EntryLine]) -> None:
    name, ids = st.session_state["meal-name"], selected(lines)
    session.attempt(lambda: f"Saved: {session.diary().save_meal(profile_id, name, ids).name}.")
