"""Backups of everything: made, previewed and restored."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO

import streamlit as st

from app_pages.parts.shared import person_bar, safely, session
from estimator.backup.backups import Backups, Preview
from estimator.backup.counts import PersonInBackup
from estimator.backup.recovery import bring_back as bring_backup_back
from estimator.errors import InputError
from estimator.views.files.backups import (
    BACKUP_INTRO,
    KEPT_NOTE,
    REPLACES,
    backup_name,
    kept_words,
    made_words,
    preview_table,
    restored_words,
)
from estimator.views.shared.markdown import plain

PREVIEWED = "backup-preview"


def draw() -> None:
    """Offer a backup, and list those that are kept."""
    st.header("Backup")
    st.markdown(BACKUP_INTRO)
    backups = session.diary().backups  # the file is made later, by nobody's page
    st.download_button(
        "Download a backup",
        safely.file(lambda: backup_now(backups)),
        file_name=backup_name(datetime.now().astimezone()),
        mime="application/zip",
        on_click="ignore",
        key="backup",
        type="primary",
    )
    draw_kept()
    draw_upload()


def backup_now(backups: Backups) -> bytes:
    """Return a backup of this moment."""
    target = io.BytesIO()
    backups.write(target)
    return target.getvalue()


def draw_kept() -> None:
    """List the backups on this computer."""
    st.subheader("Kept on this computer")
    st.caption(KEPT_NOTE)
    session.keep_daily_backup()
    if problem := session.backup_problem():
        st.warning(plain(problem))
    kept = session.diary().backups.kept()
    if not kept:
        st.markdown("None yet, as nothing is logged.")
    for backup in kept:
        name = backup.path.name
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(kept_words(backup)))
            st.button(
                "Look inside",
                key=f"look-{name}",
                type="tertiary",
                on_click=safely.callback(preview),
                args=(name,),
            )
        if st.session_state.get(PREVIEWED) == name:
            try:
                with backup.path.open("rb") as file:
                    draw_preview(file, name, lambda path=backup.path: path.open("rb"))
            except OSError:
                st.info("This backup is not there any more.")


def preview(name: str) -> None:
    """Show what is in a kept backup, or hide it again."""
    now = st.session_state.get(PREVIEWED)
    st.session_state[PREVIEWED] = None if now == name else name


def draw_upload() -> None:
    """Take a backup from a file."""
    st.subheader("From a file")
    uploaded = st.file_uploader("A backup to bring back", type="zip", key="backup-file")
    if uploaded is not None:
        data = uploaded.getvalue()
        draw_preview(io.BytesIO(data), uploaded.name, lambda: io.BytesIO(data))


def draw_preview(file: IO[bytes], name: str, opened: Callable[[], IO[bytes]]) -> None:
    """Say what is in a backup, and offer to bring it back."""
    backups = session.diary().backups
    try:
        with st.spinner("Reading and checking the backup"):
            preview, now_there = backups.preview(file, name), backups.now_there()
    except InputError as error:
        st.error(plain(str(error)))
        return
    with st.container(border=True):
        st.markdown(plain(made_words(preview)))
        st.dataframe(
            preview_table(preview, now_there),
            hide_index=True,
            alt="Who is in the backup, and now",
        )
        st.caption(REPLACES)
        st.button(
            "Bring it back",
            key=f"restore-{name}",
            on_click=safely.callback(restore),
            args=(preview, now_there, name, opened),
        )


def restore(
    preview: Preview,
    now_there: Sequence[PersonInBackup],
    name: str,
    opened: Callable[[], IO[bytes]],
) -> None:
    """Put a backup in the place of what there is, where that is what was shown."""

    def bring_back() -> str:
        st.session_state[PREVIEWED] = None
        opened_person = person_bar.open_person()
        bring_backup_back(
            session.diary().backups, opened, name, now_there, lambda: datetime.now().astimezone()
        )
        # Whoever was open may be somebody else now.
        opened_person.change(person_bar.FIRST)
        return restored_words(preview)

    session.attempt(bring_back, of=("bring back", name, now_there))
