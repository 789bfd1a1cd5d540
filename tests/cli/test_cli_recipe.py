"""``recipe`` on the command line."""

import re
from datetime import date

import pytest

DAY = date(2026, 2, 10)
SUPPLEMENT = "1 capsule Vitamin K2 MK-7 supplement, 90 ug"
TOAST = ("recipe", "add", "Nattotoast 🧀", "--ingredient", "1 pack natto")


@pytest.fixture
def recipes(diary, ada):
    """The recipes on the person's list, by name."""

    def recipes():
        return {item.name: item.definition for item in diary.own_foods.of(ada.id)}

    return recipes


@pytest.fixture
def toast(cli, ada):
    assert cli(*TOAST, "--ingredient", "20 g aged gouda", "--servings", "2").code == 0


def test_add_keeps_the_ingredients_and_shows_a_serving(cli, ada, recipes):
    done = cli(*TOAST, "--ingredient", "20 g aged gouda", "--servings", "2", "--yield", "50,5")
    assert (done.code, done.err) == (0, "")
    dish = recipes()["Nattotoast 🧀"]
    assert [(part.item_id, part.amount, part.unit) for part in dish.ingredients] == [
        ("natto", 1.0, "pack"),
        ("cheese-gouda-aged", 20.0, "g"),
    ]
    assert (dish.servings, dish.yield_g) == (2.0, 50.5)
    assert done.lines[0] == "Nattotoast 🧀: 50.5 g, 2 servings"
    assert "In 1 serving (25.25 g):" in done.lines
    assert re.search(r"^MK-7 +\d+ +[\d.]+–\d+ +\d+ %$", done.out, re.MULTILINE)
    assert re.search(r"^K2 total +\d+ +[\d.]+–\d+ +\d+ %$", done.out, re.MULTILINE)


def test_several_ingredients_may_be_in_one_text(cli, ada, recipes):
    cli("recipe", "add", "Dish", "--ingredient", "2 eggs, 1,5 dl milk")
    assert len(recipes()["Dish"].ingredients) == 2


def test_show_and_list(cli, toast):
    shown = cli("recipe", "show", "NATTOTOAST  🧀")
    assert "In 1 serving (30 g):" in shown.lines
    (line,) = cli("recipe", "list").lines
    assert re.fullmatch(r"Nattotoast 🧀  1 serving \(30 g\)  \d+ µg K2", line)


def test_no_recipe_yet(cli, ada):
    assert cli("recipe", "list").out.startswith("No recipe of Ada yet. Add one: recipe add NAME")


def test_edit_changes_only_what_is_given(cli, toast, recipes):
    before = recipes()["Nattotoast 🧀"]
    assert cli("recipe", "edit", "nattotoast 🧀", "--servings", "4", "--yield", "50").code == 0
    after = recipes()["Nattotoast 🧀"]
    assert (after.ingredients, after.servings, after.yield_g) == (before.ingredients, 4.0, 50.0)
    cli(
        "recipe", "edit", "Nattotoast 🧀", "--name", "=1+1", "--servings", "none", "--yield", "none"
    )
    assert list(recipes()) == ["=1+1"]
    assert (recipes()["=1+1"].servings, recipes()["=1+1"].yield_g) == (None, None)
    assert "In 1 whole recipe (60 g):" in cli("recipe", "show", "=1+1").lines
    cli("recipe", "edit", "=1+1", "--ingredient", "2 eggs")
    assert [part.item_id for part in recipes()["=1+1"].ingredients] == ["egg-unspecified"]


def test_the_past_changes_only_when_asked(cli, toast, diary, ada):
    cli("log", "--date", "2026-02-10", "1 serving Nattotoast 🧀")
    (before,) = diary.entries.day(ada.id, DAY)
    done = cli("recipe", "edit", "Nattotoast 🧀", "--servings", "1")
    assert "1 past entry (10 February 2026) is of an older version. K2 in all: " in done.out
    assert "Add --update-past to update." in done.out
    assert diary.entries.day(ada.id, DAY) == [before]
    done = cli("recipe", "edit", "Nattotoast 🧀", "--update-past")
    assert "Updated: 1 past entry." in " ".join(done.lines)
    (after,) = diary.entries.day(ada.id, DAY)
    assert (before.quantity, after.quantity) == (30.0, 60.0)
    assert after.item_id != before.item_id
    assert "past" not in cli("recipe", "edit", "Nattotoast 🧀", "--update-past").out
    cli("undo")
    assert diary.entries.day(ada.id, DAY)[0].quantity == 30.0


def test_recipes_nest_but_not_in_themselves(cli, refused, toast, recipes):
    assert cli("recipe", "add", "Brunch", "--ingredient", "1 serving Nattotoast 🧀").code == 0
    inner = ("--ingredient", "10 g Brunch")
    assert "Brunch" in refused("recipe", "edit", "Nattotoast 🧀", *inner)
    assert "Brunch" in refused("recipe", "edit", "Brunch", *inner)
    assert len(recipes()["Nattotoast 🧀"].ingredients) == 2


def test_remove_is_undone(cli, toast, recipes):
    assert "To have it back: undo." in cli("recipe", "remove", "Nattotoast 🧀").out
    assert recipes() == {}
    cli("undo")
    assert list(recipes()) == ["Nattotoast 🧀"]


def test_a_doubtful_ingredient(cli, refused, ada, recipes):
    add = ("recipe", "add", "Dish", "--ingredient", "30 g natt")
    assert "which is meant? Write one of: " in refused(*add)
    assert recipes() == {}
    assert cli(*add, "--accept-doubtful").code == 0
    assert recipes()["Dish"].ingredients[0].quantity == 30.0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "X"], 2, "--ingredient"),
        (["add", "X", "--ingredient", "qqqqq"], 3, "“qqqqq”"),
        (["add", "X", "--ingredient", ""], 3, "There is nothing in it"),
        (["add", "X", "--ingredient", "9999999999 g natto"], 3, "9999999999"),
        (["add", " ", "--ingredient", "natto"], 3, "1 to 80 characters"),
        (["add", "nattotoast 🧀", "--ingredient", "natto"], 3, "already"),
        (["add", "X", "--ingredient", SUPPLEMENT], 3, "supplement"),
        (["add", "X", "--ingredient", "natto", "--servings", "0"], 2, "is zero"),
        (["add", "X", "--ingredient", "natto", "--servings", "1e9"], 2, "not a number"),
        (["add", "X", "--ingredient", "natto", "--servings", "5000"], 3, "servings"),
        (["add", "X", "--ingredient", "natto", "--yield", "999999 "], 3, "cooked weight"),
        (["edit", "Nattotoast 🧀"], 2, "Nothing to change"),
        (["edit", "<b>", "--servings", "2"], 3, "“<b>”. Choose one of: Nattotoast 🧀."),
        (["show", "x\x1b[0m"], 3, "“x�[0m”"),
        (["remove", "natto"], 3, "No recipe is called “natto”"),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_mistakes_change_nothing(refused, toast, recipes, arguments, code, words):
    before = recipes()
    assert words in refused("recipe", *arguments, code=code)
    assert recipes() == before
