"""The entries of a day by meal, and what can be done with one or with several of them."""

from collections.abc import Container, Sequence
from typing import Any
from urllib.parse import quote

import streamlit as st

from app_pages.parts.log import entry_form, entry_rows
from app_pages.parts.shared import keyboard, request_token, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import EARLIEST_DATE, NAME_LENGTH, Entry, Profile
from estimator.foods.table import food_table
from estimator.views.log.meals import entry_bars, k1_words, meal_k2
from estimator.views.log.repeats import copied_words, moved_words
from estimator.views.shared.days import EntryLine, details, meal_title

FAVOURITE, NO_FAVOURITE = "Make it a favourite", "No favourite any more"
LOG_AGAIN = "Log again today"
WHOLE_MEAL = "Copy, move, save"

ShownRow = dict[str, Any]
"""What the browser is told of an entry; see `entry_rows.draw`."""


def draw(profile: Profile, foods: PersonalFoods, lines: Sequence[EntryLine]) -> None:
    """Draw the entries below their heading, each with the ways to change it."""
    if item := st.session_state.pop("sources-of", None):
        st.switch_page("app_pages/foods.py", query_params={"food": item})
    with st.container(horizontal=True, vertical_alignment="center", key="eaten-head"):
        st.header("Eaten this day", anchor=False)
        selecting = st.toggle("Select several", key="selecting")
    if selecting:
        _draw_actions(profile, lines)
    favourites = {item.item_id for item in session.diary().repeats.favourites(profile.id)}
    rows = _rows(lines, foods, profile, favourites)
    editing = entry_form.open_entry_on(lines[0].entry.date)
    edited = editing.line.entry.id if editing else None
    place = next((at for at, row in enumerate(rows) if row["id"] == edited), len(rows))
    if editing and place == len(rows):
        # Moved or deleted in another window; what is typed stays, and Save says so.
        entry_form.draw(profile, foods, editing)
    _draw_rows("entries", profile, lines, rows[:place], selecting)
    if editing and place < len(rows):
        if rows[place]["title"]:
            st.markdown(f"**{rows[place]['title']}**")
        entry_form.draw(profile, foods, editing)
        _draw_rows("entries-after", profile, lines, rows[place + 1 :], selecting)


def selected(lines: Sequence[EntryLine]) -> list[Entry]:
    """Return the entries that are ticked, as they are shown."""
    ticked = st.session_state.get("ticked", ())
    return [line.entry for line in lines if line.entry.id in ticked]


def _ids(entries: Sequence[Entry]) -> list[int]:
    return [entry.id for entry in entries]


def _rows(
    lines: Sequence[EntryLine],
    foods: PersonalFoods,
    profile: Profile,
    favourites: Container[str],
) -> list[ShownRow]:
    """Return the rows of a day; the first of each meal has its title."""
    matrix = foods.composition(profile.region)
    bars = entry_bars([line.entry for line in lines], matrix)
    by_meal = any(line.entry.meal for line in lines)
    rows: list[ShownRow] = []
    above: str | None = ""  # no meal is called so
    for line in lines:
        entry, title, gave = line.entry, "", ""
        if by_meal and entry.meal != above:
            title, above = meal_title(entry.meal), entry.meal
            gave = meal_k2([one.entry for one in lines if one.entry.meal == entry.meal], matrix)
        favourite = foods.newest(entry.item_id) in favourites
        rows.append(
            {
                "id": entry.id,
                "title": title,
                "gave": gave,
                "act": WHOLE_MEAL if title else "",
                "name": line.name,
                "sources": f"foods?food={quote(entry.item_id)}"
                if entry.item_id in food_table().foods
                else "",
                "details": details(line),
                "k2": line.k2,
                # Where there is no K2, the K1 is told to everybody, once.
                "k1": k1_words(entry, matrix) if profile.takes_vka and "K1" not in line.k2 else "",
                "bar": bars.get(entry.id, []),
                "spoken": f"{line.name}, {line.amount}",
                "more": {
                    "again": LOG_AGAIN,
                    **({"no-favourite": NO_FAVOURITE} if favourite else {"favourite": FAVOURITE}),
                },
            }
        )
    return rows


