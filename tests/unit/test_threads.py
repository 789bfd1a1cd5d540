"""Large estimates are worked out in two threads, and are the same to the last digit."""

import threading
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from estimator.calculation import codes, sums, threads
from estimator.calculation.intake import estimate
from estimator.composition.table import composition_matrix
from estimator.errors import InputError


@pytest.fixture
def room(monkeypatch):
    """Let two threads have room, and little be enough for them, wherever the tests run."""
    monkeypatch.setattr(threads, "_have_room", lambda: not threads._one.get())
    monkeypatch.setattr(codes, "_LARGE", 0)
    monkeypatch.setattr(sums, "_LARGE", 0)


def log_of(rows, persons):
    random = np.random.default_rng(5)
    items = np.array(composition_matrix().items)
    return pd.DataFrame(
        {
            "person": np.sort(random.integers(10, 10 + persons, size=rows)).astype(str),
            "date": np.datetime64("2026-01-05", "s") + 86400 * random.integers(60, size=rows),
            "item": random.choice(items, rows),
            "quantity": random.integers(1, 3, size=rows).astype(float),
        }
    )


def test_two_threads_say_what_one_says(room, monkeypatch):
    log = log_of(200_000, 40)
    used = set()
    matmul = np.matmul

    def noted(*given, **options):
        used.add(threading.current_thread().name)
        return matmul(*given, **options)

    multiplied = SimpleNamespace(**{**vars(np), "matmul": noted})
    monkeypatch.setattr(sums, "np", multiplied)
    in_two = estimate(log, by="day")
    assert len(used) == 2
    used.clear()
    with threads.in_one_thread():
        in_one = estimate(log, by="day")
    assert len(used) == 1
    pd.testing.assert_frame_equal(in_two.intake, in_one.intake, check_exact=True)
    pd.testing.assert_frame_equal(in_two.periods, in_one.periods, check_exact=True)


def test_each_part_is_done_once(room):
    done = []
    threads.each(done.append, range(101), large=True)
    assert sorted(done) == list(range(101))


@pytest.mark.parametrize("part", [0, 100])
def test_what_goes_wrong_in_either_half_is_told(room, part):
    def work(number):
        if number == part:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        threads.each(work, range(101), large=True)


def test_columns_of_arrow_say_what_those_of_pandas_say():
    log = log_of(3000, 3).astype({"person": "category", "item": "category"})
    log.loc[7, "quantity"] = 0.0
    wanted = estimate(log, by="week").intake
    coded = log.convert_dtypes(dtype_backend="pyarrow")
    texts = coded.astype({"person": "string[pyarrow]", "item": "string[pyarrow]"})
    for frame in (coded, texts.convert_dtypes(dtype_backend="pyarrow")):
        pd.testing.assert_frame_equal(estimate(frame, by="week").intake, wanted, check_exact=True)


def test_a_row_without_a_person_in_an_arrow_column_is_refused():
    log = log_of(5, 1).convert_dtypes(dtype_backend="pyarrow")
    log.loc[3, "person"] = None
    with pytest.raises(InputError, match=r"Row 4: the person is missing\."):
        estimate(log)


def test_dates_of_arrow_are_read_in_the_pieces_in_which_they_are_kept():
    log = log_of(3000, 3).convert_dtypes(dtype_backend="pyarrow")
    wanted = estimate(log, by="day").periods
    pieces = pd.concat([log[:1000], log[1000:1001], log[1001:]])
    assert pieces["date"].array.__arrow_array__().num_chunks == 3
    zoned = pieces.assign(date=(pieces["date"] + pd.Timedelta("23h")).dt.tz_localize("Asia/Tokyo"))
    for frame in (pieces, zoned):
        pd.testing.assert_frame_equal(estimate(frame, by="day").periods, wanted)
    log.loc[1, "date"] = None
    with pytest.raises(InputError, match=r"\nRow 3002: date '<NA>' can't be read"):
        estimate(pd.concat([pieces, log]))
