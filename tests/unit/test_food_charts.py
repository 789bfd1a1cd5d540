"""The chart of one food's evidence, by its Vega-Lite specification."""

import altair as alt
import pytest

from estimator.charts.evidence import evidence_alt, evidence_chart, source_alt, source_chart
from estimator.components import LABELS, PHYLLOQUINONE
from estimator.foods.sources import short_name
from estimator.foods.table import food_table
from estimator.views.foods.food import USE_WORDS, composition_of, measurements_of
from estimator.views.shared.figures import figure
from tests.unit.conftest import in_json

FOODS = food_table().foods


def layers(food_id, region="world"):
    """Rows behind the ranges, the values and the measurements."""
    spec = in_json(evidence_chart(FOODS[food_id], region))
    # Where all layers have the same rows, they are named once, for the whole.
    return [
        spec["datasets"][layer.get("data", spec.get("data"))["name"]] for layer in spec["layer"]
    ]


def known_forms(food_id, region="world"):
    rows = composition_of(FOODS[food_id], region)
    rows = rows[(rows["component"] != PHYLLOQUINONE) & (rows["status"] != "assumed_zero")]
    return rows[rows["value_ug_per_100g"].notna()]


@pytest.mark.parametrize("food_id", ["natto", "cheese-gouda-aged", "salmon-farmed-raw"])
def test_there_is_a_range_and_a_tick_for_every_known_value(food_id):
    ranges, values, *_ = layers(food_id)
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


@pytest.mark.parametrize(
    ("food_id", "expected"),
    [
        ("cheese-babybel", [("K2 total", 0, 20, "< 20")]),
        ("natto", [("MK-7", 796, 939, "796–939")]),
        ("apple", []),
    ],
)
def test_a_limit_or_a_printed_range_is_dashed_and_no_mark(food_id, expected):
    spec = in_json(evidence_chart(FOODS[food_id], "world"))
    dashed = [layer["data"]["name"] for layer in spec["layer"] if "strokeDash" in layer["mark"]]
    rows = [row for name in dashed for row in spec["datasets"][name]]
    names = ("form", "low_ug_per_100g", "high_ug_per_100g", "text")
    assert [tuple(row[name] for name in names) for row in rows] == expected


def test_the_words_count_limits_too():
    assert "K2 total 10 (range 1.12–35.4; 1 figure)" in evidence_alt(
        FOODS["cheese-babybel"], "world"
    )


def test_uses_are_told_apart_by_colour_and_shape_and_only_those_there_are_named():
    spec = in_json(evidence_chart(FOODS["natto"], "world"))
    marks = spec["layer"][-1]["encoding"]
    for channel in ("color", "shape"):
        scale = marks[channel]["scale"]
        assert scale["domain"] == list(USE_WORDS.values())
        assert len(set(scale["range"])) == len(USE_WORDS)
    *_, rows = layers("natto")
    assert set(marks["color"]["legend"]["values"]) == {row["use"] for row in rows}


def test_k1_would_dwarf_the_rest_and_is_left_out():
    for rows in layers("natto"):
        assert LABELS[PHYLLOQUINONE] not in {row["form"] for row in rows}


@pytest.mark.parametrize("food_id", ["natto", "cheese-emmental", "bread-white", "apple"])
def test_everything_lies_inside_the_scale(food_id):
    spec = in_json(evidence_chart(FOODS[food_id], "world"))
    start, end = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert start == 0
    assert end >= 1
    for row in (row for rows in layers(food_id) for row in rows):
        if row["value_ug_per_100g"] is not None:
            assert row["value_ug_per_100g"] < end
        if "sd_log" in row:
            assert row["high_ug_per_100g"] < end


def test_no_layer_is_without_a_mark():
    for food in list(FOODS.values())[::20]:
        if evidence_chart(food, "US") is not None:
            assert all(layers(food.food_id, "US")), food.food_id


def test_nothing_is_drawn_for_a_food_assumed_to_hold_none():
    assumed = next(food for food in FOODS.values() if food.assumed_zero)
    assert evidence_chart(assumed, "world") is None
    assert "No value rests on figures" in evidence_alt(assumed, "world")


def test_the_chart_follows_the_region():
    _, eu, *_ = layers("cheese-monterey-jack", "EU")
    _, us, *_ = layers("cheese-monterey-jack", "US")
    assert us != eu


def test_the_words_for_the_chart_hold_its_figures():
    words = evidence_alt(FOODS["natto"], "world")
    for row in known_forms("natto").to_dict("records"):
        assert f"{LABELS[row['component']]} {figure(row['value_ug_per_100g'])}" in words


def test_every_chart_has_words():
    for food in list(FOODS.values())[::20]:
        chart = evidence_chart(food, "EU")
        words = evidence_alt(food, "EU")
        assert words.startswith(food.name)
        assert chart is not None or "No value rests on figures" in words


@pytest.mark.parametrize("food_id", ["natto", "cheese-emmental"])
def test_every_source_of_a_form_has_a_row_with_its_region(food_id):
    food = FOODS[food_id]
    spec = in_json(source_chart(food, "world", "MK7"))
    alt.LayerChart.from_dict(spec)
    measured = measurements_of(food)
    measured = measured[(measured["component"] == "MK7") & (measured["status"] != "trace")]
    drawn = spec["datasets"]["figures"]
    assert len(drawn) == len(measured)
    assert {row["source_id"] for row in drawn} == set(measured["source_id"])
    assert all(row["row"].startswith(f"{row['source']}, {row['from']}") for row in drawn)
    samples = {f", n = {n}" for n in measured["n"].dropna()}
    assert all(any(row["row"].endswith(n) for row in drawn) for n in samples)
    words = source_alt(food, "world", "MK7")
    assert all(source in words for source in measured["source_id"].map(short_name))


def test_a_chart_by_source_is_as_kept(as_kept):
    as_kept(source_chart(FOODS["cheese-babybel"], "world", "VITK2"), "by-source")


def test_a_form_without_a_figure_has_no_chart_by_source():
    assert source_chart(FOODS["natto"], "world", "MK13") is None
