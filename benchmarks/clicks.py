"""Count what the server does for one click on the page Log, without a browser.

    python -m benchmarks.clicks [--entries 100] [--rounds 10]

A diary has so many entries on one day, and of three weeks before. The script of the page is
run again and again as a click runs it, and its processor time is that of its thread alone,
which says more than the clock on a machine with other work. Prints medians, how many
statements of SQL were run and how many messages went to the browser.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import streamlit as st  # noqa: TID251
from sqlalchemy import event  # noqa: TID251
from sqlalchemy.engine import Engine  # noqa: TID251
from streamlit.runtime.scriptrunner import script_runner  # noqa: TID251
from streamlit.testing.v1 import AppTest  # noqa: TID251

from estimator.diary.diary import Diary
from estimator.diary_values import MEALS, ToLog
from estimator.foods.table import food_table
from estimator.store import open_store

ROOT: Final = Path(__file__).resolve().parents[1]
ENTRIES: Final = 100
ROUNDS: Final = 10
DAYS_BEFORE: Final = 21
A_DAY: Final = 12


def write_diary(url: str, entries: int) -> None:
    """Log so many foods today, one after the other, and some on the days before."""
    diary = Diary(open_store(url))
    me = diary.people.add("Me").id
    today = diary.people.today(me)
    foods = list(food_table().foods)[::4]
    for ago in range(DAYS_BEFORE, -1, -1):
        eaten = [
            ToLog(
                date=today - timedelta(days=ago),
                item_id=foods[(place + ago) % len(foods)],
                amount=50.0,
                unit="g",
                meal=MEALS[place % len(MEALS)],
            )
            for place in range(A_DAY if ago else entries)
        ]
        for one in eaten:
            diary.entries.log_many(me, [one])
    diary.close()


def clock_the_script(times: list[float]) -> None:
    """Let each run of a script add what its thread takes of the processor [s]."""
    run: Callable[..., Any] = script_runner.exec_func_with_error_handling

    def clocked(*arguments: Any) -> Any:
        start = time.thread_time()
        try:
            return run(*arguments)
        finally:
            times.append(time.thread_time() - start)

    script_runner.exec_func_with_error_handling = clocked


def measured(entries: int, rounds: int) -> dict[str, float]:
    """Return the median time of the script [ms], the statements of SQL, and the parts shown."""
    statements: list[str] = []
    times: list[float] = []
    clock_the_script(times)

    def note(*told: Any) -> None:
        statements.append(told[2])

    with tempfile.TemporaryDirectory() as folder:
        os.environ["K2_DATABASE_URL"] = url = f"sqlite:///{folder}/diary.sqlite3"
        write_diary(url, entries)
        event.listen(Engine, "before_cursor_execute", note)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run().run()
        asked = []
        times.clear()
        for _ in range(rounds):
            statements.clear()
            app.run()
            asked.append(len(statements))
        event.remove(Engine, "before_cursor_execute", note)
        st.cache_resource.clear()
    return {
        "script": 1000 * statistics.median(times),
        "SQL": float(statistics.median(asked)),
        "parts": float(sum(1 for _ in app.main)),
    }


def main() -> None:
    """Write the diary, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    found = measured(options.entries, options.rounds)
    print(f"Log, {options.entries} entries on the day")
    print(f"script              {found['script']:6.1f} ms of the processor")
    print(f"SQL                 {found['SQL']:6.0f} statements")
    print(f"on the page         {found['parts']:6.0f} parts")


if __name__ == "__main__":
    main()
