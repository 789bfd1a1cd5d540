"""Data changes with an earlier version to compare with, as a person sees it."""

import pytest
from playwright.sync_api import expect

from estimator.composition.versions import MORE_VERSIONS
from tests.browser.access import fits_a_phone, violations
from tests.browser.serving import serving
from tests.browser.signs import settle
from tests.invented_data import invented_version

pytestmark = pytest.mark.browser

GOUDA = "cheese-gouda-aged"


@pytest.fixture
def served(tmp_path, sqlite_url, monkeypatch):
    """The app, with an earlier version of the food data that knows a cheese alone."""
    foods = {GOUDA: {"MK9": (10.0, 0.3), "VITK2": (10.0, 0.3)}}
    invented_version(tmp_path / "versions", "2026.10", foods, [(GOUDA, "MK9", "old", 10.0)])
    monkeypatch.setenv(MORE_VERSIONS, str(tmp_path / "versions"))
    with serving(sqlite_url) as address:
        yield address, sqlite_url


@pytest.fixture
def me(diary):
    profile = diary.people.all()[0].id
    diary.sample_week.add(profile)
    return profile


def test_it_is_reached_from_week_and_leads_to_a_food_and_its_sources(open_page, me):
    page = open_page("/week")
    settle(page)
    page.get_by_role("link", name="What changed in the food data").click()
    page.get_by_text("1 of 1 week logged changed, from food data 2026.10").wait_for()
    settle(page)
    page.get_by_text("By form", exact=True).click()
    expect(page.get_by_role("cell", name="MK-9", exact=True)).to_be_visible()
    # Links of a table lead into a tab of their own.
    food = open_page(page.get_by_role("link", name="Gouda, aged").get_attribute("href"))
    food.get_by_role("heading", name="Gouda, aged").wait_for()


def test_it_has_no_violation_and_fits(open_page, me):
    page = open_page("/data_changes")
    page.get_by_role("heading", name="Why").wait_for()
    assert violations(page) == {}
    assert fits_a_phone(page)
