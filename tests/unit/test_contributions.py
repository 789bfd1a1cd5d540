"""What each food gave: figures, rows, words and the chart."""

import math
from functools import partial

import altair as alt
import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.charts.contributions import contribution_chart
from estimator.components import K2_TOTAL, LABELS
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.foods.own_items import Ingredient, OwnItem, Recipe
from estimator.foods.table import food_table
from estimator.views.shared.contributions import (
    food_ranking,
    not_counted_lines,
    ranking_rows,
    supplement_table,
)
from tests.unit.conftest import NOW, as_if_nothing_were_predicted, in_json

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)

TABLE = food_table()
LOG = pd.DataFrame(
    [
        ("2026-02-09", "natto", 40.0),
        ("2026-02-10", "cheese-gouda-aged", 20.0),
        ("2026-02-11", "cheese-gouda-aged", 30.0),
        ("2026-02-11", "natto-hikiwari", 10.0),
        ("2026-02-11", "apple", 100.0),
        ("2026-02-11", "supplement-mk7-90", 2.0),
    ],
    columns=["date", "item", "quantity"],
)


@pytest.fixture(scope="module")
def week():
    return estimate(LOG, "week").contributions()


def test_the_range_is_that_of_the_food_eaten_alone(week):
    gouda = week[(week["item"] == "cheese-gouda-aged") & (week["component"] == K2_TOTAL)].iloc[0]
    alone = estimate(LOG[LOG["item"] == "cheese-gouda-aged"], "week").intake
    total = alone[alone["component"] == K2_TOTAL].iloc[0]
    assert gouda["quantity"] == 50.0
    assert gouda[["ug", "low_ug", "high_ug"]].tolist() == pytest.approx(
        total[["estimate_ug", "low_ug", "high_ug"]].tolist()
    )


def test_contributions_add_up_to_the_intake(week):
    foods = week[week["source"] == "food"].groupby("component")["ug"].sum()
    intake = estimate(LOG, "week").intake.set_index("component")["estimate_ug"].fillna(0.0)
    assert foods.to_dict() == pytest.approx(intake.to_dict())


def test_a_supplement_has_no_range_and_what_is_not_known_has_none(week):
    pills = week[week["source"] == "supplement"]
    assert (pills["low_ug"] == pills["ug"]).all()
    assert (pills["high_ug"] == pills["ug"]).all()
    unknown = week["ug"].isna()
    assert unknown.any()
    assert week.loc[unknown, ["low_ug", "high_ug"]].isna().all(axis=None)


def test_some_components_are_those_of_all(week):
    some = estimate(LOG, "week").contributions(["MK7", K2_TOTAL])
    same = week[week["component"].isin(["MK7", K2_TOTAL])].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, same)


def with_dish():
    """A matrix of two foods, and of a dish of 60 g of one and 40 g of the other."""
    base = CompositionMatrix.from_frame(
        pd.DataFrame(
            [("gouda", "MK9", 20.0, 0.3), ("natto", "MK7", 900.0, 0.5)],
            columns=["food_id", "component", "value_ug_per_100g", "sd_log"],
        ).assign(status="measured")
    )
    recipe = Recipe(
        name="Dish",
        ingredients=(
            Ingredient(item_id="gouda", amount=60.0, unit="g", quantity=60.0),
            Ingredient(item_id="natto", amount=40.0, unit="g", quantity=40.0),
        ),
    )
    dish = OwnItem(
        id=1, profile_id=1, key="dish", version=1, definition=recipe, removed=False, created_at=NOW
    )
    return personal_matrix(base, [dish])


def test_dishes_are_taken_apart_where_asked():
    log = pd.DataFrame(
        {"date": "2026-02-09", "item": ["dish-v1", "gouda"], "quantity": [50.0, 10.0]}
    )
    day = estimate(log, "day", composition=with_dish())
    whole = day.contributions(["MK7", "MK9"])
    assert set(whole["item"]) == {"dish-v1", "gouda"}
    apart = day.contributions(["MK7", "MK9"], apart=True)
    amounts = apart.set_index(["item", "component"])
    assert set(apart["item"]) == {"gouda", "natto"}
    assert amounts.loc[("gouda", "MK9"), "quantity"] == pytest.approx(40.0)  # 30 of it in the dish
    assert amounts.loc[("gouda", "MK9"), "ug"] == pytest.approx(8.0)
    assert amounts.loc[("natto", "MK7"), "ug"] == pytest.approx(180.0)
    # One food is one food, in the dish and beside it: its range is that of the intake.
    intake = day.intake.set_index("component")
    assert amounts.loc[("gouda", "MK9"), "high_ug"] == pytest.approx(intake.loc["MK9", "high_ug"])


