"""A copy of a week: what its changes come to, in figures, words, a chart and a file."""

import io
import math
from datetime import date
from functools import partial

import altair as alt
import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.calculation.intake import per_logged_day
from estimator.charts.what_if import what_if_alt, what_if_chart
from estimator.components import FORMS, K2_TOTAL
from estimator.errors import InputError
from estimator.foods.table import food_table
from estimator.insight.what_if import (
    Added,
    Swap,
    change_by_item,
    change_of_week,
    changed_week,
    check_changes,
)
from estimator.spreadsheet_csv import csv_text
from estimator.views.what_if.file import COMPARISON_COLUMNS, comparison_rows
from estimator.views.what_if.tables import (
    PARTLY_NOTE,
    change_sentence,
    change_table,
    item_table,
    notes,
    totals_sentence,
    week_foods,
)
from tests.unit.conftest import as_if_nothing_were_predicted, in_json

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)

TABLE = food_table()
GOUDA = "cheese-gouda-aged"
WEEK = pd.DataFrame(
    {
        "person": "1",
        "date": pd.to_datetime(["2026-02-09", "2026-02-10", "2026-02-10"]),
        "meal": "",
        "item": [GOUDA, GOUDA, "apple"],
        "quantity": [30.0, 20.0, 100.0],
    }
)
UNKNOWN = "soy-milk"  # nobody analysed it


def change(swaps=(), added=(), week=WEEK):
    after = changed_week(week, swaps, added)
    return after, change_of_week(week, after, MATRIX)


def a_day(week):
    return per_logged_day(estimate(week, None).intake)


def k2_of(changed):
    return changed.set_index("component").loc[K2_TOTAL]


def test_a_swap_puts_as_many_grams_of_another_food_in_its_place():
    after, _ = change([Swap(GOUDA, "cheese-cheddar", 2.0)])
    grams = after.groupby("item")["quantity"].sum()
    assert grams.to_dict() == {GOUDA: 0.0, "cheese-cheddar": 100.0, "apple": 100.0}
    assert after["quantity"].sum() == 200
    assert WEEK["item"].tolist()[0] == GOUDA  # the diary's own stays


def test_a_day_on_which_nothing_is_left_is_logged_all_the_same():
    after, _ = change([Swap(GOUDA, GOUDA, 0.0)])
    before, left = estimate(WEEK, None), estimate(after, None)
    assert left.periods["days_logged"].tolist() == before.periods["days_logged"].tolist() == [2]


def test_two_foods_swapped_for_one_another():
    after, _ = change([Swap(GOUDA, "apple"), Swap("apple", GOUDA)])
    assert after.groupby("item")["quantity"].sum().to_dict() == {GOUDA: 100.0, "apple": 50.0}


def test_once_a_week_is_a_seventh_a_day_whatever_is_logged():
    after, changed = change(added=[Added("natto", 40.0, 1)])
    pack = 40 * MATRIX.mean[MATRIX.row_of["natto"], MATRIX.components.index(K2_TOTAL)]
    assert k2_of(changed)["change_ug"] / WEEK["date"].nunique() == pytest.approx(pack / 7)
    assert after["date"].nunique() == 2


def test_what_stays_the_same_adds_nothing_to_the_range():
    ends = ["change_ug", "low_ug", "high_ug"]
    egg = Swap("apple", "egg-unspecified")
    alone = WEEK[WEEK["item"] == "apple"]
    assert k2_of(change([egg])[1])[ends].tolist() == pytest.approx(
        k2_of(change([egg], week=alone)[1])[ends].tolist()
    )


def test_a_food_that_comes_back_by_another_way_is_no_change():
    """Natto is swapped for aged Gouda, and as much of it added."""
    natto = WEEK.iloc[:1].assign(item="natto", quantity=40.0)
    _, changed = change([Swap("natto", GOUDA)], [Added("natto", 40.0, 7)], week=natto)
    _, gouda = change(added=[Added(GOUDA, 40.0, 7)], week=natto)
    pd.testing.assert_frame_equal(changed, gouda)


def test_supplements_are_apart_and_exact():
    _, changed = change(added=[Added("supplement-mk7-90", 1.0, 7)])
    rows = changed.set_index("component")
    assert rows.loc["MK7", "supplement_ug"] == pytest.approx(90 * 2)
    assert (rows["change_ug"] == 0).all()
    assert change_sentence(changed, 2) == "From supplements: +90 µg/day by label."


