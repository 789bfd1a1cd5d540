"""How charts are made: described by Altair once, and given their rows whenever they are drawn.

To describe and check a chart takes Altair longer than the rest of a page takes. So the
description, which does not depend on the rows, is kept, and the rows go beside it.
"""

from typing import Any, Final, TypeAlias

import altair as alt
import pandas as pd

from estimator.components import FORMS, LABELS
from estimator.views.shared.palette import FORM_COLOURS

Specification: TypeAlias = dict[str, Any]
"""A Vega-Lite specification; its ``datasets`` are data frames by name."""

MARK_COLOUR: Final = "#808080"
"""A grey that shows on a white and on a black page."""

INWARD_PX: Final = -4
"""So far the last label of an axis along the foot is moved, as its end would be cut off [px]."""


def form_colour(forms: tuple[str, ...], columns: int = 4, field: str = "form") -> alt.Color:
    """Give each form its colour; the legend names only those that are there.

    Parameters
    ----------
    forms : tuple of str
        Labels of the forms in the rows, in the order of the legend.
    columns : int
        Of the legend.
    field : str
        The column that names the form.
    """
    scale = alt.Scale(
        domain=[LABELS[form] for form in FORMS], range=[FORM_COLOURS[form] for form in FORMS]
    )
    legend = alt.Legend(title=None, values=list(forms), orient="bottom", columns=columns)
    return alt.Color(f"{field}:N", scale=scale, legend=legend)


def described(chart: alt.TopLevelMixin) -> Specification:
    """Return the description of a chart whose data are named: for functions that keep it."""
    description: Specification = chart.to_dict()
    # Page and theme say how large and in which colours it is drawn.
    return {name: part for name, part in description.items() if name not in ("$schema", "config")}


def with_rows(description: Specification, **rows: pd.DataFrame) -> Specification:
    """Return the chart of a description with the rows of each named data set."""
    return description | {"datasets": rows}
