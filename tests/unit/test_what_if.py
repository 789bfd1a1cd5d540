"""Changes to a copy of a week: read, worded, written into addresses, and what they come to."""

import math

import altair as alt
import pandas as pd
import pytest

from estimator.charts.specification import in_json
from estimator.charts.what_if import what_if_alt, what_if_chart
from estimator.components import K2_TOTAL
from estimator.composition.matrix import composition_matrix
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods import food_table
from estimator.insight.what_if import Added, Swap, change_of_week, changed_week, check_changes
from estimator.intake import estimate
from estimator.records import Planned
from estimator.units import Measures
from estimator.views.changes import (
    AddedText,
    SwapText,
    added_of,
    change_text,
    change_words,
    changes_of_texts,
    foods_by_name,
    swap_text,
    swaps_of,
    with_change,
)
from estimator.views.what_if import change_sentence, change_table, week_foods

TABLE = food_table()
WEEK = pd.DataFrame(
    {
        "person": "1",
        "date": pd.to_datetime(["2026-02-09", "2026-02-10", "2026-02-10"]),
        "meal": "",
        "item": ["cheese-gouda-aged", "cheese-gouda-aged", "apple"],
        "quantity": [30.0, 20.0, 100.0],
    }
)
MATRIX = composition_matrix("world")
NATTO = AddedText(Planned(item_id="natto", amount=1.0, unit="pack"), 1)
CHEDDAR = SwapText("cheese-gouda-aged", "cheese-cheddar")


def change(swaps=(), added=()):
    after = changed_week(WEEK, swaps, added)
    return after, change_of_week(WEEK, after, MATRIX)


def test_a_swap_puts_as_many_grams_of_another_food_in_its_place():
    after, _ = change([Swap("cheese-gouda-aged", "cheese-cheddar", 2.0)])
    assert after["item"].tolist() == ["cheese-cheddar", "cheese-cheddar", "apple"]
    assert after["quantity"].tolist() == [60.0, 40.0, 100.0]
    assert WEEK["item"].tolist()[0] == "cheese-gouda-aged"  # the diary's own stays


def test_once_a_week_is_a_seventh_a_day_whatever_is_logged():
    after, changed = change(added=[Added("natto", 40.0, 1)])
    total = changed.set_index("component")["change_ug"][K2_TOTAL]
    pack = 40 * MATRIX.mean[MATRIX.row_of["natto"], MATRIX.components.index(K2_TOTAL)]
    assert total / WEEK["date"].nunique() == pytest.approx(pack / 7)
    assert after["date"].nunique() == 2


def test_what_stays_the_same_adds_nothing_to_the_range():
    _, changed = change([Swap("apple", "pear", 1.0)])
    k2 = changed.set_index("component").loc[K2_TOTAL]
    alone = WEEK[WEEK["item"] == "apple"]
    after = changed_week(alone, [Swap("apple", "pear", 1.0)], [])
    expected = change_of_week(alone, after, MATRIX).set_index("component").loc[K2_TOTAL]
    assert k2[["change_ug", "low_ug", "high_ug"]].tolist() == pytest.approx(
        expected[["change_ug", "low_ug", "high_ug"]].tolist()
    )


def test_supplements_are_apart_and_exact():
    _, changed = change(added=[Added("supplement-mk7-90", 1.0, 7)])
    rows = changed.set_index("component")
    assert rows.loc["MK7", "supplement_ug"] == pytest.approx(90 * 2)
    assert (rows["change_ug"] == 0).all()
    assert change_sentence(changed, 2) == "From supplements: +90 µg/day by label."


def test_a_food_nobody_analysed_makes_the_change_not_wholly_known():
    _, changed = change(added=[Added("natto-hikiwari", 50.0, 7)])
    rows = changed.set_index("component")
    assert rows.loc[K2_TOTAL, "coverage"] == 0.0
    assert rows.loc["MK7", "coverage"] == 1.0
    sentence = change_sentence(changed, 2)
    assert sentence.endswith("Figures are known for 0 % of the grams that change.")


def test_nothing_changed_says_so():
    _, changed = change()
    assert change_sentence(changed, 2) == "Nothing changes in K2."
    assert math.isnan(changed.set_index("component").loc[K2_TOTAL, "coverage"])


def test_the_table_has_before_after_change_and_range():
    after, changed = change([Swap("cheese-gouda-aged", "cheese-gouda-aged", 0.0)])
    before = estimate(WEEK, None).intake
    table = change_table(before, estimate(after, None).intake, changed, 2).set_index("Form")
    row = table.loc["MK-9"]
    assert row["Change"].startswith("−")
    assert row["Range (90 %)"].startswith("−")
    assert row["As changed"] == "0"
    assert row["Covered"] == "100 %"
    assert "MK-13" not in table.index


