"""Intake over time: spans, gaps, words, files and charts; worked out by hand."""

import math
from datetime import date
from functools import partial

import altair as alt
import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.charts.trends import trend_alt, trend_chart, weekday_alt, weekday_chart
from estimator.foods.table import food_table
from estimator.foods.version import data_version
from estimator.insight.series import by_form, by_group, rolling_mean, series, weekday_pattern
from estimator.views.shared.caveat import flattening_periods, natto_periods
from estimator.views.shared.figures import figure
from estimator.views.shared.palette import GROUP_COLOURS
from estimator.views.shared.spans import named_span
from estimator.views.trends.trend import (
    GROUPS_SHOWN,
    OTHER,
    named_parts,
    trend_csv,
    trend_table,
    trend_words,
    usual_step,
)
from tests.unit.conftest import as_if_nothing_were_predicted, in_json

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)

FIRST, LAST = date(2026, 2, 9), date(2026, 2, 15)
LOG = pd.DataFrame(
    [
        ("2026-02-09", "natto", 40.0),
        ("2026-02-10", "cheese-gouda-aged", 50.0),
        ("2026-02-10", "natto-hikiwari", 10.0),
        ("2026-02-13", "egg-unspecified", 100.0),
        ("2026-02-13", "supplement-mk7-90", 1.0),
    ],
    columns=["date", "item", "quantity"],
)


@pytest.fixture(scope="module")
def by_day():
    return estimate(LOG, "day")


@pytest.fixture(scope="module")
def rows(by_day):
    return series(by_day, FIRST, LAST)


def test_gaps_are_rows_without_figures(rows):
    assert list(rows["days_logged"]) == [1, 1, 0, 0, 1, 0, 0]
    assert rows["ug_per_day"].isna().tolist() == [False, False, True, True, False, True, True]
    assert rows["supplement_ug_per_day"].dropna().tolist() == [0.0, 0.0, 90.0]


def test_a_rolling_mean_needs_enough_logged_periods():
    days = pd.DataFrame(
        {"ug_per_day": [10, 20, math.nan, 60, math.nan], "days_logged": [1, 1, 0, 1, 0]}
    )
    means = rolling_mean(days, "day").tolist()
    assert math.isnan(means[0])
    assert math.isnan(means[2])
    assert means[3:] == [30.0, 30.0]
    weeks = pd.DataFrame(
        {"ug_per_day": [10, math.nan, 40, 10, 10, 10], "days_logged": [7, 0, 1, 7, 7, 7]}
    )
    means = rolling_mean(weeks, "week").tolist()
    assert math.isnan(means[1])
    assert means[2] == (7 * 10 + 40) / 8  # a week of one day counts as one day
    assert means[-1] == (40 + 3 * 70) / 22


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2026, 12, 31), date(2027, 1, 4), ["2026-W53", "2027-W01"]),
        (date(2024, 2, 28), date(2024, 3, 1), ["2024-W09"]),
        (date(2026, 2, 10), date(2026, 2, 10), ["2026-W07"]),
    ],
)
def test_a_span_holds_the_weeks_its_days_are_in(first, last, weeks):
    log = pd.DataFrame({"date": [str(first)], "item": "natto", "quantity": 40.0})
    found = series(estimate(log, "week"), first, last)
    assert list(found["period"]) == weeks
    assert (found["end"] - found["start"]).dt.days.eq(6).all()
    days = series(estimate(log, "day"), first, last)
    assert len(days) == (last - first).days + 1
    assert str(days["start"].iloc[-1].date()) == str(last)


def test_groups_are_those_of_the_foods(by_day):
    groups = by_group(by_day, food_table())
    assert set(groups["part"]) == {"natto and soy", "cheese", "eggs"}


def test_small_groups_are_summed_up():
    parts = pd.DataFrame(
        {
            "period": "2026-02-09",
            "part": [f"group {n}" for n in range(9)],
            "ug_per_day": [90.0 - n for n in range(9)],
        }
    )
    named = named_parts(parts, "group")
    assert len(named) == GROUPS_SHOWN + 1 == len(GROUP_COLOURS)
    other = named.set_index("part").loc[OTHER]
    assert other["ug_per_day"] == 84 + 83 + 82
    assert other["place"] == GROUPS_SHOWN


def test_words_say_how_much_is_logged_and_what_lies_between(rows):
    words = trend_words(rows, "day")
    assert words.startswith("3 days logged; 4 days without an entry. A day had ")
    assert trend_alt(rows, "day").endswith(words)


def test_the_table_has_floors_gaps_and_supplements(rows):
    table = trend_table(rows, "day").set_index("Day")
    assert table.index[0] == "2026-02-15"
    assert table.loc["2026-02-11", "K2 from food, µg/day"] == ""
    assert table.loc["2026-02-10", "K2 from food, µg/day"].startswith("at least ")
    assert table.loc["2026-02-13", "Supplements, µg/day"] == "90"
    assert "Days logged" not in table
    weekly = trend_table(series(estimate(LOG, "week"), FIRST, LAST), "week")
    assert weekly["Days logged"].tolist() == ["3"]


