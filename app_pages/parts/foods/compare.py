"""Up to four foods side by side."""

import streamlit as st

from app_pages.parts.shared import address, safely
from estimator.charts.contributions import ranking_chart, ranking_words
from estimator.diary.personal_foods import PersonalFoods
from estimator.views.foods.choice import MOST_COMPARED, food_names, foods_asked_for
from estimator.views.foods.foods_compared import comparison_table, how_known_table, undrawn_words
from estimator.views.foods.ranking import ranking
from estimator.views.shared.markdown import plain

ADDRESS_PART = "compare"
KEY = "compared-foods"
LEFT_OUT = "compared-foods-left-out"


def draw(foods: PersonalFoods, region: str, per_portion: bool) -> None:
    """Draw the choice of foods and the foods chosen."""
    chosen = choose_foods(foods)
    if not chosen:
        st.markdown("Choose two foods or more, and see them side by side.")
        return
    draw_chart(foods, region, chosen, per_portion)
    st.dataframe(
        comparison_table(foods, region, chosen, per_portion),
        hide_index=True,
        height="content",
        alt="Foods side by side, µg with range",
    )
    st.caption(
        "µg with the 90 % range, where the food somebody eats may lie in 9 of 10 cases. “At "
        "least” is a floor, “at most” a ceiling; not known is not zero."
    )
    with st.expander("How each figure is known"):
        st.dataframe(
            how_known_table(foods, region, chosen),
            hide_index=True,
            height="content",
            alt="How each figure is known",
        )
    names = food_names(foods)
    links = [f"[{plain(names[food_id])}](/foods?food={food_id})" for food_id in chosen]
    st.markdown(f"Each with the evidence behind it: {', '.join(links)}")


def choose_foods(foods: PersonalFoods) -> list[str]:
    """Let the person choose foods; the address says which, and can choose to begin with."""
    if KEY not in st.session_state:
        asked = st.query_params.get(ADDRESS_PART, "")
        st.session_state[KEY], st.session_state[LEFT_OUT] = foods_asked_for(foods, asked)
    # An own food that was edited meanwhile goes by another id.
    kept = [foods.newest(one) for one in st.session_state[KEY] if foods.offers(one)]
    if kept != st.session_state[KEY]:
        st.session_state[KEY] = kept
    if left_out := st.session_state.get(LEFT_OUT):
        st.error(plain(left_out))
    names = food_names(foods)
    chosen: list[str] = st.multiselect(
        f"Foods, up to {MOST_COMPARED}",
        list(names),
        format_func=names.__getitem__,
        max_selections=MOST_COMPARED,
        select_all=False,  # Enter takes the first food
        key=KEY,
        persist_state="session",
        placeholder="Choose foods",
        on_change=safely.callback(lambda: st.session_state.pop(LEFT_OUT, None)),
    )
    address.set_part(ADDRESS_PART, ",".join(chosen))
    return chosen


def draw_chart(foods: PersonalFoods, region: str, chosen: list[str], per_portion: bool) -> None:
    """Draw the foods as bars, and say which have none."""
    forms, totals = ranking(foods, region, chosen, None, per_portion)
    title = f"K2, µg per {'portion' if per_portion else '100 g'}"
    if not totals.empty:
        st.vega_lite_chart(
            ranking_chart(forms, totals, title),
            alt=f"Bars of {title}, by form with ranges: {ranking_words(totals)}.",
        )
    if undrawn := undrawn_words(foods, region, chosen, totals["food"].tolist()):
        st.caption(plain(undrawn))
