"""Series and steadiness against slow and obvious calculations."""

import math
import statistics
from collections import defaultdict
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.calculation.intake import estimate
from estimator.components import K2_TOTAL
from estimator.composition.table import composition_matrix
from estimator.foods.table import food_table
from estimator.insight.series import by_form, by_group, series, weekday_pattern
from estimator.insight.steadiness import (
    between_weeks,
    daily_totals,
    largest_swing,
    within_weeks,
)

FOODS = ("natto", "cheese-gouda-aged", "egg-unspecified", "beef-mince-cooked", "apple")
FIRST = date(2026, 12, 21)  # two ISO weeks on, it is another year, after a week 53

logs = st.lists(
    st.tuples(
        st.integers(0, 34),
        st.sampled_from((*FOODS, "supplement-mk7-45")),
        st.integers(1, 400).map(float),
    ),
    min_size=1,
    max_size=40,
)


def frame_of(rows):
    return pd.DataFrame(
        {
            "person": "1",
            "date": [pd.Timestamp(FIRST + timedelta(days=day)) for day, _, _ in rows],
            "meal": "",
            "item": [item for _, item, _ in rows],
            "quantity": [
                min(amount, 3.0) if item.startswith("supplement") else amount
                for _, item, amount in rows
            ],
        }
    )


def content(item):
    """K2 of one gram of a food; 0 for a supplement."""
    matrix = composition_matrix("world")
    row = matrix.row_of[item]
    column = matrix.components.index(K2_TOTAL)
    return float(matrix.mean[row, column]) if row < matrix.n_foods else 0.0


def by_date(rows):
    """K2 from food of each logged day, added up by hand."""
    days = defaultdict(float)
    for day, item, amount in rows:
        days[FIRST + timedelta(days=day)] += content(item) * amount
    return dict(sorted(days.items()))


@given(logs)
def test_every_day_has_its_row_and_a_day_not_logged_is_no_zero(rows):
    last = FIRST + timedelta(days=34)
    found = series(estimate(frame_of(rows), "day"), FIRST, last)
    days = by_date(rows)
    assert list(found["period"]) == [str(FIRST + timedelta(days=day)) for day in range(35)]
    for row in found.to_dict("records"):
        day = row["start"].date()
        assert row["days_logged"] == int(day in days)
        if day not in days:
            assert math.isnan(row["ug_per_day"])
            assert math.isnan(row["supplement_ug_per_day"])
        elif not math.isnan(row["ug_per_day"]):
            assert row["ug_per_day"] == pytest.approx(days[day], rel=1e-9)
        window = [days[one] for one in (day - timedelta(days=n) for n in range(7)) if one in days]
        known = [
            one
            for one in found["start"].dt.date
            if day - timedelta(days=6) <= one <= day and one in days
        ]
        if len(known) >= 3 and not found["ug_per_day"].isna().any():
            assert row["rolling_ug_per_day"] == pytest.approx(statistics.mean(window), rel=1e-9)


@given(logs)
def test_a_week_is_the_mean_of_its_logged_days(rows):
    last = FIRST + timedelta(days=34)
    found = series(estimate(frame_of(rows), "week"), FIRST, last)
    weeks = defaultdict(list)
    for day, amount in by_date(rows).items():
        weeks["{}-W{:02}".format(*day.isocalendar()[:2])].append(amount)
    assert list(found["period"]) == ["2026-W52", "2026-W53", "2027-W01", "2027-W02", "2027-W03"]
    for row in found.to_dict("records"):
        assert row["days_logged"] == len(weeks[row["period"]])
        if not math.isnan(row["ug_per_day"]):
            mean = statistics.mean(weeks[row["period"]])
            assert row["ug_per_day"] == pytest.approx(mean, rel=1e-9)


