"""Foods of the table and a person's own: how they are named, and what each holds."""

from datetime import UTC, datetime

import pytest

from estimator.components import COMPONENTS, K2_TOTAL, LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import UnknownFoodError
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnItem, Recipe
from estimator.foods.table import food_table
from estimator.views.foods.cells import cell_words, food_cells, own_lines
from estimator.views.foods.choice import (
    food_named,
    food_names,
    foods_asked_for,
    portion_g,
    portion_words,
)
from estimator.views.foods.food import cell_rows, composition_of, form_rows
from estimator.views.foods.ranking import browse_table, contents, ranking

EVERYBODY = PersonalFoods(food_table(), [])
MADE = datetime(2026, 3, 1, tzinfo=UTC)


def own(key, definition, version=1, removed=False):
    return OwnItem(
        id=version,
        profile_id=1,
        key=key,
        version=version,
        definition=definition,
        removed=removed,
        created_at=MADE,
    )


CHEESE = OwnFood(
    name="Gouda, aged",
    group="cheese",
    contents={"MK9": Content(value=40.0, low=20.0, high=70.0), "MK4": Content(value=0.0)},
    portions=(Portion("piece", 30.0, "own", ""),),
)
TOAST = Recipe(
    name="Toast",
    ingredients=(
        Ingredient(item_id="cheese-v2", amount=1, unit="piece", quantity=30.0),
        Ingredient(item_id="butter", amount=10, unit="g", quantity=10.0),
    ),
)
MINE = PersonalFoods(
    food_table(), [own("cheese", CHEESE), own("cheese", CHEESE, 2), own("toast", TOAST)]
)


def test_an_own_food_is_named_as_own_beside_its_namesake_and_in_its_newest_version():
    names = food_names(MINE)
    assert names["cheese-v2"] == "Gouda, aged (yours)"
    assert names["cheese-gouda-aged"] == "Gouda, aged"
    assert "cheese-v1" not in names
    assert len(set(names.values())) == len(names) == len(food_table().foods) + 2
    assert list(names.values()) == sorted(names.values(), key=str.casefold)


def test_namesakes_have_bars_of_their_own():
    forms, totals = ranking(MINE, "EU", ["cheese-v2", "cheese-gouda-aged"], None, False)
    by_food = forms.groupby("food")["ug"].sum()
    assert by_food["Gouda, aged (yours)"] == pytest.approx(40.0)
    assert len(set(totals["food"])) == 2


@pytest.mark.parametrize("text", ["natto", "Natto", "納豆"])
def test_a_food_is_opened_by_id_name_or_alias(text):
    assert food_named(EVERYBODY, text).food_id == "natto"


def test_an_older_version_opens_the_newest():
    assert food_named(MINE, "cheese-v1").food_id == "cheese-v2"


@pytest.mark.parametrize("text", ["nato nato", "supplement-mk7-100", "", "<b>"])
def test_what_is_no_food_is_refused(text):
    with pytest.raises(UnknownFoodError):
        food_named(EVERYBODY, text)


def test_a_food_that_was_removed_is_refused():
    gone = PersonalFoods(food_table(), [own("cheese", CHEESE, removed=True)])
    with pytest.raises(UnknownFoodError, match="no longer among your foods"):
        food_named(gone, "cheese-v1")


def test_an_address_names_foods_once_each_and_old_versions_are_the_newest():
    asked = "natto,natto,,cheese-v1,cheese-v2"
    assert foods_asked_for(MINE, asked) == (["natto", "cheese-v2"], "")
    assert foods_asked_for(EVERYBODY, "") == ([], "")


def test_what_an_address_asks_for_in_vain_is_told_and_the_rest_is_kept():
    kept, said = foods_asked_for(EVERYBODY, "natto,nato,butter")
    assert kept == ["natto", "butter"]
    assert said == "No food is called 'nato'. Choose foods from the list."
    five = "natto,butter,apple,egg-unspecified,cheese-gouda-aged"
    kept, said = foods_asked_for(EVERYBODY, five)
    assert kept == five.split(",")[:4]
    assert said.startswith("5 foods are asked for, and up to 4 are compared")
    _, said = foods_asked_for(EVERYBODY, "x" * 10_000)
    assert len(said) < 200


