"""What if: a copy of a week with foods swapped or added, and what that does to K2 by form."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from app_pages.parts.shared import nothing_logged, safely, session
from app_pages.parts.shared.dates import choose_date
from app_pages.parts.what_if import add, change_list, swap
from estimator.calculation.intake import Estimate, per_logged_day
from estimator.charts.what_if import what_if_alt, what_if_chart
from estimator.components import K2_TOTAL
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import NAME_LENGTH, Planned, Profile
from estimator.insight.what_if import change_by_item, change_of_week
from estimator.periods import week_of
from estimator.spreadsheet_csv import csv_text
from estimator.views.people.people import file_stem
from estimator.views.shared.days import week_title
from estimator.views.shared.markdown import plain
from estimator.views.what_if.changes import AddedText, WeekChange, changed_copy, week_change_words
from estimator.views.what_if.file import comparison_rows
from estimator.views.what_if.tables import (
    NO_ADVICE,
    WHAT_IF_INTRO,
    change_sentence,
    change_table,
    item_table,
    notes,
    totals_sentence,
    week_foods,
)

MEAL_NAME = "what-if-name"


def draw() -> None:
    """Draw the page."""
    st.title("What if")
    profile = session.current_profile()
    nothing_logged.draw_sample_banner(profile)
    st.markdown(WHAT_IF_INTRO)
    span = session.diary().entries.span(profile.id)
    if span is None:
        session.draw_notice()
        nothing_logged.draw_empty_state(profile)
        return
    today = session.diary().people.today(profile.id)
    # An address that is kept goes on to name this week when another one is logged.
    day = choose_date("Week of", "week_of", span[1], timedelta(weeks=1), today, always=True)
    first = week_of(day, profile.week_start)
    st.header(week_title(first))
    frame = session.diary().entries.frame(profile.id, first, first + timedelta(days=6))
    if frame.empty:
        session.draw_notice()
        st.markdown("Nothing is logged this week.")
        nothing_logged.draw_log_link()
        return
    draw_week(profile, first, frame)


def draw_week(profile: Profile, first: date, frame: pd.DataFrame) -> None:
    """Draw what can be changed in a week, what was, and what comes of it."""
    foods = session.diary().foods(profile.id)
    table, measures = foods.table, foods.measures(profile)
    before = foods.estimate(profile, frame, None)
    eaten: Mapping[str, int] = frame["item"].value_counts().to_dict()
    days = frame["date"].nunique()
    changes = change_list.so_far(measures, table)
    if not changes:
        change_list.draw_examples(profile, table, eaten)
    week = week_foods(before.contributions([K2_TOTAL]), eaten, days)
    swap.draw(foods, measures, week, eaten, changes)
    add.draw(profile, changes)
    session.draw_notice()
    change_list.draw_changes(changes, table, eaten)
    if changes:
        draw_keep(profile, changes)
        after = changed_copy(frame, changes, measures, table)
        words = [week_change_words(change, table, eaten) for change in changes]
        draw_result(profile, foods, first, frame, before, after, words)


def draw_keep(profile: Profile, changes: Sequence[WeekChange]) -> None:
    """Say how to keep the changes, and offer to save what is added as a meal."""
    st.caption("The address of this page has all of it: keep or share it to come back to this.")
    added = [one.planned for one in changes if isinstance(one, AddedText)]
    if not added:
        return
    with (
        st.expander("Save what is added as a meal"),
        st.form("what-if-save", border=False),
    ):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("Name of the meal", key=MEAL_NAME, max_chars=NAME_LENGTH)
            st.form_submit_button(
                "Save", on_click=safely.callback(save_meal), args=(profile, added)
            )
        st.caption("It can be logged from the Log page then. The diary itself stays as it is.")


def save_meal(profile: Profile, added: Sequence[Planned]) -> None:
    """Save what is added as a meal; the name stays, so that a second click changes nothing."""
    name = st.session_state[MEAL_NAME]
    items = [(one.item_id, one.amount, one.unit) for one in added]
    session.attempt(
        lambda: session.diary().meals.plan(profile.id, name, items), f"Saved as a meal: {name}."
    )


def draw_result(
    profile: Profile,
    foods: PersonalFoods,
    first: date,
    frame: pd.DataFrame,
    before: Estimate,
    week: pd.DataFrame,
    words: Sequence[str],
) -> None:
    """Show the week as it was and as changed."""
    composition = foods.composition(profile.region)
    after = foods.estimate(profile, week, None)
    was, will_be = per_logged_day(before.intake), per_logged_day(after.intake)
    change = change_of_week(frame, week, composition)
    days = int(before.periods["days_logged"].iloc[0])
    st.header("What it would do")
    st.markdown(f"**{plain(change_sentence(change, days))}**")
    st.markdown(plain(totals_sentence(was, will_be)))
    st.markdown(NO_ADVICE)
    st.vega_lite_chart(what_if_chart(was, will_be), alt=what_if_alt(was, will_be))
    table = change_table(was, will_be, change, days)
    st.dataframe(table, hide_index=True, height="content", alt="Change of K2 by form, µg/day")
    st.caption(notes(table, days))
    st.subheader("Which foods make the change")
    by_item = change_by_item(frame, week, composition)
    st.table(item_table(by_item, foods.table, days), hide_index=True, border="horizontal")

    def comparison() -> bytes:
        return csv_text(comparison_rows(was, will_be, change, first, words, profile.region)).encode(
            "utf-8"
        )

    st.download_button(
        "Download this comparison (CSV)",
        safely.file(comparison),
        file_name=f"{file_stem(profile)}-what-if-{first}.csv",
        mime="text/csv",
        on_click="ignore",
        key="what-if-csv",
    )


session.show(draw)
