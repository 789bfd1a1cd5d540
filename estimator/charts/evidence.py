"""A food's measurements as marks, with the value used and its range behind them."""

from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from estimator.charts.specification import MARK_COLOUR, Specification, described, with_rows
from estimator.components import COMPONENTS, LABELS, PHYLLOQUINONE
from estimator.foods.items import Food
from estimator.foods.sources import short_name
from estimator.views.foods.food import (
    SAMPLE_REGIONS,
    USE_WORDS,
    composition_of,
    measured_in_words,
    measurements_of,
)
from estimator.views.shared.figures import counted, figure, figure_range

CHART_NOTE: Final = (
    "Bar: the range; tick: the value used; marks: figures of the sources, “not detected” at 0; "
    "dashes: a source that gives only a range or a limit. "
    "The scale is stretched towards zero, so that small figures can be told apart."
)
SOURCE_CHART_NOTE: Final = (
    "Marks: figures of the sources, with region and number of samples, “not detected” at 0; "
    "dashes: the range printed beside them; line and grey band: the value used and its range."
)
_ROOM: Final = 1.1
"""How far the scale goes on, so that no mark is cut in half."""
_ROW_HEIGHT: Final = 30
_AXIS_HEIGHT: Final = 56
_LEGEND_ROW_HEIGHT: Final = 20
_TICKS: Final = (0, 1, 3, 10, 30, 100, 300, 1000, 3000)
"""Vega would put the ticks of a stretched scale at even distances [µg/100 g]."""
_USE_COLOURS: Final = ("#0072B2", "#009E73", "#E69F00", "#8C8C8C")
_USE_SHAPES: Final = ("circle", "diamond", "triangle-up", "cross")


@lru_cache(maxsize=64)
def evidence_chart(food: Food, region: str) -> Specification | None:
    """Draw each form of a food: the value used, its range, and every measurement.

    Returns
    -------
    Specification, not to be changed, or None where there is no figure to draw
    """
    used, figures = _used(food, region), _figures(food)
    if used.empty and figures.empty:
        return None
    dots = figures[figures["value_ug_per_100g"].notna()]
    spans = figures[figures["value_ug_per_100g"].isna()]
    shown = {*used["component"], *figures["component"]}
    labels = [LABELS[tag] for tag in COMPONENTS if tag in shown]
    uses = [use for use in USE_WORDS.values() if use in set(figures["use"])]
    rows = alt.Y(
        "form:N",
        sort=labels,
        title=None,
        scale=alt.Scale(domain=labels),
        axis=alt.Axis(labelOverlap=False, labelFlush=False),
    )
    ends = [used["high_ug_per_100g"], dots["value_ug_per_100g"], spans["high_ug_per_100g"]]
    furthest = pd.concat(ends).max()
    amount: dict[str, Any] = {
        "title": "µg/100 g",
        "scale": alt.Scale(type="symlog", constant=1, domain=[0, max(_ROOM * furthest, 1)]),
        "axis": alt.Axis(values=list(_TICKS), format=",d", labelOverlap=True),
    }
    # A screen reader would stumble over a layer without a mark.
    layers = [] if used.empty else _value_layers(rows, amount)
    layers += [] if spans.empty else [_span_layer(rows, amount, uses)]
    layers += [] if dots.empty else [_figure_layer(rows, amount, uses)]
    chart = alt.layer(*layers).properties(
        height=_ROW_HEIGHT * len(labels) + _AXIS_HEIGHT + _LEGEND_ROW_HEIGHT * len(uses)
    )
    data = {"used": used, "spans": spans, "figures": dots}
    return with_rows(
        described(chart), **{name: frame for name, frame in data.items() if not frame.empty}
    )


def evidence_alt(food: Food, region: str) -> str:
    """Say what `evidence_chart` shows."""
    counts = _figures(food)["component"].value_counts()
    sentences = [
        f"{row['form']} {figure(row['value_ug_per_100g'])} "
        f"(range {figure_range(row['low_ug_per_100g'], row['high_ug_per_100g']) or '0'}; "
        f"{counted(int(counts.get(row['component'], 0)), 'figure')})"
        for row in _used(food, region).to_dict("records")
    ]
    return (
        f"{food.name}: value used with its range, and the figures of the sources, "
        f"in µg/100 g. {', '.join(sentences) or 'No value rests on figures'}."
    )


