"""What an estimate rests on: analysed, borrowed, predicted. An invented table, by hand."""

import math
from datetime import UTC, datetime

import pandas as pd
import pytest

from estimator.calculation.intake import estimate, per_logged_day
from estimator.calculation.weekly import weekly_rows
from estimator.components import COMPONENTS, FORMS
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnItem, Recipe
from estimator.insight.what_if import change_of_week
from estimator.views.shared.days import basis_note, form_table, headline
from estimator.views.what_if.tables import change_sentence

UNKNOWN = (math.nan, math.nan, "unknown")
NONE = dict.fromkeys(FORMS, (0.0, 0.0, "predicted"))
FOODS = {
    # A total that was not analysed is so as far as its forms are.
    "cheddar": NONE
    | {
        "MK4": (10.0, 0.4, "measured"),
        "MK8": (5.0, 0.6, "borrowed"),
        "MK9": (25.0, 0.9, "predicted"),
        "VITK2": (40.0, 0.6, "predicted"),
    },
    # An analysed total is so but for what was filled in.
    "gouda": NONE
    | {
        "MK4": (12.0, 0.4, "measured"),
        "MK9": (30.0, 0.6, "apportioned"),
        "MK7": (2.0, 0.9, "predicted"),
        "VITK2": (50.0, 0.5, "measured"),
    },
    "potato": NONE | {"MK7": (0.1, 1.2, "predicted"), "VITK2": (0.1, 1.2, "predicted")},
    "water": dict.fromkeys((*FORMS, "VITK2"), (0.0, 0.0, "assumed_zero")),
}
MATRIX = CompositionMatrix.from_frame(
    pd.DataFrame(
        [
            (food, component, *cells.get(component, UNKNOWN))
            for food, cells in FOODS.items()
            for component in COMPONENTS
        ],
        columns=["food_id", "component", "value_ug_per_100g", "sd_log", "status"],
    )
)


def log(*rows):
    return pd.DataFrame(rows, columns=["date", "item", "quantity"])


DAY = log(
    ("2026-02-10", "cheddar", 50.0), ("2026-02-10", "gouda", 20.0), ("2026-02-10", "potato", 200.0)
)


def k2_of(estimated):
    (row,) = estimated.intake[estimated.intake["component"] == "VITK2"].to_dict("records")
    return row


def test_what_is_predicted_adds_to_the_estimate_and_nothing_is_a_floor():
    estimated = estimate(DAY, composition=MATRIX)
    k2 = k2_of(estimated)
    assert k2["estimate_ug"] == pytest.approx(20.0 + 10.0 + 0.2)
    assert k2["coverage"] == 1.0
    assert headline(estimated.intake).amount == "30.2 µg"
    assert not any(food.total_lacks for food in estimated.not_counted())


def test_the_k2_total_is_analysed_as_far_as_its_forms_are():
    # Cheddar: 10 of 40 µg; Gouda: 50 less the 2 µg that were predicted.
    estimated = estimate(DAY, composition=MATRIX)
    assert k2_of(estimated)["analysed"] == pytest.approx((5.0 + 9.6) / 30.2)
    (predicted,) = estimated.periods["predicted_ug"]
    # Cheddar: 40 less 15 µg analysed or borrowed.
    assert predicted == pytest.approx(12.5 + 0.4 + 0.2)
    forms = estimated.intake.set_index("component")["analysed"]
    assert forms[["MK4", "MK8", "MK7"]].tolist() == [1.0, 0.0, 0.0]
    assert math.isnan(forms["MK5"])


def test_the_weekly_table_tells_it_after_the_columns_it_had():
    table = weekly_rows(DAY, composition=MATRIX)
    assert table.columns[-8:-4].tolist() == [
        "data_version",
        "analysed_pct",
        "K2_predicted_ug_per_day",
        "amounts_in_range",
    ]
    (row,) = table.to_dict("records")
    assert (row["coverage_pct"], row["analysed_pct"]) == (100.0, 48.3)
    assert row["K2_predicted_ug_per_day"] == 13.1


@pytest.mark.parametrize(
    ("foods", "words"),
    [
        (
            ["cheddar", "gouda"],
            "64 % of it rests on analysed foods; the rest is taken from ",
        ),
        (
            ["potato"],
            "None of it rests on analysed foods; the rest is taken ",
        ),
        (["water"], "Supplements are counted by label"),
    ],
)
def test_in_words(foods, words):
    eaten = log(*(("2026-02-10", food, 20.0) for food in foods))
    estimated = estimate(eaten, composition=MATRIX)
    assert basis_note(headline(estimated.intake)).startswith(words)


def test_the_table_of_forms_tells_it_for_each():
    means = per_logged_day(estimate(DAY, composition=MATRIX).intake)
    told = form_table(means).set_index("Form")["Analysed"]
    assert told[["MK-4", "MK-9", "K2 total"]].tolist() == ["100 %", "32 %", "48 %"]


def test_a_recipe_rests_on_what_its_ingredients_do():
    matrix = personal_matrix(MATRIX, [own(1, TOAST), own(2, SPREAD)])
    toast = k2_of(estimate(log(("2026-02-10", "toast-1-v1", 100.0)), composition=matrix))
    assert toast["estimate_ug"] == pytest.approx(16.0 + 10.0)
    assert toast["analysed"] == pytest.approx((4.0 + 10.0) / 26.0)


def test_what_is_left_out_of_natto_is_neither():
    estimated = estimate(DAY, composition=MATRIX.without_natto())
    assert k2_of(estimated)["analysed"] == pytest.approx(14.6 / 30.2)


def test_a_change_rests_on_what_there_is_more_and_less_of():
    after = DAY.replace({"item": {"cheddar": "gouda"}})
    change = change_of_week(*(one.assign(person="") for one in (DAY, after)), MATRIX)
    k2 = change.set_index("component").loc["VITK2"]
    assert k2["analysed"] == pytest.approx((5.0 + 24.0) / (20.0 + 25.0))
    assert "64 % of what changes rests on analysed foods." in change_sentence(change, 1)


SPREAD = OwnFood(name="spread", group="cheese", contents={"VITK2": Content(value=25.0)})
TOAST = Recipe(
    name="toast",
    ingredients=(
        Ingredient(item_id="cheddar", amount=40, unit="g", quantity=40.0),
        Ingredient(item_id="spread-2-v1", amount=40, unit="g", quantity=40.0),
        Ingredient(item_id="water", amount=20, unit="g", quantity=20.0),
    ),
)


def own(number, definition):
    return OwnItem(
        id=number,
        profile_id=1,
        key=f"{definition.name}-{number}",
        version=1,
        definition=definition,
        removed=False,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
