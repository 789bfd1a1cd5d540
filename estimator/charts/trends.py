"""Intake over time: stacked bars with range and rolling mean, gaps where nothing is logged."""

from collections.abc import Container
from functools import lru_cache
from math import isfinite
from typing import Final, NamedTuple

import altair as alt
import pandas as pd

from estimator.charts.dates import along_dates, with_dates
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
from estimator.views.shared.figures import figure, figure_range, percent
from estimator.views.shared.palette import GROUP_COLOURS
from estimator.views.trends.trend import WEEKDAYS, period_amount_words, trend_words, weekday_words

_HEIGHT: Final = 380
_WEEKDAY_HEIGHT: Final = 260
_LINE_COLOUR: Final = "#111111"
_SUPPLEMENT_COLOUR: Final = "#9333EA"
_WIDEST_RULES: Final = 130
"""Of more periods the ranges would hide what is behind them; they are drawn pale."""
_MOST_LYING: Final = 10
"""Of more periods the amounts above bars that are cut off stand upright: they are wider than a
bar on a phone."""
_MOST_LABELLED: Final = 40
"""Of more periods they would lie over each other even so."""
_UPRIGHT_ROOM: Final = 40
"""Above the bars, where amounts stand upright [px]."""


def trend_chart(
    rows: pd.DataFrame,
    parts: pd.DataFrame,
    by: str,
    split: str,
    supplements: bool = False,
    torn: Container[str] = frozenset(),
) -> Specification:
    """Draw the K2 of each day or week of a span, by form or by food group.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `estimator.insight.series.series`.
    parts : pandas.DataFrame
        Of `estimator.views.trends.trend.named_parts`.
    by : str
        "day" or "week".
    split : str
        "form" or "group".
    supplements : bool
        Whether supplements are drawn too, as marks of their own.
    torn : container of str
        Periods whose bars may be cut off, so that they don't flatten the others.
    """
    names = tuple(parts.drop_duplicates("part").sort_values("place")["part"])
    step = pd.Timedelta(days=7 if by == "week" else 1)
    bounds = rows.set_index("period")["start"]
    start = parts["period"].map(bounds)
    logged = rows[rows["days_logged"] > 0]
    cells = logged.to_dict("records")
    totals = _dated(logged["start"], step).assign(
        period=logged["period"],
        ug=logged["ug_per_day"],
        low_ug=logged["low_ug_per_day"],
        high_ug=logged["high_ug_per_day"],
        rolling=logged["rolling_ug_per_day"],
        supplement=logged["supplement_ug_per_day"].where(logged["supplement_ug_per_day"] > 0),
        text=[f"{period_amount_words(row)} µg/day" for row in cells],
        range=[figure_range(row["low_ug_per_day"], row["high_ug_per_day"]) for row in cells],
        analysed=[percent(row["analysed"]) for row in cells],
    )
    data = {
        "parts": _dated(start, step).assign(
            part=parts["part"], ug=parts["ug_per_day"], period=parts["period"], **_stacked(parts)
        ),
        "totals": totals,
        "rolling": _dated(rows["start"], step).assign(rolling=rows["rolling_ug_per_day"]),
    }
    gaps = rows[rows["days_logged"] == 0]
    if not gaps.empty:
        data["gaps"] = _dated(gaps["start"], step).assign(period=gaps["period"], text="not logged")
    cut = cut_off(totals, torn, ("ug", "high_ug", *(["supplement"] if supplements else [])))
    if isfinite(cut):
        above = totals[totals["ug"] > cut]
        amounts = above["ug"].map(figure) + " " if len(rows) <= _MOST_LABELLED else ""
        data["above"] = above.assign(
            label=amounts + "↑", top=cut, gap_from=cut * GAP[0], gap_to=cut * GAP[1]
        )[["start", "middle", "end", "label", "top", "gap_from", "gap_to"]]
    structure = _Structure(
        split == "form",
        supplements,
        "gaps" in data,
        len(rows) > _WIDEST_RULES,
        isfinite(cut),
        _MOST_LYING < len(rows) <= _MOST_LABELLED,
    )
    colours = GROUP_COLOURS[: len(names)]
    description = filled(_trend(structure), shown=names, colours=colours, cut=cut)
    return with_rows(with_dates(description, rows["start"], step), **data)


