"""The bars of a report: amounts by form with their range, beside a scale of round figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from estimator.components import LABELS
from estimator.views.shared.palette import FORM_COLOURS

_INTERVALS: Final = 5
_LABELS: Final = 9


@dataclass(frozen=True)
class Bar:
    """The K2 of one day or week, stacked by form [µg/day]."""

    label: str
    parts: tuple[tuple[str, float], ...]
    """Tag and amount of each form, in order; empty where nothing was logged."""
    low: float
    high: float


def ticks_of(bars: Sequence[Bar]) -> tuple[float, ...]:
    """Return round figures for the scale, from 0 to above every bar and range [µg/day].

    Examples
    --------
    >>> ticks_of([Bar("2 Feb", (("MK7", 90.0),), 40.0, 220.0)])
    (0.0, 50.0, 100.0, 150.0, 200.0, 250.0)
    """
    most = max((max(bar.high, sum(ug for _, ug in bar.parts)) for bar in bars), default=0.0)
    if most <= 0:
        return (0.0, 1.0)
    decade = 10.0 ** math.floor(math.log10(most / _INTERVALS))
    step = next(factor * decade for factor in (1, 2, 5, 10) if factor * decade * _INTERVALS >= most)
    return tuple(step * place for place in range(math.ceil(most / step) + 1))


def tick_label(ug: float) -> str:
    """Write a figure of the scale.

    Examples
    --------
    >>> tick_label(1500.0), tick_label(3 * 0.2), tick_label(0.0)
    ('1,500', '0.6', '0')
    """
    return f"{ug:,.6g}"


def labelled(bars: Sequence[Bar]) -> range:
    """Return the places of the bars whose label there is room for."""
    return range(0, len(bars), max(1, math.ceil(len(bars) / _LABELS)))


def key_of(bars: Sequence[Bar]) -> list[tuple[str, str]]:
    """Return label and colour of each form that any bar has."""
    shown = {form for bar in bars for form, _ in bar.parts}
    return [(LABELS[form], colour) for form, colour in FORM_COLOURS.items() if form in shown]
