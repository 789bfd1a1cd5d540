"""An axis of days or of weeks: each label stands below the middle of what it names."""

from math import ceil
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.specification import Specification

_MOST: Final = 60
"""Of more periods not each has a label; the browser leaves out what would overlap besides."""
_FEW_DAYS: Final = 14
_FEWEST: Final = 7
"""Of fewer periods each has the width of one of so many, so that no bar is as wide as a page."""
_YEAR: Final = pd.Timedelta(days=366)
_MILLISECOND: Final = pd.Timedelta(milliseconds=1)
_BEYOND_PX: Final = 4
"""So far a label may stand beyond the axis; farther, it would be cut off."""


def along_dates(field: str) -> alt.X:
    """Place dates as dates, whatever the time zone of the browser."""
    return alt.X(f"{field}:T", title=None, scale=alt.Scale(type="utc"))


def with_dates(
    description: Specification, starts: "pd.Series[pd.Timestamp]", step: pd.Timedelta
) -> Specification:
    """Return a layered chart whose dates are labelled.

    Parameters
    ----------
    description : dict
        Of layers that lie `along_dates`.
    starts : pandas.Series of datetime64
        Where each period begins, in order, without holes.
    step : pandas.Timedelta
        How long each lasts.
    """
    room = _room(starts, step)
    named = starts.iloc[:: ceil(len(starts) / _MOST)]
    half = step / 2
    axis = {
        "title": None,
        "values": [_utc(start + half) for start in named],
        "labelExpr": f"utcFormat(datum.value - {half // _MILLISECOND}, '{_format(starts, step)}')",
        "labelOverlap": "parity",
        "labelBound": _BEYOND_PX,
    }
    return description | {"layer": [_labelled(layer, axis, room) for layer in description["layer"]]}


def _format(starts: "pd.Series[pd.Timestamp]", step: pd.Timedelta) -> str:
    if len(starts) <= _FEW_DAYS and step == pd.Timedelta(days=1):
        return "%a %-d"
    return "%b %Y" if starts.iloc[-1] - starts.iloc[0] > _YEAR else "%-d %b"


def _room(starts: "pd.Series[pd.Timestamp]", step: pd.Timedelta) -> Specification:
    """Return from when to when the axis goes, where that isn't left to the rows."""
    if len(starts) >= _FEWEST:
        return {}
    first = starts.iloc[0]
    return {"domain": [_utc(first), _utc(first + _FEWEST * step)]}


def _utc(moment: pd.Timestamp) -> str:
    # As text: of a number Vega-Lite makes no date.
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def _labelled(layer: Specification, axis: Specification, room: Specification) -> Specification:
    encoding = layer["encoding"]
    along = encoding.get("x", {})
    if along.get("type") != "temporal":
        return layer
    along = along | {"axis": axis, "scale": along["scale"] | room}
    return layer | {"encoding": encoding | {"x": along}}
