"""What lies on one plate: foods with each other, side by side, in brackets, half of them."""

import pytest

from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import Understood, read_words


def eaten(text, language=""):
    """Return the foods of a text with their grams, None for a food that is asked about."""
    return [
        (row.item.item_id, round(row.quantity, 1)) if isinstance(row, Understood) else None
        for row in read_words(text, food_table(), Measures(), language=language)
    ]


def foods(text, language=""):
    return [one and one[0] for one in eaten(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("de", "ein Brötchen mit Käse und Schinken", "bread-roll cheese-unspecified ham-sliced"),
        ("en", "roll with cheese and ham", "bread-roll cheese-unspecified ham-sliced"),
        (
            "nl",
            "2 boterhammen met oude kaas, glas melk",
            "bread-white cheese-gouda-aged milk-whole",
        ),
        ("en", "porridge made with milk, honey", "porridge-milk sugar-honey-jam"),
        ("en", "omelette with 2 eggs and cheese", "omelette-plain cheese-unspecified"),
        ("pl", "jajecznica z 3 jaj z boczkiem", "egg-scrambled bacon-cooked"),
        ("en", "orange chicken with fried rice", "general-tso-chicken fried-rice"),
        ("en", "naan with butter chicken", "bread-naan butter-chicken"),
        ("en", "salad with tuna", "lettuce-leaf tuna-canned-brine"),
        ("pt", "frango no pão", "chicken-unspecified-cooked bread-white"),
    ],
)
def test_all_that_is_eaten_with_a_food_is_counted(language, text, ids):
    """None of it is dropped, nor counted twice."""
    assert foods(text, language) == ids.split()


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("en-US", "big mac large fries", "cheeseburger french-fries"),
        ("en-US", "10 pc nuggets medium fries sprite", "chicken-nuggets french-fries soft-drink"),
        ("en-US", "pizza beer", "pizza-unspecified beer"),
        ("en-GB", "toast a banana", "bread-white banana"),
        ("en-US", "cereal 2 cups of milk", "breakfast-cereal milk-whole"),
        ("fr", "2 tartines beurre confiture", "bread-white butter sugar-honey-jam"),
        ("de", "Bratwurst Brötchen Senf", "sausage-unspecified bread-roll mustard"),
        ("ko", "피자 두 조각 콜라", "pizza-unspecified soft-drink"),
        ("ko", "라면에 계란 하나", "soup-noodle-meat egg-unspecified"),
        ("ja", "納豆ごはん", "natto rice-white-cooked"),
        ("zh", "早餐：豆浆油条", "soy-milk youtiao"),
        ("hi", "idli sambar", "idli lentils"),
        ("pl", "schabowy ziemniaki surówka", "tonkatsu potato vegetables-unspecified"),
    ],
)
def test_foods_side_by_side_are_told_apart(language, text, ids):
    assert foods(text, language) == ids.split()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("smoothie: 1 cup spinach, 1 banana", "spinach banana"),
        ("fromages: 40g de camembert, 30g de roquefort", "cheese-camembert cheese-roquefort"),
        ("raclette: 200 g cheese", "cheese-raclette"),
        ("chicken: 100 g", "chicken-unspecified-cooked"),
        ("toast with provolone lettuce tomato", "bread-white cheese-provolone lettuce-leaf tomato"),
        ("cheese & onion crisps", "potato-crisps"),
        ("leek n potato soup with a roll", "soup-vegetable bread-roll"),
        ("ham sandwich on rye bread", "sandwich-ham"),
        ("2 slices pizza. dinner chicken", "pizza-unspecified chicken-unspecified-cooked"),
    ],
)
def test_what_is_above_or_around_foods_is_no_food(text, ids):
    assert foods(text, "en-GB" if "fromages" not in text else "fr") == ids.split()


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("chicken, breast, grilled, no skin, 4 oz", "chicken-breast-skinless-cooked"),
        ("oil, olive, 1 tbsp", "oil-olive"),
        ("sandwich, ham", "sandwich-ham"),
        ("tomatoes, cherry, 80 g", "tomato"),
    ],
)
def test_a_kind_after_a_comma_belongs_to_its_food(text, food):
    assert foods(text, "en-US") == [food]


