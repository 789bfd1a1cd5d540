"""Weeks and entries as files, of one person or of everybody, for a span of days."""

from datetime import date

import pandas as pd
import streamlit as st

from app_pages.parts.shared import safely, session
from estimator.components import REGION_NAMES
from estimator.diary_values import EARLIEST_DATE, Profile
from estimator.files.codebook import entry_codebook
from estimator.foods.version import data_version
from estimator.spreadsheet_csv import csv_text
from estimator.views.files.export import (
    entry_export,
    entry_workbook,
    weekly_export,
    weekly_workbook,
    weekly_zip,
)

EVERYBODY = "Everybody"
AS_SET = ""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(profile: Profile) -> None:
    """Let the person say what is to be exported, and offer the files."""
    st.header("Export")
    diary = session.diary()
    span = diary.entries.span(profile.id)
    if span is None:
        st.markdown("Nothing is logged yet, so there is nothing to export.")
        return
    # Where a clock was set back, there are entries after today.
    latest = max(diary.people.today(profile.id), span[1])
    profiles = diary.people.all()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = [profile]
        if len(profiles) > 1 and (
            st.selectbox("Whose diary", [profile.name, EVERYBODY], key="export-whose", width=200)
            == EVERYBODY
        ):
            whose = profiles
        first, last = (
            st.date_input(
                label,
                day,
                key=key,
                min_value=EARLIEST_DATE,
                max_value=latest,
                format="YYYY-MM-DD",
                width=160,
            )
            for label, day, key in (
                ("From", span[0], "export-first"),
                ("To", span[1], "export-last"),
            )
        )
        region = st.selectbox(
            "Food from",
            [AS_SET, *REGION_NAMES],
            format_func=lambda one: REGION_NAMES.get(one, "the region each person has set"),
            key="export-region",
            width=300,
        )
    with st.container(horizontal=True):
        for_excel = st.checkbox("For Excel (marks the files as UTF-8)", key="export-excel")
        apart = st.checkbox("Break recipes into ingredients", key="export-apart")
    if first > last:
        st.error("The first day is after the last one. Choose an earlier first day.")
        return
    _draw_buttons(whose, (first, last), region or None, for_excel=for_excel, apart=apart)
    st.caption(
        "The weekly file has one row per ISO week, as means per logged day. The file of entries "
        "has everything that was logged, supplements, notes and complete days with it, and can "
        "be imported again unless recipes are broken into ingredients. "
        f"Food data {data_version()}. Estimates, not measurements."
    )


def _draw_buttons(
    whose: list[Profile],
    span: tuple[date, date],
    region: str | None,
    *,
    for_excel: bool,
    apart: bool,
) -> None:
    diary, name = session.diary(), f"{span[0]}-{span[1]}"

    def weekly() -> bytes:
        weeks = weekly_export(diary, whose, *span, region)
        return weekly_zip(weeks, f"k2-weekly-{name}", for_excel)

    def encoded(rows: pd.DataFrame) -> bytes:
        return csv_text(rows, for_excel).encode("utf-8")

    files = (
        ("Weekly CSV and its codebook", weekly, f"k2-weekly-{name}.zip", "application/zip"),
        (
            "Weeks as an Excel file",
            lambda: weekly_workbook(weekly_export(diary, whose, *span, region)),
            f"k2-weekly-{name}.xlsx",
            XLSX,
        ),
        (
            "CSV of every entry",
            lambda: encoded(entry_export(diary, whose, *span, recipes_apart=apart)),
            f"k2-entries-{name}.csv",
            "text/csv",
        ),
        (
            "Every entry as an Excel file",
            lambda: entry_workbook(entry_export(diary, whose, *span, recipes_apart=apart)),
            f"k2-entries-{name}.xlsx",
            XLSX,
        ),
        (
            "Codebook of the entries",
            lambda: encoded(entry_codebook()),
            "k2-entries-codebook.csv",
            "text/csv",
        ),
    )
    with st.container(horizontal=True):
        for label, data, file_name, mime in files:
            st.download_button(
                label,
                safely.file(data),
                file_name=file_name,
                mime=mime,
                on_click="ignore",
                key=f"export-{label}",
            )
