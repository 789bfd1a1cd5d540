"""What a window asks for while it is being drawn is done one after another."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from app_pages.parts.shared.runs import Requests


def asks(*clicked, text="", page="log", part=None):
    states = [WidgetState(id=one, trigger_value=True) for one in clicked]
    states.append(WidgetState(id="box", string_value=text))
    return RerunData(
        widget_states=WidgetStates(widgets=states), page_script_hash=page, fragment_id=part
    )


def said(request):
    """What is taken up: what is clicked, what is in the box, and on which page."""
    asked = request.rerun_data
    states = {one.id: one for one in asked.widget_states.widgets}
    clicked = {one for one, state in states.items() if state.trigger_value}
    return clicked, states["box"].string_value, asked.page_script_hash


@pytest.fixture
def taken_up():
    """Ask for several things at once; return what is taken up, one after another."""

    def ask(*asked):
        requests = Requests()
        for one in asked:
            assert requests.request_rerun(one)
        found = []
        while (request := requests.on_scriptrunner_ready()).type is ScriptRequestType.RERUN:
            found.append(request)
        assert not requests.request_rerun(asks("late"))
        return found

    return ask


def test_each_click_is_taken_up_by_itself_and_in_order(taken_up):
    found = taken_up(asks("delete"), asks("undo"), asks("delete"))
    assert [said(one) for one in found] == [
        ({"delete"}, "", "log"),
        ({"undo"}, "", "log"),
        ({"delete"}, "", "log"),
    ]


def test_what_is_typed_meanwhile_is_taken_up_once(taken_up):
    found = taken_up(asks(text="2"), asks(text="2 e"), asks(text="2 eggs"))
    assert [said(one) for one in found] == [(set(), "2 eggs", "log")]
    found = taken_up(asks("add"), asks("add"), asks(text="2"), asks(text="2 eggs", part="box"))
    assert [said(one) for one in found] == [({"add"}, "", "log"), ({"add"}, "2 eggs", "log")]
    assert found[1].rerun_data.fragment_id_queue == []


def test_what_is_clicked_is_done_on_its_page_before_another_is_opened(taken_up):
    found = taken_up(asks("add", page="people"), asks(page="week"), asks(text="2", page="week"))
    assert [said(one) for one in found] == [({"add"}, "", "people"), (set(), "2", "week")]


def test_a_page_that_is_being_drawn_is_ended_for_each_click():
    requests = Requests()
    requests.request_rerun(asks())
    requests.on_scriptrunner_ready()
    assert requests.on_scriptrunner_yield() is None
    for one in ("a", "b"):
        requests.request_rerun(asks(one))
    assert said(requests.on_scriptrunner_yield()) == ({"a"}, "", "log")
    assert said(requests.on_scriptrunner_yield()) == ({"b"}, "", "log")
    assert requests.on_scriptrunner_yield() is None
