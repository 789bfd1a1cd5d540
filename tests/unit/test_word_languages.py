"""Lines of a diary in the languages other than English: their measures, meals and short forms."""

import pytest

from estimator.words import Understood
from tests.words import eaten, read


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("fr", "1 c. à soupe d'huile d'olive", [("oil-olive", 13.5)]),
        ("fr", "2 c.à.s. de crème fraîche", [("cream-creme-fraiche", 30)]),
        ("fr", "1 cuil. à café de beurre", [("butter", 4.7)]),
        ("fr", "brocolis a la vapeur", [("broccoli", 78)]),
        ("fr", "une dizaine de cerises", [("cherries", 82)]),
        ("fr", "demi-baguette", [("bread-french-italian", 120)]),
        ("nl", "half dozijn eieren", [("egg-unspecified", 300)]),
        ("es", "media docena de huevos", [("egg-unspecified", 300)]),
        ("es", "merluza a la romana", [("whitefish-sea", 85)]),
        ("pt", "meia dúzia de amêndoas", [("almonds", 7.2)]),
        ("pt", "leite 200 ml c/ 2 bolachas Maria", [("milk-whole", 206.2), ("cookie-plain", 24)]),
        ("pl", "pierogi ruskie 8 sztuk", [("pierogi-ruskie", 200)]),
        ("pl", "z chlebem żytnim", [("bread-rye", 32)]),
        ("pl", "chleb z pomidorem", [("bread-white", 29), ("tomato", 30)]),
        ("pl", "jajka sadzone na maśle", [("egg-whole-fried", 46), ("butter", 8)]),
        ("da", "bolle med smør", [("bread-roll", 57), ("butter", 7)]),
        ("no", "en bolle med müsli", [("muesli", 60)]),
        ("sv", "1 dl havregryn", [("porridge-oats", 34.2)]),
        ("zh", "宫保鸡丁 二两米饭", [("stir-fry-chicken", 300), ("rice-white-cooked", 100)]),
        ("zh", "两个鸡蛋", [("egg-unspecified", 100)]),
        ("ko", "김밥 한 줄 떡볶이 1인분", [("kimbap", 230), ("tteokbokki", 300)]),
        ("ko", "라면 1개", [("soup-noodle-meat", 500)]),
        ("hi", "2 toast makkhan ke saath", [("bread-white", 58), ("butter", 14)]),
        ("hi", "chai doodh wali", [("tea-black", 245), ("milk-whole", 30)]),
    ],
)
def test_measures_and_small_words_of_each_language(language, text, rows):
    assert eaten(text, language) == rows


@pytest.mark.parametrize(
    ("language", "text", "meal"),
    [
        ("de", "mittags Suppe", "lunch"),
        ("de", "abends Brot mit Käse", "dinner"),
        ("nl", "'s avonds soep", "dinner"),
        ("fr", "ce midi salade verte", "lunch"),
        ("es", "merendé un yogur", "snack"),
        ("pl", "wieczorem kanapka z serem", "dinner"),
        ("ja", "昼 ラーメン", "lunch"),
        ("ja", "朝はトースト", "breakfast"),
        ("ko", "점심 비빔밥", "lunch"),
        ("zh", "早上一杯牛奶", "breakfast"),
        ("tr", "öğle: mercimek çorbası", "lunch"),
        ("hi", "raat ko 2 roti", "dinner"),
    ],
)
def test_a_meal_or_time_of_day_is_the_meal(language, text, meal):
    row, *_ = read(text, language)
    assert isinstance(row, Understood)
    assert row.meal == meal


def test_each_part_of_the_day_has_its_own_foods():
    rows = read("morgens 2 Brötchen, mittags Suppe, abends Brot", "de")
    assert [row.meal for row in rows] == ["breakfast", "lunch", "dinner"]


def test_a_short_word_ends_no_sentence():
    rows = eaten("mittags Schnitzel m. Pommes u. kl. Salat", "de")
    assert [row and row[0] for row in rows] == ["tonkatsu", "french-fries", "lettuce-leaf"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "eine Tasse Schokolade"),
        ("fr", "une tasse de chocolat"),
        ("es", "dos tazas de chocolate"),
        ("it", "una tazza di cioccolata"),
        ("pt", "uma xícara de chocolate"),
        ("pl", "kubek czekolady"),
        ("da", "en kop chokolade"),
    ],
)
def test_a_cup_of_chocolate_is_drunk(language, text):
    ((food, _),) = eaten(text, language)
    assert food == "hot-chocolate"


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Kaffee mit Milch"), ("nl", "koffie met melk"), ("da", "kaffe med mælk")],
)
def test_coffee_holds_the_milk_that_goes_with_it(language, text):
    assert [food for food, _ in eaten(text, language)] == ["coffee", "milk-whole"]
    assert eaten(text, language)[1][1] <= 30


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "bruin brood"),
        ("es", "tacos al pastor"),
        ("es", "arepa"),
        ("hi", "chai"),
        ("ko", "청국장찌개"),
        ("sv", "gräddsås"),
        ("de", "Thai-Curry"),
        ("de", "Bückling"),
        ("fr", "hareng saur"),
        ("it", "guanciale"),
        ("pt", "carapau"),
        ("pl", "gulasz wieprzowy"),
        ("da", "gravad laks"),
        ("no", "fårepølse"),
        ("tr", "labne"),
        ("ja", "玉子焼き"),
        ("zh", "腊肉"),
    ],
)
def test_what_stands_in_is_said_in_each_language(language, text):
    (row,) = read(text, language)
    assert isinstance(row, Understood)
    assert any("is counted as" in said for said in row.heard)


