"""What is clicked or typed in one window is done one after another, and each of it to its end.

Streamlit draws a page by a run of its script, and a run begins with what was clicked. By itself
(``runner.fastReruns``, which is off here) it begins the next run in a thread of its own while the
one before is still at work on the same session: as that one is put away, it takes what was just
clicked for its own and drops it.
"""

from collections import deque
from dataclasses import replace
from typing import Any, Final

from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _has_active_trigger_value,
)

from app_pages.parts.shared.turns import Turns
from app_pages.parts.shared.written import State

_TURNS: Final = Turns()


class Requests(ScriptRequests):
    """What a window asks for while it is being drawn.

    Streamlit 1.67 makes one request of all that come before the first is taken up. Of two clicks
    in one part that is drawn in the browser, as on two rows of the day, only the second one was
    done then, and clicks on different parts in no order; and what a page does as it is drawn was
    not done where another page was asked for. Here each of them is a request of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[RerunData] = deque()
        self.by_the_page = False
        """Whether the page that is being drawn asked itself to be drawn anew, or for another."""

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        if self._state is ScriptRequestType.STOP:
            return False
        drawing = get_script_run_ctx(suppress_warning=True)  # none in the thread of the browser
        self.by_the_page |= bool(drawing and drawing.has_script_started)
        last = self._waiting[-1] if self._waiting else None
        if last is None and self._state is ScriptRequestType.RERUN:
            last = self._rerun_data
        if last is None or not _must_follow(last, new_data):
            if not self._waiting:
                return super()._request_rerun_locked(new_data)
            self._waiting[-1] = _together(self._waiting[-1], new_data)
        else:
            self._waiting.append(new_data)
        return True

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """Return what the run that is at work is ended for."""
        return self._with_next(super().on_scriptrunner_yield())

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """Return what is to be done next."""
        request = super().on_scriptrunner_ready()
        self._with_next(request)
        return request

    def _with_next(self, request: ScriptRequest | None) -> ScriptRequest | None:
        with self._lock:
            taken_up = request and request.type is ScriptRequestType.RERUN
            self.by_the_page &= not taken_up
            if taken_up and self._waiting and self._state is ScriptRequestType.CONTINUE:
                super()._request_rerun_locked(self._waiting.popleft())
        return request


def _clicks(asked: RerunData) -> bool:
    sent = asked.widget_states
    return sent is not None and any(map(_has_active_trigger_value, sent.widgets))


def _must_follow(former: RerunData, latter: RerunData) -> bool:
    """Return whether two requests can't be one, as something of the former might not be done."""
    elsewhere = former.page_script_hash != latter.page_script_hash
    return _clicks(former) and (elsewhere or _clicks(latter))


def _together(former: RerunData, latter: RerunData) -> RerunData:
    """Return two requests as one, as Streamlit makes it."""
    both = ScriptRequests()
    both.request_rerun_batch([former, latter])
    return both.on_scriptrunner_ready().rerun_data


class Runner(ScriptRunner):
    """Runs the script of one window.

    Streamlit 1.67 ends a run for the next one at any word to the session, before what was clicked
    is taken up and in the midst of a callback as well, and what was clicked is lost. Here it ends
    none before the page begins to be drawn; and where a form is acted on as it is drawn, none
    before the end, or before the page itself asks for it.
    """

    def __init__(
        self, *given: Any, session_state: State, initial_rerun_data: RerunData, **options: Any
    ) -> None:
        self._window = session_state
        super().__init__(
            *given, session_state=session_state, initial_rerun_data=initial_rerun_data, **options
        )
        self._requests = self._asked = Requests()
        self._requests.request_rerun(initial_rerun_data)

    def _maybe_handle_execution_control_request(self) -> None:
        context = get_script_run_ctx(suppress_warning=True)
        to_its_end = self._window.acts_while_drawn and not self._asked.by_the_page
        if context and (not context.has_script_started or to_its_end):
            return
        super()._maybe_handle_execution_control_request()

    def _run_script(self, rerun_data: RerunData) -> None:
        # A part may be gone since it was acted on, as each has another name where something has
        # come above it. Then all of the page is drawn, or nothing would show what was done.
        parts = rerun_data.fragment_id_queue
        if not rerun_data.is_auto_rerun and not all(map(self._fragment_storage.contains, parts)):
            rerun_data = replace(rerun_data, fragment_id_queue=[])
        with _TURNS.turn():
            super()._run_script(rerun_data)


def install() -> None:
    """Run scripts so from now on."""
    from streamlit.runtime import app_session

    app_session.ScriptRunner = Runner  # type: ignore[attr-defined]
