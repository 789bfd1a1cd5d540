"""The sentence on natto, chosen by what the log shows, and the general one."""

from functools import partial

import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.foods.table import food_table
from estimator.views.shared.caveat import general_caveat, natto_caveat, period_caveat
from tests.unit.conftest import as_if_nothing_were_predicted

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "No natto or its kin this week; K2 from food was 31.2 µg/day."),
        (
            0.001,
            "Natto and its kin gave <1 % of this week's K2 from food; without them 31.2 µg/day.",
        ),
        (
            0.499,
            "Natto and its kin gave 50 % of this week's K2 from food; without them 31.2 µg/day.",
        ),
        (
            0.5,
            "Natto and its kin gave 50 % of this week's K2 from food and dominate it; "
            "without them 31.2 µg/day.",
        ),
        (
            1.0,
            "Natto and its kin gave 100 % of this week's K2 from food and dominate it; "
            "without them 31.2 µg/day.",
        ),
    ],
)
def test_the_caveat_follows_the_log(share, words):
    assert natto_caveat(share, "31.2 µg/day") == words


def test_it_is_of_what_could_be_counted_where_not_all_is():
    words = natto_caveat(0.7, "at least 31.2 µg", "day", all_known=False)
    assert words.startswith(
        "Natto and its kin gave 70 % of the K2 that could be counted this day and"
    )
    assert words.endswith("; without them at least 31.2 µg.")


def eaten(*rows):
    """Estimate foods (date, id, grams) as one week."""
    frame = pd.DataFrame(rows, columns=["date", "item", "quantity"])
    return estimate(frame.assign(date=pd.to_datetime(frame["date"])), "week")


def test_the_rest_is_a_floor_only_where_the_rest_is_not_all_known():
    words = period_caveat(
        eaten(("2026-02-09", "natto", 40.0), ("2026-02-09", "apple", 100.0)), "span"
    )
    assert "; without them " in words
    unknown_id = next(
        item
        for item in food_table().items
        if item != "natto"
        and period_caveat(eaten(("2026-02-09", item, 9.0)), "span").startswith("No K2 from food")
    )
    words = period_caveat(
        eaten(("2026-02-09", "natto", 40.0), ("2026-02-09", unknown_id, 9)), "span"
    )
    assert words.startswith(
        "Natto and its kin gave 100 % of the K2 that could be counted this span"
    )


def test_a_part_of_a_week_says_how_many_days():
    rows = [("2026-02-09", "cheese-gouda-aged", 40.0), ("2026-02-10", "cheese-gouda-aged", 40.0)]
    assert period_caveat(eaten(*rows), "week").endswith(" Mean of 2 logged days.")
    assert period_caveat(eaten(rows[0]), "week").endswith(" Mean of 1 logged day.")
    assert "Mean of" not in period_caveat(eaten(rows[0]), "span")
    assert period_caveat(eaten(), "week") == "Nothing is logged this week."


def test_food_that_holds_none_is_not_called_uncounted():
    holds_none = next(
        item
        for item in food_table().items
        if period_caveat(eaten(("2026-02-09", item, 9.0)), "day").startswith("Food logged")
    )
    words = period_caveat(eaten(("2026-02-09", holds_none, 100.0)), "day")
    assert words == "Food logged this day holds no K2."


def test_it_is_taken_from_the_estimate_itself():
    week = pd.DataFrame(
        {
            "date": ["2026-02-09", "2026-02-10"],
            "item": ["natto", "cheese-gouda-aged"],
            "quantity": [40.0, 50.0],
        }
    )
    estimated = estimate(week, "week")
    period = estimated.periods.iloc[0]
    words = period_caveat(estimated, "week")
    assert words.startswith(
        f"Natto and its kin gave {round(100 * period['natto_share'])} % of this week's K2 from food"
    )
    assert words.endswith("Mean of 2 logged days.")
    gouda = estimate(week.iloc[1:], "day")
    assert period_caveat(gouda, "day").startswith("No natto or its kin this day; K2 from food was ")


def test_the_general_caveat_takes_its_figures_from_the_data():
    assert "16–46 µg/day" in general_caveat()
    assert "Dutch" in general_caveat()
