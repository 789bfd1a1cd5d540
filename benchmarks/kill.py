"""Kill the program in the midst of its work, and look what is left.

    python -m benchmarks.kill [--times 200] [--seed 1] [--only logging migration]

Processes of their own log, migrate, back up and bring back, and get SIGKILL (``kill -9``)
at a random moment. Then a fresh one opens the diary and checks: what was confirmed is there,
a verb is there whole or not at all, the same tokens again double nothing, the file is sound,
no unfinished backup has the name of a finished one, and what is left behind is cleared later.

Prints a line for each kind of work; ends with 1 where anything did not hold.
"""

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess as Process
from pathlib import Path
from typing import Final

from benchmarks.killed_diary import Said, unsound
from benchmarks.killed_work import WORKS

TIMES: Final = 200
LONGEST_S: Final = 0.3
"""Work that takes longer, or never ends, is killed by then [s]."""
# One process loads the program; each that works or checks is a fresh child of it.
PROCESSES: Final = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["benchmarks.killed_work"])


@dataclass
class Outcome:
    """What came of killing one kind of work."""

    kills: int = 0
    in_the_midst: int = 0
    violations: list[str] = field(default_factory=list)


def kill_often(kind: str, times: int, seed: int, folder: Path) -> Outcome:
    """Kill one kind of work at random moments, and look what is left each time.

    Parameters
    ----------
    kind : str
        One of `benchmarks.killed_work.WORKS`.
    times : int
        How many processes are killed.
    seed : int
        Of the moments.
    folder : Path
        An empty one.
    """
    outcome, moments = Outcome(), random.Random(f"{seed} {kind}")
    template = folder / "template"
    template.mkdir()
    _in_a_process(_prepare, kind, template)
    whole = shutil.copytree(template, folder / "whole")
    longest = _killed(kind, whole, LONGEST_S).seconds
    while outcome.kills < times:
        case = shutil.copytree(template, folder / str(outcome.kills))
        said = _killed(kind, case, moments.uniform(0, longest)).said
        outcome.kills += 1
        outcome.in_the_midst += said.in_the_midst
        found = _in_a_process(_check, kind, case, said)
        outcome.violations += [f"{kind}, kill {outcome.kills}: {one}" for one in found]
        shutil.rmtree(case)
    return outcome


@dataclass(frozen=True)
class _Killed:
    said: Said
    seconds: float
    """How long it lived, at work [s]."""


def _killed(kind: str, case: Path, seconds: float) -> _Killed:
    """Begin the work, and kill it after so many seconds unless it has ended by then."""
    process, ours = _started(_work, kind, case)
    ours.recv()
    start = time.perf_counter()
    process.join(seconds)
    lived = time.perf_counter() - start
    process.kill()
    process.join()
    said = Said()
    with suppress(EOFError):
        while True:
            how, what = ours.recv()
            (said.begun if how == "begun" else said.done).append(what)
    return _Killed(said, lived)


def _in_a_process(task: Callable[..., list[str]], *arguments: object) -> list[str]:
    """Return what a fresh process answers."""
    process, ours = _started(task, *arguments)
    try:
        answer: list[str] = ours.recv()
    except EOFError:
        answer = [f"{task.__name__} ended without an answer"]
    process.join()
    return answer


def _started(task: Callable[..., object], *arguments: object) -> tuple[Process, Connection]:
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=task, args=(theirs, *arguments))
    process.start()
    theirs.close()  # so that ours ends with the process
    return process, ours


def _prepare(answer: Connection, kind: str, template: Path) -> None:
    WORKS[kind].prepare(template)
    answer.send([])


def _work(answer: Connection, kind: str, case: Path) -> None:
    answer.send("ready")
    WORKS[kind].do(case, lambda how, what: answer.send((how, what)))


def _check(answer: Connection, kind: str, case: Path, said: Said) -> None:
    try:
        found = [*WORKS[kind].broken(case, said), *unsound(case)]
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    answer.send(found)


def report(outcomes: Mapping[str, Outcome]) -> None:
    """Print a line for each kind of work, and what did not hold."""
    print(f"{'work':16}{'kills':>8}{'in the midst':>16}{'violations':>12}")
    for kind, outcome in outcomes.items():
        violations = len(outcome.violations)
        print(f"{kind:16}{outcome.kills:>8}{outcome.in_the_midst:>16}{violations:>12}")
    for outcome in outcomes.values():
        print(*outcome.violations, sep="\n", end="\n" if outcome.violations else "")


def main() -> int:
    """Kill, print; return 1 where anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="kills of each kind of work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=WORKS, default=list(WORKS))
    options = parser.parse_args()
    outcomes = {}
    for kind in options.only:
        with tempfile.TemporaryDirectory() as folder:
            outcomes[kind] = kill_often(kind, options.times, options.seed, Path(folder))
    report(outcomes)
    return 1 if any(outcome.violations for outcome in outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
