"""One cell of the composition table: a component of a food, with its spread.

How readings become a value, how a total is split into forms, and how forms make
a total; docs/method.md describes the method.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from estimator.components import FORMS, K2_TOTAL, MAIN_FORMS
from estimator.composition.evidence import FLOOR_UG_PER_100G
from estimator.composition.spread import (
    COMPONENT_CLASS,
    SHRINKAGE_READINGS,
    Z_95,
    Spread,
    lognormal_percentile,
)

WIDEST_SD_LOG: Final = Z_95
"""Widest spread used.

The 95th percentile of a lognormal lies at exp(zσ - σ²/2) times its mean, which
is greatest at σ = z, about 3.9. A wider spread around the same mean would put
the upper bound lower, though less is known.
"""


@dataclass(frozen=True)
class Cell:
    """One component of one food: a lognormal with this mean [µg/100 g], or a ceiling."""

    status: str
    value: float = math.nan
    sd_log: float = math.nan
    ceiling: float = math.nan
    groups: frozenset[str] = frozenset()
    source_ids: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether the cell has a central value."""
        return not math.isnan(self.value)

    @property
    def low(self) -> float:
        """5th percentile; 0 where only a ceiling is known."""
        return (
            lognormal_percentile(self.value, self.sd_log, -Z_95)
            if self.known
            else (0.0 if self.status == "bounded" else math.nan)
        )

    @property
    def high(self) -> float:
        """95th percentile, no lower than the ceiling; or the ceiling alone."""
        if not self.value > 0:
            return self.ceiling
        percentile = lognormal_percentile(self.value, self.sd_log, Z_95)
        return max(percentile, self.ceiling)

    @property
    def variance(self) -> float:
        """Variance of the lognormal [(µg/100 g)²]."""
        return self.value**2 * math.expm1(self.sd_log**2)


UNKNOWN: Final = Cell("unknown")
Cells = dict[str, Cell]
"""The cells of one food, by component; a component without a cell is unknown."""


def measured_cell(
    readings: list[Any], others: list[Any], variance: float, zero_ceiling: float
) -> Cell:
    """Make one cell from its readings.

    Parameters
    ----------
    readings : list
        Rows of `estimator.composition.evidence.central_readings` for the food and component.
    others : list
        Rows of `estimator.composition.evidence.usable_rows` that only widen.
    variance : float
        Between-reading variance τ² of the logarithm.
    zero_ceiling : float
        What may be in a food in which nothing was found [µg/100 g].
    """
    if not readings:
        return _bounded(others)
    found = any(reading.value > 0 for reading in readings)
    provenance: dict[str, Any] = {
        "status": "borrowed" if all(reading.proxy for reading in readings) else "measured",
        "groups": frozenset(reading.independent_group for reading in readings),
        "source_ids": frozenset(source for reading in readings for source in reading.source_ids),
    }
    if not found:
        return Cell(value=0.0, sd_log=0.0, ceiling=zero_ceiling, **provenance)
    total_weight = sum(reading.weight for reading in readings)
    # "Not detected" beside positive readings is some small amount, not nothing.
    value = (
        sum(reading.weight * (reading.value or FLOOR_UG_PER_100G / 2) for reading in readings)
        / total_weight
    )
    # Readings from elsewhere weigh less but are no worse known; a poor match is.
    effective_readings = total_weight**2 / sum(
        reading.weight * reading.region_weight for reading in readings
    )
    predictive = variance * (1 + 1 / effective_readings)
    cell = Cell(value=value, sd_log=_bounded_sd(predictive), ceiling=zero_ceiling, **provenance)
    return _widened(cell, others)


def _bounded(others: list[Any]) -> Cell:
    """Make a cell of which only a ceiling is known."""
    if not others:
        return UNKNOWN
    return Cell(
        "bounded",
        ceiling=max(row.ceiling for row in others),
        groups=frozenset(row.independent_group for row in others),
        source_ids=frozenset(row.source_id for row in others),
    )


