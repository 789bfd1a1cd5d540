"""Which foods and supplements gave the K2 of a period, and which could not be counted."""

import streamlit as st

from estimator.charts.contributions import contribution_alt, contribution_chart
from estimator.diary.personal_foods import PersonalFoods
from estimator.intake import Estimate
from estimator.summary import not_counted
from estimator.views.contributions import (
    WHAT_IT_TAKES,
    food_ranking,
    not_counted_lines,
    supplement_table,
)
from estimator.views.days import plain


def draw_contributions(estimated: Estimate, foods: PersonalFoods, period: str) -> None:
    """Draw what gave the K2 of one person and period.

    Parameters
    ----------
    estimated : Estimate
        Of one period.
    foods : PersonalFoods
    period : str
        How it is called, "day" or "week".
    """
    contributions = estimated.contributions()
    ranking = food_ranking(contributions, foods.table)
    if not ranking.empty:
        st.subheader("Where it came from")
        st.vega_lite_chart(
            contribution_chart(contributions, foods.table),
            alt=contribution_alt(contributions, foods.table),
        )
        st.dataframe(
            ranking,
            hide_index=True,
            alt=f"Foods that gave most K2 this {period}",
            column_config={"Sources": st.column_config.LinkColumn(display_text="sources")},
        )
        st.caption(f"µg of the {period}. Blank: not known. Share: of the K2 from food.")
    supplements = supplement_table(contributions, foods.table)
    if not supplements.empty:
        st.dataframe(supplements, hide_index=True, alt=f"K2 from supplements this {period}")
    missing = not_counted_lines(not_counted(contributions), foods.table)
    if missing:
        st.markdown("**Not wholly counted, for want of data:**")
        st.markdown("\n".join(f"- {plain(line)}" for line in missing))
        st.caption(WHAT_IT_TAKES)
        st.page_link("app_pages/kitchen.py", label="My foods")