def _stacked(parts: pd.DataFrame) -> "dict[str, pd.Series[float]]":
    """Return where each part begins and ends on top of those before it."""
    # Vega stacks no bars whose width is a span of time.
    top = parts.sort_values("place", kind="stable").groupby("period")["ug_per_day"].cumsum()
    return {"base_ug": top - parts["ug_per_day"], "top_ug": top}


def trend_alt(rows: pd.DataFrame, by: str) -> str:
    """Say what `trend_chart` shows."""
    return f"Bars of K2 from food {by} by {by}, with ranges and a rolling mean. " + trend_words(
        rows, by
    )


def weekday_chart(pattern: pd.DataFrame) -> Specification:
    """Draw the mean of each weekday, with where eight of ten of its days lie.

    Parameters
    ----------
    pattern : pandas.DataFrame
        Of `estimator.insight.series.weekday_pattern`.
    """
    rows = pattern[pattern["days"] > 0]
    return with_rows(
        _weekdays(),
        weekdays=rows.assign(
            day=rows["weekday"].map(lambda day: WEEKDAYS[day][:3]),
            text=rows["ug_per_day"].map(figure),
            spread=[
                figure_range(row["tenth"], row["ninetieth"]) for row in rows.to_dict("records")
            ],
        ),
    )


def weekday_alt(pattern: pd.DataFrame) -> str:
    """Say what `weekday_chart` shows."""
    return f"Bars of mean K2 from food by weekday: {weekday_words(pattern) or 'none logged'}."


class _Structure(NamedTuple):
    """What the description of a trend depends on, but for what has a place in it.

    Names that are ``shown``, ``colours`` of food groups, and where bars are ``cut`` off [µg/day].
    """

    by_form: bool
    supplements: bool
    gaps: bool
    many: bool
    torn: bool
    upright: bool


@lru_cache(maxsize=32)
def _trend(structure: _Structure) -> Specification:
    layers = [_parts(structure), *_totals(structure)]
    if structure.torn:
        layers += _above(structure)
    if structure.gaps:
        layers.append(_gaps())
    if structure.supplements:
        layers.append(_supplements())
    drawn = alt.layer(*layers).properties(height=_HEIGHT)
    if structure.torn and structure.upright:
        drawn = drawn.properties(padding={"top": _UPRIGHT_ROOM})
    return described(drawn)


def _parts(structure: _Structure) -> alt.Chart:
    colour = form_colour(field="part") if structure.by_form else _group_colour()
    scale = alt.Scale(domain=[0, place("cut")], nice=False) if structure.torn else alt.Scale()
    parts: alt.Chart = (
        alt.Chart(alt.NamedData("parts"))
        .mark_rect(x2Offset=0 if structure.many else -1, clip=structure.torn)
        .encode(
            x=along_dates("start"),
            x2="end:T",
            y=alt.Y("base_ug:Q", title="K2 from food, µg/day", scale=scale),
            y2="top_ug:Q",
            color=colour,
            tooltip=[
                alt.Tooltip("period:N", title="Of"),
                alt.Tooltip("part:N", title="From"),
                alt.Tooltip("ug:Q", title="µg/day", format=".3~g"),
            ],
        )
    )
    return parts


def _above(structure: _Structure) -> list[alt.Chart]:
    """Tear the bars that are cut off, and write their amounts above them."""
    above = alt.Chart(alt.NamedData("above"))
    place_of = {"angle": 270, "align": "left", "dx": 4} if structure.upright else {"dy": -8}
    amounts = above.mark_text(fontWeight="bold", color=MARK_COLOUR, **place_of)
    return [
        above.mark_rect(color=PAPER, aria=False).encode(
            x=along_dates("start"), x2="end:T", y="gap_from:Q", y2="gap_to:Q"
        ),
        amounts.encode(x=along_dates("middle"), y="top:Q", text="label:N"),
    ]


