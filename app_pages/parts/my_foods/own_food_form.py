"""The form of an own food: what it is, what it holds, and its household measures."""

from functools import partial

import streamlit as st

from app_pages.parts.my_foods import open_form
from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import safely, session
from estimator.components import LABELS
from estimator.diary.own_item_checks import MEASURE_LENGTH
from estimator.diary_values import NAME_LENGTH, Profile
from estimator.foods.table import food_table
from estimator.measures.amounts import LONGEST_AMOUNT
from estimator.views.my_foods.lines import copyable_foods, profile_names
from estimator.views.my_foods.typed_foods import (
    FIRST_FIELDS,
    MORE_FIELDS,
    ContentText,
    FoodText,
    copied_food,
    per_100_g_words,
    read_food,
)

PARTS = ("value", "low", "high")
LONGEST_MEASURES = 2000


def draw(profile: Profile, form: OpenForm) -> None:
    """Draw the form."""
    began: FoodText = form.began
    st.header("Edit food" if form.key else "New food", anchor=False)
    if form.key is None:
        _draw_start(profile, form)
    with st.form(form.widget("form"), border=False):
        _draw_identity(form, began)
        _draw_contents(form, began)
        open_form.draw_submit(form, _save, "Save food")


def _draw_start(profile: Profile, form: OpenForm) -> None:
    """Offer the foods that a new one can begin as a copy of."""
    foods = copyable_foods(session.diary().foods(profile.id))
    st.selectbox(
        "Start from an existing food",
        list(foods),
        index=list(foods).index(form.began.copied_from) if form.began.copied_from else None,
        format_func=foods.__getitem__,
        placeholder="Optional: copies its figures, ranges and measures",
        key=form.widget("start"),
        on_change=safely.callback(_start),
        args=(profile, form),
    )


def _start(profile: Profile, form: OpenForm) -> None:
    def copy() -> str:
        item_id = form.typed("start")
        if not item_id:
            open_form.open_form("food", profile.id, FoodText())
            return ""
        began = copied_food(item_id, session.diary().foods(profile.id), profile.region)
        open_form.open_form("food", profile.id, began)
        return f"Copied from {began.name}. Change the name and what differs."

    session.attempt(copy)


def _draw_identity(form: OpenForm, began: FoodText) -> None:
    """Ask what the food is called, what kind of food it is, and how it is measured."""
    groups = sorted({food.group for food in food_table().foods.values()})
    text = partial(st.text_input, persist_state="session")
    with st.container(horizontal=True):
        text("Name", began.name, key=form.widget("name"), max_chars=NAME_LENGTH, width=340)
        st.selectbox(
            "Food group",
            groups,
            index=groups.index(began.group) if began.group else None,
            placeholder="Choose one",
            key=form.widget("group"),
            persist_state="session",
            width=270,
            help="Sets how wide the range is where you give none.",
        )
    with st.container(horizontal=True):
        st.text_area(
            "Household measures, one a line",
            began.measures,
            key=form.widget("measures"),
            max_chars=LONGEST_MEASURES,
            placeholder="slice = 25 g",
            height=100,
            persist_state="session",
            width=340,
        )
        text(
            "Density, g/ml (if poured)",
            began.density,
            key=form.widget("density"),
            max_chars=LONGEST_AMOUNT,
            width=270,
        )


def _draw_contents(form: OpenForm, began: FoodText) -> None:
    """Ask for the contents, each with a range or without."""
    st.subheader("What it holds", anchor=False)
    st.text_input(
        "Figures are per",
        began.basis,
        key=form.widget("basis"),
        max_chars=MEASURE_LENGTH,
        persist_state="session",
        help="100 g, or one of the measures above, such as slice.",
        width=220,
    )
    st.caption(
        "In µg; low and high are optional. Leave blank what is not known. "
        "0 means measured, and none found."
    )
    beside = per_100_g_words(began)
    for component in FIRST_FIELDS:
        _draw_content(form, began, component, beside)
    more = any(component in began.contents for component in MORE_FIELDS)
    with st.expander("More forms" + (" (some are filled in)" if more else "")):
        for component in MORE_FIELDS:
            _draw_content(form, began, component, beside)
    with st.expander("Only a K2 total is known"):
        names = profile_names()
        st.selectbox(
            "Split the total like",
            ["", *names],
            index=["", *names].index(began.profile_id),
            format_func=lambda profile_id: names.get(profile_id, "Not split: forms stay unknown"),
            key=form.widget("profile"),
            persist_state="session",
        )
        st.caption("How its forms are shared out in foods where they were measured.")


def _draw_content(form: OpenForm, began: FoodText, component: str, beside: dict[str, str]) -> None:
    typed = began.contents.get(component, ContentText())
    label = LABELS[component]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for part, name, width in zip(
            PARTS, (f"{label}, µg", f"{label} low", f"{label} high"), (110, 90, 90), strict=True
        ):
            st.text_input(
                name,
                getattr(typed, part),
                key=form.widget(f"{component}-{part}"),
                max_chars=LONGEST_AMOUNT,
                persist_state="session",
                width=width,
            )
        if component in beside:
            st.caption(beside[component], width="content")


def _save(form: OpenForm) -> None:
    text = FoodText(
        name=form.typed("name"),
        group=form.typed("group"),
        contents={
            component: ContentText(*(form.typed(f"{component}-{part}") for part in PARTS))
            for component in (*FIRST_FIELDS, *MORE_FIELDS)
        },
        basis=form.typed("basis"),
        measures=form.typed("measures"),
        density=form.typed("density"),
        profile_id=form.typed("profile"),
        copied_from=form.began.copied_from,
    )
    own_foods = session.diary().own_foods
    open_form.save(
        form, lambda: own_foods.save(form.profile_id, read_food(text), form.key, shown=form.shown)
    )
