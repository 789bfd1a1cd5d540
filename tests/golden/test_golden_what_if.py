"""Changes of a week worked out by hand; the arithmetic stands beside the figures."""

import math

import pandas as pd
import pytest

from estimator.components import COMPONENTS, K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.insight.what_if import Added, Swap, change_of_week, changed_week

Z_95 = 1.6448536269514722

# food: component: (µg/100 g, standard deviation of the logarithm)
CONTENT = {
    "natto": {"MK7": (900.0, 0.5), "VITK2": (900.0, 0.5)},
    "gouda": {"MK9": (40.0, 0.4), "VITK2": (40.0, 0.4)},
    "cheddar": {"MK9": (40.0, 0.4), "VITK2": (40.0, 0.4)},
    "steady": {"MK9": (100.0, 0.01), "VITK2": (100.0, 0.01)},
    "steadier": {"MK9": (50.0, 0.01), "VITK2": (50.0, 0.01)},
}
WEEK = pd.DataFrame(
    {
        "person": "1",
        "date": pd.to_datetime(["2026-02-09", "2026-02-10"]),
        "meal": "",
        "item": ["gouda", "steadier"],
        "quantity": [50.0, 100.0],
    }
)


@pytest.fixture(scope="module")
def table():
    rows = [
        (food, tag, *CONTENT[food].get(tag, (math.nan, math.nan)))
        for food in CONTENT
        for tag in COMPONENTS
    ]
    frame = pd.DataFrame(rows, columns=["food_id", "component", "value_ug_per_100g", "sd_log"])
    known = frame["value_ug_per_100g"].notna()
    frame["status"] = known.map({True: "measured", False: "unknown"})
    return CompositionMatrix.from_frame(frame, {})


def changed(table, swaps=(), added=()):
    change = change_of_week(WEEK, changed_week(WEEK, swaps, added), table)
    return change.set_index("component")


def ends(row):
    return row["low_ug"], row["change_ug"], row["high_ug"]


def test_natto_once_a_week(table):
    """A pack of 40 g a week; of 7 days 2 are logged."""
    # 40 x 9 x 2/7 = 102.86 µg, all of it natto's own range:
    # 102.86 x exp(±1.645 x 0.5 - 0.5²/2) = 102.86 x 0.8825 x (0.4394, 2.2759)
    row = changed(table, added=[Added("natto", 40.0, 1)]).loc["MK7"]
    assert ends(row) == pytest.approx((39.88, 102.86, 206.6), rel=1e-3)


def test_half_the_gouda(table):
    """25 g less of a food with a spread of 0.4, the whole of the change."""
    # 25 x 0.4 = 10 µg less: 10 x exp(-0.08) x exp(∓1.645 x 0.4) = 9.231 x (0.5179, 1.9308)
    row = changed(table, [Swap("gouda", "gouda", 0.5)]).loc["MK9"]
    assert ends(row) == pytest.approx((-17.82, -10.0, -4.781), rel=1e-3)


def test_the_more_of_another_cheese_at_which_it_is_almost_surely_more(table):
    """So much Cheddar for Gouda that it is less in 1 of 20 cases: then the 5th percentile is 0."""
    # The logarithms of two lognormals differ by a normal: ln(gain / loss) has the spread
    # 0.4 x sqrt(2) = 0.5657, and is below 0 with 5 % where its mean is 1.645 x 0.5657 = 0.9305,
    # which is exp(0.9305) = 2.5357 times as much.
    factor = math.exp(Z_95 * 0.4 * math.sqrt(2))
    assert factor == pytest.approx(2.5357, rel=1e-4)
    low, change, high = ends(changed(table, [Swap("gouda", "cheddar", factor)]).loc[K2_TOTAL])
    # 20 µg less, 50.71 µg more
    assert change == pytest.approx(30.71, rel=1e-3)
    assert low == pytest.approx(0.0, abs=1e-3)
    assert high > change


def test_as_much_of_another_cheese_may_be_more_or_less(table):
    """Gouda for Cheddar of the same content: as likely more as less, by as much."""
    low, change, high = ends(changed(table, [Swap("gouda", "cheddar")]).loc[K2_TOTAL])
    assert change == 0
    assert high == pytest.approx(-low, rel=1e-3)
    assert high > 10


def test_with_little_spread_a_difference_is_nearly_normal(table):
    """100 µg more and 50 µg less, each to 1 %."""
    # standard deviation sqrt(1² + 0.5²) = 1.118; 50 ± 1.645 x 1.118 = 50 ± 1.839
    row = changed(table, [Swap("steadier", "steady")]).loc[K2_TOTAL]
    assert ends(row) == pytest.approx((48.16, 50.0, 51.84), abs=0.02)


def test_what_is_known_of_a_swap(table):
    """Cheddar for Gouda: 50 g less and 50 g more of known MK-9, and nothing is known of MK-4."""
    rows = changed(table, [Swap("gouda", "cheddar", times=1)])
    assert rows.loc["MK9", "coverage"] == 1
    assert rows.loc["MK4", "coverage"] == 0
    assert not rows.loc["MK4", ["gain_known", "loss_known"]].any()
    natto = changed(table, [Swap("gouda", "natto", 3.0)])
    # 50 g less of known MK-9 and 150 g more of unknown: 50 of 200 g
    assert natto.loc["MK9", "coverage"] == pytest.approx(0.25)
    assert natto.loc["MK9", ["gain_known", "loss_known"]].tolist() == [False, True]
