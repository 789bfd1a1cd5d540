"""The household measures of the food table, through the units a person types."""

import re
from pathlib import Path

import pandas as pd
import pytest

from estimator.foods.data_package import read_table
from estimator.foods.table import FoodTable, food_table
from estimator.measures.unit_names import MASSES, unit_name, units_of
from estimator.measures.units import CUPS, Measures

MOST_REPORTED = Path(__file__).with_name("fndds_most_reported.csv")
PLURALS = {
    "half": "halves",
    "leaf": "leaves",
    "patty": "patties",
    "pastry": "pastries",
    "cherry": "cherries",
    "strawberry": "strawberries",
    "lolly": "lollies",
    "glass": "glasses",
    "sandwich": "sandwiches",
    "peach": "peaches",
    "radish": "radishes",
    "fish": "fishes",
    "box": "boxes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "mango": "mangoes",
    "foot": "feet",
}


@pytest.fixture(scope="module")
def table() -> FoodTable:
    return food_table()


@pytest.fixture(scope="module")
def portions() -> pd.DataFrame:
    return read_table("portions")


def plural(measure: str) -> str:
    """Put the last word before a comma, bracket or "of" in the plural."""
    head, rest = re.fullmatch(r"(.*?)(\s*[,(].*| of .*|)", measure).groups()
    *others, noun = head.split(" ")
    return " ".join([*others, PLURALS.get(noun, noun if noun[-1] == "s" else f"{noun}s")]) + rest


def test_every_food_has_exactly_one_default_portion(
    table: FoodTable, portions: pd.DataFrame
) -> None:
    defaults = portions.groupby("food_id")["is_default"].sum()
    assert set(defaults.index) == set(table.foods)
    assert defaults[defaults != 1].empty


def test_no_food_has_two_measures_of_one_name(table: FoodTable) -> None:
    for food in table.foods.values():
        names = [unit_name(portion.measure) for portion in food.portions]
        assert len(set(names)) == len(names), food.food_id


def test_no_measure_hides_a_unit_of_mass(portions: pd.DataFrame) -> None:
    masses = {mass.label for mass in MASSES}
    assert not masses & {unit_name(measure) for measure in portions["measure"]}


@pytest.mark.parametrize("cup", CUPS)
def test_every_portion_resolves_to_its_weight(
    table: FoodTable, portions: pd.DataFrame, cup: str
) -> None:
    measures = Measures(cup)
    for row in portions.itertuples():
        food = table.get(row.food_id)
        for written in (row.measure, row.measure.upper(), plural(row.measure)):
            assert measures.unit_size(food, written) == row.amount_g, (row.food_id, written)


def test_portions_by_the_column_give_their_weights(portions: pd.DataFrame) -> None:
    quantity, problems = Measures().quantities(
        portions["food_id"], pd.Series(1.0, index=portions.index), portions["measure"]
    )
    assert problems == []
    assert quantity.tolist() == portions["amount_g"].tolist()


def test_a_serving_is_the_default_unless_it_has_a_weight_of_its_own(table: FoodTable) -> None:
    measures = Measures()
    for food in table.foods.values():
        own = [portion for portion in food.portions if portion.measure == "serving"]
        expected = own[0] if own else food.portions[0]
        for word in ("serving", "portion", "Portions"):
            assert measures.unit_size(food, word) == expected.amount_g, food.food_id


def test_every_food_with_a_density_can_be_poured(table: FoodTable) -> None:
    measures = Measures()
    poured = [food for food in table.foods.values() if food.density_g_per_ml is not None]
    assert poured
    for food in poured:
        assert measures.quantity(food, 100, "ml") == pytest.approx(100 * food.density_g_per_ml)


def test_every_unit_offered_can_be_used(table: FoodTable) -> None:
    measures = Measures()
    for item in table.items.values():
        for unit in units_of(item):
            assert measures.unit_size(item, unit) > 0, (item.item_id, unit)


# Brewed tea differs most: SR28 (NDB 14278) gives a cup as 245 g, its density 237 g.
TOLERANCE = 0.04


def test_weighed_cups_agree_with_the_density(table: FoodTable) -> None:
    """A cup that was weighed is about the US customary cup of the food's density."""
    cup_ml = 236.588
    for food in table.foods.values():
        weighed = [portion.amount_g for portion in food.portions if portion.measure == "cup"]
        if weighed and food.density_g_per_ml is not None:
            assert weighed[0] / cup_ml == pytest.approx(food.density_g_per_ml, rel=TOLERANCE)


def test_most_of_what_is_reported_most_has_a_weight_that_was_read(portions: pd.DataFrame) -> None:
    codes = read_table("codes").query("system == 'fndds'").drop_duplicates("code")
    codes = codes.set_index("code")["food_id"]
    reported = pd.read_csv(MOST_REPORTED, dtype="str")["food_code"][:200]
    foods = set(reported.map(codes).dropna()) - {""}
    default = portions[portions["is_default"] == 1].set_index("food_id").loc[sorted(foods)]
    assert len(default) > 100
    assert (default["source_id"] != "assumption").mean() > 0.8