def source_chart(food: Food, region: str, component: str) -> Specification | None:
    """Draw the figures of one form, a source a row, over the value used and its range.

    Returns
    -------
    Specification, or None where no source has a figure that can be drawn
    """
    figures = _figures(food)
    figures = figures[figures["component"] == component]
    if figures.empty:
        return None
    value = figures["value_ug_per_100g"]
    rows = figures.assign(
        row=figures["source"] + ", " + figures["from"] + figures["n"].map(_samples),
        low=figures["low_ug_per_100g"].where(figures["high_ug_per_100g"].notna(), value),
        high=figures["high_ug_per_100g"].fillna(value),
    ).sort_values(["region", "source_id"], kind="stable")
    used = _used(food, region)
    used = used[used["component"] == component]
    ends = pd.concat([rows["high"], used["high_ug_per_100g"]])
    names = tuple(dict.fromkeys(rows["row"]))
    uses = tuple(use for use in USE_WORDS.values() if use in set(rows["use"]))
    furthest = float(f"{max(_ROOM * ends.max(), 1):.3g}")
    description = _by_source(names, uses, furthest, not used.empty)
    data = {"figures": rows, "names": pd.DataFrame({"row": names})}
    if not used.empty:
        data["used"] = used
    return with_rows(description, **data)


def source_alt(food: Food, region: str, component: str) -> str:
    """Say what `source_chart` shows."""
    figures = _figures(food)
    figures = figures[figures["component"] == component]
    told = "; ".join(
        f"{row['source']} ({row['from']}) {row['text']}, {row['use']}"
        for row in figures.to_dict("records")
    )
    used = _used(food, region)
    used = used[used["component"] == component]
    value = figure(used["value_ug_per_100g"].iloc[0]) if len(used) else "none"
    return f"{LABELS[component]} of {food.name} by source, µg/100 g: {told}. Value used: {value}."


@lru_cache(maxsize=64)
def _by_source(
    names: tuple[str, ...], uses: tuple[str, ...], furthest: float, used: bool
) -> Specification:
    row = alt.Y("row:N", title=None, sort=None, scale=alt.Scale(domain=list(names)), axis=None)
    scale = alt.Scale(type="symlog", constant=1, domain=[0, furthest])
    axis = alt.Axis(values=list(_TICKS), format=",d", labelOverlap=True)
    layers: list[alt.Chart] = []
    if used:
        value = alt.Chart(alt.NamedData("used"))
        layers += [
            value.mark_rect(color=MARK_COLOUR, opacity=0.2).encode(
                x=alt.X("low_ug_per_100g:Q", scale=scale), x2="high_ug_per_100g:Q"
            ),
            value.mark_rule(color=MARK_COLOUR, strokeWidth=2).encode(
                x=alt.X("value_ug_per_100g:Q", scale=scale)
            ),
        ]
    figures = alt.Chart(alt.NamedData("figures")).encode(
        y=row, color=_by_use(alt.Color, _USE_COLOURS, list(uses)), tooltip=_tooltip()
    )
    layers += [
        figures.mark_rule(strokeWidth=2, strokeDash=[4, 3]).encode(
            x=alt.X("low:Q", scale=scale), x2="high:Q"
        ),
        figures.mark_point(filled=True, size=75, opacity=1).encode(
            x=alt.X("value_ug_per_100g:Q", title="µg/100 g", scale=scale, axis=axis),
            shape=_by_use(alt.Shape, _USE_SHAPES, list(uses)),
        ),
        alt.Chart(alt.NamedData("names"))
        .mark_text(align="left", dy=-10, fontSize=11, color=MARK_COLOUR)
        .encode(y=row, x=alt.XDatum(0, scale=scale), text="row:N"),
    ]
    height = _ROW_HEIGHT * len(names) + _AXIS_HEIGHT + _LEGEND_ROW_HEIGHT * len(uses)
    return described(alt.layer(*layers).properties(height=height))


