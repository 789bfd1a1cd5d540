"""The span of days that a page looks at, chosen by name or by dates; the address says it too."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from app_pages.parts.shared import nothing_logged, session
from app_pages.parts.shared.kept import kept
from estimator.diary_values import EARLIEST_DATE, Profile
from estimator.views.shared.spans import OWN_DATES, SPAN_NAMES, named_span, span_words


@dataclass(frozen=True)
class Span:
    """Days of a diary, both ends included."""

    first: date
    last: date
    complete_only: bool
    """Whether only days marked as complete count."""

    def frame(self, profile: Profile) -> pd.DataFrame:
        """Return what was eaten, as records for `estimator.calculation.intake.estimate`."""
        return kept(
            "frame",
            self.rests_on(profile),
            lambda: session.diary().entries.frame(
                profile.id, self.first, self.last, complete_only=self.complete_only
            ),
        )

    def rests_on(self, profile: Profile) -> Hashable:
        """Return what differs where what was eaten, or what it holds, may differ."""
        diary = session.diary()
        return self, profile, diary.edition, diary.history.state(profile.id)


def choose_span(profile: Profile) -> Span | None:
    """Let the person choose which days to look at.

    Returns
    -------
    Span or None
        None where nothing is logged, or the dates chosen hold no day, which is said.
    """
    logged = session.diary().entries.span(profile.id)
    if logged is None:
        nothing_logged.draw_empty_state(profile)
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Span",
            SPAN_NAMES,
            key="span",
            width=200,
            bind="query-params",
            persist_state="session",
            help="Up to the last day logged",
        )
        first, last = (
            choose_dates(profile, logged) if name == OWN_DATES else named_span(name, logged)
        )
        complete_only = choose_complete(profile)
    if first > last:
        st.error("The first day is after the last one. Choose an earlier first day.")
        return None
    st.caption(f"{span_words(first, last)}.")
    return Span(first, last, complete_only)


def choose_dates(profile: Profile, logged: tuple[date, date]) -> tuple[date, date]:
    """Let the person choose the first and the last day."""
    today = session.diary().people.today(profile.id)
    first, last = (
        st.date_input(
            label,
            max(day, EARLIEST_DATE),
            key=key,
            min_value=EARLIEST_DATE,
            max_value=max(today, logged[1]),
            format="YYYY-MM-DD",
            width=150,
            bind="query-params",
            persist_state="session",
        )
        for label, key, day in (("From", "from", logged[0]), ("To", "to", logged[1]))
    )
    return first, last


def choose_complete(profile: Profile) -> bool:
    """Offer to count only the days marked as complete, where any is."""
    return session.diary().days.any_complete(profile.id) and st.toggle(
        "Only days marked as complete", key="complete-only", persist_state="session"
    )
