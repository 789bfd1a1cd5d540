"""Takes the pictures in docs/screenshots: every page, light and dark, and on a phone.

    python docs/take_screenshots.py [trends week ...]

Of all pages, or of those that are named. Needs Chromium and requirements-dev.txt. The app
runs on a diary of its own with the sample week, a food, a recipe and a supplement of its own,
and a second person.
"""

import argparse
import re
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


from estimator.diary.diary import Diary  # noqa: E402
from estimator.foods.items import Portion  # noqa: E402
from estimator.foods.own_items import Content, OwnFood, OwnSupplement  # noqa: E402
from estimator.store import open_store  # noqa: E402
from tests.browser.serving import CHROMIUM, QUIET, started  # noqa: E402

PICTURES = ROOT / "docs" / "screenshots"
WIDE, PHONE = {"width": 1100, "height": 1250}, {"width": 390, "height": 844}
TYPED = "2 eggs, 30 g goda, 1 pack natto"


def fill_diary(url: str) -> str:
    """Fill a diary; return the day of it that is shown."""
    diary = Diary(open_store(url))
    me = diary.people.first().id
    diary.sample_week.add(me)
    cheese = diary.own_foods.save(
        me,
        OwnFood(
            name="Farm cheese",
            group="cheese",
            contents={"VITK2": Content(value=40.0, low=20.0, high=70.0)},
            portions=(Portion("slice", 25.0, "own", ""),),
            profile_id="gouda",
        ),
    )
    diary.own_foods.save_recipe(
        me,
        "Cheese omelette",
        [("egg-whole-raw", 3, "egg (large)"), (cheese.item_id, 2, "slice"), ("butter", 10, "g")],
        yield_g=210.0,
        servings=2,
    )
    diary.own_foods.save(me, OwnSupplement(name="D3+K2", unit_name="drop", dose_ug={"MK7": 25.0}))
    diary.people.add("Bo")
    first, _ = diary.entries.span(me) or (date.today(), date.today())
    repeat_week(diary, me, first)
    diary.meals.save(
        me, "Usual breakfast", [entry.id for entry in diary.entries.of(me, first, first)]
    )
    diary.close()
    return str(first)


def repeat_week(diary: Diary, me: int, first: date) -> None:
    """Eat the sample week in the weeks before too, natto every second one, some days not logged."""
    for week in range(1, 8):
        for day in range(7):
            if (day * week) % 5 != 3:
                source = first + timedelta(days=day)
                copied = diary.repeats.copy_day(me, source, source - timedelta(weeks=week))
                if week % 2:
                    diary.entries.delete(me, [one.id for one in copied if one.item_id == "natto"])


def take(browser: Browser, address: str, name: str, scheme: str, size: dict[str, int]) -> None:
    """Take one picture."""
    touched = size == PHONE
    page = browser.new_page(
        viewport=size, color_scheme=scheme, has_touch=touched, is_mobile=touched
    )
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(3000)
    if name.startswith("log"):
        type_in(page)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def type_in(page: Page) -> None:
    """Type what was eaten, and wait until it is read."""
    page.get_by_label("What did you eat?").fill(TYPED)
    # Until it is read, a hint that Enter logs what is shown stands there.
    page.get_by_text(re.compile(r"Enter logs \d")).wait_for()
    page.wait_for_timeout(500)


def main() -> None:
    """Start the app, take every picture, stop the app."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to take, as their files are named")
    names = parser.parse_args().names
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/diary.sqlite3"
        day = fill_diary(url)
        pages = {
            "log": f"/?day={day}",
            "week": "/week",
            "trends": "/trends",
            "steadiness": "/trends?view=Steadiness",
            "compared": "/trends?view=Compared",
            "what-if": "/what_if?change=swap~natto~cheese-gouda-aged~1",
            "foods": "/foods?food=cheese-gouda-aged",
            "foods-compared": "/foods?compare=natto,cheese-gouda-aged,egg-unspecified",
            "report": "/report",
            "my-foods": "/kitchen",
            "people": "/people",
            "files": "/files",
            "about": "/about",
            "data-changes": "/data_changes",
        }
        with started(url) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            for name, path in pages.items():
                if names and name not in names:
                    continue
                take(browser, address + path, f"{name}-light", "light", WIDE)
                take(browser, address + path, f"{name}-dark", "dark", WIDE)
                take(browser, address + path, f"{name}-phone", "light", PHONE)
            browser.close()


if __name__ == "__main__":
    main()
