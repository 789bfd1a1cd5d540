"""Log: what was eaten on a day, and the K2 in it."""

from datetime import date, timedelta

import streamlit as st

from app_pages import entry_card, entry_form, session
from estimator.charts import day_alt, day_chart
from estimator.foods import food_table
from estimator.intake import estimate
from estimator.records import Entry, Profile
from estimator.summary import caveat, not_counted
from estimator.views import (
    entry_lines,
    form_table,
    forms_without_data,
    headline,
    not_counted_lines,
    plain,
)

MATCHES_SHOWN = 8


def draw() -> None:
    """Draw the page."""
    st.title("Log")
    profile = session.current_profile()
    session.draw_sample_banner(profile)
    today = session.diary().today(profile.id)
    day = session.choose_date("Day", "day", today, timedelta(days=1), today)
    session.draw_notice()
    entry_form.draw(profile, day)
    entries = session.diary().day(profile.id, day)
    st.header("Eaten this day" if entries else "Nothing logged this day")
    if entries:
        draw_day(profile, entries, day)
    elif session.diary().logged_span(profile.id) is None:
        session.draw_empty_state(profile)
    session.draw_undo(profile)


def draw_day(profile: Profile, entries: list[Entry], day: date) -> None:
    """Show the day's entries and the K2 in them."""
    frame = session.diary().frame(profile.id, day, day)
    estimated = estimate(frame, "day", profile.region)
    for line in entry_lines(entries, estimated, food_table()):
        entry_card.draw(profile, line)
    intake = estimated.intake
    words = headline(intake)
    st.header("K2 this day")
    with st.container(horizontal=True):
        st.metric("From food", words.amount)
        st.metric("Range (90 %)", words.range or "–")
        if words.supplements:
            st.metric("From supplements", words.supplements)
    st.caption(f"Covered: {words.coverage}. Supplements are counted by label, apart from food.")
    if words.range:
        st.altair_chart(day_chart(intake), alt=day_alt(intake))
    period = estimated.periods.iloc[0]
    st.markdown(plain(caveat(period["natto_share"], period["without_natto_ug"], 1, period="day")))
    with st.expander("By form"):
        st.dataframe(
            form_table(intake), hide_index=True, height="content", alt="K2 of the day by form"
        )
        st.caption(f"No data on what was eaten: {forms_without_data(intake) or 'none'}.")
    missing = not_counted_lines(not_counted(estimated), food_table())
    if missing:
        st.caption("Not wholly counted, for want of data: " + plain("; ".join(missing)) + ".")


session.show(draw)
