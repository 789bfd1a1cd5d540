"""What people write in the quick-add box, and what it is read as."""

import pytest

from estimator.errors import InputError
from estimator.foods import Food, Portion, food_table
from estimator.number_words import number_text
from estimator.quick_add import (
    LONGEST_TEXT,
    MOST_ITEMS,
    NotUnderstood,
    Understood,
    read_quick_add,
    with_item,
)
from estimator.units import Measures

MEASURES = Measures()


def read(text, **more):
    return read_quick_add(text, food_table(), MEASURES, **more)


def only(text):
    (row,) = read(text)
    assert isinstance(row, Understood), row
    return row


def eaten(text):
    """What each item is read as: food, grams or units; None where it is not understood."""
    return [
        (row.item.item_id, pytest.approx(row.quantity)) if isinstance(row, Understood) else None
        for row in read(text)
    ]


EGG, GOUDA, NATTO, MILK = "egg-unspecified", "cheese-gouda-unspecified", "natto", "milk-whole"
BREAKFAST = [(EGG, 100), (GOUDA, 30), (NATTO, 40), (MILK, 154.65)]


@pytest.mark.parametrize(
    "text",
    [
        "2 eggs, 30 g gouda, 1 pack natto; 1,5 dl milk",
        "2 eggs\n30 g gouda\r\n1 pack natto\n1.5 dl milk\n",
        "two eggs + 30g gouda & a pack of natto and 1½ dl milk",
        "eggs x2; gouda 30 g; natto, milk 1,5 dl",
        "2x egg; gouda (30 g) ; natto x1 ; 1 1/2 dl of milk",
        "2 × eggs,30 g gouda,1 pack natto,1.5 dl milk",
        "two egg und 30 grams gouda et one pack natto en 15 cl milk",
    ],
)
def test_one_breakfast_written_in_many_ways(text):
    assert eaten(text) == BREAKFAST


@pytest.mark.parametrize("eggs", ["eieren", "Eier", "œufs", "oeufs", "huevos", "uova", "jajka"])
def test_eggs_in_other_languages(eggs):
    assert eaten(f"2 {eggs}; oude kaas 30 g") == [(EGG, 100), ("cheese-gouda-aged", 30)]


@pytest.mark.parametrize(
    ("text", "food", "amount", "unit"),
    [
        ("half a pack of natto", NATTO, 0.5, "pack"),
        ("one and a half packs natto", NATTO, 1.5, "pack"),
        ("a quarter pack natto", NATTO, 0.25, "pack"),
        ("a dozen eggs", EGG, 12, "egg (large)"),
        ("half a dozen eggs", EGG, 6, "egg (large)"),
        ("1 large egg", EGG, 1, "egg (large)"),
        ("3 medium eggs", EGG, 3, "egg (medium)"),
        ("1/2 cup milk", MILK, 0.5, "cup"),
        ("½ cup milk", MILK, 0.5, "cup"),
        ("1,000.5 g natto", NATTO, 1000.5, "g"),
        ("oude kaas 30 g", "cheese-gouda-aged", 30, "g"),
        ("20 g Hüttenkäse", "cheese-cottage", 20, "g"),
        ("30 G GOUDA", GOUDA, 30, "g"),
        ("2 slices Gouda, aged", "cheese-gouda-aged", 2, "slice"),
        ("1 cup, shredded Gouda, aged", "cheese-gouda-aged", 1, "cup, shredded"),
    ],
)
def test_amounts_units_and_names(text, food, amount, unit):
    row = only(text)
    assert (row.item.item_id, row.amount, row.unit) == (food, amount, unit)


@pytest.mark.parametrize("micro", ["ug", "µg", "μg", "mcg"])
def test_supplements_in_micrograms_of_any_spelling(micro):
    row = only(f"100 {micro} Vitamin K2 MK-7 supplement, 100 ug")
    assert (row.item.item_id, row.quantity) == ("supplement-mk7-100", 1.0)


def test_names_that_hold_a_separator_stay_whole():
    texts = [row.text for row in read("half and half, Gouda, aged, 2 eggs")]
    assert texts == ["half and half", "Gouda, aged", "2 eggs"]