def test_a_food_nobody_analysed_leaves_the_change_open():
    gained = change(added=[Added(UNKNOWN, 100.0, 7)])[1]
    assert k2_of(gained)["coverage"] == 0
    assert change_sentence(gained, 2) == "K2 from food: not known."
    # 50 g of Gouda less, 50 g more of what nobody knows: it may be more than is counted
    swapped = change([Swap(GOUDA, UNKNOWN)])[1]
    assert change_sentence(swapped, 2).startswith("K2 from food: at least −")
    assert k2_of(swapped)["coverage"] == pytest.approx(0.5)
    assert k2_of(swapped)[["gain_known", "loss_known"]].tolist() == [False, True]
    milk = WEEK.iloc[:1].assign(item=UNKNOWN)
    lost = change([Swap(UNKNOWN, GOUDA)], week=milk)[1]
    assert change_sentence(lost, 1).startswith("K2 from food: at most +")
    # one unknown food for another, and Gouda besides
    both = change([Swap(UNKNOWN, "natto-hikiwari")], [Added(GOUDA, 50.0, 7)], week=milk)[1]
    assert change_sentence(both, 1).startswith("K2 from food: known part +")


def test_a_known_change_needs_no_more_words():
    _, changed = change([Swap(GOUDA, GOUDA, 2.0)])
    assert change_sentence(changed, 2).startswith("K2 from food: +")
    assert "wholly known" not in change_sentence(changed, 2)


def test_nothing_changed_says_so():
    _, changed = change()
    assert change_sentence(changed, 2) == "Nothing changes in K2."
    assert math.isnan(k2_of(changed)["coverage"])
    assert k2_of(changed)[["gain_known", "loss_known"]].all()


def test_the_table_has_change_range_before_and_after():
    after, changed = change([Swap(GOUDA, GOUDA, 0.0)])
    before = a_day(WEEK)
    table = change_table(before, a_day(after), changed, 2).set_index("Form")
    row = table.loc["MK-9"]
    assert row["Change"].startswith("−")
    assert row["Range (90 %)"].startswith("−")
    # What may hide in the apple.
    assert row["As changed"] == "0 (0–0.5)"
    assert row["Analysed"] == "100 %"
    assert "MK-13" not in table.index
    assert "Supplements" not in table


@pytest.mark.parametrize(
    ("swap", "told"), [(Swap(GOUDA, UNKNOWN), True), (Swap(GOUDA, GOUDA, 2.0), False)]
)
def test_what_at_least_means_is_told_where_it_is_said(swap, told):
    after, changed = change([swap])
    table = change_table(a_day(WEEK), a_day(after), changed, 2)
    assert table["Change"].str.startswith("at least").any() == told
    assert (PARTLY_NOTE in notes(table, 2)) == told


def test_the_table_has_a_form_that_only_a_supplement_brings():
    pill = WEEK[WEEK["item"] == "apple"]
    after, changed = change(added=[Added("supplement-mk7-90", 1.0, 7)], week=pill)
    table = change_table(a_day(pill), a_day(after), changed, 1)
    assert table.set_index("Form").loc["MK-7", "Supplements"] == "+90"


def test_the_totals_before_and_after_have_range_and_what_they_rest_on():
    after, _ = change([Swap(GOUDA, UNKNOWN)], [Added("supplement-mk7-90", 1.0, 7)])
    words = totals_sentence(a_day(WEEK), a_day(after))
    was, will_be = words.split(" As changed: ")
    assert was.startswith("As it was: ")
    assert was.endswith("; all of it rests on analysed foods).")
    assert "range " in was
    assert will_be == (
        "K2 from food at least 0 µg/day (range 0–0.69 µg/day), and 90 µg/day from supplements."
    )


def test_foods_that_make_the_change_lead_to_their_sources():
    after, changed = change([Swap(GOUDA, UNKNOWN)], [Added("supplement-mk7-90", 1.0, 7)])
    rows = change_by_item(WEEK, after, MATRIX)
    foods = rows[rows["source"] == "food"]
    assert foods["change_ug"].sum() == pytest.approx(k2_of(changed)["change_ug"])
    gouda, milk, pill = item_table(rows, TABLE, 2).to_dict("records")
    assert gouda["Food"] == "[Gouda, aged](/foods?food=cheese-gouda-aged)"
    assert gouda["A day"] == "−25 g"
    low, high = gouda["Range (90 %)"].split(" to ")
    assert low.startswith("−")
    assert float(low[1:]) > float(high[1:])
    assert (milk["A day"], milk["K2, µg/day"], milk["Range (90 %)"]) == ("+25 g", "not known", "")
    assert list(pill.values()) == [
        r"Vitamin K2 MK\-7 supplement, 90 µg",
        "+1 capsule",
        "+90",
        "by label",
    ]


