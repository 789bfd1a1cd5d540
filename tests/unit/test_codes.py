"""Look-ups and counts that cross the limits of blocks, against numpy at once."""

import numpy as np
import pytest

from estimator.calculation.codes import (
    BLOCK_ROWS,
    count_codes,
    narrowed,
    row_blocks,
    values_of_codes,
)
from estimator.calculation.person_periods import occurring

LENGTHS = [0, 1, BLOCK_ROWS, BLOCK_ROWS + 1, 3 * BLOCK_ROWS - 1]


@pytest.mark.parametrize("length", LENGTHS)
def test_blocks_hold_every_row_once_and_in_order(length):
    rows = np.arange(length)
    parts = [rows[block] for block in row_blocks(length)]
    assert np.array_equal(np.concatenate([rows[:0], *parts]), rows)
    assert all(0 < len(part) <= BLOCK_ROWS for part in parts)


@pytest.mark.parametrize("length", LENGTHS)
def test_taken_and_counted_agree_with_numpy(length):
    codes = np.random.default_rng(length).integers(0, 100, length, dtype=np.int16)
    values = np.arange(100) ** 2
    assert np.array_equal(values_of_codes(values, codes), values[codes])
    assert np.array_equal(count_codes(codes, 100), np.bincount(codes, minlength=100))


def test_more_codes_than_a_block_has_rows_are_counted():
    size = 2 * BLOCK_ROWS
    codes = np.repeat(np.arange(size)[::2], 3)
    assert np.array_equal(count_codes(codes, size), np.bincount(codes, minlength=size))


def test_an_empty_row_gets_the_last_value():
    assert values_of_codes(np.array([5, 7, -9]), np.array([0, -1, 1], np.int8)).tolist() == [
        5,
        -9,
        7,
    ]


@pytest.mark.parametrize(("largest", "bits"), [(0, 32), (2**31 - 1, 32), (2**31, 64), (2**40, 64)])
def test_values_are_narrowed_only_where_all_fit(largest, bits):
    values = np.array([-largest, 0, largest])
    narrow = narrowed(values, largest)
    assert narrow.dtype.itemsize * 8 == bits
    assert narrow.tolist() == values.tolist()


@pytest.mark.parametrize("size", [12, 10_000])
def test_keys_that_occur_take_values_in_their_order(size):
    key = np.array([7, 3, 3, 9, 7], np.int32)
    keys, counts, of_row = occurring(key, size)
    assert keys.tolist() == [3, 7, 9]
    assert counts.tolist() == [2, 2, 1]
    values = of_row(np.array([10, 20, 30]))
    assert values.all().tolist() == [20, 10, 10, 30, 20]
    assert values.at(slice(1, 4)).tolist() == [10, 10, 30]
    assert (np.diff(values.of_code) >= 0).all()


def test_no_key_is_no_row():
    keys, counts, of_row = occurring(np.zeros(0, np.int32), 1)
    assert not keys.size
    assert not counts.size
    assert of_row(np.zeros(0, np.int64)).all().tolist() == []