class TestAssumed:
    def test_no_amount_is_the_first_measure_and_said(self):
        row = only("natto")
        assert (row.quantity, row.assumed) == (40.0, "No amount given: 1 x pack (40 g).")

    def test_no_unit_is_the_first_measure_and_said(self):
        assert only("natto x2").assumed == "No unit given: 2 x pack (40 g)."

    def test_what_was_written_is_not_assumed(self):
        assert only("2 packs natto").assumed == ""

    def test_a_measure_without_an_amount_is_one(self):
        row = only("glass of milk")
        assert (row.quantity, row.assumed) == (206.0, "No amount given: 1 x glass (206 g).")

    def test_a_food_without_measures_asks_for_an_amount(self):
        bare = Food("own-1", "Zog", "cheese", "", "", None, False, "", (), ())
        (row,) = read_quick_add("zog", food_table().extended([bare]), MEASURES)
        assert "100 g Zog" in row.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("200 milk", "200 of what? Write the unit, such as 200 g Milk, whole."),
        ("2 dl gouda", "density"),
        ("3 slices brie", "not a unit of Brie"),
        ("5 IU natto", "international units"),
        ("20 µg gouda", "measures a vitamin"),
        ("0 g natto", "zero"),
        ("-2 eggs", "negative"),
        ("1,000 g natto", "ambiguous"),
        ("10^9 eggs", "not a number"),
        ("1000000000 eggs", "Write the unit"),
        ("1000000000 g natto", "more than the 5 kg"),
        ("1/0 eggs", "not a number"),
        ("qqqqqqqqq", "No food has a name like this"),
        ("3 qqqqqqqqq", "No food has a name like this"),
        ("🧀", "No food has a name like this"),
        ("42", "No food has a name like this"),
        ("=1", "No food has a name like this"),
        ("\0", "No food has a name like this"),
        ("‏‏", "No food has a name like this"),
    ],
)
def test_what_cannot_be_used_is_a_row_that_says_why(text, words):
    (row,) = read(text)
    assert isinstance(row, NotUnderstood)
    assert words in row.reason
    assert row.text == text.strip()


def test_an_amount_or_a_measure_never_passes_for_a_part_of_a_name():
    for text in ("3^2 egs", "slice of bri"):
        (row,) = read(text)
        assert isinstance(row, NotUnderstood), row


class TestDoubt:
    def test_a_similar_name_is_doubtful_and_has_alternatives(self):
        row = only("30 g chedar")
        assert row.doubtful
        assert "Cheddar" in row.item.name
        assert row.alternatives[0] == row.item
        assert len(row.alternatives) > 1

    def test_a_name_of_the_table_is_not(self):
        assert not only("natto").doubtful

    def test_what_is_eaten_often_comes_first(self):
        assert only("30 g cheese").item.item_id != "cheese-brie"
        (row,) = read("30 g cheese brie", familiar=["cheese-brie"])
        assert row.item.item_id == "cheese-brie"

    def test_another_item_takes_amount_and_unit(self):
        row = only("2 slices gouda")
        aged = food_table().get("cheese-gouda-aged")
        other = with_item(row, aged, MEASURES)
        assert (other.item, other.amount, other.unit, other.quantity) == (aged, 2, "slice", 50.0)
        assert other.alternatives[0] == aged
        assert with_item(row, row.item, MEASURES) is row

    def test_another_item_without_that_unit_says_so(self):
        row = only("2 slices gouda")
        other = with_item(row, food_table().get("natto"), MEASURES)
        assert "'slice' is not a unit of Natto" in other.reason

    def test_another_item_has_its_own_first_measure(self):
        other = with_item(only("gouda"), food_table().get("natto"), MEASURES)
        assert (other.unit, other.quantity) == ("pack", 40.0)
        assert other.assumed == "No amount given: 1 x pack (40 g)."


def test_an_own_food_goes_before_one_of_the_table():
    portions = (Portion("pot", 50.0, "own", ""),)
    own = Food("own-1", "Natto", "natto", "", "", None, False, "", portions, ())
    (row,) = read_quick_add("2 pots natto", food_table().extended([own]), MEASURES)
    assert (row.item, row.quantity, row.doubtful) == (own, 100.0, False)


def test_limits():
    assert read("") == read(" , ;\n") == []
    assert len(read("; ".join(["natto"] * MOST_ITEMS))) == MOST_ITEMS
    with pytest.raises(InputError, match="51 items, but 50"):
        read("; ".join(["natto"] * (MOST_ITEMS + 1)))
    with pytest.raises(InputError, match="2,001 characters"):
        read("x" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a", "1"),
        ("Twelve", "12"),
        ("a half", "1/2"),
        ("half a", "1/2"),
        ("a quarter of a", "1/4"),
        ("two and a half", "2 1/2"),
        ("half a dozen", "6"),
        ("1 1/2", "1 1/2"),
    ],
)
def test_numbers_in_words(words, number):
    assert number_text(words) == number
