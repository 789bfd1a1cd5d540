"""One food: what it holds, what a serving would add, and every figure behind it."""

import streamlit as st

from estimator.charts.evidence import (
    CHART_NOTE,
    SOURCE_CHART_NOTE,
    evidence_alt,
    evidence_chart,
    source_alt,
    source_chart,
)
from estimator.components import LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.foods.items import Food
from estimator.foods.sources import Citation
from estimator.measures.unit_names import units_of
from estimator.views.foods.cells import food_cells, own_lines
from estimator.views.foods.choice import food_names, portion_g
from estimator.views.foods.food import (
    cell_rows,
    citations,
    data_words,
    food_lines,
    measured_forms,
    measurement_rows,
    range_note,
    unused_figures,
    use_words,
)
from estimator.views.foods.food_codes import code_rows
from estimator.views.foods.food_portions import portion_rows
from estimator.views.foods.foods_compared import SERVINGS_PER_DAY, added_by_serving
from estimator.views.shared.markdown import plain

ALL_FORMS = "All forms"
MY_FOODS = "/kitchen"
RIGHT = st.column_config.TextColumn(alignment="right")


def draw(profile: Profile, foods: PersonalFoods, food: Food, region: str) -> None:
    """Draw one food."""
    own = foods.versions.get(food.food_id)
    st.header(food_names(foods)[food.food_id])
    lines = food_lines(food) + (own_lines(own, foods) if own else [])
    st.markdown("  \n".join(plain(line) for line in lines))
    if own:
        st.markdown(f"It is edited in [My foods]({MY_FOODS}).")
    draw_forms(foods, food, region)
    draw_serving(profile, foods, food, region)
    if not own:
        draw_evidence(food, region)
    if food.portions:
        draw_portions(food)
    if not own:
        draw_codes(food)


def draw_forms(foods: PersonalFoods, food: Food, region: str) -> None:
    """Draw what the food holds, by form."""
    st.subheader("By form")
    st.dataframe(
        cell_rows(food_cells(foods, food.food_id, region)),
        hide_index=True,
        height="content",
        alt=f"{food.name} by form",
        column_config=dict.fromkeys(["µg/100 g", "Range (90 %)", "Readings"], RIGHT),
    )
    st.caption(range_note(region))
    if food.food_id not in foods.versions:
        st.caption(data_words())


def draw_serving(profile: Profile, foods: PersonalFoods, food: Food, region: str) -> None:
    """Ask for a serving and how often, and say what it would add."""
    st.subheader("What would it add?")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        one = "1" if food.portions else f"{portion_g(food):g}"
        amount = st.text_input("Amount", one, key=f"serving-amount-{food.food_id}", width=100)
        unit = st.selectbox("Unit", units_of(food), key=f"serving-unit-{food.food_id}", width=240)
        times = st.selectbox("How often", list(SERVINGS_PER_DAY), key="serving-times", width=190)
    try:
        words, forms = added_by_serving(food, amount, unit, times, foods, profile, region)
    except InputError as error:
        st.error(plain(str(error)))
        return
    st.markdown(f"**{plain(words)}**")
    with st.expander("By form, µg a day"):
        st.dataframe(forms, hide_index=True, height="content", alt="What it would add, by form")


def draw_portions(food: Food) -> None:
    """List the household measures."""
    st.subheader("Household measures")
    st.dataframe(
        portion_rows(food),
        hide_index=True,
        alt=f"Household measures of {food.name}",
        column_config={"Weight": RIGHT},
    )


def draw_codes(food: Food) -> None:
    """List the codes of other tables and tools that are read as this food."""
    codes = code_rows(food)
    if codes.empty:
        return
    with st.expander(f"Codes of other tables that are read as this food ({len(codes)})"):
        st.dataframe(
            codes,
            hide_index=True,
            alt=f"Codes of other tables for {food.name}",
            column_config={
                "Called there": st.column_config.TextColumn(width="large"),
                "Share": RIGHT,
            },
        )
        st.caption("Share: how much of what was coded counts as this food, where only a part does.")


def draw_evidence(food: Food, region: str) -> None:
    """Draw the figures of the sources, as marks and one by one."""
    forms = measured_forms(food)
    if forms or evidence_chart(food, region) is not None:
        st.subheader("The figures behind it")
        shown = ALL_FORMS
        if forms:
            shown = st.radio(
                "Show",
                [ALL_FORMS, *forms],
                format_func=lambda form: LABELS.get(form, ALL_FORMS),
                horizontal=True,
                key=f"evidence-{food.food_id}",
            )
        draw_figures(food, region, shown)
    draw_measurements(food)


def draw_figures(food: Food, region: str, shown: str) -> None:
    """Draw the figures of all forms, or of one form source by source."""
    if shown == ALL_FORMS:
        chart, told = evidence_chart(food, region), evidence_alt(food, region)
    else:
        chart, told = source_chart(food, region, shown), source_alt(food, region, shown)
    if chart is None:
        st.markdown("No figure of it has a place on a scale.")
        return
    st.vega_lite_chart(chart, alt=told)
    st.caption(CHART_NOTE if shown == ALL_FORMS else SOURCE_CHART_NOTE)


def draw_measurements(food: Food) -> None:
    """List what was used and what was left out, figure by figure, with the sources."""
    st.subheader("Every measurement")
    measured = measurement_rows(food)
    st.markdown(plain(use_words(food)))
    if measured.empty:
        st.markdown("Nobody's analysis of this food is in the table.")
    else:
        st.dataframe(
            measured.loc[:, (measured != "").any()],  # no column that is empty
            hide_index=True,
            alt=f"Measurements of {food.name}",
            column_config={
                "µg/100 g": st.column_config.TextColumn(alignment="right", width=110),
                "Samples": RIGHT,
                "Link": st.column_config.LinkColumn(width="medium"),
                "Remarks": st.column_config.TextColumn(width="large"),
            },
        )
        draw_lines("Left out, and why:", [plain(line) for line in unused_figures(food)])
        draw_lines("Sources:", [in_markdown(citation) for citation in citations(food)])


def draw_lines(title: str, lines: list[str]) -> None:
    """Draw lines as a list under a title, nothing where there are none."""
    if lines:
        st.markdown("\n".join([title, "", *(f"- {line}" for line in lines)]))


def in_markdown(citation: Citation) -> str:
    """Write a citation with its links."""
    links = [f"[{plain(address)}](<{address}>)" for address in citation.addresses]
    second_hand = ["read second hand"] if citation.second_hand else []
    return ", ".join(
        [f"**{plain(citation.short_name)}**: {plain(citation.text)}", *links, *second_hand]
    )
