"""Makes the app as on a machine that is busy: each run of a page begins and ends late."""

import time

from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.state import safe_session_state, session_state


def wait_before(owner, name, seconds):
    done = getattr(owner, name)

    def late(*args, **options):
        time.sleep(seconds)
        return done(*args, **options)

    setattr(owner, name, late)


def slow_down():
    """Let what this process serves from now on be late."""
    # What was clicked is at hand and not taken up yet; it is taken up and not acted on; the page
    # is drawn and not put away.
    wait_before(safe_session_state.SafeSessionState, "on_script_will_rerun", 0.4)
    wait_before(session_state.SessionState, "_call_callbacks", 1.2)
    wait_before(script_runner.ScriptRunner, "_on_script_finished", 0.8)
