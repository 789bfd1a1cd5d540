"""How many threads multiply matrices: one, where a process is this program's own."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_THREADS: Final = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What the libraries that numpy comes with read when it is imported."""


def use_one_thread() -> None:
    """Let numpy multiply in one thread, where the environment doesn't say otherwise.

    The matrices of an estimate are small: threads that wait for each other take longer, many
    times so on a machine with other work. It has an effect only before numpy is imported, and
    on all of the process, so a script that imports the library is left as it is.
    """
    if "numpy" not in sys.modules:
        for name in _THREADS:
            os.environ.setdefault(name, "1")


@contextmanager
def one_thread_in_children() -> Iterator[None]:
    """Let processes that are begun meanwhile multiply in one thread; this one stays as it is."""
    added = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