@pytest.mark.parametrize("text", ["crisps, apple", "milk, chocolate", "toast, egg", "eggs, bacon"])
def test_foods_between_commas_stay_apart(text):
    assert len(foods(text, "en-GB")) == 2


@pytest.mark.parametrize("text", ["raw turkey breast", "uncooked rice"])
def test_what_is_only_cooked_here_is_said_to_be_weighed_so(text):
    (row,) = read_words(text, food_table(), Measures())
    assert "“raw” is not told apart here" in row.assumed


@pytest.mark.parametrize("text", ["potato bread", "beer bread", "honey garlic chicken"])
def test_in_english_two_foods_side_by_side_may_be_one(text):
    assert foods(text, "en-US") == [None]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("omelette (3 eggs, cheddar 30g)", [("egg-unspecified", 150), ("cheese-cheddar", 30)]),
        ("salad (lettuce, tomato, 20 g feta)", ["lettuce-leaf", "tomato", ("cheese-feta", 20)]),
        ("granola (oats, honey and nuts) 50 g", [("granola", 50)]),
        ("pasta (100 g)", [("pasta-cooked", 100)]),
    ],
)
def test_brackets_say_what_is_in_it(text, ids):
    wanted = [one if isinstance(one, tuple) else (one, None) for one in ids]
    assert [
        (a, b if w[1] else None) for (a, b), w in zip(eaten(text), wanted, strict=True)
    ] == wanted


@pytest.mark.parametrize(
    ("text", "food", "grams"),
    [
        ("half a rotisserie chicken", "chicken-roast-with-skin", 299),
        ("halbes Hähnchen", "chicken-unspecified-cooked", 299),
        ("whole chicken", "chicken-roast-with-skin", 598),
        ("half a camembert", "cheese-camembert", 125),
        ("eine ganze Pizza", "pizza-unspecified", 370),
        ("half a slice of pizza", "pizza-unspecified", 53.5),
        ("a couple of slices of mozzarella", "cheese-mozzarella", 56),
        ("pierogi ruskie 8 szt", "pierogi-ruskie", 200),
        ("2 sugars", "sugar-honey-jam", 14),
        ("a glass of red", "wine", 147),
        ("半只烤鸡", "chicken-roast-with-skin", 299),
        ("밥 한공기", "rice-white-cooked", 150),
        ("laughing cow wedge", "cheese-spread", 17),
        ("3 Eier Omelett", "omelette-plain", 186),
        ("frittata 2 uova", "omelette-plain", 124),
        ("tub of yogurt 200 g", "yogurt-plain-whole", 200),
    ],
)
def test_a_part_and_a_piece_weigh_what_they_do(text, food, grams):
    assert eaten(text) == [(food, grams)]


def test_half_of_what_is_cut_from_something_larger_is_asked_about():
    assert eaten("half a brie") == [None]
    assert eaten("치킨 반마리", "ko") == [None]


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("chicken thigh (bone in, skin on)", "chicken-thigh-with-skin-cooked"),
        ("Hähnchenbrust mit Haut", "chicken-breast-with-skin-cooked"),
        ("beef, ground, 85% lean, cooked", "beef-mince-cooked"),
        ("Tesco mature cheddar", "cheese-cheddar"),
        ("M&S mature cheddar", "cheese-cheddar"),
        ("chicken noodle soup from a can", "soup-noodle-meat"),
        ("1 Glas Milch 1,5 %", "milk-semi-skimmed"),
        ("milk, 3.25%", "milk-whole"),
        ("żółty ser", "cheese-semi-hard-unspecified"),
    ],
)
def test_what_is_said_of_a_food_tells_which(text, food):
    assert foods(text) == [food]


