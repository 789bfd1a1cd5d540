"""What `estimator` offers to scripts, and what importing it costs."""

import doctest
import pkgutil
import subprocess
import sys
from importlib import import_module

import pandas as pd
import pytest

import estimator
from estimator import EstimatorError, estimate, read_meal, region_composition

PUBLIC = [
    "Estimate",
    "EstimatorError",
    "MealRow",
    "data_version",
    "estimate",
    "estimate_cohort",
    "food_table",
    "per_logged_day",
    "read_meal",
    "region_composition",
    "weekly_rows",
]


def ran(code):
    return subprocess.run([sys.executable, "-c", code], timeout=300).returncode


def test_the_public_names_are_these():
    assert estimator.__all__ == PUBLIC
    assert set(PUBLIC) <= set(dir(estimator))


def test_no_public_name_is_that_of_a_folder_or_module():
    inside = {module.name for module in pkgutil.iter_modules(estimator.__path__)}
    assert not inside & set(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_is_explained_with_examples_that_run(name):
    explained = getattr(estimator, name)
    assert explained.__name__ == name
    module = import_module(explained.__module__)
    (found, *_) = doctest.DocTestFinder(recurse=False).find(explained, name, module)
    assert found.examples
    assert not doctest.DocTestRunner().run(found).failed


def test_another_name_is_no_part_of_it():
    with pytest.raises(AttributeError, match="has no attribute 'eat'"):
        _ = estimator.eat


def test_importing_it_brings_no_tables_and_no_streamlit():
    heavy = "{'pandas', 'numpy', 'pint', 'sqlalchemy', 'streamlit'} & set(sys.modules)"
    assert ran(f"import sys, estimator; sys.exit(bool({heavy}))") == 0


def test_a_public_name_is_the_same_after_its_module_was_imported():
    code = "import estimator.foods.table, estimator; estimator.food_table().find('natto')"
    assert ran(code) == 0


def test_what_was_read_can_be_estimated():
    rows = pd.DataFrame(read_meal("1 pack natto, 30 g gouda"))
    log = rows.rename(columns={"food_id": "item"}).assign(date="2026-02-10")
    intake = estimate(log[["date", "item", "grams"]], by="day").intake.set_index("component")
    assert 50 < intake.loc["MK7", "estimate_ug"] < 1000


def test_a_meal_is_read_into_rows_with_their_status():
    natto, eggs, doubtful, unknown = read_meal("40 g natto, 2 eggs, 2 menatetrenone, 3 xqzzt")
    assert (natto.text, natto.food_id, natto.name) == ("40 g natto", "natto", "Natto")
    assert (natto.amount, natto.unit, natto.grams) == (40, "g", 40)
    assert (natto.status, natto.reason, natto.alternatives[0]) == ("certain", "", "natto")
    assert (eggs.status, eggs.grams, eggs.alternatives[0]) == ("assumed", 100, eggs.food_id)
    assert eggs.reason
    assert (unknown.status, unknown.food_id, unknown.grams) == ("not_understood", None, None)
    assert unknown.reason
    assert (doubtful.text, doubtful.status) == ("2 menatetrenone", "doubtful")
    assert (doubtful.food_id, doubtful.amount, doubtful.grams) == (None, None, None)
    assert {"medicine-mk4-5mg", "medicine-mk4-15mg"} <= set(doubtful.alternatives)
    assert doubtful.reason


def test_a_supplement_is_counted_in_its_unit():
    (row,) = read_meal("2 capsules Menatetrenone (MK-4) 5 mg capsule")
    assert (row.food_id, row.amount, row.unit) == ("medicine-mk4-5mg", 2, "capsule")
    assert (row.grams, row.status) == (None, "certain")


def test_the_region_decides_the_cup():
    us, eu = (read_meal("1 cup beer", region)[0] for region in ("US", "EU"))
    assert eu.grams / us.grams == pytest.approx(250 / 236.588, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "region", "words"),
    [
        (None, "world", "A meal is text"),
        (float("nan"), "world", "A meal is text"),
        ("natto", "Mars", "Region 'Mars' is not known"),
        ("natto " * 1000, "world", "Log it in parts"),
    ],
)
def test_what_cannot_be_read_is_told(text, region, words):
    with pytest.raises(EstimatorError, match=words):
        read_meal(text, region)


def test_the_language_decides_what_a_word_means():
    english, french = (read_meal("20 g prune", language=tag)[0] for tag in ("en", "fr-CA"))
    assert (english.food_id, french.food_id) == ("prunes", "plum")
    with pytest.raises(EstimatorError, match=r"'xx' is not read. Choose one of en, de"):
        read_meal("20 g prune", language="xx")


def test_the_composition_of_a_region_is_a_copy():
    eu = region_composition("EU")
    assert not eu.duplicated(["food_id", "component"]).any()
    eu["value_ug_per_100g"] = 0.0
    assert region_composition("EU")["value_ug_per_100g"].sum() > 0
    with pytest.raises(EstimatorError, match="Choose one of world"):
        region_composition("Mars")
