"""Finding a food as the person types, and logging it."""

from datetime import date
from uuid import uuid4

import streamlit as st

from app_pages import session
from estimator.foods import Item, food_table
from estimator.records import MEALS, Profile
from estimator.units import Measures
from estimator.views import plain

MATCHES_SHOWN = 8


def draw(profile: Profile, day: date) -> None:
    """Draw the search, and the form for the food it finds."""
    item = _find_food(profile)
    if item:
        _draw_form(profile, day, item)


def _find_food(profile: Profile) -> Item | None:
    """Search as the person types, and return the food chosen among what matches."""
    turn = st.session_state.setdefault("turn", uuid4().hex)
    text = st.text_input(
        "Food or supplement",
        key=f"search-{turn}",
        type="search",
        live=True,
        max_chars=100,
        placeholder="Type a name in any language: natto, Gouda, egg, Hüttenkäse …",
    )
    if text:
        found = {hit.item.item_id: hit for hit in food_table().search(text, MATCHES_SHOWN)}
        if not found:
            st.info(f"“{plain(text)}” is not in the food table. Try one word, or a similar food.")
            return None
        names = {
            item_id: plain(hit.item.name)
            + ("" if hit.matched == hit.item.name else f" ({plain(hit.matched)})")
            for item_id, hit in found.items()
        }
        label, first = "Matches", 0
    else:
        recent = session.diary().recent_items(profile.id, MATCHES_SHOWN)
        names = {item.item_id: plain(item.name) for item in recent}
        if not names:
            return None
        label, first = "Eaten lately", None
    chosen = st.radio(
        label,
        list(names),
        index=first,
        format_func=names.__getitem__,
        key=f"match-{turn}-{text}",
        horizontal=not text,
    )
    return food_table().get(chosen) if chosen else None


def _draw_form(profile: Profile, day: date, item: Item) -> None:
    """Ask how much, in which unit and at which meal."""
    turn = st.session_state["turn"]
    keys = {name: f"{name}-{turn}-{item.item_id}" for name in ("amount", "unit")}
    with st.form("entry"), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Amount", "1", key=keys["amount"], max_chars=40, width=110)
        st.selectbox("Unit", Measures(profile.cup).units_for(item), key=keys["unit"], width=220)
        draw_meal_choice("meal")
        st.form_submit_button(
            "Add",
            type="primary",
            on_click=_add,
            args=(profile.id, day, item.item_id, keys, turn),
        )


def draw_meal_choice(key: str, meal: str | None = None) -> str | None:
    """Ask for the meal, which may stay open."""
    choices = ["", *MEALS]
    chosen = st.selectbox(
        "Meal",
        choices,
        index=choices.index(meal or ""),
        format_func=lambda choice: choice.capitalize() or "Not said",
        key=key,
        width=140,
        persist_state="session",
    )
    return chosen or None


def _add(profile_id: int, day: date, item_id: str, keys: dict[str, str], turn: str) -> None:
    """Log the entry, once however often the button is clicked, and begin anew."""

    def log() -> str:
        entry = session.diary().log(
            profile_id,
            date=day,
            item_id=item_id,
            amount=st.session_state[keys["amount"]],
            unit=st.session_state[keys["unit"]],
            meal=st.session_state["meal"] or None,
            token=turn,
        )
        return f"Added: {food_table().get(item_id).name}, {entry.amount:g} {entry.unit}."

    if session.attempt(log):
        st.session_state["turn"] = uuid4().hex
