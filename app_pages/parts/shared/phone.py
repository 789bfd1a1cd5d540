"""The navigation of a phone: at the lower edge, in reach of the thumb, with where one is marked.

Streamlit's own would be behind a button without a word there, at the upper edge. It is one
component, which draws nothing where the window is wide.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

from app_pages.parts.shared import safely
from app_pages.parts.shared.component import component_of

PLACES: Final = 4
"""So many pages have a place of their own, the first ones; the others are behind "More"."""
_mount = component_of("phone_nav", __file__)
_ASKED: Final = "phone-page"
STYLE: Final = """<style>
.stMain { --below: 0rem; }
@media (max-width: 768px) {
  .stAppHeader { display: none; }
  .stMain { --below: calc(3.25rem + env(safe-area-inset-bottom)); scroll-padding-top: 4.5rem; }
  .stMain .stMainBlockContainer { padding-top: .5rem; padding-bottom: 12rem; }
  .stMain div:has(> .st-key-person-bar) { top: 0; }
  /* What must be said first leaves room for what it is about. */
  .stMain [data-testid=stAlertContainer] { padding: .6rem .75rem; }
  .stMain [data-testid=stAlertContainer] p { font-size: .9rem; line-height: 1.35; }
}
@media (max-width: 768px) and (pointer: coarse) {
  /* There is no hovering to make it come and go, and it would lie over what is above it. */
  [data-testid=stElementToolbar] { display: none; }
}
/* The colour of its border would be too faint on the dark page for what is chosen. */
.stMain [data-testid=stButtonGroup] button:is([aria-checked=true], [data-selected=true]) {
  background: light-dark(#0b6e4f, #1f7a5a); color: #fff;
}
/* Beside a button it is one. */
.stMain :is(.st-key-log-link, .st-key-week-head) [data-testid=stPageLink] a {
  border: 1px solid light-dark(#c9c5bb, #55534d); padding: .4rem .8rem;
}
@media (max-width: 640px) {
  /* A table of figures is as wide as a phone: one that scrolls is out of reach of the keyboard. */
  .stMain .stTable :is(td, th) { padding-inline: .3rem; }
  /* Room for fingers is enough between choices. */
  .stMain .stRadio [role=radiogroup] { gap: 0 .6rem; margin-block: -.4rem; }
  .stMain .stCheckbox { margin-block: -.5rem; }
  /* The steps from day to day, or week to week, in one row with the date. */
  div:has(> [class*=st-key-choose-]) { flex-basis: 100%; }
  [class*=st-key-choose-] { flex-wrap: nowrap; gap: .3rem; justify-content: space-between; }
  [class*=st-key-choose-] > .stElementContainer:has(.stDateInput) { min-width: 0; flex: 0 1 9rem; }
  [class*=st-key-choose-] button { padding-inline: .45rem; white-space: nowrap; }
}
@media (max-width: 768px), (pointer: coarse) {
  /* What a finger is to meet is as wide as one. */
  .stMain :is(.stButton, .stDownloadButton, .stFormSubmitButton, .stPopover) button,
  .stMain :is([data-testid=stPageLink] a, .stExpander summary, [data-testid=stButtonGroup] button),
  .stMain :is([data-baseweb=select], [data-baseweb=input]),
  [data-testid=stFileUploader] button,
  .stMain :is(.stRadio, .stCheckbox) label:has(input) { min-height: 2.75rem; padding-block: .7rem; }
}
</style>"""


def draw(pages: Sequence[Page], here: Page) -> None:
    """Draw the navigation, and open the page that was asked for by it.

    Parameters
    ----------
    pages : sequence of Page
        All of the menu, in its order.
    here : Page
        The page that is open.
    """
    asked = st.session_state.pop(_ASKED, None)
    if asked is not None:
        st.switch_page(pages[asked])
    titles = [page.title for page in pages]
    st.html(STYLE)

    def choose() -> None:
        chosen = st.session_state.get("phone-nav", {}).get("page")
        if chosen in range(len(pages)):
            st.session_state[_ASKED] = chosen

    _mount(
        key="phone-nav",
        data={
            "pages": [[page.title, page.url_path] for page in pages],
            "here": titles.index(here.title) if here.title in titles else -1,
            "places": PLACES,
        },
        on_page_change=safely.callback(choose),
    )
