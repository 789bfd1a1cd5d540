"""How many threads multiply matrices: one.

Those of an estimate are small: threads that wait for each other take longer, many times so on a
machine with other work.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import current_thread, main_thread
from typing import Any, Final

_THREADS: Final = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What the libraries that numpy comes with read when it is imported."""


def use_one_thread() -> None:
    """Let numpy multiply in one thread, where the environment doesn't say otherwise.

    It has an effect only before numpy is imported, and on all of the process, so a script that
    imports the library is left as it is.
    """
    if "numpy" not in sys.modules:
        for name in _THREADS:
            os.environ.setdefault(name, "1")


@contextmanager
def one_thread() -> Iterator[None]:
    """Multiply in one thread for now, and then in as many as before, whoever's the process is.

    It does nothing in a thread that is not the main one: what OpenBLAS is told there is lost.
    """
    if current_thread() is not main_thread():
        yield
        return
    limited = _libraries().limit(limits=1, user_api="blas")
    try:
        yield
    finally:
        limited.restore_original_limits()


@cache
def _libraries() -> Any:
    """Find what numpy multiplies with, once: it is loaded by whoever has a matrix."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()
