"""How steady intake is over a span: facts for people who are to keep it so."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from app_pages import session
from app_pages.span import Span
from estimator.charts.steadiness import steadiness_alt, steadiness_chart
from estimator.composition.matrix import CompositionMatrix
from estimator.diary.personal_foods import PersonalFoods
from estimator.insight.steadiness import (
    BEFORE_DAYS,
    NEW_DAYS,
    between_weeks,
    daily_totals,
    largest_swing,
    new_rich_items,
    within_weeks,
)
from estimator.intake import estimate, per_logged_day
from estimator.records import Profile
from estimator.views.about import vka_notice
from estimator.views.days import plain
from estimator.views.figures import counted
from estimator.views.steadiness import (
    DOTS_NOTE,
    INTRO,
    NOT_ENOUGH_DAYS,
    NOT_ENOUGH_WEEKS,
    RICH_NOTE,
    VARIATION_NOTE,
    k1_links,
    k1_words,
    new_item_lines,
    new_items_title,
    swing_words,
    variation_words,
)


def draw(profile: Profile, foods: PersonalFoods, span: Span, frame: pd.DataFrame) -> None:
    """Draw the view."""
    st.markdown(INTRO)
    if not profile.takes_vka:  # who takes one is told at the top of every page
        st.caption(vka_notice())
    composition = foods.composition(profile.region)
    by_day = estimate(frame, "day", profile.region, composition=composition)
    both = st.toggle(
        "Supplements too",
        value=True,
        key="steadiness-supplements",
        persist_state="session",
        help="A supplement taken or missed is a swing as well",
    )
    days = daily_totals(by_day, supplements=both)
    within, between = within_weeks(days), between_weeks(days)
    with st.container(horizontal=True):
        st.metric("Within weeks", variation_words(within), help=VARIATION_NOTE)
        st.metric("Between weeks", variation_words(between), help=VARIATION_NOTE)
        st.metric("Days logged", len(days))
    basis = [
        f"within weeks: {counted(within.count, 'day')}" if within.count else NOT_ENOUGH_DAYS,
        f"between weeks: {counted(between.count, 'week')}"
        if between.count > 1
        else NOT_ENOUGH_WEEKS,
    ]
    st.caption(f"Coefficients of variation. {VARIATION_NOTE} They rest on {'; '.join(basis)}.")
    st.vega_lite_chart(steadiness_chart(days), alt=steadiness_alt(days))
    st.caption(DOTS_NOTE)
    what = "food and supplements" if both else "food"
    st.markdown(plain(swing_words(largest_swing(by_day, supplements=both), foods.table, what)))
    draw_new(profile, foods, composition, span)
    k1 = estimate(frame, None, profile.region, phylloquinone=True, composition=composition)
    st.markdown(plain(k1_words(per_logged_day(k1.intake))))
    st.caption(k1_links())


def draw_new(
    profile: Profile, foods: PersonalFoods, composition: CompositionMatrix, span: Span
) -> None:
    """Name what is rich in MK-7 and was not eaten before."""
    start = span.last - timedelta(days=NEW_DAYS + BEFORE_DAYS - 1)
    recent = session.diary().frame(profile.id, start, span.last)
    items = new_rich_items(
        estimate(recent, "day", profile.region, composition=composition), span.last
    )
    st.subheader("New, and rich in MK-7")
    lines = [f"- {plain(line)}" for line in new_item_lines(items, foods.table)]
    st.markdown("\n".join([plain(new_items_title(items)), "", *lines]))
    st.caption(RICH_NOTE)
