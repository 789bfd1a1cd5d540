"""The list of foods: searched, filtered, ranked by any form."""

import pandas as pd
import streamlit as st

from app_pages.parts.shared import address, safely
from estimator.charts.contributions import ranking_chart, ranking_words
from estimator.components import K2_TOTAL, LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.views.foods.ranking import browse_table, known_as, list_note, ranking, sortable
from estimator.views.shared.markdown import plain

ALL_GROUPS = "All groups"
ALL_STATUSES = "measured or not"
CHARTED = 12
"""Foods that are drawn, of those at the top of the list."""


def draw(foods: PersonalFoods, region: str, per_portion: bool) -> None:
    """Draw what is searched for, and the foods found."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="search",
            type="search",
            live=True,
            max_chars=100,
            placeholder="A name in any language",
            bind="query-params",
            persist_state="session",
        )
        groups = sorted({food.group for food in foods.table.foods.values()})
        group = st.selectbox(
            "Group",
            [ALL_GROUPS, *groups],
            key="group",
            bind="query-params",
            persist_state="session",
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sort_by = st.selectbox(
            "Sort by",
            sortable(),
            index=None,
            format_func=LABELS.__getitem__,
            placeholder="Best match" if text else "K2 total",
            key="sort",
            bind="query-params",
            persist_state="session",
        )
        status = st.selectbox(
            "K2 total is",
            [ALL_STATUSES, *known_as()],
            key="status",
            bind="query-params",
            persist_state="session",
        )
    group = None if group == ALL_GROUPS else group
    rows = browse_table(
        foods,
        region,
        group,
        text,
        sort_by,
        status=None if status == ALL_STATUSES else status,
        per_portion=per_portion,
    )
    note = plain(list_note(foods.table, rows, group, text, per_portion))
    if rows.empty:
        st.info(note)
        return
    draw_table(rows, f"{text} {group} {region} {sort_by} {status} {per_portion}", per_portion)
    st.caption(note)
    draw_ranking(foods, region, rows, sort_by, per_portion)


def draw_table(rows: pd.DataFrame, what: str, per_portion: bool) -> None:
    """Draw the foods found, and take the one selected."""
    # Another list is another table: the tick of a row would pass on to another food.
    key = f"food-table {what}"

    def take_selected() -> None:
        selected = st.session_state[key].selection.rows
        if selected:
            st.session_state["food"] = rows["food_id"].iloc[selected[0]]
            show_choice_in_address()

    figures = st.column_config.NumberColumn
    st.dataframe(
        rows.drop(columns="food_id"),
        hide_index=True,
        height=320,
        on_select=safely.callback(take_selected),
        selection_mode="single-row",
        key=key,
        alt=f"Foods with K2 by form per {'portion' if per_portion else '100 g'}",
        placeholder="",
        column_config={
            "Food": st.column_config.TextColumn(pinned=True, width="medium"),
            **{label: figures(f"{label}, µg") for label in LABELS.values()},
        },
    )


def draw_ranking(
    foods: PersonalFoods, region: str, rows: pd.DataFrame, sort_by: str | None, per_portion: bool
) -> None:
    """Draw the foods at the top of the list as bars."""
    form = None if sort_by == K2_TOTAL else sort_by
    top = rows["food_id"].head(CHARTED).tolist()
    forms, totals = ranking(foods, region, top, form, per_portion)
    if totals.empty:
        return
    what = LABELS[form or K2_TOTAL]
    title = f"{what}, µg per {'portion' if per_portion else '100 g'}"
    with st.expander(f"The first {len(totals)} as a chart", expanded=True):
        st.vega_lite_chart(
            ranking_chart(forms, totals, title),
            alt=f"Bars of {title}, with ranges: {ranking_words(totals)}.",
        )


def show_choice_in_address() -> None:
    """Make the address that of the food chosen, so that it can be kept and shared."""
    address.set_part("food", st.session_state["food"] or "")
