"""What a person does in a real browser."""

import csv
import io
import re
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from estimator.calculation.intake import estimate
from estimator.calculation.weekly import weekly_rows
from estimator.components import K2_TOTAL
from estimator.spreadsheet_csv import BYTE_ORDER_MARK
from estimator.views.shared.figures import figure
from tests.browser.access import fits_a_phone, violations
from tests.browser.conftest import DESK
from tests.browser.signs import goto, press, read, settle, still

pytestmark = pytest.mark.browser

PAGES = {
    "/": "day ",
    "/week": "Week",
    "/trends": "Trends",
    "/trends?view=Calendar": "Trends",
    "/trends?view=Steadiness": "Trends",
    "/trends?view=Compared": "Trends",
    "/what_if?change=add~natto~1~pack~1": "What if",
    "/foods?food=cheese-gouda-aged": "Foods",
    "/foods?compare=natto,cheese-gouda-aged": "Foods",
    "/report": "Report",
    "/files": "Files",
    "/about": "About K2",
    "/data_changes": "Data changes",
    "/kitchen": "My foods",
    "/people": "People & settings",
}


def type_in(page, text, delay=15):
    """Type into the box, and wait until what it is read as is shown."""
    page.get_by_label("What did you eat?").press_sequentially(text, delay=delay)
    expect(page.get_by_label("What did you eat?")).to_have_value(text)
    read(page, text)


def log(page, text):
    type_in(page, text)
    page.keyboard.press("Enter")
    page.get_by_text("Added:").wait_for()
    # The box with the text goes when the whole page is there.
    settle(page)
    expect(page.get_by_label("What did you eat?")).to_have_value("")


def test_three_foods_a_week_and_its_csv(open_page, diary):
    """Log natto, Gouda and eggs, read the day, open Week, download, compare with the library."""
    me = diary.people.all()[0].id
    page = open_page()
    log(page, "natto, 2 slices Gouda, aged; 2 eggs")
    eaten = [(entry.item_id, entry.quantity) for entry in diary.entries.of(me)]
    assert eaten == [("natto", 40.0), ("cheese-gouda-aged", 50.0), ("egg-unspecified", 100.0)]
    frame = diary.entries.frame(me)
    intake = estimate(frame, "day").intake
    (total,) = intake.loc[intake["component"] == K2_TOTAL, "estimate_ug"]
    assert page.locator(".answer .amount").inner_text() == f"{figure(total)} µg"

    page.get_by_role("link", name="Week").click()
    page.get_by_role("button", name="Weekly CSV").wait_for()
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Weekly CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    (expected,) = weekly_rows(frame, "world", {str(me): "Me"}).to_dict("records")
    assert list(row) == list(expected)
    for name, value in expected.items():
        wanted = "" if value != value else value
        assert row[name] == str(wanted) or float(row[name]) == pytest.approx(float(wanted)), name
    assert not text.startswith(BYTE_ORDER_MARK)


def test_a_double_click_logs_once(open_page, diary):
    me = diary.people.all()[0].id
    page = open_page()
    type_in(page, "natto")
    page.get_by_role("button", name="Log it").dblclick()
    page.get_by_text("Added:").wait_for()
    # What is asked for after the second click is dealt with after it.
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile("day="))
    assert len(diary.entries.of(me)) == 1


def test_a_breakfast_of_three_is_logged_without_a_mouse(open_page, diary):
    me = diary.people.all()[0].id
    page = open_page()
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    type_in(page, "2 eggs, 30 g gouda, 1 pack natto", delay=60)
    page.keyboard.press("Enter")
    page.get_by_text("Added:").wait_for()
    assert [entry.quantity for entry in diary.entries.of(me)] == [100.0, 30.0, 40.0]
    # The box with the text goes when the whole page is there.
    settle(page)
    expect(page.get_by_label("What did you eat?")).to_be_focused()


def test_enter_logs_nothing_that_was_not_shown(open_page, diary):
    """Typed and sent at once: the first Enter shows the reading, the second one logs it."""
    me = diary.people.all()[0].id
    page = open_page()
    box = page.get_by_label("What did you eat?")
    type_in(page, "natto")
    page.keyboard.insert_text(", 2 eggs")
    page.keyboard.press("Enter")
    read(page, "natto, 2 eggs")
    page.get_by_text("Enter logs 2 items.").wait_for()
    assert diary.entries.of(me) == []
    expect(box).to_have_value("natto, 2 eggs")
    page.keyboard.press("Enter")
    page.get_by_text("Added:").wait_for()
    assert len(diary.entries.of(me)) == 2


def test_a_space_at_the_end_is_no_reason_not_to_log(open_page, diary):
    page = open_page()
    type_in(page, "natto")
    page.keyboard.type(" ")
    still(page)
    page.keyboard.press("Enter")
    page.get_by_text("Added:").wait_for()
    assert len(diary.entries.of(diary.people.all()[0].id)) == 1


def test_what_was_typed_last_stays_where_the_box_is_set_back(open_page, diary):
    """As Streamlit does when it is behind with what was typed."""
    page = open_page()
    box = page.get_by_label("What did you eat?")
    type_in(page, "2 eggs, natto")
    box.evaluate("box => { box.value = '2 eggs, natt'; box.setAttribute('value', box.value); }")
    expect(box).to_have_value("2 eggs, natto")
    page.keyboard.type(" with butter")
    expect(box).to_have_value("2 eggs, natto with butter")
    # What is put there by a click is no such thing.
    page.get_by_role("button", name="1 pack natto").click()
    expect(box).to_have_value("2 eggs, natto with butter; 1 pack natto")


