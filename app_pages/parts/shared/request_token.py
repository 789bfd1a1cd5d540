"""A token per submit, so that a double click logs once."""

from uuid import uuid4

import streamlit as st


def current(of: str = "box") -> str:
    """Return the token of what is about to be submitted.

    Parameters
    ----------
    of : str
        Which form or button, by its key; each has a token of its own.
    """
    return str(st.session_state.setdefault(f"token-{of}", uuid4().hex))


def renew(of: str = "box") -> None:
    """Make a new token, once something was submitted."""
    st.session_state[f"token-{of}"] = uuid4().hex