def _draw_rows(
    key: str,
    profile: Profile,
    lines: Sequence[EntryLine],
    rows: Sequence[ShownRow],
    selecting: bool,
) -> None:
    """Draw these rows of the day's entries."""
    if not rows:
        return
    drawn = {row["id"] for row in rows}
    by_id = {line.entry.id: line for line in lines if line.entry.id in drawn}
    entry_rows.draw(
        key,
        rows,
        _ids(selected(lines)) if selecting else None,
        st.session_state.pop("focus-entry", ""),
        lambda act, entry_id: _act(profile, act, by_id[entry_id]),
        lambda ids: _tick(drawn, ids),
    )


def _tick(shown: Container[int], ids: Sequence[int]) -> None:
    """Keep what is ticked now of what is shown, and what was of the rest."""
    others = {one for one in st.session_state.get("ticked", ()) if one not in shown}
    st.session_state["ticked"] = others | set(ids)


def _draw_actions(profile: Profile, lines: Sequence[EntryLine]) -> None:
    """Offer what can be done with the entries that are ticked."""
    today = session.diary().people.today(profile.id)
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


def _delete(profile_id: int, shown: list[Entry], what: str) -> None:
    if session.attempt(
        lambda: session.diary().entries.delete(profile_id, _ids(shown), shown=shown),
        f"Deleted: {what}. Undo brings it back.",
        of=("delete", _ids(shown)),
    ):
        keyboard.focus("undo")


def _act(profile: Profile, act: str, line: EntryLine) -> None:
    """Do what a button of a row asks for."""
    diary, entry = session.diary(), line.entry
    match act:
        case "edit":
            entry_form.open_entry(line)
        case "delete":
            _delete(profile.id, [entry], line.name)
        case "meal":
            _select_meal(profile, entry)
        case "sources":
            st.session_state["sources-of"] = entry.item_id
        case "again":
            today = diary.people.today(profile.id)
            session.attempt(
                lambda: copied_words(
                    diary.repeats.copy(profile.id, [entry.id], today, shown=[entry])
                )
            )
        case "favourite" | "no-favourite":
            favourite = act == "favourite"
            session.attempt(
                lambda: diary.repeats.set_favourite(profile.id, entry.item_id, favourite),
                f"{line.name} is {'a' if favourite else 'no'} favourite now.",
            )


def _select_meal(profile: Profile, entry: Entry) -> None:
    """Tick all of the meal of an entry, and show what can be done with them."""
    eaten = session.diary().entries.day(profile.id, entry.date)
    st.session_state["ticked"] = {one.id for one in eaten if one.meal == entry.meal}
    st.session_state["selecting"] = True
    keyboard.focus("move")


def _target() -> dict[str, Any]:
    """Return where the entries go, as the verbs of the diary take it."""
    meal = entry_form.meal_wanted(st.session_state["target-meal"])
    return {"date": st.session_state["target-day"], **meal}


def _move(profile_id: int, lines: Sequence[EntryLine]) -> None:
    shown, target = selected(lines), _target()
    session.attempt(
        lambda: moved_words(
            session.diary().entries.move(profile_id, _ids(shown), **target, shown=shown)
        ),
        of=("move", _ids(shown), target),
    )


def _copy(profile_id: int, lines: Sequence[EntryLine]) -> None:
    token, shown = f"{request_token.current('copy')} selected", selected(lines)
    target = _target()
    if session.attempt(
        lambda: copied_words(
            session.diary().repeats.copy(
                profile_id, _ids(shown), **target, token=token, shown=shown
            )
        ),
        of=("copy", _ids(shown), target),
    ):
        request_token.renew("copy")


def _save_meal(profile_id: int, lines: Sequence[EntryLine]) -> None:
    name, shown = st.session_state["meal-name"], selected(lines)

    def save() -> str:
        meal = session.diary().meals.save(profile_id, name, _ids(shown), shown=shown)
        return f"Saved: {meal.name}."

    session.attempt(save)
