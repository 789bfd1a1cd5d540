"""Kinds of lines that were read wrong once: how much of what, and which food."""

import os
import subprocess
import sys

import pytest

from estimator.foods.table import food_table
from estimator.words import NotUnderstood, Understood, match_name, search
from tests.words import eaten, read


def offered(text):
    (row,) = read(text)
    assert isinstance(row, NotUnderstood), row
    return [item.item_id for item in row.alternatives]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2 to 3 slices of gouda", [("cheese-gouda-unspecified", 62.5)]),
        ("two to three eggs", [("egg-unspecified", 125.0)]),
        ("between 2 and 4 eggs", [("egg-unspecified", 150.0)]),
        ("zwischen 2 und 4 Eier", [("egg-unspecified", 150.0)]),
        ("2 eggs and 3 bananas", [("egg-unspecified", 100.0), ("banana", 354.0)]),
        ("a slice and a half of bread", [("bread-white", 43.5)]),
        ("2 cups and a half of milk", [("milk-whole", 610.0)]),
        ("1 heaped teaspoon of sugar", [("sugar-honey-jam", 7.0)]),
        ("12 grapes", [("grapes", 58.8)]),
        ("milk, 2%, 1 cup", [("milk-semi-skimmed", 244.0)]),
        ("1 cup milk 2%", [("milk-semi-skimmed", 244.0)]),
        ("2 Big Macs and 1 egg", [("cheeseburger", 430.0), ("egg-unspecified", 50.0)]),
        ("鸡蛋两个", [("egg-unspecified", 100.0)]),
        ("ご飯一杯", [("rice-white-cooked", 150.0)]),
        ("納豆一パック", [("natto", 40.0)]),
        ("牛乳コップ1杯", [("milk-whole", 206.0)]),
        ("밥 반 공기", [("rice-white-cooked", 75.0)]),
        ("une demi-baguette", [("bread-french-italian", 120.0)]),
        ("2 plakjes ham", [("ham-sliced", 56.0)]),
        ("2 pieces of pizza", [("pizza-unspecified", 214.0)]),
        ("1 Stück Käsekuchen", [("cheesecake", 125.0)]),
        ("a glass of red wine (175ml)", [("wine", 173.9)]),
        ("a can of tuna (120 g)", [("tuna-canned-brine", 120.0)]),
        ("rice (a handful)", [("rice-white-cooked", 30.0)]),
        ("spaghetti bolognese (large portion)", [("spaghetti-bolognese", 350.0)]),
        ("2 Yakults", [("milk-drink-probiotic", 130.0)]),
    ],
)
def test_how_much_is_read_as_it_is_written(text, rows):
    assert eaten(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Rührei aus 3 Eiern",
        "Rührei mit 3 Eiern",
        "jajecznica z trzech jajek",
    ],
)
def test_a_dish_of_eggs_is_counted_by_them(text):
    assert eaten(text) == [("egg-scrambled", 150.0)]


@pytest.mark.parametrize("text", ["omelette made with 3 eggs", "Omelett aus 3 Eiern"])
def test_an_omelette_of_eggs_has_the_butter_of_as_many(text):
    assert eaten(text) == [("omelette-plain", 186.0)]


@pytest.mark.parametrize("text", ["mk-4 5 mg", "5 mg mk-4"])
def test_a_dose_is_no_number_of_capsules(text):
    """It once was five capsules, of 25 mg."""
    assert eaten(text) == [("medicine-mk4-5mg", 1.0)]


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("Egg, whole, boiled", "egg-whole-boiled"),
        ("large free range eggs, boiled", "egg-whole-boiled"),
        ("egg, white, cooked", "egg-white"),
        ("chopped green beans, steamed", "green-beans"),
        ("fried green beans", "green-beans"),
        ("raw minced chicken", "chicken-mince-raw"),
        ("chicken, raw, minced", "chicken-mince-raw"),
        ("herbata zielona", "tea-green"),
        ("focaccia bread", "bread-french-italian"),
        ("apple fruit", "apple"),
    ],
)
def test_what_only_says_how_it_is_elsewhere_may_be_in_the_name(text, food):
    assert match_name(text, food_table()).item.item_id == food
    assert [item for item, _ in eaten(text)] == [food]


