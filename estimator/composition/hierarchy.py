"""One model of all readings of a class of components, on the log scale.

The logarithm of a reading is taken as a sum of effects: the component, its food group, subgroup
and food, the region, the laboratory and what the laboratory does to a food group, and a rest.
Every effect is normal around zero. How large each kind of effect is, is learnt from all readings,
the rest for each food group by itself, drawn towards that of all. "Not detected" and "below a
limit" say that the reading lies below, not where.

References
----------
C. E. Rasmussen, C. K. I. Williams (2006), Gaussian Processes for Machine Learning, sections 2.2
and 3.6, for the posterior and for readings below a limit (expectation propagation).

H. Zhou, L. Hu, J. Zhou, K. Lange (2019), MM algorithms for variance components models,
doi:10.1080/10618600.2018.1529601, for the variances.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from estimator.composition.block_inverse import Floats
from estimator.composition.effects import (
    APART,
    KIN,
    LEVEL_VARIANCE,
    LEVELS,
    ReadingsOfComponent,
    Variances,
    readings_of_component,
    shared_by,
)

STEPS: Final = 20
"""Rounds in which limits and variances are worked out in turn; both settle before."""
PRIOR_READINGS: Final = 4.0
"""How many readings the scatter of all groups counts for beside those of a food group."""
MOST_READINGS: Final = 30.0
"""How many readings a food group counts for at most in the scatter of all groups."""
PRIOR_VARIANCE: Final = 0.3
"""Where a variance would lie that nothing is known of; it counts for two effects."""
WIDEST_VARIANCE: Final = 2.7
"""How far readings of one food may lie apart at most."""
N_REGIONS: Final = 4
MEAN_LOG: Final = math.log(0.1)
"""The level of a component nothing is known of [ln µg/100 g]: a usual limit of detection."""

_SMALLEST: Final = 1e-4
_SCATTER: Final = "scatter of "
_FAR: Final = 8.0
"""Standard deviations beyond which a ratio is that of its series."""


@dataclass(frozen=True)
class Posterior:
    """The model of one component given its readings."""

    component: ReadingsOfComponent
    variances: Variances
    weights: Floats
    inverse: Floats

    def predict(self, foods: pd.DataFrame, region: str | None) -> pd.DataFrame:
        """Return where the next reading of foods may lie, by a laboratory not seen so far.

        Parameters
        ----------
        foods : DataFrame
            ``food``, ``subgroup`` and ``group`` of each.
        region : str, optional
            Where the sample is from; None for anywhere.

        Returns
        -------
        DataFrame
            ``mean`` and ``sd`` of the logarithm of the reading [ln µg/100 g], and ``sd_level``,
            what of the spread is not known of the food itself.
        """
        keys, of_effect = self.component.keys, self.variances.of_effect
        cross = np.full((len(foods), len(keys)), LEVEL_VARIANCE)
        for effect in KIN:
            cross += of_effect[effect] * shared_by(foods[effect], keys[effect])
        scatter = self.variances.scatter_of(foods)
        region_variance = of_effect["region"] * scatter
        regions = keys["sample_region"].to_numpy()
        if region is None:
            share = np.where(regions == "", 0.0, 1 / N_REGIONS)
            within = region_variance / N_REGIONS
        else:
            share = (regions == region).astype(np.float64)
            within = region_variance
        cross += np.outer(region_variance, share) * shared_by(foods["group"], keys["group"])
        prior = LEVEL_VARIANCE + sum(of_effect[effect] for effect in KIN) + within
        mean = MEAN_LOG + cross @ self.weights
        level = np.maximum(prior - ((cross @ self.inverse) * cross).sum(axis=1), _SMALLEST)
        next_one = of_effect["laboratory"] + scatter * (1 + of_effect["laboratory_of_group"])
        sd = np.sqrt(level + next_one + region_variance - within)
        return pd.DataFrame({"mean": mean, "sd": sd, "sd_level": np.sqrt(level)}, index=foods.index)


def fit(readings: pd.DataFrame) -> dict[str, Posterior]:
    """Fit the model of one class of components.

    Parameters
    ----------
    readings : DataFrame
        ``component``, ``food``, ``subgroup``, ``group``, ``sample_region`` ("" for not
        known), ``laboratory``, ``log`` [ln µg/100 g], ``below`` (the reading lies below it),
        ``inflation`` (of the scatter, 1 where the very food was analysed) and ``extra``
        (variance beside it).

    Returns
    -------
    dict of str to Posterior
        By component. Components of a class share how large effects are, not the effects.
    """
    parts = {
        str(name): readings_of_component(rows.reset_index(drop=True))
        for name, rows in readings.groupby("component")
    }
    variances = Variances(
        dict.fromkeys((*LEVELS, *APART), PRIOR_VARIANCE),
        dict.fromkeys(sorted(set(readings["group"])), PRIOR_VARIANCE),
        PRIOR_VARIANCE,
    )
    sites = {name: _start(part) for name, part in parts.items()}
    for _ in range(STEPS):
        tops: defaultdict[str, float] = defaultdict(float)
        bottoms: defaultdict[str, float] = defaultdict(float)
        for name, part in parts.items():
            target, site = sites[name]
            noise = part.noise(variances)
            site = np.where(part.below, site, noise)
            inverse = part.inverse(variances, site)
            alpha = inverse @ (target - MEAN_LOG)
            for effect, top, bottom in _pulls(part, variances, alpha, inverse):
                tops[effect] += top
                bottoms[effect] += bottom
            sites[name] = _limits(part, target, site, noise, alpha, np.diag(inverse))
        variances = _next(variances, tops, bottoms)
    return {name: _posterior(part, variances, sites[name]) for name, part in parts.items()}


def _pulls(
    part: ReadingsOfComponent, variances: Variances, alpha: Floats, inverse: Floats
) -> Iterator[tuple[str, float, float]]:
    """Yield for each variance the parts of its likelihood that raise it and that lower it."""
    deviation = np.sqrt(variances.scatter_of(part.keys))
    laboratory = part.of_laboratory.T
    shared = laboratory @ alpha
    yield "laboratory", float(shared @ shared), float(((laboratory @ inverse) * laboratory).sum())
    own = np.where(part.below, 0.0, part.inflation * deviation**2)
    for group in part.groups:
        rows = group.rows
        weight, block = alpha[rows], inverse[np.ix_(rows, rows)]
        for effect in (*KIN, *APART):
            scale = deviation[rows] if effect in APART else np.ones(len(rows))
            scaled, same = scale * weight, group.same[effect]
            yield effect, float(scaled @ same @ scaled), float(scale @ (block * same) @ scale)
        apart = group.apart(variances, deviation)
        top = weight @ apart @ weight + own[rows] @ weight**2
        bottom = (block * apart).sum() + own[rows] @ np.diag(block)
        name = part.keys["group"].iloc[rows[0]]
        yield f"{_SCATTER}{name}", float(top), float(bottom)


def _next(
    variances: Variances, tops: Mapping[str, float], bottoms: Mapping[str, float]
) -> Variances:
    """Return the variances after one step towards the likeliest."""
    of_effect = {}
    for effect, old in variances.of_effect.items():
        top, bottom = tops[effect] + 2 * PRIOR_VARIANCE / old**2, bottoms[effect] + 2 / old
        of_effect[effect] = max(old * math.sqrt(top / bottom), _SMALLEST)
    scatter, k = {}, PRIOR_READINGS
    for group, old in variances.scatter.items():
        # What is shared across groups may pull a group of few readings below nothing.
        top = max(tops[f"{_SCATTER}{group}"], 0.0) + k * variances.usual_scatter / old
        bottom = max(bottoms[f"{_SCATTER}{group}"], 0.0) + k
        scatter[group] = min(max(old * math.sqrt(top / bottom), _SMALLEST), WIDEST_VARIANCE)
    weight = np.array([max(bottoms[f"{_SCATTER}{group}"], 0.0) for group in scatter])
    # A group with very many readings is still one group.
    weight = np.minimum(weight, MOST_READINGS)
    logs = weight @ np.log(list(scatter.values())) + math.log(PRIOR_VARIANCE)
    return Variances(of_effect, scatter, math.exp(logs / (weight.sum() + 1)))


def _posterior(
    part: ReadingsOfComponent, variances: Variances, sites: tuple[Floats, Floats]
) -> Posterior:
    target, site = sites
    site = np.where(part.below, site, part.noise(variances))
    inverse = part.inverse(variances, site)
    return Posterior(part, variances, inverse @ (target - MEAN_LOG), inverse)


def _start(part: ReadingsOfComponent) -> tuple[Floats, Floats]:
    """Return a first guess for readings below a limit: somewhat below it, with a wide variance."""
    return np.where(part.below, part.log - 0.7, part.log), np.ones(len(part.log))


def _limits(
    part: ReadingsOfComponent,
    target: Floats,
    site: Floats,
    noise: Floats,
    alpha: Floats,
    diagonal: Floats,
) -> tuple[Floats, Floats]:
    """Return what readings below a limit say, as figures each with a variance.

    Each is replaced by the figure that changes what the others foretell of it as the limit does.
    """
    others = target - alpha / diagonal
    variance = np.maximum(1 / diagonal - site, _SMALLEST)
    spread = np.sqrt(variance + noise)
    z = (part.log - others) / spread
    ratio = _ratio(z)
    bend = np.maximum(ratio * (z + ratio), 1e-6)
    new_site = np.clip((variance + noise) / bend - variance, noise, 1e4)
    # The figure at which a normal of that variance pulls as much as the limit does.
    new_target = others - ratio / spread * (variance + new_site)
    below = part.below
    mixed = 0.5
    precision = np.where(below, (1 - mixed) / site + mixed / new_site, 1 / site)
    moment = np.where(
        below, (1 - mixed) * target / site + mixed * new_target / new_site, target / site
    )
    return moment / precision, 1 / precision


def _ratio(z: Floats) -> Floats:
    """Return φ(z)/Φ(z) of the standard normal."""
    far = np.minimum(z, -_FAR)
    near = np.maximum(z, -_FAR)
    upper = np.array([math.erfc(-one / math.sqrt(2)) / 2 for one in near])
    density = np.exp(-(near**2) / 2) / math.sqrt(2 * math.pi)
    return np.where(z < -_FAR, -far - 1 / far, density / upper)
