"""Measure how often the 90 % intervals hold a reading that they were not built from.

Each independent group of sources is left out in turn, the whole model is learnt
and the composition built from the others, and the readings left out are looked
up in it. Prints the share held, overall and for each food group and component
class, and how far the central values are off. Then the hierarchical model, by which cells are
predicted, in the same test, and in one that leaves foods out; it takes some minutes.

    python -m benchmarks.calibration
"""

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.model import (
    left_out_foods,
    left_out_sources,
    predicted_summary,
    side_by_side,
)
from estimator.components import PHYLLOQUINONE, REGIONS
from estimator.composition.build import Evidence, build, learn
from estimator.composition.evidence import (
    FLOOR_UG_PER_100G,
    central_readings,
    log_level,
    usable_rows,
)
from estimator.composition.spread import COMPONENT_CLASS

_COVERED_STATUSES: Final = ("measured", "borrowed", "apportioned")
_FEW: Final = 5
"""Groups with fewer readings left out are printed together."""


def left_out_readings(evidence: Evidence, region: str = "world") -> pd.DataFrame:
    """Return every reading of a region beside the cell that the other sources predict.

    Returns
    -------
    pandas.DataFrame
        One row per reading: food_id, component, value, the cell's central value,
        low, high [µg/100 g] and status, ``held`` and ``side``.
    """
    rows = usable_rows(evidence.shared_measurements, region)
    here = (rows["component"] != PHYLLOQUINONE) & (rows["region_weight"] == 1)
    # Foods that share their evidence would be tested by it several times.
    own = evidence.foods[evidence.foods["same_evidence_as"] == ""]["food_id"]
    here &= rows["food_id"].isin(own)
    readings = central_readings(rows[here])
    measured_by = evidence.measurements["independent_group"]
    compared = []
    for group, left_out in readings.groupby("independent_group"):
        others = replace(evidence, measurements=evidence.measurements[measured_by != group])
        composition = build(others, region, learn(others))
        known = composition[composition["status"].isin(_COVERED_STATUSES)]
        compared.append(left_out.merge(known, on=["food_id", "component"]))
    result = pd.concat(compared, ignore_index=True)
    # Two figures below the limit of detection say the same thing.
    value = result["value"].clip(lower=FLOOR_UG_PER_100G)
    low = result["low_ug_per_100g"].where(result["low_ug_per_100g"] > FLOOR_UG_PER_100G, 0.0)
    high = result["high_ug_per_100g"].clip(lower=FLOOR_UG_PER_100G)
    result["side"] = np.select([value > high, value < low], ["above", "below"], "held")
    result["held"] = result["side"] == "held"
    result["log_error"] = (
        log_level(result["value"]) - log_level(result["value_ug_per_100g"])
    ).abs()
    group_of_food = evidence.foods.set_index("food_id")["group"]
    result["group"] = result["food_id"].map(group_of_food)
    result["class"] = result["component"].map(COMPONENT_CLASS)
    return result


def coverage_table(readings: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Summarise coverage [%] and error by some columns, small groups together."""
    keys = readings[by].agg(" / ".join, axis="columns")
    small = keys.map(keys.value_counts()) < _FEW
    keys = keys.mask(small, f"all groups of fewer than {_FEW}")
    return readings.groupby(keys).apply(coverage, include_groups=False)


def coverage(readings: pd.DataFrame) -> pd.Series:
    """Summarise one set of readings left out."""
    return pd.Series(
        {
            "readings": len(readings),
            "held_pct": 100 * readings["held"].mean(),
            "above_pct": 100 * (readings["side"] == "above").mean(),
            "below_pct": 100 * (readings["side"] == "below").mean(),
            "median_abs_log_error": readings["log_error"].median(),
            "median_sd_log": readings["sd_log"].median(),
        }
    ).round(2)


def main() -> None:
    """Print the calibration of the composition table."""
    evidence = Evidence.read()
    readings = left_out_readings(evidence)
    found = readings[readings["value_ug_per_100g"] > 0]
    print("Readings left out and looked up in the table built from the others\n")
    overall = {
        "all": readings,
        "central value above zero": found,
        "central value of at least 1 ug/100 g": found[found["value_ug_per_100g"] >= 1],
        "nothing found by the others": readings[readings["value_ug_per_100g"] == 0],
    }
    print(pd.DataFrame({name: coverage(part) for name, part in overall.items()}).T.to_string())
    print("\nReadings of one region, looked up in the table for that region\n")
    regions = {region: coverage(left_out_readings(evidence, region)) for region in REGIONS[1:]}
    print(pd.DataFrame(regions).T.to_string())
    for by in (["class"], ["status"], ["group"], ["group", "class"]):
        print(f"\nBy {' and '.join(by)}, where the central value is above zero\n")
        print(coverage_table(found, by).to_string())
    print(
        "\nForms that the others found, by the rules of the table and by the hierarchical model\n"
    )
    both = left_out_sources(evidence, found)
    large = both[both["value_ug_per_100g"] >= 1]
    rows = {"all": side_by_side(both), "central value of at least 1 ug/100 g": side_by_side(large)}
    rows |= {str(name): side_by_side(of_group) for name, of_group in both.groupby("group")}
    print(pd.DataFrame(rows).T.to_string())
    print("\nPredicted: readings of foods left out, as if nobody had read these foods\n")
    predicted = left_out_foods(evidence)
    rows = {"all": predicted_summary(predicted)}
    for by_name in ("class", "group"):
        groups = predicted.groupby(by_name)
        rows |= {str(name): predicted_summary(of_group) for name, of_group in groups}
    print(pd.DataFrame(rows).T.to_string())


if __name__ == "__main__":
    main()
