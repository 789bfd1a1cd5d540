"""Let fifty people use the running app at once, each as a browser does, by its websocket.

    python -m benchmarks.load [--people 50] [--steps 4] [--rounds 3]

Each has a diary of their own. In each round all log something at the same moment, then each goes
to and fro between Log and Week, so many steps. Prints how long a log takes from the first key to
the page that says so (p50, p95), how many runs of the script the server does in a second and what
each takes of the processor, and the server's memory after each round: it is flat where nothing
is kept. Asked of two idle cores: p95 1 s, 25 runs a second.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.app_client import Client
from benchmarks.app_server import Server, running
from estimator.diary.diary import Diary
from estimator.store import open_store

PEOPLE: Final = 50
RUNS_OF_A_LOG: Final = 2
"""The text is read, and what was read is logged."""


@dataclass(frozen=True)
class Load:
    """What came of it.

    Attributes
    ----------
    log_s : list of float
        How long each log took [s].
    runs_per_s : float
    processor_s : float
        Of the server, for each run [s].
    memory_mb : list of float
        Of the server, before the first round and after each.
    """

    log_s: list[float]
    runs_per_s: float
    processor_s: float
    memory_mb: list[float]


def measure(people: int, steps: int, rounds: int) -> Load:
    """Let people use the app."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/diary.sqlite3"
        with closing(Diary(open_store(url))) as diary:
            ids = [diary.people.add(f"Person {number}").id for number in range(people)]
        with (
            running(url) as server,
            ExitStack() as opened,
            ThreadPoolExecutor(people) as pool,
        ):
            pages = list(pool.map(lambda one: _opened(opened, server, one), ids))
            memory = [_memory_mb(server)]
            logs: list[float] = []
            runs, seconds, processor = 0, 0.0, server.cpu_seconds
            for number in range(rounds):
                begun = time.perf_counter()
                logs += _at_once(pool, pages, lambda page, n=number: _log(page, n))
                _at_once(pool, pages, lambda page: _to_and_fro(page, steps))
                seconds += time.perf_counter() - begun
                runs += people * (RUNS_OF_A_LOG + 2 * steps)
                memory.append(_memory_mb(server))
            processor = server.cpu_seconds - processor
    return Load(logs, runs / seconds, processor / runs, memory)


def _opened(opened: ExitStack, server: Server, person: int) -> Client:
    return opened.enter_context(Client(server.port, f"person={person}"))


def _at_once(
    pool: ThreadPoolExecutor, pages: list[Client], use: Callable[[Client], float]
) -> list[float]:
    start = threading.Barrier(len(pages))

    def begin(page: Client) -> float:
        start.wait()
        return use(page)

    return list(pool.map(begin, pages))


def _log(page: Client, number: int) -> float:
    begun = time.perf_counter()
    said = page.log(f"{number + 10} g natto")
    if not any(one.startswith("Added") for one in said):
        raise RuntimeError(f"a log was answered by {said}")
    return time.perf_counter() - begun


def _to_and_fro(page: Client, steps: int) -> float:
    for _ in range(steps):
        page.open("Week")
        page.open("Log")
    return 0.0


def _memory_mb(server: Server) -> float:
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = measure(options.people, options.steps, options.rounds)
    p50, p95 = np.percentile(found.log_s, [50, 95])
    print(f"{options.people} people, {options.rounds} rounds")
    print(f"a log, all at once          p50 {p50:.2f} s, p95 {p95:.2f} s")
    print(f"runs of the script          {found.runs_per_s:.1f} a second")
    print(f"processor of the server     {1000 * found.processor_s:.0f} ms a run")
    print("memory of the server        " + ", ".join(f"{mb:.0f}" for mb in found.memory_mb) + " MB")


if __name__ == "__main__":
    main()
