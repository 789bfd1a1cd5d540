"""The days of a span as dots, with the mean of each week."""

from functools import lru_cache
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.dates import along_dates, with_dates
from estimator.charts.specification import Specification, described, with_rows
from estimator.views.shared.figures import at_least, figure, figure_range

MOST_DOTS: Final = 400
"""Of more days the dots would cover one another, and only the weeks are drawn."""
_HEIGHT: Final = 300
_DAY_COLOUR, _WEEK_COLOUR = "#0072B2", "#D55E00"


def steadiness_chart(days: pd.DataFrame) -> Specification:
    """Draw each logged day as a dot and the mean of each ISO week as a line.

    Parameters
    ----------
    days : pandas.DataFrame
        Of `estimator.insight.steadiness.daily_intake`.
    """
    dates = pd.DatetimeIndex(days.index)
    monday = dates - pd.to_timedelta(dates.day_of_week.to_numpy(), unit="D")
    weeks = days["ug"].groupby(monday).mean()
    starts = pd.DatetimeIndex(weeks.index)
    rows = {
        "weeks": pd.DataFrame(
            {
                "start": starts.strftime("%Y-%m-%dT00:00Z"),
                "end": (starts + pd.Timedelta(days=7)).strftime("%Y-%m-%dT00:00Z"),
                "week": starts.strftime("%G-W%V"),
                "ug": weeks.to_numpy(),
            }
        )
    }
    is_by_day = len(days) <= MOST_DOTS
    if is_by_day:
        rows["days"] = pd.DataFrame(
            {
                "day": dates.strftime("%Y-%m-%dT12:00Z"),
                "date": dates.strftime("%Y-%m-%d"),
                "ug": days["ug"].to_numpy(),
                "text": [
                    f"{at_least(figure(ug), coverage)} ({figure_range(low, high)})"
                    for ug, low, high, coverage in days.to_numpy()
                ],
            }
        )
    step = pd.Timedelta(days=1 if is_by_day else 7)
    along = pd.date_range(starts[0], starts[-1] + pd.Timedelta(days=6), freq=step).to_series()
    return with_rows(with_dates(_steadiness(is_by_day), along, step), **rows)


def steadiness_alt(days: pd.DataFrame) -> str:
    """Say what `steadiness_chart` shows."""
    dots = "Dots of" if len(days) <= MOST_DOTS else "Of"
    low, high = figure(days["ug"].min()), figure(days["ug"].max())
    return (
        f"{dots} the K2 of {len(days)} logged days, from {low} to {high} µg, a line for the mean "
        "of each week."
    )


@lru_cache(maxsize=2)
def _steadiness(dots: bool) -> Specification:
    amount = alt.Y("ug:Q", title="K2, µg")
    days = (
        alt.Chart(alt.NamedData("days"))
        .mark_circle(size=45, opacity=1, color=_DAY_COLOUR)
        .encode(
            x=along_dates("day"),
            y=amount,
            tooltip=[
                alt.Tooltip("date:N", title="Day"),
                alt.Tooltip("text:N", title="µg (range)"),
            ],
        )
    )
    weeks = (
        alt.Chart(alt.NamedData("weeks"))
        .mark_rule(strokeWidth=3, color=_WEEK_COLOUR)
        .encode(
            x=along_dates("start"),
            x2="end:T",
            y=amount,
            tooltip=[
                alt.Tooltip("week:N", title="Week"),
                alt.Tooltip("ug:Q", title="Mean, µg", format=".3~g"),
            ],
        )
    )
    layers = [days, weeks] if dots else [weeks]
    return described(alt.layer(*layers).properties(height=_HEIGHT))
