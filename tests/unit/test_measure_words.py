"""Amounts of household measures in words, for every measure of the food table."""

import re

import pytest

from estimator.foods.table import food_table
from estimator.measures.measure_words import measure_words

MEASURES = sorted({one.measure for food in food_table().foods.values() for one in food.portions})


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (2, "slice", "2 slices"),
        (1, "slice", "1 slice"),
        (0.5, "slice", "0.5 slice"),
        (1.5, "glass", "1.5 glasses"),
        (3, "egg (extra large)", "3 extra large eggs"),
        (1, "egg, large", "1 large egg"),
        (2, "egg, large", "2 large eggs"),
        (2, "yolk (large egg)", "2 yolks (large egg)"),
        (2, "half cup slices", "2 half cup slices"),
        (2, "leaf", "2 leaves"),
        (2, "strawberry", "2 strawberries"),
        (2, "slice of tortilla", "2 slices of tortilla"),
        (2, "6 inch sub", "2 x 6 inch sub"),
        (2, "oz", "2 oz"),
        (2, "Scheibe", "2 Scheibe"),
        (2, "*x*", "2 *x*"),
    ],
)
def test_an_amount_is_written_as_it_is_said(amount, unit, words):
    assert measure_words(amount, unit) == words


@pytest.mark.parametrize("measure", MEASURES)
def test_one_is_never_many_and_many_never_doubly_so(measure):
    one = measure_words(1, measure)
    assert sorted(re.findall(r"\w+", one)) == sorted(
        re.findall(r"\w+", measure if measure[0].isdigit() else f"1 {measure}")
    )
    assert "sses " not in measure_words(2, measure).replace("glasses", "")
    assert not re.search(r"(eses|ss)\b", measure_words(2, measure).removesuffix("s"))
