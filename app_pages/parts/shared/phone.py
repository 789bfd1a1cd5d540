"""The navigation of a phone: at the lower edge, in reach of the thumb, with where one is marked.

Streamlit's own would be behind a button without a word there, at the upper edge.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

PLACES: Final = 4
"""So many pages have a place of their own, the first ones; the others are behind "More"."""
STYLE: Final = """<style>
.stMain { --below: 0rem; }
div:has(> .st-key-phone-nav) { display: none; }
@media (max-width: 768px) {
  .stAppHeader { display: none; }
  .stMain { --below: calc(3.25rem + env(safe-area-inset-bottom)); scroll-padding-top: 4.5rem; }
  .stMain .stMainBlockContainer { padding-top: .5rem; padding-bottom: 12rem; }
  .stMain div:has(> .st-key-person-bar) { top: 0; }
  div:has(> .st-key-phone-nav) {
    display: block; position: fixed; inset: auto 0 0; z-index: 95; width: auto;
    padding-bottom: env(safe-area-inset-bottom);
    background: light-dark(#fdfcf9, #171614);
    border-top: 1px solid light-dark(#d9d5cb, #45433e);
  }
  .st-key-phone-nav { flex-wrap: nowrap; justify-content: space-around; gap: 0; }
  .st-key-phone-nav > div { flex: 1 1 0; width: auto; min-width: 0; }
  .st-key-phone-nav div { margin: 0; line-height: 1; }
  .st-key-phone-nav .stPageLink > div { display: block; }
  .st-key-phone-nav :is(a, button) {
    display: flex; align-items: center; justify-content: center; width: 100%; height: 3.25rem;
    margin: 0; padding: 0; border: 0; border-radius: 0; background: none; box-shadow: none;
  }
  .st-key-phone-nav > HERE :is(a, button) {
    box-shadow: inset 0 3px light-dark(#0b6e4f, #5fd0a0);
  }
  .st-key-phone-nav > HERE p { font-weight: 700; color: light-dark(#0b6e4f, #5fd0a0); }
}
@media (max-width: 768px) and (pointer: coarse) {
  /* There is no hovering to make it come and go, and it would lie over what is above it. */
  [data-testid=stElementToolbar] { display: none; }
}
/* The colour of its border would be too faint on the dark page for what is chosen. */
.stMain [data-testid=stButtonGroup] button:is([aria-checked=true], [data-selected=true]) {
  background: light-dark(#0b6e4f, #1f7a5a); color: #fff;
}
@media (max-width: 768px), (pointer: coarse) {
  /* What a finger is to meet is as wide as one. */
  .stMain :is(.stButton, .stDownloadButton, .stFormSubmitButton, .stPopover) button,
  .stMain :is([data-testid=stPageLink] a, .stExpander summary, [data-testid=stButtonGroup] button),
  .stMain :is([data-baseweb=select], [data-baseweb=input]),
  [data-testid=stFileUploader] button,
  [data-testid=stPopoverBody] [data-testid=stPageLink-NavLink] { min-height: 2.75rem; }
}
</style>"""


def draw(pages: Sequence[Page], here: Page) -> None:
    """Draw the navigation; where there is room for Streamlit's own it isn't shown.

    Parameters
    ----------
    pages : sequence of Page
        All of the menu, in its order.
    here : Page
        The page that is open.
    """
    at = next(
        (place for place, page in enumerate(pages[:PLACES]) if page.title == here.title), PLACES
    )
    st.html(STYLE.replace("HERE", f":nth-child({at + 1})"))
    with st.container(key="phone-nav", horizontal=True):
        for page in pages[:PLACES]:
            st.page_link(page, label=page.title)
        with st.popover("More"):
            for page in pages[PLACES:]:
                st.page_link(page, label=page.title)
