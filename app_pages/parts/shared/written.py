"""What the app writes into a field of a page stays, also if the browser acts before it shows it.

With each click a browser sends what all fields of its page hold. Of a field that the app wrote
into a moment ago, and that the browser doesn't show yet, that is what it held before; Streamlit
1.67 takes it for what somebody typed. So a food put into the box was lost, a day that was stepped
to came back, and what Undo had taken from a day was put there again.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import time_ns
from typing import Any, Final

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

RUN: Final = "run"
"""The key of the number of the run that draws the page."""
_SHOWN: Final = "shown-run-"
"""What the keys of fields begin with that hold the number of the run the browser has shown."""
CLICKS: Final = ("trigger_value", "json_trigger_value", "string_trigger_value", "chat_input_value")
"""What a browser sends once, when something was clicked."""


@dataclass(frozen=True)
class _Held:
    """What a field of the browser may hold without anybody having changed it there."""

    value: object
    run: int
    """The run that drew it."""
    written: bool = False
    """Whether the app wrote it: a field that the browser has already must be told."""


class State(SessionState):
    """The session of one window, which knows what of it the browser has shown."""

    def __init__(self) -> None:
        super().__init__()
        self._run = 0
        self._shown = 0
        """The last run that the browser has shown."""
        self._may_hold: dict[str, tuple[_Held, ...]] = {}
        """Of each field, by its id, what the browser shows or is still to be told, in order.

        A browser is told of several things one after another, and it may act between any two.
        """
        self.acts_while_drawn = False
        """Whether what was clicked is done where its button is drawn, and by no callback."""

    @property
    def filtered_state(self) -> Mapping[str, Any]:  # type: ignore[override]
        """What the session holds by the keys of the app.

        Streamlit 1.67 gathers all of it for each field that is drawn, to look up that one alone.
        """
        return _ByKey(self, lambda: super(State, self).filtered_state)

    def on_script_will_rerun(self, *given: Any, **options: Any) -> None:
        """Take up what the browser sends."""
        self._note_what_was_written()
        # Above the numbers of this window before the program was started anew.
        self._run = max(self._run + 1, time_ns() // 1_000_000)
        super().on_script_will_rerun(*given, **options)

    def _note_what_was_written(self) -> None:
        for key, value in self._new_session_state.items():
            field = self.get_widget_id_from_key(key)
            if field and (known := self.get_widget_metadata(field)):
                self._note_written(known, key, value)

    def _note_written(self, field: WidgetMetadata[Any], key: str, value: Any) -> None:
        if field.value_type in CLICKS or key.startswith(_SHOWN):
            return
        held = self._may_hold.get(field.id, ())
        written = _Held(_value(_sent(field, value)), self._run, written=True)
        if written not in held[-1:]:
            self._may_hold[field.id] = (*held, written)

    def set_widgets_from_proto(self, widget_states: WidgetStates) -> None:
        """Set all fields to what the browser has, but for what it is only about to be told of."""
        fields = [one for one in widget_states.widgets if one.WhichOneof("value") not in CLICKS]
        self._shown = max(self._shown, *map(self._shown_by, fields), 0)
        behind, still = set[str](), dict[str, tuple[_Held, ...]]()
        for one in fields:
            held = self._not_passed(one.id, self._shown)
            if all(each.value != _value(one) for each in held):
                held = (_Held(_value(one), self._shown),)  # somebody changed it
            elif held[-1].value != _value(one):
                behind.add(one.id)
            still[one.id] = held
        to_come = (item for item in self._may_hold.items() if item[1][-1].run > self._shown)
        self._may_hold = {**dict(to_come), **still}
        self.acts_while_drawn = any(
            one is None or not (one.callback or one.callbacks)
            for one in self._clicked(widget_states)
        )
        news = (one for one in widget_states.widgets if one.id not in behind)
        super().set_widgets_from_proto(WidgetStates(widgets=news))
        self._new_session_state[RUN] = self._run

    def _not_passed(self, field: str, shown: int) -> tuple[_Held, ...]:
        """Return what a browser that has shown a run may still hold in a field."""
        held = self._may_hold.get(field, ())
        passed = [place for place, one in enumerate(held) if one.run <= shown]
        return held[passed[-1] :] if passed else held

    def acts_beyond(self, sent: WidgetStates, part: str) -> bool:
        """Return whether something outside a part of the page was clicked, or changed."""
        if any(one is None or one.fragment_id != part for one in self._clicked(sent)):
            return True
        shown = max(map(self._shown_by, sent.widgets), default=0)
        return any(
            known and known.fragment_id != part and not self._key(one).startswith(_SHOWN)
            for one in sent.widgets
            if one.WhichOneof("value") not in CLICKS
            and (known := self.get_widget_metadata(one.id))
            and _value(one) not in self._unchanged(known, shown)
        )

    def _unchanged(self, field: WidgetMetadata[Any], shown: int) -> list[object]:
        """Return what a browser that has shown a run may hold in a field that nobody changed."""
        if held := self._not_passed(field.id, shown):
            return [each.value for each in held]
        # A browser sends nothing of a field whose code it is still fetching, and then what was
        # drawn long before.
        key = self._key_id_mapper.id_key_mapping.get(field.id)
        return [_value(_sent(field, self._getitem(field.id, key)))]

    def _clicked(self, sent: WidgetStates) -> list[WidgetMetadata[Any] | None]:
        """Return what is known of each thing that was clicked; None of what is gone."""
        clicked = self._filter_active_trigger_widget_states(sent) or WidgetStates()
        return [self.get_widget_metadata(one.id) for one in clicked.widgets]

    def _key(self, sent: WidgetState) -> str:
        return self._key_id_mapper.id_key_mapping.get(sent.id, "")

    def _shown_by(self, sent: WidgetState) -> int:
        number = sent.string_value if self._key(sent).startswith(_SHOWN) else ""
        return int(number) if number.isdecimal() else 0

    def register_widget(self, metadata: Any, user_key: str | None) -> Any:
        """Draw a field, with what is written into it for as long as the browser doesn't show it."""
        drawn = super().register_widget(metadata, user_key)
        if user_key is not None and self.is_new_state_value(user_key):
            self._note_written(metadata, user_key, self._new_session_state[user_key])
        held = self._may_hold.get(metadata.id, ())
        if held and held[-1].written and held[-1].run > self._shown:
            return replace(drawn, value_changed=True)
        if not held and metadata.value_type not in CLICKS:
            as_it_is = _Held(_value(_sent(metadata, drawn.value)), self._run)
            self._may_hold[metadata.id] = (as_it_is,)
        return drawn

    def _dispatch_trigger_callbacks(
        self, votes: Any, wid: str, metadata: WidgetMetadata[Any], *given: Any
    ) -> None:
        """Do all that was clicked in a part that is drawn in the browser.

        Of clicks of one kind that are sent together Streamlit 1.67 tells the callback each time
        the last one alone.
        """
        together = self._new_widget_state.get(wid)
        several = together if isinstance(together, list) and metadata.value_type in CLICKS else ()
        for one in several[:-1]:
            self._new_widget_state.set_from_value(wid, [one])
            super()._dispatch_trigger_callbacks(votes, wid, metadata, *given)
        if several:
            self._new_widget_state.set_from_value(wid, several[-1:])
        super()._dispatch_trigger_callbacks(votes, wid, metadata, *given)


class _ByKey(Mapping[str, Any]):
    """What a session holds; gathered only where all of it is asked for."""

    def __init__(self, session: SessionState, gather: Callable[[], Mapping[str, Any]]) -> None:
        self._session, self._gather = session, gather

    def __getitem__(self, key: str) -> Any:
        return self._session[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._gather())

    def __len__(self) -> int:
        return len(self._gather())


def _sent(metadata: WidgetMetadata[Any], value: Any) -> WidgetState:
    """Return how a browser sends the value of a field."""
    alone = WStates()
    alone.set_widget_metadata(metadata)
    alone.set_from_value(metadata.id, value)
    return alone.get_serialized(metadata.id) or WidgetState(id=metadata.id)


def _value(sent: WidgetState) -> object:
    """Return what a browser sends of a field, so that it can be compared."""
    try:
        # Browsers leave other spaces in it.
        return json.loads(sent.json_value) if sent.json_value else sent.SerializeToString()
    except ValueError:  # of no browser
        return sent.json_value


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
