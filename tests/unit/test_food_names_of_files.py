"""Names of foods as files have them: one food each, without an amount."""

import pytest

from estimator.foods.table import food_table
from estimator.words import Status, match_name


@pytest.mark.parametrize(
    ("name", "food_id"),
    [
        ("Milk, lowfat, 1%", "milk-low-fat-1"),
        ("Cheddar Cheese", "cheese-cheddar"),
        ("Egg, whole, cooked, fried", "egg-whole-fried"),
        ("Natto (fermented soybeans)", "natto"),
        ("Coffee with milk", "coffee-latte"),
        ("beef and vegetable stew", "beef-stew"),
        ("Hard-boiled egg", "egg-whole-boiled"),
    ],
)
def test_a_name_with_commas_numbers_and_with_is_one_food(name, food_id):
    match = match_name(name, food_table())
    assert match.item is not None
    assert match.item.item_id == food_id


def test_what_was_taken_for_granted_is_said():
    match = match_name("Bread, white, commercially prepared, toasted", food_table())
    assert match.status == Status.ASSUMED
    assert match.said


@pytest.mark.parametrize("name", ["Kerrygold zog butter", "natoo", "zog with liver", "zog liver"])
def test_a_similar_name_is_offered_and_never_taken(name):
    match = match_name(name, food_table())
    assert match.status in (Status.DOUBTFUL, Status.NOT_UNDERSTOOD)
    assert match.item is None
    assert match.reason


def test_no_name_at_all():
    match = match_name("", food_table())
    assert (match.status, match.items) == (Status.NOT_UNDERSTOOD, ())
