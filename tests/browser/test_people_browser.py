"""Whose diary is open, and the page "People", in a real browser."""

import csv
import io
import itertools
import re
from urllib.parse import urljoin, urlparse

import pytest
from playwright.sync_api import expect

from estimator.calculation.weekly import WEEKLY_COLUMNS
from estimator.diary_values import COLORS
from estimator.files.entries import ENTRY_COLUMNS
from tests.browser.access import PHONE, fits_a_phone, violations
from tests.browser.signs import goto, settle, still

pytestmark = pytest.mark.browser

HEADINGS = {"Log": re.compile(r"day \d+ ")}
"""Log is headed by the day, as Week is by the week."""

SWITCH = "[class*=st-key-switch-]"
HEADER_HEIGHT = {390: 0, 1100: 60, 1280: 0}
"""Where the bar stays, by the width: below Streamlit's own header, or in it [px]."""


def switcher(page):
    return page.get_by_role("combobox", name="Person")


def switch(page, name):
    before = page.locator(SWITCH).get_attribute("class")
    switcher(page).click()
    page.get_by_role("option", name=name, exact=True).click()
    # Each person's page has a list of its own: by then the page of the one chosen is being drawn.
    page.wait_for_function(
        "([it, before]) => [...document.querySelectorAll(it)].some((it) => it.className != before)",
        arg=[SWITCH, before],
    )
    settle(page)


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def in_address(page, profile):
    page.wait_for_url(lambda url: f"person={profile}" in urlparse(url).query.split("&"))


@pytest.fixture
def me(diary):
    return diary.people.first().id


@pytest.fixture
def bo(diary, me):
    return diary.people.add("Bo").id


def test_the_bar_stays_in_view_and_hides_what_passes_below(open_page, diary, me, bo):
    diary.sample_week.add(me)
    page = open_page("/week")
    background = "selector => getComputedStyle(document.querySelector(selector)).backgroundColor"
    for scheme, (width, place) in itertools.product(("light", "dark"), HEADER_HEIGHT.items()):
        page.set_viewport_size({"width": width, "height": 844 if width == 390 else 700})
        page.emulate_media(color_scheme=scheme)
        still(page)
        bar = page.locator(".st-key-person-bar")
        page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
        page.get_by_role("heading", name="Weeks of the CSV").scroll_into_view_if_needed()
        assert page.evaluate("document.querySelector('.stMain').scrollTop") > 300
        box = bar.bounding_box()
        assert abs(box["y"] - place) <= 1
        assert box["height"] < 70
        middle = [box["x"] + box["width"] - 20, box["y"] + box["height"] / 2]
        assert page.evaluate(
            "([x, y]) => !!document.elementFromPoint(x, y).closest('.st-key-person-bar')", middle
        )
        of_bar = page.evaluate(background, ".st-key-person-bar")
        assert of_bar == page.evaluate(background, ".stApp")
        expect(switcher(page)).to_have_value("Me")


def go_back_to(page, name):
    """Go back in the browser; an address may be more than one step of its history."""
    settle(page)
    left = urlparse(page.url).path
    while urlparse(page.url).path == left:
        page.go_back()
    page.get_by_role("heading", name=name, level=1).wait_for()


def test_the_person_goes_along_through_pages_a_reload_and_back(open_page, me, bo):
    page = open_page("/")
    switch(page, "Bo")
    in_address(page, bo)
    for name in ("Week", "People & settings", "Log"):
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("heading", name=HEADINGS.get(name, name), level=1).wait_for()
        expect(switcher(page)).to_have_value("Bo")
        in_address(page, bo)
        settle(page)
    page.reload()
    expect(switcher(page)).to_have_value("Bo")
    go_back_to(page, "People & settings")
    expect(switcher(page)).to_have_value("Bo")
    in_address(page, bo)


def test_what_was_half_typed_does_not_go_along(open_page, diary, me, bo):
    page = open_page("/")
    page.get_by_label("What did you eat?").press_sequentially("natto, 2 eggs", delay=15)
    settle(page)
    switch(page, "Bo")
    in_address(page, bo)
    expect(page.get_by_label("What did you eat?")).to_have_count(1)
    expect(page.get_by_label("What did you eat?")).to_have_value("")
    page.get_by_label("What did you eat?").press("Enter")
    still(page)
    assert diary.entries.of(bo) == diary.entries.of(me) == []


def test_an_address_of_nobody_opens_nobody(open_page, me, bo):
    page = open_page("/?person=999")
    page.get_by_text("is not in this diary").wait_for()
    assert page.get_by_label("What did you eat?").count() == 0
    switch(page, "Bo")
    page.get_by_label("What did you eat?").wait_for()
    in_address(page, bo)


