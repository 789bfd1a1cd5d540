"""The mean of a span beside published intakes, each with its source one click away."""

import pandas as pd
import streamlit as st

from app_pages.span import Span
from estimator.charts.comparison import comparison_alt, comparison_chart
from estimator.components import K2_TOTAL
from estimator.diary.personal_foods import PersonalFoods
from estimator.insight.comparison import K2, VITAMIN_K
from estimator.intake import estimate, per_logged_day
from estimator.records import Profile
from estimator.views.caveat import general_caveat
from estimator.views.comparison import (
    K_NOTE,
    NOTE,
    comparison_words,
    published_table,
    vitamin_k,
)
from estimator.views.days import plain
from estimator.views.figures import at_least, figure


def draw(profile: Profile, foods: PersonalFoods, span: Span, frame: pd.DataFrame) -> None:
    """Draw the view."""
    composition = foods.composition(profile.region)
    estimated = estimate(frame, None, profile.region, phylloquinone=True, composition=composition)
    intake = per_logged_day(estimated.intake)
    words, means = [comparison_words(intake)], [mean_of(intake, "You")]
    if estimated.periods["natto_share"].iloc[0] > 0:
        rest = estimate(frame, None, profile.region, composition=composition.without_natto())
        without = per_logged_day(rest.intake)
        words.append(comparison_words(without, "Without natto"))
        means.append(mean_of(without, "You, without natto"))
    st.vega_lite_chart(comparison_chart(pd.DataFrame(means)), alt=comparison_alt(" ".join(words)))
    st.caption(
        "Diamond: your mean per logged day with its range; dots and bars: published intakes. The "
        "scale is stretched towards zero."
    )
    st.markdown("\n".join(f"- {plain(one)}" for one in words))
    st.markdown(plain(f"{general_caveat()} {NOTE}"))
    draw_table(K2)
    st.subheader("All vitamin K: natto eaters and others in Japan")
    both, coverage = vitamin_k(intake)
    nothing = float("nan")
    you = pd.DataFrame([{"name": "You", "ug": both, "low_ug": nothing, "high_ug": nothing}])
    sentence = f"K1 and K2 from food: {at_least(figure(both), coverage)} µg per logged day."
    st.vega_lite_chart(
        comparison_chart(you, VITAMIN_K),
        alt=f"Strip of published intakes of all vitamin K in Japan. {sentence}",
    )
    st.markdown(plain(f"{sentence} {K_NOTE}"))
    draw_table(VITAMIN_K)


def mean_of(intake: pd.DataFrame, name: str) -> dict[str, object]:
    """Return the mean of K2 with its range under a name."""
    row = intake[intake["component"] == K2_TOTAL].iloc[0]
    return {
        "name": name,
        "ug": row["estimate_ug_per_day"],
        "low_ug": row["low_ug_per_day"],
        "high_ug": row["high_ug_per_day"],
    }


def draw_table(measure: str) -> None:
    """List the published intakes with their sources."""
    st.dataframe(
        published_table(measure),
        hide_index=True,
        alt=f"Published intakes of {measure}",
        column_config={"Source": st.column_config.LinkColumn(width="medium")},
    )
