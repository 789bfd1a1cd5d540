"""The page "My foods": own foods, recipes, supplements and saved meals, made and changed."""

import pytest

from estimator.foods.items import Portion
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from estimator.views.shared.spans import date_words
from tests.app.as_read import as_read

PAGE = "app_pages/my_foods.py"
SLICE = Portion("slice", 25.0, "own", "")
HOSTILE = [
    "<script>alert(1)</script>",
    "**bold** [x](https://example.org) $a$",
    "=1+1",
    "# heading",
    "شوكولاتة",
    "🧀🧀",
    "x" * 80,
]


@pytest.fixture
def page(app):
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


@pytest.fixture
def me(page, diary):
    return diary.people.all()[0].id


def labelled(widgets, label):
    return next(widget for widget in widgets if widget.label == label)


def labels(widgets):
    return [widget.label for widget in widgets]


def click(page, label, place=0):
    buttons = [button for button in page.button if as_read(button.label) == label]
    buttons[place].click().run()
    assert not page.exception


def type_in(page, **fields):
    for label, text in fields.items():
        labelled([*page.text_input, *page.text_area], label).input(text)


def shown(page):
    parts = [*page.markdown, *page.caption, *page.success, *page.error, *page.info, *page.warning]
    return as_read("\n".join(part.value for part in parts))


def cheese(name="Cheese", **given):
    return OwnFood(name=name, group="cheese", **{"contents": {}, "portions": (SLICE,), **given})


def new_food(page, name="Farm cheese", **fields):
    click(page, "New food")
    labelled(page.selectbox, "Food group").select("cheese")
    type_in(page, Name=name, **fields)


def test_the_empty_state_says_what_can_be_done(page):
    assert "Nothing here yet" in shown(page)
    assert labels(page.header) == []


def test_an_own_food_is_typed_saved_and_typed_over_as_it_was(page, diary, me):
    new_food(page, **{"Household measures, one a line": "slice = 25 g", "Figures are per": "slice"})
    type_in(page, **{"MK-7, µg": "1,25", "MK-7 low": "0,5", "MK-7 high": "3", "MK-4, µg": "0"})
    click(page, "Save food")
    (item,) = diary.own_foods.of(me)
    assert item.definition.basis == "slice"
    assert item.definition.contents == {
        "MK4": Content(value=0.0),
        "MK7": Content(value=1.25, low=0.5, high=3.0),
    }
    assert "Saved: Farm cheese." in shown(page)
    assert "per slice (25 g)" in shown(page)

    click(page, "Edit")
    assert labelled(page.text_input, "MK-7, µg").value == "1.25"
    assert labelled(page.text_input, "MK-5, µg").value == ""
    assert "5 µg/100 g" in shown(page)
    click(page, "Save food")
    assert diary.own_foods.of(me) == [item]


@pytest.mark.parametrize(
    ("label", "typed", "words"),
    [
        ("MK-7, µg", "a lot", "MK-7: the amount 'a lot' is not a number"),
        ("MK-7, µg", "1,000", "write 1000 for thousands"),
        ("K2 total low", "3", "K2 total: the range has no value in it"),
        ("Household measures, one a line", "slice", "'slice' has no weight"),
        ("Figures are per", "barrel", "is no measure of the food"),
        ("Density, g/ml (if poured)", "0", "Density: the amount '0' is zero"),
        ("Name", " ", "The name has 1 to 80 characters"),
    ],
)
def test_what_cant_be_used_is_told_and_nothing_typed_is_lost(page, diary, me, label, typed, words):
    new_food(page, **{"MK-4, µg": "7,5"})
    type_in(page, **{label: typed})
    click(page, "Save food")
    assert words in shown(page)
    assert diary.own_foods.of(me) == []
    assert labelled([*page.text_input, *page.text_area], label).value == typed
    assert labelled(page.text_input, "MK-4, µg").value == "7,5"


def test_a_food_without_a_group_is_told_so(page):
    click(page, "New food")
    click(page, "Save food")
    assert "Food group: none is chosen" in shown(page)


def test_a_food_can_start_from_another(page, diary, me):
    click(page, "New food")
    labelled(page.selectbox, "Start from an existing food").select("cheese-camembert").run()
    assert labelled(page.selectbox, "Food group").value == "cheese"
    assert labelled(page.text_input, "K2 total, µg").value
    type_in(page, Name="Camembert of the market")
    click(page, "Save food")
    (item,) = diary.own_foods.of(me)
    assert item.definition.copied_from == "cheese-camembert"
    assert "MK9" in item.definition.contents


def test_a_profile_splits_a_total(page, diary, me):
    new_food(page, **{"K2 total, µg": "60"})
    labelled(page.selectbox, "Split the total like").select("gouda")
    click(page, "Save food")
    assert diary.own_foods.of(me)[0].definition.profile_id == "gouda"
    assert "MK-9" in shown(page)


