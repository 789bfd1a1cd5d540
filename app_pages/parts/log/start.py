"""The start of a diary: three questions that can be skipped, below the box that works at once."""

import streamlit as st

from app_pages.parts.shared import keyboard, nothing_logged, session
from estimator.components import REGION_NAMES
from estimator.diary.people import FIRST_NAME
from estimator.diary_values import NAME_LENGTH, Profile
from estimator.views.log.start import ASKED, WELCOME
from estimator.views.people.people import CUP_NAMES

# What a medicine is called is to be read to its end.
STYLE = """<style>
[class*=st-key-start-] .stCheckbox :is([data-testid=stMarkdownContainer], p) {
  white-space: normal;
}
</style>"""
STARTING = "starting"
"""Whether the start is open: from the first look at an empty diary until it is answered."""


def is_open(*, new: bool) -> bool:
    """Return whether the start is to be drawn.

    Parameters
    ----------
    new : bool
        Whether nothing is logged yet.
    """
    state = st.session_state
    # It stays when the first food is logged meanwhile: who takes warfarin may not have said so.
    state[STARTING] = state.get(STARTING, new)
    return bool(state[STARTING])


def draw(profile: Profile, *, new: bool) -> None:
    """Draw the start."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(WELCOME, anchor=False, width="stretch")
        if new:
            nothing_logged.draw_sample_button(profile)
    form = f"start-{profile.id}"
    with st.form(form):
        st.markdown(ASKED)
        left, right = st.columns(2)
        named = profile.name != FIRST_NAME
        name = left.text_input(
            "Your name",
            profile.name if named else "",
            key=f"{form}-name",
            max_chars=NAME_LENGTH,
            placeholder=FIRST_NAME,
            autocomplete="given-name",
        )
        region = right.selectbox(
            "Where your food is from",
            list(REGION_NAMES),
            index=list(REGION_NAMES).index(profile.region),
            format_func=REGION_NAMES.__getitem__,
            key=f"{form}-region",
        )
        cup = left.selectbox(
            "Cups and spoons",
            list(CUP_NAMES),
            index=list(CUP_NAMES).index(profile.cup),
            format_func=lambda cup: CUP_NAMES[cup].split(":")[0],
            key=f"{form}-cup",
        )
        takes_vka = right.checkbox(
            "I take a vitamin K antagonist (warfarin, acenocoumarol, phenprocoumon)",
            profile.takes_vka,
            key=f"{form}-vka",
        )
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", key=f"{form}-save")
            skip = st.form_submit_button("Skip", key=f"{form}-skip")

    given = {"region": region, "cup": cup, "takes_vka": takes_vka}

    def edit() -> str:
        session.diary().people.edit(
            profile.id, name=name.strip() or profile.name, **given, shown=profile
        )
        return "Saved. All settings are on People & settings."

    if skip or (save and session.attempt(edit, of=("start", profile, name, given))):
        st.session_state[STARTING] = False
        # Who takes warfarin is told what to mind at the head of the page, above what was answered.
        keyboard.start_over()
        st.rerun()
    session.draw_notice()
