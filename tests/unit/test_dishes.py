"""Dishes that stand in the food data as recipes: taken apart in the diary, told on their page."""

import math
import re
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS, FORMS, REGIONS
from estimator.composition.dish_cells import with_dishes
from estimator.composition.dishes import dishes_table, recipe_of
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.composition.table import composition_matrix, composition_table
from estimator.foods.own_items import Ingredient, OwnItem, Recipe
from estimator.foods.table import food_table
from estimator.insight.what_if import change_by_item, change_of_week
from estimator.views.foods import known
from estimator.views.foods.food import food_lines, form_rows

DISHES = sorted(dishes_table()["food_id"].unique())
MATRIX = composition_matrix("world")
NONE = dict.fromkeys((*FORMS, "VITK2"), (0.0, 0.0, 1.1, "measured", "b", 2))
CELLS = {
    "milk": NONE
    | {
        "MK4": (2.0, 0.5, 4.1, "measured", "a;b", 3),
        "MK9": (4.0, 0.9, 9.0, "predicted", "", 0),
        "VITK2": (6.0, 0.7, 14.0, "predicted", "a;b", 3),
    },
    "coffee": NONE | {"MK8": (math.nan, math.nan, math.nan, "unknown", "", 0)},
    "water": dict.fromkeys((*FORMS, "VITK2"), (0.0, 0.0, 0.0, "assumed_zero", "", 0)),
    "latte": {},
}
RECIPE = pd.DataFrame(
    [("latte", "milk", 60.0, 0.8), ("latte", "coffee", 20.0, 0.8), ("latte", "water", 20.0, 0.8)],
    columns=["food_id", "ingredient_id", "grams", "yield_factor"],
)


def invented():
    unknown = (math.nan, math.nan, math.nan, "unknown", "", 0)
    rows = []
    for food, cells in CELLS.items():
        for tag in COMPONENTS:
            value, sd, high, status, sources, readings = cells.get(tag, unknown)
            n = len(sources.split(";")) if sources else 0
            rows.append(("world", food, tag, value, sd, 0.0, high, status, readings, n, sources))
    return pd.DataFrame(
        rows,
        columns=[
            "region",
            "food_id",
            "component",
            "value_ug_per_100g",
            "sd_log",
            "low_ug_per_100g",
            "high_ug_per_100g",
            "status",
            "n_readings",
            "n_sources",
            "source_ids",
        ],
    )


def log(*rows):
    return pd.DataFrame(rows, columns=["date", "item", "quantity"])


def test_the_cells_of_a_dish_are_its_ingredients():
    made = with_dishes(invented(), RECIPE)
    assert made[["food_id", "component"]].equals(invented()[["food_id", "component"]])
    latte = made[made["food_id"] == "latte"].set_index("component")
    # 60 g of milk in 80 g of the finished dish.
    assert latte["value_ug_per_100g"][["MK4", "MK9", "VITK2"]].tolist() == [1.5, 3.0, 4.5]
    assert latte["sd_log"][["MK4", "MK9"]].tolist() == pytest.approx([0.5, 0.9])
    status = latte["status"][["MK4", "MK9", "VITK2"]].tolist()
    assert status == ["measured", "predicted", "predicted"]
    assert (latte["source_ids"]["MK4"], latte["n_readings"]["MK4"]) == ("a;b", 5)
    # Nobody looked for MK-8 in the coffee: a floor. What may hide in both may be in the dish.
    assert (latte["status"]["MK8"], latte["value_ug_per_100g"]["MK8"]) == ("partial", 0.0)
    assert latte["status"]["MK7"] == "measured"
    # It seldom hides in both at once, so the two are added in quadrature.
    hidden = 1.1 * math.hypot(60, 20) / 80
    assert latte["high_ug_per_100g"]["MK7"] == pytest.approx(hidden)
    assert latte["status"]["VITK1"] == "unknown"
    others = made["food_id"] != "latte"
    pd.testing.assert_frame_equal(made[others], invented()[others])


def test_ingredients_that_share_an_error_are_less_sure_together():
    recipe = RECIPE.replace({"ingredient_id": {"coffee": "cream"}})
    table = invented().replace({"food_id": {"coffee": "cream"}})
    cream = (table["food_id"] == "cream") & (table["component"] == "MK4")
    table.loc[cream, ["value_ug_per_100g", "sd_log"]] = (8.0, 0.5)
    shared = pd.DataFrame(
        [("world", food, "MK4", "laboratory", 0.4) for food in ("milk", "cream")],
        columns=["region", "food_id", "component", "effect", "sd_log"],
    )
    alone, kin = (
        with_dishes(table, recipe, errors).set_index(["food_id", "component"])
        for errors in (None, shared)
    )
    cell = ("latte", "MK4")
    assert kin.loc[cell, "value_ug_per_100g"] == alone.loc[cell, "value_ug_per_100g"]
    assert kin.loc[cell, "sd_log"] > alone.loc[cell, "sd_log"] * 1.1


