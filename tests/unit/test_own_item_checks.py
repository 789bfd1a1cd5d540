"""What an own food, supplement or recipe may be."""

import math
from dataclasses import replace

import pytest

from estimator.components import FORMS, K2_TOTAL, PHYLLOQUINONE
from estimator.diary.own_item_checks import checked_definition
from estimator.errors import InputError
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnSupplement, Recipe
from estimator.foods.table import food_table

GROUPS = {food.group for food in food_table().foods.values()}
SLICE = Portion("slice", 20.0, "own", "")
CHEESE = OwnFood(
    name="Farm cheese",
    group="cheese",
    contents={"MK4": Content(value=10.0), K2_TOTAL: Content(value=60.0, low=40.0, high=90.0)},
    portions=(SLICE,),
)
DROPS = OwnSupplement(name="My drops", unit_name="drop", dose_ug={"MK7": 25.0})
BUTTER = Ingredient(item_id="butter", amount=10.0, unit="g", quantity=10.0)
DISH = Recipe(name="Dish", ingredients=(BUTTER, BUTTER), yield_g=15.0, servings=2.0)


def checked(definition):
    return checked_definition(definition, GROUPS)


def refused(definition, words):
    with pytest.raises(InputError, match=words) as caught:
        checked(definition)
    assert len(str(caught.value)) < 500


def measured(*portions, **values):
    return replace(CHEESE, portions=tuple(Portion(*one, "own", "") for one in portions), **values)


@pytest.mark.parametrize("definition", [CHEESE, DROPS, DISH], ids=lambda one: one.name)
def test_a_good_one_stays_as_it_is(definition):
    assert checked(definition) == definition


def test_names_are_tidied():
    food = checked(measured(("  big   slice ", 30.0), name=" Farm\n cheese ", basis="big  slice"))
    assert (food.name, food.basis, food.basis_g) == ("Farm cheese", "big slice", 30.0)
    drops = checked(replace(DROPS, name="  My  drops", unit_name=" big\tdrop "))
    assert (drops.name, drops.unit_name) == ("My drops", "big drop")
    assert checked(replace(DISH, name=" Dish ")) == DISH


@pytest.mark.parametrize("definition", [CHEESE, DROPS, DISH], ids=lambda one: one.name)
@pytest.mark.parametrize("name", ["", " \t ", "\0", "x" * 81, "x" * 1_000_000])
def test_a_name_has_1_to_80_characters(definition, name):
    refused(replace(definition, name=name), "The name has 1 to 80 characters")


@pytest.mark.parametrize("food_id", food_table().foods)
def test_every_food_of_the_table_can_be_the_start_of_ones_own(food_id):
    food = food_table().foods[food_id]
    own = OwnFood(
        name=f"My {food.name}"[:80],
        group=food.group,
        contents={},
        portions=food.portions,
        density_g_per_ml=food.density_g_per_ml,
        copied_from=food_id,
    )
    assert checked(own).portions == food.portions


