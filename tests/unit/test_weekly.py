"""Week rows, and what could not be counted."""

import math
from functools import partial

import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.calculation.weekly import WEEKLY_COLUMNS, weekly_rows
from estimator.components import FORMS
from estimator.foods.version import data_version
from tests.unit.conftest import as_if_nothing_were_predicted

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)


def log(*rows):
    return pd.DataFrame(rows, columns=["date", "item", "quantity"])


def test_weekly_rows_have_the_columns_of_the_contract():
    rows = weekly_rows(log(("2026-02-10", "natto", 40.0), ("2026-02-11", "egg-unspecified", 50.0)))
    assert tuple(rows.columns) == WEEKLY_COLUMNS
    (row,) = rows.to_dict("records")
    assert (row["iso_week"], row["week_start"], row["week_end"]) == (
        "2026-W07",
        "2026-02-09",
        "2026-02-15",
    )
    assert (row["days_logged"], row["entries"]) == (2, 2)
    assert row["data_version"] == data_version()
    assert row["K2_low"] < row["K2_total_ug_per_day"] < row["K2_high"]
    known = [row[f"{form}_ug_per_day"] for form in FORMS]
    assert sum(value for value in known if not math.isnan(value)) == pytest.approx(
        row["K2_total_ug_per_day"], abs=0.01
    )


def test_a_form_nobody_measured_is_blank_and_not_zero():
    (row,) = weekly_rows(log(("2026-02-10", "natto", 40.0))).to_dict("records")
    assert math.isnan(row["MK13_ug_per_day"])
    assert row["MK7_ug_per_day"] > 100


def test_supplements_are_apart():
    (row,) = weekly_rows(log(("2026-02-10", "supplement-mk7-45", 2.0))).to_dict("records")
    assert row["K2_supplements_ug_per_day"] == 90
    assert row["K2_total_ug_per_day"] == 0


def test_mean_is_over_logged_days_not_over_seven():
    one = weekly_rows(log(("2026-02-10", "natto", 40.0)))
    same_each_day = weekly_rows(
        log(*((f"2026-02-{day:02}", "natto", 40.0) for day in range(9, 16)))
    )
    assert one["K2_total_ug_per_day"].tolist() == same_each_day["K2_total_ug_per_day"].tolist()


def test_not_counted_names_food_grams_and_forms():
    estimated = estimate(log(("2026-02-10", "cheese-cheddar", 30.0), ("2026-02-10", "natto", 40.0)))
    missing = {food.item: food for food in estimated.not_counted()}
    assert missing["cheese-cheddar"].grams == 30.0
    assert "MK10" not in missing["cheese-cheddar"].known
    assert "MK7" in missing["natto"].known
    for food in missing.values():
        assert set(food.known) < set(FORMS)


def test_not_counted_says_what_makes_the_total_a_floor():
    eaten = log(("2026-02-10", "natto-hikiwari", 40.0), ("2026-02-10", "natto", 40.0))
    missing = {food.item: food.total_lacks for food in estimate(eaten).not_counted()}
    assert missing == {"natto-hikiwari": True, "natto": False}


def test_nothing_eaten_lacks_nothing():
    assert estimate(log()).not_counted() == []


def test_no_records_no_rows():
    assert weekly_rows(log()).empty
