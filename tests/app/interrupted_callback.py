"""A page on which something else is clicked while a callback is at work."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app_pages.parts.shared import safely


def mark() -> None:
    requests = get_script_run_ctx().script_requests
    requests.request_stop()  # what Streamlit does to a run that something else shall follow
    done = st.session_state.setdefault("done", [])
    done.append(st.session_state["ticked"])


def draw():
    st.checkbox("Tick", key="ticked", on_change=safely.callback(mark))


safely.draw_page(draw)
