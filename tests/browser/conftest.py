"""A real Chromium on the real app, with a diary of its own."""

import os
from urllib.parse import urlparse

import pytest
from playwright.sync_api import sync_playwright

from estimator.diary.diary import Diary
from estimator.store import open_store
from tests.browser.serving import CHROMIUM, QUIET, serving
from tests.browser.signs import PATIENCE, goto

DESK = {"width": 1100, "height": 1400}


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("needs Chromium (Debian package chromium-headless-shell, or chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def served(tmp_path):
    """Address of the running app, and the URL of its own database."""
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    with serving(url) as address:
        yield address, url


@pytest.fixture
def diary(served):
    """The diary behind the app, through a connection of its own."""
    opened = Diary(open_store(served[1]))
    opened.people.first()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def window(browser):
    """A window that was there before, with the code of the app at hand, and none of its data."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def open_page(browser, window, served):
    """Open a page of the app; nothing may break its policy, or be asked of another machine."""
    contexts, pages, broken = [], [], []

    def opener(path="/", *, viewport=DESK, color_scheme="light", **device):
        context = window
        if device:
            context = browser.new_context(viewport=viewport, **device)
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
        page = context.new_page()
        pages.append(page)
        if not device:
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
    for context in contexts:
        context.close()
    empty(window, served[0])
    assert broken == []
    asked = {urlparse(url) for page in pages for url in page.requests}
    assert {url.hostname for url in asked if url.scheme != "data"} <= {"127.0.0.1", None}


def empty(window, address):
    """Close all pages, and forget what the app left in the browser."""
    if not window.pages:
        return
    window.pages[0].goto("about:blank")
    session = window.new_cdp_session(window.pages[0])
    session.send(
        "Storage.clearDataForOrigin",
        {"origin": address, "storageTypes": "cookies,local_storage,indexeddb,service_workers"},
    )
    for page in window.pages:
        page.close()