def test_a_dish_in_the_diary_is_its_ingredients():
    matrix = CompositionMatrix.from_frame(invented(), dishes=RECIPE)
    eaten = log(("2026-02-10", "latte", 160.0), ("2026-02-10", "milk", 50.0))
    dish = estimate(eaten, composition=matrix)
    apart = estimate(
        log(
            ("2026-02-10", "milk", 120.0 + 50.0),
            ("2026-02-10", "coffee", 40.0),
            ("2026-02-10", "water", 40.0),
        ),
        composition=matrix,
    )
    pd.testing.assert_frame_equal(dish.intake, apart.intake)
    names = dish.contributions(["VITK2"])["item"].tolist()
    assert names == ["milk", "latte"]
    assert dish.contributions(["VITK2"], apart=True)["item"].tolist() == ["milk", "coffee", "water"]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("dish", DISHES)
def test_the_table_agrees_with_the_recipe(region, dish):
    """What is read in composition.csv is what the diary counts, to the digits that are written."""
    rows = composition_table()
    table = CompositionMatrix.from_frame(rows[rows["region"] == region])
    matrix = composition_matrix(region)
    row = matrix.row_of[dish]
    np.testing.assert_allclose(table.mean[row], matrix.mean[row], rtol=1e-3)
    np.testing.assert_allclose(table.variance[row], matrix.variance[row], rtol=5e-3)
    for shown, counted in zip(
        table.range_of(row, slice(None), 100.0),
        matrix.range_of(row, slice(None), 100.0),
        strict=True,
    ):
        np.testing.assert_allclose(shown, counted, rtol=5e-3, atol=1e-6)
    assert (table.known[row] == matrix.known[row]).all()


def test_a_recipe_of_ones_own_may_have_a_dish_of_the_table():
    mine = Recipe(
        name="breakfast",
        ingredients=(
            Ingredient(item_id="coffee-latte", amount=200, unit="g", quantity=200.0),
            Ingredient(item_id="butter", amount=10, unit="g", quantity=10.0),
        ),
    )
    item = OwnItem(
        id=1,
        profile_id=1,
        key="breakfast-1",
        version=1,
        definition=mine,
        removed=False,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    matrix = personal_matrix(MATRIX, [item])
    mixed = estimate(log(("2026-02-10", "breakfast-1-v1", 210.0)), composition=matrix)
    apart = estimate(
        log(("2026-02-10", "coffee-latte", 200.0), ("2026-02-10", "butter", 10.0)),
        composition=matrix,
    )
    pd.testing.assert_frame_equal(mixed.intake, apart.intake)


def test_a_change_takes_dishes_apart():
    before = log(("2026-02-10", "milk-whole", 75.0)).assign(person="")
    after = log(("2026-02-10", "coffee-latte", 100.0)).assign(person="")
    change = change_of_week(before, after, MATRIX).set_index("component")
    assert change.loc["MK4", "change_ug"] == pytest.approx(0.0, abs=1e-9)
    assert change_by_item(before, after, MATRIX)["item"].tolist() == ["coffee"]


@pytest.mark.parametrize("dish", DISHES)
def test_the_page_says_what_a_dish_is_made_of_and_who_says_so(dish):
    lines = "\n".join(food_lines(food_table().foods[dish]))
    assert "A recipe, by weight: " in lines
    for ingredient in recipe_of(dish)["ingredient_id"]:
        assert food_table().foods[ingredient].name in lines
    sources = set(recipe_of(dish)["source_id"])
    assert "assumption" not in sources or re.search(r"assum|our weight", lines)
    assert ("http" in lines) == (sources != {"assumption"})
    how = form_rows(food_table().foods[dish], "world").set_index("Form")["How known"]
    assert how["MK-4"].startswith("from its ingredients, mostly ")


def test_shares_are_told_of_the_finished_dish():
    latte = recipe_of("coffee-latte").set_index("ingredient_id")["share"]
    assert latte.to_dict() == {"milk-whole": 0.75, "coffee": 0.25}
    assert recipe_of("natto").empty
    assert known.dish_recipe_lines("natto") == []


def test_a_predicted_cell_names_the_foods_it_was_predicted_from():
    cells = pd.DataFrame({"component": ["MK4", "MK13"], "status": ["predicted", "predicted"]})
    words = known.how_known("salmon-farmed-cooked", cells, "world")
    assert words[0].startswith("predicted from ")
    assert "such as " in words[0]
    assert "Salmon, farmed, cooked" not in words[0]
    # Nobody ever looked for it in a food of the kind.
    assert words[1] == "predicted from foods like it"


def test_a_liver_says_where_one_laboratory_alone_looked():
    """Ranges of organ meats hold less than they should, so who reads them is told why."""
    calf = form_rows(food_table().foods["liver-calf-raw"], "world").set_index("Form")["How known"]
    assert calf["MK-8"].endswith(", by one laboratory")
    cheddar = form_rows(food_table().foods["cheese-cheddar"], "world")["How known"]
    assert not cheddar.str.contains("laboratory").any()
