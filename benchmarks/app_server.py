"""The app as a process of its own, started on a diary and killed at will."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
START_S: Final = 180
"""How long it may take to start on a busy machine [s]."""


@dataclass
class Server:
    """The app as a process of its own."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def cpu_seconds(self) -> float:
        """What it has used of the processors so far [s]."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """Kill it as it stands (``kill -9``)."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(url: str, script: str = "app.py") -> Iterator[Server]:
    """Run the app on the diary at a database URL until the block ends, or it is killed."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"K2_DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(port, process)
        yield Server(process, port)
    finally:
        process.kill()
        process.wait()


def _wait_until_healthy(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the app stopped while starting") from None
            time.sleep(0.1)
    raise TimeoutError(f"the app was not healthy after {START_S} s")
