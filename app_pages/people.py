"""People: whose diaries are kept; one added, opened, set, deleted and brought back."""

from datetime import timedelta
from html import escape

import streamlit as st

from app_pages.parts.people import settings
from app_pages.parts.shared import keyboard, person_bar, request_token, safely, session
from app_pages.parts.shared.wide import widen
from estimator.diary_values import NAME_LENGTH, Logged, Profile
from estimator.views.people.overview import DAYS_LOOKED_AT, Overview, overview_of
from estimator.views.shared.figures import counted
from estimator.views.shared.markdown import plain
from estimator.views.shared.spans import date_words

STYLE = """<style>
.of-client { display: flex; gap: .75rem; }
.client {
  display: grid; grid-template-columns: minmax(10rem, 2fr) repeat(5, minmax(6.2rem, 1fr));
  gap: .2rem 1rem;
  flex: 1; min-width: 0; margin: 0; line-height: 1.35;
}
.stMain .of-client > .client { padding: 0; }
.client > div { min-width: 0; overflow-wrap: anywhere; }
.client dt { white-space: nowrap; }
.client :is(dt, small) { font-size: .8rem; }
.client dd { margin: 0; }
.client dt.name { white-space: normal; font-size: 1rem; font-weight: 700; }
@media (max-width: 1200px) {
  .client { grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); }
  .client > .who { grid-column: 1 / -1; }
}
@media (max-width: 640px) {
  [class*=st-key-person-]:not(.st-key-person-bar) { flex-wrap: wrap; }
  [class*=st-key-person-]:not(.st-key-person-bar) > :first-child { flex-basis: 100%; }
}
</style>"""
"""A row for each person, with the same columns in all; below each other on a phone."""
BUTTONS_PX = 160
"""As wide in each row, so that the columns stand below each other."""


def draw() -> None:
    """Draw the page."""
    widen()
    st.html(STYLE)
    st.title("People & settings")
    profile = session.chosen_profile()
    diary = session.diary()
    logged = diary.people.logged()
    deleted = diary.people.deleted()
    if profile is None:
        session.draw_notice()
    _draw_way_back(deleted)
    for person in diary.people.all():
        _draw_person(person, logged[person.id], is_open=person == profile)
    _draw_new_person()
    if profile:
        settings.draw(profile, logged[profile.id])
    if deleted:
        st.header("Deleted people")
        for person in deleted:
            _draw_deleted(person, logged[person.id])
    if profile:
        session.draw_done(profile)


def _draw_person(person: Profile, logged: Logged, *, is_open: bool) -> None:
    """Draw one line of the list."""
    with st.container(
        border=True, horizontal=True, vertical_alignment="top", key=f"person-{person.id}"
    ):
        st.html(_row(person, _overview(person, logged)), width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", width=BUTTONS_PX):
            if st.button("Week", key=f"week-{person.id}"):
                person_bar.switch_to(person.id)
                st.switch_page("app_pages/week.py")
            if is_open:
                st.markdown("open now", width="content")
                return
            st.button(
                "Open",
                key=f"open-{person.id}",
                on_click=safely.callback(person_bar.switch_to),
                args=(person.id,),
            )


def _row(person: Profile, overview: Overview) -> str:
    """Return what a row says, as HTML."""
    cells = "".join(
        f"<div><dt>{escape(head)}</dt><dd>{escape(said)}</dd></div>"
        for head, said in overview.cells
    )
    who = (
        f'<dt class="name">{escape(person.name)}</dt><dd><small>{escape(overview.who)}</small></dd>'
    )
    said = f'<dl class="client"><div class="who">{who}</div>{cells}</dl>'
    return f'<div class="of-client">{person_bar.badge(person)}{said}</div>'


def _overview(person: Profile, logged: Logged) -> Overview:
    """Sum up a person."""
    diary = session.diary()
    today = diary.people.today(person.id)
    first = today - timedelta(days=DAYS_LOOKED_AT - 1)
    frame = diary.entries.frame(person.id, first, today)
    if frame.empty:
        return overview_of(person, logged, today)
    foods = diary.foods(person.id)
    recent = foods.estimate(person, frame, "day")
    return overview_of(person, logged, today, recent, foods)


def _draw_new_person() -> None:
    """Ask for the name of another person; all else has defaults that fit most."""
    token = request_token.current()
    with (
        st.form(f"new-person-{token}"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Name of another person", key=f"new-{token}", max_chars=NAME_LENGTH)
        if st.form_submit_button("Add person") and session.attempt(
            lambda: _add(name), of=f"person-{token}"
        ):
            st.rerun()
        session.draw_notice()


def _add(name: str) -> str:
    """Add a person and open their diary; return what to say of it."""
    opened = person_bar.open_person()
    person = session.diary().people.add(name)
    opened.change(person.id)
    return f"Added: {person.name}. The new diary is open; check its settings below."


def _draw_way_back(deleted: list[Profile]) -> None:
    """Offer to bring back who was deleted just now, beside the sentence that says so."""
    for person in deleted:
        if person.id == person_bar.open_person().before:
            _draw_bring_back(person, f"Bring back {plain(person.name)}", key="way-back")


def _draw_deleted(person: Profile, logged: Logged) -> None:
    """Draw one deleted person, with the way back and the way to the end."""
    entries = counted(logged.entries, "entry", "entries")
    with st.container(border=True, key=f"deleted-{person.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(person.name)}**  \n"
                f"deleted on {date_words(person.deleted_at)} · {entries} kept",
                width="stretch",
            )
            _draw_bring_back(person, "Bring back", key=f"restore-{person.id}")
            st.button(
                "Erase for good",
                key=f"ask-erase-{person.id}",
                on_click=safely.callback(_ask_before_erasing),
                args=(person.id,),
            )
        if st.session_state.get("erasing") == person.id:
            _draw_erasing(person, entries)


def _ask_before_erasing(profile_id: int) -> None:
    """Open the last question, with the focus on the answer that changes nothing."""
    st.session_state["erasing"] = profile_id
    keyboard.focus("keep")


def _draw_erasing(person: Profile, entries: str) -> None:
    """Ask once more before a person is erased."""
    st.warning(
        f"This erases {plain(person.name)} with {entries}, own foods, saved meals and notes. "
        "Nothing brings them back."
    )

    def erase() -> str:
        st.session_state.pop("erasing", None)
        session.diary().people.erase(person.id, shown=person)
        return f"Erased: {person.name}, with {entries}."

    with st.container(horizontal=True):
        st.button(
            f"Erase {entries}",
            key=f"erase-{person.id}",
            type="primary",
            on_click=session.attempt,
            args=(erase, None, ("erase", person)),
        )
        st.button(
            "Keep",
            key="keep",
            on_click=safely.callback(st.session_state.pop),
            args=("erasing", None),
        )


def _draw_bring_back(person: Profile, label: str, key: str) -> None:
    """Offer to bring a deleted person back."""

    def restore() -> str:
        opened = person_bar.open_person()
        back = session.diary().people.restore(person.id, shown=person)
        opened.change(back.id)
        return f"Brought back: {back.name}, with all that was logged."

    st.button(label, key=key, on_click=session.attempt, args=(restore, None, ("restore", person)))


session.show(draw)
