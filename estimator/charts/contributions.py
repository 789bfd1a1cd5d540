"""What each food gave, as lying bars stacked by form, the richest first."""

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
    place,
    with_rows,
)
from estimator.components import FORMS, LABELS
from estimator.foods.table import FoodTable
from estimator.views.shared.contributions import ranking_rows
from estimator.views.shared.figures import at_least, figure, figure_range

FOODS_CHARTED: Final = 8
_ROW: Final = 38
_AXIS: Final = 150
_TICKS: Final = 6
"""About so many; more would stand too close on a phone."""


def contribution_chart(contributions: pd.DataFrame, table: FoodTable) -> tuple[Specification, str]:
    """Draw the foods that gave most K2, each with its range, and say what is drawn.

    Parameters
    ----------
    contributions : pandas.DataFrame
        Of `Estimate.contributions`, of one person and period.
    table : FoodTable
        As the person has it; gives the names.
    """
    forms, totals = ranking_rows(contributions, table, FOODS_CHARTED)
    words = f"Bars of the foods that gave most K2, µg: {ranking_words(totals)}."
    return ranking_chart(forms, totals, "K2, µg"), words


def ranking_chart(forms: pd.DataFrame, totals: pd.DataFrame, title: str) -> Specification:
    """Draw foods as lying bars stacked by form, with the range of each total.

    Parameters
    ----------
    forms : pandas.DataFrame
        ``food`` (name), ``component`` and ``ug``.
    totals : pandas.DataFrame
        ``food``, ``ug``, ``low_ug``, ``high_ug`` and ``covered``, in order.
    title : str
        Of the axis, with the unit.
    """
    forms = forms.assign(
        form=forms["component"].map(LABELS), place=forms["component"].map(FORMS.index)
    )
    shown = tuple(forms.drop_duplicates("form").sort_values("place")["form"])
    cells = totals.to_dict("records")
    told = totals.assign(
        text=[at_least(figure(row["ug"]), float(row["covered"])) for row in cells],
        range=[figure_range(row["low_ug"], row["high_ug"]) for row in cells],
    )
    told = told.assign(name=told["food"] + " · " + told["text"])
    foods = list(totals["food"])
    filled_in = filled(_ranking(title), foods=foods, shown=shown)
    return with_rows(
        filled_in | {"height": _ROW * len(foods) + _AXIS},
        forms=forms[["food", "form", "place", "ug"]],
        totals=told[["food", "name", "ug", "low_ug", "high_ug", "text", "range"]],
    )


def ranking_words(totals: pd.DataFrame) -> str:
    """Say the totals of a ranking."""
    return ", ".join(
        f"{row['food']} {at_least(figure(row['ug']), float(row['covered']))}"
        for row in totals.to_dict("records")
    )


@lru_cache(maxsize=4)
def _ranking(title: str) -> Specification:
    """Describe lying bars, with places for the ``foods`` and the forms that are ``shown``."""
    # Names and amounts stand above the bars: beside them a phone would cut them off.
    row = alt.Y(
        "food:N", title=None, sort=None, scale=alt.Scale(domain=[place("foods")]), axis=None
    )
    bars = (
        alt.Chart(alt.NamedData("forms"))
        .mark_bar(height=12, yOffset=6)
        .encode(
            y=row,
            x=alt.X(
                "ug:Q", title=title, axis=alt.Axis(labelFlushOffset=INWARD_PX, tickCount=_TICKS)
            ),
            color=form_colour(),
            order="place:Q",
            tooltip=[
                alt.Tooltip("food:N", title="Food"),
                alt.Tooltip("form:N", title="Form"),
                alt.Tooltip("ug:Q", title="µg", format=".3~g"),
            ],
        )
    )
    totals = alt.Chart(alt.NamedData("totals")).encode(y=row)
    ranges = totals.mark_rule(color=MARK_COLOUR, strokeWidth=2, yOffset=6).encode(
        x="low_ug:Q",
        x2="high_ug:Q",
        tooltip=[
            alt.Tooltip("food:N", title="Food"),
            alt.Tooltip("text:N", title=title),
            alt.Tooltip("range:N", title="Range (90 %)"),
        ],
    )
    names = totals.mark_text(align="left", dy=-9, fontSize=12, color=MARK_COLOUR).encode(
        x=alt.XDatum(0), text="name:N"
    )
    return described(alt.layer(bars, ranges, names))
