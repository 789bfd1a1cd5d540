"""Time every page on five years of diary, in a real browser.

    python -m benchmarks.pages [--rounds 10] [--entries 20000]

Generates a diary of so many entries with a fixed seed, starts the app on it, and opens
every page in headless Chromium, warm, as the second one who comes: from the request to
the first frame with its heading, and until all of it is there. Then it uses one control of
each page again and again: from the click until after the frame that paints what
comes of it. Prints medians and 90th percentiles, and the time of each page's script by
itself.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st  # noqa: TID251
from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest  # noqa: TID251

from benchmarks.generated_diary import write_diary
from benchmarks.painting import DRAWN, Watch
from tests.browser.serving import CHROMIUM, QUIET, ROOT, started

ENTRIES: Final = 20_000
ROUNDS: Final = 10

PAGES: Final = {
    "Log": ("/", "button:‹ Day before"),
    "Week": ("/week", "button:‹ Week before"),
    "Trends, 4 weeks": ("/trends", "toggle:Show supplements"),
    "Trends, five years by week": ("/trends?span=All", "toggle:Show supplements"),
    "Steadiness, five years": ("/trends?span=All&view=Steadiness", "toggle:Supplements too"),
    "Compared, five years": ("/trends?span=All&view=Compared", None),
    "What if": ("/what_if?change=add~natto~1~pack~1", "button:‹ Week before"),
    "Foods": ("/foods?food=natto", "radio:Figures per"),
    "Foods, compared": ("/foods?compare=natto,apple,butter", "radio:Figures per"),
    "My foods": ("/kitchen", None),
    "Data changes, 4 weeks": ("/data_changes", None),
    "Report, 4 weeks": ("/report", "toggle:With the name"),
    "Report, five years": ("/report?span=All", "toggle:With the name"),
    "People": ("/people", None),
    "About K2": ("/about", None),
}
"""Address of each page, and the control that is used on it."""
MODULES: Final = {"": "log", "kitchen": "my_foods"}
"""Modules that have another name than their page has in its address."""


def open_times(browser: Browser, address: str, rounds: int) -> list[tuple[str, str, float]]:
    """Return how long each page takes from the request to its heading, and until it is whole."""
    times = []
    context = browser.new_context(viewport={"width": 1100, "height": 1400})
    for number in range(1 + rounds):
        for name, (path, _) in PAGES.items():
            page = context.new_page()
            start = time.perf_counter()
            page.goto(address + path, wait_until="commit")
            page.get_by_role("heading", level=1).wait_for()
            heading = time.perf_counter() - start
            page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
            whole = time.perf_counter() - start
            if number:  # the first fills the caches of the browser and of the app
                times += [(name, "heading", 1000 * heading), (name, "whole", 1000 * whole)]
            page.close()
    return times


def use_times(browser: Browser, address: str, rounds: int) -> list[tuple[str, str, float]]:
    """Return how long a control of each page takes until what comes of it is painted."""
    times = []
    for name, (path, control) in PAGES.items():
        if control is None:
            continue
        watch = Watch(browser, address + path)
        for number in range(1 + rounds):
            if number == 1:
                watch.times.clear()
            control_of(watch, control)()
        times += [(name, "used", sum(parts)) for _, *parts in watch.times]
        watch.page.context.close()
    return times


def control_of(watch: Watch, control: str) -> Callable[[], None]:
    """Return what uses a control; a radio goes to and fro."""
    role, label = control.split(":")
    page = watch.page
    if role == "button":
        return lambda: watch.click(page.get_by_role("button", name=label), label, DRAWN)
    if role == "toggle":
        return lambda: watch.click(page.get_by_text(label, exact=True).first, label, DRAWN)
    # The other one of two is clicked each time.
    group = page.get_by_role("radiogroup", name=label)
    other = group.locator("label").filter(has=page.locator("input:not(:checked)"))
    return lambda: watch.click(other.first, label, DRAWN)


def script_times(url: str, rounds: int) -> list[tuple[str, str, float]]:
    """Return how long the script of each page takes by itself, run again."""
    os.environ["K2_DATABASE_URL"] = url
    st.cache_resource.clear()
    times = []
    for name, (path, _) in PAGES.items():
        page, _, query = path.strip("/").partition("?")
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for pair in filter(None, query.split("&")):
            key, value = pair.split("=")
            app.query_params[key] = value
        app.run()
        app.switch_page(f"app_pages/{MODULES.get(page, page)}.py").run()
        for number in range(1 + rounds):
            start = time.perf_counter()
            app.run()
            if number:
                times.append((name, "script", 1000 * (time.perf_counter() - start)))
    st.cache_resource.clear()
    return times


def main() -> None:
    """Write the diary, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/diary.sqlite3"
        write_diary(url, options.entries)
        times = script_times(url, options.rounds)
        with started(url) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            times += open_times(browser, address, options.rounds)
            times += use_times(browser, address, options.rounds)
            browser.close()
    frame = pd.DataFrame(times, columns=["page", "what", "ms"])
    by_page = frame.groupby(["page", "what"], sort=False)["ms"]
    table = pd.concat(
        {"median": by_page.median().unstack(), "90 %": by_page.quantile(0.9).unstack()},
        axis="columns",
    )
    print(f"{options.entries:,} entries, ms")
    print(table.reindex(list(PAGES)).to_string(float_format="{:.0f}".format, na_rep=""))


if __name__ == "__main__":
    main()