def test_foods_of_the_week_come_richest_first_and_supplements_last():
    pill = WEEK.iloc[:1].assign(item="supplement-mk7-90", quantity=1.0)
    week = pd.concat([WEEK, pill])
    found = week_foods(
        estimate(week, None).contributions([K2_TOTAL]), week["item"].value_counts().to_dict(), 2
    )
    assert list(found) == [GOUDA, "apple", "supplement-mk7-90"]
    assert found[GOUDA].startswith("2 times, 50 g, K2 ")
    assert found["apple"] == "1 time, 100 g, K2 0 µg/day"
    assert found["supplement-mk7-90"] == "1 time, 1 ×, K2 45 µg/day"


@pytest.mark.parametrize(
    ("swap", "added"),
    [
        (Swap("apple", "pear", 101.0), None),
        (Swap("apple", "pear", times=0), None),
        (None, Added("natto", 40.0, 0)),
        (None, Added("natto", 40.0, 71)),
    ],
)
def test_amounts_that_nobody_could_mean_are_refused(swap, added):
    with pytest.raises(InputError, match="times"):
        check_changes([swap] if swap else [], [added] if added else [])


def test_the_file_has_the_figures_themselves():
    after, changed = change([Swap(GOUDA, UNKNOWN)], [Added("supplement-mk7-90", 1.0, 7)])
    weeks = a_day(WEEK), a_day(after)
    rows = comparison_rows(*weeks, changed, date(2026, 2, 9), ["=a", "b"], "world")
    read = pd.read_csv(io.StringIO(csv_text(rows))).set_index("component")
    assert [*read.reset_index()[list(COMPARISON_COLUMNS)].columns] == list(COMPARISON_COLUMNS)
    assert read.index.tolist() == [*FORMS, K2_TOTAL]
    total = read.loc[K2_TOTAL]
    assert total["change_ug_per_day"] == pytest.approx(k2_of(changed)["change_ug"] / 2, abs=5e-4)
    assert total["before_coverage_pct"] == 100
    assert (total["after_ug_per_day"], total["after_coverage_pct"]) == (0, 66.6)
    assert total["change_coverage_pct"] == 50
    assert total["supplements_after_ug_per_day"] == 90
    assert total["week_start"] == "2026-02-09"
    assert read["changes"].unique().tolist() == ["'=a; b"]
    assert math.isnan(read.loc["MK13", "change_ug_per_day"])


def test_the_chart_has_both_weeks_with_their_ranges(as_kept):
    after = changed_week(WEEK, [], [Added("natto", 40.0, 1), Added(UNKNOWN, 100.0, 1)])
    weeks = a_day(WEEK), a_day(after)
    chart = what_if_chart(*weeks)
    as_kept(chart, "what-if")
    spec = in_json(chart)
    alt.LayerChart.from_dict(spec)
    totals = spec["datasets"]["totals"]
    assert [row["week"] for row in totals] == ["As it was", "As changed"]
    assert [row["mark"] for row in totals] == ["", "≥"]
    assert totals[0]["low_ug"] < totals[0]["end"] < totals[0]["high_ug"]
    told = what_if_alt(*weeks)
    assert f"as it was {totals[0]['text']} (range {totals[0]['range']})" in told
    assert f"as changed {totals[1]['text']} (range {totals[1]['range']})" in told
    assert totals[1]["text"].startswith("at least ")


def test_the_chart_says_where_nothing_is_known():
    milk = WEEK.iloc[:1].assign(item=UNKNOWN)
    after, _ = change([Swap(UNKNOWN, GOUDA)], week=milk)
    weeks = per_logged_day(estimate(milk, None).intake), a_day(after)
    before, _ = in_json(what_if_chart(*weeks))["datasets"]["totals"]
    assert (before["mark"], before["end"]) == ("not known", 0)
    assert "as it was not known, as changed " in what_if_alt(*weeks)