def test_a_pasted_list_is_read_line_by_line(open_page, diary):
    page = open_page()
    page.get_by_label("What did you eat?").evaluate(
        """box => {
            box.focus();
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "2 eggs\\n30 g gouda\\n");
            box.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }"""
    )
    page.get_by_text("Enter logs 2 items.").wait_for()
    expect(page.get_by_label("What did you eat?")).to_have_value("2 eggs; 30 g gouda")


def test_the_focus_goes_where_it_is_needed_next(open_page, diary):
    page = open_page()
    log(page, "natto")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Amount")).to_be_focused()
    settle(page)
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.get_by_text("Changed: Natto.").wait_for()
    expect(page.get_by_role("button", name="Edit")).to_be_focused()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Undo: Natto deleted")).to_be_focused()
    press(page, "Alt+z", "undo")
    page.get_by_text("Undone: Natto deleted.").wait_for()
    assert [entry.amount for entry in diary.entries.of(diary.people.all()[0].id)] == [3.0]


def test_days_are_stepped_by_keyboard_and_a_reload_stays(open_page, diary):
    page = open_page()
    today = diary.people.today(diary.people.all()[0].id)
    press(page, "Alt+p", "day-before")
    expect(page).to_have_url(re.compile(f"day={today - timedelta(days=1)}"))
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    day = str(today - timedelta(days=1)).replace("-", r"\D+")
    expect(page.get_by_test_id("stDateInput").first).to_contain_text(re.compile(day))


def test_a_shortcut_works_from_the_moment_its_hint_is_shown(open_page, diary):
    """The key is pressed in the page itself, sooner than anybody could."""
    page = open_page()
    page.add_init_script(
        """
        const hint = () => {
          const button = document.querySelector(".st-key-day-before button");
          return button && getComputedStyle(button, "::after").content.includes("P");
        };
        const look = () => {
          if (!hint()) return setTimeout(look);
          const key = { key: "p", code: "KeyP", altKey: true, bubbles: true };
          document.body.dispatchEvent(new KeyboardEvent("keydown", key));
        };
        look();
        """
    )
    page.reload()
    the_day_before = diary.people.today(diary.people.all()[0].id) - timedelta(days=1)
    expect(page).to_have_url(re.compile(f"day={the_day_before}"))


def test_delete_and_undo(open_page, diary):
    me = diary.people.all()[0].id
    page = open_page()
    log(page, "natto")
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("Undo brings it back").wait_for()
    assert diary.entries.of(me) == []
    page.get_by_role("button", name="Undo: Natto deleted").click()
    page.get_by_text("Undone: Natto deleted").wait_for()
    assert len(diary.entries.of(me)) == 1


def test_a_double_click_on_undo_undoes_one(open_page, diary):
    me = diary.people.all()[0].id
    today = diary.people.today(me)
    for food in ("natto", "butter", "natto"):
        diary.entries.log(me, date=today, item_id=food, amount=10, unit="g")
    page = open_page()
    settle(page)
    page.get_by_role("button", name="Undo: Natto added").dblclick(delay=100)
    page.get_by_role("button", name="Undo: Butter added").wait_for()
    settle(page)
    expect(page.get_by_text("Undone: Natto added.")).to_be_visible()
    assert len(diary.entries.of(me)) == 2
    press(page, "Alt+y", "redo")
    page.get_by_text("Redone: Natto added.").wait_for()
    expect(page.get_by_role("button", name="Redo")).to_have_count(0)
    assert len(diary.entries.of(me)) == 3


def test_a_reload_keeps_what_was_logged(open_page, diary):
    page = open_page()
    log(page, "natto")
    page.reload()
    page.get_by_role("button", name="Edit").wait_for()


def test_the_day_chosen_is_there_again_after_a_look_at_another_page(open_page, diary):
    diary.sample_week.add(diary.people.all()[0].id)
    the_day_before = re.compile(r"2026\D+02\D+09")
    page = open_page("/?day=2026-02-10")
    settle(page)
    page.get_by_role("button", name="‹ Day before").click()
    expect(page.get_by_test_id("stDateInput").first).to_contain_text(the_day_before)
    page.get_by_role("link", name="About K2").click()
    page.get_by_role("heading", name="About K2").wait_for()
    page.get_by_role("link", name="Log", exact=True).click()
    page.get_by_role("heading", name="Monday 9 February", exact=True).wait_for()
    expect(page.get_by_test_id("stDateInput").first).to_contain_text(the_day_before)


def test_axe_finds_no_violation_and_every_page_fits_a_phone(open_page, diary):
    """On every page and on the start of an empty diary, of somebody with a long name.

    No page breaks its policy or asks another machine, which ``open_page`` looks at.
    """
    page = open_page()
    page.get_by_role("heading", name="First time here?").wait_for()
    found = {("start", *one): nodes for one, nodes in violations(page).items()}
    me = diary.people.all()[0].id
    diary.sample_week.add(me)
    diary.people.edit(me, takes_vka=True, name="W" * 80)
    first_day, _ = diary.entries.span(me)
    for path, name in PAGES.items():
        page.set_viewport_size(DESK)
        goto(page, urljoin(page.url, path if path != "/" else f"/?day={first_day}"))
        settle(page)
        assert name in page.get_by_role("heading", level=1).inner_text()
        found |= {(path, *one): nodes for one, nodes in violations(page).items()}
        assert fits_a_phone(page), path
        assert page.locator(".st-key-person-bar").bounding_box()["height"] < 70
    assert found == {}
