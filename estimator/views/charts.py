"""Charts of intake by form, as Vega-Lite specifications, each with words for who can't see it.

They are plain values: to make and check one as objects of Altair took a fifth of the
time that the page of a day takes.
"""

from datetime import date, timedelta
from typing import Any, Final, TypeAlias

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.views.figures import at_least, figure, figure_range
from estimator.views.palette import FORM_COLOURS

Specification: TypeAlias = dict[str, Any]

_FORM_SCALE: Final = {
    "domain": [LABELS[form] for form in FORMS],
    "range": [FORM_COLOURS[form] for form in FORMS],
}
_BAR_HEIGHT: Final = 190
"""With axis and legend, which take most of it [px]."""
_WEEK_HEIGHT: Final = 380
MARK_COLOUR: Final = "#808080"
"""A grey that shows on a white and on a black page."""


def day_chart(intake: pd.DataFrame) -> Specification:
    """Draw one day's K2 as a bar stacked by form, with the range of the total.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and day.
    """
    return _stacked(
        _by_form(intake),
        intake[intake["component"] == K2_TOTAL],
        amounts_along="x",
        height=_BAR_HEIGHT,
    )


def day_alt(intake: pd.DataFrame) -> str:
    """Say what `day_chart` shows."""
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    forms = [
        f"{row['form']} {row['text']}" for row in _by_form(intake).to_dict("records") if row["ug"]
    ]
    return (
        f"Bar of K2 from food by form: {', '.join(forms) or 'none'} µg; in all "
        f"{at_least(figure(total['estimate_ug']), total['coverage'])} µg, "
        f"range {figure_range(total['low_ug'], total['high_ug']) or '0'} µg."
    )


def week_chart(intake: pd.DataFrame, first: date) -> Specification:
    """Draw a week's days as bars stacked by form, each with the range of its total.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person by day; days without an entry
        are left empty, not drawn as zero.
    first : date
        The first day of the week.
    """
    days = [first + timedelta(days=day) for day in range(7)]
    labels = {day.isoformat(): f"{day:%a} {day.day}" for day in days}
    forms, totals = _by_form(intake), intake[intake["component"] == K2_TOTAL]
    return _stacked(
        forms.assign(day=forms["period"].map(labels)),
        totals.assign(day=totals["period"].map(labels)),
        amounts_along="y",
        height=_WEEK_HEIGHT,
        x={
            "field": "day",
            "type": "nominal",
            "title": None,
            "sort": None,
            "scale": {"domain": list(labels.values())},
            "axis": {"labelAngle": 0},
        },
    )


def week_alt(intake: pd.DataFrame, first: date) -> str:
    """Say what `week_chart` shows."""
    total = intake[intake["component"] == K2_TOTAL]
    amounts = {
        row["period"]: f"{at_least(figure(row['estimate_ug']), row['coverage'])} µg"
        for row in total.to_dict("records")
    }
    days = [first + timedelta(days=day) for day in range(7)]
    sentences = [f"{day:%A} {amounts.get(day.isoformat(), 'not logged')}" for day in days]
    return f"Bars of K2 from food by form and day: {', '.join(sentences)}."


def _stacked(
    forms: pd.DataFrame,
    totals: pd.DataFrame,
    *,
    amounts_along: str,
    height: int,
    **others: Specification,
) -> Specification:
    """Stack bars by form along an axis, and draw a line from low to high of each total."""
    amount = {"field": "ug", "type": "quantitative", "title": "K2 from food, µg"}
    low = {"field": "low_ug", "type": "quantitative"}
    hovered = {"day": "Day", "form": "Form", "text": "µg"}
    # The legend names only the forms that are there.
    shown = forms.drop_duplicates("form").sort_values("place")["form"].tolist()
    legend = {"values": shown, "orient": "bottom", "columns": 6, "title": None}
    bars = {
        amounts_along: amount,
        "color": {"field": "form", "type": "nominal", "scale": _FORM_SCALE, "legend": legend},
        "order": {"field": "place", "type": "quantitative"},
        "tooltip": [
            {"field": field, "type": "nominal", "title": title}
            for field, title in hovered.items()
            if field in forms
        ],
    }
    ranges = {amounts_along: low, f"{amounts_along}2": {"field": "high_ug"}}
    mark = {"type": "rule", "color": MARK_COLOUR, "strokeWidth": 2}
    columns = totals.columns.intersection(["day", "low_ug", "high_ug"])
    return {
        "height": height,
        "datasets": {
            "forms": forms.to_dict("records"),
            "totals": totals[columns].to_dict("records"),
        },
        "layer": [
            {"data": {"name": "forms"}, "mark": "bar", "encoding": bars | others},
            {"data": {"name": "totals"}, "mark": mark, "encoding": ranges | others},
        ],
    }


def _by_form(intake: pd.DataFrame) -> pd.DataFrame:
    """Return the forms that were eaten, with label, order and text."""
    rows = intake[intake["component"].isin(FORMS) & (intake["estimate_ug"] > 0)]
    return pd.DataFrame(
        {
            "period": rows["period"],
            "form": rows["component"].map(LABELS),
            "place": rows["component"].map(FORMS.index),
            "ug": rows["estimate_ug"],
            "text": rows["estimate_ug"].map(figure),
        }
    )
