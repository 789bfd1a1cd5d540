"""What a page worked out is kept in its window until something changes that it rests on.

Five years of entries take longer to read and to sum up than all else on a page, and most clicks
on it only ask for another view of them.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

Made = TypeVar("Made")


def kept(name: str, rests_on: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made last under a name, or make it where it rests on something else.

    Parameters
    ----------
    name : str
        One thing is kept for each.
    rests_on : hashable
        All that it is made of.
    make : callable
        What it returns is not to be changed.
    """
    key = f"kept-{name}"
    before = st.session_state.get(key)
    if before is None or before[0] != rests_on:
        st.session_state[key] = before = (rests_on, make())
    made: Made = before[1]
    return made
