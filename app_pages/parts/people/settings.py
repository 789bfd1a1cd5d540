"""The settings of the person whose diary is open, their data to take along, and deletion."""

from collections.abc import Callable
from typing import TypeVar

import pandas as pd
import streamlit as st

from app_pages.parts.shared import keyboard, person_bar, safely, session
from estimator.components import REGION_NAMES
from estimator.diary_values import NAME_LENGTH, Logged, Profile
from estimator.errors import NotAsShownError
from estimator.spreadsheet_csv import csv_text
from estimator.views.about.about import vka_notice
from estimator.views.files.export import entry_export, weekly_export
from estimator.views.people.people import (
    CUP_NAMES,
    DAY_STARTS,
    WEEK_START_NAMES,
    file_stem,
    time_zones,
)
from estimator.views.shared.figures import counted
from estimator.views.shared.markdown import plain
from estimator.views.shared.meanwhile import edited_words
from estimator.views.shared.palette import PROFILE_COLOURS

T = TypeVar("T")


def draw(profile: Profile, logged: Logged) -> None:
    """Draw the settings of a person, and the way to delete them with all they logged."""
    st.header(f"Settings: {plain(profile.name)}")
    _draw_settings(profile)
    st.header("Delete")
    _draw_deletion(profile, logged)


def _draw_settings(now: Profile) -> None:
    """Ask for every setting; each widget begins anew when the diary holds another value.

    While they are being sent, or could not be saved as another window changed them, they
    begin with what was shown: so what was chosen stays.
    """
    state, form = st.session_state, f"settings-{now.id}"
    sent = any(state.get(f"{form}-{way}") for way in ("save", "over"))
    profile: Profile = (
        state.get(f"{form}-shown", now) if sent or state.get(f"{form}-newer") else now
    )
    state[f"{form}-shown"] = profile
    with st.form(form):
        name = st.text_input("Name", profile.name, max_chars=NAME_LENGTH)
        refusal = st.container()
        color = _draw_colours(profile)
        settings = {
            "region": _draw_choice("Food from", REGION_NAMES, profile.region),
            "time_zone": _draw_choice(
                "Time zone",
                {zone: zone for zone in [*time_zones(), profile.time_zone]},
                profile.time_zone,
            ),
            "day_start_hour": _draw_choice(
                "A day begins at",
                DAY_STARTS,
                profile.day_start_hour,
                "What is eaten before belongs to the day before",
            ),
            "week_start": _draw_choice(
                "A week is shown from",
                WEEK_START_NAMES,
                profile.week_start,
                "Files keep to ISO weeks, from Monday",
            ),
            "cup": _draw_choice("Cups and spoons", CUP_NAMES, profile.cup),
            "takes_vka": st.checkbox(
                "Takes a vitamin K antagonist (warfarin, acenocoumarol, phenprocoumon)",
                profile.takes_vka,
            ),
        }
        if not profile.takes_vka:
            st.caption(f"If so, every page of the diary says first: “{plain(vka_notice())}”")
        settings["exact_amounts"] = st.checkbox(
            "Take all amounts as exact",
            profile.exact_amounts,
            help="As if each had been weighed: ranges are narrower",
        )
        save = st.form_submit_button("Save settings", type="primary", key=f"{form}-save")
        over = False
        if newer := state.get(f"{form}-newer"):
            st.warning(plain(edited_words(now.name, deleted=False)))
            with st.container(horizontal=True):
                over = st.form_submit_button("Save over the newer ones", key=f"{form}-over")
                cancel = st.form_submit_button("Cancel")
            if cancel:
                del state[f"{form}-newer"]
                st.rerun()

    def edit() -> str:
        state.pop(f"{form}-newer", None)
        try:
            session.diary().people.edit(
                now.id, name=name, color=color, **settings, shown=newer if over else profile
            )
        except NotAsShownError as error:
            (state[f"{form}-newer"],) = error.now
            return ""
        return "Settings saved."

    if save or over:
        if session.attempt(edit, of=("settings", now.id, name, color, settings, over)):
            st.rerun()
        with refusal:
            session.draw_notice()


def _draw_choice(label: str, names: dict[T, str], now: T, hint: str | None = None) -> T:
    """Ask for one of several values, each shown by its name."""
    values = list(names)
    return st.selectbox(
        label, values, index=values.index(now), format_func=names.__getitem__, help=hint
    )


def _draw_colours(profile: Profile) -> str:
    """Ask for the colour, each shown with its name."""
    options = ".st-key-colours [role=radiogroup]"
    swatches = "".join(
        f"{options} > :nth-child({place}) p::before {{ background: {colour}; }}"
        for place, colour in enumerate(PROFILE_COLOURS.values(), start=1)
    )
    st.html(
        f"<style>{options} p::before {{ content: ''; display: inline-block; width: .9em; "
        f"height: .9em; margin-right: .35em; border-radius: 50%; vertical-align: -.1em; }}"
        f"{swatches}</style>"
    )
    with st.container(key="colours"):
        return st.radio(
            "Colour",
            list(PROFILE_COLOURS),
            index=list(PROFILE_COLOURS).index(profile.color),
            format_func=lambda colour: colour.replace("gray", "grey").capitalize(),
            horizontal=True,
        )


def _draw_deletion(profile: Profile, logged: Logged) -> None:
    """Offer what they logged as files first, then deletion."""
    st.markdown(
        f"The diary of {plain(profile.name)} goes out of sight: "
        f"{counted(logged.entries, 'entry', 'entries')}, own foods, saved meals and notes. "
        "It is kept, and can be brought back, until you erase it."
    )
    if logged.entries:
        st.markdown("Download what was logged first:")
        diary, stem = session.diary(), file_stem(profile)
        with st.container(horizontal=True):
            _draw_file("Weekly CSV", f"{stem}-weekly.csv", lambda: weekly_export(diary, [profile]))
            _draw_file(
                "CSV of every entry", f"{stem}-entries.csv", lambda: entry_export(diary, [profile])
            )

    def delete() -> str:
        opened = person_bar.open_person()
        keyboard.focus("way-back")
        session.diary().people.delete(profile.id, shown=profile)
        opened.change(None)
        return f"Deleted: {profile.name}. The diary can be brought back."

    st.button(
        f"Delete {plain(profile.name)}",
        key=f"delete-{profile.id}",
        on_click=session.attempt,
        args=(delete, None, ("delete", profile)),
    )


def _draw_file(label: str, name: str, rows: Callable[[], pd.DataFrame]) -> None:
    """Offer a table as a file, made when it is asked for."""
    st.download_button(
        label,
        safely.file(lambda: csv_text(rows()).encode("utf-8")),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        key=name,
    )
