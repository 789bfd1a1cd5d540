"""A turn names what a person is about to log, so that a double click logs it once."""

from uuid import uuid4

import streamlit as st


def current() -> str:
    """Return the name of this turn."""
    return str(st.session_state.setdefault("turn", uuid4().hex))


def renew() -> None:
    """Begin the next turn; what was typed in this one is done with."""
    st.session_state["turn"] = uuid4().hex
