"""Which form of the page "My foods" is open, what it began with, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from app_pages.parts.shared import safely, session
from estimator.diary_values import NAME_LENGTH, Profile, SavedMeal
from estimator.errors import NotAsShownError
from estimator.foods.own_items import OwnFood, OwnItem, OwnSupplement, Recipe
from estimator.views.my_foods.typed_foods import (
    FoodText,
    SupplementText,
    food_text,
    supplement_text,
)
from estimator.views.shared.markdown import plain
from estimator.views.shared.meanwhile import edited_words

NEW_FORMS = {"food": FoodText(), "recipe": None, "supplement": SupplementText()}
"""What can be made new, and what its form begins with."""


@dataclass(frozen=True)
class OpenForm:
    """A form that is open: ``began`` fills its widgets, ``token`` is part of their keys."""

    kind: str
    profile_id: int
    began: Any
    key: str | None
    """Of the item that is edited; None for a new one."""
    token: str
    shown: OwnItem | SavedMeal | None = None
    """What is edited, as it was when the form was opened; None for a new one."""

    def widget(self, field: str) -> str:
        """Return the key of the widget of a field."""
        return f"{self.token}-{field}"

    def typed(self, field: str) -> Any:
        """Return what a field holds now; an empty text where nothing was chosen."""
        return st.session_state.get(self.widget(field)) or ""


def current_form(profile: Profile) -> OpenForm | None:
    """Return the form that this person has open, or that the address asks for."""
    asked = st.query_params.get("new")
    if asked in NEW_FORMS:
        name = st.query_params.get("name", "")[:NAME_LENGTH]
        open_form(asked, profile.id, FoodText(name=name) if asked == "food" else NEW_FORMS[asked])
        for parameter in ("new", "name"):
            st.query_params.pop(parameter, None)
    now: OpenForm | None = st.session_state.get("own-item-form")
    return now if now and now.profile_id == profile.id else None


def open_form(
    kind: str,
    profile_id: int,
    began: Any,
    key: str | None = None,
    shown: OwnItem | SavedMeal | None = None,
) -> None:
    """Open a form."""
    st.session_state["own-item-form"] = OpenForm(kind, profile_id, began, key, uuid4().hex, shown)
    st.session_state.pop("own-item-newer", None)
    st.session_state.pop("own-item-offer", None)


def open_item(own: OwnItem) -> None:
    """Open the form of an own item, to make a new version of it."""
    match own.definition:
        case OwnFood() as food:
            open_form("food", own.profile_id, food_text(food), own.key, own)
        case OwnSupplement() as supplement:
            open_form("supplement", own.profile_id, supplement_text(supplement), own.key, own)
        case Recipe() as recipe:
            open_form("recipe", own.profile_id, recipe, own.key, own)


def open_meal(meal: SavedMeal) -> None:
    """Open the form of a saved meal."""
    open_form("meal", meal.profile_id, meal, shown=meal)


def close_form() -> None:
    """Close the form; what was typed is dropped."""
    st.session_state.pop("own-item-form", None)


def save(form: OpenForm, action: Callable[[], OwnItem | SavedMeal]) -> None:
    """Save what a form holds, once; the form stays open where it can't be used."""
    now: OpenForm | None = st.session_state.get("own-item-form")
    if now is None or now.token != form.token:
        return  # a second click came after the first had saved

    def saved() -> str:
        st.session_state.pop("own-item-newer", None)
        try:
            item = action()
        except NotAsShownError as error:
            (st.session_state["own-item-newer"],) = error.now
            return ""
        return f"Saved: {item.name}."

    of = ("save", form.token, form.key, form.shown)
    if session.attempt(saved, of=of) and "own-item-newer" not in st.session_state:
        if form.key is not None:
            st.session_state["own-item-offer"] = form.key
        close_form()


def draw_buttons(form: OpenForm, save_form: Callable[[OpenForm], None], label: str) -> None:
    """Draw the ways out of a form that is no Streamlit form, and why it can't be saved."""
    session.draw_notice()
    with st.container(horizontal=True):
        st.button(
            label,
            key=form.widget("save"),
            type="primary",
            on_click=safely.callback(save_form),
            args=(form,),
        )
        st.button("Cancel", key=form.widget("cancel"), on_click=safely.callback(close_form))
    _draw_ways_out(form, save_form, st.button)


def draw_submit(form: OpenForm, save_form: Callable[[OpenForm], None], label: str) -> None:
    """Draw the ways out of a Streamlit form, and why it can't be saved."""
    session.draw_notice()
    with st.container(horizontal=True):
        st.form_submit_button(
            label, type="primary", on_click=safely.callback(save_form), args=(form,)
        )
        st.form_submit_button("Cancel", on_click=safely.callback(close_form))
    _draw_ways_out(form, save_form, st.form_submit_button)


def _draw_ways_out(
    form: OpenForm, save_form: Callable[[OpenForm], None], button: Callable[..., bool]
) -> None:
    """Say what happened to what is edited meanwhile, and offer to save all the same."""
    if "own-item-newer" not in st.session_state or form.shown is None:
        return
    newer: OwnItem | SavedMeal | None = st.session_state["own-item-newer"]
    st.warning(plain(edited_words(form.shown.name, newer is None)))
    with st.container(horizontal=True):
        if newer is not None:
            over = replace(form, shown=newer)
            button("Save over the newer one", on_click=safely.callback(save_form), args=(over,))
        button(
            "Save as a new one",
            on_click=safely.callback(save_form),
            args=(replace(form, key=None, shown=None),),
        )