class TestFoods:
    @pytest.mark.parametrize("group", ["", "recipes", "Cheese", "x" * 1_000_000])
    def test_the_group_is_one_of_the_table(self, group):
        refused(replace(CHEESE, group=group), "no food group. Choose one of .*cheese")

    @pytest.mark.parametrize("wrong", [0.0, -1.0, 5000.1, math.nan, math.inf, 1e-300])
    def test_a_measure_weighs_something(self, wrong):
        refused(measured(("slice", wrong)), "The weight of 'slice' can't be")

    @pytest.mark.parametrize(
        "name", ["g", "grams", "kg", "oz", "mg", "µg", "mcg", "IU", "i.e.", "100 g", "100 G"]
    )
    def test_no_measure_goes_by_the_name_of_a_unit(self, name):
        refused(measured((name, 50.0)), "unit of its own")

    @pytest.mark.parametrize("name", ["cup", "tablespoons", "fl oz"])
    def test_a_volume_may_be_weighed(self, name):
        """As in the food table, where a cup of milk is the cup that was weighed."""
        assert checked(measured((name, 150.0))).portions[0].amount_g == 150.0

    @pytest.mark.parametrize(
        ("first", "second"), [("slice", "Slices"), ("cup", "cups"), ("serving", "portion")]
    )
    def test_two_measures_never_share_a_name(self, first, second):
        refused(measured((first, 20.0), (second, 30.0)), f"The measure '{second}' is there already")

    @pytest.mark.parametrize("name", ["()", ".", ","])
    def test_a_measure_can_be_written(self, name):
        refused(measured((name, 20.0)), "no letters")

    @pytest.mark.parametrize("name", ["", "\0", "x" * 41])
    def test_a_measure_has_1_to_40_characters(self, name):
        refused(measured((name, 20.0)), "A measure has 1 to 40 characters")

    def test_measures_are_few_enough_to_choose_from(self):
        refused(measured(*((f"piece {n}", 1.0 + n) for n in range(31))), "up to 30 measures")

    @pytest.mark.parametrize("basis", ["", "wheel", "100g", "x" * 1_000_000])
    def test_contents_are_per_100_g_or_a_measure(self, basis):
        refused(replace(CHEESE, basis=basis), "no measure of the food")

    @pytest.mark.parametrize("wrong", [0.0, -0.0, 0.09, 3.1, -1.0, math.nan, math.inf])
    def test_the_density_is_one_of_food(self, wrong):
        refused(replace(CHEESE, density_g_per_ml=wrong), "density .* can't be right")

    @pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf, -math.inf, 1e9])
    @pytest.mark.parametrize("place", ["value", "low", "high"])
    def test_contents_are_numbers_from_0_on(self, place, wrong):
        figures = {"value": 5.0, "low": 1.0, "high": 9.0} | {place: wrong}
        refused(replace(CHEESE, contents={"MK4": Content(**figures)}), "MK-4: .* can't be right")

    def test_nothing_holds_more_than_itself(self):
        most = {"MK4": Content(value=1e6 * 20)}
        assert checked(replace(CHEESE, basis="slice", contents=most)).contents == most
        refused(
            replace(CHEESE, basis="slice", contents={"MK4": Content(value=1e6 * 20 + 1)}),
            "0 to 20,000,000 µg",
        )

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (Content(value=5.0, low=1.0), "needs both ends"),
            (Content(value=5.0, high=9.0), "needs both ends"),
            (Content(value=5.0, low=6.0, high=9.0), "outside its range 6 to 9 µg"),
            (Content(value=5.0, low=1.0, high=4.0), "outside its range 1 to 4 µg"),
            (Content(value=5.0, low=9.0, high=1.0), "outside its range"),
        ],
    )
    def test_a_range_holds_the_value(self, content, words):
        refused(replace(CHEESE, contents={"MK7": content}), f"MK-7: .*{words}")

    @pytest.mark.parametrize("name", ["MK-4", "mk4", "K2", "", "x" * 1_000_000])
    def test_components_go_by_their_tags(self, name):
        refused(replace(CHEESE, contents={name: Content(value=1.0)}), "no component. Use one of")

    def test_blank_is_unknown_and_zero_is_zero(self):
        contents = {"MK4": Content(value=0.0), PHYLLOQUINONE: Content(value=0.0)}
        assert checked(replace(CHEESE, contents=contents)).contents == contents
        assert checked(replace(CHEESE, contents={})).contents == {}

    def test_forms_never_add_up_to_more_than_their_total(self):
        forms = dict.fromkeys(FORMS, Content(value=10.0))
        refused(
            replace(CHEESE, contents={**forms, K2_TOTAL: Content(value=100.0)}), "add up to 110"
        )
        rounded = {**forms, K2_TOTAL: Content(value=105.0)}
        assert checked(replace(CHEESE, contents=rounded)).contents == rounded

    def test_a_profile_needs_a_total_and_is_one_of_the_table(self):
        split = replace(CHEESE, profile_id="mesophilic-semi-hard")
        assert checked(split) == split
        refused(replace(split, contents={}), "no K2 total is given")
        for unknown in ("cheddarish", "x" * 1_000_000):
            refused(replace(CHEESE, profile_id=unknown), "no profile of a K2 total")


class TestSupplements:
    @pytest.mark.parametrize("unit", ["g", "mg", "µg", "mcg", "ug", "IU", "ie"])
    def test_a_unit_is_none_of_mass(self, unit):
        """ "2 mcg" would be two units of it, of 25 µg each."""
        refused(replace(DROPS, unit_name=unit), "is no unit of a supplement")

    @pytest.mark.parametrize("unit", ["()", "."])
    def test_a_unit_can_be_written(self, unit):
        refused(replace(DROPS, unit_name=unit), "is no unit of a supplement")

    @pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf, 1e9, 1e-300])
    def test_a_dose_is_above_zero(self, wrong):
        refused(replace(DROPS, dose_ug={"MK7": wrong}), "MK-7 per drop can't be")

    @pytest.mark.parametrize("doses", [{}, {"MK7": 0.0}, {"MK7": -0.0}])
    def test_it_holds_something(self, doses):
        refused(replace(DROPS, dose_ug=doses), "holds something")

    def test_a_form_with_none_of_it_is_left_out(self):
        assert checked(replace(DROPS, dose_ug={"MK7": 25.0, "MK4": 0.0})) == DROPS

    @pytest.mark.parametrize("name", [K2_TOTAL, "MK-7", "", "x" * 1_000_000])
    def test_it_is_of_forms(self, name):
        refused(replace(DROPS, dose_ug={name: 25.0}), "can't be the content of a supplement")


class TestRecipes:
    @pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf, 1e9, 1e-300])
    def test_yield_and_servings_are_above_zero(self, wrong):
        refused(replace(DISH, yield_g=wrong), "The cooked weight can't be")
        refused(replace(DISH, servings=wrong), "The number of servings can't be")

    def test_a_dish_never_weighs_next_to_nothing(self):
        """0.8 for 0.8 kg would make everything in it a thousand times as strong."""
        big = replace(BUTTER, quantity=800.0)
        refused(
            replace(DISH, ingredients=(big,), yield_g=0.8),
            "The cooked weight of 0.8 g .* 800 g that go in",
        )
        assert checked(replace(DISH, ingredients=(big,), yield_g=8.0)).weight_g == 8.0

    def test_both_may_be_left_out(self):
        plain = checked(replace(DISH, yield_g=None, servings=None))
        assert plain.weight_g == 20.0

    @pytest.mark.parametrize("count", [0, 101])
    def test_it_has_1_to_100_ingredients(self, count):
        refused(replace(DISH, ingredients=(BUTTER,) * count, yield_g=None), f"this one has {count}")
