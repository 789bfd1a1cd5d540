"""One box for all that was eaten: read as it is typed, shown, and logged with Enter."""

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from app_pages import again, keyboard, session, turns
from app_pages.entry_form import draw_meal_choice
from estimator.errors import InputError
from estimator.foods import Item, Supplement
from estimator.kitchen_views import form_warnings, heard
from estimator.personal_foods import PersonalFoods
from estimator.quick_add import NotUnderstood, Understood, read_quick_add, with_item
from estimator.quick_add_views import left_text, logged_words, read_words, row_words
from estimator.records import NAME_LENGTH, Profile
from estimator.units import Measures
from estimator.views import plain

LONGEST_TEXT = 2000


def draw(profile: Profile, day: date) -> None:
    """Draw the box, what it is read as, the button that logs it, and what is eaten often."""
    turn = turns.current()
    box = f"eaten-{turn}"
    _draw_box(profile, box)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draw_meal_choice("meal")
        st.button(
            "Log it",
            key="log-it",
            type="primary",
            on_click=_log,
            args=(profile.id, day, turn, box),
        )
    again.draw(profile, day, box)


@st.fragment
def _draw_box(profile: Profile, box: str) -> None:
    """Read the box as it is typed into; nothing else on the page is drawn anew."""
    text = st.text_input(
        "What did you eat?",
        key=box,
        live="200ms",
        max_chars=LONGEST_TEXT,
        placeholder="2 eggs, 30 g gouda, 1 pack natto",
        autocomplete="off",
    )
    st.session_state["read"] = {"text": text, "understood": [], "rest": []}
    if not text.strip():
        st.caption("Foods in any language, with commas between them. Enter logs what is shown.")
        return
    foods = session.diary().foods(profile.id)
    measures = Measures(profile.cup, foods.table)
    familiar = [item.item_id for item in session.diary().familiar_items(profile.id)]
    try:
        rows = read_quick_add(text, foods.table, measures, familiar)
    except InputError as error:
        st.error(plain(str(error)))
        return
    draw_row = _draw_only_row if len(rows) == 1 else _draw_row
    rows = [
        draw_row(profile, foods, measures, f"{box}-{place}", row) for place, row in enumerate(rows)
    ]
    understood = [row for row in rows if isinstance(row, Understood)]
    rest = [row for row in rows if isinstance(row, NotUnderstood)]
    st.session_state["read"] = {"text": text, "understood": understood, "rest": rest}
    st.caption(read_words(understood, rest))
    # The key Enter logs only what is on the screen; see keyboard.js.
    shown = escape(text, quote=True) if understood else ""
    st.html(f'<span hidden data-understood="{shown}"></span>')


def _draw_row(
    profile: Profile,
    foods: PersonalFoods,
    measures: Measures,
    key: str,
    row: Understood | NotUnderstood,
) -> Understood | NotUnderstood:
    """Show how one of several items is read; return it with the food that was chosen."""
    if isinstance(row, Understood) and row.doubtful:
        chosen = st.selectbox(
            f"Which food is “{heard(row.text)}”?",
            row.alternatives,
            format_func=_name,
            key=f"{key}-{row.text}",
        )
        row = with_item(row, chosen, measures)
    _draw_words(profile, foods, row, key)
    return row


def _draw_only_row(
    profile: Profile,
    foods: PersonalFoods,
    measures: Measures,
    key: str,
    row: Understood | NotUnderstood,
) -> Understood | NotUnderstood:
    """Show how the only item is read, with all foods it can be."""
    if isinstance(row, Understood) and len(row.alternatives) > 1:
        chosen = st.radio(
            "Which food?", row.alternatives, format_func=_name, key=f"{key}-{row.text}"
        )
        row = with_item(row, chosen, measures)
    _draw_words(profile, foods, row, key)
    return row


def _draw_words(
    profile: Profile, foods: PersonalFoods, row: Understood | NotUnderstood, key: str
) -> None:
    if isinstance(row, Understood):
        st.markdown(plain(row_words(row, foods.composition(profile.region))))
        if profile.takes_vka and isinstance(row.item, Supplement):
            for warning in form_warnings(row.item.dose_ug):
                st.warning(warning)
        return
    st.warning(plain(f"“{row.text}”: {row.reason}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for place, item in enumerate(row.nearest):
            st.button(
                f"{plain(item.name)}?",
                key=f"{key}-nearest-{place}",
                on_click=_replace,
                args=(key.rpartition("-")[0], row.text, item.name),
            )
        st.page_link(
            "app_pages/kitchen.py",
            label="Add it as a food of your own",
            query_params={"new": "food", "name": row.text[:NAME_LENGTH]},
        )


def _name(item: Item) -> str:
    return plain(item.name)


def _replace(box: str, text: str, name: str) -> None:
    st.session_state[box] = st.session_state[box].replace(text, name, 1)
    keyboard.focus(box)


def _log(profile_id: int, day: date, turn: str, box: str) -> None:
    """Log what was shown, once however often the button is clicked, and begin anew."""
    read = st.session_state.get("read", {})
    if read.get("text") != st.session_state.get(box) or not read["understood"]:
        # Typed on since it was read: it is read again, and shown, before it is logged.
        keyboard.focus(box)
        return
    items: list[dict[str, Any]] = [
        {
            "date": day,
            "item_id": row.item.item_id,
            "amount": row.amount,
            "unit": row.unit,
            "meal": st.session_state["meal"] or None,
            "token": f"{turn} {place}",
        }
        for place, row in enumerate(read["understood"])
    ]
    if session.attempt(
        lambda: session.diary().log_many(profile_id, items), logged_words(read["understood"])
    ):
        turns.renew()
        box = f"eaten-{turns.current()}"
        st.session_state[box] = left_text(read["rest"])
        keyboard.focus(box)
