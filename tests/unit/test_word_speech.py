"""Lines as they are spoken, typed in haste or drawn: times of day, no commas, slips, pictures."""

import pytest

from estimator.words import NotUnderstood, Understood
from tests.words import read


def eaten(text, language=""):
    return [
        (row.item.item_id, round(row.quantity, 1), row.meal)
        if isinstance(row, Understood)
        else None
        for row in read(text, language)
    ]


def offered(text, language=""):
    (row,) = read(text, language)
    assert isinstance(row, NotUnderstood), row
    return [item.item_id for item in row.alternatives]


@pytest.mark.parametrize(
    ("time", "rest"),
    [
        ("8:00", "2 eggs"),
        ("8:00 am", "2 eggs"),
        ("8 a.m.", "2 eggs"),
        ("12:30pm", "2 eggs"),
        ("07.30", "2 eggs"),
        ("19h00", "2 eggs"),
        ("7-8 am", "2 eggs"),
        ("12:00-12:30", "2 eggs"),
        ("8 Uhr", "2 Eier"),
        ("9時", "卵2個"),
    ],
)
def test_a_time_of_day_is_no_amount_and_stays_in_the_row(time, rest):
    assert eaten(f"{time} {rest}") == eaten(rest) == [("egg-unspecified", 100.0, "")]
    assert read(f"{time} {rest}")[0].text == f"{time} {rest}"
    assert eaten(f"{time}: {rest}") == eaten(f"{time} - {rest}") == eaten(rest)


@pytest.mark.parametrize(
    "text", ["at 8:00 2 eggs", "um 8 Uhr 2 Eier", "kl. 8 2 eggs", "2 eggs 8:00"]
)
def test_a_time_of_day_goes_with_the_word_before_it_and_may_come_last(text):
    assert eaten(text) == [("egg-unspecified", 100.0, "")]


@pytest.mark.parametrize(
    ("text", "grams"), [("7.5 g butter", 7.5), ("12.50 g butter", 12.5), ("butter 12.30 g", 12.3)]
)
def test_a_number_with_a_unit_is_no_time(text, grams):
    assert eaten(text) == [("butter", grams, "")]


def test_a_time_alone_names_no_food():
    assert read("8:00") == []
    assert eaten("8:00\n2 eggs") == [("egg-unspecified", 100.0, "")]
    assert read("8:00 xyzzyx")[0].text == "8:00 xyzzyx"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "200g chicken 150g rice 100g broccoli",
            [
                ("chicken-unspecified-cooked", 200.0),
                ("rice-white-cooked", 150.0),
                ("broccoli", 100.0),
            ],
        ),
        (
            "chicken (200g) rice (150g)",
            [("chicken-unspecified-cooked", 200.0), ("rice-white-cooked", 150.0)],
        ),
        (
            "two eggs a slice of toast and then a cup of coffee",
            [("egg-unspecified", 100.0), ("bread-white", 29.0), ("coffee", 237.0)],
        ),
        ("today i ate a banana a yogurt", [("banana", 118.0), ("yogurt-plain-whole", 170.0)]),
        ("um so i had like a bowl of cereal", [("breakfast-cereal", 40.0)]),
        ("couple of rashers of bacon", [("bacon-cooked", 23.0)]),
        ("large glass of wine (250ml)", [("wine", 248.5)]),
        ("93/7 ground beef 6oz", [("beef-mince-cooked", 170.1)]),
        ("3 cherry tomatoes", [("tomato", 51.0)]),
        ("then a cup of tea", [("tea-black", 245.0)]),
    ],
)
def test_amounts_part_foods_and_words_of_speech_are_none(text, rows):
    assert [row and row[:2] for row in eaten(text)] == rows


