"""Foods: the food table, and each food with the evidence behind its values."""

import streamlit as st

from app_pages import session
from estimator.charts.evidence import CHART_NOTE, evidence_alt, evidence_chart
from estimator.components import LABELS, REGION_NAMES
from estimator.errors import UnknownFoodError
from estimator.foods import Food, food_table
from estimator.sources import Citation
from estimator.views.days import plain
from estimator.views.food_list import browse_table, food_named, list_note, sortable
from estimator.views.foods import (
    citations,
    food_lines,
    form_rows,
    measurement_rows,
    portion_rows,
    range_note,
)

ALL_GROUPS = "All groups"
RIGHT = st.column_config.TextColumn(alignment="right")


def draw() -> None:
    """Draw the page."""
    st.title("Foods")
    profile = session.current_profile()
    foods = food_table().foods
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="search",
            type="search",
            live=True,
            max_chars=100,
            placeholder="A name in any language",
            bind="query-params",
        )
        groups = sorted({food.group for food in foods.values()})
        group = st.selectbox("Group", [ALL_GROUPS, *groups], key="group", bind="query-params")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sort_by = st.selectbox(
            "Sort by",
            sortable(),
            index=None,
            format_func=LABELS.__getitem__,
            placeholder="Best match" if text else "K2 total",
            key="sort",
            bind="query-params",
        )
        region = st.selectbox(
            "Food from",
            list(REGION_NAMES),
            format_func=REGION_NAMES.__getitem__,
            index=list(REGION_NAMES).index(profile.region),
            key=f"region-{profile.id}",
        )
    draw_table(text, None if group == ALL_GROUPS else group, region, sort_by)
    open_food_of_address()
    chosen = st.selectbox(
        "One food, with the evidence behind it",
        sorted(foods, key=lambda food_id: foods[food_id].name.casefold()),
        index=None,
        format_func=lambda food_id: foods[food_id].name,
        placeholder="Choose a food, or select it in the table",
        key="food",
        on_change=show_choice_in_address,
    )
    if chosen:
        draw_food(foods[chosen], region)


def open_food_of_address() -> None:
    """Open the food that an address like ``/foods?food=natto`` names."""
    # Bound to the address, the selectbox would write the name of the food, which can change.
    asked = st.query_params.get("food")
    if asked and not st.session_state.get("food"):
        try:
            st.session_state["food"] = food_named(food_table(), asked).food_id
            show_choice_in_address()
        except UnknownFoodError as error:
            st.info(plain(str(error)))


def show_choice_in_address() -> None:
    """Make the address that of the food chosen, so that it can be kept and shared."""
    if st.session_state["food"]:
        st.query_params["food"] = st.session_state["food"]
    else:
        st.query_params.pop("food", None)


def draw_table(text: str, group: str | None, region: str, sort_by: str | None) -> None:
    """Draw the foods that match, and take the one selected."""
    rows = browse_table(food_table(), region, group, text, sort_by)
    note = plain(list_note(food_table(), rows, group, text))
    if rows.empty:
        st.info(note)
        return

    # Another list is another table: the tick of a row would pass on to another food.
    key = f"food-table {text} {group} {region} {sort_by}"

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
        on_select=take_selected,
        selection_mode="single-row",
        key=key,
        alt="Foods with K2 by form",
        placeholder="",
        column_config={
            "Food": st.column_config.TextColumn(pinned=True, width="medium"),
            **{label: figures(f"{label}, µg") for label in LABELS.values()},
        },
    )
    st.caption(note)


def draw_food(food: Food, region: str) -> None:
    """Draw one food."""
    st.header(food.name)
    st.markdown("  \n".join(plain(line) for line in food_lines(food)))
    st.subheader("By form")
    st.dataframe(
        form_rows(food, region),
        hide_index=True,
        height="content",
        alt=f"{food.name} by form",
        column_config=dict.fromkeys(["µg/100 g", "Range (90 %)", "Readings"], RIGHT),
    )
    st.caption(range_note(region))
    chart = evidence_chart(food, region)
    if chart is not None:
        st.subheader("The figures behind it")
        st.vega_lite_chart(chart, alt=evidence_alt(food, region))
        st.caption(CHART_NOTE)
    st.subheader("Every measurement")
    measured = measurement_rows(food)
    if measured.empty:
        st.markdown("Nobody's analysis of this food is in the table.")
    else:
        st.dataframe(
            measured,
            hide_index=True,
            alt=f"Measurements of {food.name}",
            column_config={
                "µg/100 g": st.column_config.TextColumn(alignment="right", width=110),
                "Samples": RIGHT,
                "Link": st.column_config.LinkColumn(width="medium"),
                "Remarks": st.column_config.TextColumn(width="large"),
            },
        )
        st.markdown("\n".join(f"- {in_markdown(citation)}" for citation in citations(food)))
    st.subheader("Household measures")
    st.dataframe(
        portion_rows(food),
        hide_index=True,
        alt=f"Household measures of {food.name}",
        column_config={"Weight": RIGHT},
    )


def in_markdown(citation: Citation) -> str:
    """Write a citation with its links."""
    links = [f"[{plain(address)}](<{address}>)" for address in citation.addresses]
    second_hand = ["read second hand"] if citation.second_hand else []
    return ", ".join(
        [f"**{plain(citation.source_id)}**: {plain(citation.text)}", *links, *second_hand]
    )


session.show(draw)
