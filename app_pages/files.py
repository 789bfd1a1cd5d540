"""Files: what goes out of the diary and into it, and backups of everything."""

import streamlit as st

from app_pages.parts.files import backup, export, importing
from app_pages.parts.shared import session


def draw() -> None:
    """Draw the page."""
    st.title("Files")
    profile = session.chosen_profile()
    if profile is None:
        session.draw_notice()
    else:
        export.draw(profile)
        importing.draw(profile)
    backup.draw()
    if profile is not None:
        session.draw_done(profile)


session.show(draw)
