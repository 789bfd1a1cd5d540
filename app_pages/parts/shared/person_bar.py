"""Whose diary is open: in view at the top of every page, with the way to another one.

The session keeps who was chosen, and the address says it too (``?person=2``), so that a
reload or a bookmark opens the same diary. An address that names nobody opens none.
"""

from dataclasses import dataclass
from html import escape

import streamlit as st

from app_pages.parts.shared import address, keyboard, request_token, safely, written
from estimator.diary.diary import Diary
from estimator.diary_values import Profile
from estimator.views.shared.palette import PROFILE_COLOURS

STYLE = """<style>
.stMain { --head: 8.5rem; scroll-padding-top: 8rem; }
.stMainBlockContainer { padding-top: 4.5rem; }
/* In small print the blue of links is too faint; the line below them tells them from the rest. */
.stMain [data-testid=stCaptionContainer] a {
  color: inherit !important; text-decoration: underline;
}
.stMainBlockContainer h1 { font-size: 1.75rem; padding: .25rem 0 .75rem; }
.stMainBlockContainer h2 { font-size: 1.35rem; }
.stMainBlockContainer h3 { font-size: 1.15rem; }
div:has(> .st-key-person-bar) { position: sticky; top: 3.75rem; z-index: 90; }
[class*=st-key-person-] { flex-wrap: nowrap; }
.st-key-person-bar {
  padding: .4rem 0; border-bottom: 3px solid %s;
  background: light-dark(#fdfcf9, #171614);
}
.st-key-person-bar .stSelectbox { max-width: 22rem; }
.st-key-person-bar > :has(strong) { min-width: 0; max-width: 22rem; }
.st-key-person-bar strong {
  display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
/* The list of the person before, which stays until the page is drawn to its end. */
.st-key-person-bar > :has(.stSelectbox) ~ :has(.stSelectbox) { display: none; }
@media (min-width: 1200px) {
  /* Room beside the names of the pages: the page itself begins higher. */
  .stMain { --head: 4.75rem; scroll-padding-top: 4.5rem; }
  .stAppHeader { border-bottom: 3px solid %s; }
  .stApp div:has(> .st-key-person-bar) {
    position: fixed; inset: 0 1.5rem auto auto; width: auto; z-index: 999991;
  }
  .st-key-person-bar { padding: .5rem 0; border: 0; flex-wrap: nowrap; }
  .st-key-person-bar .stSelectbox { width: 13rem; }
}
.badge {
  display: inline-flex; flex: none; align-items: center; justify-content: center;
  width: 2.2rem; height: 2.2rem; border-radius: 50%%; color: #fff; font-weight: 700;
}
</style>"""
"""Below the header of Streamlit, which is 3.75rem high, on the colours of its pages."""
NOBODY_COLOUR = "#808080"
FIRST = 0
"""Stands for the id of whoever comes first."""
KEPT_FOR_NEXT_PERSON = {
    written.RUN,
    "diary",
    "opened-diary",
    "profile",
    "notice",
    "focus",
    "address-page",
    "address-history",
    "address-asks",
    "address-begins",
    "address-said",
}
"""What goes along from one person to the next."""


@dataclass
class OpenPerson:
    """Whose diary is open."""

    profile_id: int | None
    before: int | None = None
    changed: bool = False

    def change(self, profile_id: int | None) -> None:
        """Open another person's diary, or nobody's."""
        self.before, self.profile_id, self.changed = self.profile_id, profile_id, True


def open_person() -> OpenPerson:
    """Return whose diary is open; to begin with, that of the person in the address."""
    if "opened-diary" not in st.session_state:
        st.session_state["opened-diary"] = OpenPerson(_asked())
    now: OpenPerson = st.session_state["opened-diary"]
    return now


def switch_to(profile_id: int | None) -> None:
    """Open another person's diary, as the person asks for it."""
    st.session_state.pop("notice", None)
    open_person().change(profile_id)


