"""Shown instead of every page while the file of the diary is damaged."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import streamlit as st

from app_pages.parts.shared import open_diary
from estimator.backup.backup_folder import backups_beside, kept_in
from estimator.backup.recovery import go_on_after_damage
from estimator.errors import DamagedStoreError
from estimator.views.files.backups import kept_words, set_aside_words
from estimator.views.shared.markdown import plain

NOTHING: Path | None = None


def draw(error: DamagedStoreError, attempt: Callable[..., object]) -> None:
    """Say what is wrong, and offer the latest backups.

    Parameters
    ----------
    error : DamagedStoreError
        What was found.
    attempt : callable
        Runs an action and keeps what to say of it; see ``session.attempt``.
    """
    st.title("The diary can't be read")
    st.error(plain(str(error)))
    kept = {one.path: one for one in kept_in(backups_beside(error.path))}
    if kept:
        st.markdown("Backups on this computer, the newest first. What was logged since is lost.")
    else:
        st.info("No backup is on this computer. Begin anew, then bring back one of yours on Files.")
    chosen = st.radio(
        "Bring back",
        [*kept, NOTHING],
        format_func=lambda path: kept_words(kept[path]) if path else "Nothing: begin anew",
        key="damaged-choice",
    )
    st.button(
        "Set the damaged file aside and go on",
        key="damaged-go-on",
        type="primary",
        on_click=attempt,
        args=(lambda: go_on(error, chosen), None, ("go on", error.path, chosen)),
    )
    st.caption("The damaged file is kept beside the new one, under a name of its own.")


def go_on(error: DamagedStoreError, backup: Path | None) -> str:
    """Set the damaged file aside for a backup, or to begin anew; return what to say of it."""
    open_diary.close()
    aside = go_on_after_damage(error, backup, lambda: datetime.now().astimezone())
    return set_aside_words(aside, backup)
