"""What is eaten in or on a plain food and is named short: before it, behind it, in brackets."""

import pytest

from tests.words import eaten, read


def foods(text, language="en-GB"):
    return [one and one[0] for one in eaten(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("en-US", "chicken pasta", [("pasta-cooked", 124), ("chicken-unspecified-cooked", 85)]),
        ("en-US", "natto rice", [("rice-white-cooked", 158), ("natto", 40)]),
        ("en-US", "parmesan noodles", [("noodles-wheat", 200), ("cheese-parmesan", 10)]),
        (
            "en-US",
            "bowl of salmon rice",
            [("rice-white-cooked", 150), ("salmon-farmed-cooked", 85)],
        ),
        ("en-GB", "ham omelette", [("omelette-plain", 124), ("ham-sliced", 28)]),
        ("en-GB", "cheese omlette", [("omelette-plain", 124), ("cheese-unspecified", 30)]),
        ("en-GB", "chedar omlet", [("omelette-plain", 124), ("cheese-cheddar", 30)]),
        ("en-US", "3 egg ham omelette", [("omelette-plain", 186), ("ham-sliced", 28)]),
        ("en-IN", "curd rice", [("rice-white-cooked", 158), ("yogurt-plain-whole", 100)]),
        ("en-IN", "ghee rice", [("rice-white-cooked", 158), ("ghee", 8)]),
        ("en-IN", "2 butter naan", [("bread-naan", 180), ("butter", 14)]),
    ],
)
def test_what_is_named_before_a_plain_food_is_eaten_with_it(language, text, rows):
    assert eaten(text, language) == rows


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("egg pasta", ["pasta-cooked"]),
        ("cheese pasta", ["mac-and-cheese"]),
        ("200 g chicken pasta", [None]),
        ("shrimp chips", [None]),
    ],
)
def test_a_dish_a_dough_and_what_is_weighed_together_are_not_parted(text, ids):
    assert foods(text, "en-US") == ids


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2 buttered crumpets", [("bread-bagel", 110), ("butter", 14)]),
        ("toast, buttered", [("bread-white", 29), ("butter", 7)]),
        (
            "buttered toast x 2 w/ jam",
            [("bread-white", 58), ("butter", 14), ("sugar-honey-jam", 30)],
        ),
        ("apple pie à la mode", [("pie-apple", 155), ("ice-cream", 66)]),
        ("cheesy mash", [("potato-mashed", 210), ("cheese-unspecified", 30)]),
        ("buttered popcorn", [("snack-corn", 28.4)]),
    ],
)
def test_a_word_that_says_what_is_on_a_food_brings_it(text, rows):
    assert eaten(text, "en-US") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1 cup 2%", [("milk-semi-skimmed", 244)]),
        ("cereal with 1 cup 1%", [("breakfast-cereal", 28), ("milk-low-fat-1", 244)]),
        ("coffee with 2%", [("coffee", 237), ("milk-semi-skimmed", 30)]),
        ("1 cup whole", [("milk-whole", 244)]),
        ("1 cup 5%", [None]),
    ],
)
def test_a_percentage_alone_in_a_cup_is_the_milk_of_that_fat(text, rows):
    assert eaten(text, "en-US") == rows


