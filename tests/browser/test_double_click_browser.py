"""A double click, and a second press of a key: what was asked for is done once, and said."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.signs import settle

pytestmark = pytest.mark.browser

FOODS = ("natto", "butter", "natto")
CLICK_AT_ONCE = """([keys, place]) => keys.map((key) =>
  document.querySelector(`.st-key-${key} button`).dispatchEvent(
    new MouseEvent("click", {
      bubbles: true, cancelable: true, detail: 1, clientX: place, clientY: place,
    })))"""
"""Clicks buttons at one place of the window and in one moment; says which clicks were let through.

As if each had come in the place of the one before it.
"""


@pytest.fixture
def me(diary):
    me = diary.people.all()[0].id
    for food in FOODS:
        diary.entries.log(me, date=diary.people.today(me), item_id=food, amount=10, unit="g")
    return me


def clicked(page, place, *keys):
    settle(page)
    return page.evaluate(CLICK_AT_ONCE, [keys, place])


def test_the_second_click_of_a_double_click_does_nothing_else(open_page, diary, me):
    page = open_page()
    assert clicked(page, 1, "log-it", "log-it") == [True, False]
    assert clicked(page, 101, "log-it", "undo", "day-before") == [True, False, False]
    # A click elsewhere is none of a double click, and days are stepped as fast as one clicks.
    assert clicked(page, 201, "day-before") == [True]
    assert clicked(page, 301, "day-before", "day-before") == [True, True]
    assert len(diary.entries.of(me)) == len(FOODS)


def test_a_button_in_the_place_of_undo_can_be_clicked_later(open_page, diary, me):
    page = open_page()
    assert clicked(page, 1, "undo", "undo") == [True, False]
    page.get_by_text("Undone: Natto added.").wait_for()
    assert clicked(page, 101, "undo") == [True]
    page.get_by_text("Undone: Butter added.").wait_for()
    settle(page)
    assert len(diary.entries.of(me)) == 1


def test_a_second_press_while_the_first_is_being_done_says_what_that_did(
    open_page, served, diary, me
):
    page = open_page()
    with page.expect_websocket() as opened:
        page.reload()
    settle(page)
    sent = []
    opened.value.on("framesent", lambda frame: sent.append(frame))
    undo = page.locator(".st-key-undo button")
    undo.focus()
    with closing(sqlite3.connect(served[1].removeprefix("sqlite:///"))) as another:
        another.execute("BEGIN IMMEDIATE")  # so that the first is not done before the second
        sent.clear()
        for nth in (1, 2):
            page.keyboard.press("Enter")
            while len(sent) < nth:
                page.wait_for_timeout(10)
        another.rollback()
    page.get_by_text("Undone: Natto added.").wait_for()
    settle(page)
    expect(page.get_by_text("Undone: Natto added.")).to_be_visible()
    expect(page.get_by_text("nothing was undone")).to_have_count(0)
    assert len(diary.entries.of(me)) == len(FOODS) - 1
