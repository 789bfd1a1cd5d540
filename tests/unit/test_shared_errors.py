"""What foods share of their errors, by hand and against many draws."""

import math

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.foods.own_items import Content, Ingredient, OwnFood, Recipe
from estimator.insight.what_if import change_of_week
from tests.unit.test_analysed import own

CELLS = {"cheddar": (20.0, 0.8), "edam": (40.0, 0.6), "egg": (25.0, 0.5)}
SHARED = [
    ("cheddar", "laboratory", 0.5),
    ("edam", "laboratory", 0.5),
    ("egg", "laboratory", 0.3),
    ("cheddar", "cheese", 0.4),
    ("edam", "cheese", 0.3),
]


def matrix(shared=SHARED):
    rows = [
        (food, tag, *((CELLS[food]) if tag == "MK4" else (0.0, 0.0)), "measured")
        for food in CELLS
        for tag in COMPONENTS
    ]
    return CompositionMatrix.from_frame(
        pd.DataFrame(
            rows, columns=["food_id", "component", "value_ug_per_100g", "sd_log", "status"]
        ),
        shared_errors=pd.DataFrame(
            [(food, "MK4", effect, sd) for food, effect, sd in shared],
            columns=["food_id", "component", "effect", "sd_log"],
        ),
    )


def eaten(**grams):
    rows = [("2026-02-10", food, amount) for food, amount in grams.items()]
    return pd.DataFrame(rows, columns=["date", "item", "quantity"])


def mk4(frame, composition):
    intake = estimate(frame, composition=composition).intake
    return intake.set_index("component").loc["MK4"]


def width(row):
    return row["high_ug"] - row["low_ug"]


def test_a_food_by_itself_has_the_range_it_had():
    for food in CELLS:
        frame = eaten(**{food: 50.0})
        assert width(mk4(frame, matrix())) == pytest.approx(width(mk4(frame, matrix([]))))


def test_two_cheeses_of_one_laboratory_are_less_sure_than_two_strangers():
    frame = eaten(cheddar=100.0, edam=50.0)
    both, strangers = mk4(frame, matrix()), mk4(frame, matrix([]))
    assert both["estimate_ug"] == strangers["estimate_ug"] == pytest.approx(40.0)
    assert width(both) > 1.1 * width(strangers)


def test_what_shares_all_its_error_is_as_sure_as_one_food():
    cells = [("cheddar", "all", 0.8), ("edam", "all", 0.6)]
    row = mk4(eaten(cheddar=100.0, edam=50.0), matrix(cells))
    deviation = 20.0 * (math.sqrt(math.expm1(0.8**2)) + math.sqrt(math.expm1(0.6**2)))
    sigma = math.sqrt(math.log1p((deviation / 40.0) ** 2))
    assert row["high_ug"] / row["low_ug"] == pytest.approx(math.exp(2 * 1.6448536 * sigma))


def test_the_range_is_that_of_many_draws():
    random = np.random.default_rng(5)
    n, grams = 400_000, {"cheddar": 100.0, "edam": 60.0, "egg": 80.0}
    effects = {name: random.standard_normal(n) for name in ("laboratory", "cheese")}
    total = np.zeros(n)
    for food, (mean, sd) in CELLS.items():
        parts = {effect: part for one, effect, part in SHARED if one == food}
        error = math.sqrt(sd**2 - sum(part**2 for part in parts.values()))
        error = error * random.standard_normal(n)
        error += sum(part * effects[effect] for effect, part in parts.items())
        total += grams[food] * mean / 100 * np.exp(error - sd**2 / 2)
    row = mk4(eaten(**grams), matrix())
    low, high = np.quantile(total, [0.05, 0.95])
    assert (row["low_ug"], row["high_ug"]) == pytest.approx((low, high), rel=0.05)


def test_a_dish_shares_what_its_ingredients_do():
    dish = Recipe(
        name="dish",
        ingredients=tuple(
            Ingredient(item_id=food, amount=50, unit="g", quantity=50.0)
            for food in ("cheddar", "edam")
        ),
    )
    made = personal_matrix(matrix(), [own(1, dish)])
    apart = mk4(eaten(cheddar=100.0, edam=50.0, egg=30.0), made)
    together = mk4(eaten(**{"dish-1-v1": 100.0, "cheddar": 50.0, "egg": 30.0}), made)
    assert width(together) == pytest.approx(width(apart))
    # By itself, too, as it is shown on its page.
    row = made.row_of["dish-1-v1"]
    variance = made.variance[row, 0] * 100**2
    alone = mk4(eaten(**{"dish-1-v1": 100.0}), made)
    sigma = math.sqrt(math.log1p(variance / alone["estimate_ug"] ** 2))
    assert alone["high_ug"] / alone["low_ug"] == pytest.approx(math.exp(2 * 1.6448536 * sigma))


def test_what_a_person_entered_has_its_errors_to_itself():
    mine = OwnFood(
        name="mine", group="cheese", contents={"MK4": Content(value=20.0, low=5.0, high=50.0)}
    )
    made = personal_matrix(matrix(), [own(1, mine)])
    assert not made.shared.loading[made.row_of["mine-1-v1"]].any()
    frame = eaten(**{"mine-1-v1": 50.0, "cheddar": 50.0})
    assert width(mk4(frame, made)) == pytest.approx(
        width(mk4(frame, personal_matrix(matrix([]), [own(1, mine)])))
    )


def test_a_swap_within_a_laboratory_is_surer_than_between_strangers():
    before = eaten(cheddar=100.0).assign(person="")
    after = eaten(edam=50.0).assign(person="")
    kin, strangers = (
        change_of_week(before, after, composition).set_index("component").loc["MK4"]
        for composition in (matrix(), matrix([]))
    )
    assert kin["change_ug"] == strangers["change_ug"] == pytest.approx(0.0)
    assert width(kin) < 0.8 * width(strangers)
