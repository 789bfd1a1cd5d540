"""What the app writes into a field of a page stays, also if the browser acts before it shows it.

With each click a browser sends what all fields of its page hold. Of a field that the app wrote
into a moment ago, and that the browser doesn't show yet, that is what it held before; Streamlit
1.67 takes it for what somebody typed. So a food put into the box was lost, a day that was stepped
to came back, and what Undo had taken from a day was put there again.
"""

from dataclasses import replace
from time import time_ns
from typing import Any, Final

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata

RUN: Final = "run"
"""The key of the number of the run that draws the page."""
_SHOWN: Final = "shown-run-"
"""What the keys of fields begin with that hold the number of the run the browser has shown."""


class State(SessionState):
    """The session of one window, which knows what of it the browser has shown."""

    def __init__(self) -> None:
        super().__init__()
        self._run = 0
        self._written: dict[str, int] = {}
        """Fields that were written into, by their ids, and in which run; until that is shown."""
        self._held: dict[str, WidgetState] = {}
        """What the browser had in each field when it was last heard of."""
        self.acts_while_drawn = False
        """Whether what was clicked is done where its button is drawn, and by no callback."""

    def on_script_will_rerun(self, *given: Any, **options: Any) -> None:
        """Take up what the browser sends."""
        self._note_what_was_written()
        # Above the numbers of this window before the program was started anew.
        self._run = max(self._run + 1, time_ns() // 1_000_000)
        super().on_script_will_rerun(*given, **options)

    def _note_what_was_written(self) -> None:
        for key in self._new_session_state:
            if (field := self.get_widget_id_from_key(key)) is not None:
                self._written[field] = self._run

    def set_widgets_from_proto(self, widget_states: WidgetStates) -> None:
        """Set all fields to what the browser has, but for what it is only about to be told of."""
        shown = max(map(self._shown_by, widget_states.widgets), default=0)
        self._written = {field: run for field, run in self._written.items() if run > shown}
        news = [one for one in widget_states.widgets if not self._is_of_before(one)]
        for one in news:
            self._written.pop(one.id, None)  # somebody changed it all the same
        self._held = {one.id: one for one in widget_states.widgets}
        self.acts_while_drawn = any(
            one is None or not (one.callback or one.callbacks)
            for one in self._clicked(widget_states)
        )
        super().set_widgets_from_proto(WidgetStates(widgets=news))
        self._new_session_state[RUN] = self._run

    def acts_beyond(self, sent: WidgetStates, part: str) -> bool:
        """Return whether something outside a part of the page was clicked."""
        return any(one is None or one.fragment_id != part for one in self._clicked(sent))

    def _clicked(self, sent: WidgetStates) -> list[WidgetMetadata[Any] | None]:
        """Return what is known of each thing that was clicked; None of what is gone."""
        clicked = self._filter_active_trigger_widget_states(sent) or WidgetStates()
        return [self.get_widget_metadata(one.id) for one in clicked.widgets]

    def _shown_by(self, sent: WidgetState) -> int:
        key = self._key_id_mapper.id_key_mapping.get(sent.id, "")
        return int(sent.string_value or 0) if key.startswith(_SHOWN) else 0

    def _is_of_before(self, sent: WidgetState) -> bool:
        return sent.id in self._written and self._held.get(sent.id) == sent

    def register_widget(self, metadata: Any, user_key: str | None) -> Any:
        """Draw a field, with what is written into it for as long as the browser doesn't show it."""
        drawn = super().register_widget(metadata, user_key)
        if metadata.id in self._written:
            return replace(drawn, value_changed=True)
        # The browser takes it as it is; only what has a key can be written into later.
        as_it_is = user_key is not None and not self.is_new_state_value(user_key)
        if as_it_is and (held := self._new_widget_state.get_serialized(metadata.id)):
            self._held.setdefault(metadata.id, held)
        return drawn


def note_when_shown(part: str = "page") -> None:
    """Draw what tells, with all that the browser sends, that it shows the page up to here.

    Parameters
    ----------
    part : str
        What is drawn: the page, or a part that is drawn anew by itself.
    """
    if RUN not in st.session_state:
        return
    context = get_script_run_ctx()
    # Within a page that is being drawn, what comes after the part isn't shown yet.
    ahead = part != "page" and context and not context.fragment_ids_this_run
    key = f"{_SHOWN}{part}"
    st.session_state[key] = "0" if ahead else str(st.session_state[RUN])
    st.text_input("Shown", key=key, label_visibility="collapsed")
