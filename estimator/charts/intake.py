"""Intake of a day and of a week: bars stacked by form, with the range of the total."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.specification import (
    MARK_COLOUR,
    Specification,
    described,
    form_colour,
    with_rows,
)
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.views.shared.figures import at_least, figure, figure_range

_BAR_HEIGHT: Final = 190
"""With axis and legend, which take most of it [px]."""
_WEEK_HEIGHT: Final = 380


def day_chart(intake: pd.DataFrame) -> Specification:
    """Draw one day's K2 as a bar stacked by form, with the range of the total.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and day.
    """
    forms, totals = _by_form(intake), intake[intake["component"] == K2_TOTAL]
    return with_rows(
        _stacked(_shown(forms), days=()), forms=forms, totals=totals[["low_ug", "high_ug"]]
    )


def day_alt(intake: pd.DataFrame) -> str:
    """Say what `day_chart` shows."""
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    by_form = _by_form(intake)
    forms = [f"{form} {text}" for form, text in zip(by_form["form"], by_form["text"], strict=True)]
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
    totals = totals.assign(
        day=totals["period"].map(labels),
        text=list(map(at_least, totals["estimate_ug"].map(figure), totals["coverage"])),
        range=list(map(figure_range, totals["low_ug"], totals["high_ug"])),
    )
    floors = totals[totals["coverage"] < 1]
    rows = {
        "forms": forms.assign(day=forms["period"].map(labels)),
        "totals": totals[["day", "low_ug", "high_ug", "text", "range"]],
    }
    if not floors.empty:
        rows["floors"] = floors[["day", "estimate_ug"]].assign(mark="≥")
    description = _stacked(_shown(forms), tuple(labels.values()), floors="floors" in rows)
    return with_rows(description, **rows)


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


@lru_cache(maxsize=64)
def _stacked(forms: tuple[str, ...], days: tuple[str, ...], floors: bool = False) -> Specification:
    """Describe bars stacked by form, and a line from low to high of each total.

    Parameters
    ----------
    forms : tuple of str
        Labels of the forms in the rows.
    days : tuple of str
        Labels of the days that stand side by side; none for a single, lying bar.
    floors : bool
        Whether some totals are marked as floors: "at least".
    """
    amount, low, high = "ug:Q", "low_ug:Q", "high_ug:Q"
    title = "K2 from food, µg"
    hovered = {"day": "Day", "form": "Form", "text": "µg"}
    bars = alt.Chart(alt.NamedData("forms")).encode(
        color=form_colour(forms),
        order="place:Q",
        tooltip=[
            alt.Tooltip(f"{field}:N", title=title)
            for field, title in hovered.items()
            if days or field != "day"
        ],
    )
    ranges = alt.Chart(alt.NamedData("totals"))
    if days:
        day = alt.X(
            "day:N",
            title=None,
            sort=None,
            scale=alt.Scale(domain=list(days)),
            axis=alt.Axis(labelAngle=0),
        )
        bars = bars.encode(x=day, y=alt.Y(amount, title=title))
        told = {"day": "Day", "text": "K2 from food, µg", "range": "Range (90 %), µg"}
        ranges = ranges.encode(
            x=day,
            y=alt.Y(low),
            y2=high,
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in told.items()],
        )
    else:
        bars = bars.encode(x=alt.X(amount, title=title))
        ranges = ranges.encode(x=alt.X(low), x2=high)
    rules = ranges.mark_rule(color=MARK_COLOUR, strokeWidth=2)
    height = _WEEK_HEIGHT if days else _BAR_HEIGHT
    layers = [bars.mark_bar(), rules]
    if floors:
        marks = alt.Chart(alt.NamedData("floors")).mark_text(
            dx=12, dy=-8, fontSize=15, color=MARK_COLOUR
        )
        layers.append(marks.encode(x=day, y=alt.Y("estimate_ug:Q"), text="mark:N"))
    return described(alt.layer(*layers).properties(height=height))


def _shown(forms: pd.DataFrame) -> tuple[str, ...]:
    """Return the labels of the forms that are there, in their order."""
    places = dict(zip(forms["form"], forms["place"], strict=True))
    return tuple(sorted(places, key=places.__getitem__))


def _by_form(intake: pd.DataFrame) -> pd.DataFrame:
    """Return the forms that were eaten, with label, order and text."""
    # Row by row, as there are few: a day is drawn anew with each click.
    rows = [
        (period, LABELS[component], FORMS.index(component), amount, figure(amount))
        for period, component, amount in zip(
            intake["period"], intake["component"], intake["estimate_ug"], strict=True
        )
        if component in FORMS and amount > 0
    ]
    return pd.DataFrame(rows, columns=["period", "form", "place", "ug", "text"])
