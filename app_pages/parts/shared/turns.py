"""Runs of all windows take turns, so that each is quick.

They share one lock of Python. Side by side, fifty short runs each take as long as all of them
together, and more than twice as long as one after another, as each drives what the others work
with out of the processor's cache. One after another, half of them are done in half the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from threading import Condition
from time import monotonic
from typing import Final

LONGEST_SECONDS: Final = 0.15
"""What takes longer than this holds up nobody any more [s]."""


class Turns:
    """Turns that are had one at a time, more or less in the order they were asked for."""

    def __init__(self) -> None:
        self._over = Condition()
        self._begun: dict[object, float] = {}
        """When the turns began that are not over."""

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it."""
        mine = object()
        with self._over:
            while (seconds := self._seconds_to_wait()) > 0:
                self._over.wait(seconds)
            self._begun[mine] = monotonic()
        try:
            yield
        finally:
            with self._over:
                del self._begun[mine]
                self._over.notify()

    def _seconds_to_wait(self) -> float:
        last = max(self._begun.values(), default=-inf)
        return last + LONGEST_SECONDS - monotonic()
