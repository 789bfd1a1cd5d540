"""What the page "My foods" says of own foods, recipes, supplements and saved meals."""

from datetime import date

import pytest

from estimator.calculation.intake import estimate
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.diary.diary import Diary
from estimator.diary.past_updates import PastUpdate
from estimator.errors import UnitError
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from estimator.foods.table import food_table
from estimator.store import open_store
from estimator.views.my_foods.lines import (
    copyable_foods,
    form_warnings,
    own_item_lines,
    past_words,
    profile_names,
    saved_meal_lines,
    spoken_name,
    updated_words,
)
from estimator.views.shared.dishes import dish_intakes, dish_words, serving_intake, serving_words
from estimator.views.shared.figures import figure, figure_range
from estimator.views.shared.markdown import plain

SLICE = Portion("slice", 25.0, "own", "")
HOSTILE = ["<script>alert(1)</script>", "**bold** [x](y)", "=1+1", "שוקולד", "🧀🧀", "x" * 80]


@pytest.fixture
def diary(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'diary.sqlite3'}")
    yield Diary(store)
    store.close()


@pytest.fixture
def me(diary):
    return diary.people.first().id


def cheese(name="Cheese", **given):
    return OwnFood(name=name, group="cheese", **{"contents": {}, "portions": (SLICE,), **given})


def lines_of(diary, me):
    return {line.own.name: line for line in own_item_lines(diary.foods(me), "world")}


def test_an_own_food_is_told_per_its_first_measure_with_its_range(diary, me):
    contents = {"MK4": Content(value=10.0, low=5.0, high=20.0), K2_TOTAL: Content(value=40.0)}
    diary.own_foods.save(me, cheese(contents=contents))
    line = lines_of(diary, me)["Cheese"]
    assert line.k2.startswith("10 µg K2 (")
    assert line.k2.endswith(") per slice (25 g)")
    assert line.notes[0] == "By form, µg: MK-4 2.5."
    assert line.notes[1].startswith("Not known: MK-5, ")


def test_an_own_food_without_measures_is_told_per_100_g(diary, me):
    diary.own_foods.save(me, cheese(contents={"MK7": Content(value=0.0)}, portions=()))
    assert lines_of(diary, me)["Cheese"].k2.endswith("per 100 g")


def test_nothing_known_is_said_and_is_no_zero(diary, me):
    diary.own_foods.save(me, cheese())
    line = lines_of(diary, me)["Cheese"]
    assert line.k2 == "K2 not known per slice (25 g)"
    assert line.notes == ("Nothing is known of its K2. It counts as missing, not as zero.",)


def test_a_recipe_is_told_as_the_estimate_gives_it(diary, me):
    natto = [("natto", "1", "pack"), ("egg-unspecified", "2", "egg")]
    saved = diary.own_foods.save_recipe(me, "Natto bowl", natto, servings=2.0)
    foods = diary.foods(me)
    log = diary.entries.log(
        me, date=diary.people.today(me), item_id=saved.item_id, amount="1", unit="serving"
    )
    # The line is of the food, whatever the amount is judged by.
    intake = estimate(
        diary.entries.frame(me), None, composition=foods.composition("world"), amounts=False
    ).intake
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    expected = (
        f"{figure(total['estimate_ug'])} µg K2 "
        f"({figure_range(total['low_ug'], total['high_ug'])}) "
        f"per serving ({figure(log.quantity)} g)"
    )
    assert lines_of(diary, me)["Natto bowl"].k2 == expected


def test_a_recipe_not_saved_yet_is_told_as_it_will_be(diary, me):
    parts = [("natto", "1,5", "packs"), ("cheese-gouda-aged", "40", "g")]
    profile = diary.people.get(me)
    intake, grams = serving_intake(parts, 4.0, 90.0, diary.foods(me), profile)
    draft = f"{dish_words(intake)} per {serving_words(4.0, grams)}"
    diary.own_foods.save_recipe(me, "Bake", parts, yield_g=90.0, servings=4.0)
    assert lines_of(diary, me)["Bake"].k2 == draft


def test_the_whole_is_told_where_there_are_no_servings(diary, me):
    parts = [("natto", "1", "pack")]
    _, grams = serving_intake(parts, None, None, diary.foods(me), diary.people.get(me))
    assert serving_words(None, grams) == "whole recipe (40 g)"
    diary.own_foods.save_recipe(me, "Natto as it is", parts)
    assert lines_of(diary, me)["Natto as it is"].k2.endswith("per whole recipe (40 g)")


def test_a_bad_amount_of_a_recipe_not_saved_yet_is_refused(diary, me):
    with pytest.raises(UnitError, match="zero"):
        serving_intake([("natto", "0", "g")], None, None, diary.foods(me), diary.people.get(me))