@pytest.mark.parametrize("text", ["chicken 200 g rice", "1 can (5 oz) tuna", "2 x 28 g cheddar"])
def test_amounts_part_nothing_where_it_is_not_clear_or_one_food(text):
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "meals"),
    [
        ("breakfast: eggs; lunch: soup", ["breakfast", "lunch"]),
        ("breakfast: eggs. lunch: soup", ["breakfast", "lunch"]),
        ("breakfast was eggs lunch was soup dinner was rice", ["breakfast", "lunch", "dinner"]),
        ("for lunch i had an apple and for dinner i had rice", ["lunch", "dinner"]),
        ("2 eggs for breakfast and an apple for lunch", ["breakfast", "lunch"]),
        ("lunch: eggs, soup", ["lunch", "lunch"]),
    ],
)
def test_each_food_has_the_meal_it_is_told_of(text, meals):
    assert [row and row[2] for row in eaten(text)] == meals


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("🍌", ["banana"]),
        ("2 🍌", ["banana"]),
        ("banana 🍌 and apple 🍎", ["banana", "apple"]),
        ("toast 🥑", ["bread-white", "avocado"]),
        ("chicken with 🍚", ["chicken-unspecified-cooked", "rice-white-cooked"]),
        ("🍌🍎", ["banana", "apple"]),
    ],
)
def test_a_picture_is_a_food_or_decorates_the_one_that_is_written(text, foods):
    assert [row and row[0] for row in eaten(text)] == foods


@pytest.mark.parametrize(
    ("text", "food_id"),
    [
        ("sossage", "sausage-unspecified"),
        ("beens", "beans"),
        ("chiken nuggets", "chicken-nuggets"),
        ("penut butter", "peanut-butter"),
        ("scrambld egs", "egg-scrambled"),
        ("sour creem", "cream-sour"),
        ("lettus", "lettuce-leaf"),
    ],
)
def test_what_a_slip_may_mean_is_offered_first(text, food_id):
    assert food_id in offered(text, "en-GB")[:3]


def test_a_word_of_a_language_that_nobody_wrote_in_is_asked_about():
    assert "beans" in offered("bonne")  # the Danish bean without its accent
    assert eaten("bonne", "da") == eaten("bønne", "da") != [None]
    assert "pepper" in offered("peperoni", "en-GB")
    assert eaten("peperoni", "it")[0][0] == "pepper"


def test_what_is_not_in_the_table_is_said_to_be_none():
    (row,) = read("halls")
    assert row.reason == "“halls” is not in the table. Is it one of these?"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Fish, mackerel, baked", [("mackerel-cooked", 88.0)]),
        ("1 egg, boiled egg", [("egg-unspecified", 50.0), ("egg-whole-boiled", 50.0)]),
        ("pasta, dry 100g", [("pasta-cooked", 100.0)]),
        ("chicken breast, grilled 200g", [("chicken-breast-skinless-cooked", 200.0)]),
        ("Quesadilla, with cheese", [("quesadilla", 194.0)]),
        (
            "chicken sandwich, with cheese",
            [("sandwich-chicken", 180.0), ("cheese-unspecified", 25.0)],
        ),
        ("fish, shrimp", [("fish-unspecified", 85.0), ("shrimp-cooked", 85.0)]),
        ("sashimi 5 pieces", [("fish-unspecified", 75.0)]),
        ("2 Frikadellen", [("kofte", 160.0)]),
        ("小笼包6个", [("baozi", 240.0)]),
        ("10 olives", [("olives-green", 35.0)]),
        ("olives", [("olives-green", 13.5)]),
        ("pint of milk", [("milk-whole", 520.0)]),
        ("1-1/2 cups milk", [("milk-whole", 366.0)]),
        ("small handful of grapes (about 10)", [("grapes", 49.0)]),
    ],
)
def test_foods_are_read_as_tables_of_foods_name_them_and_pieces_weigh_what_they_are(text, rows):
    assert [row and row[:2] for row in eaten(text)] == rows


@pytest.mark.parametrize("text", ["200 kcal rice", "granola bar 190 calories", "yogurt or quark"])
def test_calories_and_one_of_two_foods_are_asked_about(text):
    assert eaten(text) == [None]


def test_of_many_foods_of_a_word_those_that_are_called_so_come_first():
    assert all(food_id.startswith("sandwich-") for food_id in offered("sandwich")[:3])