def recipe(page, text, name="Bake", servings="2"):
    type_in(page, Name=name, Servings=servings, **{"Ingredients, one a line": text})
    page.run()


def test_a_recipe_is_read_shown_and_saved(page, diary, me):
    click(page, "New recipe")
    recipe(page, "2 eggs\n40 g aged gouda\n1,5 packs natto")
    assert "**Natto** 1.5 packs (60 g)" in shown(page)
    assert "per serving (100 g)" in shown(page)
    assert list(page.dataframe[0].value["Form"])[-1] == "K2 total"
    click(page, "Save recipe")
    (item,) = diary.own_foods.of(me)
    assert [part.quantity for part in item.definition.ingredients] == [100.0, 40.0, 60.0]
    assert item.definition.servings == 2
    assert "per serving (100 g)" in shown(page)


def test_what_was_typed_is_there_after_a_look_at_another_page(page):
    click(page, "New recipe")
    recipe(page, "2 eggs")
    page.switch_page("app_pages/about.py").run()
    page.switch_page(PAGE).run()
    assert labelled(page.text_input, "Name").value == "Bake"
    assert labelled(page.text_area, "Ingredients, one a line").value == "2 eggs"


def test_a_line_that_isnt_understood_keeps_a_recipe_from_being_saved(page, diary, me):
    click(page, "New recipe")
    recipe(page, "2 eggs\n3 g qqqqqqqq")
    click(page, "Save recipe")
    assert "Not understood: “3 g qqqqqqqq”" in shown(page)
    assert diary.own_foods.of(me) == []
    assert labelled(page.text_area, "Ingredients, one a line").value == "2 eggs\n3 g qqqqqqqq"


def test_nothing_is_saved_that_was_not_shown(page, diary, me):
    click(page, "New recipe")
    type_in(page, Name="Bake", **{"Ingredients, one a line": "2 eggs"})
    click(page, "Save recipe")
    assert "Look below at what was understood" in shown(page)
    assert diary.own_foods.of(me) == []
    click(page, "Save recipe")
    assert len(diary.own_foods.of(me)) == 1


@pytest.mark.parametrize(("label", "typed"), [("Servings", "many"), ("Cooked weight, g", "-1")])
def test_a_number_of_a_recipe_that_cant_be_read_names_its_field(page, diary, me, label, typed):
    click(page, "New recipe")
    recipe(page, "2 eggs")
    type_in(page, **{label: typed})
    click(page, "Save recipe")
    assert f"{label.removesuffix(', g')}: the amount '{typed}'" in page.error[0].value.replace(
        "\\", ""
    )
    assert diary.own_foods.of(me) == []


def test_an_edited_recipe_is_a_new_version_and_past_entries_can_be_updated(page, diary, me):
    parts = [("natto", "1", "pack"), ("egg-unspecified", "1", "egg")]
    first = diary.own_foods.save_recipe(me, "Bowl", parts, servings=1.0)
    today = diary.people.today(me)
    diary.entries.log(me, date=today, item_id=first.item_id, amount="1", unit="serving")
    page.run()
    click(page, "Edit")
    labelled(page.text_input, "Amount of Natto").input("2").run()
    click(page, "Take out", 1)
    click(page, "Save recipe")
    (second,) = diary.own_foods.of(me)
    assert [(p.item_id, p.amount) for p in second.definition.ingredients] == [("natto", 2.0)]
    assert diary.entries.of(me)[0].item_id == first.item_id
    assert f"1 past entry ({date_words(today)}) is of an older version" in shown(page)

    click(page, "Also update past entries")
    assert diary.entries.of(me)[0].item_id == second.item_id
    assert "Updated: 1 past entry." in shown(page)
    assert "older version" not in shown(page)
    click(page, "Undo: Bowl updated")
    assert diary.entries.of(me)[0].item_id == first.item_id


def test_a_recipe_in_itself_is_refused_with_a_sentence(page, diary, me):
    inner = diary.own_foods.save_recipe(me, "Sauce", [("natto", "1", "pack")])
    diary.own_foods.save_recipe(me, "Pasta dish", [(inner.item_id, "50", "g")])
    page.run()
    assert "Also used in: Pasta dish." in shown(page)
    click(page, "Edit", 1)
    type_in(page, **{"More ingredients, one a line": "20 g pasta dish"})
    page.run()
    click(page, "Save recipe")
    assert "Sauce can't have Pasta dish in it" in shown(page)
    assert [item.version for item in diary.own_foods.of(me)] == [1, 1]


