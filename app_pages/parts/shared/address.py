"""What the address of a page says, and how the Back and Forward of the browser are followed."""

from typing import Final

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

HISTORY: Final = "history"
"""The part that keyboard.js adds after Back or Forward, each time another value."""


def arrive(page: str) -> None:
    """Take note of the page that is drawn, and of how one came here; before anything is asked."""
    state = st.session_state
    moved = st.query_params.pop(HISTORY, None)
    by_history = moved is not None and moved != state.get("address-history")
    arrived = page != state.get("address-page")
    if arrived or by_history:
        state["address-said"] = ""
    state["address-begins"] = _now()
    state["address-page"], state["address-history"] = page, moved or state.get("address-history")
    state["address-asks"] = "all" if by_history else "what it names" if arrived else "nothing"


def newly_asked(key: str) -> str | None:
    """Return what a part of the address asks for, where the page did not write it there itself.

    After Back or Forward the address asks for all that it says, and where it leaves a part out,
    for what the page began with. From another page, it asks only for the parts it has.

    Returns
    -------
    str or None
        "" where the part is left out; None where nothing new is asked.
    """
    asks = st.session_state["address-asks"]
    asked = st.query_params.get(key, "")
    return asked if asks == "all" or (asks == "what it names" and asked) else None


def set_part(key: str, value: str | list[str]) -> None:
    """Make a part of the address say this; where it is empty, the part is left out."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)
    _note_what_was_said()


def say_again() -> None:
    """Say the address once more where the browser may come to a former one after this page.

    What is clicked before the browser has heard of an address comes with the one before that.
    Where the click leads back there, the address seems to be right, and the other one would stay.
    """
    _note_what_was_said()
    context = get_script_run_ctx()
    if context and st.session_state["address-said"] not in ("", _now()):
        message = ForwardMsg()
        message.page_info_changed.query_string = context.query_string
        context.enqueue(message)
        st.session_state["address-said"] = _now()


def _note_what_was_said() -> None:
    if _now() != st.session_state["address-begins"]:
        st.session_state["address-said"] = _now()


def _now() -> str:
    context = get_script_run_ctx()
    return f"?{context.query_string if context else ''}"
