"""The changes of a copy of a week: kept for as long as the page is used, and in the address."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from app_pages.parts.shared import address, person_bar, safely, session
from estimator.diary_values import Profile
from estimator.foods.table import FoodTable
from estimator.measures.units import Measures
from estimator.views.shared.markdown import plain
from estimator.views.what_if.changes import (
    WeekChange,
    change_text,
    changes_of_texts,
    examples,
    week_change_words,
    with_change,
)

ADDRESS_PART = "change"
STATE = "what-if"


def so_far(measures: Measures, table: FoodTable) -> list[WeekChange]:
    """Return the changes; to begin with those of the address, which says them from then on."""
    if STATE not in st.session_state:
        # After another person was chosen the address still has the changes of the one before.
        switched = person_bar.open_person().before is not None
        asked = [] if switched else st.query_params.get_all(ADDRESS_PART)
        keep(changes_of_texts(asked, measures, table))
    changes: list[WeekChange] = st.session_state[STATE]
    address.set_part(ADDRESS_PART, [change_text(one) for one in changes])
    return changes


def keep(changes: Sequence[WeekChange]) -> None:
    """Replace the changes, in the session and in the address."""
    st.session_state[STATE] = list(changes)


def add(changes: Sequence[WeekChange], read: Callable[[], Sequence[WeekChange]]) -> bool:
    """Put more changes beside those there are, all or none; a second click adds no more."""

    def all_of_them() -> str:
        more = list(changes)
        for one in read():
            more = with_change(more, one)
        keep(more)
        return ""

    return session.attempt(all_of_them)


def draw_examples(profile: Profile, table: FoodTable, eaten: Mapping[str, int]) -> None:
    """Offer changes to begin with; none to people who are to keep their intake steady."""
    if profile.takes_vka:
        return
    st.caption("For example:")
    with st.container(horizontal=True, gap="small"):
        for place, change in enumerate(examples(eaten)):
            st.button(
                plain(week_change_words(change, table, eaten)),
                key=f"what-if-example-{place}",
                on_click=safely.callback(keep),
                args=([change],),
            )


def draw_changes(changes: Sequence[WeekChange], table: FoodTable, eaten: Mapping[str, int]) -> None:
    """List the changes, each with a button that takes it back."""
    st.subheader("Changed so far")
    if not changes:
        st.markdown("Nothing yet. Swap a food of this week, or add one.")
    for place, change in enumerate(changes):
        words = week_change_words(change, table, eaten)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(words))
            st.button(
                "Take back",
                # A button for each change: what moves into its place is not taken back by a
                # second press.
                key=f"take-back-{changes[:place].count(change)}-{change_text(change)}",
                type="tertiary",
                on_click=safely.callback(keep),
                args=([*changes[:place], *changes[place + 1 :]],),
            )
    if len(changes) > 1:
        st.button("Take all back", key="take-all-back", on_click=safely.callback(keep), args=([],))