@pytest.mark.parametrize("text", ["green", "brown", "S chicken", "cheese soup", "red"])
def test_a_part_of_a_name_chooses_no_food(text):
    assert foods(text, "en-US") == [None]


@pytest.mark.parametrize(
    ("text", "meal", "ids"),
    [
        ("Tea: beans on toast, glass of milk", "dinner", "beans-on-toast milk-whole"),
        ("Tea - fish and chips", "dinner", "fish-and-chips"),
        ("toast for tea", "dinner", "bread-white"),
        ("tea", "", "tea-black"),
        ("black tea: 1 cup", "", "tea-black"),
        ("Breakfast: tea, toast", "breakfast", "tea-black bread-white"),
    ],
)
def test_tea_is_a_meal_above_foods_and_a_drink_elsewhere(text, meal, ids):
    rows = read_words(text, food_table(), Measures(), language="en-GB")
    assert [row.meal for row in rows] == [meal] * len(ids.split())
    assert foods(text, "en-GB") == ids.split()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("avocado toast, tea", "bread-white avocado tea-black"),
        ("2 slices of cheese on toast", "sandwich-cheese"),
        ("sausage, egg and cheese biscuit, tea", "sandwich-egg tea-black"),
        ("bacon and egg roll, tea", "sandwich-egg tea-black"),
        ("sausage, egg, tea", "sausage-unspecified egg-unspecified tea-black"),
        ("pizza (pepperoni)", "pizza-pepperoni"),
        ("toastie (ham and cheese)", "sandwich-ham-cheese-toasted"),
        ("omelette (3 eggs, ham)", "egg-unspecified ham-sliced"),
        ("scrambled eggs (2 eggs, ham)", "egg-unspecified ham-sliced"),
    ],
)
def test_commas_and_brackets_of_a_dish_lose_no_food(text, ids):
    assert foods(text, "en-GB") == ids.split()


def test_each_slice_of_a_toast_has_its_topping():
    assert eaten("2 avocado toast", "en-US") == [("bread-white", 58.0), ("avocado", 100.0)]
    assert foods("garlic toast", "en-US") == [None]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("half a cake", [None]),
        ("half a sponge cake", [None]),
        ("half a victoria sponge", [None]),
        ("a cake", [("cake-sponge", 42.0)]),
        ("half a muffin", [("cake-sponge", 21.0)]),
        ("half a quiche", [("quiche-lorraine", 300.0)]),
    ],
)
def test_half_of_a_cake_is_no_half_of_a_small_one(text, rows):
    assert eaten(text, "en-GB") == rows


@pytest.mark.parametrize(
    ("text", "food"),
    [
        ("caillé", "cheese-fresh-unspecified"),
        ("caille", "quail-raw"),
        ("pâté", "liver-pate-pork"),
        ("pâte", None),
        ("crème brulée", "custard"),
        ("crèpes", "pancake"),
    ],
)
def test_the_last_accent_of_a_french_word_tells_which(text, food):
    assert foods(text, "fr") == [food]


@pytest.mark.parametrize("text", ["rice casserole", "ground beef and rice casserole"])
def test_a_longer_name_adds_no_meat(text):
    assert foods(text, "en-US") == [None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kaşar", "tr"),
        ("aloo gobi", "hi"),
        ("caesar salad", "en"),
        ("garlic bread", "en"),
        ("paella", "en"),
        ("broodje kroket", "nl"),
        ("Butterbrezel", "de"),
        ("zapiekanka", "pl"),
    ],
)
def test_what_is_not_in_the_table_is_said_to_be_counted_as_another(text, language):
    (row,) = read_words(text, food_table(), Measures(), language=language)
    assert isinstance(row, Understood)
    assert f"“{text}” is counted as {row.item.name}" in row.assumed
