"""What plain words mean: the generic names, and the everyday foods in every language read."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pytest

from estimator.foods.data_package import data_package, read_table, rows_of
from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import Understood, read_words

LANGUAGES = {
    *("en-GB", "en-US", "de", "nl", "fr", "es", "it", "pt", "pl"),
    *("da", "sv", "no", "ja", "ko", "zh", "tr", "hi"),
}
ENGLISH = "en"
"""Read wherever English is; the other tags of it say where a word means something of its own."""

RICH_GROUPS = {"natto and soy", "organ meats"}
"""Foods of these never stand in for another food."""

Words = defaultdict[tuple[str, str], set[str]]


def everyday_names() -> Iterator[tuple[str, str, str]]:
    """Yield each name of the grid with its language and food."""
    grid = read_table("everyday_names")
    for language in grid.columns.drop("food_id"):
        for food_id, cell in zip(grid["food_id"], grid[language], strict=True):
            for name in cell.split(";"):
                yield name, language.replace("_", "-"), food_id


def spoken_names() -> Iterator[tuple[str, str, str]]:
    """Yield each name of both files with its language and food; English once for each country."""
    yield from ((name.strip(), language, food_id) for name, language, food_id in everyday_names())
    for row in rows_of(read_table("generic_names")):
        yield from ((row.name, language, row.food_id) for language in read_in(row.language))


def read_in(language: str) -> tuple[str, ...]:
    """Return the languages a word with this tag is read in."""
    return ("en-GB", "en-US") if language == ENGLISH else (language,)


def meanings() -> Words:
    """Return the foods of each name in each language."""
    found: Words = defaultdict(set)
    for name, language, food_id in spoken_names():
        found[name.casefold(), language].add(food_id)
    return found


def test_the_grid_has_every_language_and_200_foods() -> None:
    fields = data_package()["everyday_names"]["schema"]["fields"]
    languages = {field["name"].replace("_", "-") for field in fields[1:]}
    assert languages == LANGUAGES
    assert len(read_table("everyday_names")) >= 200


def test_every_cell_of_the_grid_holds_names() -> None:
    """An empty cell is a food that nobody can log in that language."""
    empty = [
        (language, food_id) for name, language, food_id in everyday_names() if not name.strip()
    ]
    assert empty == []


def test_names_of_a_cell_are_parted_alike_and_stand_once() -> None:
    grid = read_table("everyday_names")
    for language in grid.columns.drop("food_id"):
        for cell in grid[language]:
            names = cell.split("; ")
            assert all(name == name.strip() for name in names), cell
            assert len({name.casefold() for name in names}) == len(names), cell


def test_generic_names_are_in_the_languages_that_are_read() -> None:
    assert set(read_table("generic_names")["language"]) <= {*LANGUAGES, ENGLISH}


def test_a_name_means_one_food_in_one_language() -> None:
    two = {key: foods for key, foods in meanings().items() if len(foods) > 1}
    assert two == {}


def test_aliases_and_names_of_foods_mean_the_same_as_the_plain_words() -> None:
    """Otherwise a word would be read one way here and another way there."""
    words = meanings()
    said = [(row.alias, row.language, row.food_id) for row in rows_of(read_table("aliases"))]
    said += [(row.name, ENGLISH, row.food_id) for row in rows_of(read_table("foods"))]
    differing = [
        (name, tag, food_id, words[name.casefold(), tag])
        for name, language, food_id in said
        for tag in read_in(language)
        if words.get((name.casefold(), tag), {food_id}) != {food_id}
    ]
    assert differing == []


def test_names_are_in_one_unicode_form() -> None:
    names = {name for name, _, _ in spoken_names()}
    assert [name for name in names if name != unicodedata.normalize("NFC", name)] == []


def test_measures_of_generic_names_are_measures_of_their_foods() -> None:
    portions = read_table("portions")
    measures = set(zip(portions["food_id"], portions["measure"], strict=True))
    rows = read_table("generic_names")
    named = rows[rows["measure"] != ""]
    assert len(named)
    assert set(zip(named["food_id"], named["measure"], strict=True)) <= measures


def test_foods_rich_in_k2_stand_in_for_nothing() -> None:
    """Natto and liver are named, or they are not meant."""
    groups = read_table("foods").set_index("food_id")["group"]
    unlike = {"group word", "brand", "kind not in the table"}
    rows = read_table("generic_names")
    rich = rows[rows["food_id"].map(groups).isin(RICH_GROUPS) & rows["why"].isin(unlike)]
    assert set(rich["food_id"]) <= {"soy-meat-substitute"}


def test_what_stands_in_for_another_food_is_marked() -> None:
    """It is said, and asked about where it matters; a name of the food itself never is."""
    rows = read_table("generic_names")
    how = rows["stands_in"].groupby(rows["why"]).agg(set).to_dict()
    assert how["kind not in the table"] == {1}
    assert how["brand"] == how["group word"] == how["cooked when eaten"] == {0}
    assert {why: kinds for why, kinds in how.items() if why.startswith("mostly")} == {
        "mostly avocado": {2},
        "mostly canned tuna": {2},
        "mostly kimchi": {2},
        "mostly mayonnaise": {1},
        "mostly minced beef": {2},
        "mostly minced meat": {2},
        "mostly potato": {0, 1, 2},
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("oat yoghurt", "“oat yoghurt” is counted as Soy yogurt, the nearest in the table."),
        ("2 visburger", "“visburger” is counted as Fish fingers, the nearest in the table."),
        ("samphire", "“samphire” is not in the table; it is counted as Vegetables, unspecified."),
        ("merlot", ""),
        ("gala apple", ""),
        ("horseradish", ""),
        ("parsnip", ""),
    ],
)
def test_a_food_that_stands_in_is_said(text: str, said: str) -> None:
    (row,) = read_words(text, food_table(), Measures())
    assert isinstance(row, Understood)
    assert row.heard == ((said,) if said else ())


@pytest.mark.parametrize(
    ("word", "language", "food_id"),
    [
        ("burro", "it", "butter"),
        ("burro", "es", "burrito"),
        ("pan", "es", "bread-white"),
        ("glass", "sv", "ice-cream"),
        ("is", "da", "ice-cream"),
        ("is", "no", "ice-cream"),
        ("room", "nl", "cream-whipping"),
        ("ser", "pl", "cheese-unspecified"),
        ("ser", "es", None),
        ("pâtes", "fr", "pasta-cooked"),
        ("pâté", "fr", "liver-pate-pork"),
        ("pommes", "fr", "apple"),
        ("pommes", "de", "french-fries"),
        ("chips", "en-gb", "french-fries"),
        ("chips", "en-us", "potato-crisps"),
        ("peperoni", "it", "pepper"),
        ("gift", "de", None),
        ("prune", "fr", "plum"),
        ("prune", "en-gb", "prunes"),
        ("tuna", "en-gb", "tuna-canned-brine"),
        ("tuna", "es", None),
        ("su", "tr", "water"),
        ("un", "tr", "flour-wheat"),
    ],
)
def test_a_word_means_what_it_means_in_its_language(
    word: str, language: str, food_id: str | None
) -> None:
    found = {
        (name, tag.casefold()): foods for (name, tag), foods in meanings().items() if name == word
    }
    assert found.get((word, language)) == (None if food_id is None else {food_id})
