"""How much is meant that is not said in full: a little of one food on another, plurals, cups."""

import pytest

from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import Understood, read_words
from estimator.words.by_company import MEANINGS
from tests.words import eaten

SUGAR = "sugar-honey-jam"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("coffee with milk", [("coffee", 237), ("milk-whole", 30)]),
        ("café con leche", [("coffee-latte", 240)]),
        ("tea, milk and two sugars", [("tea-black", 245), ("milk-whole", 30), (SUGAR, 14)]),
        ("tea, no milk", [("tea-black", 245)]),
        ("tea (milk, 1 sugar)", [("tea-black", 245), ("milk-whole", 30), (SUGAR, 7)]),
        ("2 cups of tea (milk)", [("tea-black", 490), ("milk-whole", 60)]),
        ("tea: milk, sugar", [("tea-black", 245), ("milk-whole", 30), (SUGAR, 7)]),
        ("coffee (with milk, no sugar)", [("coffee", 237), ("milk-whole", 30)]),
        (
            "cornflakes, milk with sugar",
            [("breakfast-cereal", 28), ("milk-whole", 125), (SUGAR, 10)],
        ),
        ("mug of tea, milk no sugar", [("tea-black", 300), ("milk-whole", 30)]),
        ("2 toast and butter", [("bread-white", 58), ("butter", 14)]),
        ("cornflakes, milk", [("breakfast-cereal", 28), ("milk-whole", 125)]),
        (
            "cornflakes, banana and milk",
            [("breakfast-cereal", 28), ("banana", 118), ("milk-whole", 125)],
        ),
        ("coffee, a glass of milk", [("coffee", 237), ("milk-whole", 206)]),
        ("mug of tea, splash of milk", [("tea-black", 300), ("milk-whole", 30)]),
        ("a drop of milk", [("milk-whole", 30)]),
        ("a knob of butter", [("butter", 10)]),
        ("a dollop of sour cream", [("cream-sour", 20)]),
    ],
)
def test_a_little_goes_with_a_food_in_a_little_amount(text, rows):
    assert eaten(text, "en-GB") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2 cups spinach", [("spinach", 60)]),
        ("2 cups steamed spinach", [("spinach", 360)]),
        ("scrambled eggs", [("egg-scrambled", 100)]),
        ("potatoes", [("potato", 173)]),
        ("wholemeal roll", [("bread-wholemeal", 57)]),
        ("2 pickled onions", [("onion", 30)]),
        ("marmite toast", [("bread-white", 29), ("yeast-extract", 4)]),
    ],
)
def test_what_is_ordinary_is_meant_where_the_amount_is_not_in_full(text, rows):
    assert eaten(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("prawn sandwich", [("bread-white", 58), ("shrimp-cooked", 60)]),
        ("liverwurst sandwich on rye", [("bread-rye", 64), ("liver-sausage", 40)]),
        ("2 slices of marmite toast", [("bread-white", 58), ("yeast-extract", 8)]),
        ("cream cheese bagel", [("bread-bagel", 99), ("cheese-cream", 15)]),
        ("half a roast beef sandwich", [None]),
        ("bread with cheese", [("bread-white", 29), ("cheese-unspecified", 25)]),
        ("cheese bread", [("pao-de-queijo", 30)]),
        ("egg in a bun", [("egg-unspecified", 50), ("bread-roll", 57)]),
        ("2 slices of banana bread", [("cake-sponge", 120)]),
    ],
)
def test_bread_is_counted_with_what_is_on_it(text, rows):
    assert eaten(text, "en-GB") == rows


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("gammon, egg & chips in the pub", "ham-baked egg-unspecified french-fries"),
        ("1 litre of water throughout the day", "water"),
        (
            "Lunch leek soup. Tea chilli with rice.",
            "soup-vegetable chili-con-carne rice-white-cooked",
        ),
        ("Lunch soup. Tea with milk", "soup-vegetable tea-black milk-whole"),
    ],
)
def test_where_and_when_one_ate_is_no_food(text, ids):
    assert [one and one[0] for one in eaten(text, "en-GB")] == ids.split()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("hot chocolate made with 300 ml milk", [("hot-chocolate", 318.3)]),
        ("latte with milk", [("coffee-latte", 240)]),
        ("chilli with rice, 1 bowl", [("chili-con-carne", 250), ("rice-white-cooked", 158)]),
    ],
)
def test_a_drink_of_milk_and_a_bowl_of_a_dish_hold_all_of_it(text, rows):
    assert eaten(text, "en-GB") == rows


def test_the_bread_of_a_sandwich_that_is_asked_about_stays_in_view():
    row = read_words("reuben on sourdough toast, mayo", food_table(), Measures())[0]
    assert row.text == "reuben on sourdough toast"


