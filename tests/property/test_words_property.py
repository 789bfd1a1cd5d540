"""Quick add on generated texts: nothing lost, nothing doubled, nothing raised."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from estimator.errors import InputError
from estimator.foods.data_package import read_table
from estimator.foods.items import Food, Portion
from estimator.foods.table import food_table
from estimator.measures.unit_names import units_of
from estimator.measures.units import Measures
from estimator.words import Understood, read_words, with_item

MEASURES = Measures()
ITEMS = list(food_table().items.values())
SEPARATORS = st.sampled_from([", ", "; ", "\n", " + ", " & ", " and ", ";", " ; \r\n"])
SNIPPETS = st.sampled_from(
    [
        *("2", "1,5", "½", "x2", "half a", "10^9", "1/0", "slice", "g", "ug", "of", "and", "%"),
        *("natto", "gouda", "egg", ",", ";", "-", "+", "(", ")", "\n", "\0", "'"),
        *("🧀", "🪨", "<script>", "=1+1", "شكراً", "8:00", "9 am", "lunch", "with", "for"),
    ]
)
GRAMMAR = read_table("grammar")
JOINING = {"about", "and", "article", "clock", "meal", "noise", "of", "with"}


def unaccented(text):
    letters = unicodedata.normalize("NFKD", text)
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("μ", "u")


def words_of(*kinds):
    """A pattern of the words of some kinds, the longest first."""
    words = GRAMMAR.loc[GRAMMAR["kind"].isin(kinds), "words"].str.split("; ").explode()
    patterns = {re.sub(r"\W+", r"\\W*", unaccented(word)) for word in words}
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![^\\W\\d])"


BETWEEN = re.compile(
    rf"(?:[\W_]|(?<![^\W\d]){words_of(*JOINING)}|\d{{1,2}}:\d\d|\d{{1,2}}(?=\W*{words_of('clock')}))*?",
    re.IGNORECASE,
)
"""What may stand between rows: separators, marks, what joins foods, their meal or time above."""


def read(text):
    return read_words(text, food_table(), MEASURES)


@st.composite
def written(draw):
    """An item, an amount of it as a person may write it, and the unit."""
    item = draw(st.sampled_from(ITEMS))
    unit = draw(st.sampled_from(units_of(item)))
    return item, draw(st.sampled_from([1, 2, 0.5, 3])), unit


@given(st.one_of(st.text(max_size=200), st.lists(SNIPPETS, max_size=30).map(" ".join)))
def test_any_text_is_read_without_losing_a_letter(text):
    try:
        rows = read(text)
    except InputError:
        return
    told = plain(" ".join(row.assumed for row in rows if isinstance(row, Understood)))
    texts = "(.*?)".join(re.escape(row.text) for row in rows)
    found = re.fullmatch(f"(.*?){texts}(.*)", text, re.IGNORECASE | re.DOTALL)
    assert found
    for between in found.groups():
        # A heading and a food before brackets are told of in what was assumed.
        assert BETWEEN.fullmatch(unaccented(between)) or plain(between) in told


def plain(text):
    return re.sub(r"[\W_]+", " ", text).strip()


@given(written())
def test_what_the_table_names_is_read_back(eaten):
    item, amount, unit = eaten
    text = f"{amount:g} {unit} {item.name}"
    (row,) = read(text)
    if isinstance(row, Understood):
        assert (row.item, row.amount, row.unit, row.text) == (item, amount, unit, text)
    else:
        assert "allowed" in row.reason  # too much of it for one entry


@given(st.lists(written(), min_size=1, max_size=6), SEPARATORS, SEPARATORS)
def test_the_separator_makes_no_difference(eaten, one, other):
    texts = [f"{amount:g} {unit} {item.name}" for item, amount, unit in eaten]
    first, second = (read(separator.join(texts)) for separator in (one, other))
    assert first == second
    assert [row.text for row in first] == texts


NAME_PARTS = st.text(st.characters(categories=["L"]), min_size=1) | st.sampled_from(
    ["and", "a", "half", "of", "g", "x", "(30+)", "2%", "7", "<b>", "=1", "*", "🥣"]
)
OWN_NAMES = st.lists(NAME_PARTS, min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from([" ", ", ", " & ", " and ", "; ", "-"]).map(
        lambda between: f"Oma {between.join(parts)}"
    )
)


@given(OWN_NAMES, st.sampled_from(["1", "2.5"]))
def test_whatever_a_person_calls_a_food_is_read_back(name, amount):
    portions = (Portion("pot", 50.0, "own", ""),)
    own = Food("own-1", name, "recipes", "", "", None, False, "", portions, ())
    table = food_table().extended([own])
    (row,) = read_words(f"{amount} pot {name}", table, MEASURES)
    assert (row.item, row.amount, row.unit) == (own, float(amount), "pot")


@given(st.lists(SNIPPETS, max_size=12).map(" ".join))
def test_rows_written_out_are_read_as_the_same_rows(text):
    understood = [row for row in read(text) if isinstance(row, Understood)]
    again = read("; ".join(f"{row.amount!r} {row.unit} {row.item.name}" for row in understood))
    assert [(row.item, row.amount, row.unit) for row in again] == [
        (row.item, row.amount, row.unit) for row in understood
    ]


@given(written(), st.data())
def test_any_alternative_can_be_chosen(eaten, data):
    item, amount, unit = eaten
    (row,) = read(f"{amount:g} {unit} {item.name}")
    if isinstance(row, Understood):
        other = with_item(row, data.draw(st.sampled_from(row.alternatives)), MEASURES)
        assert other.text == row.text


def as_read(text):
    return [(getattr(row, "item", None), getattr(row, "quantity", None)) for row in read(text)]


WIDE = {code: code + 0xFEE0 for code in range(ord("0"), ord("z") + 1) if chr(code).isalnum()}


@given(written())
def test_case_and_width_make_no_difference(eaten):
    item, amount, unit = eaten
    text = f"{amount:g} {unit} {item.name}"
    assert as_read(text.upper()) == as_read(text.translate(WIDE)) == as_read(text)


@given(st.lists(written(), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_foods_makes_no_difference(eaten, random):
    texts = [f"{amount:g} {unit} {item.name}" for item, amount, unit in eaten]
    mixed = random.sample(texts, len(texts))
    assert as_read("; ".join(mixed)) == [row for text in mixed for row in as_read(text)]


GRID = read_table("everyday_names")
LANGUAGES = [column for column in GRID.columns if column != "food_id"]
PLAINEST = {column: [cell.split("; ")[0] for cell in GRID[column]] for column in LANGUAGES}


def read_in(text, column):
    return read_words(text, food_table(), MEASURES, language=column.replace("_", "-"))


def items_in(text, column):
    return [getattr(row, "item", None) for row in read_in(text, column)]


FOODS = st.sampled_from(LANGUAGES).flatmap(
    lambda column: st.tuples(st.just(column), st.sampled_from(PLAINEST[column]))
)
WITH_A_STRANGER = st.sampled_from(
    ["zork {}", "{} zork", "{}, zork", "{} (zork)", "2 {} zork", "100 g {} zork", "{}/zork"]
)


@given(FOODS, WITH_A_STRANGER)
def test_a_word_that_nobody_knows_is_told_of(food, pattern):
    """It is in what was assumed, or in a row that is not counted."""
    column, name = food
    told = [
        row.assumed if isinstance(row, Understood) else row.text
        for row in read_in(pattern.format(name), column)
    ]
    assert any("zork" in text for text in told)


PATE = ("fr", "pâté")


@given(FOODS)
@example(PATE)
def test_accents_may_be_left_out(food):
    column, name = food
    if unaccented(name).isascii():  # a kana without its mark is another one
        asked = food == PATE  # is it that, or pâte, the dough?
        assert items_in(unaccented(name), column) == ([None] if asked else items_in(name, column))


HOW = st.sampled_from(
    ["organic", "fresh", "frozen", "chopped", "boiled", "grilled", "homemade", "local", "sliced"]
)
ONE_WORD = st.sampled_from([name for name in PLAINEST["en_GB"] if name.isalpha()])


@given(ONE_WORD, HOW, HOW)
def test_the_order_of_what_says_how_a_food_is_makes_no_difference(name, one, other):
    texts = (
        f"{one} {other} {name}",
        f"{other} {one} {name}",
        f"{name}, {one}, {other}",
        f"{name}, {other}, {one}",
        f"{one} {name}, {other}",
    )
    first, *rest = (items_in(text, "en_GB") for text in texts)
    assert all(items == first for items in rest)


DIGITS = (0xFF10, 0x0660, 0x06F0, 0x0966)
"""Where other digits begin: of full width, Arabic, Persian, Devanagari."""


@given(
    st.integers(1, 500),
    st.sampled_from(["", ".5", ",5", ".25"]),
    st.sampled_from([*DIGITS, ord("0")]),
    st.sampled_from(
        ["{} g {}", "{}g {}", "{1} {0} g", "{1}, {0}g", "{1} ({0} g)", "{1}: {0} g", "~{} gr {}"]
    ),
    st.sampled_from(["gouda", "natto", "Milch", "lait", "mjölk"]),
)
def test_no_number_changes_its_value(whole, part, zero, pattern, food):
    grams = float(f"{whole}{part}".replace(",", "."))
    written = f"{whole}{part}".translate({ord(str(n)): zero + n for n in range(10)})
    (row,) = read(pattern.format(written, food))
    assert isinstance(row, Understood)
    assert row.quantity == grams
