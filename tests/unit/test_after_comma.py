from functools import cache

import pytest

from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import Understood, read_words
from estimator.words.after_comma import RULES, rule_of
from estimator.words.atoms import atoms_of
from estimator.words.find import Finder
from estimator.words.lexicon import Lexicon
from estimator.words.line import Line
from estimator.words.line_languages import languages_of_line
from estimator.words.segments import Item, pieces
from estimator.words.text import tokens


@cache
def lexicon():
    return Lexicon(food_table())


def line_of(text):
    """What a line is read with, and its pieces."""
    found = tokens(text)
    languages = languages_of_line(found, lexicon(), "")
    finder = Finder(food_table(), lexicon(), languages.order)
    line = Line(text, 0, finder, Measures(), lambda name: name in lexicon().measures.names)
    return line, pieces(atoms_of(found, lexicon(), languages.order))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_rule_takes_its_example(rule):
    line, (food, piece) = line_of(rule.example)
    assert rule_of(line, Item(food.atoms), piece.atoms) is rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_example_is_one_food_and_what_is_eaten_with_it(rule):
    rows = read_words(rule.example, food_table(), Measures())
    assert isinstance(rows[0], Understood)
    assert rows[0].written.words
    _, (food, piece) = line_of(rule.example)
    item = Item(food.atoms)
    rule.add(item, piece.atoms)
    assert len(rows) <= 1 + len(item.beside)


@pytest.mark.parametrize("text", ["bread, butter", "2 eggs, toast", "coffee, 2 biscuits"])
def test_most_commas_part_two_foods(text):
    line, (food, piece) = line_of(text)
    assert rule_of(line, Item(food.atoms), piece.atoms) is None
