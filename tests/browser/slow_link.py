"""A link between the browser and the app that holds back what the app says."""

import re
from typing import Final

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.signs import settle

_STREAM: Final = re.compile("_stcore/stream")


class SlowLink:
    """The link of a page; what the page says is passed on at once.

    Parameters
    ----------
    page : Page
        Loaded anew.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._holds = False
        self._held: list[str | bytes] = []
        self._asked = 0
        self._browser: WebSocketRoute
        page.route_web_socket(_STREAM, self._open)
        page.reload()
        settle(page)

    def _open(self, browser: WebSocketRoute) -> None:
        self._browser, app = browser, browser.connect_to_server()
        app.on_message(self._take)
        browser.on_message(lambda said: self._pass_on(app, said))

    def _pass_on(self, app: WebSocketRoute, said: str | bytes) -> None:
        self._asked += 1
        app.send(said)

    def _take(self, said: str | bytes) -> None:
        if self._holds:
            self._held.append(said)
        else:
            self._browser.send(said)

    def hold(self) -> None:
        """Hold back what the app says from now on."""
        self._holds, self._asked = True, 0

    def wait_for_page(self, count: int) -> None:
        """Wait until the page has said so much since the app is held back."""
        while self._asked < count:
            self._page.wait_for_timeout(10)

    def wait_for_runs(self, count: int) -> None:
        """Wait until the app has drawn the page, or parts of it, so often since it is held back."""
        while sum(map(_is_end, self._held)) < count:
            self._page.wait_for_timeout(10)  # what comes is heard only while it is waited

    def let_one_run_through(self) -> None:
        """Pass on what the app said up to the end of the first run that is held back."""
        end = next(place for place, said in enumerate(self._held) if _is_end(said)) + 1
        passed, self._held = self._held[:end], self._held[end:]
        for said in passed:
            self._browser.send(said)

    def let_through(self) -> None:
        """Pass on all that was held back, and all that comes."""
        self._holds = False
        for said in self._held:
            self._browser.send(said)
        self._held.clear()


def _is_end(said: str | bytes) -> bool:
    assert isinstance(said, bytes)
    return ForwardMsg.FromString(said).WhichOneof("type") == "script_finished"
