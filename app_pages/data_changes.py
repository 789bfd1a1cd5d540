"""Data changes: what another version of the food data makes of the weeks, and why."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from app_pages.parts.foods.food import in_markdown
from app_pages.parts.shared import nothing_logged, safely, session
from app_pages.parts.shared.span import Span, choose_span
from estimator.charts.data_changes import data_changes_alt, data_changes_chart
from estimator.composition.versions import DataVersion, current_version, earlier_versions
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.recalculation import Recalculation, over_periods, recalculate
from estimator.spreadsheet_csv import csv_text
from estimator.views.data_changes.file import data_change_rows
from estimator.views.data_changes.reasons import Reasons, cell_table, reasons_of
from estimator.views.data_changes.tables import (
    DATA_CHANGES_INTRO,
    TABLE_NOTE,
    changed_form_table,
    first_version_words,
    not_there_words,
    summary,
    version_words,
    week_table,
    why_table,
)
from estimator.views.people.people import file_stem
from estimator.views.shared.markdown import plain

ALL_WEEKS = "All weeks"
# As wide as its sentences are read with ease: on a phone it is wiped along.
STYLE = """<style>
@media (max-width: 640px) {
  .st-key-why [data-testid=stTable] { overflow-x: auto; }
  .st-key-why table { min-width: 38rem; }
}
</style>"""


def draw() -> None:
    """Draw the page."""
    st.html(STYLE)
    st.title("Data changes")
    profile = session.current_profile()
    st.markdown(DATA_CHANGES_INTRO)
    current, earlier = current_version(), earlier_versions()
    if not earlier:
        st.info(plain(first_version_words(current)))
        return
    st.markdown(f"Food data {plain(version_words(current))}, is in use.")
    by_name = {one.version: one for one in earlier}
    chosen = st.selectbox(
        "Compared with",
        list(by_name),
        format_func=lambda name: version_words(by_name[name]),
        key="with",
        width=260,
        bind="query-params",
        persist_state="session",
    )
    before = by_name[chosen]
    nothing_logged.draw_sample_banner(profile)
    session.draw_notice()
    span = choose_span(profile)
    if span is not None:
        draw_span(profile, span, before, current)
    draw_figures(reasons_of(before, current, profile.region), profile)


def draw_span(profile: Profile, span: Span, before: DataVersion, after: DataVersion) -> None:
    """Draw what changed in a span of days."""
    frame = span.frame(profile)
    if frame.empty:
        st.info("No day of this span counts. Choose another span.")
        return
    foods = session.diary().foods(profile.id)
    own, amounts = list(foods.versions.values()), not profile.exact_amounts
    weeks = recalculate(frame, before, after, profile.region, own, amounts=amounts)
    intake = weeks.intake()
    reasons = reasons_of(before, after, profile.region)
    st.markdown(f"**{plain(summary(intake, before, after))}**")
    if missing := not_there_words(weeks, reasons, foods.table):
        st.warning(plain(missing))
    if not intake["differs"].any():
        return
    if intake["change_ug"].any():
        start = weeks.after.periods.set_index("period")["start"]
        st.vega_lite_chart(data_changes_chart(intake, start), alt=data_changes_alt(intake))
    changed = week_table(intake, weeks.by_item(), foods.table)
    st.dataframe(changed, hide_index=True, alt="Weeks that changed, before and after")
    st.caption(TABLE_NOTE)
    st.header("Why")

    def whole_span() -> Recalculation:
        return recalculate(frame, before, after, profile.region, own, by=None, amounts=amounts)

    draw_why(weeks, whole_span, changed["Week"].tolist(), reasons, foods)
    draw_figures_download(profile, span, weeks, before, after)


@safely.fragment
def draw_why(
    weeks: Recalculation,
    whole_span: Callable[[], Recalculation],
    changed: list[str],
    reasons: Reasons,
    foods: PersonalFoods,
) -> None:
    """Draw the foods and forms that changed, of all weeks or of one; nothing else anew."""
    week = st.selectbox("Week", [ALL_WEEKS, *changed], key="changed-week", width=200)
    periods, items, intake = weeks.after.periods, weeks.by_item(), weeks.intake()
    if week != ALL_WEEKS:
        periods, items, intake = (rows[rows["period"] == week] for rows in (periods, items, intake))
    draw_foods(over_periods(items), int(periods["days_logged"].sum()), reasons, foods)
    forms = st.expander("By form", key="changed-forms", on_change="rerun")
    if forms.open:
        # The ranges of weeks don't add up to that of all of them.
        by_form = changed_form_table(whole_span().intake() if week == ALL_WEEKS else intake)
        forms.table(by_form, hide_index=True, border="horizontal")


def draw_foods(items: pd.DataFrame, days: int, reasons: Reasons, foods: PersonalFoods) -> None:
    """Draw the foods that made a change, and the sources that say something else of them."""
    with st.container(key="why"):
        st.table(why_table(items, days, reasons, foods.table), hide_index=True, border="horizontal")
    if citations := reasons.citations(items["item"]):
        with st.expander("The sources"):
            st.markdown("\n".join(f"- {in_markdown(citation)}" for citation in citations))


def draw_figures_download(
    profile: Profile, span: Span, weeks: Recalculation, before: DataVersion, after: DataVersion
) -> None:
    """Offer the figures as a file."""
    st.download_button(
        "Download these figures (CSV)",
        safely.file(
            lambda: csv_text(data_change_rows(weeks, before, after, profile.region)).encode()
        ),
        file_name=f"{file_stem(profile)}-data-{before.version}-{after.version}-{span.first}-"
        f"{span.last}.csv",
        mime="text/csv",
        on_click="ignore",
        key="data-changes-csv",
    )


@safely.fragment
def draw_figures(reasons: Reasons, profile: Profile) -> None:
    """List every figure that differs; what is closed is not made, so that clicks stay quick."""
    listed = st.expander("All figures that changed", key="changed-figures", on_change="rerun")
    if listed.open:
        with listed:
            table = session.diary().foods(profile.id).table
            st.dataframe(cell_table(reasons, table), hide_index=True, alt="Figures that changed")


session.show(draw)
