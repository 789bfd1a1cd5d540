"""A page with a button that can't do what it says."""

from pathlib import Path

import streamlit as st

from app_pages.parts.shared import safely


def draw():
    read = safely.callback(Path("/nowhere/at/all").read_text)
    st.button("Fail", key="fails", on_click=read)


safely.draw_page(draw)
