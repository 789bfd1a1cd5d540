"""What somebody does before the page has heard of what the app did counts, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from estimator.views.shared.days import day_words
from tests.browser.signs import press, read, settle
from tests.browser.slow_link import SlowLink

pytestmark = pytest.mark.browser


@pytest.fixture
def me(diary):
    return diary.people.all()[0].id


def box_of(page):
    return page.get_by_label("What did you eat?")


def test_the_address_is_that_of_the_page_where_a_step_leads_back(open_page, diary, me):
    page, today = open_page(), diary.people.today(me)
    link = SlowLink(page)
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))
    settle(page)
    link.hold()
    page.keyboard.press("Alt+n")
    link.wait_for_runs(1)
    page.keyboard.press("Alt+p")
    link.wait_for_runs(2)
    link.let_through()
    settle(page)
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(day_words(today - timedelta(days=1), today))


def test_what_is_typed_into_a_box_that_has_moved_by_then_is_read(open_page, diary):
    page = open_page()
    link = SlowLink(page)
    link.hold()
    page.get_by_role("button", name="Show me a sample week").click()
    link.wait_for_runs(1)  # with a line above the box, which makes it another part of the page
    box_of(page).fill("natto")
    link.wait_for_page(2)
    link.let_through()
    read(page, "natto")
    expect(page.get_by_text("Enter logs 1 item.")).to_be_visible()


def test_each_of_two_entries_is_deleted_however_soon_one_comes_after_the_other(
    open_page, diary, me
):
    for food in ("natto", "butter", "egg-whole-boiled"):
        diary.entries.log(me, date=diary.people.today(me), item_id=food, amount=10, unit="g")
    page = open_page()
    settle(page)
    deletes = page.get_by_role("button", name=re.compile("^Delete: "))
    expect(deletes).to_have_count(3)
    # In one moment, and so sent together.
    clicked = page.evaluate(
        """() => [...document.querySelectorAll('.quick > [aria-label^="Delete"]')]
          .filter((act) => /Natto|Butter/.test(act.ariaLabel))
          .map((act) => act.click()).length"""
    )
    assert clicked == 2
    expect(deletes).to_have_count(1)
    assert [entry.item_id for entry in diary.entries.of(me)] == ["egg-whole-boiled"]


def test_what_enter_would_log_is_said_only_while_it_would(open_page, diary, me):
    page = open_page()
    link = SlowLink(page)
    box_of(page).press_sequentially("natto")
    words = page.get_by_text("Enter logs 1 item.")
    expect(words).to_be_visible()
    link.hold()
    page.keyboard.type(", 2 eggs")
    expect(words).to_be_hidden()
    page.keyboard.press("Enter")
    link.let_through()
    read(page, "natto, 2 eggs")
    expect(page.get_by_text("Enter logs 2 items.")).to_be_visible()
    assert diary.entries.of(me) == []
    page.keyboard.press("Enter")
    page.get_by_text("Added:").wait_for()
    assert len(diary.entries.of(me)) == 2


def test_what_is_typed_after_a_food_was_put_into_the_box_stays_typed(open_page, diary):
    """Streamlit may set the box back to what the app put there, while one goes on typing."""
    page = open_page()
    settle(page)
    page.get_by_role("button", name="1 pack natto").click()
    box = box_of(page)
    expect(box).to_have_value("1 pack natto")
    settle(page)
    box.press("End")
    box.press("Space")
    box.evaluate("box => { box.value = '1 pack natto'; box.setAttribute('value', box.value); }")
    expect(box).to_have_value("1 pack natto ")
