"""The days of a span as dots, with the mean of each week."""

from functools import lru_cache

import altair as alt
import pandas as pd

from estimator.charts.specification import Specification, described, with_rows
from estimator.views.figures import figure

_HEIGHT = 300
_DAY_COLOUR, _WEEK_COLOUR = "#0072B2", "#D55E00"


def steadiness_chart(days: "pd.Series[float]") -> Specification:
    """Draw each logged day as a dot and the mean of each ISO week as a line.

    Parameters
    ----------
    days : pandas.Series
        Of `estimator.insight.steadiness.daily_totals`.
    """
    dates = pd.DatetimeIndex(days.index)
    monday = dates - pd.to_timedelta(dates.day_of_week.to_numpy(), unit="D")
    weeks = days.groupby(monday).mean()
    starts = pd.DatetimeIndex(weeks.index)
    return with_rows(
        _steadiness(),
        days=pd.DataFrame(
            {
                "day": dates.strftime("%Y-%m-%dT12:00Z"),
                "date": dates.strftime("%Y-%m-%d"),
                "ug": days.to_numpy(),
            }
        ),
        weeks=pd.DataFrame(
            {
                "start": starts.strftime("%Y-%m-%dT00:00Z"),
                "end": (starts + pd.Timedelta(days=7)).strftime("%Y-%m-%dT00:00Z"),
                "week": starts.strftime("%G-W%V"),
                "ug": weeks.to_numpy(),
            }
        ),
    )


def steadiness_alt(days: "pd.Series[float]") -> str:
    """Say what `steadiness_chart` shows."""
    return (
        f"Dots of the K2 of {len(days)} logged days, from {figure(float(days.min()))} to "
        f"{figure(float(days.max()))} µg, with a line for the mean of each week."
    )


@lru_cache(maxsize=1)
def _steadiness() -> Specification:
    utc = alt.Scale(type="utc")
    amount = alt.Y("ug:Q", title="K2, µg")
    days = (
        alt.Chart(alt.NamedData("days"))
        .mark_circle(size=45, opacity=0.75, color=_DAY_COLOUR)
        .encode(
            x=alt.X("day:T", title=None, scale=utc),
            y=amount,
            tooltip=[
                alt.Tooltip("date:N", title="Day"),
                alt.Tooltip("ug:Q", title="µg", format=".3~g"),
            ],
        )
    )
    weeks = (
        alt.Chart(alt.NamedData("weeks"))
        .mark_rule(strokeWidth=3, color=_WEEK_COLOUR)
        .encode(
            x=alt.X("start:T", title=None, scale=utc),
            x2="end:T",
            y=amount,
            tooltip=[
                alt.Tooltip("week:N", title="Week"),
                alt.Tooltip("ug:Q", title="Mean, µg", format=".3~g"),
            ],
        )
    )
    return described(alt.layer(days, weeks).properties(height=_HEIGHT))
