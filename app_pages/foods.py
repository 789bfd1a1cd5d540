"""Foods: the food table, and each food with the evidence behind its values."""

import streamlit as st

from app_pages import session
from estimator.components import REGION_NAMES
from estimator.food_charts import evidence_alt, evidence_chart
from estimator.food_views import (
    browse_table,
    citations,
    form_rows,
    measurement_rows,
    portion_rows,
)
from estimator.foods import Food, food_table
from estimator.views import plain

ALL_GROUPS = "All groups"


def draw() -> None:
    """Draw the page."""
    st.title("Foods")
    profile = session.current_profile()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="food-search",
            type="search",
            live=True,
            max_chars=100,
            placeholder="A name in any language",
        )
        groups = sorted({food.group for food in food_table().foods.values()})
        group = st.selectbox("Group", [ALL_GROUPS, *groups], key="group", bind="query-params")
        region = st.selectbox(
            "Food from",
            list(REGION_NAMES),
            format_func=REGION_NAMES.__getitem__,
            index=list(REGION_NAMES).index(profile.region),
            key=f"region-{profile.id}",
        )
    draw_table(text, None if group == ALL_GROUPS else group, region)
    foods = food_table().foods
    seed_food_from_url()
    chosen = st.selectbox(
        "One food, with the evidence behind it",
        sorted(foods, key=lambda food_id: foods[food_id].name.casefold()),
        index=None,
        format_func=lambda food_id: foods[food_id].name,
        placeholder="Choose a food, or select it in the table",
        key="food",
    )
    if chosen:
        st.query_params["food"] = chosen
        draw_food(foods[chosen], region)
    else:
        st.query_params.pop("food", None)


def seed_food_from_url() -> None:
    """Open the food that an address like ``/foods?food=natto`` names."""
    asked = st.query_params.get("food")
    if asked and "food" not in st.session_state:
        if asked in food_table().foods:
            st.session_state["food"] = asked
        else:
            st.info(f"“{plain(asked)}” is not in the food table. Choose a food below.")


def draw_table(text: str, group: str | None, region: str) -> None:
    """Draw the foods that match, and take the one selected."""
    rows = browse_table(food_table(), region, group, text)
    if rows.empty:
        nearest = ", ".join(hit.item.name for hit in food_table().nearest(text)) if text else ""
        st.info(
            "No food matches. Try one word, in any language, or another group."
            + (f" Nearest: {plain(nearest)}." if nearest else "")
        )
        return

    def take_selected() -> None:
        selected = st.session_state["food-table"].selection.rows
        if selected:
            st.session_state["food"] = rows["food_id"].iloc[selected[0]]

    st.dataframe(
        rows.drop(columns="food_id"),
        hide_index=True,
        height=320,
        on_select=take_selected,
        selection_mode="single-row",
        key="food-table",
        alt="Foods with K2 by form",
        placeholder="",
        column_config={"Food": st.column_config.TextColumn(pinned=True, width="medium")},
    )
    noun = "food" if len(rows) == 1 else "foods"
    st.caption(f"{len(rows)} {noun}. µg per 100 g edible portion; an empty cell is not known.")


def draw_food(food: Food, region: str) -> None:
    """Draw one food."""
    st.header(food.name)
    about = [food.description, f"Group: {food.group}; state: {food.state}.", food.region_note]
    if food.density_g_per_ml is not None:
        about.append(f"Density {food.density_g_per_ml:g} g/ml.")
    st.markdown("  \n".join(plain(line) for line in about if line))
    st.subheader("By form")
    st.dataframe(
        form_rows(food, region), hide_index=True, height="content", alt=f"{food.name} by form"
    )
    st.caption(
        f"For food from: {REGION_NAMES[region]}. The range is where the food somebody eats may lie "
        "in 9 of 10 cases."
    )
    chart = evidence_chart(food, region)
    if chart is not None:
        st.subheader("The figures behind it")
        st.altair_chart(chart, alt=evidence_alt(food, region))
        st.caption("Bar: the range; tick: the value used; marks: figures of the sources.")
    st.subheader("Every measurement")
    measured = measurement_rows(food)
    if measured.empty:
        st.markdown("Nobody's analysis of this food is in the table.")
    else:
        st.dataframe(measured, hide_index=True, alt=f"Measurements of {food.name}")
    for source_id, citation, address in citations(food):
        name = f"[{plain(citation)}]({address})" if address else plain(citation)
        st.markdown(f"- **{plain(source_id)}**: {name}")
    st.subheader("Household measures")
    st.dataframe(portion_rows(food), hide_index=True, alt=f"Household measures of {food.name}")


session.show(draw)
