"""Takes the pictures in docs/screenshots: every page, light and dark, and on a phone.

    python docs/take_screenshots.py

Needs Chromium and requirements-dev.txt. The app runs on a diary of its own with the
sample week and one more day.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from estimator.diary import Diary  # noqa: E402
from estimator.store import open_store  # noqa: E402

PICTURES = ROOT / "docs" / "screenshots"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, PHONE = {"width": 1100, "height": 1250}, {"width": 390, "height": 844}


def fill_diary(url: str) -> str:
    """Add the sample week; return the day of it that is shown."""
    diary = Diary(open_store(url))
    me = diary.ensure_profile().id
    diary.add_sample_week(me)
    first, _ = diary.logged_span(me) or (None, None)
    diary.close()
    return str(first)


def take(browser: Browser, address: str, name: str, scheme: str, size: dict[str, int]) -> None:
    """Take one picture."""
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def main() -> None:
    """Start the app, take every picture, stop the app."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/diary.sqlite3"
        day = fill_diary(url)
        program = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
            cwd=ROOT,
            env=os.environ | {"K2_DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
        )
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=ARGUMENTS
            )
            PICTURES.mkdir(exist_ok=True)
            pages = {
                "log": f"/?day={day}",
                "week": "/week",
                "foods": "/foods?food=cheese-gouda-aged",
                "about": "/about",
            }
            for name, path in pages.items():
                take(browser, address + path, f"{name}-light", "light", WIDE)
                take(browser, address + path, f"{name}-dark", "dark", WIDE)
                take(browser, address + path, f"{name}-phone", "light", PHONE)
            browser.close()
        finally:
            program.terminate()
            program.wait()


if __name__ == "__main__":
    main()
