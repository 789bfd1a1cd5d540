"""Whose diary is open: in view at the top of every page, with the way to another one.

The session keeps who was chosen, and the address says it too (``?person=2``), so that a
reload or a bookmark opens the same diary. An address that names nobody opens none.
"""

from html import escape

import streamlit as st

from estimator.diary import Diary
from estimator.palette import PROFILE_COLOURS
from estimator.records import Profile

STYLE = """<style>
.stMain { scroll-padding-top: 8rem; }
.stMainBlockContainer { padding-top: 4.5rem; }
div:has(> .st-key-person-bar) { position: sticky; top: 3.75rem; z-index: 90; }
[class*=st-key-person-] { flex-wrap: nowrap; }
.st-key-person-bar {
  padding: .4rem 0; border-bottom: 3px solid %s;
  background: light-dark(#fff, #171614);
}
.st-key-person-bar .stSelectbox { max-width: 22rem; }
.badge {
  display: inline-flex; align-items: center; justify-content: center;
  width: 2.2rem; height: 2.2rem; border-radius: 50%%; color: #fff; font-weight: 700;
}
</style>"""
"""Below the header of Streamlit, which is 3.75rem high, on the colours of its pages."""
NOBODY_COLOUR = "#808080"


def draw(diary: Diary) -> Profile | None:
    """Draw the bar; return the person whose diary is open, or None where nobody is chosen."""
    profiles = {profile.id: profile for profile in diary.profiles()}
    if not profiles:
        first = diary.ensure_profile()
        profiles = {first.id: first}
        st.session_state["person"] = first.id
    chosen = profiles.get(st.session_state.setdefault("person", _asked(next(iter(profiles)))))
    # A person deleted meanwhile is not followed by another one unless somebody says so.
    st.session_state["person"] = st.session_state["switch"] = chosen and chosen.id
    if chosen:
        st.query_params["person"] = str(chosen.id)
    st.html(STYLE % (PROFILE_COLOURS[chosen.color] if chosen else NOBODY_COLOUR))
    with st.container(key="person-bar", horizontal=True, vertical_alignment="center"):
        if chosen:
            st.html(badge(chosen), width="content")
        if chosen and len(profiles) == 1:
            st.html(f'<strong dir="auto">{escape(chosen.name)}</strong>')
        else:
            st.selectbox(
                "Person",
                list(profiles),
                index=0 if chosen else None,
                format_func=lambda profile_id: profiles[profile_id].name,
                key="switch",
                placeholder="Choose a person",
                label_visibility="collapsed",
                on_change=lambda: open_diary(st.session_state["switch"]),
            )
    return chosen


def open_diary(profile_id: int | None) -> None:
    """Open a person's diary; nothing half-typed for another one stays."""
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state["person"] = profile_id


def badge(profile: Profile) -> str:
    """Return a person's mark as HTML: the initial on their colour."""
    colour = PROFILE_COLOURS[profile.color]
    return (
        f'<span class="badge" aria-hidden="true" style="background: {colour}">'
        f"{escape(profile.initial)}</span>"
    )


def _asked(first: int) -> int | None:
    """Return the id that the address asks for; where it asks for none, that of the first."""
    asked = st.query_params.get("person")
    if asked is None:
        return first
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None