def test_where_an_item_is_used_and_that_a_recipe_has_an_older_version_of_it(diary, me):
    own = diary.own_foods.save(me, cheese(contents={"MK7": Content(value=5.0)}))
    diary.own_foods.save_recipe(me, "Toast", [(own.item_id, "1", "slice")])
    assert "Also used in: Toast." in lines_of(diary, me)["Cheese"].notes
    assert not any("older version" in note for note in lines_of(diary, me)["Toast"].notes)
    diary.own_foods.save(me, cheese(contents={"MK7": Content(value=6.0)}), own.key)
    notes = lines_of(diary, me)["Toast"].notes
    assert "Made with an older version of Cheese. Save it again to take in the new." in notes


def test_a_supplement_is_told_by_its_label(diary, me):
    diary.own_foods.save(me, OwnSupplement(name="Drops", unit_name="drop", dose_ug={"MK7": 25.0}))
    line = lines_of(diary, me)["Drops"]
    assert (line.k2, line.notes) == ("25 µg MK-7 per drop, by label", ())


def test_a_saved_meal_tells_supplements_apart(diary, me):
    today = diary.people.today(me)
    eaten = [
        diary.entries.log(me, date=today, item_id="natto", amount="1", unit="pack"),
        diary.entries.log(me, date=today, item_id="supplement-mk7-45", amount="2", unit="capsule"),
    ]
    meal = diary.meals.save(me, "Breakfast", [entry.id for entry in eaten])
    (line,) = saved_meal_lines([meal], diary.foods(me), diary.people.get(me))
    natto = dish_words(dish_intakes({"x": [("natto", 40.0)]}, diary.foods(me), "world")["x"])
    assert line.k2 == f"{natto}, and 90 µg from supplements"
    assert "Natto" in line.contents


def test_a_meal_that_cant_be_logged_any_more_says_why(diary, me):
    own = diary.own_foods.save(me, cheese())
    entry = diary.entries.log(
        me, date=diary.people.today(me), item_id=own.item_id, amount="1", unit="slice"
    )
    meal = diary.meals.save(me, "Snack", [entry.id])
    diary.own_foods.save(me, cheese(portions=()), own.key)
    (line,) = saved_meal_lines([meal], diary.foods(me), diary.people.get(me))
    assert line.k2.startswith("Can't be logged as it is. 'slice' is not a unit of Cheese.")


def test_a_meal_of_what_was_removed_is_not_known(diary, me):
    own = diary.own_foods.save(me, cheese(contents={"MK7": Content(value=5.0)}))
    entry = diary.entries.log(
        me, date=diary.people.today(me), item_id=own.item_id, amount="1", unit="slice"
    )
    meal = diary.meals.save(me, "Snack", [entry.id])
    diary.own_foods.remove(me, own.key)
    (line,) = saved_meal_lines([meal], diary.foods(me), diary.people.get(me))
    assert line.k2 == "K2 not known"


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_kept_as_it_is(diary, me, name):
    diary.own_foods.save(me, cheese(name))
    assert name in lines_of(diary, me)
    assert f"{name} (yours)" in copyable_foods(diary.foods(me)).values()


def test_what_can_be_copied_are_foods(diary, me):
    diary.own_foods.save_recipe(me, "Bowl", [("natto", "1", "pack")])
    diary.own_foods.save(me, OwnSupplement(name="Drops", unit_name="drop", dose_ug={"MK7": 25.0}))
    assert copyable_foods(diary.foods(me)).keys() == food_table().foods.keys()


@pytest.mark.parametrize(
    ("update", "words"),
    [
        (
            PastUpdate(3, date(2026, 2, 1), date(2026, 2, 9), 10.0, 12.5),
            "3 past entries (1 February 2026 to 9 February 2026) are of an older version. "
            "K2 in all: 10 µg as logged, 12.5 µg if updated.",
        ),
        (
            PastUpdate(1, date(2026, 2, 1), date(2026, 2, 1), float("nan"), 12.5),
            "1 past entry (1 February 2026) is of an older version. "
            "K2 in all: not known as logged, 12.5 µg if updated.",
        ),
    ],
)
def test_what_an_update_of_the_past_would_change(update, words):
    assert past_words(update) == words
    assert updated_words(1) == "Updated: 1 past entry. Undo is possible."


def test_the_warning_is_of_the_forms_in_the_supplement():
    (mk7,) = form_warnings({"MK7": 45.0})
    assert mk7.startswith(plain("MK-7 supplements: in 15 healthy volunteers"))
    assert "https://doi.org/10.1111/jth.12203" in mk7
    (mk4,) = form_warnings({"MK4": 500.0})
    assert "must not be taken with warfarin" in mk4
    assert form_warnings({"VITK1": 100.0}) == []


def test_profiles_are_named_by_what_they_mostly_hold():
    names = profile_names()
    assert names["bacillus-soy"] == "Bacillus soy: MK-7 92 %, MK-8 8 %"
    assert all(any(LABELS[form] in name for form in FORMS) for name in names.values())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_label_that_is_heard_has_nothing_markdown_acts_on(name):
    assert plain(spoken_name(name)) == spoken_name(name).replace("(", "\\(").replace(")", "\\)")
