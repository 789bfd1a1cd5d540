"""The words of the grammar are there in every language that is read, and mean what they may."""

import pytest

from estimator.foods.data_package import read_table
from estimator.foods.table import food_table
from estimator.measures.unit_names import COMPONENT_MASSES, MASSES, VOLUMES
from estimator.words import LANGUAGES
from estimator.words.own_measures import ALIKE
from estimator.words.text import fold
from estimator.words.usual_amounts import goes_with, usual_measures

GRAMMAR = read_table("grammar")
KINDS = (
    "number",
    "and",
    "with",
    "without",
    "meal",
    "about",
    "vague",
    "unit",
    "size",
    "state",
    "fat",
)
UNITS = (
    {one.label for one in (*MASSES, *VOLUMES, *COMPONENT_MASSES)}
    | set(ALIKE)
    | {"IU", "pint", "shot", "ball", "clove", "pinch", "block", "loaf", "spear", "stalk"}
    | {
        "splash",
        "drizzle",
        "glug",
        "knob",
        "matchbox",
        "dollop",
        "sprinkle",
        "smear",
        "scrape",
        "squeeze",
        "ladle",
    }
)


def of(language: str, kind: str):
    return GRAMMAR[(GRAMMAR["language"] == language) & (GRAMMAR["kind"] == kind)]


def test_the_languages_are_those_that_the_box_says_it_reads():
    assert set(GRAMMAR["language"]) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_of_every_kind(language):
    for kind in (*KINDS, "neutral", "variety", "other", "dish"):
        assert len(of(language, kind)), kind
    numbers = set(map(float, of(language, "number")["meaning"]))
    assert numbers >= {float(number) for number in range(1, 11)}
    assert set(of(language, "meal")["meaning"]) == {"breakfast", "lunch", "dinner", "snack"}
    assert set(of(language, "size")["meaning"]) >= {"large", "medium", "small"}
    units = set(of(language, "unit")["meaning"])
    assert units >= {"tbsp", "tsp", "slice", "piece", "packet", "bowl"}


def test_numbers_are_numbers_and_units_are_known():
    for row in GRAMMAR.itertuples():
        if row.kind in ("number", "part", "group"):
            assert float(row.meaning) > 0
        if row.kind == "unit":
            factor, _, base = row.meaning.partition(" ")
            unit = base if base and factor.replace(".", "").isdigit() else row.meaning
            # Energy measures no food; it is known so that it is asked about.
            assert unit in {*UNITS, "kcal"}, row


def test_no_word_is_there_twice():
    for (language, kind), rows in GRAMMAR.groupby(["language", "kind"]):
        words = [word for cell in rows["words"] for word in cell.split("; ")]
        assert all(word == word.strip() and word for word in words)
        meanings = {}
        for row in rows.itertuples():
            for word in row.words.split("; "):
                if kind not in ("ending", "unit"):
                    assert meanings.setdefault(fold(word), row.meaning) == row.meaning, (
                        language,
                        word,
                    )


def test_what_goes_with_what_are_foods_of_the_table():
    ids = set(food_table().foods)
    groups = {food.group for food in food_table().foods.values()}

    def known(what):
        return what in groups or any(one == what or one.startswith(f"{what}-") for one in ids)

    assert [what for pair in goes_with() for what in pair if not known(what)] == []
    unknown = {what for what, _ in usual_measures() if not known(what)}
    assert unknown == {"any food", "any drink"}
