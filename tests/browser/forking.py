"""Serves the app as often as asked, by processes that begin with the libraries loaded.

    python -m tests.browser.forking

Reads a JSON object per line, with the ``environment`` and the ``port`` of an app, and whether it
is ``slow``; answers with the number of its process, which ends on SIGTERM.
"""

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from streamlit.components.v2 import manifest_scanner

from app_pages import parts
from estimator import read_meal
from estimator.cli import main
from estimator.composition.table import composition_matrix
from estimator.store import open_store
from tests.browser.slowly import slow_down

LOADED_LATE: Final = (
    "anyio._backends._asyncio",
    "estimator.charts.intake",
    "estimator.cli.serve",
    "streamlit.web.bootstrap",
    "streamlit.web.cli",
    "streamlit.web.server.starlette.starlette_server",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
)
"""What the app loads by its name, or when it is first needed."""


def load() -> None:
    """Do what every app does before anybody asks for a page."""
    for module in pkgutil.walk_packages(parts.__path__, "app_pages.parts."):
        importlib.import_module(module.name)
    for name in LOADED_LATE:
        importlib.import_module(name)
    # Streamlit reads what every installed package says of itself, in search of components.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests()
    read_meal("1 egg")
    composition_matrix("world")
    with TemporaryDirectory() as folder:
        open_store(f"sqlite:///{Path(folder) / 'diary.sqlite3'}").close()
    # Else each child looks through all of it in search of garbage, and has a copy of its own.
    gc.collect()
    gc.freeze()


def fork_as_asked() -> None:
    """Fork once for each line, until there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who ended is gone, and not waited for
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            serve(asked["environment"], asked["port"], asked["slow"])
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def serve(environment: Mapping[str, str], port: int, slow: bool) -> None:
    """Become the app."""
    os.environ.update(environment)
    if slow:
        slow_down()
    for stream in (sys.stdin, sys.stdout):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream.fileno())
    sys.exit(main(["serve", "--port", str(port)]))


if __name__ == "__main__":
    load()
    fork_as_asked()