def test_the_file_has_units_in_its_names_and_gaps_as_empty_cells(rows):
    file = trend_csv(rows, "EU")
    assert {"K2_total_ug_per_day", "K2_low_ug_per_day", "coverage_pct"} <= set(file)
    assert not {"ug_per_day", "coverage"} & set(file)
    assert set(file["data_version"]) == {data_version()}
    assert file["K2_total_ug_per_day"].isna().sum() == 4
    assert file["start"].iloc[0] == "2026-02-09"


@pytest.mark.parametrize("split", ["form", "group"])
def test_the_chart_stacks_its_parts_and_leaves_gaps(by_day, rows, split, as_kept):
    parts = by_form(by_day) if split == "form" else by_group(by_day, food_table())
    chart = trend_chart(rows, named_parts(parts, split), "day", split, supplements=True)
    as_kept(chart, f"trend-{split}")
    spec = in_json(chart)
    alt.LayerChart.from_dict(spec)
    drawn = spec["datasets"]
    assert [row["period"] for row in drawn["gaps"]] == [
        "2026-02-11",
        "2026-02-12",
        "2026-02-14",
        "2026-02-15",
    ]
    tops = pd.DataFrame(drawn["parts"]).groupby("period")["top_ug"].max()
    totals = rows.set_index("period")["ug_per_day"].dropna()
    assert tops.to_dict() == pytest.approx(totals.to_dict(), rel=1e-3)
    assert {row["period"] for row in drawn["parts"]} == set(totals.index)
    assert drawn["totals"][1]["text"].startswith("at least ")


def test_a_day_of_natto_is_cut_off_above_the_others_and_says_its_amount():
    log = pd.DataFrame(
        [(f"2026-02-{day:02}", "cheese-gouda-aged", 50.0) for day in (9, 10, 11)]
        + [("2026-02-11", "natto", 40.0)],
        columns=["date", "item", "quantity"],
    )
    by_day = estimate(log, "day")
    rows = series(by_day, FIRST, date(2026, 2, 11))
    parts = named_parts(by_form(by_day), "form")
    torn = flattening_periods(by_day)
    assert torn == {"2026-02-11"}
    in_full, cut = (
        in_json(trend_chart(rows, parts, "day", "form", torn=days)) for days in ((), torn)
    )
    scale = cut["layer"][0]["encoding"]["y"]["scale"]["domain"]
    highest_of_others = rows["high_ug_per_day"].iloc[:2].max()
    assert scale == [0, pytest.approx(1.05 * highest_of_others)]
    assert rows["ug_per_day"].iloc[2] > scale[1]
    (above,) = cut["datasets"]["above"]
    assert above["label"] == f"{figure(rows['ug_per_day'].iloc[2])} ↑"
    assert "above" not in in_full["datasets"]


def test_where_most_days_are_of_natto_none_is_cut_off():
    log = pd.DataFrame(
        {"date": ["2026-02-09", "2026-02-10", "2026-02-11"], "quantity": 40.0}
    ).assign(item=["natto", "natto", "cheese-gouda-aged"])
    by_day = estimate(log, "day")
    assert natto_periods(by_day) == {"2026-02-09", "2026-02-10"}
    assert flattening_periods(by_day) == frozenset()


def test_without_a_gap_or_supplements_nothing_is_drawn_for_them(by_day):
    days = series(by_day, FIRST, date(2026, 2, 10))
    chart = trend_chart(days, named_parts(by_form(by_day).head(0), "form"), "day", "form")
    assert "gaps" not in chart["datasets"]
    assert len(chart["layer"]) == 4


def test_weekdays_are_drawn_where_logged(rows, as_kept):
    pattern = weekday_pattern(rows)
    assert pattern["days"].tolist() == [1, 1, 0, 0, 1, 0, 0]
    as_kept(weekday_chart(pattern), "weekdays")
    words = weekday_alt(pattern)
    assert "Monday" in words
    assert "Sunday" not in words


def test_short_spans_go_by_day_and_long_ones_by_week():
    assert usual_step(date(2026, 1, 1), date(2026, 1, 1)) == "day"
    assert usual_step(date(2026, 1, 1), date(2026, 4, 2)) == "day"
    assert usual_step(date(2026, 1, 1), date(2026, 4, 3)) == "week"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Last 4 weeks", date(2026, 10, 29)),
        ("Last 3 months", date(2026, 8, 27)),
        ("Last year", date(2026, 1, 5)),
        ("All", date(2026, 1, 5)),
    ],
)
def test_a_named_span_ends_with_the_last_day_logged(name, first):
    logged = date(2026, 1, 5), date(2026, 11, 25)
    assert named_span(name, logged) == (first, logged[1])
