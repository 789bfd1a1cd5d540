"""Numbers that nobody means are said, in whatever place they are written."""

import pytest

from estimator.errors import InputError, UnitError
from estimator.foods.table import food_table
from estimator.importing.values import number
from estimator.measures.amounts import parse_amount
from estimator.measures.units import Measures
from estimator.words import NotUnderstood, read_words

WRITTEN = (
    *("nan", "NaN", "inf", "-inf", "Infinity", "∞"),
    *("1e-320", "1e400", "1e5", "−1e-3", "0", "-1"),
)


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("line", ["{} g natto", "{} natto", "natto {} g", "{} packs of natto"])
def test_the_box_chooses_nothing_in_their_place(written, line):
    (row,) = read_words(line.format(written), food_table(), Measures())
    assert isinstance(row, NotUnderstood)
    assert row.reason.endswith(".")


@pytest.mark.parametrize("line", ["0.0000000000001 g natto", "1/99999999999999 g natto"])
def test_the_box_takes_none_too_small_to_be_meant(line):
    (row,) = read_words(line, food_table(), Measures())
    assert isinstance(row, NotUnderstood)


@pytest.mark.parametrize(
    "amount",
    [*WRITTEN, float("nan"), float("inf"), -float("inf"), 1e-320, 5e-324, 1e-300, 1e300, 0.0, None],
)
def test_no_cell_or_field_takes_them(amount):
    with pytest.raises(UnitError):
        parse_amount(amount)


@pytest.mark.parametrize("written", ["nan", "inf", "1e999", "1e-999", "∞"])
def test_no_file_gives_them(written):
    assert number(written, ".") is None


def test_a_diary_takes_none(diary, ada):
    for amount in (float("nan"), float("inf"), 1e-320, 0.0, -1.0):
        with pytest.raises(InputError):
            diary.entries.log(ada, date="2026-02-10", item_id="natto", amount=amount, unit="g")


def test_a_food_of_such_a_name_is_still_found():
    (row,) = read_words("banana", food_table(), Measures())
    assert not isinstance(row, NotUnderstood)
