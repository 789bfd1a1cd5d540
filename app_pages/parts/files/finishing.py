"""Saying what the foods of a file are, page by page, those that may hold most K2 first."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app_pages.parts.shared import safely
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.table import FoodTable
from estimator.importing.import_plan import ImportPlan
from estimator.views.files.finishing import (
    HOW,
    REMEMBERED,
    Waiting,
    choice_words,
    choices_of,
    chosen_table,
    in_turn,
    row_words,
    to_choose,
    waiting_words,
)
from estimator.views.shared.figures import counted
from estimator.views.shared.markdown import plain

BATCHES = "import-batches"
"""What was chosen for this file, each time by itself, so that it can be taken back."""
PASSED = "import-passed"
"""Names of foods that were seen and left open."""
TICK, ELSE = "import-tick-", "import-else-"


def begin() -> None:
    """Forget what was chosen for the file before."""
    st.session_state[BATCHES] = []
    st.session_state[PASSED] = []


def chosen() -> dict[str, str]:
    """Return the item for each name that was chosen for this file."""
    return {name: item for batch in st.session_state[BATCHES] for name, item in batch.items()}


def draw(profile: Profile, plan: ImportPlan, foods: PersonalFoods, kept: Mapping[str, str]) -> None:
    """Ask about foods, and show what was chosen and is not kept yet."""
    _draw_chosen(foods.table, kept)
    waiting = to_choose(plan, foods.composition(profile.region))
    if not waiting:
        return
    st.subheader("Foods that are not surely in the table")
    st.caption(f"{waiting_words(waiting, st.session_state[PASSED])} {HOW} {REMEMBERED}")
    now = in_turn(waiting, st.session_state[PASSED])
    if not now:
        st.button(
            "Show those that were left open again",
            key="import-again",
            on_click=safely.callback(_show_again),
        )
        return
    names = [one.name for one in now if one.proposal]
    if names:
        st.button(
            f"Tick {counted(len(names), 'proposal')}",
            key="import-tick-all",
            on_click=safely.callback(_tick),
            args=(names,),
        )
    by_name = foods.by_name()
    with st.form("import-foods", border=True, enter_to_submit=False):
        for one in now:
            _draw_food(one, foods.table, by_name)
        st.form_submit_button(
            "Take these, and show the next",
            # Of these foods: a second press would leave the next ones open unseen.
            key=f"import-take-{now[0].name}",
            type="primary",
            on_click=safely.callback(_take),
            args=(now,),
        )


def _draw_food(one: Waiting, table: FoodTable, by_name: Sequence[str]) -> None:
    said, instead = st.columns([5, 3], vertical_alignment="center")
    with said:
        if one.proposal:
            st.checkbox(
                f"**{plain(one.name)}** is {plain(one.proposal.name)}",
                key=f"{TICK}{one.name}",
            )
        else:
            st.markdown(f"**{plain(one.name)}**")
        st.caption(row_words(one))
    with instead:
        st.selectbox(
            f"{plain(one.name)} is something else",
            choices_of(one, by_name),
            index=None,
            format_func=lambda item_id: choice_words(item_id, table),
            placeholder="Something else",
            key=f"{ELSE}{one.name}",
            label_visibility="collapsed",
        )


def _tick(names: Sequence[str]) -> None:
    for name in names:
        st.session_state[f"{TICK}{name}"] = True


def _take(now: Sequence[Waiting]) -> None:
    """Take what is ticked or chosen; the rest is not shown again before all were seen."""
    state = st.session_state
    batch = {}
    for one in now:
        ticked = one.proposal.item_id if one.proposal and state.get(f"{TICK}{one.name}") else None
        if item_id := state.get(f"{ELSE}{one.name}") or ticked:
            batch[one.name] = item_id
    if batch:
        state[BATCHES] = [*state[BATCHES], batch]
    state[PASSED] = [*state[PASSED], *(one.name for one in now if one.name not in batch)]


def _show_again() -> None:
    st.session_state[PASSED] = []


def _draw_chosen(table: FoodTable, kept: Mapping[str, str]) -> None:
    picked = chosen()
    if picked.items() <= kept.items():
        return
    with st.expander(f"{counted(len(picked), 'choice')} for this file"):
        st.dataframe(chosen_table(picked, table), hide_index=True, alt="What you chose")
    st.button(
        f"Take back the last {counted(len(st.session_state[BATCHES][-1]), 'choice')}",
        key=f"import-take-back-{len(st.session_state[BATCHES])}",
        type="tertiary",
        on_click=safely.callback(_take_back),
    )


def _take_back() -> None:
    state = st.session_state
    back = state[BATCHES][-1]
    state[BATCHES] = state[BATCHES][:-1]
    state[PASSED] = [name for name in state[PASSED] if name not in back]