def _value_layers(rows: alt.Y, amount: dict[str, Any]) -> list[alt.Chart]:
    """Draw the range of each value as a bar and the value as a tick."""
    chart = alt.Chart(alt.NamedData("used")).encode(y=rows)
    low, value = alt.X("low_ug_per_100g:Q", **amount), alt.X("value_ug_per_100g:Q", **amount)
    return [
        chart.mark_rule(color=MARK_COLOUR, strokeWidth=5, opacity=0.45).encode(
            x=low, x2="high_ug_per_100g:Q"
        ),
        chart.mark_tick(color=MARK_COLOUR, thickness=3, size=22).encode(x=value),
    ]


def _figure_layer(rows: alt.Y, amount: dict[str, Any], uses: list[str]) -> alt.Chart:
    """Draw each figure of a source as a mark that tells what the figure does."""
    marks: alt.Chart = (
        alt.Chart(alt.NamedData("figures"))
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            y=rows,
            x=alt.X("value_ug_per_100g:Q", **amount),
            color=_by_use(alt.Color, _USE_COLOURS, uses),
            shape=_by_use(alt.Shape, _USE_SHAPES, uses),
            tooltip=_tooltip(),
        )
    )
    return marks


def _span_layer(rows: alt.Y, amount: dict[str, Any], uses: list[str]) -> alt.Chart:
    """Draw as dashes each figure that is only a printed range or a limit."""
    marks: alt.Chart = (
        alt.Chart(alt.NamedData("spans"))
        .mark_rule(strokeWidth=2, strokeDash=[4, 3])
        .encode(
            y=rows,
            x=alt.X("low_ug_per_100g:Q", **amount),
            x2="high_ug_per_100g:Q",
            color=_by_use(alt.Color, _USE_COLOURS, uses),
            tooltip=_tooltip(),
        )
    )
    return marks


def _samples(n: int | None) -> str:
    return "" if pd.isna(n) else f", n = {n}"


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("form:N", title="Form"),
        alt.Tooltip("text:N", title="µg/100 g"),
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("from:N", title="From"),
        alt.Tooltip("use:N", title="Use"),
    ]


def _by_use(
    channel: type[alt.Color] | type[alt.Shape], marks: tuple[str, ...], uses: list[str]
) -> alt.Color:
    """Tell the uses of figures apart; the legend names only those that are there."""
    scale = alt.Scale(domain=list(USE_WORDS.values()), range=list(marks))
    # One column, because a phone cuts a second one off.
    legend = alt.Legend(title=None, values=uses, orient="bottom", columns=1)
    encoded: alt.Color = channel("use:N", scale=scale, legend=legend)  # type: ignore[assignment]
    return encoded


def _used(food: Food, region: str) -> pd.DataFrame:
    """Return what is known from figures, but for K1, which would dwarf the rest."""
    rows = composition_of(food, region)
    known = rows["value_ug_per_100g"].notna() & (rows["status"] != "assumed_zero")
    rows = rows[known & (rows["component"] != PHYLLOQUINONE)]
    return rows.assign(form=rows["component"].map(LABELS))


def _figures(food: Food) -> pd.DataFrame:
    """Return the figures of a food that have a place on the scale.

    "Not detected" stands at 0. A limit without a low end reaches down to 0, and a
    trace without a limit has no place.
    """
    rows = measurements_of(food)
    value = rows["value_ug_per_100g"].mask(rows["status"] == "nd", 0.0)
    rows = rows.assign(
        value_ug_per_100g=value,
        low_ug_per_100g=rows["low_ug_per_100g"].fillna(0.0),
        source=rows["source_id"].map(short_name),
        form=rows["component"].map(LABELS),
        text=[measured_in_words(row) for row in rows.to_dict("records")],
        use=rows["use"].map(USE_WORDS),
    ).assign(**{"from": rows["region"].map(SAMPLE_REGIONS)})
    has_place = value.notna() | rows["high_ug_per_100g"].notna()
    return rows[has_place & (rows["component"] != PHYLLOQUINONE)]
