"""Versions of the food data with invented figures, for tests."""

import math
from pathlib import Path

import pandas as pd

from estimator.components import COMPONENTS, REGIONS
from estimator.composition.spread import Z_95
from estimator.composition.versions import EVIDENCE_COLUMNS, KEPT_TABLES, DataVersion

SUPPLEMENT = "supplement-mk7-90"


def invented_version(
    folder: Path, version: str, foods: dict, readings: list = (), dose: float = 90.0
) -> DataVersion:
    """Write a version of the food data, the same in every region.

    ``foods`` has for each food and component its mean [µg/100 g] and standard deviation of the
    logarithm; ``readings`` are food, component, source and value [µg/100 g].
    """
    place = folder / version
    place.mkdir(parents=True)
    (place / "VERSION").write_text(f"{version} 2025-01-01\n", encoding="utf-8")
    cells = [
        (region, food, tag, *_cell(*foods[food].get(tag, (math.nan, math.nan))))
        for region in REGIONS
        for food in foods
        for tag in COMPONENTS
    ]
    said = dict.fromkeys(EVIDENCE_COLUMNS, "") | {
        "status": "measured",
        "match": "exact",
        "use": "central",
    }
    tables = {
        "composition": pd.DataFrame(cells, columns=list(KEPT_TABLES["composition"])),
        "measurements": pd.DataFrame(
            [
                said
                | {"food_id": food, "component": tag, "source_id": source}
                | {"value_ug_per_100g": value}
                for food, tag, source, value in readings
            ],
            columns=list(KEPT_TABLES["measurements"]),
        ),
        "foods": pd.DataFrame({"food_id": list(foods), "name": [f"The {one}" for one in foods]}),
        "sources": pd.DataFrame(
            [
                (one, f"Paper of {one}", "2020", "10.1000/182", "primary")
                for one in sorted({source for _, _, source, _ in readings})
            ],
            columns=list(KEPT_TABLES["sources"]),
        ),
        "supplements": pd.DataFrame(
            [(SUPPLEMENT, "MK7", dose)], columns=list(KEPT_TABLES["supplements"])
        ),
    }
    for name, table in tables.items():
        table.to_csv(place / f"{name}.csv", index=False)
    return DataVersion.of(place)


def _cell(value: float, sd_log: float) -> tuple:
    """Return the figures of a cell, in the order of the table."""
    if math.isnan(value):
        return value, sd_log, math.nan, math.nan, "unknown"
    median, factor = value * math.exp(-(sd_log**2) / 2), math.exp(Z_95 * sd_log)
    return value, sd_log, median / factor, median * factor, "measured"
