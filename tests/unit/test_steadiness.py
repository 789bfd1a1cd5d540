"""How steady intake is: worked out by hand, and what is said of it."""

import math
from datetime import date
from functools import partial

import altair as alt
import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.calculation.intake import per_logged_day
from estimator.charts.steadiness import steadiness_alt, steadiness_chart
from estimator.foods.table import food_table
from estimator.insight.steadiness import (
    RICH_MK7_UG,
    Variation,
    between_weeks,
    daily_intake,
    daily_totals,
    days_logged_before,
    largest_swing,
    new_rich_items,
    within_weeks,
)
from estimator.views.shared.figures import figure, figure_range
from estimator.views.trends.steadiness import (
    basis_of_k2_words,
    basis_words,
    k1_links,
    k1_words,
    new_item_lines,
    new_items_title,
    percent_any,
    swing_words,
    variation_words,
    variations_words,
)
from tests.unit.conftest import as_if_nothing_were_predicted, in_json

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)


def days(**amounts):
    index = pd.DatetimeIndex([day.replace("_", "-").removeprefix("d") for day in amounts])
    return pd.Series(list(amounts.values()), index, dtype="float64")


def log(*rows):
    return pd.DataFrame(rows, columns=["date", "item", "quantity"])


NO_FIGURE = "soy-milk"
"""A food of whose K2 nothing is known."""

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
    assert (swing.before.day, swing.after.day) == (date(2026, 2, 9), date(2026, 2, 10))
    assert (swing.item, swing.item_before_ug) == ("natto", 0.0)
    words = swing_words(swing, food_table(), "food")
    assert "on 10 February 2026. Natto changed most: from 0 to " in words
    before = swing.before
    assert before.low_ug < before.ug < before.high_ug
    assert f"{figure(before.ug)} µg ({figure_range(before.low_ug, before.high_ug)}) on" in words


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


def test_a_swing_says_at_least_where_a_day_is_not_wholly_known():
    eaten = log(
        ("2026-02-09", "egg-unspecified", 50.0),
        ("2026-02-10", "cheese-gouda-aged", 50.0),
        ("2026-02-10", NO_FIGURE, 50.0),
    )
    words = swing_words(largest_swing(estimate(eaten, "day"), supplements=True), food_table(), "x")
    assert "to at least " in words
    assert "from at least " not in words


def test_a_day_of_which_nothing_is_known_is_no_zero():
    eaten = log(
        ("2026-02-09", "cheese-gouda-aged", 50.0),
        ("2026-02-10", NO_FIGURE, 50.0),
        ("2026-02-11", NO_FIGURE, 50.0),
        ("2026-02-11", "supplement-mk7-45", 1.0),
        ("2026-02-12", "supplement-mk7-45", 1.0),
        ("2026-02-13", "apple", 100.0),
    )
    estimated = estimate(eaten, "day")
    food = daily_intake(estimated, supplements=False)
    assert food.index.day.tolist() == [9, 12, 13]
    assert food["ug"].tolist()[1:] == [0.0, 0.0]  # known to hold none
    both = daily_totals(estimated, supplements=True)
    assert both.index.day.tolist() == [9, 11, 12, 13]
    assert both.tolist()[1:] == [45.0, 45.0, 0.0]
    assert largest_swing(estimated, supplements=False) is None
    swing = largest_swing(estimated, supplements=True)
    assert (swing.before.day.day, swing.after.day.day) == (12, 13)
    intake = per_logged_day(estimate(eaten, None).intake)
    assert basis_of_k2_words(intake).startswith("100 % of the K2 in this span rests on analysed")


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
        "first on 11 February 2026, on 2 of the last 7 days, up to 90 µg of MK-7 a day"
    )
    assert new_items_title(items, 3).startswith("New in the last 7 days")
    nothing = new_of(("2026-02-10", "apple", 100.0))
    assert nothing.empty
    assert new_items_title(nothing, 3).startswith("Nothing rich in MK-7")


def test_what_was_logged_before_is_told():
    eaten = log(
        ("2026-01-11", "apple", 100.0),
        ("2026-01-12", "apple", 100.0),
        ("2026-02-08", "apple", 100.0),
        ("2026-02-08", "egg-unspecified", 100.0),
        ("2026-02-09", "natto", 40.0),
    )
    assert days_logged_before(estimate(eaten, "day"), LAST) == 2
    items = new_of(("2026-02-09", "natto", 40.0))
    assert "28 days before (2 of them logged):" in new_items_title(items, 2)
    assert "Whether it is new can't be told" in new_items_title(items, 0)


