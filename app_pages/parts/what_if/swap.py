"""A food of the copied week: swapped, changed or left out, every time or some of the times."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app_pages.parts.shared import safely
from app_pages.parts.what_if import change_list
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods.items import Supplement
from estimator.measures.amounts import LONGEST_AMOUNT
from estimator.measures.unit_names import units_of
from estimator.measures.units import Measures
from estimator.views.what_if.changes import (
    SwapText,
    WeekChange,
    check_change,
    leave_out,
)

SWAP, MORE_OR_LESS, LEAVE_OUT = WAYS = ("Eat something else", "More or less of it", "Leave it out")
AS_MUCH = ""
"""The unit of an amount that is so many times as much."""


def draw(
    foods: PersonalFoods,
    measures: Measures,
    week: Mapping[str, str],
    eaten: Mapping[str, int],
    changes: Sequence[WeekChange],
) -> None:
    """Let the person choose a food of the week and what is eaten in its place.

    Parameters
    ----------
    foods : PersonalFoods
    measures : Measures
    week : mapping of str to str
        The items of the week, and what is said of each.
    eaten : mapping of str to int
        How many times each was eaten.
    changes : sequence of Change
        Those made so far.
    """
    with st.container(border=True):
        st.subheader("Swap, change or leave out")
        item = st.selectbox(
            "Of this week",
            list(week),
            format_func=lambda one: f"{foods.table.name_of(one)}: {week[one]}",
            key="swap-item",
        )
        way = st.radio("What to do", WAYS, horizontal=True, key="swap-way")
        to = _choose_other(foods) if way == SWAP else item
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if way != LEAVE_OUT:
                _choose_amount(foods, to or item)
            _choose_times(eaten[item])
        st.button(
            "Change it",
            key="swap-it",
            on_click=safely.callback(change_list.add),
            args=(changes, lambda: [_chosen(foods, measures, eaten)]),
        )


def _choose_other(foods: PersonalFoods) -> str | None:
    """Ask for a food to eat instead."""
    return st.selectbox(
        "Eat instead",
        foods.by_name(),
        index=None,
        format_func=foods.table.name_of,
        placeholder="Choose a food",
        key="swap-to",
    )


def _choose_amount(foods: PersonalFoods, item: str) -> None:
    """Ask how much is eaten: so many times as much, or an amount each time."""
    food = foods.table.get(item)
    as_much = "times as many" if isinstance(food, Supplement) else "times the grams"
    st.text_input("How much", "1", key="swap-amount", max_chars=LONGEST_AMOUNT, width=100)
    st.selectbox(
        "Unit",
        [AS_MUCH, *units_of(food)],
        format_func=lambda unit: f"{unit} each time" if unit else as_much,
        key=_unit_key(item),
        width=230,
    )


def _choose_times(eaten: int) -> None:
    """Ask how many of the times a food was eaten it is changed; None is all of them."""
    if eaten > 1:
        st.selectbox(
            "How many times",
            [None, *range(1, eaten)],
            format_func=lambda times: f"{times or 'all'} of {eaten} times",
            key=_times_key(eaten),
            width=160,
        )


def _unit_key(item: str) -> str:
    """Return the key of the choice of a unit: each food has its own measures."""
    return f"swap-unit-{item}"


def _times_key(eaten: int) -> str:
    return f"swap-times-{eaten}"


def _chosen(foods: PersonalFoods, measures: Measures, eaten: Mapping[str, int]) -> SwapText:
    """Return the change that is chosen at the moment of the click."""
    state = st.session_state
    item, way = state["swap-item"], state["swap-way"]
    times = state.get(_times_key(eaten[item]))
    if way == LEAVE_OUT:
        return leave_out(item, times)
    to = state["swap-to"] if way == SWAP else item
    if to is None:
        raise InputError("Choose what to eat instead.")
    change = SwapText(item, to, state["swap-amount"].strip(), state.get(_unit_key(to), ""), times)
    check_change(change, measures, foods.table)
    return change
