"""How far another version of the food data moves each week."""

from functools import lru_cache
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.dates import along_dates, with_dates
from estimator.charts.specification import MARK_COLOUR, Specification, described, with_rows
from estimator.components import K2_TOTAL
from estimator.views.data_changes.tables import version_amount_words
from estimator.views.shared.figures import counted
from estimator.views.what_if.tables import signed

_HEIGHT: Final = 240
_COLOUR: Final = "#0072B2"
_WEEK: Final = pd.Timedelta(days=7)


def data_changes_chart(intake: pd.DataFrame, start: "pd.Series[pd.Timestamp]") -> Specification:
    """Draw the change of the K2 of each week logged as a bar up or down.

    Parameters
    ----------
    intake : pandas.DataFrame
        Of `estimator.insight.recalculation.Recalculation.intake`, of one person by week.
    start : pandas.Series of datetime64
        The first day of each week, by ``period``.
    """
    rows = _totals(intake)
    begin = rows["period"].map(start)
    along = pd.date_range(begin.min(), begin.max(), freq=_WEEK).to_series()
    return with_rows(
        with_dates(_bars(), along, _WEEK),
        weeks=pd.DataFrame(
            {
                "week": rows["period"],
                "start": begin.dt.strftime("%Y-%m-%dT00:00Z"),
                "end": (begin + _WEEK).dt.strftime("%Y-%m-%dT00:00Z"),
                "change": rows["per_day"],
                "before": [version_amount_words(row, "before") for row in rows.to_dict("records")],
                "after": [version_amount_words(row, "after") for row in rows.to_dict("records")],
            }
        ),
    )


def data_changes_alt(intake: pd.DataFrame) -> str:
    """Say what `data_changes_chart` shows."""
    rows = _totals(intake)
    up, down = (rows["per_day"] > 0).sum(), (rows["per_day"] < 0).sum()
    least, most = signed(rows["per_day"].min()), signed(rows["per_day"].max())
    return (
        f"Bars of the change of K2 from food in {counted(len(rows), 'week')} logged: up in {up}, "
        f"down in {down}, from {least} to {most} µg/day."
    )


def _totals(intake: pd.DataFrame) -> pd.DataFrame:
    rows = intake[intake["component"] == K2_TOTAL]
    return rows.assign(per_day=rows["change_ug"] / rows["days_logged"])


@lru_cache(maxsize=1)
def _bars() -> Specification:
    bars = (
        alt.Chart(alt.NamedData("weeks"))
        .mark_rect(color=_COLOUR)
        .encode(
            x=along_dates("start"),
            x2="end:T",
            y=alt.Y("change:Q", title="Change, µg/day"),
            y2=alt.YDatum(0),
            tooltip=[
                alt.Tooltip("week:N", title="Week"),
                alt.Tooltip("before:N", title="Before, µg/day"),
                alt.Tooltip("after:N", title="After, µg/day"),
                alt.Tooltip("change:Q", title="Change, µg/day", format="+.3~g"),
            ],
        )
    )
    line = alt.Chart(alt.NamedData("weeks")).mark_rule(color=MARK_COLOUR, aria=False)
    zero = line.encode(y=alt.YDatum(0))
    return described(alt.layer(bars, zero).properties(height=_HEIGHT))
