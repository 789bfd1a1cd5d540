"""One cell of the composition table: a component of a food, with its spread.

How readings become a value, how a total is split into forms, and how forms make
a total; docs/method.md describes the method.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from estimator.components import FORMS, K2_TOTAL, MAIN_FORMS
from estimator.composition.evidence import FLOOR_UG_PER_100G
from estimator.composition.spread import SHRINKAGE_READINGS, Z_95, Spread, lognormal_percentile

WIDEST_SD_LOG: Final = Z_95
"""Widest spread used.

The 95th percentile of a lognormal lies at exp(zσ - σ²/2) times its mean, which
is greatest at σ = z, about 3.9. A wider spread around the same mean would put
the upper bound lower, though less is known.
"""


@dataclass(frozen=True)
class Cell:
    """One component of one food: a lognormal with this mean [µg/100 g], or a ceiling.

    Attributes
    ----------
    ceiling : float
        What the upper end is not below [µg/100 g]; NaN for nothing.
    floor : float
        What the lower end is not below [µg/100 g]; NaN for nothing.
    percentiles : tuple of float, optional
        5th and 95th percentile [µg/100 g] where they are not those of the lognormal.
    """

    status: str
    value: float = math.nan
    sd_log: float = math.nan
    ceiling: float = math.nan
    floor: float = math.nan
    percentiles: tuple[float, float] | None = None
    groups: frozenset[str] = frozenset()
    source_ids: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether the cell has a central value."""
        return not math.isnan(self.value)

    @property
    def low(self) -> float:
        """5th percentile, no lower than the floor; 0 where only a ceiling is known."""
        if not self.known:
            return 0.0 if self.status == "bounded" else math.nan
        percentile = self._percentile(0)
        return percentile if math.isnan(self.floor) else max(percentile, self.floor)

    @property
    def high(self) -> float:
        """95th percentile, no lower than the ceiling; or the ceiling alone."""
        if not self.value > 0:
            return self.ceiling
        return max(self._percentile(1), self.ceiling)

    def _percentile(self, end: int) -> float:
        """Return the 5th percentile (0) or the 95th (1)."""
        if self.percentiles:
            return self.percentiles[end]
        return lognormal_percentile(self.value, self.sd_log, (-Z_95, Z_95)[end])

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
    return widened(_of_readings(readings, variance, zero_ceiling), others)


def _of_readings(readings: list[Any], variance: float, zero_ceiling: float) -> Cell:
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
    return Cell(value=value, sd_log=_bounded_sd(predictive), ceiling=zero_ceiling, **provenance)


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


def widened(cell: Cell, others: Sequence[Any]) -> Cell:
    """Widen a cell by figures that may not set its centre; never narrow it.

    A figure widens the spread, more so in its own region. An upper limit says nothing of the
    lower end: it raises the upper end, and that in its own region alone. So does a figure,
    which the range of its region always holds.
    """
    if not cell.known:
        return cell
    ceiling = max([cell.ceiling, *(row.ceiling for row in others if row.of_region)])
    if cell.value == 0:
        return replace(cell, ceiling=ceiling)
    centre = math.log(max(cell.value, FLOOR_UG_PER_100G))
    weights = squares = 0.0
    for row in others:
        if math.isnan(row.value):
            continue
        weight = row.match_weight * row.region_weight
        weights += weight
        squares += weight * (math.log(max(row.value, FLOOR_UG_PER_100G)) - centre) ** 2
    k = SHRINKAGE_READINGS
    widened = (k * cell.sd_log**2 + squares) / (k + weights)
    return replace(cell, sd_log=max(cell.sd_log, _bounded_sd(widened)), ceiling=ceiling)


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

    Returns
    -------
    mapping of str to Cell
        With the missing forms. None holds more than its share of the total: what two figures
        that don't agree leave over is no form that such foods hardly hold.
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
        form: replace(
            total,
            status="apportioned",
            value=min(rest / shares, total.value) * share,
            sd_log=sd_log,
        )
        for form, share in missing.items()
    }


def assume_zero(cells: Cells) -> Cells:
    """Take the forms nobody analysed as zero, for foods that can hold none."""
    return cells | {
        form: Cell("assumed_zero", value=0.0, sd_log=0.0, ceiling=0.0)
        for form in FORMS
        if not cells[form].known
    }


def _bounded_sd(variance: float) -> float:
    return min(math.sqrt(variance), WIDEST_SD_LOG)
