"""Week: the K2 of an ISO week by form and day, and the weekly CSV."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.parts.shared import next_question, nothing_logged, safely, session
from app_pages.parts.shared.contributions import draw_contributions
from app_pages.parts.shared.dates import choose_date
from app_pages.parts.shared.span import choose_complete
from app_pages.parts.shared.true_scale import TORN_NOTE, draw_true_scale
from app_pages.parts.shared.wide import widen
from app_pages.parts.week.k1 import draw_k1
from estimator.calculation.intake import Estimate, per_logged_day
from estimator.charts.intake import week_alt, week_chart
from estimator.components import K2_TOTAL
from estimator.diary_values import EARLIEST_DATE, Profile
from estimator.foods.version import data_version
from estimator.periods import monday_of, week_of
from estimator.spreadsheet_csv import csv_text
from estimator.views.files.export import weekly_export
from estimator.views.shared.caveat import (
    general_caveat,
    is_it_a_lot,
    period_caveat,
    without_natto,
)
from estimator.views.shared.days import (
    basis_note,
    form_notes,
    form_table,
    headline,
    week_title,
    without_blank,
)
from estimator.views.shared.markdown import plain
from estimator.views.shared.uncertainty import uncertainty_words

STYLE = """<style>
.st-key-week-head h1 { padding: 0; }
.st-key-week-head [data-testid=stHeading] > * { margin-bottom: 0; }
.stMetric [data-testid=stMetricValue] { font-size: 1.6rem; font-weight: 600; }
@media (max-width: 640px) {
  .st-key-week-head > :first-child { flex-basis: 100%; }
  .st-key-week-head h1 { font-size: 1.4rem; }
  .st-key-week-figures { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
  .st-key-week-figures [data-testid=stMetricValue] { font-size: 1.3rem; }
}
</style>"""


def draw() -> None:
    """Draw the page."""
    widen()
    st.html(STYLE)
    if session.chosen_profile() is None:
        st.title("Week", anchor=False)
    profile = session.current_profile()
    nothing_logged.draw_sample_banner(profile)
    span = session.diary().entries.span(profile.id)
    if span is None:
        session.draw_notice()
        st.title("Week", anchor=False)
        nothing_logged.draw_empty_state(profile)
        return
    today = session.diary().people.today(profile.id)
    with st.container(horizontal=True, vertical_alignment="center", key="week-head"):
        heading = st.container(width="stretch")
        download = st.container(width="content")
        st.page_link("app_pages/report.py", label="Report")
    with st.container(horizontal=True, vertical_alignment="center"):
        day = choose_date("Week of", "week_of", span[1], timedelta(weeks=1), today)
        complete_only = choose_complete(profile)
    first = week_of(day, profile.week_start)
    heading.title(week_title(first), anchor=False)
    draw_week(profile, first, complete_only)
    draw_weekly_download(profile, span, download)
    session.draw_done(profile)


def draw_week(profile: Profile, first: date, complete_only: bool) -> None:
    """Show the seven days from the first on."""
    diary = session.diary()
    foods = diary.foods(profile.id)
    frame = diary.entries.frame(
        profile.id, first, first + timedelta(days=6), complete_only=complete_only
    )
    if frame.empty:
        what = (
            "No day of this week is marked as complete"
            if complete_only
            else "Nothing is logged this week"
        )
        st.markdown(f"{what}.")
        nothing_logged.draw_log_link()
        return
    week = foods.estimate(profile, frame, None)
    by_day = foods.estimate(profile, frame, "day")
    means = per_logged_day(week.intake)
    main, side = st.columns([7, 4], gap="medium")
    with main:
        _draw_head(week, means)
        st.markdown(f"**{plain(period_caveat(week, 'week'))}**")
        _draw_days(by_day, first)
        if profile.takes_vka:
            draw_k1(profile, foods, frame, first)
        draw_contributions(week, foods, "week", opened=True)
    with side:
        _draw_by_form(week, means)
        next_question.draw(profile, foods, lambda: week)


def _draw_head(week: Estimate, means: pd.DataFrame) -> None:
    """Say how much a day of the week had, with natto and without it."""
    period = week.periods.iloc[0]
    words = headline(means)
    with st.container(horizontal=True, key="week-figures"):
        st.metric("From food, per logged day", words.amount)
        st.metric("Most likely", words.range or "–")
        if period["natto_share"] > 0:
            st.metric("Without natto and its kin", without_natto(week, "week"))
        st.metric("Days logged", f"{period['days_logged']} of 7")
        if words.supplements:
            st.metric("From supplements", words.supplements)


def _draw_by_form(week: Estimate, intake: pd.DataFrame) -> None:
    """Say what it rests on, whether it is a lot, and what it is made of."""
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    a_lot = is_it_a_lot(
        *(total[f"{name}_per_day"] for name in ("estimate_ug", "low_ug", "high_ug")),
        total["coverage"],
    )
    asked = f"**Is that a lot?** {a_lot} " if a_lot else ""
    st.markdown(f"{asked}{plain(general_caveat())}")
    st.caption(basis_note(headline(intake)))
    if unsure := uncertainty_words(week.k2[0]):
        st.markdown(f"**What is uncertain?** {unsure}")
    st.header("By form, mean per logged day", anchor=False)
    st.table(without_blank(form_table(intake)), hide_index=True, border="horizontal")
    st.caption(form_notes(intake))


def _draw_days(by_day: Estimate, first: date) -> None:
    """Draw a bar for each day; one of natto doesn't flatten the others unless it shall."""
    torn = draw_true_scale(by_day)
    intake = by_day.intake
    st.vega_lite_chart(week_chart(intake, first, torn), alt=week_alt(intake, first))
    words = ["Line: where the day most likely lies."]
    if torn:
        words.append(TORN_NOTE)
    if (intake.loc[intake["component"] == K2_TOTAL, "coverage"] < 1).any():
        words.append("≥: at least, as of something eaten nothing can be said.")
    st.caption(" ".join(words))


def draw_weekly_download(profile: Profile, span: tuple[date, date], head: DeltaGenerator) -> None:
    """Offer the weekly CSV in the head of the page, and ask here for which weeks."""
    st.header("Weeks of the CSV", anchor=False)
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
        "Weekly CSV",
        safely.file(weekly_csv),
        file_name=f"k2-weekly-{start}-{end}.csv",
        mime="text/csv",
        on_click="ignore",
        key="download",
        type="primary",
    )
    st.caption(
        "Weekly CSV, at the head of this page, is the file: a row for each week, means per logged "
        f"day, food data {data_version()}. The page Files has it with a codebook, and a CSV of "
        "every entry."
    )
    st.page_link("app_pages/data_changes.py", label="What changed in the food data")


session.show(draw)