def test_a_word_for_all_meat_makes_no_kind_of_another():
    assert match_name("lamb beef", food_table()).item is None


def test_of_two_names_with_a_stroke_both_are_offered():
    assert {"salami-european", "pepperoni"} <= set(offered("salami/pepperoni")[:3])


def test_a_word_of_two_equally_likely_languages_is_asked_about():
    assert set(offered("20 g burro")) == {"butter", "burrito"}
    assert eaten("20 g burro", "it") == [("butter", 20.0)]
    assert eaten("pasta al burro")[1] == ("butter", 8.0)


def test_accents_tell_a_food_from_a_measure_of_another_language():
    """A Turkish kâse is a bowl."""
    assert eaten("emmental Käse") == [("cheese-emmental", 25.0)]
    assert eaten("1 kase çorba") == [("soup-vegetable", 300.0)]


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("grapes, green, seedless", ["grapes"]),
        ("lettuce, soft", ["lettuce-leaf"]),
        ("peanut butter, sugar free", ["peanut-butter"]),
        ("sausage, usual, diced", ["sausage-unspecified"]),
        ("soup and cheese sandwich", ["soup-vegetable", "sandwich-cheese"]),
    ],
)
def test_what_only_says_how_a_food_is_adds_no_other(text, foods):
    """ "soft" is a margarine in another language, and "sugar free" once added sugar."""
    assert [item for item, _ in eaten(text, "en")] == foods


@pytest.mark.parametrize(
    ("begun", "language", "food"),
    [
        ("mil", "", "milk-whole"),
        ("mik", "", "milk-whole"),
        ("chee", "", "cheese-unspecified"),
        ("brea", "", "bread-white"),
        ("but", "", "butter"),
        ("käs", "de", "cheese-unspecified"),
        ("lai", "fr", "milk-whole"),
        ("MIL", "", "milk-whole"),
    ],
)
def test_a_word_that_is_only_begun_finds_the_most_ordinary_food(begun, language, food):
    assert search(begun, food_table(), language=language)[0].item.item_id == food


def test_what_somebody_eats_often_leads_a_begun_word():
    hits = search("mil", food_table(), familiar=["milkshake"])
    assert [hit.item.item_id for hit in hits[:2]] == ["milkshake", "milk-whole"]


def test_the_same_words_mean_the_same_in_every_process():
    """Sets of languages once decided by the order in which a process happened to walk them."""
    code = (
        "from estimator.foods.table import food_table\n"
        "from estimator.measures.units import Measures\n"
        "from estimator.words import read_words\n"
        "for text in ('1 EL Quark', 'sauce au curry', 'mousse au chocolat', 'tikka masala'):\n"
        "    print(read_words(text, food_table(), Measures()))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("text", "language", "foods"),
    [
        ("rajma chawal", "hi", ["beans", "rice-white-cooked"]),
        ("2 roti sabzi", "hi", ["bread-chapati", "vegetables-unspecified"]),
        ("steak frites", "fr", ["beef-steak-cooked", "french-fries"]),
        ("poulet rôti haricots verts", "fr", ["chicken-roast-with-skin", "green-beans"]),
        ("tartine beurre confiture", "fr", ["bread-white", "butter", "sugar-honey-jam"]),
        ("Currywurst Pommes", "de", ["sausage-unspecified", "french-fries"]),
        ("arroz feijão bife", "pt", ["rice-and-beans", "beef-steak-cooked"]),
        ("lentejas con chorizo", "es", ["lentils", "chorizo-cured"]),
        ("patat met mayo", "nl", ["french-fries", "mayonnaise"]),
        ("Vollmilch Schokolade", "de", ["chocolate-bar-milk"]),
        ("kip rijst", "nl", ["chicken-and-rice"]),
        ("potato bread", "en", [None]),
        ("glace fraise", "fr", [None]),
    ],
)
def test_foods_side_by_side_are_each_a_food_where_they_make_no_dish(text, language, foods):
    assert [one and one[0] for one in eaten(text, language)] == foods


