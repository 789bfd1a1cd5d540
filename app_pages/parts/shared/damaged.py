"""What stands in the place of every page while the file of the diary is damaged."""

from datetime import datetime
from pathlib import Path

import streamlit as st

from app_pages.parts.shared import safely
from estimator.backup.backups import backup_folder, kept_in
from estimator.backup.recovery import go_on_after_damage
from estimator.errors import DamagedStoreError, EstimatorError
from estimator.views.files.backups import kept_words
from estimator.views.shared.days import plain

NOTHING: Path | None = None


def draw(error: DamagedStoreError) -> None:
    """Say what is wrong, and offer the latest backups."""
    st.title("The diary can't be read")
    st.error(plain(str(error)))
    kept = {one.path: one for one in kept_in(backup_folder(error.path.parent))}
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
    if said := st.session_state.get("damaged-said"):
        st.error(plain(said))
    st.button(
        "Set the damaged file aside and go on",
        key="damaged-go-on",
        type="primary",
        on_click=safely.callback(go_on),
        args=(error.path, chosen),
    )
    st.caption("The damaged file is kept beside the new one, under a name of its own.")


def go_on(path: Path, backup: Path | None) -> None:
    """Move the damaged file away, and bring a backup back where one is chosen."""
    st.session_state.pop("damaged-said", None)
    try:
        go_on_after_damage(path, backup, lambda: datetime.now().astimezone())
    except EstimatorError as error:
        st.session_state["damaged-said"] = str(error)
