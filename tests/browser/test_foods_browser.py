"""The list of foods in a real Chromium: a row selected opens its food, and only its food."""

import re

import pytest
from playwright.sync_api import expect

from estimator.diary.personal_foods import PersonalFoods
from estimator.foods.own_items import Content, OwnFood
from estimator.foods.table import food_table
from estimator.views.foods.ranking import browse_table
from tests.browser.signs import still

pytestmark = pytest.mark.browser

ROW_HEIGHT = 35
TICK_OFFSET = 18
"""Where a row is ticked, from the left edge of the table [px]."""


def tick(page, row, food):
    """Tick the row of a food; the table is a canvas, so only its place tells where."""
    # The cells that a screen reader reads are within the canvas, hidden to the eye.
    cells = page.get_by_test_id("stDataFrame").first.locator("[role=gridcell]")
    expect(cells.filter(has_text=re.compile(f"^{re.escape(food)}$"))).to_have_count(1)
    still(page)
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + TICK_OFFSET, box["y"] + ROW_HEIGHT * (row + 1.5))


def ticked(page):
    return page.get_by_test_id("stDataFrame").first.locator("[role=row][aria-selected=true]")


def test_a_row_opens_its_food_and_its_tick_does_not_pass_to_another(open_page):
    richest = browse_table(PersonalFoods(food_table(), []), "world", None, "")["Food"]
    page = open_page("/foods")
    page.get_by_text("foods; µg per 100 g").wait_for()
    tick(page, 1, richest[1])
    expect(page.get_by_role("heading", level=2)).to_have_text(richest[1])
    page.get_by_role("button", name="‹ All foods").click()
    page.get_by_text("foods; µg per 100 g").wait_for()
    expect(page.get_by_role("heading", level=2)).to_have_count(0)

    page.get_by_role("searchbox", name="Search").fill("gouda")
    goudas = browse_table(PersonalFoods(food_table(), []), "world", None, "gouda")
    page.get_by_text(f"{len(goudas)} foods;").wait_for()
    expect(ticked(page)).to_have_count(0)
    gouda = goudas["Food"].iloc[0]
    tick(page, 0, gouda)
    expect(page.get_by_role("heading", level=2)).to_have_text(gouda)
    page.get_by_role("button", name="‹ All foods").click()
    page.get_by_text(f"{len(goudas)} foods;").wait_for()  # the search is still there


def test_a_row_of_ones_own_opens_a_page_that_leads_to_where_it_is_edited(open_page, diary):
    natto = OwnFood(name="Natto", group="natto and soy", contents={"MK7": Content(value=2000.0)})
    diary.own_foods.save(diary.people.all()[0].id, natto)
    page = open_page("/foods?sort=MK-7")
    page.get_by_text("foods; µg per 100 g").wait_for()
    tick(page, 0, "Natto (yours)")
    expect(page.get_by_role("heading", level=2)).to_have_text("Natto (yours)")
    expect(page.get_by_role("main").get_by_role("link", name="My foods")).to_have_attribute(
        "href", "/kitchen"
    )
