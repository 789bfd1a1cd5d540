"""What people write in the quick-add box, and what it is read as."""

import sys
from contextlib import suppress

import pytest

from estimator.errors import InputError, UnknownFoodError
from estimator.foods.items import Food, Portion
from estimator.foods.names import SPOKEN, name_key
from estimator.foods.table import food_table
from estimator.measures.unit_names import units_of
from estimator.measures.units import Measures
from estimator.words import (
    LONGEST_TEXT,
    MOST_ITEMS,
    NotUnderstood,
    Status,
    Understood,
    find_food,
    read_words,
    with_item,
)

MEASURES = Measures()


def read(text, **more):
    return read_words(text, food_table(), MEASURES, **more)


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
        ("two dozen eggs", EGG, 24, "egg (large)"),
        ("a couple of eggs", EGG, 2, "egg (large)"),
        ("half a natto", NATTO, 0.5, "pack"),
        ("three quarters of a cup of milk", MILK, 0.75, "cup"),
        ("2 and a half packs natto", NATTO, 2.5, "pack"),
        ("1 and 1/2 packs natto", NATTO, 1.5, "pack"),
        ("natto half a pack", NATTO, 0.5, "pack"),
        ("x2 natto", NATTO, 2, "pack"),
        ("natto × 2", NATTO, 2, "pack"),
        ("natto, 2 packs", NATTO, 2, "pack"),
        ("natto (40 g)", NATTO, 40, "g"),
        ("natto: 40 g", NATTO, 40, "g"),
        ("- 40 g natto", NATTO, 40, "g"),
        ("• 40g natto", NATTO, 40, "g"),
        ("Gouda, aged, 30 g", "cheese-gouda-aged", 30, "g"),
        ("250ml milk", MILK, 250, "ml"),
        ("1/2l milk", MILK, 0.5, "l"),
        ("2 large boiled eggs", "egg-whole-boiled", 2, "egg (large)"),
        ("٢ natto", NATTO, 2, "pack"),
        ("1 large egg", EGG, 1, "egg (large)"),
        ("3 medium eggs", EGG, 3, "egg (medium)"),
        ("1/2 cup milk", MILK, 0.5, "cup"),
        ("½ cup milk", MILK, 0.5, "cup"),
        ("1,000.5 g natto", NATTO, 1000.5, "g"),
        ("oude kaas 30 g", "cheese-gouda-aged", 30, "g"),
        ("Gouda, aged, 1 cup, shredded", "cheese-gouda-aged", 1, "cup, shredded"),
        ("1 serving on bread butter", "butter", 1, "serving on bread"),
        ("1 cup cooked spinach", "spinach", 1, "cup cooked"),
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


def test_a_supplement_is_known_by_its_dose():
    assert only("100 µg mk-7").item.item_id == "supplement-mk7-100"
    assert only("mk-7 90 ug").item.item_id == "supplement-mk7-90"
    assert only("1 capsule mk-7 90").item.item_id == "supplement-mk7-90"
    assert only("vitamin k2 mk-7 supplement, 90 ug").unit == "capsule"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("half and half, Gouda, aged, 2 eggs", ["half and half", "Gouda, aged", "2 eggs"]),
        ("mac & cheese & eggs", ["mac & cheese", "eggs"]),
        ("Fish and chips and natto", ["Fish and chips", "natto"]),
        ("30 g 48+ kaas, natto", ["30 g 48+ kaas", "natto"]),
        ("2 eggs+30 g gouda", ["2 eggs", "30 g gouda"]),
        ("egg, fried, rice", ["egg, fried", "rice"]),
        ("butter, chicken", ["butter", "chicken"]),
        ("1 egg, boiled egg", ["1 egg", "boiled egg"]),
        ("natto, 1 pack, eggs", ["natto, 1 pack", "eggs"]),
        ("milk, 2 eggs", ["milk", "2 eggs"]),
        ("eggs 2,milk 2 dl", ["eggs 2", "milk 2 dl"]),
        ("1 pack natto,1,5 dl milk", ["1 pack natto", "1,5 dl milk"]),
        ("eggs, and natto", ["eggs", "natto"]),
        ("eggs and half a pack of natto", ["eggs", "half a pack of natto"]),
        ("納豆、牛乳", ["納豆", "牛乳"]),
    ],
)
def test_names_that_hold_a_separator_stay_whole_and_no_others(text, pieces):
    rows = read(text)
    assert [row.text for row in rows] == pieces
    assert all(isinstance(row, Understood) and row.status != Status.DOUBTFUL for row in rows)


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("2% milk", "milk-semi-skimmed"),
        ("1 % milk", "milk-low-fat-1"),
        ("gouda 48+", GOUDA),
        ("milk 3.5 %", MILK),
        ("sour cream 18 %", "cream-sour"),
    ],
)
def test_a_number_in_a_name_is_no_amount(text, food):
    row = only(text)
    assert (row.item.item_id, row.amount) == (food, 1)
    assert "No amount given: " in row.assumed


