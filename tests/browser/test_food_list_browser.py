"""The list below the box: foods as one types, chosen by key, click or finger, and never logged."""

import pytest
from playwright.sync_api import expect

from tests.browser.access import violations
from tests.browser.signs import read, still

pytestmark = pytest.mark.browser


def type_in(page, text):
    box = page.get_by_label("What did you eat?")
    box.click()
    box.press_sequentially(text, delay=10)
    return box


def offered(page):
    return page.get_by_role("listbox", name="Foods").get_by_role("option")


def entries(diary):
    return diary.entries.of(diary.people.all()[0].id)


def test_foods_appear_as_one_types_and_choosing_logs_nothing(open_page, diary):
    page = open_page()
    box = type_in(page, "2 eggs, 40 g goud")
    first = offered(page).first
    expect(first).to_contain_text("Gouda")
    expect(first).to_contain_text("slice (25 g)")
    expect(first).to_contain_text("µg K2")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "food-list-0")
    name = first.locator(".name").inner_text()
    box.press("Enter")
    expect(box).to_have_value(f"2 eggs, 40 g {name}")
    expect(box).to_have_attribute("aria-expanded", "false")
    read(page, f"2 eggs, 40 g {name}")
    page.get_by_text("Enter logs 2 items.").wait_for()
    assert entries(diary) == []
    box.press("Enter")
    page.get_by_text("Added: ").first.wait_for()
    assert len(entries(diary)) == 2


def test_enter_logs_what_was_read_where_nothing_in_the_list_is_chosen(open_page, diary):
    page = open_page()
    box = type_in(page, "natto")
    offered(page).first.wait_for()
    read(page, "natto")
    page.get_by_text("Enter logs 1 item.").wait_for()
    box.press("Enter")
    page.get_by_text("Added: Natto").first.wait_for()
    assert [entry.item_id for entry in entries(diary)] == ["natto"]


def test_escape_closes_the_list_and_leaves_what_is_typed(open_page, diary):
    page = open_page()
    box = type_in(page, "chedd")
    offered(page).first.wait_for()
    box.press("ArrowDown")
    box.press("Escape")
    expect(offered(page)).to_have_count(0)
    expect(box).to_have_value("chedd")
    expect(box).to_be_focused()


def test_what_was_eaten_of_late_comes_first_and_as_it_was(open_page, diary):
    me = diary.people.all()[0].id
    day = diary.people.today(me)
    diary.entries.log(me, date=day, item_id="cheese-cheddar", amount=35, unit="g")
    page = open_page()
    box = type_in(page, "che")
    expect(offered(page).first).to_contain_text("Cheddar")
    offered(page).first.click()
    expect(box).to_have_value("35 g Cheddar")
    expect(box).to_be_focused()


def test_the_list_comes_for_what_was_typed_before_it_was_there(open_page, diary):
    page = open_page()
    late = []
    page.route("**/BidiComponent.*.js", lambda route: late.append(route))
    page.reload()
    box = type_in(page, "natt")
    late[0].continue_()
    expect(offered(page).first).to_contain_text("Natto")
    expect(box).to_be_focused()


def test_names_of_the_persons_language_and_words_after_with_are_found(open_page, diary):
    page = open_page(locale="nl-NL")
    box = type_in(page, "2 sneetjes brood met karnem")
    expect(offered(page).first).to_contain_text("uttermilk")
    box.press("ArrowUp")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value().startswith("2 sneetjes brood met ")


def test_a_button_below_the_list_stays_under_the_mouse_until_it_is_let_go(open_page, diary):
    page = open_page()
    box = type_in(page, "natto")
    read(page, "natto")
    offered(page).first.wait_for()
    still(page)
    button = page.get_by_role("button", name="Log it")
    before = button.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    expect(box).not_to_be_focused()
    still(page)
    assert button.bounding_box() == before
    page.mouse.up()
    page.get_by_text("Added:").wait_for()
    expect(offered(page)).to_have_count(0)
    assert len(entries(diary)) == 1


def test_the_list_is_accessible(open_page, diary):
    page = open_page()
    box = type_in(page, "gou")
    offered(page).first.wait_for()
    box.press("ArrowDown")
    expect(page.locator(".food-list [role=status]")).to_contain_text("Arrow down to choose")
    assert violations(page, ".st-key-box") == {}
    expect(offered(page).first).to_be_visible()


def test_on_a_phone_it_stands_above_the_box(open_page, diary):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    box = page.get_by_label("What did you eat?")
    box.tap()
    box.press_sequentially("gou", delay=10)
    offered(page).first.wait_for()
    still(page)
    above, below = offered(page).first.bounding_box(), box.bounding_box()
    assert above["y"] + above["height"] <= below["y"]
    assert above["height"] >= 44
    offered(page).first.tap()
    read(page, box.input_value())
    page.get_by_role("button", name="Log it").tap()
    page.get_by_text("Added: Gouda").first.wait_for()