def test_changes_are_worded():
    eaten = {"cheese-gouda-aged"}
    assert change_words(NATTO, TABLE, eaten) == "1 pack Natto, once a week"
    twice = AddedText(NATTO.planned, 2)
    assert change_words(twice, TABLE, eaten) == "1 pack Natto, 2 times a week"
    assert change_words(CHEDDAR, TABLE, eaten) == "Cheddar instead of Gouda, aged"
    half = SwapText("cheese-gouda-aged", "cheese-gouda-aged", "0.5")
    assert change_words(half, TABLE, eaten) == "Gouda, aged, 0.5 times the grams"
    none = SwapText("cheese-gouda-aged", "cheese-gouda-aged", "0")
    assert change_words(none, TABLE, eaten) == "No Gouda, aged"
    assert change_words(CHEDDAR, TABLE, set()).endswith("Gouda, aged (not eaten this week)")


@pytest.mark.parametrize(
    "one", [NATTO, CHEDDAR, SwapText("apple", "pear", "1,5"), AddedText(NATTO.planned, 70)]
)
def test_an_address_keeps_a_change(one):
    assert changes_of_texts([change_text(one)], TABLE) == [one]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "swap",
        "swap~apple~pear",
        "swap~apple~no-such-food~1",
        "swap~apple~apple~1",
        "swap~apple~pear~-1",
        "swap~apple~pear~1000",
        "swap~apple~supplement-mk7-90~1",
        "add~natto~1~pack~0",
        "add~natto~1~pack~71",
        "add~natto~1~barrel~1",
        "add~natto~none~pack~1",
        "add~natto~1~pack~1~more",
        "add~natto~1~pack~" + "9" * 50,
        "\0~\0",
    ],
)
def test_what_is_no_change_is_left_out_of_an_address(text):
    assert changes_of_texts([text, change_text(NATTO)], TABLE) == [NATTO]


def test_a_food_is_swapped_once_and_a_week_takes_so_many_changes():
    again = SwapText("cheese-gouda-aged", "cheese-brie")
    assert with_change([CHEDDAR, NATTO], again) == [NATTO, again]
    with pytest.raises(InputError, match="A week takes 20 changes"):
        with_change([NATTO] * 20, NATTO)
    assert len(changes_of_texts([change_text(NATTO)] * 100, TABLE)) == 20


@pytest.mark.parametrize(
    ("item", "to", "factor", "said"),
    [
        ("apple", "apple", "1", "Nothing changes"),
        ("apple", "supplement-mk7-90", "1", "can't stand for one another"),
        ("apple", "pear", "much", "much"),
        ("apple", "pear", "101", "101 times as much"),
    ],
)
def test_a_swap_that_is_none_is_refused(item, to, factor, said):
    with pytest.raises(InputError, match=said):
        swap_text(TABLE, item, to, factor)


def test_amounts_are_resolved_as_in_the_diary():
    (added,) = added_of([NATTO, CHEDDAR], Measures(table=TABLE), TABLE)
    assert added == Added("natto", 40.0, 1)
    assert swaps_of([NATTO, CHEDDAR]) == [Swap("cheese-gouda-aged", "cheese-cheddar", 1.0)]
    with pytest.raises(InputError, match="0 times a week"):
        check_changes([], [Added("natto", 40.0, 0)])


def test_foods_of_the_week_come_richest_first_and_supplements_last():
    pill = WEEK.iloc[:1].assign(item="supplement-mk7-90", quantity=1.0)
    estimated = estimate(pd.concat([WEEK, pill]), None)
    found = week_foods(estimated.contributions([K2_TOTAL]))
    assert found == ["cheese-gouda-aged", "apple", "supplement-mk7-90"]


def test_all_that_can_be_logged_can_be_eaten_instead():
    names = [TABLE.name_of(item).casefold() for item in foods_by_name(PersonalFoods(TABLE, []))]
    assert names == sorted(names)
    assert len(names) == len(TABLE.items)


def test_the_chart_has_both_weeks_with_their_ranges(as_kept):
    after = changed_week(WEEK, [], [Added("natto", 40.0, 1)])
    weeks = estimate(WEEK, None).intake, estimate(after, None).intake
    chart = what_if_chart(*weeks)
    as_kept(chart, "what-if")
    spec = in_json(chart)
    alt.LayerChart.from_dict(spec)
    assert [row["week"] for row in spec["datasets"]["totals"]] == ["As it was", "As changed"]
    assert "as it was " in what_if_alt(*weeks)
