"""How far apart independent readings of one food lie, learnt from the evidence.

On the log scale, readings of one food and component scatter around their mean
with a variance τ². Few foods have enough readings of their own, so τ² is pooled
over the foods of a group for each class of components, and groups with few pairs
of readings are shrunk towards the class, the class towards the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from estimator.components import FORMS, MAIN_FORMS, PHYLLOQUINONE
from estimator.composition.evidence import log_level
from estimator.foods.data_package import rows_of
from estimator.foods.plain_rows import plain_rows
from estimator.pandas_on_use import pd

Z_95: Final = 1.6448536269514722
"""Standard normal quantile of the 95th percentile."""

COMPONENT_CLASS: Final = {
    "MK4": "MK-4",
    "MK7": "MK-7",
    **dict.fromkeys(
        ("MK5", "MK6", "MK8", "MK9", "MK9H4", "MK10", "MK11", "MK12", "MK13"), "long-chain"
    ),
    "VITK2": "total",
    "VITK1": "K1",
}
"""Components that share an origin, and so a spread.

MK-4 comes from the animal, MK-7 from *Bacillus* or gut bacteria, the others from
starter cultures.
"""

POOLED_WITH: Final = {"milk fat": "milk and cream"}
"""Subgroups whose readings lie apart as those of another food group do.

The spread of the fats is that of skin and lard, in which feed decides; butter is churned cream.
"""

SHRINKAGE_READINGS: Final = 1.0
"""How many readings the wider pool counts for beside a group's own."""

_SMALLEST_SHARE: Final = 0.01
"""Smaller shares of a total scatter by rounding and limits of detection."""

_ALL: Final = "all"
"""Stands in ``spread.csv`` for every food group, or every component class."""


@dataclass(frozen=True)
class Spread:
    """Between-reading variances on the log scale.

    Parameters
    ----------
    by_group : mapping of (food group, component class) to float
        Variance τ² where the group has readings of its own.
    by_class : mapping of component class to float
        Variance τ² of the class over all groups.
    share_variance : float
        Variance of the logarithm of a form's share in the total, between foods
        of a group: what is not known of a form that was apportioned.
    """

    by_group: Mapping[tuple[str, str], float]
    by_class: Mapping[str, float]
    share_variance: float

    def variance(self, group: str, component: str) -> float:
        """Return τ² for the readings of one food group and component."""
        component_class = COMPONENT_CLASS[component]
        return self.by_group.get((group, component_class), self.by_class[component_class])


def spread_groups(foods: pd.DataFrame) -> pd.Series[str]:
    """Return the group whose spread a food has, by ``food_id``."""
    group = foods["subgroup"].map(POOLED_WITH).fillna(foods["group"])
    return group.set_axis(foods["food_id"])


@dataclass(frozen=True)
class Model:
    """What is learnt once from all readings and holds for every region."""

    spread: Spread
    zero_ceiling: float
    """What may still be in a food in which nothing was found [µg/100 g]."""

    def to_frame(self) -> pd.DataFrame:
        """Return it with the columns of ``spread.csv``, sorted."""
        spread = self.spread
        by_class = {(_ALL, name): variance for name, variance in spread.by_class.items()}
        variances = sorted({**by_class, **spread.by_group}.items())
        return pd.DataFrame(
            [
                *(("reading_variance", *pool, variance) for pool, variance in variances),
                ("share_variance", _ALL, _ALL, spread.share_variance),
                ("zero_ceiling_ug_per_100g", _ALL, _ALL, self.zero_ceiling),
            ],
            columns=["parameter", "group", "component_class", "value"],
        )

    @classmethod
    def from_rows(cls, rows: Iterable[Any]) -> Model:
        """Make it from rows with the columns of ``spread.csv``."""
        value = {(row.parameter, row.group, row.component_class): row.value for row in rows}
        variances = {pool[1:]: value[pool] for pool in value if pool[0] == "reading_variance"}
        spread = Spread(
            by_group={pool: variances[pool] for pool in variances if pool[0] != _ALL},
            by_class={pool[1]: variances[pool] for pool in variances if pool[0] == _ALL},
            share_variance=value["share_variance", _ALL, _ALL],
        )
        return cls(spread, value["zero_ceiling_ug_per_100g", _ALL, _ALL])