@given(logs, st.sampled_from(["day", "week"]))
def test_forms_and_groups_both_add_up_to_the_total(rows, by):
    estimated = estimate(frame_of(rows), by)
    total = series(estimated, FIRST, FIRST + timedelta(days=34)).set_index("period")["ug_per_day"]
    total = total[total > 0]
    groups = by_group(estimated, food_table()).groupby("period")["ug_per_day"].sum()
    assert groups.to_dict() == pytest.approx(total.to_dict(), rel=1e-9)
    # The published totals are rounded, and those of the forms are too.
    forms = by_form(estimated).groupby("period")["ug_per_day"].sum()
    assert forms.to_dict() == pytest.approx(total.to_dict(), rel=2e-2)


@given(logs)
def test_weekdays_are_means_of_their_logged_days(rows):
    found = series(estimate(frame_of(rows), "day"), FIRST, FIRST + timedelta(days=34))
    pattern = weekday_pattern(found)
    known = found[found["ug_per_day"].notna()]
    for row in pattern.to_dict("records"):
        amounts = [
            one["ug_per_day"]
            for one in known.to_dict("records")
            if one["start"].weekday() == row["weekday"]
        ]
        assert row["days"] == len(amounts)
        if amounts:
            assert row["ug_per_day"] == pytest.approx(statistics.mean(amounts))
            assert min(amounts) - 1e-9 <= row["tenth"] <= row["ninetieth"] <= max(amounts) + 1e-9


@given(logs)
def test_steadiness_is_that_of_the_days_by_hand(rows):
    estimated = estimate(frame_of(rows), "day")
    totals = daily_totals(estimated, supplements=False)
    days = by_date(rows)
    assert dict(zip(totals.index.date, totals, strict=True)) == pytest.approx(days, abs=1e-9)
    weeks = defaultdict(list)
    for day, amount in days.items():
        weeks[day - timedelta(days=day.weekday())].append(amount)
    enough = [amounts for amounts in weeks.values() if len(amounts) >= 2]
    within, between = within_weeks(totals), between_weeks(totals)
    freedom = sum(len(amounts) - 1 for amounts in enough)
    everything = [amount for amounts in enough for amount in amounts]
    if freedom and sum(everything):
        squares = sum((len(one) - 1) * statistics.variance(one) for one in enough)
        expected = math.sqrt(squares / freedom) / statistics.mean(everything)
        assert within.coefficient == pytest.approx(expected, rel=1e-6, abs=1e-9)
        assert within.count == len(everything)
    else:
        assert math.isnan(within.coefficient)
    means = [statistics.mean(amounts) for amounts in enough]
    if len(means) >= 2 and sum(means):
        expected = statistics.stdev(means) / statistics.mean(means)
        assert between.coefficient == pytest.approx(expected, rel=1e-6, abs=1e-9)
    else:
        assert math.isnan(between.coefficient)


@given(logs)
def test_the_largest_swing_is_found_and_its_item_explains_most_of_it(rows):
    days = by_date(rows)
    steps = {
        day: amount - days[day - timedelta(days=1)]
        for day, amount in days.items()
        if day - timedelta(days=1) in days
    }
    swing = largest_swing(estimate(frame_of(rows), "day"), supplements=False)
    if not any(abs(step) > 1e-9 for step in steps.values()):
        assert swing is None or abs(swing.after.ug - swing.before.ug) < 1e-6
        return
    assert abs(swing.after.ug - swing.before.ug) == pytest.approx(max(map(abs, steps.values())))
    assert swing.after.day - swing.before.day == timedelta(days=1)
    parts = defaultdict(float)
    for day, item, amount in rows:
        at = FIRST + timedelta(days=day)
        sign = {swing.after.day: 1, swing.before.day: -1}.get(at, 0)
        parts[item] += sign * content(item) * amount
    direction = 1 if swing.after.ug > swing.before.ug else -1
    most = max(direction * part for part in parts.values())
    assert direction * (swing.item_after_ug - swing.item_before_ug) == pytest.approx(most)
