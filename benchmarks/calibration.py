"""Measure how often the 90 % intervals hold a reading that they were not built from.

Each independent group of sources is left out in turn, everything is learnt anew
and the composition built from the others, and the readings left out are looked
up in it. Prints the share held, overall and for each food group and component
class, and how far the central values are off. Then the ranges of the hierarchical model beside
those learnt from how far readings of one food lie apart, and predictions of foods that are left
out; it takes some minutes.

    python -m benchmarks.calibration
"""

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.model import (
    chosen_by_others,
    compared_with_rules,
    left_out_foods,
    narrowed_by_others,
    predicted_summary,
    side_by_side,
)
from estimator.components import PHYLLOQUINONE, REGIONS
from estimator.composition.build import Evidence, build, learn, predict
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


def left_out_readings(evidence: Evidence) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return every reading beside the cell that the other sources give.

    Returns
    -------
    by_region : dict of str to pandas.DataFrame
        The readings of each region in its own table. One row per reading: food_id, component,
        value, the cell's central value, low, high [µg/100 g] and status, ``held`` and ``side``.
    compared : pandas.DataFrame
        The readings of the world in `benchmarks.model.compared_with_rules`.
    """
    own = evidence.foods[evidence.foods["same_evidence_as"] == ""]["food_id"]
    readings = {}
    for region in REGIONS:
        rows = usable_rows(evidence.shared_measurements, region)
        # Foods that share their evidence would be tested by it several times.
        here = rows["food_id"].isin(own) & (rows["region_weight"] == 1)
        readings[region] = central_readings(rows[here & (rows["component"] != PHYLLOQUINONE)])
    looked_up: dict[str, list[pd.DataFrame]] = {region: [] for region in REGIONS}
    compared = []
    measured_by = evidence.measurements["independent_group"]
    for group in sorted(measured_by.unique()):
        others = replace(evidence, measurements=evidence.measurements[measured_by != group])
        model, predictions = learn(others), predict(others)
        for region in REGIONS:
            left_out = readings[region][readings[region]["independent_group"] == group]
            if left_out.empty:
                continue
            table = build(others, region, model, predictions)
            known = table[table["status"].isin(_COVERED_STATUSES)]
            found = left_out.merge(known, on=["food_id", "component"])
            looked_up[region].append(found)
            if region == REGIONS[0]:
                rules = build(others, region, model)
                compared.append(compared_with_rules(found, rules, predictions.said(region)))
    group_of_food = evidence.foods.set_index("food_id")["group"]
    by_region = {region: _judged(pd.concat(parts)) for region, parts in looked_up.items()}
    both = pd.concat(compared)
    for frame in (*by_region.values(), both):
        frame["group"] = frame["food_id"].map(group_of_food)
        frame["class"] = frame["component"].map(COMPONENT_CLASS)
    return by_region, both


def _judged(result: pd.DataFrame) -> pd.DataFrame:
    """Return readings left out with whether their ranges held them."""
    result = result.reset_index(drop=True)
    # Two figures below the limit of detection say the same thing.
    value = result["value"].clip(lower=FLOOR_UG_PER_100G)
    low = result["low_ug_per_100g"].where(result["low_ug_per_100g"] > FLOOR_UG_PER_100G, 0.0)
    high = result["high_ug_per_100g"].clip(lower=FLOOR_UG_PER_100G)
    result["side"] = np.select([value > high, value < low], ["above", "below"], "held")
    result["held"] = result["side"] == "held"
    result["log_error"] = (
        log_level(result["value"]) - log_level(result["value_ug_per_100g"])
    ).abs()
    result["width"] = high / low.clip(lower=FLOOR_UG_PER_100G)
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
            "median_width": readings["width"].median(),
        }
    ).round(2)


def main() -> None:
    """Print the calibration of the composition table."""
    evidence = Evidence.read()
    by_region, both = left_out_readings(evidence)
    readings = by_region[REGIONS[0]]
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
    regions = {region: coverage(by_region[region]) for region in REGIONS[1:]}
    print(pd.DataFrame(regions).T.to_string())
    for by in (["class"], ["status"], ["group"], ["group", "class"]):
        print(f"\nBy {' and '.join(by)}, where the central value is above zero\n")
        print(coverage_table(found, by).to_string())
    print("\nForms that the others found: ranges of the rules, and of the model in every group\n")
    large = both[both["value_ug_per_100g"] >= 1]
    rows = {"all": side_by_side(both), "central value of at least 1 ug/100 g": side_by_side(large)}
    rows |= {str(name): side_by_side(of_group) for name, of_group in both.groupby("group")}
    print(pd.DataFrame(rows).T.to_string())
    print("\nThe same, the model where it foretold the other sources' readings of a group better\n")
    rows = {"all": side_by_side(chosen_by_others(both))}
    print(pd.DataFrame(rows).T.to_string(), flush=True)
    print("\nRanges of the model, how much of its spread they have chosen without each source\n")
    narrowed = narrowed_by_others(both)
    narrowed["held"] *= 100.0
    print(narrowed.describe().loc[["count", "mean", "min", "max"]].round(3))
    print("\nPredicted: readings of foods left out, as if nobody had read these foods\n")
    predicted = left_out_foods(evidence)
    rows = {"all": predicted_summary(predicted)}
    for by_name in ("class", "group"):
        groups = predicted.groupby(by_name)
        rows |= {str(name): predicted_summary(of_group) for name, of_group in groups}
    print(pd.DataFrame(rows).T.to_string())


if __name__ == "__main__":
    main()
