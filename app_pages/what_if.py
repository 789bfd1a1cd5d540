"""What if: a copy of a week with foods swapped or added, and what that does to K2 by form."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st

from app_pages import read_rows, session
from estimator.charts.what_if import what_if_alt, what_if_chart
from estimator.components import K2_TOTAL
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.exports import csv_text
from estimator.insight.what_if import change_of_week, changed_week
from estimator.intake import Estimate, estimate
from estimator.periods import week_of
from estimator.quick_add import LONGEST_TEXT, Understood
from estimator.records import NAME_LENGTH, Planned, Profile
from estimator.units import Measures
from estimator.views.changes import (
    AddedText,
    Change,
    added_of,
    change_text,
    change_words,
    changes_of_texts,
    foods_by_name,
    swap_text,
    swaps_of,
    with_change,
)
from estimator.views.days import plain, week_title
from estimator.views.figures import counted
from estimator.views.people import file_stem
from estimator.views.what_if import (
    INTRO,
    NO_ADVICE,
    RANGE_NOTE,
    change_sentence,
    change_table,
    week_foods,
)

ADDRESS = "change"
STATE = "what-if"
TIMES = (1, 2, 3, 4, 5, 6, 7, 14, 21)


def draw() -> None:
    """Draw the page."""
    st.title("What if")
    profile = session.current_profile()
    session.draw_sample_banner(profile)
    st.markdown(INTRO)
    session.draw_notice()
    span = session.diary().logged_span(profile.id)
    if span is None:
        session.draw_empty_state(profile)
        return
    today = session.diary().today(profile.id)
    day = session.choose_date("Week of", "week_of", span[1], timedelta(weeks=1), today)
    first = week_of(day, profile.week_start)
    st.header(week_title(first))
    frame = session.diary().frame(profile.id, first, first + timedelta(days=6))
    if frame.empty:
        st.info("Nothing is logged this week. Choose another week, or log a day on the Log page.")
        return
    foods = session.diary().foods(profile.id)
    composition = foods.composition(profile.region)
    before = estimate(frame, None, profile.region, composition=composition)
    changes = changes_so_far(foods)
    draw_swap(foods, before, changes)
    draw_add(profile, changes)
    draw_changes(foods, frame, changes)
    if changes:
        draw_result(profile, foods, frame, before, changes)
        draw_keep(profile, changes)


def changes_so_far(foods: PersonalFoods) -> list[Change]:
    """Return the changes; to begin with those of the address, which says them from then on."""
    if STATE not in st.session_state:
        asked = st.query_params.get_all(ADDRESS)
        st.session_state[STATE] = changes_of_texts(asked, foods.table)
    changes: list[Change] = st.session_state[STATE]
    if changes:
        st.query_params[ADDRESS] = [change_text(one) for one in changes]
    else:
        st.query_params.pop(ADDRESS, None)
    return changes


def draw_swap(foods: PersonalFoods, before: Estimate, changes: Sequence[Change]) -> None:
    """Let the person choose a food of the week and what is eaten in its place."""
    table = foods.table
    with st.form("swap"):
        st.subheader("Swap, change or leave out")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                "Of this week",
                week_foods(before.contributions([K2_TOTAL])),
                format_func=table.name_of,
                key="swap-item",
            )
            st.selectbox(
                "Eat instead",
                foods_by_name(foods),
                index=None,
                format_func=table.name_of,
                placeholder="The same food",
                key="swap-to",
            )
            st.text_input("Times the grams", "1", key="swap-factor", width=130)
        st.caption("2 is twice as much, 0.5 is half, 0 leaves it out.")
        st.form_submit_button("Change it", on_click=add_swap, args=(foods, changes))


def add_swap(foods: PersonalFoods, changes: Sequence[Change]) -> None:
    """Put the swap that was chosen among the changes."""
    item, to, factor = (st.session_state[f"swap-{name}"] for name in ("item", "to", "factor"))
    add_changes(changes, lambda: [swap_text(foods.table, item, to or item, factor)])


def draw_add(profile: Profile, changes: Sequence[Change]) -> None:
    """Let the person write what is eaten on top."""
    with st.container(border=True):
        st.subheader("Add")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            text = st.text_input(
                "What?",
                key="what-if-text",
                max_chars=LONGEST_TEXT,
                placeholder="1 pack natto",
                autocomplete="off",
            ).strip()
            st.selectbox(
                "How often?",
                TIMES,
                format_func=lambda n: "once a week" if n == 1 else f"{n} times a week",
                key="what-if-times",
                width=180,
            )
        if not text:
            st.caption("Write it as on the Log page: how much of what.")
            return
        try:
            rows = read_rows.draw(profile, text, "what-if-text")
        except InputError as error:
            st.error(plain(str(error)))
            return
        read = [
            Planned(item_id=row.item.item_id, amount=row.amount, unit=row.unit)
            for row in rows
            if isinstance(row, Understood)
        ]
        st.button(
            "Add it",
            key="what-if-add",
            disabled=not read,
            on_click=add_read,
            args=(changes, read),
        )


def add_read(changes: Sequence[Change], read: Sequence[Planned]) -> None:
    """Put what was written among the changes, and empty the box."""
    times = st.session_state["what-if-times"]
    if add_changes(changes, lambda: [AddedText(planned, times) for planned in read]):
        st.session_state["what-if-text"] = ""


def add_changes(changes: Sequence[Change], read: Callable[[], Sequence[Change]]) -> bool:
    """Put more changes beside those there are, all or none."""

    def add() -> str:
        all_of_them = list(changes)
        for one in read():
            all_of_them = with_change(all_of_them, one)
        st.session_state[STATE] = all_of_them
        return ""

    return session.attempt(add)


def draw_changes(foods: PersonalFoods, frame: pd.DataFrame, changes: Sequence[Change]) -> None:
    """List the changes, each with a button that takes it back."""
    st.subheader("Changed so far")
    if not changes:
        st.info("Nothing yet. Swap a food of this week, or add one.")
    eaten = set(frame["item"])
    for place, change in enumerate(changes):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(change_words(change, foods.table, eaten)))
            st.button(
                "Take back",
                key=f"take-back-{place}",
                type="tertiary",
                on_click=take_back,
                args=(change,),
            )
    if len(changes) > 1:
        st.button("Take all back", key="take-all-back", on_click=take_back)


def take_back(change: Change | None = None) -> None:
    """Take one change back, or all."""
    st.session_state[STATE] = [
        one for one in st.session_state[STATE] if change is not None and one != change
    ]


def draw_result(
    profile: Profile,
    foods: PersonalFoods,
    frame: pd.DataFrame,
    before: Estimate,
    changes: Sequence[Change],
) -> None:
    """Show the week as it was and as changed."""
    composition = foods.composition(profile.region)
    measures = Measures(profile.cup, foods.table)
    week = changed_week(frame, swaps_of(changes), added_of(changes, measures, foods.table))
    after = estimate(week, None, profile.region, composition=composition)
    change = change_of_week(frame, week, composition)
    days = int(before.periods["days_logged"].iloc[0])
    st.header("What it would do")
    st.markdown(f"**{plain(change_sentence(change, days))}**")
    st.vega_lite_chart(
        what_if_chart(before.intake, after.intake), alt=what_if_alt(before.intake, after.intake)
    )
    table = change_table(before.intake, after.intake, change, days)
    st.dataframe(table, hide_index=True, height="content", alt="Change of K2 by form, µg/day")
    st.caption(
        f"µg per logged day ({counted(days, 'day')}), with 90 % ranges. {RANGE_NOTE} "
        "Supplements are counted by label, apart from food."
    )
    st.caption(NO_ADVICE)
    st.download_button(
        "Download this comparison (CSV)",
        lambda: csv_text(table).encode(),
        file_name=f"{file_stem(profile)}-what-if.csv",
        mime="text/csv",
        on_click="ignore",
        key="what-if-csv",
    )


def draw_keep(profile: Profile, changes: Sequence[Change]) -> None:
    """Offer to save what is added as a meal; nothing is saved unless asked."""
    added = [one.planned for one in changes if isinstance(one, AddedText)]
    if not added:
        return
    with st.form("what-if-save"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                "Save what is added as a meal, called",
                key="what-if-name",
                max_chars=NAME_LENGTH,
            )
            st.form_submit_button("Save", on_click=save_meal, args=(profile, added))
        st.caption("It can be logged from the Log page then. The diary itself stays as it is.")


def save_meal(profile: Profile, added: Sequence[Planned]) -> None:
    """Save what is added as a meal."""
    name = st.session_state["what-if-name"]
    items = [(one.item_id, one.amount, one.unit) for one in added]
    session.attempt(
        lambda: session.diary().plan_meal(profile.id, name, items), f"Saved as a meal: {name}."
    )


session.show(draw)
