"""What the pages share: the diary, whose diary it is, and what to say after an action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any

import streamlit as st

from app_pages.parts.shared import (
    address,
    check_for_damage,
    damaged,
    keyboard,
    open_diary,
    person_bar,
    safely,
    warm,
    written,
)
from estimator.diary.change_words import Step
from estimator.diary.diary import Diary
from estimator.diary_values import Profile
from estimator.errors import DamagedStoreError, EstimatorError, InputError
from estimator.views.about.about import vka_notice
from estimator.views.people.people import zone_notice
from estimator.views.shared.markdown import plain

ANOTHER_DIARY = (
    "Another diary is here now: a backup was brought back, or the file was set aside or moved. "
    "This page shows what is here now."
)
DONE_STYLE = """<style>
div:has(> .st-key-done [data-testid=stAlert]) {
  position: sticky; bottom: var(--done, var(--below)); z-index: 80;
}
.st-key-done { background: light-dark(#fdfcf9, #171614); gap: .5rem; }
.st-key-done:has(button, [data-testid=stAlert]) { padding: .4rem 0; }
/* Side by side, where there is room. */
.st-key-done:has([data-testid=stAlert]) { flex-flow: row wrap; align-items: center; }
.st-key-done:has([data-testid=stAlert]) > :first-child { flex: 1 1 16rem; width: auto; }
.st-key-done:has([data-testid=stAlert]) > :last-child { flex: none; width: auto; max-width: 100%; }
</style>"""
LINGER_SECONDS = 8.0
"""How long an answer stays, whatever is drawn anew, so that it can be read; as long, a click may
come that was made before it was drawn [s]."""


@dataclass
class Notice:
    """The message about the last action, shown once."""

    kind: str = ""
    text: object = None
    shown: bool = False
    in_view_since: float | None = None
    """When the first page that shows it was drawn to its end."""
    page: str = ""
    """The page that shows it."""
    of: object = None
    """What was acted on, as it was shown."""

    def set(self, kind: str, text: object) -> None:
        """Say what the action came to."""
        self.kind, self.text = kind, text

    @property
    def fresh(self) -> bool:
        """Whether the second click of a double click may still follow."""
        since = self.in_view_since
        return self.kind == "success" and (since is None or monotonic() - since < LINGER_SECONDS)


@dataclass
class DailyBackup:
    """Whether a backup of today is kept."""

    asked_on: date | None = None
    """The last day on which one was kept, or could not be."""
    problem: str = ""
    """Why it could not be kept."""


@st.cache_resource
def _daily_backup() -> DailyBackup:
    return DailyBackup()


def keep_daily_backup() -> None:
    """Keep a backup, once a day; what went wrong is said on Files and stops nobody."""
    daily, today = _daily_backup(), date.today()
    if daily.asked_on == today:
        return
    try:
        if diary().backups.keep_daily():
            daily.asked_on, daily.problem = today, ""
    except EstimatorError as error:
        daily.asked_on, daily.problem = today, str(error)


def backup_problem() -> str:
    """Return why today's backup could not be kept, "" where it could."""
    return _daily_backup().problem


def diary() -> Diary:
    """Return the diary that the page was, or is being, drawn with."""
    return open_diary.of_this_page()


def show(draw: Callable[[], None]) -> None:
    """Draw a page under the bar that says whose diary is open.

    Where it can't be drawn, say what is wrong and what to do.
    """
    warm.wait()
    page = draw.__code__.co_filename
    _repeat_what_was_just_said(page)
    keyboard.install()
    address.arrive(page)
    safely.draw_page(lambda: _draw_page(draw))
    address.say_again()
    written.note_when_shown()
    _note_what_is_in_view(page)


def _draw_page(draw: Callable[[], None]) -> None:
    try:
        another = open_diary.take_up()
        with diary().look():
            profile = st.session_state["profile"] = person_bar.draw(diary())
            if another and _has_something_to_say():
                draw_notice()  # here, as there may be nothing more on the page
            elif another:
                st.warning(ANOTHER_DIARY)
            if profile and (notice := zone_notice(profile)):
                st.warning(plain(notice))
            if profile and profile.takes_vka:
                st.warning(vka_notice())
            if damage := check_for_damage.damage_of(diary()):
                st.error(plain(f"{damage} Backups from before are on Files."))
            if unwritable := diary().unwritable:
                st.warning(plain(f"{unwritable} What is in it can be looked at."))
            draw()
            keyboard.move_focus()
        # By now all is shown, so nobody waits for it.
        keep_daily_backup()
        if diary().unwritable:
            open_diary.close()  # so that the next click finds out whether it can be by then
    except DamagedStoreError as error:
        damaged.draw(error, attempt)
        draw_notice()


safely.ask_by(open_diary.present)


def chosen_profile() -> Profile | None:
    """Return the person whose diary is open, or None where nobody is chosen."""
    profile: Profile | None = st.session_state["profile"]
    return profile


def current_profile() -> Profile:
    """Return the person whose diary is open.

    Raises
    ------
    InputError
        If nobody is chosen, as when the address names a person who was deleted.
    """
    profile = chosen_profile()
    if profile is None:
        raise InputError(
            "The person asked for is not in this diary, or not any more. "
            "Choose at the top whose diary to open."
        )
    return profile


def attempt(action: Callable[[], object], said: str | None = None, of: object = None) -> bool:
    """Run a verb of the diary; keep what to say of it, or why it was refused, for `draw_notice`.

    Parameters
    ----------
    action : callable
        The verb.
    said : str, optional
        What to say once it is done; by default what the verb itself returns.
    of : object, optional
        What is acted on, as it was shown, where that can be done but once: the second click of
        a double click does nothing and leaves in view what the first one did.
    """
    before = st.session_state.get("notice")
    if of is not None and before and before.fresh and before.of == of:
        before.shown = False
        return True
    notice = st.session_state["notice"] = Notice(of=of)
    try:
        result = action()
    except safely.EXPECTED as error:
        notice.set("error", safely.sentence(error))
        return False
    notice.set("success", result if said is None else said)
    return True


def draw_notice() -> None:
    """Show what the last action came to, once."""
    # A place of its own, also while it is empty: the browser knows what is on a page by its
    # place, and would make all that follows anew whenever a notice comes or goes.
    with st.container():
        if _has_something_to_say():
            notice = st.session_state["notice"]
            notice.shown = True
            draw: Any = st.error if notice.kind == "error" else st.success
            draw(plain(str(notice.text)))


def _has_something_to_say() -> bool:
    notice = st.session_state.get("notice")
    return bool(notice and notice.text and not notice.shown)


def _repeat_what_was_just_said(page: str) -> None:
    """Show a success again where the page is drawn anew before it could be read."""
    notice = st.session_state.get("notice")
    if notice and notice.fresh and notice.page in ("", page):
        notice.shown = False


def _note_what_is_in_view(page: str) -> None:
    """Note when what was said came into view: a page that isn't drawn to its end shows nothing."""
    notice = st.session_state.get("notice")
    if notice and notice.shown and notice.in_view_since is None:
        notice.in_view_since, notice.page = monotonic(), page


def draw_done(profile: Profile) -> None:
    """Say what the last action came to, with Undo, at the lower edge of the window.

    It is in view there wherever on the page one is, and moves nothing; below all else on a page
    that is shorter.
    """
    st.html(DONE_STYLE)
    with st.container(key="done"):
        draw_notice()
        draw_undo(profile)


def draw_undo(profile: Profile) -> None:
    """Offer to undo the last change, and to redo what was undone last, saying which it is."""
    undo, redo = diary().history.steps(profile.id)
    with st.container(horizontal=True):
        _draw_step(undo, "Undo", lambda step: diary().history.undo(profile.id, step))
        _draw_step(redo, "Redo", lambda step: diary().history.redo(profile.id, step))


def _draw_step(step: Step | None, verb: str, do: Callable[[int], object]) -> None:
    if step is None:
        return
    with st.container(key=verb.lower(), width="content"):
        st.button(
            f"{verb}: {plain(step.words)}",
            # A button for each change: a click on one never does another.
            key=f"{verb.lower()}-{step.id}",
            on_click=attempt,
            args=(lambda: do(step.id), None, (verb, step.id)),
        )
