"""Intake of a week: a bar for each day, stacked by form, with the range of its total."""

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.specification import (
    MARK_COLOUR,
    PAPER,
    Specification,
    described,
    filled,
    form_colour,
    place,
    with_rows,
)
from estimator.charts.torn import GAP, cut_off
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.views.shared.figures import at_least, figure, figure_range

_WEEK_HEIGHT: Final = 380
"""With axis and legend [px]."""


def week_chart(
    intake: pd.DataFrame, first: date, torn: Container[str] = frozenset()
) -> Specification:
    """Draw a week's days as bars stacked by form, each with the range of its total.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person by day; days without an entry
        are left empty, not drawn as zero.
    first : date
        The first day of the week.
    torn : container of str
        Periods whose bars may be cut off, so that they don't flatten the others; the amount
        stands above them.
    """
    days = [first + timedelta(days=day) for day in range(7)]
    labels = {day.isoformat(): f"{day:%a} {day.day}" for day in days}
    forms, totals = _by_form(intake), intake[intake["component"] == K2_TOTAL]
    totals = totals.assign(
        day=totals["period"].map(labels),
        text=list(map(at_least, totals["estimate_ug"].map(figure), totals["coverage"])),
        range=list(map(figure_range, totals["low_ug"], totals["high_ug"])),
    )
    cut = cut_off(totals, torn, ("estimate_ug", "high_ug"))
    floors = totals[(totals["coverage"] < 1) & ~(totals["estimate_ug"] > cut)]
    rows = {
        "forms": forms.assign(day=forms["period"].map(labels)),
        "totals": totals[["day", "low_ug", "high_ug", "text", "range"]],
    }
    if not floors.empty:
        rows["floors"] = floors[["day", "estimate_ug"]].assign(mark="≥")
    above = totals[totals["estimate_ug"] > cut]
    if not above.empty:
        rows["above"] = above.assign(
            label=above["text"] + " µg ↑", top=cut, gap_from=cut * GAP[0], gap_to=cut * GAP[1]
        )[["day", "label", "top", "gap_from", "gap_to"]]
    description = _stacked("floors" in rows, isfinite(cut))
    filled_in = filled(description, shown=_shown(forms), days=list(labels.values()), cut=cut)
    return with_rows(filled_in, **rows)


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


@lru_cache(maxsize=4)
def _stacked(floors: bool, torn: bool) -> Specification:
    """Describe bars stacked by form, and a line from low to high of each total.

    It has places for the labels of the forms that are ``shown``, for those of the ``days``
    side by side, and for where bars are ``cut`` off [µg].

    Parameters
    ----------
    floors : bool
        Whether some totals are marked as floors: "at least".
    torn : bool
        Whether some bars are cut off.
    """
    title = "K2 from food, µg"
    day = alt.X(
        "day:N",
        title=None,
        sort=None,
        scale=alt.Scale(domain=[place("days")]),
        axis=alt.Axis(labelAngle=0),
    )
    scale = alt.Scale(domain=[0, place("cut")], nice=False) if torn else alt.Scale()
    bars = alt.Chart(alt.NamedData("forms")).encode(
        x=day,
        y=alt.Y("ug:Q", title=title, scale=scale),
        color=form_colour(),
        order="place:Q",
        tooltip=_hovered(day="Day", form="Form", text="µg"),
    )
    ranges = alt.Chart(alt.NamedData("totals")).encode(
        x=day,
        y=alt.Y("low_ug:Q"),
        y2="high_ug:Q",
        tooltip=_hovered(day="Day", text=title, range="Range (90 %), µg"),
    )
    layers = [
        bars.mark_bar(clip=torn),
        ranges.mark_rule(color=MARK_COLOUR, strokeWidth=2, clip=torn),
    ]
    if floors:
        marks = alt.Chart(alt.NamedData("floors")).mark_text(
            dx=12, dy=-8, fontSize=15, color=MARK_COLOUR
        )
        layers.append(marks.encode(x=day, y=alt.Y("estimate_ug:Q"), text="mark:N"))
    if torn:
        above = alt.Chart(alt.NamedData("above")).encode(x=day)
        gap = above.mark_bar(color=PAPER, aria=False)
        amount = above.mark_text(dy=-8, fontWeight="bold", color=MARK_COLOUR)
        layers += [
            gap.encode(y=alt.Y("gap_from:Q", stack=None), y2="gap_to:Q"),
            amount.encode(y=alt.Y("top:Q"), text="label:N"),
        ]
    return described(alt.layer(*layers).properties(height=_WEEK_HEIGHT))


def _hovered(**titles: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


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
