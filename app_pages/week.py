"""Week: the K2 of an ISO week by form and day, and the weekly CSV."""

from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.parts.shared import safely, session
from app_pages.parts.shared.contributions import draw_contributions
from app_pages.parts.shared.dates import choose_date
from app_pages.parts.shared.span import choose_complete
from app_pages.parts.shared.wide import widen
from estimator.calculation.intake import Estimate, per_logged_day
from estimator.charts.intake import week_alt, week_chart
from estimator.components import K2_TOTAL
from estimator.diary_values import EARLIEST_DATE, Profile
from estimator.foods.table import data_version
from estimator.periods import monday_of, week_of
from estimator.spreadsheet_csv import csv_text
from estimator.views.files.export import weekly_export
from estimator.views.shared.caveat import (
    general_caveat,
    is_it_a_lot,
    natto_days,
    period_caveat,
)
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
    widen()
    st.title("Week")
    profile = session.current_profile()
    session.draw_sample_banner(profile)
    span = session.diary().entries.span(profile.id)
    session.draw_notice()
    if span is None:
        session.draw_empty_state(profile)
        return
    today = session.diary().people.today(profile.id)
    with st.container(horizontal=True, vertical_alignment="center", key="week-head"):
        day = choose_date("Week of", "week_of", span[1], timedelta(weeks=1), today)
        head = st.container(width="content")
        st.page_link("app_pages/report.py", label="Report")
    draw_week(profile, week_of(day, profile.week_start), choose_complete(profile))
    draw_weekly_download(profile, span, head)
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
        st.markdown(f"{what}. Choose another week, or log a day on Log.")
        return
    week = foods.estimate(profile, frame, None)
    intake = per_logged_day(week.intake)
    period = week.periods.iloc[0]
    words = headline(intake)
    by_day = foods.estimate(profile, frame, "day")
    main, side = st.columns([7, 4], gap="medium")
    with main:
        with st.container(horizontal=True):
            st.metric("From food, per logged day", words.amount)
            st.metric("Range (90 %)", words.range or "–")
            st.metric("Days logged", f"{period['days_logged']} of 7")
            if words.supplements:
                st.metric("From supplements", words.supplements)
        _draw_days(by_day, first)
        draw_contributions(week, foods, "week", opened=True)
    with side:
        total = intake[intake["component"] == K2_TOTAL].iloc[0]
        a_lot = is_it_a_lot(
            *(total[f"{name}_per_day"] for name in ("estimate_ug", "low_ug", "high_ug")),
            total["coverage"],
        )
        st.markdown(f"**{plain(period_caveat(week, 'week'))}**")
        asked = f"**Is that a lot?** {a_lot} " if a_lot else ""
        st.markdown(f"{asked}{plain(general_caveat())}")
        st.caption(basis_note(words))
        st.subheader("By form, mean per logged day", anchor=False)
        st.table(form_table(intake), hide_index=True, border="horizontal")
        st.caption(form_notes(intake))


def _draw_days(by_day: Estimate, first: date) -> None:
    """Draw a bar for each day; one of natto doesn't flatten the others unless it shall."""
    natto = natto_days(by_day)
    true_scale = bool(natto) and st.toggle(
        "Natto at its true scale", key="true-scale", persist_state="session"
    )
    intake = by_day.intake
    st.vega_lite_chart(
        week_chart(intake, first, frozenset() if true_scale else natto),
        alt=week_alt(intake, first),
    )
    words = ["Line: the 90 % range of a day."]
    if natto and not true_scale:
        words.append("↑: a bar cut off, with its amount.")
    words.append("≥: at least, as of something eaten nothing can be said.")
    st.caption(" ".join(words))


def draw_weekly_download(profile: Profile, span: tuple[date, date], head: DeltaGenerator) -> None:
    """Offer the weekly CSV in the head of the page, and ask here for which weeks."""
    st.header("Weekly CSV", anchor=False)
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

    head.download_button(
        "Download weekly CSV",
        safely.file(weekly_csv),
        file_name=f"k2-weekly-{start}-{end}.csv",
        mime="text/csv",
        on_click="ignore",
        key="download",
        type="primary",
    )
    st.caption(
        "The file is in the head of this page. "
        f"One row per week, means per logged day; food data {data_version()}. "
        "The Files page has it with a codebook, and every entry."
    )
    st.page_link("app_pages/data_changes.py", label="What changed in the food data")


session.show(draw)