def test_a_food_without_a_measure_goes_by_100_g():
    bare = own("bare", OwnFood(name="Bare", group="cheese", contents={})).as_item()
    assert (portion_g(bare), portion_words(bare)) == (100.0, "100 g")
    natto = food_table().foods["natto"]
    assert (portion_g(natto), portion_words(natto)) == (40.0, "pack, 40 g")


def test_cells_of_a_table_food_are_those_of_the_table():
    natto = food_table().foods["natto"]
    cells = food_cells(EVERYBODY, "natto", "EU")
    assert cells.drop(columns="how").equals(composition_of(natto, "EU"))
    assert cell_rows(cells).equals(form_rows(natto, "EU"))


def test_what_was_entered_comes_back_with_its_range_and_what_was_not_is_not_known():
    cells = food_cells(MINE, "cheese-v2", "EU").set_index("component")
    assert list(cells.index) == list(COMPONENTS)
    assert cells.loc["MK9", "value_ug_per_100g"] == 40.0
    assert cells.loc["MK9", "how"] == "as you entered it"
    assert cells.loc["MK7", "how"] == "not known"
    assert cells.loc[K2_TOTAL, "how"] == "a floor: some forms only"
    rows = cell_rows(cells.reset_index()).set_index("Form")
    assert rows.loc["K2 total", "µg/100 g"].startswith("at least ")
    assert rows.loc["MK-7", "µg/100 g"] == "not known"


def test_a_recipe_holds_what_its_ingredients_do():
    cells = food_cells(MINE, "toast-v1", "EU").set_index("component")
    butter = composition_of(food_table().foods["butter"], "EU").set_index("component")
    expected = (30 * 0.0 + 10 * butter.loc["MK4", "value_ug_per_100g"]) / 40
    assert cells.loc["MK4", "value_ug_per_100g"] == pytest.approx(expected)
    assert cells.loc["MK4", "how"] == "from its ingredients"
    assert cells.loc["MK9", "value_ug_per_100g"] == pytest.approx(30.0, rel=0.01)
    assert cells.loc["MK13", "how"] == "not known"
    assert list(cells.columns) == list(food_cells(MINE, "cheese-v2", "EU").columns[1:])


@pytest.mark.parametrize("item_id", ["cheese-v2", "toast-v1"])
def test_the_list_and_the_page_of_an_own_food_agree(item_id):
    listed = contents(MINE, "EU").loc[item_id]
    cells = food_cells(MINE, item_id, "EU").set_index("component")["value_ug_per_100g"]
    assert listed[list(cells.index)].tolist() == pytest.approx(cells.tolist(), nan_ok=True)


def test_cells_in_words_are_of_the_grams_asked_for():
    cells = food_cells(MINE, "cheese-v2", "EU")
    (mk9,) = cell_words(cells[cells["component"] == "MK9"], 50.0)
    assert mk9.startswith("20 (")
    (mk7,) = cell_words(cells[cells["component"] == "MK7"], 50.0)
    assert mk7 == "not known"


def test_own_foods_say_what_they_are_and_when_they_were_edited():
    assert own_lines(MINE.versions["cheese-v2"], MINE) == [
        "A food of your own, last edited on 1 March 2026."
    ]
    assert own_lines(MINE.versions["toast-v1"], MINE)[1] == (
        "Made of: Gouda, aged (30 g), Butter (10 g)."
    )


def test_the_list_marks_own_foods_and_has_their_figures():
    rows = browse_table(MINE, "EU", "cheese", "gouda").set_index("food_id")
    assert rows.loc["cheese-v2", "Food"] == "Gouda, aged (yours)"
    assert rows.loc["cheese-v2", LABELS["MK9"]] == 40.0
