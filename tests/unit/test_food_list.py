"""The list of foods: search, group, order, and what is said where nothing matches."""

import math

import pytest

from estimator.components import FORMS, LABELS
from estimator.errors import UnknownFoodError
from estimator.foods import food_table
from estimator.views.food_list import FIGURES_NOTE, browse_table, food_named, list_note, sortable

FOODS = food_table().foods


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


def test_a_total_that_is_a_floor_is_told_from_a_measured_one():
    rows = browse_table(food_table(), "world", None, "").set_index("food_id")["Total known as"]
    assert rows["natto-hikiwari"] == "a floor: some forms only"
    assert rows["natto"] == "measured"
    assert rows["grapes"] == "assumed to be none"
    assert "floor" in FIGURES_NOTE


def test_regions_differ_where_the_evidence_does():
    values = [
        browse_table(food_table(), region, None, "Monterey Jack")["K2 total"].iloc[0]
        for region in ("EU", "US")
    ]
    assert values[1] > 2 * values[0]


def test_figures_have_three_significant_digits():
    rows = browse_table(food_table(), "US", None, "")
    for value in rows[[LABELS[tag] for tag in sortable()]].stack().dropna():
        assert value == float(f"{value:.3g}")


@pytest.mark.parametrize("component", ["MK4", "MK9", "MK9H4"])
def test_sorted_by_a_form_the_richest_come_first_and_what_is_not_known_last(component):
    column = browse_table(food_table(), "EU", "cheese", "", component)[LABELS[component]]
    known = column.dropna()
    assert known.is_monotonic_decreasing
    assert column.iloc[: len(known)].notna().all()


def test_sorting_keeps_each_food_with_its_figures():
    by_total = browse_table(food_table(), "EU", None, "gouda").set_index("food_id")
    by_form = browse_table(food_table(), "EU", None, "gouda", "MK9").set_index("food_id")
    assert list(by_total.index) != list(by_form.index)
    assert by_form.loc[by_total.index].equals(by_total)


def test_what_nobody_measured_is_not_offered_for_sorting():
    assert "MK13" in FORMS
    assert "MK13" not in sortable()
    assert sortable()[0] == "VITK2"


def note(text, group=None):
    rows = browse_table(food_table(), "world", group, text)
    return list_note(food_table(), rows, group, text)


def test_the_note_counts_and_says_what_blank_means():
    assert note("").startswith(f"{len(FOODS)} foods; µg per 100 g")
    assert "blank = not known" in note("natto")


def test_a_misspelt_name_lists_similar_ones_and_says_so():
    assert note("camembrt").startswith("No food is called “camembrt”; these names")
    assert "No food" not in note("Camembert")
    assert "No food" not in note("Hüttenkäse")


def test_an_empty_list_says_so_and_names_the_nearest_elsewhere():
    assert note("natto", "eggs").startswith("No food matches “natto” in the group eggs. Nearest")
    assert "Natto" in note("natto", "eggs")
    assert note("qqqqqqq") == "No food matches “qqqqqqq”. Try one word, in any language."


def test_a_food_is_opened_by_id_name_or_alias():
    for text in ("natto", "Natto", "納豆"):
        assert food_named(food_table(), text).food_id == "natto"


@pytest.mark.parametrize("text", ["nato nato", "supplement-mk7-100", "", "<b>"])
def test_what_is_no_food_is_refused(text):
    with pytest.raises(UnknownFoodError):
        food_named(food_table(), text)
