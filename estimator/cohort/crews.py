"""Who does the tasks: this process, processes or threads beside it, or a cluster of Dask."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from typing import Any, Final

from estimator.errors import CommandError, InputError

_SCHEDULER_SECONDS: Final = 30
_LITTLE: Final = 200_000
"""Rows that are read in the time in which processes begin."""


@dataclass
class Crew:
    """An executor, and how many tasks it is given at a time.

    Attributes
    ----------
    executor : Executor
    size : int
        How many workers it has, about.
    renew : callable, optional
        Makes another one in its place, where it breaks as a worker ends; None where that is not
        ours to do.
    when_needed : bool
        Whether little work is rather done in this process than waits for others to begin.
    """

    executor: Executor
    size: int
    renew: Callable[[], Executor] | None = None
    when_needed: bool = False
    _close: Callable[[], None] | None = None

    def for_work(self, tasks: int, rows: int) -> "Crew":
        """Return this crew, or this process by itself where there is too little to share out."""
        is_little = tasks <= 1 or rows <= _LITTLE
        return Crew(InThisProcess(), 1) if self.when_needed and is_little else self

    def renewed(self) -> bool:
        """Put a new executor in the place of a broken one; return whether there can be one."""
        if self.renew is None:
            return False
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self.renew()
        return True

    def close(self) -> None:
        """Shut the executor down; what it has not begun stays undone."""
        if self.renew is not None:
            self.executor.shutdown(wait=True, cancel_futures=True)
        if self._close is not None:
            self._close()


class InThisProcess(Executor):
    """Does each task at once, in the process that asks."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do a task."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def crew_of(
    workers: int | None = None,
    *,
    threads: bool = False,
    scheduler: str | None = None,
    executor: Executor | None = None,
) -> Crew:
    """Return who does the tasks.

    Parameters
    ----------
    workers : int, optional
        How many; by default as many as there are processors. One is this process.
    threads : bool
        Whether they are threads of this process.
    scheduler : str, optional
        Address of a scheduler of Dask.
    executor : Executor, optional
        Any other.

    Raises
    ------
    InputError
        If there is no such scheduler.
    """
    if sum([scheduler is not None, executor is not None, threads]) > 1:
        raise CommandError("Say one of threads, a scheduler and an executor.")
    count = workers or _processors()
    if executor is not None:
        return Crew(executor, count)
    if scheduler is not None:
        return _dask(scheduler)
    if threads:
        return Crew(pool := ThreadPoolExecutor(count), count, _close=pool.shutdown)
    if count == 1:
        return Crew(InThisProcess(), 1)

    def processes() -> Executor:
        # A fork would take along the threads of Arrow in whatever state they are.
        # Ctrl-C reaches all of them: who asked for the work ends it, in order.
        return ProcessPoolExecutor(
            count,
            mp_context=get_context("spawn"),
            initializer=signal.signal,
            initargs=(signal.SIGINT, signal.SIG_IGN),
        )

    return Crew(processes(), count, processes, when_needed=workers is None)


def _processors() -> int:
    with suppress(AttributeError):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _dask(address: str) -> Crew:
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise InputError(
            "A scheduler needs Dask, which is not installed: "
            "python -m pip install 'k2-intake-estimator[dask]'"
        ) from error
    try:
        client = distributed.Client(address, timeout=_SCHEDULER_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(
            f"No scheduler of Dask answers at {address!r}: {error}. Check the address."
        ) from error
    workers = sum(client.nthreads().values())
    if not workers:
        client.close()
        raise InputError(f"The scheduler at {address} has no workers. Start some.")
    return Crew(client.get_executor(pure=False), workers, _close=client.close)
