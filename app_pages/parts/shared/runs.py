"""What is clicked or typed in one window is done one after another, and each of it to its end.

Streamlit draws a page by a run of its script, and a run begins with what was clicked. By itself
(``runner.fastReruns``, which is off here) it begins the next run in a thread of its own while the
one before is still at work on the same session: as that one is put away, it takes what was just
clicked for its own and drops it.
"""

from typing import Any

from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx

from app_pages.parts.shared.written import State


class Runner(ScriptRunner):
    """Runs the script of one window.

    Streamlit 1.67 ends a run for the next one at any word to the session, before what was clicked
    is taken up and in the midst of a callback as well, and what was clicked is lost. Here it ends
    none before the page begins to be drawn; and where a form is acted on as it is drawn, none
    before the end.
    """

    def __init__(self, *given: Any, session_state: State, **options: Any) -> None:
        self._window = session_state
        super().__init__(*given, session_state=session_state, **options)

    def _maybe_handle_execution_control_request(self) -> None:
        context = get_script_run_ctx(suppress_warning=True)
        if context and (not context.has_script_started or self._window.acts_while_drawn):
            return
        super()._maybe_handle_execution_control_request()


def install() -> None:
    """Run scripts so from now on."""
    from streamlit.runtime import app_session

    app_session.ScriptRunner = Runner  # type: ignore[attr-defined]