def test_without_natto_is_as_if_it_had_not_been_eaten():
    matrix = with_dish()
    log = pd.DataFrame(
        {"date": "2026-02-09", "item": ["dish-v1", "natto"], "quantity": [50.0, 10.0]}
    )
    without = estimate(log, "day", composition=matrix.without_natto()).intake
    gouda = pd.DataFrame({"date": ["2026-02-09"], "item": "gouda", "quantity": 30.0})
    expected = estimate(gouda, "day", composition=matrix).intake
    figures = ["estimate_ug", "low_ug", "high_ug", "coverage"]
    known = expected["estimate_ug"].notna()
    np.testing.assert_allclose(without.loc[known, figures], expected.loc[known, figures])


def test_foods_are_ranked_with_amount_range_share_and_forms(week):
    ranking = food_ranking(week, TABLE)
    assert list(ranking["Food"]) == ["Natto", "Natto, hikiwari (chopped)", "Gouda, aged"]
    natto, hikiwari, gouda = ranking.to_dict("records")
    assert gouda["Amount"] == "50 g"
    assert "–" in gouda["Range, µg"]
    assert hikiwari["K2, µg"].startswith("at least ")
    assert not natto["K2, µg"].startswith("at least ")
    assert natto["Sources"] == "/foods?food=natto"
    assert sum(int(row["Share"].removesuffix(" %")) for row in (natto, hikiwari, gouda)) in (
        99,
        100,
        101,
    )
    assert {LABELS["MK7"], LABELS["MK9"]} <= set(ranking.columns)
    assert gouda[LABELS["MK9"]] != ""


def test_supplements_stand_in_a_table_of_their_own(week):
    (row,) = supplement_table(week, TABLE).to_dict("records")
    assert row == {
        "Supplement": TABLE.name_of("supplement-mk7-90"),
        "Amount": "2 ×",
        "K2 by label, µg": "180",
        "MK-7": "180",
    }
    assert not food_ranking(week, TABLE)["Food"].str.contains("supplement").any()


def test_what_was_not_wholly_counted_is_named_with_what_is_known():
    (line,) = not_counted_lines(estimate(LOG, "week").not_counted(), TABLE)
    assert line == "Natto, hikiwari (chopped), 10 g: known for MK-4, MK-6, MK-7, MK-8 alone"
    whole = estimate(LOG[LOG["item"] == "natto"], "week").not_counted()
    assert not_counted_lines(whole, TABLE) == []


def test_a_food_nobody_analysed_says_so_and_a_long_list_is_cut():
    composition = pd.DataFrame(
        {
            "food_id": [f"f{number}" for number in range(15)],
            "component": "MK7",
            "value_ug_per_100g": math.nan,
            "sd_log": math.nan,
            "status": "unknown",
        }
    )
    matrix = CompositionMatrix.from_frame(composition)
    log = pd.DataFrame(
        {
            "date": "2026-02-09",
            "item": composition["food_id"],
            "quantity": np.arange(1.0, 16.0),
        }
    )
    missing = estimate(log, "day", composition=matrix).not_counted()
    lines = not_counted_lines(missing, Names(), limit=12)
    assert lines[0] == "F14, 15 g: no form was ever analysed"
    assert (len(lines), lines[-1]) == (13, "and 3 foods more")


class Names:
    """The names of a table, without one."""

    def name_of(self, item_id):
        return item_id.upper()


def test_the_chart_shows_the_ranking(week, as_kept):
    chart, words = contribution_chart(week, TABLE)
    as_kept(chart, "contributions")
    alt.LayerChart.from_dict(in_json(chart))
    forms, totals = ranking_rows(week, TABLE, 8)
    assert list(totals["food"]) == list(food_ranking(week, TABLE)["Food"])
    by_food = forms.groupby("food")["ug"].sum()
    assert by_food.to_dict() == pytest.approx(totals.set_index("food")["ug"].to_dict(), rel=1e-3)
    assert "Gouda, aged" in words
    assert "at least" in words