@pytest.mark.slow
def test_every_name_and_alias_of_the_table_is_read_exactly():
    # What people call a food goes before what a source calls so.
    spoken = {name.key for name in food_table().indexes[0].names if name.rank == SPOKEN}
    astray = [
        text
        for food in food_table().foods.values()
        for name in (food.name, *food.aliases)
        if name_key(name) not in spoken
        for text in (name, f"30 g {name}", f"{name} 30 g")
        if [getattr(row, "item", None) for row in read(text)] != [food]
    ]
    assert astray == []


@pytest.mark.slow
def test_every_measure_of_the_table_is_read_before_the_name_that_has_it():
    astray = []
    for item in food_table().items.values():
        for unit in units_of(item):
            (*others, row) = read(f"1 {unit} {item.name}")
            if not isinstance(row, Understood):
                assert "allowed" in row.reason  # too much of it for one entry
            elif others or (row.item, row.unit) != (item, unit):
                astray.append((unit, item.name))
    assert astray == []


class TestAssumed:
    def test_no_amount_is_the_first_measure_and_said(self):
        row = only("natto")
        assert (row.quantity, row.assumed) == (40.0, "No amount given: 1 pack (40 g).")

    def test_no_unit_is_the_first_measure_and_said(self):
        assert only("natto x2").assumed == "No unit given: 2 packs (40 g each)."
        assert only("2 eggs").assumed == "No unit given: 2 large eggs (50 g each)."

    def test_a_food_is_counted_by_its_own_measure(self):
        assert only("30 almonds").quantity == pytest.approx(36)
        assert only("3 strawberries").unit == "strawberry"
        assert only("2 chicken thighs").unit == "thigh"

    def test_an_article_is_no_count(self):
        assert only("a coffee").assumed == "No amount given: 1 cup (237 g)."

    def test_what_was_written_is_not_assumed(self):
        assert only("2 packs natto").assumed == ""

    def test_a_measure_without_an_amount_is_one(self):
        row = only("glass of milk")
        assert (row.quantity, row.assumed) == (206.0, "No amount given: 1 glass (206 g).")

    def test_a_food_without_measures_asks_for_an_amount(self):
        bare = Food("own-1", "Zog", "cheese", "", "", None, False, "", (), ())
        (row,) = read_words("zog", food_table().extended([bare]), MEASURES)
        assert "100 g Zog" in row.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("200 milk", "200 of what? Write the unit too: cup (244 g), glass (206 g), "),
        ("1 milk", "1 of what?"),
        ("2 milk", "2 of what?"),
        ("milk 200", "200 of what?"),
        ("30 gouda", "30 of what?"),
        ("90 Vitamin K2 MK-7 supplement, 90 ug", "90 of what? Write the unit too: capsule or"),
        ("1 box eggs", "'box' is not a unit of Egg"),
        ("box of eggs", "'box' is not a unit of Egg"),
        ("2 200 ml milk", "not clear what '200' is"),
        ("1e9 eggs", "'1e9' is no amount that can be used"),
        ("30 g goda 50", "not clear what '50' is"),
        ("200 g", "No food is named here"),
        ("2 slices", "No food is named here"),
        ("half a", "No food is named here"),
        ("200 ml qqqqqqqqq", "No food has a name like this"),
        ("2 dl gouda", "density"),
        ("5 IU natto", "international units"),
        ("20 µg gouda", "measures a vitamin"),
        ("0 g natto", "zero"),
        ("-2 eggs", "negative"),
        ("1,000 g natto", "ambiguous"),
        ("10^9 eggs", "not a number"),
        ("1000000000 eggs", "more than the 5 kg"),
        ("1000000000 g natto", "more than the 5 kg"),
        ("1/0 eggs", "not a number"),
        ("qqqqqqqqq", "No food has a name like this"),
        ("3 qqqqqqqqq", "No food has a name like this"),
        ("🪨", "No food is named here"),
        ("42", "No food is named here"),
        ("=1", "No food is named here"),
        ("<script>alert(1)</script>", "No food has a name like this"),
    ],
)
def test_what_cannot_be_used_is_a_row_that_says_why(text, words):
    (row,) = read(text)
    assert isinstance(row, NotUnderstood)
    assert words in row.reason
    assert row.text == text.strip()


