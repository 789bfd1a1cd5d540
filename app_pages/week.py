"""Week: the K2 of an ISO week by form and day, and the weekly CSV."""

from datetime import date, timedelta

import streamlit as st

from app_pages.parts.shared import safely, session
from app_pages.parts.shared.contributions import draw_contributions
from app_pages.parts.shared.dates import choose_date
from app_pages.parts.shared.span import choose_complete
from estimator.calculation.intake import per_logged_day
from estimator.charts.intake import week_alt, week_chart
from estimator.diary_values import EARLIEST_DATE, Profile
from estimator.foods.table import data_version
from estimator.periods import monday_of, week_of
from estimator.spreadsheet_csv import csv_text
from estimator.views.files.export import weekly_export
from estimator.views.shared.caveat import general_caveat, period_caveat
from estimator.views.shared.days import (
    basis_note,
    form_notes,
    form_table,
    headline,
    week_title,
)
from estimator.views.shared.markdown import plain


def draw() -> None:
    """Draw the page."""
    st.title("Week")
    profile = session.current_profile()
    session.draw_sample_banner(profile)
    span = session.diary().entries.span(profile.id)
    session.draw_notice()
    if span is None:
        session.draw_empty_state(profile)
        return
    today = session.diary().people.today(profile.id)
    day = choose_date("Week of", "week_of", span[1], timedelta(weeks=1), today)
    draw_week(profile, week_of(day, profile.week_start), choose_complete(profile))
    draw_weekly_download(profile, span)
    session.draw_undo(profile)


def draw_week(profile: Profile, first: date, complete_only: bool) -> None:
    """Show the seven days from the first on."""
    st.header(week_title(first))
    diary = session.diary()
    foods = diary.foods(profile.id)
    frame = diary.entries.frame(
        profile.id, first, first + timedelta(days=6), complete_only=complete_only
    )
    if frame.empty:
        what = (
            "No day of this week is marked as complete"
            if complete_only
            else ("Nothing is logged this week")
        )
        st.info(f"{what}. Choose another week, or log a day on the Log page.")
        return
    week = foods.estimate(profile, frame, None)
    intake = per_logged_day(week.intake)
    period = week.periods.iloc[0]
    words = headline(intake)
    with st.container(horizontal=True):
        st.metric("From food, per logged day", words.amount)
        st.metric("Range (90 %)", words.range or "–")
        st.metric("Days logged", f"{period['days_logged']} of 7")
        if words.supplements:
            st.metric("From supplements", words.supplements)
    st.caption(basis_note(words))
    st.markdown(f"**{plain(period_caveat(week, 'week'))}** {plain(general_caveat())}")
    by_day = foods.estimate(profile, frame, "day").intake
    st.vega_lite_chart(week_chart(by_day, first), alt=week_alt(by_day, first))
    st.caption(
        "Line: the 90 % range of a day. ≥: at least, as of something eaten nothing can be said."
    )
    st.subheader("By form, mean per logged day")
    st.table(form_table(intake), hide_index=True, border="horizontal")
    st.caption(form_notes(intake))
    draw_contributions(week, foods, "week", opened=True)


def draw_weekly_download(profile: Profile, span: tuple[date, date]) -> None:
    """Offer the weekly CSV for a span of weeks."""
    st.header("Weekly CSV")
    latest = max(session.diary().people.today(profile.id), span[1])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first, last = (
            st.date_input(
                label, day, key=key, min_value=EARLIEST_DATE, max_value=latest, format="YYYY-MM-DD"
            )
            for label, day, key in (
                ("From the week of", span[0], "csv-first"),
                ("To the week of", span[1], "csv-last"),
            )
        )
    for_excel = st.checkbox("For Excel (marks the file as UTF-8)", key="csv-excel")
    start, end = monday_of(first), monday_of(last) + timedelta(days=6)
    if start > end:
        st.error("The first week is after the last one. Choose an earlier first week.")
        return

    diary = session.diary()  # the file is made later, by nobody's page

    def weekly_csv() -> bytes:
        weeks = weekly_export(diary, [profile], start, end)
        return csv_text(weeks, for_excel).encode("utf-8")

    st.download_button(
        "Download weekly CSV",
        safely.file(weekly_csv),
        file_name=f"k2-weekly-{start}-{end}.csv",
        mime="text/csv",
        on_click="ignore",
        key="download",
    )
    st.caption(
        f"One row per week, means per logged day; food data {data_version()}. "
        "The Files page has it with a codebook, and every entry."
    )
    st.page_link("app_pages/data_changes.py", label="What changed in the food data")


session.show(draw)
