"""Charts of intake by form, as Altair specifications, each with words for who can't see it."""

from datetime import date, timedelta
from typing import Final

import altair as alt
import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.views.figures import at_least, figure, figure_range
from estimator.views.palette import FORM_COLOURS

LayeredChart = alt.LayerChart | alt.FacetChart

_FORM_SCALE: Final = alt.Scale(
    domain=[LABELS[form] for form in FORMS], range=[FORM_COLOURS[form] for form in FORMS]
)
_BAR_HEIGHT: Final = 190
"""With axis and legend, which take most of it [px]."""
_WEEK_HEIGHT: Final = 380
MARK_COLOUR: Final = "#808080"
"""A grey that shows on a white and on a black page."""


def day_chart(intake: pd.DataFrame) -> LayeredChart:
    """Draw one day's K2 as a bar stacked by form, with the range of the total.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and day.
    """
    bars = (
        alt.Chart(_by_form(intake))
        .mark_bar()
        .encode(
            x=alt.X("ug:Q", title="K2 from food, µg"),
            color=_colour(intake),
            order=alt.Order("place:Q"),
            tooltip=[alt.Tooltip("form:N", title="Form"), alt.Tooltip("text:N", title="µg")],
        )
    )
    total = intake[intake["component"] == K2_TOTAL]
    interval = alt.Chart(total).mark_rule(color=MARK_COLOUR, strokeWidth=2)
    return alt.layer(bars, interval.encode(x=alt.X("low_ug:Q"), x2=alt.X2("high_ug:Q"))).properties(
        height=_BAR_HEIGHT
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


def week_chart(intake: pd.DataFrame, first: date) -> LayeredChart:
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
    x = alt.X(
        "day:N",
        title=None,
        sort=None,
        scale=alt.Scale(domain=list(labels.values())),
        axis=alt.Axis(labelAngle=0),
    )
    forms = _by_form(intake)
    forms["day"] = forms["period"].map(labels)
    bars = (
        alt.Chart(forms)
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("ug:Q", title="K2 from food, µg"),
            color=_colour(intake),
            order=alt.Order("place:Q"),
            tooltip=[
                alt.Tooltip("day:N", title="Day"),
                alt.Tooltip("form:N", title="Form"),
                alt.Tooltip("text:N", title="µg"),
            ],
        )
    )
    total = intake[intake["component"] == K2_TOTAL]
    total = total.assign(day=total["period"].map(labels))
    interval = alt.Chart(total).mark_rule(color=MARK_COLOUR, strokeWidth=2)
    return alt.layer(
        bars, interval.encode(x=x, y=alt.Y("low_ug:Q"), y2=alt.Y2("high_ug:Q"))
    ).properties(height=_WEEK_HEIGHT)


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


def _colour(intake: pd.DataFrame) -> alt.Color:
    """Colour by form; the legend names only the forms that are there."""
    shown = _by_form(intake).drop_duplicates("form").sort_values("place")
    return alt.Color(
        "form:N",
        title="Form",
        scale=_FORM_SCALE,
        legend=alt.Legend(values=shown["form"].tolist(), orient="bottom", columns=6, title=None),
    )
