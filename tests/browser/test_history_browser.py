"""Back, Forward and reload of the browser, and links to a day or a week."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.signs import press, settle

pytestmark = pytest.mark.browser


@pytest.fixture
def today(diary):
    me = diary.people.all()[0].id
    day = diary.people.today(me)
    diary.entries.log(me, date=day, item_id="natto", amount=1, unit="pack")
    return day


def shows(page, heading, day):
    """Wait until a page is there, with a day, which is what Log is headed by."""
    day = date.fromisoformat(str(day))
    names = {"Log": f"{day:%A} {day.day} {day:%B}", "Week": re.compile(r"Week \d")}
    page.get_by_role("heading", name=names[heading], exact=True, level=1).wait_for()
    expect(page.get_by_test_id("stDateInput").first).to_contain_text(
        re.compile(str(day).replace("-", r"\D+"))
    )
    settle(page)


def test_back_and_forward_go_through_days_weeks_and_pages(open_page, today):
    one_day, week = timedelta(days=1), timedelta(weeks=1)
    page = open_page()
    shows(page, "Log", today)
    press(page, "Alt+p", "day-before")
    shows(page, "Log", today - one_day)
    page.get_by_role("button", name="‹ Day before").click()
    shows(page, "Log", today - 2 * one_day)
    page.get_by_role("link", name="Week", exact=True).click()
    shows(page, "Week", today)
    press(page, "Alt+p", "week_of-before")
    shows(page, "Week", today - week)

    way = [
        ("Log", today),
        ("Log", today - one_day),
        ("Log", today - 2 * one_day),
        ("Week", today),
        ("Week", today - week),
    ]
    for heading, day in way[-2::-1]:
        page.go_back()
        shows(page, heading, day)
    for heading, day in way[1:]:
        page.go_forward()
        shows(page, heading, day)
    page.reload()
    shows(page, "Week", today - week)


def test_opening_the_app_is_one_entry_of_the_history(open_page, today):
    page = open_page()
    shows(page, "Log", today)
    before = page.evaluate("history.length")
    page.get_by_role("button", name="‹ Day before").click()
    shows(page, "Log", today - timedelta(days=1))
    page.get_by_role("link", name="Trends", exact=True).click()
    page.get_by_role("heading", name="Trends", exact=True).wait_for()
    settle(page)
    assert page.evaluate("history.length") == before + 2


def test_a_link_opens_a_day_and_back_returns_to_it(open_page, today):
    page = open_page("/?day=2026-02-10")
    shows(page, "Log", "2026-02-10")
    page.get_by_role("button", name="Day after ›").click()
    shows(page, "Log", "2026-02-11")
    page.go_back()
    shows(page, "Log", "2026-02-10")


def test_back_returns_to_the_person_before(open_page, diary, today):
    bo = diary.people.add("Bo").id
    page = open_page()
    shows(page, "Log", today)
    page.get_by_role("combobox", name="Person").click()
    page.get_by_role("option", name="Bo").click()
    # The list says so at once; there is a step back once the address says it too.
    page.wait_for_url(lambda url: f"person={bo}" in url)
    settle(page)
    page.go_back()
    expect(page.get_by_role("combobox", name="Person")).to_have_value("Me")


def test_a_day_of_the_week_is_opened_with_a_click(open_page, diary, today):
    monday = today - timedelta(days=today.weekday() + 7)
    page = open_page(f"/?day={monday}")
    shows(page, "Log", monday)
    wednesday = monday + timedelta(days=2)
    strip = page.locator(".week-strip")
    expect(strip.locator("[aria-current=date]")).to_have_attribute("data-day", str(monday))
    strip.get_by_role("button", name=f"{wednesday:%A} {wednesday.day} ").click()
    shows(page, "Log", wednesday)
    expect(strip.locator("[aria-current=date]")).to_be_focused()
    page.go_back()
    shows(page, "Log", monday)
