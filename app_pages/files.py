"""Files: what goes out of the diary and into it, and backups of everything."""

import streamlit as st

from app_pages.parts.files import backup, export, importing
from app_pages.parts.shared import session


def draw() -> None:
    """Draw the page."""
    st.title("Files")
    session.draw_notice()
    profile = session.chosen_profile()
    if profile is not None:
        export.draw(profile)
        importing.draw(profile)
    backup.draw()


session.show(draw)
