"""A real Chromium on the real app, with a diary of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from estimator.diary import Diary
from estimator.store import open_store

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
# Chromium itself looks for updates and the like; only the page's own requests count here.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 60


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_healthy(address, program):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            assert program.poll() is None, "the app stopped while starting"
            time.sleep(0.1)
    raise TimeoutError(f"the app was not healthy after {START_SECONDS} s")


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("needs Chromium (Debian package chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def served(tmp_path):
    """Address of the running app, and the URL of its own database."""
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "estimator", "serve", "--port", str(port)]
    program = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"K2_DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_healthy(address, program)
        yield address, url
    finally:
        os.killpg(program.pid, 15)
        program.wait(timeout=10)


@pytest.fixture
def diary(served):
    """The diary behind the app, through a connection of its own."""
    opened = Diary(open_store(served[1]))
    opened.ensure_profile()
    yield opened
    opened.close()


@pytest.fixture
def open_page(browser, served):
    """Open a page of the app; what it requests is kept."""
    contexts = []

    def opener(path="/", **options):
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 1400}, **options})
        contexts.append(context)
        page = context.new_page()
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(served[0] + path)
        page.get_by_role("heading", level=1).wait_for()
        return page

    yield opener
    for context in contexts:
        context.close()
