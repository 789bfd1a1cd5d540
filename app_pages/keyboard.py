"""Where the focus goes after an action."""

import json
from pathlib import Path
from uuid import uuid4

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def focus(key: str) -> None:
    """Ask that the focus goes to the widget with this key when the page is drawn."""
    st.session_state["focus"] = key


def draw(first: str = "") -> None:
    """Install the keys, and move the focus where it was asked for; call it once per page.

    Parameters
    ----------
    first : str
        Key of the widget that has the focus when the app is opened.
    """
    wanted = st.session_state.pop("focus", "" if st.session_state.get("opened") else first)
    st.session_state["opened"] = True
    # A script runs when it differs from the one before; a nonce makes a request differ.
    nonce = uuid4().hex if wanted else ""
    script = _SCRIPT.replace('"FOCUS"', json.dumps(wanted))
    st.html(f"<script>/* {nonce} */ {script}</script>", unsafe_allow_javascript=True)
