"""What is sent to the browser while parts of a page, or all of it, are drawn anew."""

import asyncio

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session, websocket_session_manager
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor

from app_pages.parts.shared import sent
from tests.loops import run

POPULATE = app_session._populate_theme_msg
DONE = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)


def drawn(fragment):
    message = ForwardMsg()
    message.metadata.delta_path.extend([0, 0])
    message.delta.fragment_id = fragment
    message.delta.new_element.text_input.id = "box"
    return message


def test_a_part_that_is_drawn_anew_stays_in_the_whole_page_before_it():
    queue = sent.Queue()
    queue.enqueue(drawn("part"))
    queue.enqueue(DONE)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["part"])
    # What the part draws then is of its own run, so nothing is put into the other one.
    queue.enqueue(drawn("part"))
    assert queue.flush() == [drawn("part"), DONE, drawn("part")]


def test_a_page_that_is_drawn_anew_begins_with_nothing():
    queue = sent.Queue()
    queue.enqueue(drawn("part"))
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.is_empty()


@pytest.fixture
def opened(monkeypatch):
    """What opens a window as Streamlit's server does."""
    for module, name in (
        (websocket_session_manager, "AppSession"),
        (app_session, "_populate_theme_msg"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    sent.install()
    return lambda: websocket_session_manager.AppSession(
        ScriptData("app.py", is_hello=False),
        MemoryUploadedFileManager("/upload"),
        ScriptCache(),
        message_enqueued_callback=None,
        user_info={},
    )


def test_the_last_words_of_a_run_are_sent_also_when_the_next_one_has_begun(opened):
    async def said() -> list[ForwardMsg]:
        window, former = opened(), object()
        window._on_scriptrunner_event(
            former, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=drawn("")
        )
        window._on_scriptrunner_event(
            former,
            ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
            run_descriptor=RunDescriptor.create(),
        )
        window._on_scriptrunner_event(former, ScriptRunnerEvent.SHUTDOWN)
        # What was clicked comes before the words of the run that it follows.
        now = window._scriptrunner = object()
        await asyncio.sleep(0)
        assert window._scriptrunner is now
        window._scriptrunner = None
        return window.flush_browser_queue()

    first, second = run(said())
    assert first == drawn("")
    assert second.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def begun(window):
    """Begin a run of a page in a window; return what draws it."""
    drawing = window._scriptrunner = object()
    window._on_scriptrunner_event(
        drawing,
        ScriptRunnerEvent.SCRIPT_STARTED,
        page_script_hash="page",
        run_descriptor=RunDescriptor.create(),
    )
    return drawing


def draw_part(window, drawing):
    event = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
    window._on_scriptrunner_event(drawing, event, forward_msg=drawn(""))


async def sent_now(window):
    """Return the kinds of what is sent at this moment."""
    await asyncio.sleep(0)
    return [message.WhichOneof("type") for message in window.flush_browser_queue()]


def test_what_a_short_run_draws_is_sent_at_its_end_and_in_order(opened):
    async def said():
        window = opened()
        drawing = begun(window)
        draw_part(window, drawing)
        first = await sent_now(window)
        window._on_scriptrunner_event(
            drawing,
            ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
            run_descriptor=RunDescriptor.create(),
        )
        # Of the run that follows, whose words are no part of the one before.
        draw_part(window, drawing)
        last = await sent_now(window)
        window._scriptrunner = None
        return first, last

    first, last = run(said())
    assert first == []
    assert [kind for kind in last if kind != "session_status_changed"] == [
        "new_session",
        "delta",
        "script_finished",
    ]


def test_what_a_long_run_draws_is_sent_as_it_is_drawn(opened, monkeypatch):
    async def said():
        window = opened()
        monkeypatch.setattr(sent, "AT_ONCE_SECONDS", 0.0)
        drawing = begun(window)
        draw_part(window, drawing)
        parts = await sent_now(window)
        window._scriptrunner = None
        return parts

    assert "delta" in run(said())


def test_what_is_held_goes_also_where_a_run_says_nothing_more(opened, monkeypatch):
    monkeypatch.setattr(sent, "AT_ONCE_SECONDS", 0.01)

    async def said():
        window = opened()
        drawing = begun(window)
        window._held_until = float("inf")
        draw_part(window, drawing)
        parts = await sent_now(window)
        while "delta" not in parts:
            await asyncio.sleep(0.01)
            parts += await sent_now(window)
        window._scriptrunner = None
        return parts

    assert "delta" in run(said())


def test_a_run_begins_with_the_theme_as_streamlit_reads_it(opened):
    async def begins_with():
        return opened()._create_new_session_message("page", RunDescriptor.create()).new_session

    read_once = [run(begins_with()).custom_theme for _ in range(2)]
    as_read = CustomThemeConfig()
    for part, section in (
        (as_read, "theme"),
        (as_read.light, "theme.light"),
        (as_read.dark, "theme.dark"),
    ):
        POPULATE(part, section)
    assert as_read.dark.primary_color
    assert read_once == [as_read, as_read]
