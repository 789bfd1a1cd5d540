"""The chart of one food's evidence, by its Vega-Lite specification."""

import pytest

from estimator.components import LABELS, PHYLLOQUINONE
from estimator.figures import figure
from estimator.food_charts import evidence_alt, evidence_chart
from estimator.food_views import USE_WORDS, composition_of, measurements_of
from estimator.foods import food_table

FOODS = food_table().foods


def layers(food_id, region="world"):
    """Rows behind the ranges, the values and the measurements."""
    spec = evidence_chart(FOODS[food_id], region).to_dict()
    return [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]]


def known_forms(food_id, region="world"):
    rows = composition_of(FOODS[food_id], region)
    rows = rows[rows["component"] != PHYLLOQUINONE]
    return rows[rows["value_ug_per_100g"].notna()]


@pytest.mark.parametrize("food_id", ["natto", "cheese-gouda-aged", "salmon-farmed-raw"])
def test_there_is_a_range_and_a_tick_for_every_known_value(food_id):
    ranges, values, _ = layers(food_id)
    expected = known_forms(food_id)
    assert [row["component"] for row in values] == list(expected["component"])
    assert [row["value_ug_per_100g"] for row in values] == list(expected["value_ug_per_100g"])
    assert [row["low_ug_per_100g"] for row in ranges] == list(expected["low_ug_per_100g"])
    assert [row["high_ug_per_100g"] for row in ranges] == list(expected["high_ug_per_100g"])


@pytest.mark.parametrize("food_id", ["natto", "cheese-emmental", "cheese-babybel"])
def test_there_is_a_mark_for_every_figure(food_id):
    *_, marks = layers(food_id)
    measured = measurements_of(FOODS[food_id])
    measured = measured[measured["component"] != PHYLLOQUINONE]
    drawable = measured["value_ug_per_100g"].notna() | (measured["status"] == "nd")
    assert len(marks) == drawable.sum()
    assert sum(row["text"] == "not detected" for row in marks) == (measured["status"] == "nd").sum()
    assert all(row["value_ug_per_100g"] == 0 for row in marks if row["text"] == "not detected")


def test_uses_are_told_apart_by_colour_and_shape_and_only_those_there_are_named():
    spec = evidence_chart(FOODS["natto"], "world").to_dict()
    marks = spec["layer"][2]["encoding"]
    for channel in ("color", "shape"):
        scale = marks[channel]["scale"]
        assert scale["domain"] == list(USE_WORDS.values())
        assert len(set(scale["range"])) == len(USE_WORDS)
    *_, rows = layers("natto")
    assert set(marks["color"]["legend"]["values"]) == {row["use"] for row in rows}


def test_k1_would_dwarf_the_rest_and_is_left_out():
    for rows in layers("natto"):
        assert LABELS[PHYLLOQUINONE] not in {row["form"] for row in rows}


def test_the_chart_follows_the_region():
    _, eu, _ = layers("cheese-monterey-jack", "EU")
    _, us, _ = layers("cheese-monterey-jack", "US")
    assert us != eu


def test_the_words_for_the_chart_hold_its_figures():
    words = evidence_alt(FOODS["natto"], "world")
    for row in known_forms("natto").to_dict("records"):
        assert f"{LABELS[row['component']]} {figure(row['value_ug_per_100g'])}" in words


def test_every_food_has_a_chart_with_words_or_nothing_to_draw():
    for food in list(FOODS.values())[::9]:
        chart = evidence_chart(food, "EU")
        words = evidence_alt(food, "EU")
        assert words.startswith(food.name)
        if chart is None:
            assert "No value is known" in words
        else:
            assert chart.to_dict()["layer"]
