"""Log: what was eaten on a day, and the K2 in it."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from app_pages.parts.log import day_notes, entry_form, entry_list, quick_add
from app_pages.parts.shared import session
from app_pages.parts.shared.contributions import draw_contributions
from app_pages.parts.shared.dates import choose_date
from estimator.charts.intake import day_alt, day_chart
from estimator.diary.entries import frame_of
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Entry, Profile
from estimator.views.shared.caveat import general_caveat, period_caveat
from estimator.views.shared.days import (
    basis_note,
    entry_lines,
    form_notes,
    form_table,
    headline,
)
from estimator.views.shared.markdown import plain


def draw() -> None:
    """Draw the page."""
    st.title("Log")
    profile = session.current_profile()
    session.draw_sample_banner(profile)
    today = session.diary().people.today(profile.id)
    logged = session.diary().entries.span(profile.id)
    # Where a clock or a time zone was set back, something may be logged after today.
    last = max(today, logged[1]) if logged else today
    day = choose_date("Day", "day", today, timedelta(days=1), last)
    session.draw_notice()
    foods = session.diary().foods(profile.id)
    quick_add.draw(profile, foods, day)
    entries = session.diary().entries.day(profile.id, day)
    st.header("Eaten this day" if entries else "Nothing logged this day")
    if entries:
        # In places of their own, like a notice.
        with st.container():
            entry_list.draw(profile, foods, entry_lines(entries, foods, profile.region))
        day_notes.draw(profile, day)
        with st.container():
            draw_k2(profile, foods, entries)
    elif editing := entry_form.open_entry_on(day):
        entry_form.draw(profile, foods, editing)
    elif logged is None:
        session.draw_empty_state(profile)
    session.draw_undo(profile)


def draw_k2(profile: Profile, foods: PersonalFoods, entries: Sequence[Entry]) -> None:
    """Show the K2 of the entries of a day."""
    estimated = foods.estimate(profile, frame_of(entries), "day")
    intake = estimated.intake
    words = headline(intake)
    st.header("K2 this day")
    with st.container(horizontal=True):
        st.metric("From food", words.amount)
        st.metric("Range (90 %)", words.range or "–")
        if words.supplements:
            st.metric("From supplements", words.supplements)
    st.caption(basis_note(words))
    if words.range:
        st.vega_lite_chart(day_chart(intake), alt=day_alt(intake))
    st.markdown(plain(period_caveat(estimated, "day")), help=plain(general_caveat()))
    by_form = st.expander("By form", key="by-form", on_change="rerun")
    if by_form.open:
        with by_form:
            st.table(form_table(intake), hide_index=True, border="horizontal")
            st.caption(form_notes(intake))
    draw_contributions(estimated, foods, "day", opened=False)


session.show(draw)