def show_another_diary(diary: Diary) -> None:
    """Open nobody's diary where another one came in the place of that of the page.

    The person who was open stays so, with what is typed in the box, where they are the very
    same in it: a number may be somebody else's there, and who was just chosen was chosen in a
    list of the former one.
    """
    now = open_person()
    before: Profile | None = st.session_state.get("profile")
    there = {profile.id: profile.created_at for profile in diary.people.all()}
    same = before is not None and there.get(before.id) == before.created_at
    typed = st.session_state.get("typed", "")
    _forget_what_was_typed()
    if before and same and now.profile_id == before.id:
        st.session_state[f"eaten-{request_token.current()}"] = typed
    elif now.profile_id != FIRST:
        now.change(None)


def draw(diary: Diary) -> Profile | None:
    """Draw the bar; return the person whose diary is open, or None where nobody is chosen."""
    now = open_person()
    if (asked := address.newly_asked("person")) is not None and not now.changed:
        wanted = _person_of(asked) if asked else FIRST
        if wanted not in (now.profile_id, FIRST):
            now.change(wanted)
    if now.changed:
        _forget_what_was_typed()
        now.changed = False
    profiles = {profile.id: profile for profile in diary.people.all()}
    if not profiles:
        first = diary.people.first()
        profiles = {first.id: first}
        now.profile_id = first.id
    if now.profile_id == FIRST:
        now.profile_id = next(iter(profiles))
    chosen = profiles.get(now.profile_id) if now.profile_id else None
    # A person deleted meanwhile is not followed by another one unless somebody says so.
    now.profile_id = chosen.id if chosen else None
    switch = _switch(now.profile_id)
    st.session_state[switch] = now.profile_id
    if chosen:
        # One person's address is as short as can be, and no entry of the browser's history.
        address.set_part("person", str(chosen.id) if len(profiles) > 1 else "")
    colour = PROFILE_COLOURS[chosen.color] if chosen else NOBODY_COLOUR
    st.html(STYLE % (colour, colour))
    with st.container(key="person-bar", horizontal=True, vertical_alignment="center"):
        if chosen:
            st.html(badge(chosen), width="content")
        if chosen and len(profiles) == 1:
            name = escape(chosen.name)
            st.html(f'<strong dir="auto" title="{name}">{name}</strong>')
        else:
            st.selectbox(
                "Person",
                list(profiles),
                index=0 if chosen else None,
                format_func=lambda profile_id: profiles[profile_id].name,
                key=switch,
                placeholder="Choose a person",
                label_visibility="collapsed",
                on_change=safely.callback(_choose),
                args=(now.profile_id,),
            )
    return chosen


def _switch(shown: int | None) -> str:
    """Return the key of the list of people, by whom it shows.

    A click made on the page of one person brings along that person as the choice, which would
    lead back to them from the one whom the click before it opened.
    """
    return f"switch-{shown}"


def _choose(shown: int | None) -> None:
    """Open the diary of whom was chosen in the list, where the focus stays."""
    chosen = st.session_state.get(_switch(shown), shown)
    if chosen != shown:
        switch_to(chosen)
        keyboard.focus(_switch(chosen))


def badge(profile: Profile) -> str:
    """Return a person's mark as HTML: the initial on their colour."""
    colour = PROFILE_COLOURS[profile.color]
    return (
        f'<span class="badge" aria-hidden="true" style="background: {colour}">'
        f"{escape(profile.initial)}</span>"
    )


def _asked() -> int | None:
    """Return the id that the address asks for; where it asks for none, that of the first."""
    asked = st.query_params.get("person")
    return FIRST if asked is None else _person_of(asked)


def _person_of(asked: str) -> int | None:
    # No id is 0, which stands for the first.
    return int(asked) or None if asked.isdecimal() and len(asked) < 10 else None


def _forget_what_was_typed() -> None:
    """Empty the session, so that nothing half-typed for one person goes to another."""
    for key in set(st.session_state) - KEPT_FOR_NEXT_PERSON:
        del st.session_state[key]
