"""Builds the food composition table from the evidence.

``python -m estimator.composition`` rebuilds ``food_data/composition.csv``. The
method is told in words in docs/method.md; ``benchmarks/calibration.py`` measures
how often its 90 % intervals hold a reading that was left out.
"""

import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from estimator.components import COMPONENTS, FORMS, K2_TOTAL, MAIN_FORMS, REGIONS
from estimator.evidence import FLOOR_UG_PER_100G, central_readings, usable_rows
from estimator.spread import (
    COMPONENT_CLASS,
    SHRINKAGE_READINGS,
    Spread,
    learn_spread,
    learn_zero_ceiling,
    lognormal_percentile,
)
from estimator.tables import FOOD_DATA, read_table, rows_of

Z_95: Final = 1.6448536269514722
"""Standard normal quantile of the 95th percentile."""

WIDEST_SD_LOG: Final = Z_95
"""Widest spread used.

The 95th percentile of a lognormal lies at exp(zσ - σ²/2) times its mean, which
is greatest at σ = z, about 3.9. A wider spread around the same mean would put
the upper bound lower, though less is known.
"""

COMPOSITION_COLUMNS: Final = (
    "region",
    "food_id",
    "component",
    "value_ug_per_100g",
    "sd_log",
    "low_ug_per_100g",
    "high_ug_per_100g",
    "status",
    "n_readings",
    "n_sources",
    "source_ids",
)


@dataclass(frozen=True)
class Evidence:
    """The tables that the composition is built from, as `read_table` gives them."""

    foods: pd.DataFrame
    measurements: pd.DataFrame
    profiles: pd.DataFrame

    @classmethod
    def read(cls, folder: Path = FOOD_DATA) -> "Evidence":
        """Read and check the tables.

        Raises
        ------
        DataError
            If a row breaks the schema.
        """
        return cls(*(read_table(name, folder) for name in ("foods", "measurements", "profiles")))


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


@dataclass(frozen=True)
class Model:
    """What is learnt once from all readings and holds for every region."""

    spread: Spread
    zero_ceiling: float
    """What may still be in a food in which nothing was found [µg/100 g]."""


def learn(evidence: Evidence) -> Model:
    """Learn the spread of readings from the evidence of the whole world."""
    readings = central_readings(usable_rows(evidence.measurements, "world"))
    group_of_food = evidence.foods.set_index("food_id")["group"]
    return Model(learn_spread(readings, group_of_food), learn_zero_ceiling(readings))


def build(evidence: Evidence, region: str, model: Model) -> pd.DataFrame:
    """Build the composition of every food for one region.

    Parameters
    ----------
    evidence : Evidence
        Foods, measurements and profiles.
    region : str
        One of ``REGIONS``.
    model : Model
        What `learn` returns.

    Returns
    -------
    pandas.DataFrame
        One row per food and component with ``COMPOSITION_COLUMNS``.
    """
    rows = usable_rows(evidence.measurements, region)
    readings = _by_food_and_component(central_readings(rows))
    others = _by_food_and_component(rows[~rows["central"]])
    profiles = {
        str(profile_id): dict(zip(shares["component"], shares["share"], strict=True))
        for profile_id, shares in evidence.profiles.groupby("profile_id")
    }
    table: list[tuple[Any, ...]] = []
    for food in rows_of(evidence.foods):
        cells = {
            component: _cell(
                readings[food.food_id].get(component, []),
                others[food.food_id].get(component, []),
                model.spread.variance(food.group, component),
                model.zero_ceiling,
            )
            for component in COMPONENTS
        }
        cells = _apportion(cells, profiles.get(food.profile_id, {}), model.spread)
        if food.assumed_zero:
            cells = _assume_zero(cells)
        cells[K2_TOTAL] = _total(cells, others[food.food_id].get(K2_TOTAL, []))
        table += [_row(region, food.food_id, name, cells[name]) for name in COMPONENTS]
    return pd.DataFrame(table, columns=list(COMPOSITION_COLUMNS))


def build_all(evidence: Evidence) -> pd.DataFrame:
    """Build the composition for every region."""
    model = learn(evidence)
    return pd.concat([build(evidence, region, model) for region in REGIONS], ignore_index=True)


def write_composition(composition: pd.DataFrame, path: Path) -> None:
    """Write the table as CSV, figures to five significant digits."""
    text = composition.copy()
    for column in ("value_ug_per_100g", "sd_log", "low_ug_per_100g", "high_ug_per_100g"):
        text[column] = [format_figure(figure) for figure in composition[column]]
    text.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def format_figure(figure: float) -> str:
    """Write a figure to five significant digits, empty where it is not known.

    Examples
    --------
    >>> format_figure(12.345678), format_figure(0.0), format_figure(math.nan)
    ('12.346', '0', '')
    """
    return "" if math.isnan(figure) else f"{figure:.5g}"


def _by_food_and_component(frame: pd.DataFrame) -> Mapping[str, dict[str, list[Any]]]:
    grouped: defaultdict[str, dict[str, list[Any]]] = defaultdict(dict)
    for row in rows_of(frame):
        grouped[row.food_id].setdefault(row.component, []).append(row)
    return grouped


def _cell(readings: list[Any], others: list[Any], variance: float, zero_ceiling: float) -> Cell:
    """Make one cell from its central readings and from the rows that only widen."""
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


def _apportion(cells: Cells, profile: Mapping[str, float], spread: Spread) -> Cells:
    """Split what a measured total holds beyond the known forms over the missing ones."""
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


def _assume_zero(cells: Cells) -> Cells:
    return cells | {
        form: Cell("assumed_zero", value=0.0, sd_log=0.0, ceiling=0.0)
        for form in FORMS
        if not cells[form].known
    }


def _total(cells: Cells, others: list[Any]) -> Cell:
    """Make the K2 total of a food that agrees with its forms."""
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


def _row(region: str, food_id: str, component: str, cell: Cell) -> tuple[Any, ...]:
    return (
        region,
        food_id,
        component,
        cell.value,
        cell.sd_log,
        cell.low,
        cell.high,
        cell.status,
        len(cell.groups),
        len(cell.source_ids),
        ";".join(sorted(cell.source_ids)),
    )


def main() -> None:
    """Rebuild ``composition.csv``."""
    path = FOOD_DATA / "composition.csv"
    composition = build_all(Evidence.read())
    write_composition(composition, path)
    sys.stdout.write(f"{len(composition)} rows written to {path}\n")


if __name__ == "__main__":
    main()
