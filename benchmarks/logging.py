"""Time what a person waits for while logging, in a real browser, in small and large diaries.

    python -m benchmarks.logging [--rounds 10] [--entries 0 150 20000]

Generates diaries of so many entries with a fixed seed, starts the app on each, and does
the same in each in turn in headless Chromium: types foods key by key, logs them with
Enter, deletes one, undoes that, goes a day back and forth, opens Week. A time goes from
the key press, or click, until after the frame that paints what comes of it, and has three
parts: until the browser has sent what it has to (for typing, the pause after which a text
is read), until the last of the answer has come, and until it is painted.

Prints the time of the scripts of Log and Week by themselves as well, without a browser.
"""

import argparse
import os
import re
import tempfile
import time
from contextlib import ExitStack
from typing import Final

import pandas as pd
import streamlit as st  # noqa: TID251
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest  # noqa: TID251

from benchmarks.generated_diary import write_diary
from benchmarks.painting import PARTS, Watch
from tests.browser.serving import CHROMIUM, QUIET, ROOT, started

ENTRIES: Final = (0, 150, 20_000)
"""An empty diary, two weeks, five years."""
ROUNDS: Final = 10
TEXT: Final = "eggs, 30 g gouda"
"""Typed key by key; from the first one on it is read as something."""
ITEMS: Final = 2
"""How many foods are in it."""
SCRIPTS: Final = {"Log": "app_pages/log.py", "Week": "app_pages/week.py"}

UNDO: Final = "[class*=st-key-undo-] button"
WEEK: Final = "idle() && says('h1', 'Week')"
LOG: Final = "idle() && !says('h1', 'Week')"


class Person(Watch):
    """Somebody who has a diary open in the browser."""

    def do_everything(self) -> None:
        """Type, log, delete, undo, look at another day and at Week; leave all as it was."""
        page = self.page
        page.get_by_label("What did you eat?").click()
        for typed in re.finditer(r"\s?\S", TEXT):
            if typed[0].startswith(" "):  # nothing comes of a space by itself
                page.keyboard.press(" ")
            read = f"wordsRead() === {TEXT[: typed.end()]!r}"
            self.press(typed[0][-1], "search, per key", read)
        rows = page.evaluate("entries()")
        self.press("Enter", "log", f"{_rows(rows + ITEMS)} && says({UNDO!r}, 'added')")
        last = page.get_by_role("button", name="Delete").last
        self.click(last, "delete", f"{_rows(rows + ITEMS - 1)} && says({UNDO!r}, 'deleted')")
        undo = page.locator(UNDO).first
        self.click(undo, "undo", f"{_rows(rows + ITEMS)} && says({UNDO!r}, 'added')")
        self.click(undo, "undo", _rows(rows))
        for name, keys in (("day before", "Alt+p"), ("day after", "Alt+n")):
            day = page.get_by_role("heading", level=1).inner_text()
            self.press(keys, name, f"idle() && !says('h1', {day!r})")
        self.click(page.get_by_role("link", name="Week", exact=True), "open Week", WEEK)
        steps = (("week before", "Alt+p"), ("week after", "Alt+n"))
        # An empty diary has no weeks to step through.
        for name, keys in steps if page.locator(".st-key-week_of-before").count() else ():
            week = page.get_by_role("heading", level=1).inner_text()
            self.press(keys, name, f"idle() && !says('h1', {week!r})")
        self.click(page.get_by_role("link", name="Log", exact=True), "open Log", LOG)


def _rows(number: int) -> str:
    return f"entries() === {number}"


def time_browser(urls: dict[int, str], rounds: int) -> pd.DataFrame:
    """Return the parts of the time of every action [ms], by action and size of the diary.

    Parameters
    ----------
    urls : dict of int to str
        Of the databases, by how many entries are in them.
    rounds : int
        How often everything is done.
    """
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        people = {
            entries: Person(browser, stack.enter_context(started(url)))
            for entries, url in urls.items()
        }
        for number in range(1 + rounds):
            for person in people.values():
                person.do_everything()
                if number == 0:  # what is loaded once is no part of it
                    person.times.clear()
        browser.close()
    return pd.DataFrame(
        [
            (name, entries, *parts)
            for entries, person in people.items()
            for name, *parts in person.times
        ],
        columns=["action", "entries", *PARTS],
    )


def time_scripts(urls: dict[int, str], rounds: int) -> pd.DataFrame:
    """Return the time of the scripts of the pages by themselves [ms]."""
    times = []
    for number in range(1 + rounds):
        for entries, url in urls.items():
            os.environ["K2_DATABASE_URL"] = url
            st.cache_resource.clear()
            for page, script in SCRIPTS.items():
                app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
                app.switch_page(script).run()
                start = time.perf_counter()
                app.run()
                if number:
                    times.append(
                        (f"script of {page}", entries, 1000 * (time.perf_counter() - start))
                    )
    st.cache_resource.clear()
    return pd.DataFrame(times, columns=["action", "entries", "total"])


def report(browser: pd.DataFrame, scripts: pd.DataFrame) -> None:
    """Print medians, 90th percentiles and ratios, and the parts of the time."""
    total = browser.assign(total=browser[PARTS].sum(axis="columns"))
    times = pd.concat([total, scripts]).groupby(["action", "entries"], sort=False)["total"]
    medians = times.median().unstack(sort=False)
    tenths = times.quantile(0.9).unstack(sort=False)
    largest = medians.columns[-1]
    ratios = 1 / medians.iloc[:, :-1].div(medians[largest], axis="index")
    table = pd.concat({"median": medians, "90 %": tenths, "largest to": ratios}, axis="columns")
    print("From key or click to paint, and scripts by themselves, ms, by entries in the diary")
    print(table.to_string(float_format="{:.3g}".format))
    parts = browser[browser["entries"] == largest].groupby("action", sort=False)[PARTS].median()
    print(f"\nThe parts of it, median, ms, {largest:,} entries")
    print(parts.to_string(float_format="{:.0f}".format))


def main() -> None:
    """Write the diaries, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        urls = {entries: f"sqlite:///{folder}/{entries}.sqlite3" for entries in options.entries}
        for entries, url in urls.items():
            write_diary(url, entries)
        report(time_browser(urls, options.rounds), time_scripts(urls, options.rounds))


if __name__ == "__main__":
    main()
