"""What the app writes into a field, and what a browser that is behind sends of it."""

import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.common import WidgetMetadata

from app_pages.parts.shared.written import State

BOX, MARK, SHOWN = "$$ID-1-box", "$$ID-2-mark", "$$ID-3-shown-run-page"
PART = "part"


def field(of, kind, *, part=""):
    return WidgetMetadata(
        id=of,
        deserializer=lambda sent: sent if sent is not None else ("" if kind else False),
        serializer=lambda value: value,
        value_type="string_value" if kind else "bool_value",
        fragment_id=part,
    )


class Window:
    """A window whose page has a box, in a part of its own, and a mark."""

    def __init__(self):
        self.state = State()
        self.run({"box": "", "mark": False}, writes={})

    def run(self, browser, writes):
        """Take up what a browser sends, and draw the page with what the app writes meanwhile."""
        self.state.on_script_will_rerun(sent(**browser))
        for key, value in writes.items():
            self.state[key] = value
        self.state["shown-run-page"] = str(self.state["run"])
        for key, of, text in (("box", BOX, True), ("mark", MARK, False)):
            part = PART if key == "box" else ""
            self.state.register_widget(field(of, text, part=part), key)
        self.state.register_widget(field(SHOWN, True), "shown-run-page")
        return str(self.state["run"])


def sent(box="", mark=False, shown=None):
    states = [WidgetState(id=BOX, string_value=box), WidgetState(id=MARK, bool_value=mark)]
    if shown is not None:
        states.append(WidgetState(id=SHOWN, string_value=shown))
    return WidgetStates(widgets=states)


@pytest.fixture
def window():
    return Window()


def test_what_was_written_twice_stays_where_only_the_first_is_shown_yet(window):
    """Two foods put into the box, and a step at once: the browser has the first of them."""
    before = window.run({"box": ""}, {"box": "natto"})
    window.run({"box": "", "shown": "0"}, {"box": "natto; gouda"})
    window.run({"box": "natto", "shown": before}, {})
    assert window.state["box"] == "natto; gouda"
    # Also before it says that the first is shown.
    window.run({"box": "natto", "shown": "0"}, {})
    assert window.state["box"] == "natto; gouda"


def test_what_was_written_back_stays(window):
    first = window.run({"mark": True}, {"mark": False})
    window.run({"mark": True}, {"mark": True})
    window.run({"mark": False, "shown": first}, {})
    assert window.state["mark"] is True


def test_what_somebody_changes_counts(window):
    shown = window.run({"box": ""}, {"box": "natto"})
    window.run({"box": "natto and"}, {})
    assert window.state["box"] == "natto and"
    window.run({"box": "", "shown": shown}, {})
    assert window.state["box"] == ""


def test_what_is_shown_can_be_taken_back_to_what_was_before(window):
    shown = window.run({"box": "a"}, {"box": "b"})
    window.run({"box": "b", "shown": shown}, {})
    window.run({"box": "a", "shown": shown}, {})
    assert window.state["box"] == "a"


def test_a_change_in_another_part_is_one_of_the_whole_page(window):
    assert not window.state.acts_beyond(sent(box="2 eggs"), PART)
    assert window.state.acts_beyond(sent(box="2 eggs", mark=True), PART)


def test_what_the_app_changed_is_no_change_of_the_person(window):
    shown = window.run({}, {"mark": True})
    window.state.on_script_will_rerun(sent(box="2"))
    for said in (sent("2 e"), sent("2 e", mark=True), sent("2 e", mark=True, shown=shown)):
        assert not window.state.acts_beyond(said, PART)
    assert window.state.acts_beyond(sent("2 e", shown=shown), PART)


def test_a_field_that_comes_late_is_no_change(window):
    """Its code was still being fetched while something was typed into another part."""
    late = [
        WidgetStates(widgets=[one for one in said.widgets if one.id != MARK])
        for said in (sent("2"), sent("2 e", shown=str(window.state["run"] + 9)))
    ]
    for said in late:
        window.state.on_script_will_rerun(said)
    assert not window.state.acts_beyond(sent("2 eg"), PART)
    assert window.state.acts_beyond(sent("2 eg", mark=True), PART)


def test_each_click_of_one_kind_is_done(window):
    ThreadState.initialize()
    events = "$$ID-4-rows__events"
    done = []

    def act():
        done.extend(window.state._new_widget_state[events])

    window.state._set_widget_metadata(
        WidgetMetadata(
            id=events,
            deserializer=lambda sent: json.loads(sent or "null"),
            serializer=json.dumps,
            value_type="json_trigger_value",
            callbacks={"act": act},
        )
    )
    clicks = [{"event": "act", "value": 1}, {"event": "act", "value": 2}]
    window.state.on_script_will_rerun(
        WidgetStates(widgets=[WidgetState(id=events, json_trigger_value=json.dumps(clicks))])
    )
    assert done == clicks
