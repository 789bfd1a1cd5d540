"""How steady intake is: worked out by hand, and what is said of it."""

import math
from datetime import date

import altair as alt
import pandas as pd
import pytest

from estimator.charts.specification import in_json
from estimator.charts.steadiness import steadiness_alt, steadiness_chart
from estimator.foods import food_table
from estimator.insight.steadiness import (
    RICH_MK7_UG,
    Variation,
    between_weeks,
    daily_totals,
    largest_swing,
    new_rich_items,
    within_weeks,
)
from estimator.intake import estimate, per_logged_day
from estimator.views.steadiness import (
    k1_links,
    k1_words,
    new_item_lines,
    new_items_title,
    percent_any,
    swing_words,
    variation_words,
)


def days(**amounts):
    index = pd.DatetimeIndex([day.replace("_", "-").removeprefix("d") for day in amounts])
    return pd.Series(list(amounts.values()), index, dtype="float64")


def log(*rows):
    return pd.DataFrame(rows, columns=["date", "item", "quantity"])


TWO_WEEKS = days(
    d2026_02_09=10, d2026_02_10=30, d2026_02_16=20, d2026_02_17=20, d2026_02_18=20, d2026_02_25=99
)


def test_within_weeks_pools_the_variances_of_weeks_with_two_days():
    # Variances 200 (1 degree of freedom) and 0 (2): pooled 200/3; mean of the five days 20.
    found = within_weeks(TWO_WEEKS)
    assert found.coefficient == pytest.approx(math.sqrt(200 / 3) / 20)
    assert found.count == 5


def test_between_weeks_is_of_the_means_of_those_weeks():
    assert between_weeks(TWO_WEEKS) == Variation(0.0, 2)
    found = between_weeks(days(d2026_02_09=10, d2026_02_10=10, d2026_02_16=30, d2026_02_17=30))
    assert found.coefficient == pytest.approx(math.sqrt(200) / 20)


@pytest.mark.parametrize("few", [days(d2026_02_09=10), days(d2026_02_09=10, d2026_02_16=30)])
def test_too_few_days_give_no_figure(few):
    assert math.isnan(within_weeks(few).coefficient)
    assert math.isnan(between_weeks(few).coefficient)
    assert variation_words(within_weeks(few)) == "–"


def test_nothing_but_zeros_has_no_coefficient():
    assert math.isnan(within_weeks(days(d2026_02_09=0, d2026_02_10=0)).coefficient)


def test_a_swing_names_the_food_that_made_it():
    eaten = log(
        ("2026-02-09", "cheese-gouda-aged", 50.0),
        ("2026-02-10", "natto", 40.0),
        ("2026-02-10", "cheese-gouda-aged", 30.0),
        ("2026-02-12", "egg-unspecified", 1.0),
    )
    swing = largest_swing(estimate(eaten, "day"), supplements=False)
    assert (swing.before, swing.after) == (date(2026, 2, 9), date(2026, 2, 10))
    assert (swing.item, swing.item_before_ug) == ("natto", 0.0)
    words = swing_words(swing, food_table(), "food")
    assert "on 2026-02-10. Natto changed most: from 0 to " in words


def test_a_supplement_taken_or_missed_is_a_swing_where_asked():
    eaten = log(
        ("2026-02-09", "cheese-gouda-aged", 50.0),
        ("2026-02-09", "supplement-mk7-90", 1.0),
        ("2026-02-10", "cheese-gouda-aged", 50.0),
    )
    estimated = estimate(eaten, "day")
    assert largest_swing(estimated, supplements=False) is None
    swing = largest_swing(estimated, supplements=True)
    assert (swing.item, swing.item_before_ug, swing.item_after_ug) == ("supplement-mk7-90", 90, 0)
    both = daily_totals(estimated, supplements=True) - daily_totals(estimated, supplements=False)
    assert both.tolist() == [90.0, 0.0]


def test_days_apart_make_no_swing():
    eaten = log(("2026-02-09", "natto", 40.0), ("2026-02-11", "egg-unspecified", 50.0))
    assert largest_swing(estimate(eaten, "day"), supplements=True) is None
    assert swing_words(None, food_table(), "food").startswith("No two days that follow")


LAST = date(2026, 2, 15)


def new_of(*rows):
    return new_rich_items(estimate(log(*rows), "day"), LAST)


@pytest.mark.parametrize(
    ("earlier", "new"),
    [
        ("2026-01-11", True),  # 35 days before: too long ago to count
        ("2026-01-12", False),
        ("2026-02-08", False),
        ("2026-02-09", True),  # within the last 7 days
    ],
)
def test_new_is_eaten_in_the_last_week_and_not_in_the_four_before(earlier, new):
    items = new_of((earlier, "natto", 40.0), ("2026-02-14", "natto", 40.0))
    assert ("natto" in set(items["item"])) == new


def test_rich_is_natto_or_enough_mk7_on_one_day():
    items = new_of(
        ("2026-02-10", "natto", 0.1),
        ("2026-02-10", "cheese-gouda-aged", 50.0),
        ("2026-02-11", "supplement-mk7-45", 1.0),
        ("2026-02-12", "supplement-mk7-45", 2.0),
    )
    assert items["item"].tolist() == ["natto", "supplement-mk7-45"]
    capsule = items.iloc[1]
    assert (capsule["days"], capsule["mk7_ug"]) == (2, 90.0)
    assert items.iloc[0]["mk7_ug"] < RICH_MK7_UG
    lines = new_item_lines(items, food_table())
    assert lines[1].endswith(
        "first on 2026-02-11, on 2 of the last 7 days, up to 90 µg of MK-7 a day"
    )
    assert new_items_title(items).startswith("New in the last 7 days")
    nothing = new_of(("2026-02-10", "apple", 100.0))
    assert nothing.empty
    assert new_items_title(nothing).startswith("Nothing rich in MK-7")


def test_k1_is_said_to_matter_more_with_its_coverage_and_sources():
    eaten = log(("2026-02-09", "natto", 40.0), ("2026-02-09", "natto-hikiwari", 40.0))
    intake = per_logged_day(estimate(eaten, None, phylloquinone=True).intake)
    words = k1_words(intake)
    assert words.startswith("K1 matters more for the INR, and is not fully counted here.")
    assert "64 % in Denmark" in words
    assert "with figures for " in words
    assert k1_links().count("](<https://") == 2


def test_a_coefficient_may_be_more_than_a_whole():
    assert percent_any(1.234) == "123 %"


def test_the_chart_has_a_dot_a_day_and_a_line_a_week(as_kept):
    chart = steadiness_chart(TWO_WEEKS)
    as_kept(chart, "steadiness")
    spec = in_json(chart)
    alt.LayerChart.from_dict(spec)
    assert len(spec["datasets"]["days"]) == 6
    assert [row["week"] for row in spec["datasets"]["weeks"]] == [
        "2026-W07",
        "2026-W08",
        "2026-W09",
    ]
    assert "6 logged days, from 10 to 99 µg" in steadiness_alt(TWO_WEEKS)


def test_of_very_many_days_only_the_weeks_are_drawn():
    index = pd.date_range("2020-01-01", periods=401)
    many = pd.Series(range(401), index, dtype="float64")
    chart = in_json(steadiness_chart(many))
    alt.LayerChart.from_dict(chart)
    assert list(chart["datasets"]) == ["weeks"]
    assert "401 logged days" in steadiness_alt(many)
    assert "days" in steadiness_chart(many.iloc[:400])["datasets"]
