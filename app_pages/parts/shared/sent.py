"""What a run of a page drew is sent to the browser to its end."""

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue


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
        """Clear the queue, but of nothing where parts of a page are to be drawn anew."""
        none_of_them = None if fragment_ids_this_run is None else list[str]()
        super().clear(retain_lifecycle_msgs, none_of_them)


def install() -> None:
    """Use this queue in each session from now on."""
    from streamlit.runtime import app_session

    app_session.ForwardMsgQueue = Queue  # type: ignore[attr-defined]