def _widened(cell: Cell, others: Iterable[Any]) -> Cell:
    """Widen a cell by figures that may not set its centre; never narrow it."""
    if not cell.value > 0:
        return cell
    centre = math.log(max(cell.value, FLOOR_UG_PER_100G))
    weights = squares = 0.0
    for row in others:
        # An upper limit says something only where it lies above the centre.
        figure = row.ceiling if math.isnan(row.value) else row.value
        if math.isnan(row.value) and figure <= cell.value:
            continue
        weight = row.match_weight * row.region_weight
        weights += weight
        squares += weight * (math.log(max(figure, FLOOR_UG_PER_100G)) - centre) ** 2
    k = SHRINKAGE_READINGS
    widened = (k * cell.sd_log**2 + squares) / (k + weights)
    return replace(cell, sd_log=max(cell.sd_log, _bounded_sd(widened)))


def apportion(cells: Cells, profile: Mapping[str, float], spread: Spread) -> Cells:
    """Split what a measured total holds beyond the known forms over the missing ones.

    Parameters
    ----------
    cells : mapping of str to Cell
        The cells of one food by component; ``VITK2`` holds the measured total.
    profile : mapping of str to float
        Share of each form in the total of similar foods; empty for none.
    spread : Spread
        Gives how far shares differ between foods.
    """
    total = cells[K2_TOTAL]
    if not total.known or all(cells[form].known for form in MAIN_FORMS):
        return cells
    missing = {form: share for form, share in profile.items() if not cells[form].known}
    if total.value == 0:
        missing = dict.fromkeys((form for form in FORMS if not cells[form].known), 1.0)
    shares = sum(missing.values())
    if not shares:
        return cells
    known = [cells[form] for form in FORMS if cells[form].known]
    rest = max(total.value - sum(cell.value for cell in known), 0.0)
    # The rest is a difference of uncertain figures, so the smaller it is beside
    # them the less is known of it.
    variance = total.variance + sum(cell.variance for cell in known)
    sd_log = _bounded_sd(math.log1p(variance / rest**2) + spread.share_variance) if rest else 0.0
    return cells | {
        form: replace(total, status="apportioned", value=rest * share / shares, sd_log=sd_log)
        for form, share in missing.items()
    }


def assume_zero(cells: Cells) -> Cells:
    """Take the forms nobody analysed as zero, for foods that can hold none."""
    return cells | {
        form: Cell("assumed_zero", value=0.0, sd_log=0.0, ceiling=0.0)
        for form in FORMS
        if not cells[form].known
    }


def total_cell(cells: Cells, others: list[Any]) -> Cell:
    """Make the K2 total of a food, in agreement with its forms.

    Parameters
    ----------
    cells : mapping of str to Cell
        The cells of one food by component; ``VITK2`` holds the measured total.
    others : list
        Rows that only widen the total.

    Returns
    -------
    Cell
        The measured total where forms were apportioned from it or are not all
        known; else their sum, ``partial`` where a main form is not known.
    """
    measured, known = cells[K2_TOTAL], [form for form in FORMS if cells[form].known]
    complete = all(form in known for form in MAIN_FORMS)
    summed = sum(cells[form].value for form in known)
    by_total = measured.known and (
        not complete or any(cells[form].status == "apportioned" for form in known)
    )
    if by_total and measured.value >= summed:
        return measured
    if not known:
        return measured
    largest = max(known, key=lambda form: cells[form].value)
    cell = Cell(
        cells[largest].status if complete or by_total else "partial",
        value=summed,
        sd_log=_sd_log_of_sum([(form, cells[form]) for form in known]),
        ceiling=max(cells[form].ceiling for form in known),
        groups=frozenset().union(*(cells[form].groups for form in known)),
        source_ids=frozenset().union(*(cells[form].source_ids for form in known)),
    )
    return _widened(cell, others)


def _sd_log_of_sum(forms: list[tuple[str, Cell]]) -> float:
    """Return the log spread of a sum of forms.

    Within a class forms rise and fall together (one starter culture makes them
    all); classes are independent. A lognormal takes the mean and variance.

    References
    ----------
    L. F. Fenton (1960), doi:10.1109/TCOM.1960.1097606.
    """
    sd_of_class: defaultdict[str, float] = defaultdict(float)
    for form, cell in forms:
        sd_of_class[COMPONENT_CLASS[form]] += cell.value * math.sqrt(math.expm1(cell.sd_log**2))
    mean = sum(cell.value for _, cell in forms)
    if not mean:
        return 0.0
    variance = sum(sd**2 for sd in sd_of_class.values())
    return math.sqrt(math.log1p(variance / mean**2))


def _bounded_sd(variance: float) -> float:
    return min(math.sqrt(variance), WIDEST_SD_LOG)
