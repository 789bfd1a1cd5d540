"""What is sent to the browser while parts of a page are drawn anew."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session

from app_pages.parts.shared import sent


def drawn(fragment):
    message = ForwardMsg()
    message.metadata.delta_path.extend([0, 0])
    message.delta.fragment_id = fragment
    message.delta.new_element.text_input.id = "box"
    return message


def test_a_part_that_is_drawn_anew_stays_in_the_whole_page_before_it(monkeypatch):
    monkeypatch.setattr(app_session, "ForwardMsgQueue", app_session.ForwardMsgQueue)
    sent.install()
    queue = app_session.ForwardMsgQueue()
    done = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    queue.enqueue(drawn("part"))
    queue.enqueue(done)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["part"])
    # What the part draws then is of its own run, so nothing is put into the other one.
    queue.enqueue(drawn("part"))
    assert queue.flush() == [drawn("part"), done, drawn("part")]


def test_a_page_that_is_drawn_anew_begins_with_nothing(monkeypatch):
    monkeypatch.setattr(app_session, "ForwardMsgQueue", app_session.ForwardMsgQueue)
    sent.install()
    queue = app_session.ForwardMsgQueue()
    queue.enqueue(drawn("part"))
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.is_empty()