def _totals(structure: _Structure) -> list[alt.Chart]:
    """Draw the range of each total, and the rolling mean."""
    ranges = (
        alt.Chart(alt.NamedData("totals"))
        .mark_rule(
            color=MARK_COLOUR,
            strokeWidth=1 if structure.many else 2,
            opacity=0.2 if structure.many else 1,
            clip=structure.torn,
        )
        .encode(
            x=along_dates("middle"),
            y="low_ug:Q",
            y2="high_ug:Q",
            tooltip=[
                alt.Tooltip("period:N", title="Of"),
                alt.Tooltip("text:N", title="K2 from food"),
                alt.Tooltip("range:N", title="Range (90 %), µg/day"),
                alt.Tooltip("analysed:N", title="Analysed"),
            ],
        )
    )
    rolling = alt.Chart(alt.NamedData("rolling")).encode(x=along_dates("middle"), y="rolling:Q")
    # A pale line below keeps the dark one apart from the bars.
    return [
        ranges,
        rolling.mark_line(color="#FFFFFF", strokeWidth=5, opacity=0.8, clip=structure.torn),
        rolling.mark_line(color=_LINE_COLOUR, strokeWidth=2.5, clip=structure.torn),
    ]


def _gaps() -> alt.Chart:
    gaps: alt.Chart = (
        alt.Chart(alt.NamedData("gaps"))
        .mark_rule(color=MARK_COLOUR, strokeWidth=5, yOffset=4)
        .encode(
            x=along_dates("start"),
            x2="end:T",
            y=alt.YDatum(0),
            tooltip=[alt.Tooltip("period:N", title="Of"), alt.Tooltip("text:N", title="K2")],
        )
    )
    return gaps


def _supplements() -> alt.Chart:
    supplements: alt.Chart = (
        alt.Chart(alt.NamedData("totals"))
        .mark_point(shape="triangle-up", size=60, filled=True, opacity=1, color=_SUPPLEMENT_COLOUR)
        .encode(
            x=along_dates("middle"),
            y="supplement:Q",
            tooltip=[
                alt.Tooltip("period:N", title="Of"),
                alt.Tooltip("supplement:Q", title="Supplements, µg/day", format=".3~g"),
            ],
        )
    )
    return supplements


@lru_cache(maxsize=1)
def _weekdays() -> Specification:
    chart = alt.Chart(alt.NamedData("weekdays")).encode(
        x=alt.X(
            "day:N",
            title=None,
            sort=None,
            scale=alt.Scale(domain=[name[:3] for name in WEEKDAYS]),
            axis=alt.Axis(labelAngle=0),
        ),
        tooltip=[
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("days:Q", title="Days logged"),
            alt.Tooltip("text:N", title="Mean, µg"),
            alt.Tooltip("spread:N", title="8 of 10 days, µg"),
        ],
    )
    bars = chart.mark_bar(color="#0072B2").encode(y=alt.Y("ug_per_day:Q", title="K2 from food, µg"))
    spread = chart.mark_rule(color=MARK_COLOUR, strokeWidth=2).encode(y="tenth:Q", y2="ninetieth:Q")
    return described(alt.layer(bars, spread).properties(height=_WEEKDAY_HEIGHT))


def _group_colour() -> alt.Color:
    scale = alt.Scale(domain=[place("shown")], range=[place("colours")])
    legend = alt.Legend(title=None, values=[place("shown")], orient="bottom", columns=2)
    return alt.Color("part:N", scale=scale, legend=legend)


def _dated(start: "pd.Series[pd.Timestamp]", step: pd.Timedelta) -> pd.DataFrame:
    """Return when periods begin, end and have their middle, as text that is read as UTC."""
    return pd.DataFrame(
        {
            "start": start.dt.strftime("%Y-%m-%dT00:00Z"),
            "middle": (start + step / 2).dt.strftime("%Y-%m-%dT%H:%MZ"),
            "end": (start + step).dt.strftime("%Y-%m-%dT00:00Z"),
        }
    )
