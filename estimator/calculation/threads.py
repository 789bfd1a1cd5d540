"""Parts of a calculation in two threads, where a process has the processors for it.

Numpy does its work outside of Python's lock, so two threads take little more than half the time.
What each part gives is the same in one thread.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from threading import current_thread, main_thread
from typing import Final, TypeVar

_Part = TypeVar("_Part")
THREADS: Final = 2
"""More wait for the memory, and for each other."""
_one: Final = ContextVar("one", default=False)


@contextmanager
def in_one_thread() -> Iterator[None]:
    """Do all in one thread for now, as where as many processes as processors do the like."""
    token = _one.set(True)
    try:
        yield
    finally:
        _one.reset(token)


def each(work: Callable[[_Part], object], parts: Sequence[_Part], *, large: bool) -> None:
    """Do some work for each part, the parts of each half in their order.

    Parameters
    ----------
    work : callable
    parts : sequence
        Of which none is in the way of another.
    large : bool
        Whether it is enough work for two threads.
    """
    if not large or len(parts) < THREADS or not _have_room():
        for part in parts:
            work(part)
        return
    half = (len(parts) + 1) // THREADS
    with ThreadPoolExecutor(1, "half") as other:
        second = other.submit(_all, work, parts[half:])
        _all(work, parts[:half])
        second.result()


def _all(work: Callable[[_Part], object], parts: Sequence[_Part]) -> None:
    for part in parts:
        work(part)


def _have_room() -> bool:
    """Return whether this is a thread that has processors to itself: a server's are many."""
    if _one.get() or current_thread() is not main_thread():
        return False
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) >= THREADS
    return (os.cpu_count() or 1) >= THREADS
