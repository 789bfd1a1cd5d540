"""Up to four foods side by side."""

import streamlit as st

from estimator.charts.contributions import ranking_chart, ranking_words
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.views.days import plain
from estimator.views.food_comparison import MOST, compared_foods, comparison_table
from estimator.views.food_list import listed_foods, ranking

ADDRESS = "compare"
KEY = "compared-foods"


def draw(foods: PersonalFoods, region: str, per_portion: bool) -> None:
    """Draw the choice of foods and the foods chosen."""
    if KEY not in st.session_state:
        st.session_state[KEY] = []
        try:
            asked = st.query_params.get(ADDRESS, "")
            st.session_state[KEY] = compared_foods(foods, asked)
        except InputError as error:
            st.error(plain(str(error)))
    names = foods.table.foods
    chosen = st.multiselect(
        f"Foods, up to {MOST}",
        sorted(listed_foods(foods), key=lambda food_id: names[food_id].name.casefold()),
        format_func=lambda food_id: names[food_id].name,
        max_selections=MOST,
        key=KEY,
        persist_state="session",
        placeholder="Choose foods",
    )
    if chosen:
        st.query_params[ADDRESS] = ",".join(chosen)
    else:
        st.query_params.pop(ADDRESS, None)
        st.info("Choose two foods or more, and see them side by side.")
        return
    forms, totals = ranking(foods, region, chosen, None, per_portion)
    title = f"K2, µg per {'portion' if per_portion else '100 g'}"
    if not totals.empty:
        st.vega_lite_chart(
            ranking_chart(forms, totals, title),
            alt=f"Bars of {title}, by form with ranges: {ranking_words(totals)}.",
        )
    st.dataframe(
        comparison_table(foods, region, chosen, per_portion),
        hide_index=True,
        height="content",
        alt="Foods side by side",
    )
    st.caption(
        "µg with the 90 % range, where the food somebody eats may lie in 9 of 10 cases. “At "
        "least” is a floor; not known is not zero."
    )
