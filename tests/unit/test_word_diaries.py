"""How diaries are kept: lists with dashes, a plate's name before what is on it, local names."""

import pytest

from estimator import read_meal


def eaten(text, language):
    """Return the foods of a text with their grams, an empty name for what is asked about."""
    rows = read_meal(text, region="EU", language=language)
    return [(row.food_id or "", row.grams and round(row.grams, 1)) for row in rows]


def foods(text, language):
    return [food for food, _ in eaten(text, language)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "corn flakes - 1.5 cups, 2% milk - 1 cup, strawberries - 5",
            [("breakfast-cereal", 42.0), ("milk-semi-skimmed", 244.0), ("strawberries", 60.0)],
        ),
        (
            "bread - 2 slices, butter - 5 g, jam - 1 tbsp",
            [("bread-white", 58.0), ("butter", 5.0), ("sugar-honey-jam", 21.0)],
        ),
        ("eggs - 3, toast – 2", [("egg-unspecified", 150.0), ("bread-white", 58.0)]),
        ("eggs 2 - 3", [("egg-unspecified", 125.0)]),
        ("pizza - pepperoni - 3 slices", [("pizza-pepperoni", 333.0)]),
        ("coffee - black - 2 cups", [("coffee", 474.0)]),
    ],
)
def test_an_amount_behind_a_dash_is_of_the_food_before_it(text, rows):
    assert eaten(text, "en-US") == rows


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("cobb salad - romaine, chicken, egg", "lettuce-leaf chicken-unspecified-cooked egg-u"),
        ("omelette - 3 eggs, ham", "egg-unspecified ham-sliced"),
        ("Full English - 2 sausages, 1 fried egg", "sausage-unspecified egg-whole-fried"),
        ("omelette - cheese, ham", "omelette-plain cheese-unspecified ham-sliced"),
        ("lasagne - garlic bread, coke", "lasagne-meat bread-french-italian soft-drink"),
        ("lasagne: garlic bread, coke", "lasagne-meat bread-french-italian soft-drink"),
        ("ice cream - vanilla", "ice-cream"),
        ("toast: 2 eggs, 10 g butter", "bread-white egg-unspecified butter"),
        ("porridge - 40g oats, 200ml milk", "porridge-oats milk-whole"),
    ],
)
def test_a_dish_before_the_list_of_what_is_in_it_is_not_counted_too(text, ids):
    read = foods(text, "en-GB")
    assert len(read) == len(ids.split())
    assert all(food.startswith(one) for food, one in zip(read, ids.split(), strict=True))


@pytest.mark.parametrize(
    ("text", "language", "beans"),
    [
        ("jacket potato w/ beans and cheese", "en-GB", "baked-beans"),
        ("sausage, egg, beans and toast", "en-IE", "baked-beans"),
        ("eggs, tin of beans", "en-AU", "baked-beans"),
        ("eggs, beans and toast", "en-US", "beans"),
        ("chicken, beans and potatoes", "en-GB", "beans"),
        ("black beans, rice, fried egg", "en-GB", "beans"),
    ],
)
def test_beans_of_a_british_plate_are_baked(text, language, beans):
    assert [food for food in foods(text, language) if food.endswith("beans")] == [beans]


@pytest.mark.parametrize("language", ["en-IN", "en_IN", "hi"])
def test_english_of_india_means_the_foods_of_india(language):
    read = foods("1 roti, curd 1 cup, chips", language)
    assert read == ["bread-chapati", "yogurt-plain-whole", "potato-crisps"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("small coffee 2 creams", [("coffee", 237.0), ("cream-single", 22.2)]),
        (
            "tea x 2 w milk 1 sugar",
            [("tea-black", 490.0), ("milk-whole", 60.0), ("sugar-honey-jam", 7.0)],
        ),
        ("tea 2 biscuits", [("tea-black", 245.0), ("biscuit-us", 110.0)]),
        ("iced coffee with 2 creamers", [("coffee", 237.0), ("creamer-nondairy", 30.0)]),
        (
            "cheerios w 1/2 cup skim",
            [("breakfast-cereal", 28.0), ("milk-skimmed", 122.5)],
        ),
        ("quarter pounder w cheese", [("cheeseburger", 182.0)]),
        ("10 tater tots", [("potato-pancake", 90.0)]),
        ("a coke and a large coke", [("soft-drink", 370.0), ("soft-drink", 650.0)]),
        ("roast beef 3 slices", [("beef-round-cooked", 90.0)]),
        ("2 pieces of vegemite toast", [("bread-white", 58.0), ("yeast-extract", 8.0)]),
    ],
)
def test_counts_are_of_what_is_counted(text, rows):
    assert eaten(text, "en-US") == rows


@pytest.mark.parametrize(
    ("text", "language", "ids"),
    [
        ("egg fried rice from the chinese", "en-GB", "fried-rice"),
        ("roast chicken, skin off", "en-GB", "chicken-roast-with-skin"),
        ("chicken pot pie - whole thing", "en-US", "pot-pie-chicken"),
        ("2 digestives dunked in tea", "en-GB", "cookie-plain tea-black"),
        ("chook sanga", "en-AU", "bread-white chicken-unspecified-cooked"),
        ("egg mayo bap", "en-GB", "bread-roll egg-salad"),
        ("6 roosters", "en-IE", "potato"),
        ("2 rashers and eggs", "en-IE", "bacon-cooked egg-unspecified"),
        ("biscuits and gravy", "en-US", "biscuit-us white-sauce"),
        ("biscuits and gravy", "en-GB", "cookie-plain gravy-brown"),
    ],
)
def test_places_and_words_of_a_country_cost_no_line(text, language, ids):
    assert foods(text, language) == ids.split()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("12 oz. can of dr pepper", [("soft-drink", 340.2)]),
        ("100 g bag of crisps", [("potato-crisps", 100.0)]),
        ("3 cookies 20g each", [("cookie-plain", 60.0)]),
        ("2 burgers, 4 oz each", [("hamburger", 226.8)]),
        ("2 chicken breasts (150 g)", [("chicken-breast-skinless-cooked", 150.0)]),
        (
            "chicken, w/ 1 c brussel sprouts roasted in olive oil",
            [
                ("chicken-unspecified-cooked", 85.0),
                ("brussels-sprouts", 156.0),
                ("oil-olive", 13.5),
            ],
        ),
        ("2 toast (butter)", [("bread-white", 58.0), ("butter", 14.0)]),
        ("fish fried in butter", [("fish-unspecified", 85.0), ("butter", 8.0)]),
    ],
)
def test_a_weight_is_of_the_can_or_of_each(text, rows):
    assert eaten(text, "en-US") == rows


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("roasted fried rice special", "fried-rice"),
        ("barramundi fillet pan fried", "sea-bass-bream"),
        ("stir fry chicken noodles thing", "stir-fry-chicken"),
    ],
)
def test_what_is_named_within_is_offered_first(text, food):
    (row,) = read_meal(text, region="EU", language="en-GB")
    assert row.food_id is None
    assert row.alternatives[0] == food
