"""On a phone: the navigation in reach, the box near the thumb, targets as wide as a finger."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.signs import goto, settle, still
from tests.browser.test_browser import log

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TARGET = 44
"""The least height of what a finger is to meet [px]."""
TOO_SMALL = """(least) => [...document.querySelectorAll(
    ".stMain :is(button, summary, select, .stRadio label:has(input), .stCheckbox label)")]
  .filter((one) => one.checkVisibility() && !one.disabled)
  // Streamlit's own hints, and marks inside of a field that is wider.
  .filter((one) => !one.closest(
    ".stTooltipHoverTarget, [data-testid=stTooltipHoverTarget], .stSelectbox, .stDateInput"
  ))
  .map((one) => [one.innerText || one.ariaLabel, one.getBoundingClientRect().height])
  .filter(([, height]) => height && height < least - 0.5)"""


def bottom(locator):
    box = locator.bounding_box()
    return box["y"] + box["height"]


def test_every_page_is_one_or_two_taps_away_and_marked(open_page, diary):
    page = open_page(**PHONE)
    nav = page.get_by_role("navigation", name="Pages", exact=True)
    expect(page.locator(".stAppHeader")).to_be_hidden()
    for name in ("Week", "Trends", "Foods", "Log"):
        nav.get_by_role("link", name=name, exact=True).tap()
        expect(nav.locator("[aria-current=page]")).to_have_text(name)
        settle(page)
        assert bottom(nav) == 844
    for name in ("People & settings", "My foods"):
        nav.get_by_role("button", name="More").tap()
        nav.get_by_role("link", name=name).tap()
        page.get_by_role("heading", name=name, level=1).wait_for()
        expect(nav.get_by_role("link", name=name)).to_be_hidden()
        settle(page)
        expect(nav.get_by_text("More", exact=True)).to_have_css("font-weight", "700")
        assert nav.locator("[aria-current=page]").inner_text() == name


def test_nothing_of_it_is_drawn_on_a_wide_window(open_page, diary):
    page = open_page()
    still(page)
    assert page.locator(".phone-nav").count() == 0
    page.set_viewport_size(PHONE["viewport"])
    page.get_by_role("navigation", name="Pages", exact=True).wait_for()


def test_food_is_logged_at_the_foot_of_the_window(open_page, diary):
    page = open_page(**PHONE)
    still(page)
    box = page.get_by_label("What did you eat?")
    assert box.bounding_box()["y"] > 600
    box.tap()
    log(page, "2 eggs, 30 g gouda")
    assert len(diary.entries.of(diary.people.all()[0].id)) == 2
    box.press_sequentially("natto")
    page.get_by_text("Enter logs 1 item.").wait_for()
    still(page)
    nav, read = page.locator(".st-key-phone-nav"), page.get_by_text("Enter logs 1 item.")
    row = page.get_by_role("button", name="Log it")
    # From the lower edge up: the navigation, the box, the meal with Log it, what was read.
    places = [bottom(read), bottom(row), bottom(box), nav.bounding_box()["y"]]
    assert places == sorted(places)
    row.tap()
    page.get_by_text("Added: Natto").wait_for()


def test_what_was_done_is_in_view_above_the_box_with_undo_and_then_takes_no_room(open_page, diary):
    me = diary.people.first().id
    for grams in range(1, 16):
        diary.entries.log(me, date=diary.people.today(me), item_id="butter", amount=grams, unit="g")
    page = open_page(**PHONE)
    still(page)
    undo = page.locator("[class*=st-key-undo-] button")
    expect(undo).not_to_be_in_viewport()
    log(page, "1 pack natto")
    expect(page.get_by_text("Added: Natto")).to_be_in_viewport(ratio=1)
    expect(undo).to_be_in_viewport(ratio=1)
    assert bottom(undo) <= page.locator(".st-key-box").bounding_box()["y"]


def test_what_is_to_be_tapped_is_as_wide_as_a_finger(open_page, diary):
    me = diary.people.all()[0].id
    diary.sample_week.add(me)
    diary.entries.log(me, date=diary.people.today(me), item_id="natto", amount=1, unit="pack")
    page = open_page(**PHONE)
    found = []
    for path in ("/", "/week", "/foods", "/files", "/people"):
        goto(page, urljoin(page.url, path))
        still(page)
        found += [(path, *one) for one in page.evaluate(TOO_SMALL, TARGET)]
    assert found == []


def test_it_can_be_put_on_the_home_screen(open_page):
    page = open_page("/week", **PHONE)
    address = page.locator("link[rel=manifest]").evaluate("link => link.href")
    answer = page.request.get(address)
    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "./")
    for icon in manifest["icons"]:
        width, height = page.evaluate(
            """async (src) => {
              const image = new Image();
              image.src = src;
              await image.decode();
              return [image.naturalWidth, image.naturalHeight];
            }""",
            urljoin(address, icon["src"]),
        )
        assert f"{width}x{height}" == icon["sizes"]
