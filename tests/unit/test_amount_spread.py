"""How sure amounts are, and what it does to the range of a day."""

import math
import re

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.amount_spread import AMOUNT_SPREADS
from estimator.calculation.intake import estimate
from estimator.calculation.weekly import weekly_rows
from estimator.components import COMPONENTS, K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.errors import InputError
from estimator.measures.amount_kinds import kind_of_unit
from estimator.views.shared.uncertainty import uncertainty_words

FOODS = [f"food-{number}" for number in range(6)]


def matrix_of(contents, dishes=None):
    """Foods of which all is known but for how much was eaten: no spread in the content."""
    rows = [
        (food, tag, value if tag in ("MK9", K2_TOTAL) else 0.0, 0.0, "measured")
        for food, value in contents.items()
        for tag in COMPONENTS
    ]
    columns = ["food_id", "component", "value_ug_per_100g", "sd_log", "status"]
    return CompositionMatrix.from_frame(pd.DataFrame(rows, columns=columns), dishes=dishes)


def day(items, kind, grams=100.0):
    return pd.DataFrame(
        {"date": "2026-02-10", "item": items, "quantity": grams, "amount_kind": kind}
    )


def variation(estimated):
    """Coefficient of variation of the lognormal that the range of the K2 is of."""
    row = estimated.intake.set_index("component").loc[K2_TOTAL]
    sd = math.log(row["high_ug"] / row["low_ug"]) / (2 * 1.6448536)
    return math.sqrt(math.expm1(sd**2))


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("g", "weighed"),
        ("oz", "weighed"),
        ("", "weighed"),
        ("pack", "counted"),
        ("eggs (large)", "counted"),
        ("slice", "measured"),
        ("cup, shredded", "measured"),
        ("ml", "measured"),
    ],
)
def test_the_unit_says_how_sure_an_amount_is(unit, kind):
    assert kind_of_unit(unit) == kind


def test_a_mixed_day_in_household_measures_is_known_to_about_a_fifth():
    """Six foods that give as much each: 50 % a food is 20 % a day, as was found for nutrients."""
    got = variation(
        estimate(day(FOODS, "measured"), composition=matrix_of(dict.fromkeys(FOODS, 9.0)))
    )
    random = np.random.default_rng(1)
    sd = AMOUNT_SPREADS["measured"].sd_log
    amounts = np.exp(random.normal(-(sd**2) / 2, sd, (50_000, len(FOODS))))
    simulated = amounts.sum(axis=1)
    assert got == pytest.approx(simulated.std() / simulated.mean(), rel=0.02)
    assert got == pytest.approx(0.20, abs=0.02)


def test_uses_of_one_measure_do_not_average_out():
    week = pd.concat(
        [day(["food-0"], "measured").assign(date=f"2026-02-{9 + number:02}") for number in range(7)]
    )
    matrix = matrix_of({"food-0": 9.0})
    once = variation(estimate(day(["food-0"], "measured"), composition=matrix))
    often = variation(estimate(week, "week", composition=matrix))
    assert once / math.sqrt(7) < 0.6 * often
    assert often < once


def test_a_dish_errs_with_all_that_is_in_it():
    dish = pd.DataFrame(
        {
            "food_id": "stew",
            "ingredient_id": ["food-0", "food-1"],
            "grams": 50.0,
            "yield_factor": 1.0,
        }
    )
    contents = {"food-0": 9.0, "food-1": 9.0, "stew": 9.0}
    by_hand = math.sqrt(math.expm1(AMOUNT_SPREADS["measured"].sd_log ** 2))
    recipe = matrix_of(contents, dish)
    assert variation(estimate(day(["stew"], "measured"), composition=recipe)) == pytest.approx(
        by_hand, rel=1e-6
    )
    apart = estimate(day(["stew"], "measured"), composition=recipe).contributions(
        [K2_TOTAL], apart=True
    )
    assert apart["item"].tolist() == ["food-0", "food-1"]
    assert (apart["high_ug"] > apart["ug"]).all()


def test_the_switch_leaves_amounts_out_and_the_weekly_table_says_so():
    log = day(["natto"], "assumed")
    held, left_out = (weekly_rows(log, amounts=amounts).iloc[0] for amounts in (True, False))
    weighed = weekly_rows(log.assign(amount_kind="weighed")).iloc[0]
    assert (held["amounts_in_range"], left_out["amounts_in_range"]) == ("yes", "no")
    assert held["K2_low"] < left_out["K2_low"] == weighed["K2_low"]
    assert held["K2_total_ug_per_day"] == left_out["K2_total_ug_per_day"]


def test_what_is_uncertain_is_said_the_largest_part_first():
    week = estimate(day(["natto", "cheese-gouda-aged"], "measured"), "week").k2[0]
    words = uncertainty_words(week)
    amounts = f"{week['variance_of_amounts']:.0%}".replace("%", " %")
    assert f"{amounts} from how much was eaten" in words.replace("comes from", "from")
    shares = [int(share) for share in re.findall(r"(\d+) %", words)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) in (99, 100, 101)
    assert uncertainty_words(estimate(day(["water"], "weighed"), "week").k2[0]) == ""


def test_a_kind_that_is_none_is_refused_by_its_row():
    with pytest.raises(InputError, match=r"Row 2: amount_kind 'guessed' is not known"):
        estimate(day(["natto", "natto"], ["weighed", "guessed"]))
