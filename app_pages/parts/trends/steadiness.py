"""How steady intake is over a span: facts for people who are to keep it so."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from app_pages.parts.shared import session
from app_pages.parts.shared.kept import kept
from app_pages.parts.shared.span import Span
from estimator.calculation.intake import Estimate, per_logged_day
from estimator.charts.steadiness import steadiness_alt, steadiness_chart
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.steadiness import (
    BEFORE_DAYS,
    NEW_DAYS,
    Variation,
    between_weeks,
    daily_intake,
    daily_totals,
    days_logged_before,
    largest_swing,
    new_rich_items,
    within_weeks,
)
from estimator.views.about.about import vka_notice
from estimator.views.shared.markdown import plain
from estimator.views.trends.steadiness import (
    DOTS_NOTE,
    NOTHING_KNOWN,
    ONE_DAY,
    RICH_NOTE,
    STEADINESS_INTRO,
    STEADY_NOTE,
    VARIATION_NOTE,
    basis_of_k2_words,
    basis_words,
    k1_links,
    k1_words,
    new_item_lines,
    new_items_title,
    steady_words,
    swing_words,
    variation_words,
    variations_words,
)


def draw(profile: Profile, foods: PersonalFoods, span: Span, frame: pd.DataFrame) -> None:
    """Draw the view."""
    st.markdown(STEADINESS_INTRO)
    if not profile.takes_vka:  # who takes one is told at the top of every page
        st.caption(vka_notice())

    def make() -> tuple[Estimate, Estimate]:
        return (
            foods.estimate(profile, frame, "day"),
            foods.estimate(profile, frame, None, phylloquinone=True),
        )

    by_day, with_k1 = kept("steadiness", span.rests_on(profile), make)
    intake = per_logged_day(with_k1.intake)
    draw_variation(by_day, foods, intake)
    draw_new(profile, foods, span)
    st.header("K1")
    st.markdown(plain(k1_words(intake)))
    st.caption(k1_links())


def draw_variation(by_day: Estimate, foods: PersonalFoods, intake: pd.DataFrame) -> None:
    """Draw how far days and weeks lie apart, and the largest swing."""
    both = st.toggle(
        "Supplements too",
        value=True,
        key="steadiness-supplements",
        persist_state="session",
        help="A supplement taken or missed is a swing as well",
    )
    days = daily_intake(by_day, supplements=both)
    if days.empty:
        st.info(NOTHING_KNOWN)
        return
    if len(days) == 1:
        st.markdown(ONE_DAY)
        return
    within, between = within_weeks(days["ug"]), between_weeks(days["ug"])
    swing = largest_swing(by_day, supplements=both)
    if words := steady_words(within, swing):
        st.header(words, anchor=False)
    what = "food and supplements" if both else "food"
    st.markdown(plain(swing_words(swing, foods.table, what)))
    st.vega_lite_chart(steadiness_chart(days), alt=steadiness_alt(days))
    st.caption(f"{DOTS_NOTE} {STEADY_NOTE} {basis_of_k2_words(intake)}")
    with st.expander("In figures"):
        draw_figures(by_day, within, between, len(days), both=both)


def draw_figures(
    by_day: Estimate, within: Variation, between: Variation, days: int, *, both: bool
) -> None:
    """Draw the coefficients behind the words."""
    with st.container(horizontal=True):
        st.metric("Within weeks", variation_words(within), help=VARIATION_NOTE)
        st.metric("Between weeks", variation_words(between), help=VARIATION_NOTE)
        st.metric("Days counted", days)
    st.caption(f"Coefficients of variation. {basis_words(within, between)} {VARIATION_NOTE}")
    if both and (by_day.intake["supplement_ug"] > 0).any():
        food = daily_totals(by_day, supplements=False)
        alone = variations_words(within_weeks(food), between_weeks(food))
        st.markdown(plain(f"From food alone: {alone}."))


def draw_new(profile: Profile, foods: PersonalFoods, span: Span) -> None:
    """Name what is rich in MK-7 and was not eaten before."""
    start = span.last - timedelta(days=NEW_DAYS + BEFORE_DAYS - 1)
    recent = session.diary().entries.frame(profile.id, start, span.last)
    by_day = foods.estimate(profile, recent, "day")
    versions = {item_id: own.key for item_id, own in foods.versions.items()}
    items = new_rich_items(by_day, span.last, versions)
    title = new_items_title(items, days_logged_before(by_day, span.last))
    st.header("New, and rich in MK-7")
    lines = [f"- {plain(line)}" for line in new_item_lines(items, foods.table)]
    st.markdown("\n".join([plain(title), "", *lines]))
    st.caption(RICH_NOTE)
