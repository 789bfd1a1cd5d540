"""Which foods and supplements gave the K2 of a period, and which could not be counted."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st

from estimator.calculation.intake import Estimate
from estimator.charts.contributions import contribution_chart
from estimator.diary.personal_foods import PersonalFoods
from estimator.views.shared.contributions import (
    WHAT_IT_TAKES,
    food_ranking,
    not_counted_lines,
    supplement_table,
)
from estimator.views.shared.markdown import plain


def draw_contributions(
    estimated: Estimate, foods: PersonalFoods, period: str, *, opened: bool
) -> None:
    """Draw what gave the K2 of one person and period.

    Parameters
    ----------
    estimated : Estimate
        Of one period.
    foods : PersonalFoods
    period : str
        How it is called, "day" or "week".
    opened : bool
        Whether the chart is open to begin with.
    """
    # A picture and a table of it are closed as a rule, and made only where they are open.
    make = cache(estimated.contributions)
    if estimated.gave():
        draw_ranking(make, foods, period, opened)
    if estimated.takes_supplements:
        supplements = supplement_table(make(), foods.table)
        if not supplements.empty:
            st.table(supplements, hide_index=True, border="horizontal")
    if missing := not_counted_lines(estimated.not_counted(), foods.table):
        st.markdown("**Not wholly counted, for want of data:**")
        st.markdown("\n".join(f"- {plain(line)}" for line in missing))
        st.caption(WHAT_IT_TAKES)
        st.page_link("app_pages/my_foods.py", label="My foods")


def draw_ranking(
    make: Callable[[], pd.DataFrame], foods: PersonalFoods, period: str, opened: bool
) -> None:
    """Draw which food gave what; what is closed is not even made, so that clicks stay quick."""
    chart = _expander("Where it came from", f"came-from-{period}", opened)
    if chart.open:
        with chart:
            drawn, words = contribution_chart(make(), foods.table)
            st.vega_lite_chart(drawn, alt=words)
    table = _expander("Food by food", f"food-by-food-{period}", False)
    if table.open:
        with table:
            st.dataframe(
                food_ranking(make(), foods.table),
                hide_index=True,
                alt=f"Foods that gave most K2 this {period}",
                column_config={"Sources": st.column_config.LinkColumn(display_text="sources")},
            )
            st.caption(f"µg of the {period}. Blank: not known. Share: of the K2 from food.")


def _expander(label: str, key: str, opened: bool) -> Any:
    return st.expander(label, expanded=opened, key=key, on_change="rerun")
