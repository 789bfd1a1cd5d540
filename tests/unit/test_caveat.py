"""The sentence on natto, chosen by what the log shows, and the general one."""

import math

import pandas as pd
import pytest

from estimator.intake import estimate
from estimator.views.caveat import general_caveat, natto_caveat, period_caveat


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "No natto this week; K2 from food was 31.2 µg/day."),
        (0.001, "Natto gave 1 % of this week's K2; without natto 31.2 µg/day."),
        (0.499, "Natto gave 50 % of this week's K2; without natto 31.2 µg/day."),
        (0.5, "Natto gave 50 % of this week's K2 and dominates it; without natto 31.2 µg/day."),
        (0.9999, "Natto gave 99 % of this week's K2 and dominates it; without natto 31.2 µg/day."),
        (1.0, "Natto gave 100 % of this week's K2 and dominates it; without natto 31.2 µg/day."),
        (math.nan, "No K2 from food could be counted this week."),
    ],
)
def test_the_caveat_follows_the_log(share, words):
    assert natto_caveat(share, 31.2, 1.0, days_logged=7) == words


def test_it_is_a_floor_where_not_all_is_counted():
    assert natto_caveat(0.0, 31.2, 0.99, 7).endswith("K2 from food was at least 31.2 µg/day.")
    assert natto_caveat(0.7, 31.2, 0.99, 7).endswith("without natto at least 31.2 µg/day.")


def test_a_part_of_a_week_says_how_many_days():
    assert natto_caveat(0.5, 4.0, 1.0, 3).endswith(" 4 µg/day. Mean of 3 logged days.")
    assert natto_caveat(0.5, 4.0, 1.0, 1).endswith("Mean of 1 logged day.")
    assert "Mean of" not in natto_caveat(0.5, 4.0, 1.0, 1, period="span")
    assert natto_caveat(0.5, 4.0, 1.0, 0) == "Nothing is logged this week."


def test_of_a_day_it_is_no_mean():
    words = natto_caveat(0.2, 4.0, 1.0, 1, period="day")
    assert words == "Natto gave 20 % of this day's K2; without natto 4 µg."


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
    assert words.startswith(f"Natto gave {round(100 * period['natto_share'])} % of this week's K2")
    assert words.endswith("Mean of 2 logged days.")
    gouda = estimate(week.iloc[1:], "day")
    assert period_caveat(gouda, "day").startswith("No natto this day; K2 from food was ")


def test_the_general_caveat_takes_its_figures_from_the_data():
    assert "16-46 µg/day" in general_caveat()
    assert "Dutch" in general_caveat()
