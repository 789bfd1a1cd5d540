"""The app as a program of its own, and the Chromium that looks at it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

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


@contextmanager
def serving(url: str, command: Sequence[str] = SERVE, **environment: str) -> Iterator[str]:
    """Run the app on the diary at a database URL; give the address of the app."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    program = subprocess.Popen(
        [sys.executable, "-m", *command, str(port)],
        cwd=ROOT,
        env=os.environ | {"K2_DATABASE_URL": url} | environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_healthy(address, program)
        yield address
    finally:
        # The app is a child of the command that serves it.
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
        program.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_healthy(address: str, program: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10):
                return
        except OSError:
            assert program.poll() is None, "the app stopped while starting"
            time.sleep(0.1)
    raise TimeoutError(f"the app was not healthy after {START_SECONDS} s")
