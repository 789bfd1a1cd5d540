"""The readings that the model of the composition is fitted to."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from estimator.components import FORMS, K2_TOTAL
from estimator.composition.evidence import (
    FLOOR_UG_PER_100G,
    MATCH_WEIGHTS,
    REGION_OF_SAMPLES,
    usable_rows,
)
from estimator.foods.data_package import rows_of

MODEL_CLASS: Final = {
    "MK4": "MK-4",
    "MK7": "MK-7",
    **dict.fromkeys(("MK5", "MK6", "MK8", "MK9", "MK10"), "long-chain"),
    "VITK2": "total",
    "VITK1": "K1",
}
"""Components that share how far apart foods and laboratories are.

MK-9(4H) and MK-11 to MK-13 were read in too few foods to say anything of another.
"""

ORIGIN: Final = {"soy, not fermented": "fruit, vegetables and nuts"}
"""Subgroups whose menaquinones come in as those of another food group do.

What makes natto natto is its bacteria; soy without them is a pulse.
"""
SHARE_VARIANCE: Final = 0.7
"""How far the share of a form in a total differs between foods of a kind (factor 2.3)."""
DIFFERENCE_VARIANCE: Final = 0.5
"""How far two figures lie apart of which one is taken from the other."""

_KEYS: Final = ("food", "subgroup", "group", "sample_region", "laboratory")


def keys_of_foods(foods: pd.DataFrame) -> pd.DataFrame:
    """Return ``food``, ``subgroup`` and ``group`` of every food, by ``food_id``.

    Foods that share their evidence are one food to the model.
    """
    body = foods["same_evidence_as"].where(foods["same_evidence_as"] != "", foods["food_id"])
    origin = foods["subgroup"].map(ORIGIN).fillna(foods["group"])
    keys = pd.DataFrame({"group": origin, "subgroup": foods["subgroup"], "food": body})
    keys = keys.set_axis(foods["food_id"])
    # Subgroups are told apart within their group alone.
    return keys.assign(subgroup=keys["group"] + ": " + keys["subgroup"])


def log_readings(measurements: pd.DataFrame, foods: pd.DataFrame) -> pd.DataFrame:
    """Return the readings of foods as `estimator.composition.hierarchy.fit` takes them.

    One for each food, component, independent group and region of the samples. Where nothing was
    found, or too little to tell, the reading lies below the limit, and where no limit is printed
    below the usual one.
    """
    rows = usable_rows(measurements, "world")
    rows = rows[rows["central"] & rows["component"].isin(MODEL_CLASS)].copy()
    own = foods.loc[foods["same_evidence_as"] == "", "food_id"]
    rows = rows[rows["food_id"].isin(own)]
    unseen = rows["status"].isin(["nd", "trace", "below_loq"]) | (
        rows["value"] <= FLOOR_UG_PER_100G
    )
    limit = rows["high_ug_per_100g"].where(unseen & rows["value_ug_per_100g"].isna())
    rows["limit"] = limit.fillna(FLOOR_UG_PER_100G).clip(lower=FLOOR_UG_PER_100G)
    rows["below"] = unseen
    rows["sample_region"] = rows["region"].map(REGION_OF_SAMPLES).fillna("")
    rows["weight"] = rows["match"].map(MATCH_WEIGHTS)
    rows["weighted"] = rows["weight"] * rows["value"]
    keys = ["food_id", "component", "independent_group", "sample_region"]
    merged = rows.groupby(keys, sort=True).agg(
        weighted=("weighted", "sum"),
        weights=("weight", "sum"),
        weight=("weight", "max"),
        limit=("limit", "max"),
        below=("below", "all"),
    )
    merged = merged.reset_index()
    value = merged["weighted"] / merged["weights"]
    below = merged["below"] | (value <= FLOOR_UG_PER_100G)
    logs = np.log(np.where(below, merged["limit"], np.maximum(value, FLOOR_UG_PER_100G)))
    food_keys = keys_of_foods(foods)
    return pd.DataFrame(
        {
            "component": merged["component"],
            "food": merged["food_id"],
            "subgroup": merged["food_id"].map(food_keys["subgroup"]),
            "group": merged["food_id"].map(food_keys["group"]),
            "sample_region": merged["sample_region"],
            "laboratory": merged["independent_group"],
            "log": logs,
            "below": below,
            "value": value,
            "inflation": 1 / merged["weight"],
            "extra": 0.0,
        }
    )


def apportioned_readings(
    readings: pd.DataFrame, foods: pd.DataFrame, shares: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    """Return what totals say of the forms that nobody read by themselves.

    What a total holds beyond the forms that were read is split by the profile of similar foods,
    never more to a form than its share of the total. It is a reading as any other, but less
    sure: the rest is a difference of two figures, and shares differ between foods of a kind.
    """
    of_form = readings[readings["component"].isin(FORMS)]
    weight = 1 / of_form["inflation"]
    sums = (
        pd.DataFrame(
            {
                "food": of_form["food"],
                "component": of_form["component"],
                "weighted": weight * of_form["value"],
                "weight": weight,
            }
        )
        .groupby(["food", "component"])
        .sum()
    )
    known = sums["weighted"] / sums["weight"]
    forms_of = {str(food): rows.droplevel(0) for food, rows in known.groupby("food")}
    profile = foods.set_index("food_id")["profile_id"]
    made = []
    for row in rows_of(readings[readings["component"] == K2_TOTAL]):
        read = forms_of.get(row.food, pd.Series(dtype="float64"))
        of_profile = shares.get(profile[row.food], {})
        missing = {
            form: share
            for form, share in of_profile.items()
            if form not in read.index and form in MODEL_CLASS
        }
        split = sum(missing.values())
        rest = row.value - float(read.sum())
        if not split or rest <= 0:
            continue
        extra = SHARE_VARIANCE + math.log1p(DIFFERENCE_VARIANCE * (float(read.sum()) / rest) ** 2)
        for form, share in missing.items():
            value = min(rest / split, row.value) * share
            made.append(
                {
                    **{name: getattr(row, name) for name in _KEYS},
                    "component": form,
                    "log": math.log(max(value, FLOOR_UG_PER_100G)),
                    "below": value <= FLOOR_UG_PER_100G,
                    "value": value,
                    "inflation": row.inflation,
                    "extra": extra,
                }
            )
    return pd.DataFrame(made, columns=readings.columns)
