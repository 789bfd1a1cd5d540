"""Foods side by side, and what a serving would add."""

from datetime import UTC, datetime

import pytest

from estimator.components import K2_TOTAL
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.foods.own_items import Content, OwnFood, OwnItem
from estimator.foods.table import food_table
from estimator.views.foods.food import composition_of
from estimator.views.foods.foods_compared import (
    SERVINGS_PER_DAY,
    added_by_serving,
    comparison_table,
    how_known_table,
    undrawn_words,
)
from estimator.views.shared.figures import figure

FOODS = PersonalFoods(food_table(), [])
ADA = Profile(
    id=1,
    name="Ada",
    region="EU",
    time_zone="UTC",
    day_start_hour=0,
    cup="metric",
    takes_vka=False,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def with_own(**contents):
    """Foods with a stew of one's own, and its id."""
    stew = OwnItem(
        id=1,
        profile_id=1,
        key="own-1",
        version=1,
        definition=OwnFood(name="Stew", group="mixed dishes", contents=contents),
        removed=False,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return PersonalFoods(food_table(), [stew]), stew.item_id


def total_of(food_id, region="EU"):
    rows = composition_of(food_table().foods[food_id], region).set_index("component")
    return rows.loc[K2_TOTAL]


def test_each_food_has_a_column_with_value_and_range():
    table = comparison_table(FOODS, "EU", ["natto", "cheese-gouda-aged"], False).set_index("µg")
    assert list(table.columns) == ["Natto", "Gouda, aged"]
    cell = total_of("cheese-gouda-aged")
    assert table.loc["K2 total", "Gouda, aged"].startswith(figure(cell["value_ug_per_100g"]))
    assert "–" in table.loc["K2 total", "Gouda, aged"]
    assert table.loc["Of"].tolist() == ["100 g", "100 g"]
    assert table.loc["MK-10", "Gouda, aged"] == "0 (0–1.01)"  # not detected
    assert "MK-13" not in table.index  # known of neither


def test_a_floor_and_what_is_not_known_are_told_apart():
    foods, one = with_own(MK7=Content(value=900.0))
    table = comparison_table(foods, "EU", [one, "natto"], False).set_index("µg")
    assert table.loc["K2 total"].iloc[0].startswith("at least ")
    assert table.loc["MK-9"].iloc[0] == "not known"
    assert table.loc["MK-9"].iloc[1] != "not known"


def test_per_portion_each_food_by_its_own():
    table = comparison_table(FOODS, "EU", ["natto", "cheese-gouda-aged"], True).set_index("µg")
    assert table.loc["Of"].tolist() == ["pack, 40 g", "slice, 25 g"]
    expected = total_of("cheese-gouda-aged")["value_ug_per_100g"] / 4
    assert table.loc["K2 total", "Gouda, aged"].startswith(figure(expected))


def test_a_ceiling_is_no_value():
    table = comparison_table(FOODS, "world", ["cheese-emmental"], False).set_index("µg")
    assert table.loc["MK-9(4H)", "Emmental"].startswith("at most ")
    assert table.loc["MK-9(4H)", "Emmental"].count("(") == 0


def test_how_each_figure_is_known_is_told_form_by_form():
    table = how_known_table(FOODS, "EU", ["natto-hikiwari", "cheese-gouda-aged"])
    table = table.set_index("Form")
    assert table.loc["K2 total"].tolist() == ["measured", "measured"]
    assert table.loc["MK-9"].iloc[0].startswith("predicted from ")


def test_a_food_without_a_bar_is_named_with_the_reason():
    chosen = ["natto", "grapes"]
    assert undrawn_words(FOODS, "EU", chosen, ["Natto"]) == "Without a bar: Grapes, 0."
    assert undrawn_words(FOODS, "EU", ["natto"], ["Natto"]) == ""


@pytest.mark.parametrize(
    ("times", "per_day", "mean"),
    [
        ("once a day", 1, ""),
        ("twice a day", 2, ""),
        ("once a week", 1 / 7, " on average"),
        ("five times a week", 5 / 7, " on average"),
    ],
)
def test_a_serving_adds_its_content_so_often(times, per_day, mean):
    gouda = food_table().foods["cheese-gouda-aged"]
    words, forms = added_by_serving(gouda, "2", "slice", times, FOODS, ADA, "EU")
    expected = figure(total_of("cheese-gouda-aged")["value_ug_per_100g"] / 2 * per_day)
    assert f", would add {expected} µg of K2 a day{mean} (range " in words
    assert words.startswith(f"2 slices (50 g) of Gouda, aged, {times}")
    assert forms.set_index("Form").loc["K2 total", "µg"] == expected
    assert SERVINGS_PER_DAY[times] == pytest.approx(per_day)


def test_of_a_floor_a_serving_adds_at_least_that():
    foods, one = with_own(MK7=Content(value=900.0))
    own = foods.table.foods[one]
    words, forms = added_by_serving(own, "40", "g", "once a day", foods, ADA, "EU")
    assert "would add at least " in words
    assert forms["Analysed"].iloc[-1] == "100 %"


def test_a_food_nobody_analysed_says_so():
    foods, one = with_own()
    stew = foods.table.foods[one]
    words, _ = added_by_serving(stew, "100", "g", "once a day", foods, ADA, "EU")
    assert words.endswith("what it would add in K2 is not known.")
    table = comparison_table(foods, "EU", [one, "natto"], False).set_index("µg")
    assert table.loc["K2 total", "Stew (yours)"] == "not known"
    assert undrawn_words(foods, "EU", [one], []) == ("Without a bar: Stew (yours), not known.")


@pytest.mark.parametrize("amount", ["", "none", "-1", "0"])
def test_an_amount_that_is_none_is_refused(amount):
    with pytest.raises(InputError):
        added_by_serving(
            food_table().foods["natto"], amount, "pack", "once a day", FOODS, ADA, "EU"
        )