@pytest.mark.parametrize("text", ["fajitas", "turkey sandwich", "clotted cream", "iced mocha"])
def test_a_food_that_is_only_like_another_is_said_to_be_counted_so(text):
    row = read_words(text, food_table(), Measures(), language="en-GB")[0]
    assert "is counted as" in row.assumed


@pytest.mark.parametrize(
    "text", ["latte with oat milk", "oat milk latte", "oat latte", "latte (oat milk)"]
)
def test_a_latte_of_a_plant_milk_holds_no_milk_of_a_cow(text):
    assert eaten(text, "en-GB") == [("coffee", 60), ("oat-milk", 180)]


def test_what_else_is_in_a_latte_of_a_plant_milk_is_counted_with_it():
    latte = [("coffee", 120), ("soy-milk", 360), (SUGAR, 14)]
    assert eaten("2 soya lattes with 2 sugars", "en-GB") == latte


def test_a_drink_of_milk_whose_share_of_milk_is_not_known_is_asked_about():
    assert eaten("hot chocolate with almond milk", "en-GB") == [None]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("burrito with egg", "burrito"),
        ("lasagne with cheese", "lasagne-meat"),
        ("burrito with chicken and rice", "burrito"),
        ("fish pie with salmon", "fish-pie"),
        ("quiche with ham and cheese", "quiche-lorraine"),
        ("greek salad with feta", "salad-greek"),
        ("lasagne with extra cheese", "lasagne-meat cheese-unspecified"),
        ("burrito with an egg", "burrito egg-unspecified"),
        ("burger with fries", "hamburger french-fries"),
    ],
)
def test_what_a_dish_holds_is_not_counted_on_top_of_it(text, ids):
    rows = read_words(text, food_table(), Measures(), language="en-GB")
    assert [row.item.item_id for row in rows] == ids.split()
    assert ("is not counted apart" in rows[0].assumed) == (len(rows) == 1)


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda one: one.means)
def test_a_word_means_what_it_means_beside_a_food_and_says_so(meaning):
    language = "en-US" if "en-US" in meaning.people else "en-GB"
    rows = read_words(meaning.example, food_table(), Measures(), language=language)
    (told,) = [row for row in rows if "here." in row.assumed]
    assert len(rows) == 2
    assert told.item.item_id != meaning.alone
    assert f"is read as {told.item.name} here" in told.assumed


@pytest.mark.parametrize(
    ("text", "language", "ids"),
    [
        ("tea and biscuits", "en-GB", "tea-black cookie-plain"),
        ("chicken and dumplings", "en-US", "chicken-unspecified-cooked knoedel"),
        ("fried chicken and dumplings", "en-US", "chicken-breaded-fried dumplings"),
        ("biscuits with cheese", "en-GB", "crackers cheese-unspecified"),
        ("dumplings with soy sauce", "en-GB", "dumplings soy-sauce"),
        ("sausage with tomato sauce", "en-US", "sausage-unspecified tomato-sauce"),
        ("pasta, tomato sauce", "en-GB", "pasta-cooked tomato-sauce"),
    ],
)
def test_words_have_that_meaning_beside_that_food_alone(text, language, ids):
    assert [one and one[0] for one in eaten(text, language)] == ids.split()


def test_a_dish_above_what_it_is_made_of_counts_nothing_by_itself():
    oats = [("porridge-oats", 50), ("milk-whole", 103.1)]
    assert eaten("overnight oats: 50 g oats, 100 ml milk", "en-GB") == oats


@pytest.mark.parametrize(
    ("text", "food"),
    [("Alpro soya milk", "soy-milk"), ("Innocent orange juice", "juice-orange")],
)
def test_a_food_behind_the_name_of_a_maker_is_offered_first(text, food):
    (row,) = read_words(text, food_table(), Measures(), language="en-GB")
    assert not isinstance(row, Understood)
    assert row.alternatives[0].item_id == food
    assert f"“{text.split()[0]}” is not known of" in row.reason


def test_a_measure_behind_words_that_nobody_knows_is_no_food():
    (row,) = read_words("mr kipling angel slice", food_table(), Measures(), language="en-GB")
    assert "soft-drink" not in [food.item_id for food in row.alternatives]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2 pears in light syrup", [("pear", 356.0)]),
        ("100 g peaches in juice", [("peach", 100.0)]),
        ("pineapple in its own juice 100 g", [("pineapple", 100.0)]),
        (
            "protein powder in 200 g orange juice",
            [("protein-powder", 30.0), ("juice-orange", 200.0)],
        ),
        ("prime rib 100 g", [("beef-unspecified-cooked", 100.0)]),
        ("spice bag", [None]),
        ("fruit rings", [None]),
    ],
)
def test_fruit_in_juice_is_that_fruit(text, rows):
    assert eaten(text, "en") == rows
