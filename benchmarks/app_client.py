"""A client that speaks to the running app as a browser does: by Streamlit's websocket."""

import json
import re
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, Final, Self
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

ANSWER_S: Final = 120
"""How long an answer may take on a busy machine [s]."""
_FIELDS: Final = (
    "text_input",
    "selectbox",
    "checkbox",
    "date_input",
    "bidi_component",
    "file_uploader",
)
_XSRF: Final = "_streamlit_xsrf"
_WHOLE_PAGE, _FRAGMENT = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


@dataclass
class _Drawn:
    element: Element
    fragment: str
    run: int


@dataclass
class Client:
    """One open page of the app.

    Parameters
    ----------
    port : int
        Of the app on this machine.
    query : str
        Of the address, e.g. ``person=2``.
    """

    port: int
    query: str = ""
    _drawn: dict[tuple[int, ...], _Drawn] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _run: int = 0
    _page: str = ""
    _pages: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        address = f"127.0.0.1:{self.port}"
        self._connection = connect(
            f"ws://{address}/_stcore/stream",
            origin=f"http://{address}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=ANSWER_S,
        )
        self._socket = self._connection.__enter__()
        self._rerun()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.__exit__(None, None, None)

    def open(self, page: str) -> None:
        """Open a page of the menu by its title, e.g. "Files"."""
        if self._page != self._pages[page]:
            self._page, self.query = self._pages[page], ""
            self._states.clear()
            self._rerun()

    def elements(self, kind: str) -> list[Any]:
        """Return what is on the page of one kind, e.g. "button", from the top."""
        return [
            getattr(drawn.element, kind)
            for _, drawn in sorted(self._drawn.items())
            if drawn.element.WhichOneof("type") == kind
        ]

    def said(self) -> list[str]:
        """Return what the boxes of the page say, of success, warning or error."""
        return [alert.body.replace("\\", "") for alert in self.elements("alert")]

    def find(self, kind: str, wanted: Callable[[Any], bool]) -> Any | None:
        """Return the first element of a kind that is wanted, or None."""
        return next((one for one in self.elements(kind) if wanted(one)), None)

    def write(self, text_input: Any, text: str) -> None:
        """Type into a field; one outside a form is sent at once, as the browser does."""
        self._states[text_input.id] = WidgetState(id=text_input.id, string_value=text)
        if not text_input.form_id:
            self._rerun(fragment=self._fragment_of(text_input.id))

    def click(self, button: Any) -> None:
        """Click a button, and wait until the page is drawn."""
        clicked = WidgetState(id=button.id, trigger_value=True)
        self._rerun(clicked, fragment=self._fragment_of(button.id))

    def upload(self, label: str, name: str, data: bytes) -> None:
        """Choose a file in the field of a label, and wait until the page is drawn.

        Raises
        ------
        RuntimeError
            If the page has no such field.
        """
        field = self.find("file_uploader", lambda one: one.label == label)
        if field is None:
            raise RuntimeError(f"there is no field {label}; the page says {self.said()}")
        message = BackMsg()
        message.file_urls_request.request_id = name
        message.file_urls_request.file_names.append(name)
        self._socket.send(message.SerializeToString())
        answer = self._receive()
        while answer.WhichOneof("type") != "file_urls_response":
            self._take(answer)
            answer = self._receive()
        (urls,) = answer.file_urls_response.file_urls
        self._put(urls.upload_url, name, data)
        state = WidgetState(id=field.id)
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(data), file_id=urls.file_id, file_urls=urls
        )
        self._states[field.id] = state
        self._rerun(fragment=self._fragment_of(field.id))

    def entry_rows(self) -> list[dict[str, Any]]:
        """Return what the browser is told of each entry of the day."""
        return [row for rows in self.elements("bidi_component") for row in _rows(rows)]

    def act(self, asked: str, entry: int) -> None:
        """Click a button of an entry, e.g. "edit", and wait until the page is drawn."""
        shown = self.find("bidi_component", lambda one: entry in [row["id"] for row in _rows(one)])
        if shown is None:
            raise RuntimeError(f"entry {entry} is not shown; the page says {self.said()}")
        event = [{"event": "act", "value": {"act": asked, "id": entry}}]
        self._rerun(
            WidgetState(
                id=f"$$STREAMLIT_INTERNAL_KEY_{shown.id}__events",
                json_trigger_value=json.dumps(event),
            )
        )

    def log(self, text: str) -> list[str]:
        """Type into the box of the Log page and log it; return what the page then says.

        Raises
        ------
        RuntimeError
            If the page doesn't show that it has read the text.
        """
        box = self.find("text_input", lambda one: one.label == "What did you eat?")
        if box is None:
            raise RuntimeError(f"there is no box; the page says {self.said()}")
        self.write(box, text)
        if not self.find("html", lambda one: f'data-understood="{text}"' in one.body):
            raise RuntimeError(f"{text} was not read; the page says {self.said()}")
        self.click(self.find("button", lambda one: one.label == "Log it"))
        return self.said()

    def _put(self, url: str, name: str, data: bytes) -> None:
        """Send a file as a browser does: as a form, with the token that the app has given out."""
        address = f"http://127.0.0.1:{self.port}"
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=ANSWER_S) as given:
            cookies = SimpleCookie(given.headers["Set-Cookie"])
        token = cookies[_XSRF].coded_value
        boundary = uuid4().hex
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        body = f"--{boundary}\r\n{head}\r\n\r\n".encode() + data
        request = urllib.request.Request(
            address + url,
            body + f"\r\n--{boundary}--\r\n".encode(),
            {
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Cookie": f"{_XSRF}={token}",
                "Origin": address,
                "X-Xsrftoken": token,
            },
            method="PUT",
        )
        urllib.request.urlopen(request, timeout=ANSWER_S).close()

    def _receive(self) -> ForwardMsg:
        answer = ForwardMsg()
        answer.ParseFromString(self._socket.recv(timeout=ANSWER_S))  # type: ignore[arg-type]
        return answer

    def _fragment_of(self, widget_id: str) -> str:
        for drawn in self._drawn.values():
            kind = drawn.element.WhichOneof("type")
            if kind and getattr(getattr(drawn.element, kind), "id", None) == widget_id:
                return drawn.fragment
        return ""

    def _rerun(self, *clicked: WidgetState, fragment: str = "") -> None:
        message = BackMsg()
        request = message.rerun_script
        request.query_string = self.query
        request.page_script_hash = self._page
        request.fragment_id = fragment
        request.context_info.timezone = "UTC"
        request.widget_states.widgets.extend([*self._states.values(), *clicked])
        self._run += 1
        self._socket.send(message.SerializeToString())
        wanted = _FRAGMENT if fragment else _WHOLE_PAGE
        while True:
            answer = self._receive()
            self._take(answer)
            finished = answer.WhichOneof("type") == "script_finished"
            if finished and answer.script_finished in (wanted, _WHOLE_PAGE):
                break
        self._forget_what_is_gone(fragment)

    def _take(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if message.WhichOneof("type") == "navigation":
            self._page = message.navigation.page_script_hash
            pages = message.navigation.app_pages
            self._pages = {page.page_name: page.page_script_hash for page in pages}
        if message.WhichOneof("type") != "delta":
            return
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") == "new_element":
            self._drawn[path] = _Drawn(delta.new_element, delta.fragment_id, self._run)
            self._adopt(delta.new_element)
        elif path in self._drawn:
            del self._drawn[path]

    def _adopt(self, drawn: Element) -> None:
        """Fill a field as a browser does: as the app says, else as it is, else as it begins."""
        kind = drawn.WhichOneof("type")
        element = getattr(drawn, kind)
        kept = element.id in self._states if kind in _FIELDS else True
        if kept and not getattr(element, "set_value", False):
            return
        state = WidgetState(id=element.id)
        match kind:
            case "text_input":
                state.string_value = element.value if element.set_value else element.default
            case "selectbox" if element.set_value:
                state.string_value = element.raw_value
            case "selectbox" if element.HasField("default"):
                state.string_value = element.options[element.default]
            case "checkbox":
                state.bool_value = element.value if element.set_value else element.default
            case "bidi_component":
                state.json_value = "{}"
            case "date_input":
                days = element.value if element.set_value else element.default
                state.string_array_value.data.extend(days)
        if state.WhichOneof("value"):
            self._states[element.id] = state

    def _forget_what_is_gone(self, fragment: str) -> None:
        self._drawn = {
            path: drawn
            for path, drawn in self._drawn.items()
            if drawn.run == self._run or (fragment and drawn.fragment != fragment)
        }
        there = {one.id for kind in _FIELDS for one in self.elements(kind)}
        self._states = {one: state for one, state in self._states.items() if one in there}


def _rows(component: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(component.json).get("rows", [])
    return rows


def numbered(element: Any, name: str) -> int | None:
    """Return the number that the key of a widget ends with, e.g. 3 of ``edit-3``."""
    found = re.search(rf"-{name}-(\d+)$", element.id)
    return int(found.group(1)) if found else None
