"""A real Chromium on the real app, with a diary of its own."""

import os

import pytest
from playwright.sync_api import sync_playwright

from estimator.diary.diary import Diary
from estimator.store import open_store
from tests.browser.serving import CHROMIUM, QUIET, serving
from tests.browser.signs import PATIENCE


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


@pytest.fixture
def open_page(browser, served):
    """Open a page of the app; what it requests is kept, and nothing may break its policy."""
    contexts, broken = [], []

    def opener(path="/", **options):
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 1400}, **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on(
            "console", lambda said: "Content Security" in said.text and broken.append(said.text)
        )
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(served[0] + path)
        page.get_by_role("heading", level=1).wait_for()
        return page

    yield opener
    for context in contexts:
        context.close()
    assert broken == []
