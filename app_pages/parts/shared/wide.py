"""Pages with room for two columns."""

import streamlit as st

_STYLE = """<style>
.stMainBlockContainer { max-width: 70rem; }
/* Lines of text stay as long as they are read with ease. */
.stMain .stMarkdown :is(p, li) { max-width: 80ch; }
</style>"""


def widen() -> None:
    """Use the width of the screen for a page."""
    st.html(_STYLE)
