"""What a page says where nothing is logged, and the sample week that can stand there."""

from datetime import timedelta

import streamlit as st

from app_pages.parts.shared import session
from estimator.diary_values import Profile
from estimator.periods import monday_of

BANNER_STYLE = """<style>
@media (max-width: 640px) {
  .st-key-sample-banner { flex-wrap: nowrap; }
  .st-key-sample-banner > :has(.stMarkdown) { flex-shrink: 1; min-width: 0; }
  .st-key-sample-banner .stMarkdown p { font-size: .9rem; line-height: 1.35; }
  .st-key-sample-banner > :has(button) { flex: none; }
}
</style>"""


def draw_sample_banner(profile: Profile) -> None:
    """Mark the sample week while it is there, with the way to remove it."""
    sample = session.diary().sample_week.of(profile.id)
    if not sample:
        return
    st.html(BANNER_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="sample-banner"):
        st.markdown("**Sample week.** Some entries are examples, marked *sample*.", width="content")
        st.button(
            "Remove the sample week",
            key="remove-sample",
            on_click=session.attempt,
            args=(
                lambda: session.diary().sample_week.remove(profile.id, shown=sample),
                "The sample week is gone.",
                "sample",
            ),
        )


def draw_empty_state(profile: Profile) -> None:
    """Say what to do first where nothing is logged, and offer a sample week."""
    st.markdown("Nothing is logged yet.")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_log_link()
        draw_sample_button(profile)


def draw_empty_span(complete_only: bool) -> None:
    """Say that no day of a span counts, and lead to where one can be logged."""
    what = "marked as complete" if complete_only else "logged"
    st.markdown(f"No day of this span is {what}.")
    draw_log_link()


def draw_log_link() -> None:
    """Lead to where something can be logged."""
    with st.container(key="log-link", width="content"):
        st.page_link("app_pages/log.py", label="Log what you eat")


def draw_sample_button(profile: Profile) -> None:
    """Offer a sample week; Log then shows the last day of it, and so all its days."""

    def add() -> str:
        today = session.diary().people.today(profile.id)
        st.session_state["day"] = monday_of(today) - timedelta(days=1)
        session.diary().sample_week.add(profile.id)
        return "A sample week is in the diary. Its entries are marked, and easily removed."

    st.button(
        "Show me a sample week",
        key="add-sample",
        on_click=session.attempt,
        args=(add, None, "add-sample"),
    )
