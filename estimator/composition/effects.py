"""Readings of one component, and the effects they share: of food, region and laboratory."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.composition.block_inverse import Floats, block_inverse

KIN: Final = ("group", "subgroup", "food")
"""Effects of what a food is: beside the level of a component, how much foods differ."""
LEVELS: Final = (*KIN, "laboratory")
"""Effects that are as large in every group: besides, a laboratory's own level."""
APART: Final = ("region", "laboratory_of_group")
"""Effects within a food group, in units of how far readings of that group lie apart: where it was
read, and what a laboratory does to such foods."""
LEVEL_VARIANCE: Final = 9.0
"""How far the level of a component may lie from the floor; wide, so that readings decide."""


@dataclass(frozen=True)
class Variances:
    """How large the effects of one class of components are, as variances of the logarithm."""

    of_effect: Mapping[str, float]
    """Of `LEVELS` themselves, of `APART` in units of the scatter of a food group."""
    scatter: Mapping[str, float]
    """By food group: how far readings of one food by one laboratory lie apart."""
    usual_scatter: float
    """The same of a food group of which nothing was read."""

    def scatter_of(self, foods: pd.DataFrame) -> Floats:
        """Return the scatter of the ``group`` of each of some foods."""
        scatter = foods["group"].map(self.scatter).fillna(self.usual_scatter)
        return np.asarray(scatter, np.float64)


@dataclass(frozen=True)
class ReadingsOfGroup:
    """The readings of one component in one food group."""

    rows: npt.NDArray[np.intp]
    same: Mapping[str, Floats]
    """For each effect of `KIN` and `APART`, 1 where two readings share it, else 0."""

    def kin(self, variances: Variances) -> Floats:
        """Return the covariance of what readings share by what the foods are."""
        shared = [variances.of_effect[effect] * self.same[effect] for effect in KIN]
        return np.asarray(sum(shared))

    def apart(self, variances: Variances, deviation: Floats) -> Floats:
        """Return the covariance that goes with the scatter of the group."""
        scale = np.outer(deviation[self.rows], deviation[self.rows])
        shared = [variances.of_effect[effect] * self.same[effect] for effect in APART]
        return np.asarray(scale * sum(shared))


@dataclass(frozen=True)
class ReadingsOfComponent:
    """The readings of one component."""

    keys: pd.DataFrame
    log: Floats
    below: npt.NDArray[np.bool_]
    inflation: Floats
    extra: Floats
    groups: Sequence[ReadingsOfGroup]
    of_laboratory: Floats
    """A column for each laboratory, 1 in its readings."""

    def inverse(self, variances: Variances, noise: Floats) -> Floats:
        """Return the inverse of the covariance of the readings, each with its own noise."""
        deviation = np.sqrt(variances.scatter_of(self.keys))
        blocks = [
            (
                group.rows,
                group.kin(variances)
                + group.apart(variances, deviation)
                + np.diag(noise[group.rows]),
            )
            for group in self.groups
        ]
        # Groups share but the level of the component, and laboratories.
        level = np.full((len(noise), 1), math.sqrt(LEVEL_VARIANCE))
        laboratory = math.sqrt(variances.of_effect["laboratory"]) * self.of_laboratory
        return block_inverse(blocks, np.hstack([level, laboratory]))

    def noise(self, variances: Variances) -> Floats:
        """Return the variance that each reading has by itself."""
        return self.inflation * variances.scatter_of(self.keys) + self.extra


def readings_of_component(keys: pd.DataFrame) -> ReadingsOfComponent:
    """Gather the readings of one component, as `estimator.composition.hierarchy.fit` has them."""
    # Samples of which it is not known where they are from share no region.
    region = keys["sample_region"].where(keys["sample_region"] != "", keys.index.astype(str))
    named = keys.assign(
        region=keys["group"] + "|" + region,
        laboratory_of_group=keys["laboratory"] + "|" + keys["group"],
    )
    return ReadingsOfComponent(
        keys,
        keys["log"].to_numpy(np.float64),
        keys["below"].to_numpy(np.bool_),
        keys["inflation"].to_numpy(np.float64),
        keys["extra"].to_numpy(np.float64),
        [
            ReadingsOfGroup(
                np.asarray(rows, np.intp),
                {effect: shared_by(*[named[effect].iloc[rows]] * 2) for effect in (*KIN, *APART)},
            )
            for rows in keys.groupby("group").indices.values()
        ],
        pd.get_dummies(keys["laboratory"]).to_numpy(np.float64),
    )


def shared_by(left: "pd.Series[Any]", right: "pd.Series[Any]") -> Floats:
    """Return 1 where one of the left is the same as one of the right, else 0."""
    codes, _ = pd.factorize(np.concatenate([left.to_numpy(object), right.to_numpy(object)]))
    same: Floats = (codes[: len(left), None] == codes[None, len(left) :]).astype(np.float64)
    return same