def test_a_supplement_is_saved_and_warns_who_takes_an_antagonist(page, diary, me):
    diary.people.edit(me, takes_vka=True)
    click(page, "New supplement")
    assert any("15 healthy volunteers" in warning.value for warning in page.warning)
    type_in(page, Name="Drops", **{"MK-7, µg": "0,025 mg"})
    labelled(page.selectbox, "Unit").select("drop")
    click(page, "Save supplement")
    (item,) = diary.own_foods.of(me)
    assert item.definition == OwnSupplement(name="Drops", unit_name="drop", dose_ug={"MK7": 25.0})
    assert "25 µg MK-7 per drop, by label" in shown(page)
    assert any("15 healthy volunteers" in warning.value for warning in page.warning)


def test_nobody_else_is_warned(page, diary, me):
    diary.own_foods.save(me, OwnSupplement(name="Drops", unit_name="drop", dose_ug={"MK7": 25.0}))
    page.run()
    assert not page.warning


def test_international_units_are_refused(page, diary, me):
    click(page, "New supplement")
    type_in(page, Name="Drops", **{"MK-7, µg": "400 IU"})
    click(page, "Save supplement")
    assert "MK-7: vitamin K is not measured in international units" in shown(page)
    assert diary.own_foods.of(me) == []


def test_generic_supplements_are_listed(page):
    assert "Vitamin K2 MK-7 supplement, 45 µg: 45 µg MK-7 per capsule" in shown(page)


def test_a_saved_meal_is_renamed_changed_and_deleted(page, diary, me):
    today = diary.people.today(me)
    entries = [
        diary.entries.log(me, date=today, item_id="natto", amount="1", unit="pack"),
        diary.entries.log(me, date=today, item_id="egg-unspecified", amount="2", unit="egg"),
    ]
    diary.meals.save(me, "Breakfast", [entry.id for entry in entries])
    page.run()
    click(page, "Edit")
    type_in(page, Name="Quick breakfast", **{"Amount of Natto": "0,5"})
    click(page, "Take out", 1)
    click(page, "Save meal")
    (meal,) = diary.meals.of(me)
    assert meal.name == "Quick breakfast"
    assert [(one.item_id, one.amount) for one in meal.items] == [("natto", 0.5)]
    click(page, "Delete")
    assert diary.meals.of(me) == []
    click(page, "Undo: Quick breakfast deleted (saved meal)")
    assert diary.meals.of(me) == [meal]


def test_a_meal_with_nothing_in_it_is_refused(page, diary, me):
    entry = diary.entries.log(
        me, date=diary.people.today(me), item_id="natto", amount="1", unit="pack"
    )
    diary.meals.save(me, "Breakfast", [entry.id])
    page.run()
    click(page, "Edit")
    click(page, "Take out")
    click(page, "Save meal")
    assert "A saved meal has at least one item" in shown(page)
    assert len(diary.meals.of(me)[0].items) == 1


def test_remove_and_undo(page, diary, me):
    diary.own_foods.save(me, cheese())
    page.run()
    click(page, "Remove")
    assert diary.own_foods.of(me) == []
    assert "Removed: Cheese." in shown(page)
    click(page, "Undo: Cheese taken off your foods")
    assert len(diary.own_foods.of(me)) == 1


def test_cancel_drops_what_was_typed(page, diary, me):
    new_food(page)
    click(page, "Cancel")
    assert diary.own_foods.of(me) == []
    assert labels(page.text_input) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_shown_as_text(page, diary, me, name):
    own = diary.own_foods.save(me, cheese(name))
    diary.own_foods.save_recipe(me, f"Z {name}"[:80], [(own.item_id, "1", "slice")])
    page.run()
    assert not page.exception
    assert f"**{name}**" in shown(page)
    raw = "\n".join(part.value for part in page.markdown)
    assert "<script>" not in raw
    assert "](https" not in raw
    click(page, "Edit", 1)
    assert any(label.endswith("🧀") or "Amount of" in label for label in labels(page.text_input))
    click(page, "Cancel")
    click(page, "Edit")
    assert labelled(page.text_input, "Name").value == name


def test_an_address_opens_a_form_with_a_name(launch, diary):
    diary.people.first()
    at = launch(PAGE, new="food", name="Oma's cheese")
    assert labelled(at.text_input, "Name").value == "Oma's cheese"
    assert "new" not in at.query_params


def test_a_name_in_the_address_is_cut_to_what_a_name_may_be(launch, diary):
    diary.people.first()
    at = launch(PAGE, new="food", name="<b>" * 1000)
    assert len(labelled(at.text_input, "Name").value) == 80


@pytest.mark.parametrize("asked", ["meal", "<script>", ""])
def test_an_address_that_asks_for_no_form_is_passed_over(app, asked):
    app.query_params["new"] = asked
    app.switch_page(PAGE).run()
    assert not app.exception
    assert labels(app.button)[:3] == ["New food", "New recipe", "New supplement"]


def test_another_person_sees_nothing_of_it(page, diary, me):
    diary.own_foods.save(me, cheese())
    other = diary.people.add("Bo").id
    assert diary.own_foods.of(other) == []
