"""The app as a program of its own, and the Chromium that looks at it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
# The shell is Chromium without windows: pages take it about 60 % of the processor's time.
CHROMIUM: Final = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# Chromium itself looks for updates and the like; only the page's own requests count here.
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# Tabs of one window share a process. What a test runs is run too seldom to be worth the best code
# that V8 can make of it; without that, pages cost a tenth less of the processor's time.
SHARED: Final = ("--process-per-site", "--js-flags=--no-turbofan")
START_SECONDS: Final = 180
SERVE: Final = ("estimator", "serve", "--port")
STREAMLIT_RUN: Final = ("streamlit", "run", "app.py", "--server.port")


@cache
def _forking() -> "subprocess.Popen[str]":
    """The program that forks an app whenever asked; it ends with these tests, as its input does."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.browser.forking"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(
    url: str, port: int | None = None, slow: bool = False, **environment: str
) -> Iterator[str]:
    """Run the app on the diary at a database URL, in a process that has the libraries loaded."""
    port = port or _free_port()
    forking = _forking()
    assert forking.stdin
    assert forking.stdout
    asked = {
        "environment": os.environ | {"K2_DATABASE_URL": url} | environment,
        "port": port,
        "slow": slow,
    }
    print(json.dumps(asked), file=forking.stdin, flush=True)
    program = int(forking.stdout.readline())
    try:
        yield _healthy(port, lambda: _runs(program))
    finally:
        os.kill(program, signal.SIGTERM)
        while _runs(program):
            time.sleep(0.05)


def _runs(program: int) -> bool:
    try:
        os.kill(program, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def started(url: str, command: Sequence[str] = SERVE, **environment: str) -> Iterator[str]:
    """Start the app from nothing, by a command; give the address of the app."""
    port = _free_port()
    program = subprocess.Popen(
        [sys.executable, "-m", *command, str(port)],
        cwd=ROOT,
        env=os.environ | {"K2_DATABASE_URL": url} | environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield _healthy(port, lambda: program.poll() is None)
    finally:
        program.terminate()
        program.wait(timeout=60)


def _free_port() -> int:
    """Return a port for an app: the same again where no other app has it.

    A browser keeps what it fetched and compiled by address, which is half of what a page costs.
    """
    try:
        return _bound_once(_first_port())
    except OSError:
        return _bound_once(0)


@cache
def _first_port() -> int:
    return _bound_once(0)


def _bound_once(port: int) -> int:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        free: int = listener.getsockname()[1]
        return free


def _healthy(port: int, runs: Callable[[], bool]) -> str:
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10):
                return address
        except OSError:
            assert runs(), "the app stopped while starting"
            time.sleep(0.1)
    raise TimeoutError(f"the app was not healthy after {START_SECONDS} s")
