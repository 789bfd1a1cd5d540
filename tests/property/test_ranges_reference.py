"""The range of foods whose own range is no lognormal's, alone and together, food by food."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS
from estimator.composition.matrix import CompositionMatrix

Z_95 = 1.6448536269514722
FOODS = ("cod", "gouda", "apple")

cells = st.one_of(
    # value, spread, and its ends as parts of the value
    st.tuples(st.floats(0.01, 2000), st.floats(0, 1.645), st.floats(1e-4, 1), st.floats(1, 30)).map(
        lambda cell: (*cell[:2], cell[0] * cell[2], cell[0] * cell[3])
    ),
    # nothing was found, and so much may hide
    st.floats(0, 5).map(lambda ceiling: (0.0, 0.0, 0.0, ceiling)),
)
compositions = st.fixed_dictionaries(dict.fromkeys(FOODS, cells))
grams = st.floats(0.1, 2000)


def matrix_of(composition):
    rows = [
        (food, tag, *(composition[food] if tag == "MK4" else (0.0,) * 4), "measured")
        for food in FOODS
        for tag in COMPONENTS
    ]
    columns = ["food_id", "component", "value_ug_per_100g", "sd_log"]
    columns += ["low_ug_per_100g", "high_ug_per_100g", "status"]
    return CompositionMatrix.from_frame(pd.DataFrame(rows, columns=columns))


def mk4(eaten, composition):
    frame = pd.DataFrame(
        [("2026-02-10", food, amount) for food, amount in eaten.items()],
        columns=["date", "item", "quantity"],
    )
    intake = estimate(frame, composition=matrix_of(composition)).intake
    return intake.set_index("component").loc["MK4"]


@given(composition=compositions, food=st.sampled_from(FOODS), amount=grams)
def test_one_food_has_the_range_of_its_cell(composition, food, amount):
    row = mk4({food: amount}, composition)
    value, _, low, high = (figure * amount / 100 for figure in composition[food])
    assert (row["estimate_ug"], row["low_ug"], row["high_ug"]) == pytest.approx(
        (value, low, high), rel=1e-9, abs=1e-9
    )


@given(composition=compositions, amounts=st.tuples(grams, grams, grams))
def test_several_foods_add_their_shifts_in_quadrature(composition, amounts):
    eaten = dict(zip(FOODS, amounts, strict=True))
    row = mk4(eaten, composition)
    mean = variance = 0.0
    beyond = [0.0, 0.0]
    largest = 0.0
    for food, amount in eaten.items():
        value, sd, *ends = composition[food]
        mean += value * amount / 100
        variance += (value * amount / 100) ** 2 * math.expm1(sd**2)
        for end, z in enumerate((-Z_95, Z_95)):
            plain = value * math.exp(z * sd - sd**2 / 2)
            shift = (ends[end] - plain) * amount / 100
            beyond[end] += shift * abs(shift)
            largest = max(largest, abs(shift))
    sd = math.sqrt(math.log1p(variance / mean**2)) if mean else 0.0
    ends = [
        mean * math.exp(z * sd - sd**2 / 2) + math.copysign(math.sqrt(abs(square)), square)
        for z, square in zip((-Z_95, Z_95), beyond, strict=True)
    ]
    wanted = min(max(ends[0], 0.0), mean), max(ends[1], mean)
    # Squares of both signs may leave next to nothing, whose root is less exact.
    tolerance = 1e-6 * max(mean, largest)
    assert (row["low_ug"], row["high_ug"]) == pytest.approx(wanted, rel=1e-9, abs=tolerance)
    assert row["low_ug"] <= row["estimate_ug"] <= row["high_ug"]


def test_what_a_food_is_beyond_a_lognormal_weighs_less_among_many():
    kin = {food: (10.0, 0.5, 4.0, 60.0) for food in FOODS}
    alone, together = mk4({"cod": 300.0}, kin), mk4(dict.fromkeys(FOODS, 100.0), kin)
    assert alone["estimate_ug"] == pytest.approx(together["estimate_ug"])
    assert (alone["low_ug"], alone["high_ug"]) == pytest.approx((12.0, 180.0))
    assert together["low_ug"] > 15.0
    assert together["high_ug"] < 120.0