def test_a_newer_version_of_an_own_item_is_not_new():
    rows = (("2026-01-20", "supplement-mk7-45", 1.0), ("2026-02-10", "supplement-mk7-90", 1.0))
    assert new_of(*rows)["item"].tolist() == ["supplement-mk7-90"]
    versions = dict.fromkeys(("supplement-mk7-45", "supplement-mk7-90"), "capsule")
    assert new_rich_items(estimate(log(*rows), "day"), LAST, versions).empty


def test_two_versions_in_a_week_are_one_item():
    rows = (("2026-02-10", "supplement-mk7-45", 1.0), ("2026-02-11", "supplement-mk7-90", 1.0))
    versions = dict.fromkeys(("supplement-mk7-45", "supplement-mk7-90"), "capsule")
    (item,) = new_rich_items(estimate(log(*rows), "day"), LAST, versions).to_dict("records")
    assert (item["item"], item["days"], item["mk7_ug"]) == ("supplement-mk7-90", 2, 90.0)


def test_what_the_coefficients_rest_on_and_what_is_missing():
    assert basis_words(within_weeks(TWO_WEEKS), between_weeks(TWO_WEEKS)) == (
        "Within weeks: of 5 days. Between weeks: of 2 weeks."
    )
    few = days(d2026_02_09=10)
    words = basis_words(within_weeks(few), between_weeks(few))
    assert "Within weeks: needs a week with at least 2 logged days." in words
    assert "Between weeks: needs at least 2 weeks with 2 logged days each." in words
    assert variations_words(within_weeks(few), between_weeks(few)) == (
        "within weeks too few to say (0 days), between weeks too few to say (0 weeks)"
    )


def test_k1_is_said_to_matter_more_with_what_it_rests_on_and_sources():
    eaten = log(("2026-02-09", "natto", 40.0), ("2026-02-09", "natto-hikiwari", 40.0))
    intake = per_logged_day(estimate(eaten, None, phylloquinone=True).intake)
    words = k1_words(intake)
    assert words.startswith("K1 matters more for the INR, and is not fully counted here.")
    assert "64 % in Denmark" in words
    assert "; all of it rests on analysed foods" in words
    links = k1_links()
    assert "[Denmark](<https://" in links
    assert "[Johnson MA 2005](<https://pubmed.ncbi.nlm.nih.gov/15825811/>)" in links
    unknown = intake.assign(
        estimate_ug_per_day=math.nan, low_ug_per_day=math.nan, analysed=math.nan
    )
    assert "In this span K1 is not known. The figures" in k1_words(unknown)


def test_a_coefficient_may_be_more_than_a_whole():
    assert percent_any(1.234) == "123 %"


def with_ranges(amounts):
    frame = pd.DataFrame({"ug": amounts, "low_ug": amounts / 2, "high_ug": amounts * 2})
    return frame.assign(coverage=[0.8, *[1.0] * (len(amounts) - 1)])


def test_the_chart_has_a_dot_a_day_and_a_line_a_week(as_kept):
    intake = with_ranges(TWO_WEEKS)
    chart = steadiness_chart(intake)
    as_kept(chart, "steadiness")
    spec = in_json(chart)
    alt.LayerChart.from_dict(spec)
    texts = [row["text"] for row in spec["datasets"]["days"]]
    assert texts[:2] == ["at least 10 (5–20)", "30 (15–60)"]
    assert len(texts) == 6
    assert [row["week"] for row in spec["datasets"]["weeks"]] == [
        "2026-W07",
        "2026-W08",
        "2026-W09",
    ]
    assert "6 logged days, from 10 to 99 µg" in steadiness_alt(intake)


def test_of_very_many_days_only_the_weeks_are_drawn():
    index = pd.date_range("2020-01-01", periods=401)
    many = with_ranges(pd.Series(range(401), index, dtype="float64"))
    chart = in_json(steadiness_chart(many))
    alt.LayerChart.from_dict(chart)
    assert list(chart["datasets"]) == ["weeks"]
    assert "401 logged days" in steadiness_alt(many)
    assert "days" in steadiness_chart(many.iloc[:400])["datasets"]
