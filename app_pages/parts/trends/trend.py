"""The trend of a span: day by day or week by week, by form or food group, and by weekday."""

import pandas as pd
import streamlit as st

from app_pages.parts.shared import safely
from app_pages.parts.shared.kept import kept
from app_pages.parts.shared.span import Span
from app_pages.parts.shared.true_scale import TORN_NOTE, draw_true_scale
from estimator.calculation.intake import Estimate
from estimator.charts.trends import trend_alt, trend_chart, weekday_alt, weekday_chart
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.series import by_form, by_group, series, weekday_pattern
from estimator.spreadsheet_csv import csv_text
from estimator.views.people.people import file_stem
from estimator.views.shared.markdown import plain
from estimator.views.trends.trend import (
    SPLIT_NAMES,
    STEP_NAMES,
    chart_notes,
    named_parts,
    trend_csv,
    trend_table,
    trend_words,
    usual_step,
)


def draw(profile: Profile, foods: PersonalFoods, span: Span, frame: pd.DataFrame) -> None:
    """Draw the view."""
    by, split, natto, supplements = choose_display(span)

    def make() -> tuple[Estimate, pd.DataFrame, pd.DataFrame]:
        estimated = foods.estimate(profile, frame, by, natto=natto)
        by_day = estimated if by == "day" else foods.estimate(profile, frame, "day", natto=natto)
        rows, days = (series(one, span.first, span.last) for one in (estimated, by_day))
        return estimated, rows, days

    estimated, rows, days = kept("trend", (span.rests_on(profile), by, natto), make)
    parts = by_form(estimated) if split == "form" else by_group(estimated, foods.table)
    torn = draw_true_scale(estimated)
    chart = trend_chart(rows, named_parts(parts, split), by, split, supplements, torn)
    st.vega_lite_chart(chart, alt=trend_alt(rows, by))
    st.markdown(plain(trend_words(rows, by)))
    notes = [chart_notes(rows, by), TORN_NOTE if torn else ""]
    st.caption(" ".join(note for note in notes if note))
    draw_weekdays(days)
    figures = st.expander("The figures", key="trend-figures", on_change="rerun")
    if figures.open:  # closed it isn't even made, so that clicks stay quick
        with figures:
            st.dataframe(trend_table(rows, by), hide_index=True, alt=f"K2 {by} by {by}")
    st.download_button(
        "Download these figures (CSV)",
        safely.file(lambda: csv_text(trend_csv(rows, profile.region)).encode()),
        file_name=f"{file_stem(profile)}-by-{by}-{span.first}-{span.last}.csv",
        mime="text/csv",
        on_click="ignore",
        key="trend-csv",
    )


def choose_display(span: Span) -> tuple[str, str, bool, bool]:
    """Ask how it is shown: by what, split by what, with natto, with supplements."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.radio(
            "Step",
            list(STEP_NAMES),
            index=list(STEP_NAMES).index(usual_step(span.first, span.last)),
            format_func=STEP_NAMES.__getitem__,
            horizontal=True,
            key=f"trend-step-{usual_step(span.first, span.last)}",
            persist_state="session",
        )
        split = st.radio(
            "Split by",
            list(SPLIT_NAMES),
            format_func=SPLIT_NAMES.__getitem__,
            horizontal=True,
            key="trend-split",
            persist_state="session",
        )
        no_natto = st.toggle(
            "Without natto and its kin",
            key="trend-no-natto",
            persist_state="session",
            help="Natto, douchi and cheonggukjang dwarf all else; this shows what the rest does",
        )
        supplements = st.toggle("Show supplements", key="trend-pills", persist_state="session")
    return str(by), str(split), not no_natto, supplements


def draw_weekdays(rows: pd.DataFrame) -> None:
    """Draw the weekdays, once there is one to compare with the next of its name."""
    pattern = weekday_pattern(rows)
    if (pattern["days"] < 2).all():
        return
    st.header("By weekday")
    st.vega_lite_chart(weekday_chart(pattern), alt=weekday_alt(pattern))
    st.caption("Bar: mean of the logged days; line: from the lowest to the highest tenth of them.")
