"""Pages with room for two columns."""

import streamlit as st

_STYLE = """<style>
.stMainBlockContainer { max-width: 70rem; }
/* Lines of text stay as long as they are read with ease. */
.stMain .stMarkdown :is(p, li) { max-width: 80ch; }
@media (max-width: 640px) {
  div:has(> [class*=st-key-choose-]) { flex-basis: 100%; }
  [class*=st-key-choose-] { flex-wrap: nowrap; gap: .3rem; justify-content: space-between; }
  [class*=st-key-choose-] > .stElementContainer:has(.stDateInput) { min-width: 0; flex: 0 1 9rem; }
  [class*=st-key-choose-] button { padding-inline: .45rem; white-space: nowrap; }
}
</style>"""


def widen() -> None:
    """Use the width of the screen for a page."""
    st.html(_STYLE)
