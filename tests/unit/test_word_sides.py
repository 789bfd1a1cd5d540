"""Which of two foods an amount is of, and which of two are a plate: "tea with milk (2 cups)"."""

import pytest

from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import NotUnderstood, Understood, read_words
from tests.words import eaten

SUGAR = "sugar-honey-jam"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("tea with milk (2 cups)", [("tea-black", 490), ("milk-whole", 60)]),
        ("tea with milk and sugar 1 cup", [("tea-black", 245), ("milk-whole", 30), (SUGAR, 7)]),
        ("coffee with 1 cup milk", [("coffee", 237), ("milk-whole", 244)]),
        ("coffee with milk 30 ml", [("coffee", 237), ("milk-whole", 30.9)]),
        ("tea, 200 ml (milk)", [("tea-black", 200.2), ("milk-whole", 30)]),
        ("pizza, 3 slices pepperoni", [("pizza-pepperoni", 333)]),
        ("oatmeal - 1/2 cup dry", [("porridge-oats", 40.5)]),
        ("1 c. cottage cheese 2%", [("cheese-cottage-low-fat", 226)]),
        ("1 sirloin steak 225g", [("beef-steak-cooked", 225)]),
        ("2 chicken breasts 300g", [None]),
        ("deviled eggs, 4 halves", [("egg-unspecified", 100)]),
        ("matchbox sized piece of cheddar", [("cheese-cheddar", 30)]),
    ],
)
def test_an_amount_is_of_the_food_it_is_meant_of(text, rows):
    assert eaten(text, "en-GB") == rows


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("mash with milk", ["potato-mashed"]),
        ("porridge made with water", ["porridge"]),
        ("stir fry - chicken, broccoli", ["chicken-unspecified-cooked", "broccoli"]),
        ("toast jam", ["bread-white", SUGAR]),
        ("fruit scone jam", ["scone", SUGAR]),
        ("weetabix milk", ["breakfast-cereal", "milk-whole"]),
        ("dal rice", ["lentils", "rice-white-cooked"]),
        ("strawberry jam", [SUGAR]),
    ],
)
def test_no_food_is_counted_twice_and_none_left_out(text, foods):
    assert [food for food, _ in eaten(text, "en-GB")] == foods


def test_sugar_is_not_chosen_for_a_drink_that_is_called_sweet():
    assert eaten("lassi sweet 1 glass", "en-GB") == [None]


@pytest.mark.parametrize("text", ["5 IU vitamin K2", "vitamin K2 5 IU"])
def test_k2_in_international_units_is_refused_with_the_reason(text):
    (row,) = read_words(text, food_table(), Measures())
    assert isinstance(row, NotUnderstood)
    assert "international unit" in row.reason


@pytest.mark.parametrize(
    "text", ["vitamin d3 5000 iu k2 100 mcg drops", "Vitamin D3 K2 5000 IU/100 mcg"]
)
def test_the_dose_of_d3_is_told_apart_and_said(text):
    (row,) = read_words(text, food_table(), Measures())
    assert isinstance(row, Understood)
    assert (row.item.item_id, row.quantity) == ("supplement-mk7-100", 1)
    assert "5000 IU" in row.assumed or "5000 iu" in row.assumed
