"""Report: facts of a span on a page to print, to keep or to share."""

from datetime import UTC, datetime

import streamlit as st

from app_pages.parts.shared import nothing_logged, safely, session
from app_pages.parts.shared.span import choose_span
from estimator.report.content import report_of
from estimator.report.html import report_page
from estimator.report.pdf import LETTERS_NOTE, lacks_letters, report_pdf
from estimator.views.people.people import file_stem

REPORT_INTRO = (
    "A page or two of facts to print, or to take to a clinician or a dietitian: means by form with "
    "ranges, days logged, foods, steadiness, method. It is made on this computer and sent nowhere."
)

# Until its click would print something, the button isn't there.
STYLE = """<style>
.st-key-report-print { visibility: hidden; }
.stMain:has(iframe) .st-key-report-print { visibility: var(--k2-hears, hidden); }
</style>"""


def draw() -> None:
    """Draw the page."""
    st.html(STYLE)
    st.title("Report")
    profile = session.current_profile()
    nothing_logged.draw_sample_banner(profile)
    session.draw_notice()
    st.markdown(REPORT_INTRO)
    span = choose_span(profile)
    if span is None:
        return
    frame = span.frame(profile)
    if frame.empty:
        nothing_logged.draw_empty_span(span.complete_only)
        return
    named = st.checkbox("With the name", value=True, key="report-named", persist_state="session")
    report = report_of(
        profile,
        session.diary().foods(profile.id),
        frame,
        span.first,
        span.last,
        made_on=session.diary().people.today(profile.id),
        complete_only=span.complete_only,
        named=bool(named),
        with_samples=session.diary().sample_week.is_there(profile.id),
    )
    page = report_page(report)
    stem = f"{file_stem(profile) if named else 'k2'}-report-{span.first}-{span.last}"
    with st.container(horizontal=True):
        st.download_button(
            "Download as PDF",
            safely.file(lambda: report_pdf(report, datetime.now(UTC))),
            file_name=f"{stem}.pdf",
            mime="application/pdf",
            on_click="ignore",
            key="report-pdf",
            type="primary",
        )
        st.download_button(
            "Download as HTML",
            page.encode(),
            file_name=f"{stem}.html",
            mime="text/html",
            on_click="ignore",
            key="report-html",
        )
        st.button("Print", key="report-print")  # what it does is in keyboard.js
    if lacks_letters(report):
        st.caption(f"{LETTERS_NOTE} Print has them all.")
    st.header("Preview")
    # As high as its content it can't be: that takes a script, and the page lets none run.
    st.iframe(page, height=900, alt="The report")


session.show(draw)
