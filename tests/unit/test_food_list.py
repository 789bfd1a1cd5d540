"""The list of foods: search, group, order, and what is said where nothing matches."""

import math

import pytest

from estimator.components import FORMS, LABELS
from estimator.composition.table import composition_table
from estimator.diary.personal_foods import PersonalFoods
from estimator.foods.table import food_table
from estimator.views.foods.food import composition_of
from estimator.views.foods.ranking import (
    FIGURES_NOTE,
    browse_table,
    contents,
    known_as,
    list_note,
    ranking,
    sortable,
)

FOODS = food_table().foods
EVERYBODY = PersonalFoods(food_table(), [])


def test_all_foods_are_listed_richest_first():
    rows = browse_table(EVERYBODY, "world", None, "")
    assert len(rows) == len(FOODS)
    assert rows["K2 total"].dropna().is_monotonic_decreasing
    assert rows["Food"].iloc[0].startswith("Natto")


def test_search_keeps_the_order_of_the_search_and_the_group_filters():
    rows = browse_table(EVERYBODY, "EU", None, "milk")
    assert rows["Food"].iloc[0] == "Milk, whole"
    only = browse_table(EVERYBODY, "EU", "sweets and chocolate", "milk")
    assert set(only["Group"]) == {"sweets and chocolate"}
    assert browse_table(EVERYBODY, "EU", "eggs", "natto").empty


def test_not_known_is_an_empty_cell():
    rows = browse_table(EVERYBODY, "world", None, "").set_index("Food")
    assert math.isnan(rows.loc["Natto", "MK-9(4H)"])
    assert rows.loc["Natto", "MK-7"] == pytest.approx(898)


def test_a_total_that_is_predicted_is_told_from_a_measured_one():
    rows = browse_table(EVERYBODY, "world", None, "").set_index("food_id")["K2 total is"]
    assert rows["mac-and-cheese"] == "predicted from foods like it"
    assert rows["natto"] == "measured"
    assert rows["grapes"] == "assumed to be none"
    assert "floor" in FIGURES_NOTE


def test_regions_differ_where_the_evidence_does():
    values = [
        browse_table(EVERYBODY, region, None, "Egg, whole, raw")["K2 total"].iloc[0]
        for region in ("US", "AU")
    ]
    assert values[1] > 2 * values[0]


def test_figures_have_three_significant_digits():
    rows = browse_table(EVERYBODY, "US", None, "")
    for value in rows[[LABELS[tag] for tag in sortable()]].stack().dropna():
        assert value == float(f"{value:.3g}")


@pytest.mark.parametrize("component", ["MK4", "MK9", "MK9H4"])
def test_sorted_by_a_form_the_richest_come_first_and_what_is_not_known_last(component):
    column = browse_table(EVERYBODY, "EU", "cheese", "", component)[LABELS[component]]
    known = column.dropna()
    assert known.is_monotonic_decreasing
    assert column.iloc[: len(known)].notna().all()


def test_sorting_keeps_each_food_with_its_figures():
    by_total = browse_table(EVERYBODY, "EU", None, "gouda").set_index("food_id")
    by_form = browse_table(EVERYBODY, "EU", None, "gouda", "MK9").set_index("food_id")
    assert list(by_total.index) != list(by_form.index)
    assert by_form.loc[by_total.index].equals(by_total)


def test_what_nobody_measured_is_not_offered_for_sorting():
    assert "MK13" in FORMS
    assert "MK13" not in sortable()
    assert sortable()[0] == "VITK2"


def note(text, group=None):
    rows = browse_table(EVERYBODY, "world", group, text)
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


def test_a_portion_is_the_first_household_measure():
    hundred = browse_table(EVERYBODY, "EU", None, "").set_index("food_id")
    portion = browse_table(EVERYBODY, "EU", None, "", per_portion=True).set_index("food_id")
    assert portion["K2 total"].dropna().is_monotonic_decreasing
    for food_id in ("natto", "cheese-gouda-aged", "egg-unspecified"):
        grams = FOODS[food_id].portions[0].amount_g
        expected = hundred.loc[food_id, "K2 total"] * grams / 100
        assert portion.loc[food_id, "K2 total"] == pytest.approx(expected, rel=6e-3)
        assert portion.loc[food_id, "Portion"].endswith(f", {grams:g} g")


@pytest.mark.parametrize("status", known_as())
def test_a_list_can_be_of_the_totals_known_in_one_way(status):
    rows = browse_table(EVERYBODY, "EU", None, "", status=status)
    assert set(rows["K2 total is"]) <= {status}
    everything = browse_table(EVERYBODY, "EU", None, "")
    assert len(rows) == (everything["K2 total is"] == status).sum()


def test_contents_are_those_of_the_composition_table():
    found = contents(EVERYBODY, "US").stack().dropna()
    table = composition_table()
    table = table[table["region"] == "US"].set_index(["food_id", "component"])["value_ug_per_100g"]
    assert found.to_dict() == table.dropna().to_dict()


def test_the_ranking_of_a_form_has_that_form_alone_with_its_range():
    rows = browse_table(EVERYBODY, "EU", "cheese", "", "MK9").head(5)
    forms, totals = ranking(EVERYBODY, "EU", rows["food_id"].tolist(), "MK9", False)
    assert set(forms["component"]) == {"MK9"}
    assert list(totals["food"]) == list(rows["Food"])
    cells = composition_of(FOODS[rows["food_id"].iloc[0]], "EU").set_index("component").loc["MK9"]
    first = totals.iloc[0]
    assert first["ug"] == pytest.approx(cells["value_ug_per_100g"])
    assert first["high_ug"] == pytest.approx(cells["high_ug_per_100g"], rel=0.02)


def test_the_ranking_of_the_total_is_stacked_by_form():
    forms, totals = ranking(EVERYBODY, "EU", ["natto", "cheese-gouda-aged"], None, True)
    by_food = forms.groupby("food")["ug"].sum()
    assert by_food[totals["food"]].tolist() == pytest.approx(totals["ug"].tolist(), rel=1e-3)