def test_a_measure_never_passes_for_a_part_of_a_name():
    row = only("slice of chedar")
    assert (row.item.item_id, row.unit) == ("cheese-cheddar", "slice")
    assert "No food is named here" in read("=1+1")[0].reason


class TestDoubt:
    @pytest.mark.parametrize("text", ["30 g natoo", "30 g goda", "2 slices emantal", "zog liver"])
    def test_a_similar_name_is_offered_and_not_chosen(self, text):
        (row,) = read(text)
        assert isinstance(row, NotUnderstood)
        assert row.status == Status.DOUBTFUL
        assert row.alternatives

    def test_what_is_chosen_takes_the_amount_that_was_written(self):
        (row,) = read("30 g goda")
        gouda = food_table().get(GOUDA)
        chosen = with_item(row, gouda, MEASURES)
        assert (chosen.item, chosen.quantity) == (gouda, 30)

    def test_one_wrong_letter_of_a_long_word_is_corrected_and_said(self):
        row = only("30 g chedar")
        assert row.item.item_id == "cheese-cheddar"
        assert row.assumed.startswith("“chedar” is read as “")

    def test_a_name_of_the_table_is_certain_once_amount_and_unit_are_written(self):
        assert only("30 g natto").status == Status.CERTAIN
        assert only("natto").status == Status.ASSUMED

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
        assert "'slices' is not a unit of Natto" in other.reason

    def test_another_item_has_its_own_first_measure(self):
        eggs, quail = only("2 eggs"), food_table().get("egg-quail")
        assert with_item(eggs, quail, MEASURES).unit == quail.portions[0].measure
        other = with_item(only("gouda"), food_table().get("natto"), MEASURES)
        assert (other.unit, other.quantity) == ("pack", 40.0)
        assert other.assumed == "No amount given: 1 pack (40 g)."


def test_an_own_food_goes_before_one_of_the_table():
    portions = (Portion("pot", 50.0, "own", ""),)
    own = Food("own-1", "Natto", "natto", "", "", None, False, "", portions, ())
    (row,) = read_words("2 pots natto", food_table().extended([own]), MEASURES)
    assert (row.item, row.quantity, row.status) == (own, 100.0, Status.CERTAIN)


def test_limits():
    assert read("") == read(" , ;\n") == []
    assert len(read("; ".join(["natto"] * MOST_ITEMS))) == MOST_ITEMS
    with pytest.raises(InputError, match="more than the 50 items"):
        read("; ".join(["natto"] * (MOST_ITEMS + 1)))
    with pytest.raises(InputError, match="2,001 characters"):
        read("x" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize(
    ("text", "most_calls"),
    [
        ("2 eggs, 30 g gouda, 1 pack natto; 1,5 dl milk", 120_000),
        ("2 egs, 30 g goda chese, 1 pack nato; 1,5 dl mlk", 120_000),
        (", ".join(["7 egs xyzzy goda chese chickn brest uv"] * 49), 4_000_000),
        (", ".join(["1 slice Emmental, aged over 3 months"] * 49), 4_000_000),
        ("a," * 1000, 4_000_000),
        ("2 slice egg " * 166, 4_000_000),
        ("1" + " " * 1998 + "/", 4_000_000),
        ("half a " * 285, 4_000_000),
        ("(1" * 1000, 4_000_000),
        ("納豆" * 1000, 4_000_000),
    ],
)
def test_any_text_is_read_at_once(text, most_calls):
    """No text takes work out of all proportion; how long it takes, `benchmarks.words` prints.

    Calls are counted, which are the same on a machine that is busy.
    """
    read("3 eggs, 40 g edam, 2 cups tofuu; 2,5 dl tea")  # what is made on first use
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        with suppress(InputError):  # too many items
            read(text)
    finally:
        sys.setprofile(before)
    assert 0 < calls < most_calls


@pytest.mark.parametrize("text", ["nato", "nato nato", "rise", "mil", "tofa"])
def test_a_short_word_is_not_bent_to_a_word_of_another_language(text):
    """A slip of one letter is asked about, and never taken for a form of a foreign word."""
    with pytest.raises(UnknownFoodError):
        find_food(text, food_table())


@pytest.mark.parametrize(
    ("text", "food"),
    [("eggs, boiled", "egg-whole-boiled"), ("egg fried", "egg-whole-fried")],
)
def test_how_a_food_is_may_stand_behind_it(text, food):
    (row,) = read(text)
    assert row.item.item_id == food
