"""What the pages share: the diary, whose diary it is, and what to say after an action."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import streamlit as st

from estimator.about import vka_notice
from estimator.components import REGION_NAMES
from estimator.diary import Diary
from estimator.errors import EstimatorError
from estimator.records import EARLIEST_DATE, Profile
from estimator.store import open_store
from estimator.views import plain


@st.cache_resource(on_release=Diary.close)
def _open_diary() -> Diary:
    return Diary(open_store())


def diary() -> Diary:
    """Return the diary.

    Raises
    ------
    StoreError
        If it can't be opened.
    """
    return _open_diary()


def show(draw: Callable[[], None]) -> None:
    """Draw a page; where it can't be drawn, say what is wrong and what to do."""
    try:
        draw()
    except EstimatorError as error:
        st.error(plain(str(error)))


def current_profile() -> Profile:
    """Draw the sidebar and return the profile chosen in it, with what it must be told."""
    profile = draw_sidebar()
    if profile.takes_vka:
        st.warning(vka_notice())
    return profile


def draw_sidebar() -> Profile:
    """Draw the sidebar and return the profile chosen in it."""
    profiles = {profile.id: profile for profile in diary().profiles()}
    if not profiles:
        first = diary().ensure_profile()
        profiles = {first.id: first}
    with st.sidebar:
        chosen = st.selectbox(
            "Person",
            list(profiles),
            format_func=lambda profile_id: profiles[profile_id].name,
            key="profile",
            persist_state="session",
        )
        profile = profiles[chosen]
        _draw_settings(profile)
        _draw_new_person()
    return profile


def choose_date(label: str, key: str, first: date, step: timedelta, today: date) -> date:
    """Let the person choose a date, or step from one to the next; an address can name one.

    Parameters
    ----------
    label : str
        What is chosen, e.g. "Day".
    key : str
        Of the widget and in the address.
    first : datetime.date
        Chosen to begin with.
    step : datetime.timedelta
        How far the buttons go.
    today : datetime.date
        The last date that can be chosen.
    """
    if key not in st.session_state and key not in st.query_params:
        st.session_state[key] = first

    def move(by: timedelta) -> None:
        st.session_state[key] = min(st.session_state[key] + by, today)

    noun = label.split()[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(f"‹ {noun} before", key=f"{key}-before", on_click=move, args=(-step,))
        chosen = st.date_input(
            label,
            key=key,
            min_value=EARLIEST_DATE,
            max_value=today,
            format="YYYY-MM-DD",
            width=160,
            bind="query-params",
        )
        st.button(
            f"{noun} after ›",
            key=f"{key}-after",
            on_click=move,
            args=(step,),
            disabled=chosen >= today,
        )
    return chosen


def attempt(action: Callable[[], object], said: str | None = None) -> bool:
    """Run a verb of the diary; keep what to say of it, or why it was refused, for `draw_notice`.

    Parameters
    ----------
    action : callable
        The verb.
    said : str, optional
        What to say once it is done; by default what the verb itself returns.
    """
    try:
        result = action()
    except EstimatorError as error:
        st.session_state["notice"] = ("error", str(error))
        return False
    st.session_state["notice"] = ("success", result if said is None else said)
    return True


def draw_notice() -> None:
    """Show what the last action came to, once."""
    kind, text = st.session_state.pop("notice", ("", None))
    if text:
        draw: Any = st.error if kind == "error" else st.success
        draw(plain(text))


def draw_undo(profile: Profile) -> None:
    """Offer to undo the last change, saying which it is."""
    change = diary().last_change(profile.id)
    if change:
        st.button(
            f"Undo: {plain(change)}",
            key="undo",
            on_click=attempt,
            args=(lambda: diary().undo(profile.id),),
        )


def draw_sample_banner(profile: Profile) -> None:
    """Mark the sample week while it is there, with the way to remove it."""
    if not diary().has_sample(profile.id):
        return
    with st.container(border=True):
        st.markdown("**Sample week.** Some entries are examples, marked *sample*.")
        st.button(
            "Remove the sample week",
            key="remove-sample",
            on_click=attempt,
            args=(lambda: diary().remove_sample(profile.id), "The sample week is gone."),
        )


def draw_empty_state(profile: Profile) -> None:
    """Say what to do first where nothing is logged, and offer a sample week."""
    st.info(
        "Nothing is logged yet. Find a food on the Log page, say how much, and add it. "
        "To see what comes of it, look at a sample week first."
    )
    st.button(
        "Show me a sample week",
        key="add-sample",
        on_click=attempt,
        args=(
            lambda: diary().add_sample_week(profile.id),
            "A sample week is in the diary: see Week.",
        ),
    )


def _draw_settings(profile: Profile) -> None:
    with st.expander("Settings"), st.form(f"settings-{profile.id}"):
        regions = list(REGION_NAMES)
        name = st.text_input("Name", profile.name, max_chars=80)
        region = st.selectbox(
            "Where the food is from",
            regions,
            index=regions.index(profile.region),
            format_func=REGION_NAMES.__getitem__,
        )
        takes_vka = st.checkbox(
            "Takes a vitamin K antagonist (warfarin, acenocoumarol, phenprocoumon)",
            profile.takes_vka,
        )
        if st.form_submit_button("Save settings"):
            saved = attempt(
                lambda: diary().edit_profile(
                    profile.id, name=name, region=region, takes_vka=takes_vka
                ),
                "Settings saved.",
            )
            if saved:
                st.rerun()
            draw_notice()


def _draw_new_person() -> None:
    with st.expander("Add a person"), st.form("new-person", clear_on_submit=True):
        name = st.text_input("Name", max_chars=80)
        if st.form_submit_button("Add person"):
            if attempt(lambda: f"{diary().add_profile(name).name} has a diary now."):
                st.rerun()
            draw_notice()