def test_a_person_is_added_by_keyboard_once(open_page, diary, me):
    page = open_page("/people")
    page.get_by_label("Name of another person").fill("Ada")
    page.keyboard.press("Enter")
    page.get_by_text("Added: Ada").first.wait_for()
    expect(switcher(page)).to_have_value("Ada")
    for name, between in (("Cy", 0), ("Di", 40), ("Eve", 200)):
        settle(page)
        expect(page.get_by_label("Name of another person")).to_have_value("")
        page.get_by_label("Name of another person").fill(name)
        box = button(page, "Add person").bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.click(*middle)
        page.wait_for_timeout(between)
        page.mouse.click(*middle)
        page.get_by_text(f"Added: {name}").wait_for()  # once, also while it is drawn anew
        expect(switcher(page)).to_have_value(name)
        still(page)
        expect(page.get_by_text(f"Added: {name}")).to_have_count(1)
        expect(switcher(page)).to_have_value(name)
        expect(page.get_by_text("belongs to another person")).to_have_count(0)
    assert [one.name for one in diary.people.all()] == ["Me", "Ada", "Cy", "Di", "Eve"]
    page.reload()
    expect(page.get_by_role("heading", name="Settings: Eve")).to_be_visible()


def test_the_focus_stays_on_the_list_of_people(open_page, me, bo):
    page = open_page("/people")
    switcher(page).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    in_address(page, bo)
    settle(page)
    expect(switcher(page)).to_have_value("Bo")
    expect(switcher(page)).to_be_focused()


def test_settings_are_chosen_by_typing_and_seen_at_once(open_page, diary, me, bo):
    page = open_page(f"/people?person={bo}")
    page.get_by_text("Brown", exact=True).click()
    page.get_by_role("combobox", name="Time zone").click()
    page.keyboard.type("auckl")
    page.get_by_role("option", name="Pacific/Auckland").wait_for()
    page.keyboard.press("Enter")
    button(page, "Save settings").click()
    page.get_by_text("Settings saved.").wait_for()
    saved = diary.people.get(bo)
    assert (saved.color, saved.time_zone) == ("brown", "Pacific/Auckland")
    border = "getComputedStyle(document.querySelector('.st-key-person-bar')).borderBottomColor"
    page.wait_for_function(f"() => {border} === 'rgb(138, 96, 53)'")


def test_export_delete_and_bring_back(open_page, diary, me, bo):
    diary.sample_week.add(bo)
    logged = diary.entries.of(bo)
    page = open_page(f"/people?person={bo}")
    for name, columns, rows in (
        ("Weekly CSV", WEEKLY_COLUMNS, 1),
        ("CSV of every entry", ENTRY_COLUMNS, len(logged)),
    ):
        with page.expect_download() as waiting:
            button(page, name).click()
        assert waiting.value.suggested_filename.startswith("k2-bo-")
        text = waiting.value.path().read_text(encoding="utf-8")
        table = list(csv.reader(io.StringIO(text, newline="")))
        assert (tuple(table[0]), len(table) - 1) == (columns, rows)
    button(page, "Delete Bo").click()
    page.get_by_text("Deleted: Bo.").wait_for()
    expect(switcher(page)).to_have_value("")
    assert [one.name for one in diary.people.all()] == ["Me"]
    expect(button(page, "Bring back Bo")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_text("Brought back: Bo").wait_for()
    expect(switcher(page)).to_have_value("Bo")
    assert diary.entries.of(bo) == logged


def test_axe_finds_no_violation(open_page, diary, me):
    for color in COLORS[1:]:
        last = diary.people.add(f"{color} person", takes_vka=True).id
    page = open_page(f"/people?person={last}")
    assert violations(page) == {}
    button(page, f"Delete {COLORS[-1]} person").click()
    button(page, "Erase for good").click()
    button(page, "Erase 0 entries").wait_for()
    expect(button(page, "Keep")).to_be_focused()
    assert violations(page) == {}


def test_names_of_many_words_and_other_letters_fit_a_phone(open_page, diary, me):
    """The one long word stands on every page in ``tests/browser/test_browser.py``."""
    diary.sample_week.add(me)
    diary.people.edit(me, name="שרה " * 19)
    diary.people.add("W" * 80)
    page = open_page(viewport=PHONE)
    for path in ("/", "/week", "/people", "/report"):
        goto(page, urljoin(page.url, f"{path}?person={me}"))
        assert fits_a_phone(page), path
        assert page.locator(".st-key-person-bar").bounding_box()["height"] < 70
