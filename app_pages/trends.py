"""Trends: a span of days over time, its steadiness, and beside published intakes."""

from typing import Final

import streamlit as st

from app_pages.parts.shared import nothing_logged, session
from app_pages.parts.shared.span import choose_span
from app_pages.parts.shared.wide import widen
from app_pages.parts.trends import calendar, published, steadiness, trend

VIEWS: Final = {
    "Trend": trend.draw,
    "Calendar": calendar.draw,
    "Steadiness": steadiness.draw,
    "Compared": published.draw,
}


def draw() -> None:
    """Draw the page."""
    widen()
    st.title("Trends")
    profile = session.current_profile()
    nothing_logged.draw_sample_banner(profile)
    session.draw_notice()
    with st.container(horizontal=True, vertical_alignment="top"):
        with st.container(width="content"):
            span = choose_span(profile)
        if span is None:
            return
        view = st.radio(
            "View",
            list(VIEWS),
            horizontal=True,
            key="view",
            bind="query-params",
            persist_state="session",
            width="content",
        )
    frame = span.frame(profile)
    if frame.empty:
        nothing_logged.draw_empty_span(span.complete_only)
        return
    VIEWS[view](profile, session.diary().foods(profile.id), span, frame)


session.show(draw)
