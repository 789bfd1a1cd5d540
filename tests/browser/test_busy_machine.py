"""What is clicked or pressed while something else is still being done counts, on any machine."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.serving import started
from tests.browser.signs import press, settle

pytestmark = pytest.mark.browser


@pytest.fixture
def served(tmp_path):
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    with started(url, ("tests.browser.slowly", "--port")) as address:
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