@pytest.mark.parametrize("text", ["egg bagel", "potato bread", "liver bagel", "onion pasty"])
def test_a_food_before_another_is_no_unit_of_it(text):
    (row,) = read(text)
    assert isinstance(row, NotUnderstood)
    assert "is not a unit" not in row.reason
    assert row.alternatives


def test_slices_of_bread_with_cheese_are_no_sandwiches():
    assert eaten("to skiver brød med ost", "no") == [
        ("bread-white", 58),
        ("cheese-unspecified", 50),
    ]


@pytest.mark.parametrize(
    ("text", "supplement"),
    [
        ("k2 100 mcg", "supplement-mk7-100"),
        ("vitamine K2 200 µg", "supplement-mk7-200"),
        ("ビタミンK2 100μg", "supplement-mk7-100"),
        ("비타민K2 100mcg", "supplement-mk7-100"),
        ("Vitamin K2 Tropfen 90 µg", "supplement-mk7-90"),
        ("k2-vitamin 100 mikrogram", "supplement-mk7-100"),
        ("mk4 5 mg", "medicine-mk4-5mg"),
    ],
)
def test_a_dose_of_k2_in_plain_words_is_the_supplement_that_has_it(text, supplement):
    (row,) = read(text)
    assert isinstance(row, Understood)
    assert (row.item.item_id, row.quantity) == (supplement, 1.0)
    assert ("is taken as" in row.assumed) == ("mk4" not in text)


def test_a_dose_of_a_form_that_no_product_has_is_that_many_micrograms():
    (row,) = read("mk7 150 mcg")
    assert isinstance(row, Understood)
    assert row.quantity * row.item.dose_ug["MK7"] == pytest.approx(150)


@pytest.mark.parametrize("text", ["k2", "vitamin k2", "k2 tablet", "k2 150 mcg", "vitamin d3 k2"])
def test_k2_without_a_form_or_a_dose_of_a_product_is_asked_about(text):
    assert all(item.startswith(("supplement-", "medicine-")) for item in offered(text))


def test_what_is_only_the_nearest_is_asked_about_beside_a_food_too():
    assert eaten("brødskive med rakfisk", "no") == [("bread-white", 29), None]
    assert eaten("brødskive med brunost", "no") == [("bread-white", 29), ("cheese-brunost", 20)]


@pytest.mark.parametrize(
    ("text", "language", "foods"),
    [
        ("rolled oats 50 g", "en", [("porridge-oats", 50)]),
        ("a bowl of oats", "en", [("porridge-oats", 50)]),
        ("50 g Haferflocken mit Milch", "de", [("porridge-oats", 50), ("milk-whole", 125)]),
        ("cooked oats 200 g", "en", [("porridge", 200)]),
        ("40 g żółtego sera", "pl", [("cheese-semi-hard-unspecified", 40)]),
        ("2 eggs benedict", "en", [("eggs-benedict", 294)]),
        ("pot au feu", "fr", [("pot-au-feu", 320)]),
        ("sherry trifle", "en", [("trifle", 170)]),
    ],
)
def test_foods_that_were_read_as_their_neighbours_are_themselves(text, language, foods):
    assert eaten(text, language) == foods


@pytest.mark.parametrize(
    ("text", "heading", "foods"),
    [
        ("Tuesday: 2 eggs", "Tuesday", [("egg-unspecified", 100)]),
        ("Day 3: 2 eggs", "Day 3", [("egg-unspecified", 100)]),
        (
            "cheese board: brie, stilton",
            "cheese board",
            [("cheese-brie", 30), ("cheese-stilton", 30)],
        ),
        ("gouda: 30 g", "", [("cheese-gouda-unspecified", 30)]),
        ("milk: 1 cup", "", [("milk-whole", 244)]),
    ],
)
def test_what_stands_before_a_colon_and_is_no_food_is_a_heading(text, heading, foods):
    first, *_ = read(text)
    assert eaten(text) == foods
    assert first.assumed.startswith(f"“{heading}” is read as a heading.") == bool(heading)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("200 g natto rice", {"natto", "rice-white-cooked"}),
        ("2 cups cheese noodles", {"cheese-unspecified", "noodles-wheat"}),
    ],
)
def test_two_foods_side_by_side_that_are_no_known_dish_can_both_be_chosen(text, both):
    assert set(offered(text)[:2]) == both
