"""Runs every page, fragment, callback and download, and shows errors as one sentence.

A page or a fragment says it in its place, a callback and a download leave it to the page that
is drawn next. While the diary can't be used, what is on the page asks now and then whether it
can be again, and goes on by itself.
"""

from collections.abc import Callable, Container
from datetime import date, time
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Final, ParamSpec, TypeVar

import streamlit as st

from app_pages.parts.shared import written
from estimator.errors import DamagedRowsError, DamagedStoreError, EstimatorError, StoreError
from estimator.views.shared.markdown import plain

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_DAMAGED: Final = (DamagedRowsError, DamagedStoreError)
EXPECTED: Final = (EstimatorError, OSError)
"""What can go wrong though the program makes no mistake."""
WAIT_S: Final = 3
"""How often it is asked whether the diary can be used again [s]."""
PAGE_WAS_OLD: Final = (
    "The file was not made: the program was started anew after this page was drawn, or the page "
    "changed meanwhile. It is up to date now. Click once more."
)
_NOT_MADE: Final = "not-made"
"""The part of the address that keyboard.js adds once a file could not be made."""
GOES_ON: Final = "What you typed stays. This page goes on by itself once the diary can be used."
_MEANWHILE: Final = "said-meanwhile"
_WAS_AWAY: Final = "diary-was-away"
_TYPED: Final = str | int | float | date | time


class _Question:
    """Whether the diary can be used: asked once every few seconds, for all pages that wait."""

    def __init__(self) -> None:
        self.ask: Callable[[], object] = lambda: None
        self._asking = Lock()
        self._since = 0.0
        self._answer = False

    def deny(self) -> None:
        """Note that the diary can't be used, as was just found."""
        self._since, self._answer = monotonic(), False

    def answered(self) -> bool:
        """Return whether the diary can be used, as of a few seconds ago at most."""
        if monotonic() - self._since >= WAIT_S and self._asking.acquire(blocking=False):
            try:
                self.ask()
                self._answer = True
            except StoreError:
                self._answer = False
            finally:
                self._since = monotonic()
                self._asking.release()
        return self._answer


_question: Final = _Question()


def ask_by(read: Callable[[], object]) -> None:
    """Use this function to ask whether the diary can be used: it raises `StoreError` if not."""
    _question.ask = read


def sentence(error: Exception) -> str:
    """Return what to say of an error."""
    if isinstance(error, EstimatorError):
        return str(error)
    if isinstance(error, OSError):
        return (
            f"{error.filename or 'A file'} can't be used: {error.strerror or error}. Nothing of "
            "this was done. See that its disk is there and may be written, then try again."
        )
    return (
        "The program has a fault here, and nothing more of this was done; what was saved before "
        "is safe. Reload the page. If it comes again, report it with what the log of the "
        f"program says ({type(error).__name__})."
    )


def draw_page(page: Callable[[], None]) -> None:
    """Draw a page; where that fails, say why."""
    unsaid = _unsaid()
    if _asks_why_no_file() and not unsaid:
        unsaid.append(PAGE_WAS_OLD)
    said = list(dict.fromkeys(unsaid))
    with st.container():  # a place of its own, also while it is empty
        for words in said:
            st.error(plain(words))
    unsaid.clear()
    if st.session_state.pop(_WAS_AWAY, False):
        _keep_what_was_typed()
    if not _draw(page, said):
        st.session_state[_WAS_AWAY] = True
        st.stop()  # so the session keeps what was typed into what could not be drawn


def _asks_why_no_file() -> bool:
    """Return whether the page is drawn anew as a file could not be made, asked once each time."""
    mark = st.query_params.pop(_NOT_MADE, None)
    asked = mark is not None and mark != st.session_state.get(_NOT_MADE)
    if asked:
        st.session_state[_NOT_MADE] = mark
    return asked


def _draw(part: Callable[[], None], said: Container[str] = ()) -> bool:
    """Draw a part of a page; return whether the diary could be used."""
    try:
        part()
    except EXPECTED as error:
        if (words := sentence(error)) not in said:
            st.error(plain(words))
        # What is damaged doesn't mend by itself.
        if isinstance(error, StoreError) and not isinstance(error, _DAMAGED):
            _question.deny()
            st.caption(GOES_ON)
            _go_on_when_answered()
            return False
    return True


@st.fragment(run_every=WAIT_S)
def _go_on_when_answered() -> None:
    if _question.answered():
        st.rerun()


def _keep_what_was_typed() -> None:
    """Let the page show what the session has: a browser forgets fields that it doesn't show."""
    for key, value in st.session_state.to_dict().items():
        # What was clicked, which can't be set, is False or None by now.
        if isinstance(value, _TYPED) and value is not False:
            st.session_state[key] = value


def fragment(part: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Let a part of a page be drawn anew by itself."""

    @st.fragment
    @wraps(part)
    def drawn(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        _draw(lambda: part(*args, **options))
        written.note_when_shown(part.__name__)

    return drawn


def callback(action: Callable[Arguments, object]) -> Callable[Arguments, None]:
    """Let Streamlit call this when a widget is used."""

    @wraps(action)
    def run(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        try:
            action(*args, **options)
        except EXPECTED as error:
            _unsaid().append(sentence(error))

    return run


def file(make: Callable[[], Result]) -> Callable[[], Result]:
    """Let a file be made when it is downloaded, which happens beside the page."""
    unsaid = _unsaid()

    def made() -> Result:
        try:
            return make()
        except Exception as error:
            unsaid.append(sentence(error))
            raise

    return made


def last_net(error: Exception) -> bool:
    """Say in a sentence what nothing else has caught; its traceback is in the log.

    Returns
    -------
    bool
        True: Streamlit need not say it as well.
    """
    st.error(plain(sentence(error)))
    return True


def _unsaid() -> list[str]:
    unsaid: list[str] = st.session_state.setdefault(_MEANWHILE, [])
    return unsaid
