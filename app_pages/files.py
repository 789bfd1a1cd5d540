"""Files: what goes out of the diary and into it, and backups of everything."""

import streamlit as st

from app_pages import files_backup, files_export, files_import, session


def draw() -> None:
    """Draw the page."""
    st.title("Files")
    session.draw_notice()
    profile = session.chosen_profile()
    if profile is not None:
        files_export.draw(profile)
        files_import.draw(profile)
    files_backup.draw()


session.show(draw)
