"""Short words, spices and pieces of each language: what they join, and what one weighs."""

import pytest

from estimator.words import Understood
from tests.words import eaten, read


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("it", "un'arancia", [("orange", 131)]),
        ("it", "mezz'etto di prosciutto", [("ham-dry-cured", 50)]),
        ("fr", "haricots verts à l'huile d'olive", [("green-beans", 62.5), ("oil-olive", 9)]),
        ("fr", "soupe à l'oignon", [("soup-vegetable", 241)]),
        ("fr", "un Orangina 33 cl", [("soft-drink", 342.5)]),
        ("de", "ein Bier 0,5 l", [("beer", 502)]),
        ("en-GB", "1 beer 330ml", [("beer", 331.3)]),
        ("de", "1 Brötchen 20 g Butter", [("bread-roll", 57), ("butter", 20)]),
        ("zh", "米饭两碗 啤酒一罐", [("rice-white-cooked", 300), ("beer", 356)]),
        ("hi", "2 roti ghee ke saath bina namak", [("bread-chapati", 80), ("ghee", 10)]),
        ("fr", "un jambon-beurre de la boulangerie", [("sandwich-ham", 150)]),
        ("ko", "사과 반쪽", [("apple", 91)]),
    ],
)
def test_short_words_of_a_language_join_and_count(language, text, rows):
    assert eaten(text, language) == rows


@pytest.mark.parametrize(
    ("language", "text", "food"),
    [
        ("de", "Ei mit Salz und Pfeffer", "egg-unspecified"),
        ("fr", "œuf avec sel et poivre", "egg-unspecified"),
        ("nl", "ei met peper en zout", "egg-unspecified"),
        ("pl", "owsianka z cynamonem", "porridge"),
        ("ja", "卵に塩", "egg-unspecified"),
        ("en-GB", "eggs, salt", "egg-unspecified"),
    ],
)
def test_what_is_strewn_on_a_food_is_said_and_is_no_food(language, text, food):
    (row,) = read(text, language)
    assert isinstance(row, Understood)
    assert row.item.item_id == food
    assert "is read as how it was eaten" in row.assumed


def test_oil_beside_salt_is_counted():
    assert eaten("tomate con sal y aceite", "es")[1:] == [("oil-unspecified", 10)]


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("3 Scheiben Brot mit Butter, Käse, Schinken und Marmelade", [87, 21, 25, 28, 15]),
        ("2 Scheiben Brot mit Butter und Käse", [58, 14, 50]),
        ("6 Scheiben Brot mit Käse, Salami und Schinken", [174, 50, 40, 56]),
    ],
)
def test_as_many_sorts_as_slices_lie_on_one_each(text, grams):
    assert [grams for _, grams in eaten(text, "de")] == grams


@pytest.mark.parametrize(
    ("language", "text", "row"),
    [
        ("nl", "10 poffertjes", ("pancake", 120)),
        ("nl", "2 pannenkoeken", ("pancake", 240)),
        ("nl", "6 bitterballen", ("kroket", 120)),
        ("es", "6 croquetas", ("kroket", 180)),
        ("ja", "クラッカー5枚", ("crackers", 16)),
        ("ja", "赤ワイン1杯", ("wine", 147)),
        ("ko", "김 2장", ("seaweed", 5.2)),
        ("tr", "yarım ekmek", ("bread-white", 110)),
        ("tr", "2 lokum", ("sugar-honey-jam", 24)),
        ("sv", "1 laxfilé", ("salmon-farmed-cooked", 125)),
        ("es", "un filete de pavo", ("turkey-breast-cooked", 120)),
        ("ja", "鮭1切れ", ("salmon-farmed-cooked", 75)),
        ("ja", "ご飯大盛り", ("rice-white-cooked", 230)),
        ("pl", "pół kostki twarogu", ("cheese-twarog", 125)),
    ],
)
def test_a_piece_weighs_what_one_of_it_does_there(language, text, row):
    assert eaten(text, language) == [row]


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        (
            "no",
            "2 knekkebrød med makrell i tomat og en med brunost",
            [
                ("crispbread", 20),
                ("mackerel-canned-tomato", 60),
                ("crispbread", 10),
                ("cheese-brunost", 15),
            ],
        ),
        (
            "de",
            "2 Scheiben Brot mit Käse und eine mit Marmelade",
            [
                ("bread-white", 58),
                ("cheese-unspecified", 50),
                ("bread-white", 29),
                ("sugar-honey-jam", 15),
            ],
        ),
        ("sv", "lax i ugn 130 g", [("salmon-farmed-cooked", 130)]),
        ("de", "Nudeln mit Bolognese", [("spaghetti-bolognese", 350)]),
        ("ko", "소주 한 잔", [("spirits", 42)]),
        ("ko", "커피 한 잔", [("coffee", 237)]),
    ],
)
def test_a_number_alone_is_of_the_bread_before_and_a_sauce_of_its_pasta(language, text, rows):
    assert eaten(text, language) == rows