@cache
def learnt_model() -> Model:
    """Return what ``spread.csv`` holds, read on first use: learning anew takes long."""
    return Model.from_rows(plain_rows("spread"))


def learn_spread(readings: pd.DataFrame, group_of_food: pd.Series) -> Spread:
    """Estimate the spread from the foods with two or more readings.

    Parameters
    ----------
    readings : pandas.DataFrame
        What `estimator.composition.evidence.central_readings` returns.
    group_of_food : pandas.Series
        Food group by ``food_id``.

    Returns
    -------
    Spread
        Pooled variances, shrunk: (sum of squares + k·τ²_pool) / (degrees of
        freedom + k) with k = ``SHRINKAGE_READINGS``. All-zero readings say
        nothing of a spread and are left out.
    """
    cell = [readings["food_id"], readings["component"]]
    several = readings.groupby(["food_id", "component"])["value"].transform("size") > 1
    found = readings["value"].groupby(cell).transform("max") > 0
    pooled = readings[several & found].copy()
    pooled["log"] = log_level(pooled["value"])
    pooled["component_class"] = pooled["component"].map(COMPONENT_CLASS)
    pooled["group"] = pooled["food_id"].map(group_of_food)
    cells = pooled.groupby(["food_id", "component"])
    share = pooled["match_weight"] / cells["match_weight"].transform("sum")
    count = cells["log"].transform("size")
    pooled["mean"] = (
        (share * pooled["log"]).groupby([pooled["food_id"], pooled["component"]]).transform("sum")
    )
    pooled["squares"] = share * count * (pooled["log"] - pooled["mean"]) ** 2
    pooled["freedom"] = (count - 1) / count
    sums = ["squares", "freedom"]
    menaquinones = pooled[pooled["component_class"] != "K1"]
    overall = float(menaquinones["squares"].sum() / menaquinones["freedom"].sum())
    by_class = dict.fromkeys(COMPONENT_CLASS.values(), overall)
    for row in rows_of(pooled.groupby("component_class", as_index=False)[sums].sum()):
        by_class[row.component_class] = _shrunk(row, overall)
    by_group = {
        (row.group, row.component_class): _shrunk(row, by_class[row.component_class])
        for row in rows_of(pooled.groupby(["group", "component_class"], as_index=False)[sums].sum())
    }
    return Spread(by_group, by_class, _share_variance(readings, group_of_food))


def _shrunk(sums: Any, wider: float) -> float:
    k = SHRINKAGE_READINGS
    return float((sums.squares + k * wider) / (sums.freedom + k))


def _share_variance(readings: pd.DataFrame, group_of_food: pd.Series) -> float:
    """Estimate how far the split of a total differs between foods of a group."""
    levels = readings[readings["component"].isin(FORMS)].pivot_table(
        index="food_id", columns="component", values="value"
    )
    by_form = levels.dropna(subset=list(MAIN_FORMS))
    share = by_form.div(by_form.sum(axis="columns"), axis="index")
    long = share.reset_index().melt("food_id", value_name="share")
    long = long[long["share"] >= _SMALLEST_SHARE]
    long["log"] = np.log(long["share"])
    long["group"] = long["food_id"].map(group_of_food)
    groups = long.groupby(["group", "component"])["log"]
    squares = ((long["log"] - groups.transform("mean")) ** 2).sum()
    return float(squares / (len(long) - groups.ngroups))


def learn_zero_ceiling(readings: pd.DataFrame) -> float:
    """Return what a new reading may find where all others found nothing [µg/100 g].

    The 95th percentile of the readings whose fellows for the same food and
    component all found none.
    """
    menaquinones = readings[readings["component"] != PHYLLOQUINONE]
    cells = menaquinones.groupby(["food_id", "component"])["value"]
    fellows_found = cells.transform("sum") - menaquinones["value"]
    alone = cells.transform("size") == 1
    surprises = menaquinones.loc[~alone & (fellows_found <= 0), "value"]
    return float(surprises.quantile(0.95))


def lognormal_percentile(mean: float, sd_log: float, z: float) -> float:
    """Return a percentile of the lognormal with this mean.

    Parameters
    ----------
    mean : float
        Mean of the lognormal itself [any unit], not of its logarithm.
    sd_log : float
        Standard deviation of the logarithm.
    z : float
        Standard normal quantile of the percentile.
    """
    return float(mean * np.exp(z * sd_log - sd_log**2 / 2))
