"""Rows of the food table and of one food with its evidence."""

import math

import pytest

from estimator.components import FORMS, LABELS, PHYLLOQUINONE
from estimator.food_charts import evidence_alt, evidence_chart
from estimator.food_views import (
    STATUS_WORDS,
    USE_WORDS,
    browse_table,
    citations,
    describe,
    form_rows,
    measurement_rows,
    measurements_of,
    portion_rows,
)
from estimator.foods import food_table
from estimator.tables import data_package, read_table

FOODS = food_table().foods


def allowed(resource, column):
    fields = data_package()[resource]["schema"]["fields"]
    return next(field["constraints"]["enum"] for field in fields if field["name"] == column)


def test_every_status_and_use_has_words():
    assert set(STATUS_WORDS) == set(allowed("composition", "status"))
    assert set(USE_WORDS) == set(allowed("measurements", "use"))


def test_all_foods_are_listed_richest_first():
    rows = browse_table(food_table(), "world", None, "")
    assert len(rows) == len(FOODS)
    assert rows["K2 total"].dropna().is_monotonic_decreasing
    assert rows["Food"].iloc[0].startswith("Natto")


def test_search_keeps_the_order_of_the_search_and_the_group_filters():
    rows = browse_table(food_table(), "EU", None, "milk")
    assert rows["Food"].iloc[0] == "Milk, whole"
    only = browse_table(food_table(), "EU", "sweets and chocolate", "milk")
    assert set(only["Group"]) == {"sweets and chocolate"}
    assert browse_table(food_table(), "EU", "eggs", "natto").empty


def test_not_known_is_an_empty_cell():
    rows = browse_table(food_table(), "world", None, "").set_index("Food")
    assert math.isnan(rows.loc["Natto", "MK-5"])
    assert rows.loc["Natto", "MK-7"] == pytest.approx(898)


def test_regions_differ_where_the_evidence_does():
    values = [
        browse_table(food_table(), region, None, "Monterey Jack")["K2 total"].iloc[0]
        for region in ("EU", "US")
    ]
    assert values[1] > 2 * values[0]


def test_form_rows_tell_floor_ceiling_and_not_known_apart():
    hikiwari = form_rows(FOODS["natto-hikiwari"], "world").set_index("Form")
    assert hikiwari.loc["K2 total", "µg/100 g"].startswith("at least ")
    cheddar = form_rows(FOODS["cheese-cheddar"], "world").set_index("Form")
    assert cheddar.loc["MK-10", "µg/100 g"].startswith("at most ")
    assert cheddar.loc["MK-13", "µg/100 g"] == "not known"
    assert len(cheddar) == len(FORMS) + 2


@pytest.mark.parametrize("food_id", ["natto", "cheese-gouda-aged", "egg-unspecified", "apple"])
def test_every_measurement_is_listed_with_its_source(food_id):
    rows, measured = measurement_rows(FOODS[food_id]), measurements_of(FOODS[food_id])
    all_rows = read_table("measurements")
    tags = [*FORMS, "VITK2", PHYLLOQUINONE]
    expected = all_rows[(all_rows["food_id"] == food_id) & all_rows["component"].isin(tags)]
    assert len(rows) == len(measured) == len(expected)
    assert (rows["µg/100 g"] != "").all()
    assert {label for label, *_ in citations(FOODS[food_id])} == set(rows["Source"])


def test_not_detected_and_limits_are_words_and_not_zero():
    words = set(measurement_rows(FOODS["natto"])["µg/100 g"])
    assert "not detected" in words
    limits = measurement_rows(FOODS["cheese-babybel"])
    assert "< 20" in set(limits["µg/100 g"])


def test_foods_of_every_kind_can_be_shown_and_drawn():
    for food in list(FOODS.values())[::9]:
        assert len(form_rows(food, "EU")) == len(FORMS) + 2
        assert not portion_rows(food).empty
        chart = evidence_chart(food, "EU")
        if chart is not None:
            assert chart.to_dict()["layer"]
        assert food.name in evidence_alt(food, "EU")


def test_the_chart_has_a_dot_for_every_figure_and_a_range_for_every_value():
    natto = FOODS["natto"]
    spec = evidence_chart(natto, "world").to_dict()
    rows = [row for data in spec["datasets"].values() for row in data]
    dots = [row for row in rows if "source_id" in row]
    measured = measurements_of(natto)
    drawable = measured["value_ug_per_100g"].notna() | (measured["status"] == "nd")
    assert len(dots) == (drawable & (measured["component"] != PHYLLOQUINONE)).sum()
    assert {row["use"] for row in dots} <= set(USE_WORDS.values())
    assert LABELS[PHYLLOQUINONE] not in {row["form"] for row in rows}


def test_links_are_addresses_of_sources():
    links = [address for *_, address in citations(FOODS["natto"]) if address]
    assert links
    assert all(address.startswith(("http://", "https://")) for address in links)


def test_description_for_the_command_line():
    lines = "\n".join(describe(FOODS["natto"], "EA"))
    assert "pack (40 g)" in lines
    assert "East Asia" in lines
    supplement = describe(food_table().supplements["supplement-mk4-500-mk7-100"], "EU")
    assert "MK-4" in supplement[1]
    assert "500 µg per capsule" in supplement[1]
