"""Changes of a week, and the range of a difference, against slow and obvious calculations."""

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.calculation.difference import difference_interval
from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS, K2_TOTAL
from estimator.composition.own import personal_matrix
from estimator.composition.ranges import lognormal_interval
from estimator.composition.table import composition_matrix
from estimator.foods.own_items import Ingredient, OwnItem, Recipe
from estimator.insight.what_if import (
    Added,
    Swap,
    change_by_item,
    change_of_week,
    changed_week,
)

MONDAY = date(2026, 2, 9)
DISH = "recipe-1-v1"
PARTS = {"cheese-gouda-aged": 40.0, "egg-unspecified": 100.0, "soy-milk": 60.0}
"""Grams of each food in a dish of 200 g."""
RECIPE = OwnItem(
    id=1,
    profile_id=1,
    key="recipe-1",
    version=1,
    removed=False,
    created_at=datetime(2026, 2, 1, tzinfo=UTC),
    definition=Recipe(
        name="Dish",
        ingredients=tuple(
            Ingredient(item_id=item, amount=grams, unit="g", quantity=grams)
            for item, grams in PARTS.items()
        ),
        yield_g=200.0,
    ),
)
MATRIX = personal_matrix(composition_matrix("world"), [RECIPE])
FOODS = ("natto", "beef-mince-cooked", "apple", DISH, *PARTS)
PILL = "supplement-mk7-45"

grams = st.integers(1, 400).map(float)
weeks = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 6), st.sampled_from(FOODS), grams),
        st.tuples(st.integers(0, 6), st.just(PILL), st.just(1.0)),
    ),
    min_size=1,
    max_size=20,
)
swaps = st.lists(
    st.builds(
        Swap,
        st.sampled_from(FOODS),
        st.sampled_from(FOODS),
        st.floats(0, 3),
        st.one_of(st.none(), st.floats(1, 300)),
        st.one_of(st.none(), st.integers(1, 5)),
    ),
    max_size=3,
    unique_by=lambda swap: swap.item,
)
additions = st.lists(
    st.one_of(
        st.builds(Added, st.sampled_from(FOODS), st.floats(1, 300), st.integers(1, 14)),
        st.builds(Added, st.just(PILL), st.just(1.0), st.integers(1, 14)),
    ),
    max_size=2,
)


def frame_of(rows):
    return pd.DataFrame(
        {
            "person": "1",
            "date": [pd.Timestamp(MONDAY + timedelta(days=day)) for day, _, _ in rows],
            "meal": "",
            "item": [item for _, item, _ in rows],
            "quantity": [amount for _, _, amount in rows],
        }
    )


def grams_by_hand(rows, swapped, added):
    """How much of each item is eaten in the changed week, record by record."""
    eaten = dict.fromkeys((*FOODS, PILL), 0.0)
    by_item = {swap.item: swap for swap in swapped}
    for _, item, amount in rows:
        if item not in by_item:
            eaten[item] += amount
            continue
        swap = by_item[item]
        records = sum(1 for _, other, _ in rows if other == item)
        share = min(swap.times or records, records) / records
        eaten[item] += amount * (1 - share)
        eaten[swap.to] += (amount * swap.factor if swap.each is None else swap.each) * share
    days = len({day for day, _, _ in rows})
    for one in added:
        eaten[one.item] += one.quantity * one.times * days / 7
    return eaten


@given(weeks, swaps, additions)
def test_a_changed_week_holds_what_it_does_record_by_record(rows, swapped, added):
    frame = frame_of(rows)
    after = changed_week(frame, swapped, added)
    expected = grams_by_hand(rows, swapped, added)
    found = after.groupby("item")["quantity"].sum().reindex(list(expected), fill_value=0.0)
    assert found.to_dict() == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert set(after["date"]) == set(frame["date"])
    assert list(after.columns) == list(frame.columns)
    pd.testing.assert_frame_equal(frame, frame_of(rows))  # the diary's own stays


@given(weeks, swaps, additions)
def test_the_change_is_the_difference_of_the_two_estimates(rows, swapped, added):
    before = frame_of(rows)
    after = changed_week(before, swapped, added)
    change = change_of_week(before, after, MATRIX).set_index("component")
    was, will_be = (
        estimate(frame, None, phylloquinone=True, composition=MATRIX).intake.set_index("component")
        for frame in (before, after)
    )
    food = will_be["estimate_ug"].fillna(0.0) - was["estimate_ug"].fillna(0.0)
    assert change["change_ug"].to_dict() == pytest.approx(food.to_dict(), rel=1e-9, abs=1e-7)
    labels = will_be["supplement_ug"] - was["supplement_ug"]
    assert change["supplement_ug"].to_dict() == pytest.approx(labels.to_dict(), abs=1e-9)


@given(weeks, swaps, additions)
def test_a_change_taken_back_is_the_change_mirrored(rows, swapped, added):
    before = frame_of(rows)
    after = changed_week(before, swapped, added)
    there, back = change_of_week(before, after, MATRIX), change_of_week(after, before, MATRIX)
    for one, other in (("change_ug", "change_ug"), ("low_ug", "high_ug"), ("high_ug", "low_ug")):
        np.testing.assert_allclose(there[one], -back[other], rtol=1e-6, atol=1e-6)
    assert there["gain_known"].equals(back["loss_known"].rename("gain_known"))
    pd.testing.assert_series_equal(there["coverage"], back["coverage"])
    assert (there["low_ug"] <= there["high_ug"] + 1e-9).all()


@given(weeks)
def test_nothing_changed_is_no_change_at_all(rows):
    before = frame_of(rows)
    nothing = change_of_week(before, changed_week(before, [], []), MATRIX)
    assert (nothing[["change_ug", "low_ug", "high_ug", "supplement_ug"]] == 0).all(axis=None)
    assert nothing["coverage"].isna().all()
    assert change_by_item(before, before, MATRIX).empty


