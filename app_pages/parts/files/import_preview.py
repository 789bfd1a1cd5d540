"""What a file would change, drawn before it is imported: changed, understood and left out."""

import streamlit as st

from app_pages.parts.shared import safely
from estimator.foods.table import FoodTable
from estimator.importing.import_plan import ImportPlan
from estimator.spreadsheet_csv import csv_text
from estimator.views.files.importing import (
    SERVINGS,
    SERVINGS_HELP,
    changed_table,
    left_out_rows,
    left_out_table,
    servings_words,
    understood_table,
    weighed_table,
)
from estimator.views.shared.figures import counted


def draw_changed(plan: ImportPlan, table: FoodTable) -> None:
    """Show the entries of the diary that the file has otherwise."""
    if plan.changed:
        with st.expander(f"{counted(len(plan.changed), 'entry', 'entries')} would change"):
            st.dataframe(
                changed_table(plan.changed, table), hide_index=True, alt="Entries that would change"
            )


def draw_understood(plan: ImportPlan, table: FoodTable) -> None:
    """Show what was read into the file, food by food and row by row."""
    for rows, what, alt in (
        (understood_table(plan), "food", "Foods read by their words"),
        (weighed_table(plan, table), "row", "Rows whose weight was worked out"),
    ):
        if len(rows):
            how = "understood by words" if what == "food" else "with a weight worked out"
            with st.expander(f"{counted(len(rows), what)} {how}"):
                st.dataframe(rows, hide_index=True, alt=alt)


def draw_left_out(plan: ImportPlan) -> None:
    """Show the rows that are not counted, and why, and offer them as a file."""
    if not plan.left_out:
        return
    with st.expander(f"{counted(len(plan.left_out), 'row')} left out, not counted in any figure"):
        st.dataframe(left_out_table(plan), hide_index=True, alt="Rows left out, and why")
        st.download_button(
            "Save them as a file",
            safely.file(lambda: csv_text(left_out_rows(plan)).encode("utf-8")),
            file_name="k2-left-out.csv",
            mime="text/csv",
            on_click="ignore",
            key="import-left-out",
        )


def draw_servings(plan: ImportPlan) -> None:
    """Offer to count servings of which the file has no weight, all by one answer."""
    if plan.servings or st.session_state.get("import-servings"):
        st.checkbox(SERVINGS, key="import-servings", help=SERVINGS_HELP)
        st.caption(servings_words(plan))
