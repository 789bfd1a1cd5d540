"""The diary that a page was drawn with, and another one that comes in its place.

What is on a page means something in the edition of the diary it was drawn with: its buttons go
there, and are refused once another one is in its place. The page is then drawn with that one.
"""

import gc

import streamlit as st

from app_pages.parts.shared import person_bar
from estimator.diary import diary as diaries
from estimator.diary.diary import Diary


@st.cache_resource(on_release=Diary.close)
def _opened() -> Diary:
    diary = diaries.open_diary()
    # What is loaded by now stays. To go through all of it, in search of what is needed no
    # more, would take the garbage collector 0.1 s in the midst of every tenth click or so.
    gc.freeze()
    return diary


def of_this_page() -> Diary:
    """Return the diary that the page was, or is being, drawn with."""
    diary: Diary = st.session_state["diary"]
    return diary


def take_up() -> bool:
    """Draw the page from here on with the diary that is here now.

    Returns
    -------
    bool
        Whether the page showed another one.

    Raises
    ------
    StoreError
        If it can't be opened.
    """
    diary = present()
    before: Diary | None = st.session_state.get("diary")
    st.session_state["diary"] = diary
    if before is None or before.edition == diary.edition:
        return False
    before.close()
    person_bar.show_another_diary(diary)
    return True


def present() -> Diary:
    """Return the diary that is here now, whatever this page shows.

    Raises
    ------
    StoreError
        If it can't be opened or read.
    """
    diary = _opened()
    if not diary.is_here():
        close()
        diary = _opened()
    return diary


def close() -> None:
    """Close the diary, so that the next page finds out anew what is there."""
    _opened.clear()
