"""The fat that is said of milk, yogurt, cream and cheese chooses the food of that fat."""

import pytest

from estimator.foods.plain_rows import plain_rows
from estimator.foods.table import food_table
from estimator.words import NotUnderstood, Understood
from tests.words import eaten, read


def foods(text, language=""):
    return [row and row[0] for row in eaten(text, language)]


def said(text, language=""):
    return " ".join(getattr(row, "assumed", "") for row in read(text, language))


@pytest.mark.parametrize(
    ("language", "text", "food"),
    [
        ("en", "light milk", "milk-low-fat-1"),
        ("en", "half-fat milk", "milk-semi-skimmed"),
        ("en-US", "milk, reduced fat, 8 fl oz", "milk-semi-skimmed"),
        ("de", "magerer Joghurt", "yogurt-plain-fat-free"),
        ("de", "fettarmer Käse", "cheese-semi-hard-low-fat"),
        ("nl", "halfvolle yoghurt", "yogurt-plain-low-fat"),
        ("fr", "crème fraîche allégée", "cream-sour"),
        ("es", "leche sin grasa", "milk-skimmed"),
        ("es", "queso bajo en grasa", "cheese-semi-hard-low-fat"),
        ("it", "latte senza grassi", "milk-skimmed"),
        ("pt", "queijo flamengo light", "cheese-gouda-reduced-fat"),
        ("pl", "jogurt light", "yogurt-plain-low-fat"),
        ("da", "mælk uden fedt", "milk-skimmed"),
        ("da", "fedtfri yoghurt", "yogurt-plain-fat-free"),
        ("sv", "lätt crème fraiche", "cream-sour"),
        ("no", "mager yoghurt", "yogurt-plain-low-fat"),
        ("tr", "yarım yağlı yoğurt", "yogurt-plain-low-fat"),
        ("hi", "low fat dahi", "yogurt-plain-low-fat"),
        ("ja", "低脂肪チーズ", "cheese-semi-hard-low-fat"),
        ("ja", "低脂肪牛乳", "milk-low-fat-1"),
        ("ko", "무지방 요거트", "yogurt-plain-fat-free"),
        ("zh", "脱脂酸奶", "yogurt-plain-fat-free"),
    ],
)
def test_words_of_fat_choose_the_food_of_that_fat(language, text, food):
    assert foods(text, language) == [food]


@pytest.mark.parametrize(
    ("language", "text", "food"),
    [
        ("fr", "lait 0%", "milk-skimmed"),
        ("es", "leche 0 %", "milk-skimmed"),
        ("sv", "yoghurt 0,5%", "yogurt-plain-fat-free"),
        ("no", "melk 1,2 %", "milk-low-fat-1"),
        ("de", "H-Milch 1,5% Fett", "milk-semi-skimmed"),
        ("de", "Quark 20 % Fett i. Tr.", "cheese-quark-full-fat"),
        ("fr", "yaourt 0% de matière grasse", "yogurt-plain-fat-free"),
        ("tr", "%3 yağlı süt", "milk-whole"),
        ("tr", "süt %1,5 yağlı", "milk-semi-skimmed"),
        ("da", "fløde 38%", "cream-whipping"),
        ("da", "hytteost 1,5%", "cheese-cottage-low-fat"),
        ("pl", "śmietana 30%", "cream-whipping"),
    ],
)
def test_a_percentage_chooses_the_food_of_that_fat(language, text, food):
    assert foods(text, language) == [food]


@pytest.mark.parametrize(
    ("language", "text", "food"),
    [
        ("de", "Gouda 30+", "cheese-gouda-reduced-fat"),
        ("de", "Gouda 30 %", "cheese-gouda-reduced-fat"),
        ("de", "Käse 45 % Fett i. Tr.", "cheese-unspecified"),
        ("da", "ost 30+", "cheese-gouda-reduced-fat"),
        ("sv", "ost 17 %", "cheese-gouda-reduced-fat"),
        ("sv", "ost 28 %", "cheese-unspecified"),
    ],
)
def test_fat_of_cheese_is_of_the_whole_or_of_its_dry_matter(language, text, food):
    assert foods(text, language) == [food]


def test_fat_next_to_that_of_a_food_is_counted_as_it_and_said():
    assert foods("fløde 13%", "da") == ["cream-half-and-half"]
    assert "“13 %” is counted as Half-and-half, the nearest in the table." in said(
        "fløde 13%", "da"
    )


@pytest.mark.parametrize("text", ["greek yogurt 2%", "light greek yogurt", "fat free cheese"])
def test_fat_that_no_food_is_near_to_is_asked_about(text):
    (row,) = read(text, "en")
    assert isinstance(row, NotUnderstood)
    assert row.alternatives


@pytest.mark.parametrize("text", ["light feta", "low fat mozzarella", "light sour cream"])
def test_a_fat_that_the_table_does_not_tell_apart_is_said(text):
    (row,) = read(text, "en")
    assert isinstance(row, Understood)
    assert "not told apart" in row.assumed


@pytest.mark.parametrize(
    ("text", "food"),
    [("magerer Schinken", "ham-sliced"), ("Kartoffeln ohne Fett", "potato")],
)
def test_other_foods_keep_their_name(text, food):
    assert foods(text, "de") == [food]


def test_every_kind_of_fat_is_a_food_and_each_is_found_by_its_own_percentage():
    table = food_table()
    for row in plain_rows("fat_kinds"):
        assert {row.of, row.food_id} <= set(table.foods), row
        assert not row.low_percent > row.high_percent, row
        assert not row.low_dry_percent > row.high_dry_percent, row
        assert set(filter(None, row.words.split("; "))) <= {"free", "low", "less", "half", "full"}


@pytest.mark.parametrize(
    ("language", "text", "milk"),
    [
        ("en", "skinny latte", "milk-skimmed"),
        ("en", "latte with skim milk", "milk-skimmed"),
        ("es", "café con leche desnatada", "milk-skimmed"),
        ("nl", "cappuccino met halfvolle melk", "milk-semi-skimmed"),
        ("en", "low-fat latte", "milk-low-fat-1"),
    ],
)
def test_a_latte_of_a_leaner_milk_is_coffee_and_that_milk(language, text, milk):
    assert eaten(text, language) == [("coffee", 60), (milk, 180)]


@pytest.mark.parametrize("text", ["latte with milk", "latte with whole milk", "cappuccino"])
def test_a_latte_of_whole_milk_stays_one(text):
    assert foods(text, "en") == ["coffee-latte"]
