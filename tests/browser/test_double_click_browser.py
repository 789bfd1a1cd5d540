"""A double click, and a second press of a key: what was asked for is done once, and said."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.signs import press, settle, still

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


def test_each_step_counts_however_fast_it_is_made(open_page, diary, me):
    page = open_page()
    today = diary.people.today(me)
    press(page, "Alt+p", "day-before")
    for key in ("Alt+p", "Alt+p", "Alt+n", "Alt+p"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=3)}"))
    # Clicks as well, and on a week; the day before the last one that can be is today.
    assert clicked(page, 1, *["day-before"] * 4) == [True] * 4
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=7)}"))
    assert clicked(page, 101, *["day-after"] * 9) == [True] * 9
    expect(page).not_to_have_url(re.compile("day="))
    page.get_by_role("link", name="Week", exact=True).click()
    press(page, "Alt+p", "week_of-before")
    page.keyboard.press("Alt+p")
    expect(page).to_have_url(re.compile(f"week_of={today - timedelta(weeks=2)}"))


def test_a_food_is_put_into_the_box_once_however_often_enter_is_pressed(open_page, diary):
    page = open_page()
    settle(page)
    page.get_by_role("button", name="1 pack natto").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    box = page.get_by_label("What did you eat?")
    expect(box).to_have_value("1 pack natto")
    press(page, "Alt+p", "day-before")  # dealt with after all that was pressed before it
    expect(page).to_have_url(re.compile("day="))
    settle(page)
    expect(box).to_have_value("1 pack natto")
    assert diary.entries.of(diary.people.all()[0].id) == []
    page.get_by_role("button", name="1 pack natto").click()
    expect(box).to_have_value("1 pack natto; 1 pack natto")


def test_a_press_does_nothing_where_the_focus_has_gone(open_page, diary, me):
    """Deleted with Enter, the focus goes to Undo; the second Enter of two is not for it."""
    page = open_page()
    settle(page)
    page.get_by_role("button", name=re.compile("Delete: Butter")).focus()
    assert page.evaluate(
        """async () => {
          const enter = (at) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
          const first = enter();
          document.querySelector(".st-key-undo button").focus();
          return [first, enter()];
        }"""
    ) == [True, False]


GAPS_MS = (0, 300, 600)
DOUBLE_MS = 900


def click_twice(page, button, gap):
    """Click twice in one place; return whether that was fast enough to be one double click."""
    still(page)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.evaluate("performance.now()")
    page.mouse.click(*place)
    page.wait_for_timeout(gap)
    page.mouse.click(*place)
    return page.evaluate("performance.now()") - before < DOUBLE_MS


def let_all_be_done(page, day):
    """What is asked for after all else is dealt with after it."""
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={day - timedelta(days=1)}"))
    press(page, "Alt+n", "day-after")
    expect(page).not_to_have_url(re.compile("day="))
    settle(page)


def changes(served):
    with closing(sqlite3.connect(served[1].removeprefix("sqlite:///"))) as another:
        return another.execute("SELECT count(*) FROM changes").fetchone()[0]


def test_all_logged_is_marked_once_by_a_double_click(open_page, served, diary, me):
    today, page = diary.people.today(me), open_page()
    for gap in GAPS_MS:
        before, marked = changes(served), diary.days.get(me, today).complete
        box = page.get_by_text("All I ate this day is logged")
        double = click_twice(page, box, gap)
        let_all_be_done(page, today)
        assert not double or changes(served) == before + 1
        assert not double or diary.days.get(me, today).complete is not marked


@pytest.mark.parametrize("wanted", ["Save mine over it", "Keep the newer note"])
def test_a_note_is_decided_on_once_by_a_double_click(open_page, served, diary, me, wanted):
    today, page = diary.people.today(me), open_page()
    for gap in GAPS_MS:
        let_all_be_done(page, today)
        diary.days.mark(me, today, note=f"newer {gap}")
        note = page.get_by_label("Note of the day")
        note.fill(f"mine {gap}")
        note.press("Enter")
        button = page.get_by_role("button", name=wanted)
        button.wait_for()
        before = changes(served)
        click_twice(page, button, gap)
        expect(button).to_have_count(0)
        let_all_be_done(page, today)
        mine = wanted.startswith("Save mine")
        assert diary.days.get(me, today).note == f"{'mine' if mine else 'newer'} {gap}"
        assert changes(served) == before + mine
        expect(page.get_by_text("fault")).to_have_count(0)


@pytest.mark.parametrize("gap", [0, 600])
def test_a_backup_is_brought_back_once_by_a_double_click(open_page, diary, me, gap):
    diary.backups.keep_daily()
    page = open_page("/files")
    page.get_by_role("button", name="Look inside").click()
    button = page.get_by_role("button", name="Bring it back")
    button.wait_for()
    click_twice(page, button, gap)
    page.get_by_text("Brought back: 1 person").wait_for()
    settle(page)
    expect(button).to_have_count(0)
    expect(page.get_by_text("Nothing was brought back")).to_have_count(0)
    assert sum(one.before_restore for one in diary.backups.kept()) == 1


@pytest.mark.parametrize("by", ["clicks", "presses of Enter"])
def test_an_earlier_meal_is_logged_again_once(open_page, diary, me, by):
    today = diary.people.today(me)
    before = {"date": today - timedelta(days=1), "meal": "breakfast"}
    diary.entries.log(me, item_id="natto", amount=1, unit="pack", **before)
    page = open_page()
    for gap in GAPS_MS:
        button = page.get_by_role("button", name="Breakfast of the day before")
        if by == "clicks":
            double = click_twice(page, button, gap)
        else:
            settle(page)
            button.focus()
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
            double = True
        let_all_be_done(page, today)
        if not double:
            return
        eaten = diary.entries.of(me, today, today)
        assert len(eaten) == len(FOODS) + 1
        # While it is there, it would be asked about first.
        diary.entries.delete(me, [one.id for one in eaten if one.meal == "breakfast"])
        page.reload()