@given(weeks, swaps, additions)
def test_the_foods_add_up_to_the_change(rows, swapped, added):
    before = frame_of(rows)
    after = changed_week(before, swapped, added)
    total = change_of_week(before, after, MATRIX).set_index("component").loc[K2_TOTAL]
    items = change_by_item(before, after, MATRIX)
    by_source = items.groupby("source")["change_ug"].sum()
    assert by_source.get("food", 0.0) == pytest.approx(total["change_ug"], abs=1e-7)
    assert by_source.get("supplement", 0.0) == pytest.approx(total["supplement_ug"], abs=1e-9)
    assert DISH not in set(items["item"])
    assert (items["low_ug"] <= items["high_ug"]).all()


@given(weeks, st.floats(1, 300), st.integers(1, 14))
def test_a_dish_changes_what_its_ingredients_do(rows, amount, times):
    before = frame_of(rows)
    dish = changed_week(before, [], [Added(DISH, amount, times)])
    apart = [Added(item, amount * part / 200, times) for item, part in PARTS.items()]
    parts = changed_week(before, [], apart)
    pd.testing.assert_frame_equal(
        change_of_week(before, dish, MATRIX), change_of_week(before, parts, MATRIX)
    )
    pd.testing.assert_frame_equal(
        change_by_item(before, dish, MATRIX), change_by_item(before, parts, MATRIX)
    )


@given(weeks, swaps, additions)
def test_coverage_is_the_known_share_of_what_changes(rows, swapped, added):
    after = changed_week(frame_of(rows), swapped, added)
    found = change_of_week(frame_of(rows), after, MATRIX).set_index("component")
    more = grams_by_hand(rows, swapped, added)
    for _, item, amount in rows:
        more[item] -= amount
    for item, part in PARTS.items():
        more[item] += more[DISH] * part / 200
    for place, component in enumerate(COMPONENTS):
        known = unknown = 0.0
        gain_known = loss_known = True
        for item, change in more.items():
            row = MATRIX.row_of[item]
            if item in (DISH, PILL) or abs(change) < 1e-9 or not MATRIX.counts[row, place]:
                continue
            if MATRIX.known[row, place]:
                known += abs(change)
            else:
                unknown += abs(change)
                gain_known &= change < 0
                loss_known &= change > 0
        row = found.loc[component]
        whole = known + unknown
        expected = known / whole if whole else math.nan
        assert row["coverage"] == pytest.approx(expected, nan_ok=True, abs=1e-7)
        assert (row["gain_known"], row["loss_known"]) == (gain_known, loss_known)


amounts = st.floats(0.1, 1000)
ratios = st.floats(0.05, 2.5)


@given(amounts, ratios)
def test_with_nothing_lost_the_range_is_that_of_the_estimate(mean, ratio):
    gain, variance, nothing = np.array([mean]), np.array([(mean * ratio) ** 2]), np.zeros(1)
    low, high = difference_interval(gain, variance, nothing, nothing)
    expected = lognormal_interval(gain, variance)
    assert (low[0], high[0]) == (expected[0][0], expected[1][0])
    low, high = difference_interval(nothing, nothing, gain, variance)
    assert (low[0], high[0]) == (-expected[1][0], -expected[0][0])


@given(amounts, ratios, amounts, ratios)
def test_the_range_of_a_difference_lies_within_that_of_its_parts(gain, one, loss, other):
    parts = (
        np.array([gain]),
        np.array([(gain * one) ** 2]),
        np.array([loss]),
        np.array([(loss * other) ** 2]),
    )
    low, high = difference_interval(*parts)
    (gain_low,), (gain_high,) = lognormal_interval(*parts[:2])
    (loss_low,), (loss_high,) = lognormal_interval(*parts[2:])
    assert -loss_high <= low[0] <= gain_low
    assert -loss_low <= high[0] <= gain_high
    back_low, back_high = difference_interval(*parts[2:], *parts[:2])
    width = high[0] - low[0]
    assert (-back_high[0], -back_low[0]) == pytest.approx((low[0], high[0]), abs=1e-3 * width)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
@pytest.mark.parametrize(
    ("gain", "gain_ratio", "loss", "loss_ratio"),
    [
        (100, 0.5, 100, 0.5),
        (300, 1.5, 40, 0.3),
        (40, 0.3, 300, 1.5),
        (5, 2.0, 200, 0.1),
        (13, 1.9, 12, 3.3),  # both wide: the hardest for the quadrature
    ],
)
def test_the_range_of_a_difference_is_that_of_many_draws(
    gain, gain_ratio, loss, loss_ratio, correlation
):
    random = np.random.default_rng(7)
    one, other = random.standard_normal((2, 2_000_000))
    other = correlation * one + math.sqrt(1 - correlation**2) * other
    spreads = [math.sqrt(math.log1p(ratio**2)) for ratio in (gain_ratio, loss_ratio)]

    def draws(mean, spread, normal):
        return mean * np.exp(spread * normal - spread**2 / 2)

    drawn = np.quantile(draws(gain, spreads[0], one) - draws(loss, spreads[1], other), [0.05, 0.95])
    low, high = difference_interval(
        np.array([float(gain)]),
        np.array([(gain * gain_ratio) ** 2]),
        np.array([float(loss)]),
        np.array([(loss * loss_ratio) ** 2]),
        np.array([gain * loss * math.expm1(correlation * spreads[0] * spreads[1])]),
    )
    width = drawn[1] - drawn[0]
    assert low[0] == pytest.approx(drawn[0], abs=0.005 * width)
    assert high[0] == pytest.approx(drawn[1], abs=0.005 * width)
