"""A real Chromium on the real app, with a diary of its own."""

import os
from urllib.parse import urlparse

import pytest
from playwright.sync_api import sync_playwright

from estimator.diary.diary import Diary
from estimator.store import open_store
from tests.browser.serving import CHROMIUM, QUIET, SHARED, serving
from tests.browser.signs import PATIENCE, goto

DESK = {"width": 1100, "height": 1400}


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("needs Chromium (Debian package chromium-headless-shell, or chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *SHARED])
        yield opened
        opened.close()


@pytest.fixture
def served(sqlite_url):
    """Address of the running app, and the URL of its own database."""
    with serving(sqlite_url) as address:
        yield address, sqlite_url


@pytest.fixture
def diary(served):
    """The diary behind the app, through a connection of its own."""
    opened = Diary(open_store(served[1]))
    opened.people.first()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def window_of(browser):
    """Give the window of a device, with the code of the app at hand, and none of its data."""
    windows = {}

    def window(**device):
        key = tuple(sorted(device.items()))
        if key not in windows:
            windows[key] = browser.new_context(**device)
            windows[key].set_default_timeout(PATIENCE)
        return windows[key]

    yield window
    for one in windows.values():
        one.close()


@pytest.fixture
def open_page(window_of, served):
    """Open a page of the app; nothing may break its policy, or be asked of another machine."""
    windows, pages, broken = [], [], []

    def opener(path="/", *, viewport=DESK, color_scheme="light", **device):
        window = window_of(**device)
        if window not in windows:
            windows.append(window)
            keep_tab(window, served[0])
        page = window.new_page()
        pages.append(page)
        page.set_viewport_size(viewport)
        # What moves is drawn 60 times a second, which costs a tenth of what a page costs.
        page.emulate_media(color_scheme=color_scheme, reduced_motion="reduce")
        page.on(
            "console", lambda said: "Content Security" in said.text and broken.append(said.text)
        )
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        goto(page, served[0] + path)
        return page

    yield opener
    for window in windows:
        empty(window, served[0])
    assert broken == []
    asked = {urlparse(url) for page in pages for url in page.requests}
    assert {url.hostname for url in asked if url.scheme != "data"} <= {"127.0.0.1", None}


def keep_tab(window, address):
    """Keep a tab open between tests, and with it the process that the tabs of a window share.

    It has parsed the scripts and styles of the app already, a fifth of what a page costs.
    """
    if not window.pages:
        window.new_page().goto(f"{address}/_stcore/health")


def empty(window, address):
    """Close all tabs but the one that is kept, and forget what the app left in the browser."""
    kept, *tabs = window.pages
    for tab in tabs:
        tab.goto("about:blank")
    session = window.new_cdp_session(kept)
    session.send(
        "Storage.clearDataForOrigin",
        {"origin": address, "storageTypes": "cookies,local_storage,indexeddb,service_workers"},
    )
    session.detach()
    for tab in tabs:
        tab.close()
