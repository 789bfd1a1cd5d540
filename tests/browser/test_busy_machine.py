"""What is clicked or pressed while something else is still being done counts, on any machine."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.serving import serving
from tests.browser.signs import press, read, settle
from tests.browser.slow_link import SlowLink

pytestmark = pytest.mark.browser

LATE_TIMERS = """() => {
  const soon = window.setTimeout;
  window.setTimeout = (act, ms, ...given) => soon(act, ms || 400, ...given);
}"""
"""A browser that is busy: what is to be sent at once is sent late."""


@pytest.fixture
def served(tmp_path):
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    with serving(url, slow=True) as address:
        yield address, url


@pytest.fixture
def me(diary):
    me = diary.people.all()[0].id
    before = diary.people.today(me) - timedelta(days=1)
    for food in ("natto", "butter"):
        diary.entries.log(me, date=before, item_id=food, amount=10, unit="g", meal="breakfast")
    return me


def test_what_is_asked_for_once_the_page_is_drawn_is_done(open_page, diary, me):
    page, today = open_page(), diary.people.today(me)
    settle(page)
    page.get_by_role("button", name="Breakfast of the day before").click()
    page.get_by_role("button", name=re.compile("^Delete: Butter")).wait_for()
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))
    assert len(diary.entries.of(me, today, today)) == 2


def test_all_that_is_asked_for_at_once_is_done(open_page, diary, me):
    page, today = open_page(), diary.people.today(me)
    settle(page)
    page.get_by_role("button", name="Breakfast of the day before").click()
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))
    assert len(diary.entries.of(me, today, today)) == 2


def test_a_step_is_made_also_where_its_part_of_the_page_comes_before_the_keys(open_page, diary):
    """Either may: the parts of a page are fetched and installed each by itself."""
    page, today = open_page(), diary.people.today(diary.people.all()[0].id)
    late = []
    page.route("**/Html.*.js", lambda route: late.append(route))
    page.reload()
    page.wait_for_function("() => window.k2Steps?.day")
    late[0].continue_()
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))


def test_enter_logs_what_is_shown_also_before_the_button_comes(open_page, diary):
    page = open_page()
    late = []
    page.route("**/js/Button.*.js", lambda route: late.append(route))
    page.reload()
    box = page.get_by_label("What did you eat?")
    box.press_sequentially("2 eggs")
    read(page, "2 eggs")
    box.press("Enter")
    late[0].continue_()
    page.get_by_text("Added:").wait_for()
    assert len(diary.entries.of(diary.people.all()[0].id)) == 1


def test_what_was_put_into_the_box_stays_whatever_is_asked_for_meanwhile(open_page, diary):
    page = open_page()
    today = diary.people.today(diary.people.all()[0].id)
    settle(page)
    page.get_by_role("button", name="1 pack natto").click()
    page.get_by_role("button", name="30 g gouda").click()
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))
    box = page.get_by_label("What did you eat?")
    expect(box).to_have_value("1 pack natto; 30 g gouda")
    # What is in view can be taken out again.
    settle(page)
    box.fill("")
    page.get_by_text("Enter logs what is shown").wait_for()
    settle(page)
    expect(box).to_have_value("")


def test_foods_put_into_the_box_stay_where_a_step_comes_with_the_first_of_them(open_page, diary):
    """The browser shows the first food while the app is at work on the second one."""
    page = open_page()
    link = SlowLink(page)
    link.hold()
    page.get_by_role("button", name="1 pack natto").click()
    link.wait_for_runs(1)
    page.get_by_role("button", name="30 g gouda").click()
    link.let_one_run_through()
    box = page.get_by_label("What did you eat?")
    expect(box).to_have_value("1 pack natto")
    page.keyboard.press("Alt+p")
    link.let_through()
    expect(page).to_have_url(re.compile("day="))
    settle(page)
    expect(box).to_have_value("1 pack natto; 30 g gouda")


def test_a_box_that_is_ticked_while_one_types_is_shown_to_be(open_page, diary, me):
    before = diary.people.today(me) - timedelta(days=1)
    page = open_page(f"/?day={before}")
    settle(page)
    page.evaluate(LATE_TIMERS)
    page.get_by_label("What did you eat?").press_sequentially("2 eggs")
    page.wait_for_timeout(60)  # by then it is about to be sent
    page.get_by_text("All I ate this day is logged").click()
    page.get_by_text(re.compile("notes of .* changed")).wait_for()
    assert diary.days.get(me, before).complete


def test_what_a_busy_browser_sends_together_is_all_done_and_shown(open_page, diary):
    """It says once which part of the page is to be drawn anew: here the box, where one types."""
    page, today = open_page(), diary.people.today(diary.people.all()[0].id)
    settle(page)
    page.evaluate(LATE_TIMERS)
    page.get_by_label("What did you eat?").press_sequentially("2 eggs")
    page.wait_for_timeout(60)  # by then it is about to be sent
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))


def test_what_undo_took_stays_away_whatever_is_asked_for_meanwhile(open_page, diary, me):
    before = diary.people.today(me) - timedelta(days=1)
    page = open_page(f"/?day={before}")
    settle(page)
    page.get_by_text("All I ate this day is logged").click()
    page.get_by_text(re.compile("notes of .* changed")).wait_for()
    settle(page)
    press(page, "Alt+z", "undo")
    press(page, "Alt+n", "day-after")
    expect(page).not_to_have_url(re.compile("day="))
    settle(page)
    assert not diary.days.get(me, before).complete


def test_a_day_opened_by_the_week_stays_open(open_page, diary, me):
    page = open_page("/?day=2026-10-14")
    settle(page)
    page.get_by_role("button", name=re.compile("^Monday 12 October")).click()
    page.get_by_role("radio", name="Lunch").locator("..").click()
    settle(page)
    expect(page).to_have_url(re.compile("day=2026-10-12"))


def test_a_form_that_is_saved_is_saved_whatever_is_asked_for_meanwhile(open_page, diary, me):
    before = diary.people.today(me) - timedelta(days=1)
    page = open_page(f"/?day={before}")
    settle(page)
    page.get_by_role("button", name=re.compile("^Edit: Butter")).click()
    page.get_by_label("Amount").fill("35")
    page.get_by_role("button", name="Save", exact=True).click()
    press(page, "Alt+n", "day-after")
    expect(page).not_to_have_url(re.compile("day="))
    assert {one.item_id: one.amount for one in diary.entries.of(me)}["butter"] == 35
