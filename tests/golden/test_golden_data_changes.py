"""Weeks by two versions of the food data, worked out by hand; the arithmetic stands beside them."""

import math

import pandas as pd
import pytest

from estimator.components import COMPONENTS, K2_TOTAL
from estimator.insight.recalculation import over_periods, recalculate
from tests.invented_data import invented_version

# version: food: component: (µg/100 g, standard deviation of the logarithm)
BEFORE = {
    "gouda": {"MK4": (10.0, 0.2), "MK9": (40.0, 0.4), "VITK2": (50.0, 0.4)},
    "egg": {},
    "apple": {"VITK2": (0.0, 0.0)},
    "brie": {"VITK2": (20.0, 0.3)},
}
AFTER = {
    "gouda": {"MK4": (10.0, 0.2), "MK9": (44.0, 0.5), "VITK2": (54.0, 0.5)},
    "egg": {"MK4": (20.0, 0.3), "VITK2": (20.0, 0.3)},
    "apple": {"VITK2": (0.0, 0.0)},
    "kefir": {"VITK2": (5.0, 0.3)},
}
ROWS = [
    ("2026-02-09", "gouda", 50.0),  # week 7, two days
    ("2026-02-10", "gouda", 100.0),
    ("2026-02-10", "egg", 60.0),
    ("2026-02-10", "apple", 200.0),
    ("2026-02-17", "apple", 150.0),  # week 8: nothing that changed
    ("2026-02-24", "brie", 30.0),  # week 9: a food that is gone, and one that is new
    ("2026-02-24", "kefir", 200.0),
    ("2026-02-24", "elsewhere", 10.0),
]
FRAME = pd.DataFrame(
    {
        "person": "1",
        "date": pd.to_datetime([day for day, _, _ in ROWS]),
        "meal": "",
        "item": [item for _, item, _ in ROWS],
        "quantity": [grams for _, _, grams in ROWS],
    }
)


@pytest.fixture(scope="module")
def weeks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    pair = invented_version(folder, "2025.1", BEFORE), invented_version(folder, "2025.2", AFTER)
    return recalculate(FRAME, *pair, "EU")


@pytest.fixture(scope="module")
def intake(weeks):
    return weeks.intake().set_index(["period", "component"])


def test_a_corrected_cheese_and_an_egg_that_was_not_known(intake):
    """150 g of Gouda at 50 and then 54; 60 g of egg at nothing known and then 20 µg/100 g."""
    row = intake.loc["2026-W07", K2_TOTAL]
    # 1.5 x 50 = 75; 1.5 x 54 + 0.6 x 20 = 81 + 12 = 93
    assert (row["estimate_ug_before"], row["estimate_ug_after"]) == pytest.approx((75, 93))
    assert row["change_ug"] == pytest.approx(18)
    # of the grams that count, Gouda 150, egg 60 and apple 200 (of no known form): 350 of 410
    assert row["coverage_before"] == pytest.approx(350 / 410)
    assert row["coverage_after"] == 1
    # before: 75 x exp(-0.4²/2) x exp(±1.645 x 0.4) = 69.23 x (0.5179, 1.9308)
    assert (row["low_ug_before"], row["high_ug_before"]) == pytest.approx((35.86, 133.7), rel=1e-3)
    # after: variance 81² x (exp(0.25) - 1) + 12² x (exp(0.09) - 1) = 1863.5 + 13.56 = 1877.1;
    # s² = ln(1 + 1877.1/93²) = 0.1965, s = 0.4433; 93 x exp(-0.0983) = 84.30;
    # 84.30 x exp(±1.645 x 0.4433) = 84.30 x (0.4823, 2.0733)
    assert (row["low_ug_after"], row["high_ug_after"]) == pytest.approx((40.66, 174.8), rel=1e-3)


def test_the_change_of_each_form(intake):
    week = intake.loc["2026-W07", "change_ug"]
    # MK-9: 1.5 x 4 = 6 of the cheese; MK-4: 0.6 x 20 = 12 of the egg
    assert (week["MK9"], week["MK4"], week["MK7"]) == pytest.approx((6, 12, 0))


def test_the_foods_make_the_change(weeks):
    items = weeks.by_item()
    week = items[items["period"] == "2026-W07"].set_index("item")
    # 1.5 x 4 = 6 and 12
    assert week["change_ug"].to_dict() == pytest.approx({"gouda": 6, "egg": 12})
    assert week["quantity"].to_dict() == {"gouda": 150, "egg": 60}
    assert math.isnan(week.loc["egg", "ug_before"])
    assert week["covered_before"].to_dict() == {"gouda": True, "egg": False}


def test_a_week_of_foods_that_stay_as_they_are_stays_as_it_is(intake, weeks):
    assert not intake.loc["2026-W08", "differs"].any()
    assert "2026-W08" not in set(weeks.by_item()["period"])


def test_foods_that_one_version_lacks_are_not_counted_by_it(intake, weeks):
    row = intake.loc["2026-W09", K2_TOTAL]
    # 0.3 x 20 = 6 of brie before; 2 x 5 = 10 of kefir after
    assert (row["estimate_ug_before"], row["estimate_ug_after"]) == pytest.approx((6, 10))
    # of 240 g: 30 of brie before, 200 of kefir after
    assert row["coverage_before"] == pytest.approx(30 / 240)
    assert row["coverage_after"] == pytest.approx(200 / 240)
    assert weeks.not_there().to_dict() == {"brie": 30.0, "elsewhere": 10.0}


def test_all_weeks_together(weeks):
    whole = over_periods(weeks.by_item()).set_index("item")
    changes = {"gouda": 6, "egg": 12, "brie": -6, "kefir": 10}
    assert whole["change_ug"].to_dict() == pytest.approx(changes)


def test_every_component_but_k1_is_there(intake):
    assert set(intake.index.get_level_values("component")) == {*COMPONENTS} - {"VITK1"}
