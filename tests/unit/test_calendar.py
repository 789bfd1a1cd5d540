"""Months as calendars: what each day had, deeper the more, empty where nothing was logged."""

from datetime import date

import numpy as np
import pandas as pd

from estimator.calculation.intake import estimate
from estimator.insight.series import series
from estimator.views.shared.caveat import natto_periods
from estimator.views.trends.calendar import LEVELS, NOT_LOGGED, OUTSIDE, calendar_months

FIRST, LAST = date(2026, 11, 23), date(2026, 12, 2)
EATEN = {
    "2026-11-23": ("cheese-gouda-aged", 100.0),
    "2026-11-24": ("cheese-gouda-aged", 20.0),
    "2026-11-26": ("natto", 40.0),
    "2026-12-01": ("water", 200.0),
}


def months(week_start=0):
    items, grams = zip(*EATEN.values(), strict=True)
    frame = pd.DataFrame(
        {
            "person": pd.Series(["1"] * len(EATEN), dtype="str"),
            "date": np.array(list(EATEN), dtype="datetime64[s]"),
            "item": pd.Series(items, dtype="str"),
            "quantity": grams,
        }
    )
    by_day = estimate(frame, "day")
    return calendar_months(series(by_day, FIRST, LAST), natto_periods(by_day), week_start)


def test_days_are_tinted_by_their_amount_and_natto_pales_no_other():
    november, december = months()
    tints = [level for level, _ in november.days]
    assert (len(november.days), len(december.days)) == (30, 31)
    assert tints[22] == LEVELS - 1
    assert 1 <= tints[23] < LEVELS - 1
    assert tints[25] == LEVELS
    assert november.days[22][1].endswith(" µg")
    assert december.days[0] == (0, "0 µg")


def test_what_is_not_logged_is_no_zero_and_days_outside_are_no_days_of_the_span():
    november, december = months()
    assert november.days[24] == (NOT_LOGGED, "nothing logged")
    assert {level for level, _ in november.days[:22]} == {OUTSIDE}
    assert {level for level, _ in december.days[2:]} == {OUTSIDE}


def test_weeks_begin_as_the_person_has_them():
    """1 November 2026 is a Sunday."""
    assert [months(start)[0].blanks for start in (0, 5, 6)] == [6, 1, 0]
