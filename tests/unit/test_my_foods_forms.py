"""Own foods and supplements, from what is typed to what is kept and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.components import COMPONENTS, K2_TOTAL, LABELS
from estimator.composition.own import own_food_cells
from estimator.composition.statuses import KNOWN_STATUSES
from estimator.diary.own_item_checks import checked_definition
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods.items import Portion
from estimator.foods.own_items import PER_100_G, Content, OwnFood
from estimator.foods.table import food_table
from estimator.views.foods.food import composition_of
from estimator.views.my_foods.typed_foods import (
    ContentText,
    FoodText,
    SupplementText,
    copied_food,
    food_text,
    optional_amount,
    per_100_g_words,
    read_food,
    read_supplement,
    supplement_text,
)

FOODS = PersonalFoods(food_table(), [])
GROUPS = {food.group for food in food_table().foods.values()}
CHEESE = FoodText(name="Cheese", group="cheese")


def read_content(*fields):
    return read_food(replace(CHEESE, contents={"MK7": ContentText(*fields)})).contents.get("MK7")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12.0),
        ("12,5", 12.5),
        (" 12.5 µg ", 12.5),
        ("12 mcg", 12.0),
        ("0.1 mg", 100.0),
        ("1/2", 0.5),
        ("½ mg", 500.0),
        ("0", 0.0),
        ("0,0", 0.0),
    ],
)
def test_a_content_is_read(typed, value):
    assert read_content(typed) == Content(value=value)


def test_a_blank_is_not_known_and_a_zero_is_a_figure():
    food = read_food(replace(CHEESE, contents={"MK4": ContentText(" "), "MK7": ContentText("0")}))
    assert food.contents == {"MK7": Content(value=0.0)}
    cells = own_food_cells(food)
    assert cells["MK4"].status not in KNOWN_STATUSES
    assert cells["MK7"].status in KNOWN_STATUSES


def test_a_range_is_read():
    assert read_content("12", "8", "20,5") == Content(value=12.0, low=8.0, high=20.5)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (("abc",), "MK-7: the amount 'abc' is not a number"),
        (("n/a",), "'n/a'"),
        (("-1",), "MK-7: the amount '-1' is negative"),
        (("1,000",), "write 1000 for thousands"),
        (("10 IU",), "MK-7: vitamin K is not measured in international units"),
        (("10 g",), "'g' is not a unit of a vitamin"),
        (("=1+1",), "'=1\\+1'"),
        (("<script>",), "<script>"),
        (("1", "x", "3"), "MK-7 low: "),
        (("", "1", "3"), "the range has no value in it"),
        (("9" * 41,), "not a number"),
    ],
)
def test_a_content_that_cant_be_read_names_its_field(fields, words):
    with pytest.raises(InputError, match=words):
        read_content(*fields)


@pytest.mark.parametrize(
    ("line", "measure", "grams"),
    [
        ("slice = 25 g", "slice", 25.0),
        ("slice 25", "slice", 25.0),
        ("slice: 25,5 grams.", "slice", 25.5),
        ("1 slice = 25 g", "slice", 25.0),
        ("cup, shredded = 113 g", "cup, shredded", 113.0),
        ("10 beans = 3 g", "10 beans", 3.0),
        ("tub (200 ml) = 1/2", "tub (200 ml)", 0.5),
        ("<b>plate</b> = 300", "<b>plate</b>", 300.0),
    ],
)
def test_a_measure_is_read(line, measure, grams):
    (portion,) = read_food(replace(CHEESE, measures=f"\n{line}\n\n")).portions
    assert (portion.measure, portion.amount_g) == (measure, grams)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("slice", "'slice' has no weight"),
        ("slice = heavy", "has no weight"),
        ("slice = 1 oz", "Give it in g"),
        ("slice = 1,000 g", "Weight of 'slice': the amount '1,000' is ambiguous"),
        ("slice = 0", "zero"),
    ],
)
def test_a_measure_that_cant_be_read_says_how_to_write_it(line, words):
    with pytest.raises(InputError, match=words):
        read_food(replace(CHEESE, measures=line))


@pytest.mark.parametrize("typed", ["100 g", "100g", "", "per 100 g"])
def test_contents_are_per_100_g_unless_a_measure_is_named(typed):
    assert read_food(replace(CHEESE, basis=typed)).basis == PER_100_G


@pytest.mark.parametrize("typed", ["slice", "Slices", "per slice", "1 slice"])
def test_contents_can_be_per_a_measure_and_are_told_per_100_g_beside(typed):
    text = replace(
        CHEESE, basis=typed, measures="slice = 25 g", contents={"MK7": ContentText("12")}
    )
    assert read_food(text).basis == "slice"
    assert per_100_g_words(text) == {"MK7": "48 µg/100 g"}
    assert own_food_cells(read_food(text))["MK7"].value == 48.0


def test_contents_per_100_g_have_nothing_beside():
    assert per_100_g_words(replace(CHEESE, contents={"MK7": ContentText("12")})) == {}


def test_no_group_is_told_by_the_name_of_the_field():
    with pytest.raises(InputError, match="Food group: none is chosen"):
        read_food(FoodText(name="Cheese"))


@pytest.mark.parametrize("typed", ["1,2", "1.2"])
def test_a_number_can_be_left_blank(typed):
    assert optional_amount("Density", " ") is None
    assert optional_amount("Density", typed) == 1.2
    with pytest.raises(InputError, match="Density: the amount '0' is zero"):
        optional_amount("Density", "0")


figures = (st.just(0.0) | st.floats(1e-6, 1e6)).map(lambda value: float(f"{value:.6g}"))
contents = st.dictionaries(
    st.sampled_from(COMPONENTS),
    st.lists(figures, min_size=3, max_size=3)
    .map(sorted)
    .flatmap(
        lambda three: st.sampled_from(
            [Content(value=three[1], low=three[0], high=three[2]), Content(value=three[1])]
        )
    ),
)


@given(contents, st.lists(st.floats(0.1, 4000), max_size=4), st.booleans())
def test_what_was_saved_is_typed_again_as_it_was(contents, weights, per_measure):
    portions = tuple(Portion(f"bowl {size}, full", g, "own", "") for size, g in enumerate(weights))
    basis = portions[-1].measure if portions and per_measure else PER_100_G
    food = OwnFood(
        name="Soup",
        group="mixed dishes",
        contents=contents,
        basis=basis,
        portions=portions,
        density_g_per_ml=1.03,
        profile_id="gouda",
        copied_from="natto",
    )
    assert read_food(food_text(food)) == food


@pytest.mark.parametrize("region", ["world", "US"])
def test_a_copy_of_any_food_of_the_table_holds_what_is_known_of_it(region):
    for food in food_table().foods.values():
        text = copied_food(food.food_id, FOODS, region)
        copy = checked_definition(read_food(text), GROUPS)
        assert copy.copied_from == food.food_id
        assert [p.amount_g for p in copy.portions] == [p.amount_g for p in food.portions]
        cells = own_food_cells(copy)
        rows = composition_of(food, region).set_index("component")
        for component in COMPONENTS:
            known = rows.at[component, "status"] in KNOWN_STATUSES
            if rows.at[K2_TOTAL, "status"] in KNOWN_STATUSES:
                known |= rows.at[component, "status"] == "partial"
            assert (cells[component].status in KNOWN_STATUSES) == known, (food.name, component)
            if known:
                value = rows.at[component, "value_ug_per_100g"]
                assert cells[component].value == pytest.approx(value, rel=0.006), food.name


def test_supplements_and_recipes_are_not_copied_into_a_food():
    with pytest.raises(InputError, match="Choose a food"):
        copied_food("supplement-mk7-45", FOODS, "world")


def test_a_supplement_is_read_in_micrograms_or_milligrams():
    text = SupplementText(
        name="Drops", unit_name="drop", doses={"MK7": "25", "MK4": "0,5 mg", "VITK1": " "}
    )
    supplement = read_supplement(text)
    assert supplement.dose_ug == {"MK7": 25.0, "MK4": 500.0}
    assert read_supplement(supplement_text(supplement)) == supplement


def test_a_dose_that_cant_be_read_names_its_form():
    with pytest.raises(InputError, match=f"^{LABELS['MK4']}: vitamin K is not measured in"):
        read_supplement(SupplementText(name="Drops", doses={"MK4": "400 IU"}))


def test_a_total_without_a_profile_leaves_the_forms_unknown():
    food = read_food(replace(CHEESE, contents={K2_TOTAL: ContentText("60")}))
    assert own_food_cells(food)["MK9"].status not in KNOWN_STATUSES
    split = own_food_cells(replace(food, profile_id="gouda"))
    assert split["MK9"].status == "apportioned"
