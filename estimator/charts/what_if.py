"""A week as it was and as changed, side by side."""

import math
from functools import lru_cache
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.specification import (
    INWARD_PX,
    MARK_COLOUR,
    Specification,
    described,
    filled,
    form_colour,
    with_rows,
)
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.views.shared.figures import NOT_KNOWN, at_least, figure, figure_range

_HEIGHT: Final = 250
_LEGEND_COLUMNS: Final = 4
"""As many as a phone is wide enough for."""
WEEK_LABELS: Final = ("As it was", "As changed")


def what_if_chart(before: pd.DataFrame, after: pd.DataFrame) -> Specification:
    """Draw both weeks as bars stacked by form, each with the range of its total.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Of `estimator.calculation.intake.per_logged_day`, of one person and week.
    """
    rows = _weeks(before, after)
    forms = rows[rows["component"].isin(FORMS) & (rows["ug"] > 0)]
    forms = forms.assign(
        form=forms["component"].map(LABELS), place=forms["component"].map(FORMS.index)
    )
    shown = tuple(forms.drop_duplicates("form").sort_values("place")["form"])
    totals = rows[rows["component"] == K2_TOTAL]
    totals = totals.assign(
        text=list(map(at_least, totals["ug"].map(figure), totals["coverage"])),
        range=list(map(figure_range, totals["low_ug"], totals["high_ug"])),
        mark=list(map(_mark, totals["ug"], totals["coverage"])),
        end=totals["ug"].fillna(0.0),
    )
    return with_rows(
        filled(_bars(), shown=shown),
        forms=forms[["week", "form", "place", "ug"]],
        totals=totals[["week", "end", "low_ug", "high_ug", "text", "range", "mark"]],
    )


def what_if_alt(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Say what `what_if_chart` shows."""
    rows = _weeks(before, after)
    totals = rows[rows["component"] == K2_TOTAL].to_dict("records")
    weeks = []
    for row in totals:
        spread = figure_range(row["low_ug"], row["high_ug"])
        amount = at_least(figure(row["ug"]), row["coverage"])
        weeks.append(f"{row['week'].lower()} {amount}" + (f" (range {spread})" if spread else ""))
    return f"Two bars of K2 from food by form, µg per logged day: {', '.join(weeks)}."


def _weeks(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    weeks = [one.assign(week=week) for week, one in zip(WEEK_LABELS, (before, after), strict=True)]
    return pd.concat(weeks, ignore_index=True).rename(
        columns=lambda name: name.replace("estimate_", "").removesuffix("_per_day")
    )


def _mark(ug: float, coverage: float) -> str:
    if math.isnan(ug):
        return NOT_KNOWN
    return "≥" if coverage < 1 else ""


@lru_cache(maxsize=1)
def _bars() -> Specification:
    """Describe two lying bars, with a place for the forms that are ``shown``."""
    week = alt.Y("week:N", title=None, sort=None, scale=alt.Scale(domain=list(WEEK_LABELS)))
    bars = (
        alt.Chart(alt.NamedData("forms"))
        .mark_bar()
        .encode(
            y=week,
            x=alt.X(
                "ug:Q", title="K2 from food, µg/day", axis=alt.Axis(labelFlushOffset=INWARD_PX)
            ),
            color=form_colour(_LEGEND_COLUMNS),
            order="place:Q",
            tooltip=[
                alt.Tooltip("week:N", title="Week"),
                alt.Tooltip("form:N", title="Form"),
                alt.Tooltip("ug:Q", title="µg/day", format=".3~g"),
            ],
        )
    )
    totals = alt.Chart(alt.NamedData("totals")).encode(y=week)
    told = {"week": "Week", "text": "K2 from food, µg/day", "range": "Range (90 %), µg/day"}
    ranges = totals.mark_rule(color=MARK_COLOUR, strokeWidth=2).encode(
        x="low_ug:Q",
        x2="high_ug:Q",
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in told.items()],
    )
    floors = totals.mark_text(align="left", dx=5, dy=-14, fontSize=15, color=MARK_COLOUR).encode(
        x="end:Q", text="mark:N"
    )
    return described(alt.layer(bars, ranges, floors).properties(height=_HEIGHT))
