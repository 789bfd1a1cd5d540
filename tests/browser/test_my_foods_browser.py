"""My foods in a real browser: made, typed over, logged, and read by everybody."""

import re

import pytest
from playwright.sync_api import expect

from estimator.foods.items import Portion
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from tests.browser.access import fits_a_phone, violations
from tests.browser.conftest import DESK
from tests.browser.signs import settle, still

pytestmark = pytest.mark.browser

PAGE = "/kitchen"
HOSTILE = "<script>alert(1)</script> **b** =1+1 🧀 שוקולד"


def button(page, name, place=0):
    return page.get_by_role("button", name=name, exact=True).nth(place)


@pytest.fixture
def me(diary):
    return diary.people.first().id


@pytest.fixture
def filled(diary, me):
    """A diary with one item of each kind."""
    slices = (Portion("slice", 25.0, "own", ""),)
    cheese = diary.own_foods.save(
        me,
        OwnFood(
            name=HOSTILE,
            group="cheese",
            contents={"MK7": Content(value=1.25, low=0.5, high=3.0)},
            basis="slice",
            portions=slices,
        ),
    )
    parts = [(cheese.item_id, "2", "slice"), ("natto", "1", "pack")]
    diary.own_foods.save_recipe(me, "Natto toast", parts, servings=2.0)
    diary.own_foods.save(
        me, OwnSupplement(name="K2 drops", unit_name="drop", dose_ug={"MK7": 25.0, "MK4": 100.0})
    )
    entry = diary.entries.log(
        me, date=diary.people.today(me), item_id="natto", amount="1", unit="pack"
    )
    diary.meals.save(me, "Breakfast", [entry.id])
    diary.people.edit(me, takes_vka=True)
    return diary


def test_an_own_food_is_made_with_the_keyboard(open_page, diary, me):
    page = open_page(PAGE)
    button(page, "New food").press("Enter")
    page.get_by_label("Name").fill("Farm cheese")
    page.get_by_role("combobox", name=re.compile("Food group")).press_sequentially("cheese")
    page.keyboard.press("Enter")
    page.get_by_label("MK-7, µg", exact=True).fill("12,5")
    page.keyboard.press("Enter")
    page.get_by_text("Saved: Farm cheese.").wait_for()
    (item,) = diary.own_foods.of(me)
    assert item.definition.contents == {"MK7": Content(value=12.5)}


def test_a_double_click_saves_once(open_page, diary, me):
    page = open_page(PAGE)
    button(page, "New supplement").click()
    page.get_by_label("Name").fill("Drops")
    page.get_by_label("MK-7, µg", exact=True).fill("25")
    button(page, "Save supplement").dblclick()
    page.get_by_text("25 µg MK-7 per capsule, by label").wait_for()
    still(page)
    assert [item.name for item in diary.own_foods.of(me)] == ["Drops"]
    expect(page.get_by_text("You have a Drops already")).to_have_count(0)


def test_a_recipe_is_typed_shown_saved_and_its_past_updated(open_page, diary, me):
    page = open_page(PAGE)
    button(page, "New recipe").click()
    page.get_by_label("Name").fill("Omelette")
    box = page.get_by_label("Ingredients, one a line")
    box.fill("3 eggs\n40 g aged gouda")
    page.get_by_label("Servings").fill("2")
    page.keyboard.press("Enter")
    page.get_by_text("Gouda, aged 40 g").wait_for()
    page.get_by_text("per serving (95 g)").wait_for()
    button(page, "Save recipe").click()
    page.get_by_text("Saved: Omelette.").wait_for()
    (first,) = diary.own_foods.of(me)
    diary.entries.log(
        me, date=diary.people.today(me), item_id=first.item_id, amount="1", unit="serving"
    )

    button(page, "Edit").click()
    amount = page.get_by_label("Amount of Gouda, aged")
    amount.fill("80")
    button(page, "Save recipe").click()
    page.get_by_text("1 past entry").wait_for()
    button(page, "Also update past entries").click()
    page.get_by_text("Updated: 1 past entry.").wait_for()
    (second,) = diary.own_foods.of(me)
    assert diary.entries.of(me)[0].item_id == second.item_id


def test_what_is_typed_last_is_shown_before_it_is_saved(open_page, diary, me):
    page = open_page(PAGE)
    button(page, "New recipe").click()
    page.get_by_label("Name").fill("Eggs")
    page.get_by_label("Ingredients, one a line").fill("3 eggs")
    save = button(page, "Save recipe")
    save.click()
    settle(page)
    if not diary.own_foods.of(me):
        page.get_by_text("Look below at what was understood").wait_for()
        settle(page)  # what was understood is in view
        save.click()
    page.get_by_text("Saved: Eggs.").wait_for()
    assert len(diary.own_foods.of(me)) == 1


def test_an_error_keeps_what_was_typed(open_page, diary, me):
    page = open_page(PAGE)
    button(page, "New supplement").click()
    page.get_by_label("Name").fill("Drops")
    page.get_by_label("MK-7, µg", exact=True).fill("400 IU")
    button(page, "Save supplement").click()
    page.get_by_role("alert").get_by_text("not measured in international units").wait_for()
    expect(page.get_by_label("MK-7, µg", exact=True)).to_have_value("400 IU")
    assert diary.own_foods.of(me) == []


def open_each_form(page):
    """Draw the list and each of its forms, one after another."""
    yield "list"
    for name in ("New food", "New recipe", "New supplement"):
        button(page, name).click()
        settle(page)
        yield name
        button(page, "Cancel").click()
        settle(page)
    for place in range(4):
        button(page, "Edit", place).click()
        settle(page)
        yield f"edit {place}"
        button(page, "Cancel").click()
        settle(page)


def test_every_form_has_no_violation_and_fits(open_page, filled):
    page = open_page(PAGE)
    still(page)
    found = {}
    for name in open_each_form(page):
        found |= {(name, *one): nodes for one, nodes in violations(page).items()}
        assert fits_a_phone(page), name
        page.set_viewport_size(DESK)
        still(page)
    assert found == {}


def test_a_hostile_name_is_text(open_page, filled):
    page = open_page(PAGE)
    raised = []
    page.on("dialog", lambda dialog: (raised.append(dialog.message), dialog.dismiss()))
    page.get_by_text(HOSTILE, exact=True).wait_for()
    button(page, "Edit", 1).click()
    page.get_by_label("Amount of scriptalert(1)script b 11").wait_for()
    page.get_by_text(HOSTILE, exact=True).wait_for()
    assert raised == []
