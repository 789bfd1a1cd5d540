"""The one question whose answer would narrow a week's range most."""

import math
import statistics

import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import K2_TOTAL
from estimator.composition.table import composition_matrix
from estimator.foods.table import food_table
from estimator.insight.next_question import KIND, LEAST_NARROWER, WEIGHT, kinds_of, next_question
from estimator.views.shared.next_question import question_words

TABLE = food_table()


def week(*eaten, amounts=True):
    """Estimate a week of these items, grams and kinds of amount, on seven days."""
    rows = [
        {"date": f"2026-02-{9 + day:02}", "item": item, "quantity": grams, "amount_kind": kind}
        for day in range(7)
        for item, grams, kind in eaten
    ]
    return estimate(pd.DataFrame(rows), None, "EU", amounts=amounts)


def asked(estimated, aside=()):
    return next_question(estimated, TABLE.items, composition_matrix("EU"), aside)


def test_slices_of_what_gives_most_are_to_be_weighed():
    question = asked(
        week(("cheese-emmental", 40.0, "weighed"), ("cheese-gouda-aged", 60, "measured"))
    )
    assert (question.ask, question.item_id) == (WEIGHT, "cheese-gouda-aged")


def test_what_was_weighed_is_not_asked_about():
    assert asked(week(("cheese-gouda-aged", 60.0, "weighed"))) is None


def test_nothing_is_asked_of_amounts_that_are_taken_as_exact():
    assert asked(week(("cheese-gouda-aged", 60.0, "assumed"), amounts=False)) is None


def test_a_kind_that_was_not_said_is_asked_for_where_its_kinds_are_surer():
    matrix, k2 = composition_matrix("EU"), composition_matrix("EU").components.index(K2_TOTAL)

    def variance(item):
        return matrix.variance[matrix.row_of[item], k2]

    def log_variance(item):
        mean = matrix.mean[matrix.row_of[item], k2]
        return math.log1p(variance(item) / mean**2) if mean else 0.0

    def width_of_a_kind(item):
        return math.sqrt(statistics.mean(map(log_variance, kinds_of(item, TABLE.items))))

    unsaid = [one for one in TABLE.items if kinds_of(one, TABLE.items) and variance(one) > 0]
    assert {"cheese-gouda-unspecified", "cheese-semi-hard-unspecified"} <= set(unsaid)
    surer = {
        item
        for item in unsaid
        if width_of_a_kind(item) < (1 - LEAST_NARROWER) * math.sqrt(log_variance(item))
    }
    assert "cheese-blue-unspecified" in surer
    for item in unsaid:
        question = asked(week((item, 60.0, "weighed")))
        assert (question is not None and question.ask == KIND) == (item in surer), item


@pytest.mark.parametrize(
    ("unsaid", "kind", "none"),
    [
        ("cheese-semi-hard-unspecified", "cheese-danbo", "cheese-cheddar"),
        ("cheese-gouda-unspecified", "cheese-gouda-aged", "cheese-danbo"),
        ("cheese-blue-unspecified", "cheese-stilton", "cheese-brie"),
        ("chicken-unspecified-cooked", "chicken-wing-cooked", "chicken-unspecified-raw"),
    ],
)
def test_kinds_go_by_the_name_or_else_by_what_the_name_stands_for(unsaid, kind, none):
    kinds = kinds_of(unsaid, TABLE.items)
    assert kind in kinds
    assert none not in kinds
    assert unsaid not in kinds


def test_a_name_for_several_kinds_is_offered_before_them():
    kinds = kinds_of("cheese-semi-hard-unspecified", TABLE.items)
    assert kinds[0] == "cheese-gouda-unspecified"
    assert kinds.index("cheese-edam") < kinds.index("cheese-gouda-aged")
    assert "cheese-unspecified" not in kinds_of("cheese-hard-unspecified", TABLE.items)


@pytest.mark.parametrize(
    "item",
    [
        *("cheese-danbo", "natto", "supplement-mk7-45", "not-a-food"),
        # One of several such names in a subgroup stands for a part of it that nothing tells apart.
        *("cold-cuts-unspecified", "sausage-unspecified", "cheese-washed-rind-unspecified"),
    ],
)
def test_what_is_a_kind_itself_or_stands_for_a_part_has_none(item):
    assert kinds_of(item, TABLE.items) == []


def test_the_range_it_promises_is_narrower_and_within_that_of_today():
    question = asked(week(("cheese-gouda-aged", 60.0, "assumed")))
    assert question.low_ug < question.low_then_ug < question.high_then_ug < question.high_ug


def test_the_promise_is_what_weighing_would_come_to():
    kinds = {
        kind: week(("cheese-gouda-aged", 60.0, kind)).intake.set_index("component").loc[K2_TOTAL]
        for kind in ("assumed", "weighed")
    }
    question = asked(week(("cheese-gouda-aged", 60.0, "assumed")))
    spread = math.log(question.high_then_ug / question.low_then_ug)
    weighed, assumed = (
        math.log(kinds[kind]["high_ug"] / kinds[kind]["low_ug"]) for kind in ("weighed", "assumed")
    )
    # What differs from one use to the next stays, and averages out over seven.
    assert weighed < spread < (weighed + assumed) / 2


def test_one_that_is_put_aside_makes_room_for_the_next_or_none():
    estimated = week(("cheese-gouda-aged", 60.0, "assumed"), ("cheese-brie", 60.0, "assumed"))
    first = asked(estimated)
    second = asked(estimated, {first.key})
    assert second is None or second.key != first.key
    assert asked(estimated, {first.key, second.key if second else ""}) is None


@pytest.mark.parametrize(("ask", "words"), [(WEIGHT, "weigh"), (KIND, "say which kind of")])
def test_it_is_one_sentence_with_figures(ask, words):
    from estimator.insight.next_question import Question

    said = question_words(Question(ask, "natto", 70.0, 140.0, 84.0, 126.0), TABLE, 7)
    assert f"{words} Natto" in said
    assert "from 10–20 to about 12–18 µg a day" in said


def test_a_week_of_nothing_asks_nothing():
    assert asked(week(("apple", 100.0, "assumed"))) is None
