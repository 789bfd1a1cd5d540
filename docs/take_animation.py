"""Takes the moving picture of the README: a meal is typed, chosen from the list, and logged.

    python docs/take_animation.py

Needs what docs/take_screenshots.py needs. Writes docs/screenshots/log.gif, below 2 MB.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from take_screenshots import PICTURES, fill_diary  # noqa: E402

from tests.browser.serving import CHROMIUM, QUIET, started  # noqa: E402
from tests.browser.signs import settle  # noqa: E402

SIZE = {"width": 1200, "height": 720}
WIDTH = 900
COLOURS = 64
LARGEST_BYTES = 2_000_000
KEY_MS, LOOK_MS, END_MS = 120, 900, 2500


class Film:
    """Pictures of a page, each with how long it is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pictures: list[Image.Image] = []
        self.shown_ms: list[int] = []

    def take(self, shown_ms: int) -> None:
        """Take the next picture."""
        with Image.open(io.BytesIO(self.page.screenshot())) as taken:
            height = round(taken.height * WIDTH / taken.width)
            small = taken.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
        self.pictures.append(small.quantize(COLOURS, dither=Image.Dither.NONE))
        self.shown_ms.append(shown_ms)

    def write(self, text: str) -> None:
        """Type a text, a picture for each two letters."""
        for place in range(0, len(text), 2):
            self.page.keyboard.type(text[place : place + 2])
            self.page.wait_for_timeout(150)
            self.take(KEY_MS)

    def save(self, path: Path) -> None:
        """Write the pictures as one file."""
        first, *others = self.pictures
        first.save(
            path,
            save_all=True,
            append_images=others,
            duration=self.shown_ms,
            loop=0,
            optimize=True,
        )


def act(film: Film) -> None:
    """Log a breakfast."""
    page = film.page
    page.get_by_label("What did you eat?").click()
    film.take(LOOK_MS)
    film.write("2 eggs, 30 g goud")
    page.get_by_role("option").first.wait_for()
    film.take(LOOK_MS)
    page.keyboard.press("ArrowDown")
    film.take(LOOK_MS // 2)
    page.keyboard.press("Enter")
    page.get_by_text("Enter logs 2 items.").wait_for()
    film.take(LOOK_MS)
    film.write(", natto")
    page.get_by_text("Enter logs 3 items.").wait_for()
    film.take(LOOK_MS)
    page.keyboard.press("Enter")
    page.get_by_text("Added: ").first.wait_for()
    settle(page)
    film.take(END_MS)


def main() -> None:
    """Start the app, take the picture, stop the app."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/diary.sqlite3"
        fill_diary(url)
        with started(url) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            page = browser.new_page(viewport=SIZE)
            page.goto(address)
            page.get_by_label("What did you eat?").wait_for()
            settle(page)
            film = Film(page)
            act(film)
            browser.close()
    path = PICTURES / "log.gif"
    film.save(path)
    size = path.stat().st_size
    print(f"{path}: {len(film.pictures)} pictures, {size:,} bytes")
    if size > LARGEST_BYTES:
        raise SystemExit(f"{path} is larger than {LARGEST_BYTES:,} bytes. Take fewer pictures.")


if __name__ == "__main__":
    main()
