"""What a run of a page drew is sent to the browser to its end, and that of a short one at once."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from threading import Lock
from time import monotonic
from typing import Any, Final

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session, websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent

from app_pages.parts.shared.written import State

AT_ONCE_SECONDS: Final = 0.15
"""What a run draws until then is sent at its end [s]."""


class Queue(ForwardMsgQueue):
    """What is still to be sent to a browser.

    Where a part of a page is to be drawn anew, Streamlit 1.67 sends no more of what the run of
    the whole page before it drew of that part, and says all the same that this run is done. The
    browser then takes the part away until it is drawn anew: a box that somebody types into just
    then loses the focus and what is in it.
    """

    def clear(
        self, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        """Clear the queue; keep all of it where parts of a page are to be drawn anew."""
        none_of_them = None if fragment_ids_this_run is None else list[str]()
        super().clear(retain_lifecycle_msgs, none_of_them)


class Session(AppSession):
    """One window.

    When something is clicked or typed between the end of a run and the moment that its last words
    are looked at, Streamlit 1.67 drops these as words of a run that is none any more: what it drew
    last, and that it is done, so that what it deleted stays on the page. Here runs come one after
    another (``runs.py``), so all that they say is still true and in order.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._browser_queue, self._session_state = Queue(), State()
        self._held: list[Callable[[], None]] = []
        self._holding = Lock()
        self._held_until = 0.0
        self._wake_sender = self._message_enqueued_callback

    def request_rerun(self, client_state: ClientState | None) -> None:
        """Draw the page anew, or the part of it that was acted on.

        A browser that is busy sends together what was clicked, ticked and typed in several parts
        of a page, and says of one of them alone that it is to be drawn anew: then all of the page
        is. So it is where that part is gone, of which Streamlit 1.67 would hear nothing more.
        """
        part = client_state.fragment_id if client_state and not client_state.is_auto_rerun else ""
        if client_state and part:
            window: State = self._session_state
            if not self.has_fragment(part) or window.acts_beyond(client_state.widget_states, part):
                client_state = ClientState.FromString(client_state.SerializeToString())
                client_state.fragment_id = ""
        super().request_rerun(client_state)

    def _on_scriptrunner_event(
        self, sender: ScriptRunner | None, event: ScriptRunnerEvent, **said: Any
    ) -> None:
        said_by_run = partial(self._handle_scriptrunner_event_on_event_loop, sender, event, **said)
        with self._holding:
            self._held.append(said_by_run)
        if event is ScriptRunnerEvent.SCRIPT_STARTED:
            self._held_until = monotonic() + AT_ONCE_SECONDS
            # It may have no more to say for long.
            self._call_soon_on_event_loop(self._hand_on_in_time)
        elif event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG or monotonic() > self._held_until:
            self._hand_on()

    def _hand_on_in_time(self) -> None:
        self._event_loop.call_later(AT_ONCE_SECONDS, self._hand_on)

    def _hand_on(self) -> None:
        """Have what is held sent, before what is said from now on."""
        with self._holding:
            held, self._held = self._held, []
            if held:
                self._call_soon_on_event_loop(lambda: self._send(held))

    def _send(self, held: Sequence[Callable[[], None]]) -> None:
        """Put all of it where it is sent from, and wake who sends once."""
        self._message_enqueued_callback = None
        try:
            for said_by_run in held:
                said_by_run()
        finally:
            self._message_enqueued_callback = self._wake_sender
        if self._wake_sender:
            self._wake_sender()

    def _handle_scriptrunner_event_on_event_loop(
        self, sender: ScriptRunner | None, event: ScriptRunnerEvent, *told: Any, **said: Any
    ) -> None:
        # That a former one has ended ends nothing else.
        of_now = sender if event is ScriptRunnerEvent.SHUTDOWN else self._scriptrunner
        super()._handle_scriptrunner_event_on_event_loop(of_now, event, *told, **said)


def _looked_up_once(
    populate: Callable[[CustomThemeConfig, str], None],
) -> Callable[..., None]:
    """Return what gives a message the theme's options of a section, looked up once.

    Streamlit 1.67 looks some three hundred up for each run, which takes it 2 ms.
    """

    @cache
    def of(section: str) -> CustomThemeConfig:
        options = CustomThemeConfig()
        populate(options, section)
        return options

    def give(message: CustomThemeConfig, section: str = "theme") -> None:
        if of(section).ByteSize():  # what has none of a section is to stay without it
            message.MergeFrom(of(section))

    return give


def install() -> None:
    """Use this for each window from now on."""
    websocket_session_manager.AppSession = Session  # type: ignore[misc]
    app_session._populate_theme_msg = _looked_up_once(app_session._populate_theme_msg)
