"""Bread and what is on it as one word, pasta with its sauce, and what is short for more."""

import pytest

from tests.words import eaten, read


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("de", "Wurstbrot", ["bread-white", "cold-cuts-unspecified"]),
        ("de", "Lachsbrot", ["bread-white", "salmon-smoked-cold"]),
        ("de", "Thunfischbrot", ["bread-white", "tuna-canned-brine"]),
        ("de", "Fischbrötchen", ["bread-roll", "fish-unspecified"]),
        ("de", "Lachsbrötchen", ["bread-roll", "salmon-smoked-cold"]),
        ("de", "Schinkenbrötchen", ["sandwich-ham"]),
        ("da", "laksemad", ["bread-white", "salmon-smoked-cold"]),
        ("sv", "laxmacka", ["bread-white", "salmon-smoked-cold"]),
        ("no", "brødskive med laks", ["bread-white", "salmon-smoked-cold"]),
        ("nl", "broodje worst", ["bread-roll", "cold-cuts-unspecified"]),
    ],
)
def test_bread_is_told_from_what_is_on_it(language, text, ids):
    assert [row and row[0] for row in eaten(text, language)] == ids


def test_what_is_on_bread_is_counted_on_each_slice():
    assert eaten("2 Wurstbrote", "de") == [("bread-white", 58), ("cold-cuts-unspecified", 40)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "200 g Nudeln mit Bolognese"), ("nl", "200 g pasta met bolognese")],
)
def test_the_amount_of_pasta_with_a_sauce_is_that_of_the_dish(language, text):
    assert eaten(text, language) == [("spaghetti-bolognese", 200)]
    assert "is read as all of the dish" in read(text, language)[0].assumed


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("patatje met", [("french-fries", 117), ("mayonnaise", 15)]),
        ("grote friet met", [("french-fries", 154), ("mayonnaise", 15)]),
        ("patat met kaas", [("french-fries", 117), ("cheese-unspecified", 30)]),
    ],
)
def test_fries_with_are_fries_with_mayonnaise(text, rows):
    assert eaten(text, "nl") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1 tabak etli nohut", [("chickpeas", 150), ("beef-unspecified-cooked", 50)]),
        ("etli kuru fasulye", [("beans", 86), ("beef-unspecified-cooked", 50)]),
        ("sucuklu yumurta", [("egg-unspecified", 50), ("salami-european", 30)]),
    ],
)
def test_what_is_in_a_turkish_dish_is_counted_beside_it(text, rows):
    assert eaten(text, "tr") == rows


@pytest.mark.parametrize(
    ("language", "text", "food"),
    [
        ("ja", "豚もも", "pork-leg-cooked"),
        ("ja", "鶏ひき肉", "chicken-mince-cooked"),
        ("zh", "牛肩肉", "beef-chuck-cooked"),
        ("da", "hakket kyllingekød", "chicken-mince-cooked"),
        ("ja", "豚もも 生", "pork-leg-raw"),
    ],
)
def test_meat_is_meant_cooked_unless_raw_is_said(language, text, food):
    assert [row and row[0] for row in eaten(text, language)] == [food]


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        (
            "pl",
            "2 kanapki z szynką i serem",
            [("bread-white", 58), ("ham-sliced", 56), ("cheese-unspecified", 50)],
        ),
        (
            "no",
            "en skive med leverpostei og agurk",
            [("bread-white", 29), ("liver-pate-pork", 20), ("cucumber", 20)],
        ),
        (
            "de",
            "Brot mit Käse und Wurst",
            [("bread-white", 29), ("cheese-unspecified", 25), ("cold-cuts-unspecified", 20)],
        ),
    ],
)
def test_what_follows_an_and_lies_on_the_slice_too(language, text, rows):
    assert eaten(text, language) == rows
