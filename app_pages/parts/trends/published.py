"""The mean of a span beside published intakes, each with its source one click away."""

import pandas as pd
import streamlit as st

from app_pages.parts.shared.span import Span
from estimator.calculation.intake import per_logged_day
from estimator.charts.comparison import comparison_alt, comparison_chart
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.comparison import K2, VITAMIN_K
from estimator.views.shared.caveat import general_caveat
from estimator.views.shared.markdown import plain
from estimator.views.trends.published import (
    K_NOTE,
    NOTE,
    comparison_words,
    mean_row,
    published_lines,
    vitamin_k_row,
    vitamin_k_words,
)


def draw(profile: Profile, foods: PersonalFoods, span: Span, frame: pd.DataFrame) -> None:
    """Draw the view."""
    estimated = foods.estimate(profile, frame, None, phylloquinone=True)
    intake = per_logged_day(estimated.intake)
    means = [mean_row(intake, "You")]
    words = [comparison_words(means[0])]
    if estimated.periods["natto_share"].iloc[0] > 0:
        rest = foods.estimate(profile, frame, None, natto=False)
        means.append(mean_row(per_logged_day(rest.intake), "You, without natto and its kin"))
        words.append(comparison_words(means[1], "Without natto and its kin"))
    st.vega_lite_chart(comparison_chart(pd.DataFrame(means)), alt=comparison_alt(" ".join(words)))
    st.caption(
        "Diamond: your mean per logged day with its range; dots and bars: published intakes. The "
        "scale is stretched towards zero."
    )
    st.markdown("\n".join(f"- {plain(one)}" for one in words))
    st.markdown(plain(f"{general_caveat()} {NOTE}"))
    st.markdown("\n".join(f"- {line}" for line in published_lines(K2)))
    st.header("All vitamin K: natto eaters and others in Japan")
    both = vitamin_k_row(intake, "You")
    sentence = vitamin_k_words(both)
    st.vega_lite_chart(
        comparison_chart(pd.DataFrame([both]), VITAMIN_K), alt=comparison_alt(sentence, VITAMIN_K)
    )
    st.markdown(plain(f"{sentence} {K_NOTE}"))
    st.markdown("\n".join(f"- {line}" for line in published_lines(VITAMIN_K)))
