"""From measurements to independent readings of each food and component.

A *reading* is what one independent group of sources says of one component of one
food. Tables borrow from one another, so rows that share an ``independent_group``
repeat one measurement and count once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from estimator.pandas_on_use import pd

FLOOR_UG_PER_100G: Final = 0.1
"""δ, a usual limit of detection [µg/100 g]; half of it stands for "not detected"."""

MATCH_WEIGHTS: Final = {"exact": 1.0, "close": 0.7, "proxy": 0.3}
"""How much a reading counts by how well the analysed food matches."""

OTHER_REGION_WEIGHT: Final = 0.05
"""How much a reading from elsewhere counts beside one from the wanted region."""

REGION_OF_SAMPLES: Final = {
    **dict.fromkeys(("EU", "NO", "CH", "UK", "TR"), "EU"),
    **dict.fromkeys(("JP", "TW", "KR", "CN"), "EA"),
    "US": "US",
    "AU": "AU",
}


def with_shared_evidence(measurements: pd.DataFrame, foods: pd.DataFrame) -> pd.DataFrame:
    """Give foods that share one body of evidence all of it.

    Parameters
    ----------
    measurements : pandas.DataFrame
        Rows of ``measurements.csv``.
    foods : pandas.DataFrame
        Rows of ``foods.csv``; ``same_evidence_as`` names the food whose evidence a food shares.

    Returns
    -------
    pandas.DataFrame
        The rows, those of each food that shares evidence in the place of its own. A figure
        that stands for several of them is there once, with its best match.
    """
    shares = foods[foods["same_evidence_as"] != ""].set_index("food_id")["same_evidence_as"]
    body = measurements["food_id"].replace(shares.to_dict())
    together = body.isin(set(shares))
    rank = measurements["match"].map({match: rank for rank, match in enumerate(MATCH_WEIGHTS)})
    figure = ["body", "component", "source_id", "food_printed", "value_ug_per_100g", "use"]
    pooled = (
        measurements.assign(body=body, rank=rank)[together]
        .sort_values("rank", kind="stable")
        .drop_duplicates(figure)
        .sort_index()
        .drop(columns="rank")
    )
    members = pd.concat([shares, pd.Series({food: food for food in set(shares)})])
    everyone = pd.DataFrame({"member": members.index, "body": members.to_numpy()})
    copies = (
        pooled.drop(columns="food_id")
        .merge(everyone, on="body")
        .rename(columns={"member": "food_id"})
    )
    return pd.concat([measurements[~together], copies[measurements.columns]], ignore_index=True)


def usable_rows(measurements: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the rows that may be used for a region, with what each contributes.

    Parameters
    ----------
    measurements : pandas.DataFrame
        Rows of ``measurements.csv``.
    region : str
        One of ``estimator.components.REGIONS``.

    Returns
    -------
    pandas.DataFrame
        The rows whose ``use`` is not ``no``, with the columns ``value`` [µg/100 g]
        (NaN where only a ceiling is printed), ``ceiling`` [µg/100 g],
        ``match_weight``, ``region_weight``, ``central`` (may set the centre) and
        ``of_region`` (samples from that very region; none is from the world).
    """
    rows = measurements[measurements["use"] != "no"].copy()
    samples_from = rows["region"].map(REGION_OF_SAMPLES)
    here = (samples_from == region) | (region == "world")
    rows["value"] = _values(rows)
    printed = rows[["value", "low_ug_per_100g", "high_ug_per_100g"]].max(axis="columns")
    rows["ceiling"] = printed.clip(lower=FLOOR_UG_PER_100G)
    rows["match_weight"] = rows["match"].map(MATCH_WEIGHTS)
    rows["region_weight"] = np.where(here, 1.0, OTHER_REGION_WEIGHT)
    rows["of_region"] = samples_from == region
    # Regional rows set the centre for their own region only, never for the world.
    regional = (rows["use"] == "regional") & (samples_from == region)
    rows["central"] = ((rows["use"] == "central") | regional) & rows["value"].notna()
    return rows


def central_readings(rows: pd.DataFrame) -> pd.DataFrame:
    """Merge the central rows of each independent group into one reading.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `usable_rows` returns.

    Returns
    -------
    pandas.DataFrame
        One row per food, component and independent group: ``value`` [µg/100 g],
        ``match_weight``, ``region_weight``, ``weight`` (their product), ``proxy``
        (nothing but similar foods) and ``source_ids`` (tuple).
    """
    central = rows[rows["central"]].copy()
    central["weight"] = central["match_weight"] * central["region_weight"]
    central["weighted"] = central["value"] * central["weight"]
    keys = ["food_id", "component", "independent_group"]
    readings = (
        central.groupby(keys, sort=False)
        .agg(
            weighted=("weighted", "sum"),
            weights=("weight", "sum"),
            match_weight=("match_weight", "max"),
            region_weight=("region_weight", "max"),
            weight=("weight", "max"),
            source_ids=("source_id", lambda ids: tuple(sorted(set(ids)))),
        )
        .reset_index()
    )
    readings["value"] = readings["weighted"] / readings["weights"]
    readings["proxy"] = readings["match_weight"] <= MATCH_WEIGHTS["proxy"]
    return readings.drop(columns=["weighted", "weights"])


def shares_by_profile(rows: Iterable[Any]) -> dict[str, dict[str, float]]:
    """Return the share of each form in a total, by profile and component, of rows of profiles."""
    shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        shares[row.profile_id][row.component] = row.share
    return dict(shares)


def log_level(value: pd.Series) -> pd.Series:
    """Return the natural logarithm of a value, no lower than that of the floor.

    Below the floor laboratories differ by their limits of detection, not by the
    food, so values there are not told apart.
    """
    logs: pd.Series = np.log(value.clip(lower=FLOOR_UG_PER_100G))
    return logs


def _values(rows: pd.DataFrame) -> pd.Series:
    """Return the figure of each row; half the limit where a trace was seen."""
    half_limit = rows["high_ug_per_100g"].fillna(FLOOR_UG_PER_100G) / 2
    seen_below_limit = rows["status"].isin(["trace", "below_loq"])
    value = rows["value_ug_per_100g"].mask(rows["status"] == "nd", 0.0)
    return value.mask(seen_below_limit & value.isna(), half_limit)
