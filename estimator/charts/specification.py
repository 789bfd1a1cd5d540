"""How charts are made: described by Altair once, and given their rows whenever they are drawn.

To describe and check a chart takes Altair longer than the rest of a page takes. So the
description is kept, with a place for each thing that depends on the rows, as the days or foods
along an axis; the rows go beside it.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import altair as alt
import pandas as pd

from estimator.components import FORMS, LABELS
from estimator.views.shared.palette import FORM_COLOURS, INK_COLOURS

Specification: TypeAlias = dict[str, Any]
"""A Vega-Lite specification; its ``datasets`` are data frames by name."""

PAPER: Final = alt.ExprRef("background")
"""The colour of the page, as Streamlit gives it to the chart."""
_INK: Final = "luminance(background) > 0.5 ? '{light}' : '{dark}'".format(**INK_COLOURS)
MARK_COLOUR: Final = alt.ExprRef(_INK)
"""A grey that stands out from a light page, and another from a dark one."""
_CONFIG: Final = {
    part: {"labelColor": {"expr": _INK}, "titleColor": {"expr": _INK}}
    for part in ("axis", "legend")
}
"""The letters of Streamlit's own charts are too faint on a light page."""

INWARD_PX: Final = -4
"""So far the last label of an axis along the foot is moved, as its end would be cut off [px]."""


def place(name: str) -> str:
    """Return what stands in a description for something that `filled` puts there."""
    return f"<{name}>"


def form_colour(columns: int = 4, field: str = "form") -> alt.Color:
    """Give each form its colour; the legend names only those of the place ``shown``.

    Parameters
    ----------
    columns : int
        Of the legend.
    field : str
        The column that names the form.
    """
    scale = alt.Scale(
        domain=[LABELS[form] for form in FORMS], range=[FORM_COLOURS[form] for form in FORMS]
    )
    legend = alt.Legend(title=None, values=[place("shown")], orient="bottom", columns=columns)
    return alt.Color(f"{field}:N", scale=scale, legend=legend)


def described(chart: alt.TopLevelMixin) -> Specification:
    """Return the description of a chart whose data are named: for functions that keep it."""
    description: Specification = chart.to_dict()
    # Page and theme say how large it is drawn, and in which colours but for those of letters.
    del description["$schema"]
    return description | {"config": _CONFIG}


def filled(description: Specification, **values: object) -> Specification:
    """Return a description with values in their places.

    Parameters
    ----------
    description : Specification
    **values : object
        By the names of the places; a sequence takes the place of a list that holds but its place.
    """
    by_place = {place(name): value for name, value in values.items()}
    found: Specification = _filled(description, by_place)
    return found


def _filled(part: Any, by_place: Mapping[str, object]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(inner, by_place) for name, inner in part.items()}
    if isinstance(part, list):
        whole = by_place.get(part[0]) if len(part) == 1 and isinstance(part[0], str) else None
        if isinstance(whole, (list, tuple)):
            return list(whole)
        return [_filled(inner, by_place) for inner in part]
    return by_place.get(part, part) if isinstance(part, str) else part


def with_rows(description: Specification, **rows: pd.DataFrame) -> Specification:
    """Return the chart of a description with the rows of each named data set."""
    return description | {"datasets": rows}