@pytest.mark.parametrize(
    ("language", "text", "food"),
    [
        ("pl", "chilli con carne", "chili-con-carne"),
        ("fr", "canard confit", "rillettes-duck"),
        ("hi", "chaach", "ayran"),
        ("pl", "pierogów ruskich", "pierogi-ruskie"),
    ],
)
def test_what_has_a_food_of_its_own_is_that_food(language, text, food):
    assert [found for found, _ in eaten(text, language)] == [food]


def test_bread_of_which_a_slice_has_a_name_is_not_lost():
    assert eaten("2 boterhammen pindakaas", "nl") == [("bread-white", 58), ("peanut-butter", 32)]


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("ja", "納豆1パック ご飯なし", [("natto", 40)]),
        ("ja", "バターなしトースト", [("bread-white", 60)]),
        ("ja", "コーヒー 砂糖とミルクなし", [("coffee", 237)]),
        ("ja", "ハンバーガー チーズ抜き 牛乳", [("hamburger", 97), ("milk-whole", 244)]),
        ("ja", "なし1個", [("pear", 178)]),
        ("ja", "りんごとなし", [("apple", 182), ("pear", 178)]),
        ("ja", "朝食：なし", []),
        ("de", "Mittag: nichts", []),
        ("zh", "牛肉面 不要葱 豆浆", [("soup-noodle-meat", 248), ("soy-milk", 243)]),
        ("ko", "밥 없이 김치", [("kimchi", 50)]),
        ("ko", "햄버거 양파 빼고 콜라", [("hamburger", 97), ("soft-drink", 370)]),
        ("ko", "설탕과 우유 없이 커피", [("coffee", 237)]),
        ("zh", "不加糖的咖啡", [("coffee", 237)]),
        ("zh", "没喝牛奶", [None]),
        ("tr", "2 ekmeksiz köfte", [("kofte", 80)]),
        ("tr", "ekmek yok, peynir", [("cheese-unspecified", 25)]),
        ("pl", "kawa bez mleka i cukru", [("coffee", 237)]),
        ("pt", "hambúrguer sem pão", [("hamburger", 97)]),
        ("hi", "bina ghee ki roti", [("bread-chapati", 40)]),
        ("de", "Kaffee ohne Milch und Zucker", [("coffee", 237)]),
    ],
)
def test_what_is_denied_is_not_counted_and_the_rest_is(language, text, rows):
    assert eaten(text, language) == rows


@pytest.mark.parametrize(
    ("language", "text", "food", "grams"),
    [
        ("nl", "2 boterhammen met kaas", "cheese-unspecified", 50),
        ("de", "2 Käsebrote", "cheese-unspecified", 50),
        ("de", "2 Scheiben mit Käse", "cheese-unspecified", 50),
        ("fr", "2 tartines beurrées", "butter", 14),
        ("pl", "2 kanapki z serem", "cheese-unspecified", 50),
        ("sv", "2 kaviarmackor", "roe-fish", 20),
        ("da", "2 leverpostejmadder", "liver-pate-pork", 40),
        ("no", "2 skiver med brunost", "cheese-brunost", 40),
        ("es", "2 tostadas con queso", "cheese-unspecified", 50),
        ("tr", "2 dilim reçelli ekmek", "sugar-honey-jam", 30),
    ],
)
def test_slices_with_something_on_them_are_no_sandwiches(language, text, food, grams):
    assert eaten(text, language) == [("bread-white", 58), (food, grams)]


@pytest.mark.parametrize(
    ("language", "text", "row"),
    [
        ("de", "2 Scheiben Käse", ("cheese-unspecified", 50)),
        ("de", "3 Sch. Brot", ("bread-white", 87)),
        ("no", "2 skiver skinke", ("ham-sliced", 56)),
        ("de", "Weißbrot", ("bread-white", 29)),
        ("it", "caffè macchiato", ("coffee", 50)),
        ("es", "2 cortados", ("coffee-latte", 120)),
        ("it", "latte macchiato", ("coffee-latte", 240)),
        ("pt", "um café", ("coffee", 50)),
        ("ja", "食パン2枚", ("bread-white", 120)),
        ("sv", "2 dl filmjölk", ("soured-milk", 206)),
        ("de", "2 Schnitzel", ("tonkatsu", 300)),
        ("fr", "pho au bœuf", ("soup-noodle-meat", 248)),
        ("ja", "ラーメン(半分残した)", ("soup-noodle-ramen", 300)),
        ("pl", "pizza, połowa została", ("pizza-unspecified", 185)),
    ],
)
def test_a_measure_is_that_of_the_country(language, text, row):
    assert eaten(text, language) == [row]


def test_the_stop_of_a_short_word_is_of_no_food():
    rows = read("Quark mit Leinöl u. Pellkartoffeln", "de")
    assert [row.text for row in rows] == ["Quark", "mit Leinöl", "Pellkartoffeln"]
