"""Many pages of the running app log at once: what is lost or doubled, and how long it takes."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from datetime import date

import numpy as np

from benchmarks.app_client import Client
from benchmarks.app_server import running
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.foods.table import food_table
from estimator.store import open_store


def sessions(pages: int, entries: int, people: int, url: str, there: int = 0) -> int:
    """Let so many pages log at once; return how many entries were lost or doubled.

    Of each person so many entries of the day are ``there`` to begin with, of thirty foods.
    """
    with closing(Diary(open_store(url))) as diary:
        ids = [diary.people.add(f"Person {number}").id for number in range(people)]
        for one in ids:
            diary.entries.log_many(one, _eaten_before(diary.people.today(one), there))
    with running(url) as server:
        start = threading.Barrier(pages + 1)

        def use(number: int) -> list[tuple[float, float]]:
            took = []
            with ExitStack() as opened:
                try:
                    address = f"person={ids[number % people]}"
                    client = opened.enter_context(Client(server.port, address))
                except BaseException:
                    start.abort()  # nobody waits for a page that could not be opened
                    raise
                start.wait()
                for count in range(entries):
                    grams = number * entries + count + 1
                    begun = time.perf_counter()
                    said = client.log(f"{grams} g natto")
                    if not any(one.startswith("Added") for one in said):
                        raise RuntimeError(f"{grams} g was answered by {said}")
                    took.append((float(grams), time.perf_counter() - begun))
            return took

        with ThreadPoolExecutor(pages) as pool:
            running_pages = [pool.submit(use, number) for number in range(pages)]
            with suppress(threading.BrokenBarrierError):  # said below
                start.wait()
            cpu, begun = server.cpu_seconds, time.perf_counter()
            failed = [one.exception() for one in running_pages if one.exception()]
            cpu, seconds = server.cpu_seconds - cpu, time.perf_counter() - begun
    confirmed = [log for one in running_pages if not one.exception() for log in one.result()]
    with closing(Diary(open_store(url))) as diary:
        logged = [entry for one in ids for entry in diary.entries.of(one)]
    found = Counter(entry.amount for entry in logged if entry.item_id == "natto")
    lost = sum(found[grams] == 0 for grams, _ in confirmed)
    doubled = sum(times > 1 for times in found.values())
    p50, p95 = np.percentile([seconds for _, seconds in confirmed] or [np.nan], [50, 95])
    print(f"{pages} pages of {people} people, {entries} entries each, all at once, {there} there")
    print(f"confirmed {len(confirmed)} in {seconds:.1f} s, lost {lost}, doubled {doubled}")
    print(f"from the first key to the page that says so: p50 {p50:.2f} s, p95 {p95:.2f} s")
    print(f"server: {cpu / max(len(confirmed), 1):.3f} CPU seconds per log, reading included")
    print(*(f"failed: {error}" for error in failed), sep="\n", end="\n" if failed else "")
    return lost + doubled + len(failed)


def _eaten_before(day: date, entries: int) -> list[ToLog]:
    foods = [food for food in sorted(food_table().foods) if food != "natto"][:30]
    return [
        ToLog(date=day, item_id=foods[place % len(foods)], amount=50, unit="g")
        for place in range(entries)
    ]
