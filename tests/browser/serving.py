"""The app as a program of its own, and the Chromium that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from estimator.cli import main

ROOT: Final = Path(__file__).resolve().parents[2]
CHROMIUM: Final = shutil.which("chromium")
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
START_SECONDS: Final = 180
SERVE: Final = ("estimator", "serve", "--port")
STREAMLIT_RUN: Final = ("streamlit", "run", "app.py", "--server.port")


FORKS: Final = get_context("forkserver")
# What takes seconds to load is loaded once for all servers of these tests.
FORKS.set_forkserver_preload(["tests.browser.loaded"])


@contextmanager
def serving(url: str, **environment: str) -> Iterator[str]:
    """Run the app on the diary at a database URL, in a process that has the libraries loaded."""
    port = _free_port()
    program = FORKS.Process(
        target=_serve, args=(port, {"K2_DATABASE_URL": url} | environment), daemon=True
    )
    program.start()
    try:
        yield _healthy(port, program.is_alive)
    finally:
        program.terminate()
        program.join(60)
        assert not program.is_alive()


def _serve(port: int, environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    os.chdir(ROOT)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(main(["serve", "--port", str(port)]))


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
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


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
