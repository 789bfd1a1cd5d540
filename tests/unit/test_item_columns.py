"""Foods eaten seldom are summed where they were eaten, to the same sums as in a table of all."""

import numpy as np
import pandas as pd
import pytest

from estimator.calculation import item_columns
from estimator.calculation.coded_records import code_records
from estimator.calculation.intake import estimate
from estimator.calculation.item_columns import ItemColumns
from estimator.composition.table import composition_matrix
from estimator.foods.table import food_table


@pytest.fixture(scope="module")
def log():
    """Return what 40 persons ate, a few things often, all dishes and supplements among it."""
    random = np.random.default_rng(7)
    items = np.array(composition_matrix().items)
    often = random.exponential(size=len(items)) ** 3
    rows = 6000
    return pd.DataFrame(
        {
            "person": random.integers(10, 50, size=rows).astype(str),
            "date": np.datetime64("2026-01-05", "s") + 86400 * random.integers(20, size=rows),
            "item": np.concatenate(
                [items, random.choice(items, rows - len(items), p=often / often.sum())]
            ),
            "quantity": random.integers(1, 300, size=rows).astype(float),
            "amount_kind": random.choice(["weighed", "measured"], rows),
        }
    )


@pytest.mark.parametrize("seldom", [0, 1, 1_000_000])
def test_how_often_foods_are_eaten_changes_no_sum(log, seldom, monkeypatch):
    wanted = estimate(log, by="day")
    columns = wanted._quantities.columns
    assert 0 < columns.n_often < columns.n_plain < columns.n_foods < len(columns.items)
    monkeypatch.setattr(item_columns, "_SELDOM", seldom)
    got = estimate(log, by="day")
    assert got._quantities.columns.n_often != columns.n_often
    pd.testing.assert_frame_equal(got.intake, wanted.intake, rtol=1e-9)
    pd.testing.assert_frame_equal(got.periods, wanted.periods, rtol=1e-9)
    pd.testing.assert_frame_equal(got.contributions(), wanted.contributions(), rtol=1e-9)


def test_each_kind_of_item_stands_together(log):
    matrix = composition_matrix()
    records = code_records(log, matrix)
    columns = ItemColumns.of(records.items, records.item, 700, matrix)
    often, plain, foods = columns.n_often, columns.n_plain, columns.n_foods
    assert sorted(columns.items) == records.items.tolist()
    assert columns.items[plain:foods].tolist() == matrix.dishes.tolist()
    assert (columns.items[foods:] >= matrix.n_foods).all()
    assert len(columns.items) - foods == len(food_table().supplements)
    times = pd.Series(matrix.items).map(log["item"].value_counts())
    is_in = matrix.parts[:, columns.items[:plain]] > 0
    eaten = times[columns.items[:plain]] + times[matrix.dishes].to_numpy() @ is_in
    assert (
        eaten[:often].min() * item_columns._SELDOM
        >= 700
        > eaten[often:].max() * item_columns._SELDOM
    )


def test_dishes_are_taken_apart_as_their_recipes_say(log):
    matrix = composition_matrix()
    records = code_records(log, matrix)
    columns = ItemColumns.of(records.items, records.item, 700, matrix)
    random = np.random.default_rng(9)
    table = random.random((5, len(columns.items))) * (random.random((5, len(columns.items))) < 0.3)
    grams = np.zeros((5, matrix.n_foods))
    grams[:, columns.items[: columns.n_foods]] = table[:, : columns.n_foods]
    columns.recipes.take_apart(table)
    wanted = matrix.taken_apart(grams)[:, columns.items[: columns.n_plain]]
    np.testing.assert_allclose(table[:, : columns.n_plain], wanted, rtol=1e-12)


def test_what_brings_nothing_is_not_taken_out_of_dishes():
    matrix = composition_matrix()
    water = matrix.row_of["water"]
    assert water in matrix.ingredients.food
    without = matrix.without_phylloquinone().ingredients
    is_left_out = np.isin(matrix.ingredients.food, without.food, invert=True)
    left_out = np.unique(matrix.ingredients.food[is_left_out])
    assert water in left_out
    grams = pd.DataFrame({"item": np.array(matrix.items)[left_out], "grams": 500.0})
    intake = estimate(grams.assign(date="2026-01-05"), by=None).intake
    assert not intake[["estimate_ug", "high_ug"]].to_numpy().any()
    assert intake["coverage"].isna().all()
