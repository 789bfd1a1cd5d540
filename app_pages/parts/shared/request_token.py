"""A turn names what a person is about to log, so that a double click logs it once."""

from uuid import uuid4

import streamlit as st


def current(of: str = "box") -> str:
    """Return the name of this turn.

    Parameters
    ----------
    of : str
        What has turns: the box, or the copies, which leave alone what is typed in the box.
    """
    return str(st.session_state.setdefault(f"token-{of}", uuid4().hex))


def renew(of: str = "box") -> None:
    """Begin the next turn."""
    st.session_state[f"token-{of}"] = uuid4().hex
