"""The database goes away and comes back under a page that is open."""

from contextlib import closing
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from app_pages.parts.shared import safely
from estimator.diary.diary import Diary
from estimator.store import open_store
from tests.browser.serving import serving
from tests.browser.signs import PATIENCE, read, settle
from tests.faults.servers import server_of_its_own

pytestmark = pytest.mark.browser

CONNECTED = "[data-test-connection-state=CONNECTED]"
AWAY = "can't be reached: nothing is saved"
BACK_MS = 60_000


@pytest.fixture
def server():
    with server_of_its_own() as running:
        yield running


@pytest.fixture
def served(server):
    with serving(server.url) as address:
        yield address, server.url


def test_what_is_typed_meanwhile_stays_and_is_logged_once_it_is_back(server, open_page, served):
    page = open_page()
    box = page.get_by_label("What did you eat?")
    box.press_sequentially("2 eggs")
    read(page, "2 eggs")
    server.stop()
    box.press_sequentially(", 1 pack natto")
    expect(page.get_by_text(AWAY)).to_be_visible()
    expect(page.get_by_text(safely.GOES_ON)).to_be_visible()
    expect(box).to_have_value("2 eggs, 1 pack natto")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    server.start()
    expect(page.get_by_text(AWAY)).to_have_count(0, timeout=BACK_MS)
    read(page, "2 eggs, 1 pack natto")
    expect(box).to_have_value("2 eggs, 1 pack natto")

    server.stop()
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_text(AWAY)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    server.start()
    # The page comes back by itself, with what was typed, and says that it was not logged.
    expect(box).to_have_value("2 eggs, 1 pack natto", timeout=BACK_MS)
    read(page, "2 eggs, 1 pack natto")
    page.get_by_role("button", name="Log it").click()
    page.get_by_text("Added:").wait_for()
    diary = Diary(open_store(served[1]))
    assert len(diary.entries.of(diary.people.all()[0].id)) == 2
    diary.close()


def weekly_csv(page):
    """Click the button; return the file that is downloaded."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Weekly CSV").click()
    return waiting.value.path().read_text(encoding="utf-8")


def test_a_file_that_cant_be_made_is_said_in_a_sentence(server, open_page, served):
    with closing(Diary(open_store(served[1]))) as diary:
        diary.sample_week.add(diary.people.first().id)
    page = open_page("/week")
    settle(page)
    server.stop()
    page.get_by_role("button", name="Weekly CSV").click()
    expect(page.get_by_text(AWAY)).to_have_count(1)
    expect(page.get_by_text("Failed to generate")).to_have_count(0)
    server.start()
    expect(page.get_by_text(AWAY)).to_have_count(0, timeout=BACK_MS)
    settle(page)
    assert "iso_week" in weekly_csv(page)


def test_a_file_of_a_page_from_before_the_program_was_started_anew(browser, sqlite_url):
    with closing(Diary(open_store(sqlite_url))) as diary:
        diary.sample_week.add(diary.people.first().id)
    with closing(browser.new_context()) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        with serving(sqlite_url) as address:
            page.goto(f"{address}/week")
            settle(page)
        with serving(sqlite_url, urlparse(address).port):
            page.locator(CONNECTED).wait_for()
            page.get_by_role("button", name="Weekly CSV").click()
            page.get_by_text(safely.PAGE_WAS_OLD).wait_for()
            settle(page)
            assert "iso_week" in weekly_csv(page)