def test_a_percentage_behind_a_food_sold_by_its_fat_is_of_that():
    assert foods("cottage cheese, 1 cup 2%", "en-US") == ["cheese-cottage-low-fat"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("rice 2 cups total", [("rice-white-cooked", 316)]),
        ("2 cups total", [None]),
        ("fage total 150 g", [("yogurt-greek-whole", 150)]),
    ],
)
def test_a_total_behind_the_amount_of_a_food_says_nothing(text, rows):
    assert eaten(text, "en-US") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("mash, 2 rashers", [("potato-mashed", 210), ("bacon-cooked", 23)]),
        ("sausages, 2 rashers", [("sausage-unspecified", 170), ("bacon-cooked", 23)]),
        ("bacon, 2 rashers", [("bacon-cooked", 23)]),
        (
            "fried egg, 2 rashers, toast",
            [("egg-whole-fried", 46), ("bacon-cooked", 23), ("bread-white", 29)],
        ),
    ],
)
def test_rashers_behind_a_food_that_has_none_are_bacon(text, rows):
    assert eaten(text, "en-IE") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("scrambled eggs on toast (2 eggs)", [("egg-scrambled", 100), ("bread-white", 29)]),
        (
            "poached eggs on toast (2 eggs, 2 slices)",
            [("egg-whole-boiled", 100), ("bread-white", 58)],
        ),
        (
            "avocado on toast (1 slice, feta)",
            [("avocado", 100.5), ("bread-white", 29), ("cheese-feta", 30)],
        ),
    ],
)
def test_brackets_behind_what_a_food_lies_on_are_of_what_they_name(text, rows):
    assert eaten(text, "en-GB") == rows


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("jacket potato tuna mayo cheese", ["potato", "tuna-salad", "cheese-unspecified"]),
        ("jacket potato beans", ["potato", "baked-beans"]),
        ("baked potato sour cream", ["potato", "cream-sour"]),
        ("potato bread", [None]),
    ],
)
def test_what_a_baked_potato_is_filled_with_stands_behind_it(text, ids):
    assert foods(text) == ids


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("2 tbsp grated cheddar", ("cheese-cheddar", 14.1)),
        ("1 tsp parmesan", ("cheese-parmesan", 1.7)),
        ("1 tbsp almond butter", ("peanut-butter", 16)),
        ("peanut butter cup x 3", ("chocolate-bar-milk", 63)),
    ],
)
def test_a_spoon_holds_its_part_of_a_cup_of_the_food(text, row):
    (found,) = read(text, "en-US")
    assert (found.item.item_id, round(found.quantity, 1)) == row


@pytest.mark.parametrize(
    "text", ["mango in syrup", "grapefruit in its own juice", "strawberries in heavy syrup"]
)
def test_juice_and_syrup_around_fruit_are_no_drink(text):
    (row,) = read(text, "en-US")
    assert f"“in{text.partition(' in')[2]}” is not counted apart." in row.assumed


def test_nonsense_is_offered_nothing():
    (row,) = read("xyzzy", "en-US")
    assert not row.alternatives


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("chicken quesadilla", ["quesadilla", "chicken-unspecified-cooked"]),
        ("bacon mac and cheese", ["mac-and-cheese", "bacon-cooked"]),
        ("ham risotto", ["risotto", "ham-sliced"]),
        ("goat cheese salad", ["lettuce-leaf", "cheese-goat-soft"]),
        ("seafood salad", [None]),
        ("velveeta grilled cheese", ["sandwich-cheese"]),
        ("ham grilled cheese", ["sandwich-cheese", "ham-sliced"]),
        ("grilled halloumi", ["cheese-halloumi"]),
    ],
)
def test_meat_named_before_a_dish_without_it_counts_beside_it(text, ids):
    assert foods(text, "en-US") == ids


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("cheddar and pickle sandwich", ["bread-white", "cheese-cheddar", "pickles-dill"]),
        (
            "cheddar and pickle sandwich on granary",
            ["bread-multigrain", "cheese-cheddar", "pickles-dill"],
        ),
        ("corned beef sambo", ["bread-white", "corned-beef-canned"]),
        ("brie toastie", ["bread-white", "cheese-brie"]),
        ("cheese toastie", ["sandwich-cheese"]),
        ("cheese and bacon bun", ["cheese-unspecified", "bread-roll", "bacon-cooked"]),
        ("egg bagel", [None]),
        ("turkey on toasted white", ["turkey-unspecified-cooked", "bread-white"]),
        ("ham sandwich on wheat", ["sandwich-ham"]),
        ("2 eggs on wheat toast", ["egg-unspecified", "bread-wholemeal"]),
    ],
)
def test_what_lies_on_bread_is_counted_with_it(text, rows):
    assert foods(text, "en-GB") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("bread butter 2 slices", [("bread-white", 58), ("butter", 14)]),
        ("toast and butter, 2 slices", [("bread-white", 58), ("butter", 14)]),
        ("toast with butter x 2", [("bread-white", 58), ("butter", 14)]),
        ("coffee with sugar x2", [("coffee", 237), ("sugar-honey-jam", 14)]),
    ],
)
def test_slices_behind_what_is_on_bread_are_of_the_bread(text, rows):
    assert eaten(text, "en-US") == rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("gouda slice 40 g", ("cheese-gouda-unspecified", 40)),
        ("brie wedge 50g", ("cheese-brie", 50)),
        ("salmon filet 6 oz", ("salmon-farmed-cooked", 170.1)),
        ("tofu block 200 g", ("tofu-firm", 200)),
    ],
)
def test_a_weight_behind_a_measure_is_no_number_of_it(text, row):
    assert eaten(text, "en-US") == [row]
