"""Where the focus goes after an action."""

import json
from pathlib import Path
from uuid import uuid4

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def focus(key: str) -> None:
    """Ask that the focus goes to the widget with this key when the page is drawn."""
    st.session_state["focus"] = key


def focus_at_start(key: str) -> None:
    """Ask for it only when the app has just been opened."""
    if not st.session_state.get("opened"):
        focus(key)
    st.session_state["opened"] = True


def draw() -> None:
    """Install the keys, and move the focus where it was asked for."""
    wanted = st.session_state.pop("focus", "")
    # A script runs when it differs from the one before; a nonce makes a request differ.
    nonce = uuid4().hex if wanted else ""
    script = _SCRIPT.replace('"FOCUS"', json.dumps(wanted))
    st.html(f"<script>/* {nonce} */ {script}</script>", unsafe_allow_javascript=True)
