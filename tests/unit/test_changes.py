"""Changes to a copy of a week: checked, worded, and written into addresses."""

import pandas as pd
import pytest

from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Planned
from estimator.errors import InputError
from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.views.what_if.changes import (
    TIMES_ADDED,
    AddedText,
    SwapText,
    change_text,
    changed_copy,
    changes_of_texts,
    check_change,
    examples,
    leave_out,
    week_change_words,
    with_change,
)

TABLE = food_table()
MEASURES = Measures(table=TABLE)
GOUDA = "cheese-gouda-aged"
NATTO = AddedText(Planned(item_id="natto", amount=1.0, unit="pack"), 1)
CHEDDAR = SwapText(GOUDA, "cheese-cheddar")
WEEK = pd.DataFrame(
    {
        "person": "1",
        "date": pd.to_datetime(["2026-02-09", "2026-02-10", "2026-02-10"]),
        "meal": "",
        "item": [GOUDA, GOUDA, "apple"],
        "quantity": [30.0, 20.0, 100.0],
    }
)


def copied(*changes):
    """Grams of each item in a copy of the week."""
    return changed_copy(WEEK, changes, MEASURES, TABLE).groupby("item")["quantity"].sum().to_dict()


def test_changes_are_worded():
    eaten = {GOUDA: 3}
    words = {change: week_change_words(change, TABLE, eaten) for change in (NATTO, CHEDDAR)}
    assert words == {
        NATTO: "1 pack Natto, once a week",
        CHEDDAR: "Cheddar instead of Gouda, aged",
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SwapText(GOUDA, GOUDA, "0.5"), "Gouda, aged, 0.5 times as much"),
        (SwapText(GOUDA, GOUDA, "½", "slice"), "Gouda, aged, 0.5 slice each time"),
        (
            SwapText(GOUDA, "natto", "1", "pack", 2),
            "Natto instead of Gouda, aged, 1 pack each time, 2 of 3 times",
        ),
        (SwapText(GOUDA, "natto", times=3), "Natto instead of Gouda, aged"),
        (leave_out(GOUDA), "Without Gouda, aged"),
        (leave_out(GOUDA, 1), "Without Gouda, aged, 1 of 3 times"),
        (leave_out("apple", 1), "Without Apple (not eaten this week)"),
        (AddedText(NATTO.planned, 7), "1 pack Natto, every day"),
        (AddedText(NATTO.planned, 11), "1 pack Natto, 11 times a week"),
    ],
)
def test_a_change_in_words(change, words):
    assert week_change_words(change, TABLE, {GOUDA: 3}) == words


@pytest.mark.parametrize(
    "one",
    [
        NATTO,
        CHEDDAR,
        SwapText("apple", "pear", "1,5"),
        SwapText("apple", "pear", "2", "g", 3),
        SwapText("apple", "pear", "2", "g"),
        SwapText("apple", "pear", "2", times=1),
        leave_out("apple"),
        leave_out("apple", 2),
        AddedText(NATTO.planned, 70),
    ],
)
def test_an_address_keeps_a_change(one):
    assert changes_of_texts([change_text(one)], MEASURES, TABLE) == [one]


def test_an_address_says_no_more_than_it_must():
    assert change_text(CHEDDAR) == "swap~cheese-gouda-aged~cheese-cheddar~1"
    assert change_text(NATTO) == "add~natto~1~pack~1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "swap",
        "swap~apple~pear",
        "swap~apple~no-such-food~1",
        "swap~no-such-food~apple~1",
        "swap~apple~apple~1",
        "swap~apple~pear~-1",
        "swap~apple~pear~1000",
        "swap~apple~pear~6~kg",
        "swap~apple~pear~1~barrel",
        "swap~apple~pear~1~g~0",
        "swap~apple~pear~1~g~often",
        "swap~apple~pear~1~g~1~more",
        "swap~apple~supplement-mk7-90~1",
        "add~natto~1~pack~0",
        "add~natto~1~pack~71",
        "add~natto~1~barrel~1",
        "add~natto~none~pack~1",
        "add~natto~1000~pack~1",
        "add~natto~1~pack~1~more",
        "add~no-such-food~1~pack~1",
        "add~natto~1~pack~" + "9" * 50,
        "\0~\0",
    ],
)
def test_what_is_no_change_is_left_out_of_an_address(text):
    assert changes_of_texts([text, change_text(NATTO)], MEASURES, TABLE) == [NATTO]


def test_a_food_is_swapped_once_and_a_week_takes_so_many_changes():
    again = SwapText(GOUDA, "cheese-brie")
    assert with_change([CHEDDAR, NATTO], again) == [NATTO, again]
    with pytest.raises(InputError, match="A week takes 20 changes"):
        with_change([NATTO] * 20, NATTO)
    assert len(changes_of_texts([change_text(NATTO)] * 100, MEASURES, TABLE)) == 20


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (SwapText("apple", "apple"), "Nothing changes"),
        (SwapText("apple", "apple", times=1), "Nothing changes"),
        (SwapText("apple", "supplement-mk7-90"), "can't stand for one another"),
        (SwapText("apple", "pear", "much"), "much"),
        (SwapText("apple", "pear", "101"), "101 times as much"),
        (SwapText("apple", "pear", "1", "furlong"), "furlong"),
        (SwapText("apple", "pear", "6", "kg"), "more than the 5 kg allowed"),
        (AddedText(Planned(item_id="natto", amount=1.0, unit="pack"), 0), "0 times a week"),
    ],
)
def test_a_change_that_can_not_be_made_is_refused(change, said):
    with pytest.raises(InputError, match=said):
        check_change(change, MEASURES, TABLE)


def test_amounts_are_resolved_as_in_the_diary():
    # a pack of 40 g, on 2 of 7 days
    assert copied(NATTO)["natto"] == pytest.approx(40 * 2 / 7)
    # 2 slices of 28 g, each of the two times
    assert copied(SwapText(GOUDA, "cheese-cheddar", "2", "slice"))["cheese-cheddar"] == 112
    assert copied(SwapText(GOUDA, GOUDA, "0", "slice"))[GOUDA] == 0


def test_some_of_the_times_are_a_share_of_every_time():
    week = copied(SwapText(GOUDA, "cheese-cheddar", times=1))
    assert week == {GOUDA: 25.0, "cheese-cheddar": 25.0, "apple": 100.0}
    assert copied(SwapText(GOUDA, GOUDA, "10", "g", 1))[GOUDA] == 25 + 10
    assert copied(SwapText(GOUDA, "cheese-cheddar", times=9))["cheese-cheddar"] == 50
    assert copied(leave_out(GOUDA, 1))[GOUDA] == 25


def test_examples_go_by_what_was_eaten():
    assert examples({"natto": 1, GOUDA: 2}) == [leave_out("natto"), CHEDDAR]
    some = examples({"apple": 1})
    assert NATTO in some
    for change in some:
        check_change(change, MEASURES, TABLE)
    assert TIMES_ADDED[some[1].times] == "every day"


def test_all_that_can_be_logged_can_be_eaten_instead():
    names = [TABLE.name_of(item).casefold() for item in PersonalFoods(TABLE, []).by_name()]
    assert names == sorted(names)
    assert len(names) == len(TABLE.items)
