"""Has tasks done by a crew: what fails doesn't keep the rest; a worker that ends is replaced."""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field
from typing import Any, Final

from estimator.cohort.crews import Crew
from estimator.errors import EstimatorError

_A_WORKER: Final = 2
"""Tasks that are given for each worker: one to do and one to begin with next."""
_MOST_ENDS: Final = 3
"""How often a worker may end in the midst of one task."""
_ENDED: Final = (
    "Its worker was ended each time: by the system for want of memory, or by somebody. "
    "Give it more memory, or use fewer workers."
)

Do = Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]
"""Returns the function and its arguments by which a task is done."""


@dataclass
class Running:
    """Tasks on their way.

    Attributes
    ----------
    crew : Crew
    do : callable
    """

    crew: Crew
    do: Do
    _waiting: deque[Any] = field(default_factory=deque)
    _suspects: deque[Any] = field(default_factory=deque)
    _going: dict[Future[Any], Any] = field(default_factory=dict)
    _ends: Counter[Any] = field(default_factory=Counter)

    def run(self, tasks: Iterable[Any], came: Callable[[Any, Any, str], None]) -> None:
        """Have tasks done.

        Parameters
        ----------
        tasks : iterable
        came : callable
            Told of each task what came of it, and why it failed, if it did.
        """
        self._waiting.extend(tasks)
        while self._waiting or self._suspects or self._going:
            self._give()
            done, _ = wait(self._going, return_when=FIRST_COMPLETED)
            lost = [self._going.pop(future) for future in self._told(done, came)]
            if lost:
                self._replace(lost, came)

    def _give(self) -> None:
        # One of those in whose midst a worker ended is the cause: each by itself, to know which.
        source = self._suspects or self._waiting
        room = 1 if self._suspects else _A_WORKER * self.crew.size
        while source and len(self._going) < room:
            task = source[0]
            function, arguments = self.do(task)
            try:
                future = self.crew.executor.submit(function, *arguments)
            except BrokenExecutor:
                if not self._going and not self.crew.renewed():
                    raise
                return
            source.popleft()
            self._going[future] = task

    def _told(
        self, done: Iterable[Future[Any]], came: Callable[[Any, Any, str], None]
    ) -> list[Future[Any]]:
        """Tell what came of tasks; return those whose worker ended."""
        lost = []
        for future in done:
            try:
                value, why = future.result(), ""
            except BrokenExecutor:
                lost.append(future)
                continue
            except EstimatorError as error:
                value, why = None, str(error)
            except Exception as error:
                value, why = None, f"{type(error).__name__}: {error}"
            came(self._going.pop(future), value, why)
        return lost

    def _replace(self, lost: list[Any], came: Callable[[Any, Any, str], None]) -> None:
        """Take new workers, and give them what was lost with the former ones."""
        done, _ = wait(self._going)
        lost += [self._going.pop(future) for future in self._told(done, came)]
        if not self.crew.renewed():
            for task in lost:
                came(task, None, "The executor was ended.")
            left, self._waiting, self._suspects = (
                [*self._suspects, *self._waiting],
                deque(),
                deque(),
            )
            for task in left:
                came(task, None, "The executor was ended.")
            return
        for task in lost:
            self._ends[task] += 1
            if self._ends[task] < _MOST_ENDS:
                self._suspects.append(task)
            else:
                came(task, None, _ENDED)
