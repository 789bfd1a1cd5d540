"""Amounts as people write them."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.errors import UnitError
from estimator.measures.amounts import LARGEST_AMOUNT, amount_text, parse_amount, parse_amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2.0),
        (" 2 ", 2.0),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1,50", 1.5),
        (",5", 0.5),
        ("1/2", 0.5),
        ("1⁄2", 0.5),
        ("½", 0.5),
        ("1 1/2", 1.5),
        ("1½", 1.5),
        ("1 ½", 1.5),
        ("⅓", 1 / 3),
        ("3/2", 1.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("1234.567", 1234.567),
        ("1.1250", 1.125),
        ("1,000,000", 1e6),
        ("1.000.000", 1e6),
        ("1,000.5", 1000.5),
        ("1.000,5", 1000.5),
        ("1,000.500", 1000.5),
        ("1 000", 1000.0),
        ("1\u202f000,5", 1000.5),
        ("1’000", 1000.0),
        ("１２", 12.0),
        ("٣", 3.0),
    ],
)
def test_reads_text(text: str, value: float) -> None:
    assert parse_amount(text) == value


@pytest.mark.parametrize("number", [2, 1.5, np.float32(0.5), np.int64(3)])
def test_takes_numbers_as_they_are(number: float) -> None:
    assert parse_amount(number) == float(number)


@pytest.mark.parametrize(
    ("text", "thousands", "decimals"),
    [("1,000", "1000", "1.0"), ("1.000", "1000", "1.0"), ("12.250", "12250", "12.25")],
)
def test_one_mark_before_three_digits_is_ambiguous(
    text: str, thousands: str, decimals: str
) -> None:
    with pytest.raises(
        UnitError, match=f"ambiguous: write {thousands} for thousands, or {decimals} "
    ):
        parse_amount(text)


def test_what_the_ambiguity_message_proposes_can_be_read() -> None:
    with pytest.raises(UnitError, match=r"write 1125 for thousands, or 1\.1250 for decimals"):
        parse_amount("1.125")
    assert (parse_amount("1125"), parse_amount("1.1250")) == (1125, 1.125)


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("-1", "negative"),
        ("\N{MINUS SIGN}1,5", "negative"),
        (-2, "negative"),
        ("0", "zero"),
        ("0,0", "zero"),
        (0.0, "zero"),
        ("", "missing"),
        ("  ", "missing"),
        (None, "missing"),
        (math.nan, "missing"),
        (math.inf, "too large"),
        (10**400, "too large"),
        ("9999999999", "too large"),
        (LARGEST_AMOUNT * 1.001, "too large"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("1e5", "not a number"),
        ("2 slices", "not a number"),
        ("1-2", "not a number"),
        ("1/0", "not a number"),
        ("0/3", "not a number"),
        ("1,00,000", "not a number"),
        ("1 11/2", "not a number"),
        ("1²", "not a number"),
        ("½½", "not a number"),
        (True, "not a number"),
        (Decimal("1.5"), "not a number"),
    ],
)
def test_refuses_with_the_reason_in_one_line(amount: object, reason: str) -> None:
    with pytest.raises(UnitError, match=reason) as refusal:
        parse_amount(amount)
    assert str(refusal.value).count("\n") == 0
    assert "Give a number" in str(refusal.value)


@pytest.mark.parametrize("text", ["1" * 10**6, "1 " * 10**6, "½" * 10**6, "1," * 10**6 + "x"])
def test_a_huge_text_is_refused_at_once_and_not_echoed(text: str) -> None:
    with pytest.raises(UnitError, match="not a number") as refusal:
        parse_amount(text)
    assert len(str(refusal.value)) < 200


def test_a_column_of_numbers_keeps_them_and_reports_the_wrong_ones() -> None:
    numbers, problems = parse_amounts(pd.Series([1.125, 0.0, math.nan, 3.0, -1.0]))
    np.testing.assert_array_equal(numbers, [1.125, math.nan, math.nan, 3.0, math.nan])
    assert [(problem.row, problem.column) for problem in problems] == [
        (1, "amount"),
        (2, "amount"),
        (4, "amount"),
    ]
    assert "zero" in problems[0].sentence


def test_a_column_of_text_and_numbers_is_read_cell_by_cell() -> None:
    numbers, problems = parse_amounts(pd.Series(["1,5", 2, None, "1,000", "1,5"], dtype=object))
    np.testing.assert_array_equal(numbers, [1.5, 2.0, math.nan, math.nan, 1.5])
    assert [(problem.row, problem.value) for problem in problems] == [(2, ""), (3, "1,000")]


def test_whole_numbers_with_a_gap_and_truth_values() -> None:
    numbers, problems = parse_amounts(pd.Series([1, None], dtype="Int64"))
    np.testing.assert_array_equal(numbers, [1.0, math.nan])
    assert [problem.row for problem in problems] == [1]
    assert len(parse_amounts(pd.Series([True, False]))[1]) == 2


@pytest.mark.parametrize("text", ["0", "0,0", "0.00", 0])
def test_zero_is_an_amount_where_it_is_allowed(text):
    assert parse_amount(text, zero=True) == 0
    with pytest.raises(UnitError, match="zero"):
        parse_amount(text)


def test_less_than_zero_is_never_an_amount():
    with pytest.raises(UnitError, match="negative"):
        parse_amount("-1", zero=True)


@given(
    st.one_of(
        st.floats(1e-6, LARGEST_AMOUNT),
        st.integers(1, 10**9).map(lambda thousandths: thousandths / 1000),
    )
)
def test_an_amount_written_is_read_the_same(value):
    assert parse_amount(amount_text(value)) == value
