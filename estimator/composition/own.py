"""What a person's own foods, supplements and recipes hold, beside the food table.

Figures of an own food become cells by the rules of the table, so that one figure
from a label isn't taken for exact. A recipe has no content of its own: it is so
many grams of its ingredients, whose ranges and gaps it inherits.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from estimator.components import COMPONENTS, K2_TOTAL
from estimator.composition.cells import (
    UNKNOWN,
    WIDEST_SD_LOG,
    Cell,
    Cells,
    apportion,
    measured_cell,
)
from estimator.composition.doses import doses_of
from estimator.composition.evidence import shares_by_profile
from estimator.composition.matrix import RANGED, CompositionMatrix
from estimator.composition.ranges import shifts
from estimator.composition.spread import Z_95, learnt_model
from estimator.composition.statuses import (
    ANALYSED_STATUSES,
    KNOWN_STATUSES,
    PREDICTED_STATUSES,
    free_of_k2,
    part_of_mean,
)
from estimator.composition.total_cells import holding_forms, total_cell
from estimator.errors import InputError
from estimator.foods.own_items import (
    OWN_SOURCE,
    Content,
    Ingredient,
    OwnFood,
    OwnItem,
    OwnSupplement,
    Recipe,
)
from estimator.foods.plain_rows import plain_rows

_D = TypeVar("_D", OwnFood, OwnSupplement, Recipe)
_PROVENANCE: Any = {"groups": frozenset({OWN_SOURCE}), "source_ids": frozenset({OWN_SOURCE})}


def personal_matrix(base: CompositionMatrix, items: Sequence[OwnItem]) -> CompositionMatrix:
    """Add a person's own items to the composition of a region.

    Parameters
    ----------
    base : CompositionMatrix
        Foods and supplements of the table, with all ``COMPONENTS``.
    items : sequence of OwnItem
        Every version, in the order they were made; former and removed ones too,
        because entries refer to them.

    Returns
    -------
    CompositionMatrix
        ``base`` with own foods and then recipes after its foods, and own
        supplements after its supplements.

    Raises
    ------
    InputError
        If a recipe weighs nothing, contains itself, or has an ingredient that is
        a supplement or isn't known; the message names the recipe.
    """
    matrix = _with_supplements(base, _of_kind(items, OwnSupplement))
    matrix = _with_own_foods(matrix, _of_kind(items, OwnFood))
    return _with_recipes(matrix, _of_kind(items, Recipe))


def own_food_cells(food: OwnFood) -> Cells:
    """Make the cells of an own food, as the cells of a food of the table are made.

    A component that isn't given is unknown; a K2 total is split into the missing
    forms by the profile of the food, where it has one.
    """
    model = learnt_model()
    per_100_g = 100 / food.basis_g
    cells = dict.fromkeys(COMPONENTS, UNKNOWN)
    for component, content in food.contents.items():
        variance = model.spread.variance(food.group, component)
        cells[component] = _cell(content, per_100_g, variance, model.zero_ceiling)
    cells = apportion(cells, shares_of_profiles().get(food.profile_id, {}), model.spread)
    stated, total = cells[K2_TOTAL], total_cell(cells, [])
    if stated.known and stated.value > total.value:
        # One person states both: what the total has beyond its forms is there, of no known form.
        total = holding_forms(stated, cells)
    cells[K2_TOTAL] = total
    return cells


@cache
def shares_of_profiles() -> Mapping[str, Mapping[str, float]]:
    """Return how each profile splits a K2 total: the share of each form, by profile id."""
    return shares_by_profile(plain_rows("profiles"))


def sd_log_of_range(value: float, low: float, high: float) -> float:
    """Return the spread that a range around a mean stands for.

    Parameters
    ----------
    value, low, high : float
        Mean, 5th and 95th percentile, in one unit; ``low`` may be 0.

    Returns
    -------
    float
        Standard deviation of the logarithm, no wider than ``WIDEST_SD_LOG``.

    Notes
    -----
    With z = ``Z_95``, a lognormal has ln(high/low) = 2·z·s. It never reaches 0,
    so where ``low`` is 0 the spread is the s ≤ z of ln(high/value) = z·s - s²/2.

    Examples
    --------
    >>> round(sd_log_of_range(10.0, 5.0, 20.0), 3), round(sd_log_of_range(10.0, 0.0, 20.0), 3)
    (0.421, 0.496)
    """
    if low > 0:
        return min(math.log(high / low) / (2 * Z_95), WIDEST_SD_LOG)
    return Z_95 - math.sqrt(max(Z_95**2 - 2 * math.log(high / value), 0.0))


def _cell(content: Content, per_100_g: float, variance: float, zero_ceiling: float) -> Cell:
    value, low, high = content.value, content.low, content.high
    if value == 0:
        # Who enters 0 says that there is none; what may hide behind it is what they say.
        ceiling = (high or 0.0) * per_100_g
        return Cell("measured", value=0.0, sd_log=0.0, ceiling=ceiling, **_PROVENANCE)
    # From nothing up to the value itself doesn't say how far a food can stray.
    if low is None or high is None or (low == 0 and high <= value):
        return measured_cell([_Reading(value * per_100_g)], [], variance, zero_ceiling)
    sd_log = sd_log_of_range(value, low, high)
    return Cell("measured", value=value * per_100_g, sd_log=sd_log, ceiling=0.0, **_PROVENANCE)


@dataclass(frozen=True)
class _Reading:
    """One figure given by a person, as a reading of the very food."""

    value: float
    weight: float = 1.0
    region_weight: float = 1.0
    proxy: bool = False
    independent_group: str = OWN_SOURCE
    source_ids: tuple[str, ...] = (OWN_SOURCE,)


def _of_kind(items: Iterable[OwnItem], kind: type[_D]) -> dict[str, _D]:
    return {item.item_id: item.definition for item in items if isinstance(item.definition, kind)}


def _with_supplements(
    matrix: CompositionMatrix, supplements: Mapping[str, OwnSupplement]
) -> CompositionMatrix:
    doses = doses_of({item_id: own.dose_ug for item_id, own in supplements.items()})
    return replace(
        matrix,
        row_of=_rows((*matrix.items, *supplements)),
        dose=np.concatenate([matrix.dose, doses]),
    )


def _with_own_foods(matrix: CompositionMatrix, foods: Mapping[str, OwnFood]) -> CompositionMatrix:
    cells = [[made[name] for name in COMPONENTS] for made in map(own_food_cells, foods.values())]
    shape = len(foods), len(COMPONENTS)
    mean = np.nan_to_num([[cell.value for cell in row] for row in cells]).reshape(shape) / 100
    variance = np.array([[cell.variance for cell in row] for row in cells]).reshape(shape)
    variance = np.nan_to_num(variance) / 100**2
    # As in the table: of what only a ceiling is known of nothing is counted.
    ends = np.full((2, *shape), math.nan)
    for place, row in enumerate(cells):
        for column, cell in enumerate(row):
            if cell.known:
                ends[:, place, column] = cell.low / 100, cell.high / 100
    low_shift, high_shift = shifts(mean, variance, *ends)
    status = np.array([[cell.status for cell in row] for row in cells], "str").reshape(shape)
    known = np.isin(status, KNOWN_STATUSES)
    items = matrix.items
    natto = {items[row] for row in np.flatnonzero(matrix.is_natto)}
    # A brand of natto is described by starting from natto.
    for item_id, food in foods.items():
        if food.copied_from in natto:
            natto.add(item_id)
    return _with_foods(
        matrix,
        foods,
        # What a person enters has its errors to itself.
        loading=np.zeros((len(foods), matrix.shared.loading.shape[1])),
        mean=mean,
        variance=variance,
        low_shift=low_shift,
        high_shift=high_shift,
        known=known,
        analysed=part_of_mean(mean, np.isin(status, ANALYSED_STATUSES)),
        predicted=part_of_mean(mean, np.isin(status, PREDICTED_STATUSES)),
        k2_free=free_of_k2(mean, known),
        is_natto=np.array([item_id in natto for item_id in foods], np.bool_),
    )


def _with_recipes(matrix: CompositionMatrix, recipes: Mapping[str, Recipe]) -> CompositionMatrix:
    n_foods, parts = matrix.n_foods, _parts(matrix, recipes)
    shape = len(recipes), len(COMPONENTS)
    nothing = np.zeros(shape)
    bare = _with_foods(
        matrix,
        recipes,
        loading=np.zeros((len(recipes), matrix.shared.loading.shape[1])),
        **dict.fromkeys(("analysed", "predicted", *RANGED), nothing),
        known=np.zeros(shape, np.bool_),
        **dict.fromkeys(("k2_free", "is_natto"), np.zeros(len(recipes), np.bool_)),
    )
    rows = np.arange(n_foods, bare.n_foods)
    return bare.with_dishes(rows, np.pad(parts, ((0, 0), (0, len(recipes)))))


def _with_foods(
    matrix: CompositionMatrix,
    ids: Iterable[str],
    loading: npt.NDArray[np.float64],
    **rows: npt.NDArray[Any],
) -> CompositionMatrix:
    """Add rows after the foods of a matrix."""
    items, n_foods = matrix.items, matrix.n_foods
    added: dict[str, Any] = {
        name: np.concatenate([getattr(matrix, name), values]) for name, values in rows.items()
    }
    row_of = _rows((*items[:n_foods], *ids, *items[n_foods:]))
    parts = np.pad(matrix.parts, ((0, 0), (0, len(loading))))
    shared = matrix.shared.and_foods(loading)
    return replace(matrix, row_of=row_of, shared=shared, parts=parts, **added)


def _rows(items: Iterable[str]) -> dict[str, int]:
    return {item_id: row for row, item_id in enumerate(items)}


def _parts(matrix: CompositionMatrix, recipes: Mapping[str, Recipe]) -> npt.NDArray[np.float64]:
    """Return the grams of each food in one gram of each recipe, all dishes in it taken apart."""
    parts = np.zeros((len(recipes), matrix.n_foods))
    part_of = dict(zip(recipes, parts, strict=True))
    for item_id in _innermost_first(recipes):
        recipe = recipes[item_id]
        if not recipe.weight_g > 0:
            raise InputError(
                f"Recipe {recipe.name!r} weighs nothing. Give its ingredients amounts above 0."
            )
        for ingredient in recipe.ingredients:
            grams = ingredient.quantity / recipe.weight_g
            if ingredient.item_id in part_of:
                part_of[item_id] += grams * part_of[ingredient.item_id]
            else:
                part_of[item_id][_food_row(matrix, recipe, ingredient)] += grams
    return matrix.taken_apart(parts)


def _innermost_first(recipes: Mapping[str, Recipe]) -> list[str]:
    needs = {
        item_id: [part.item_id for part in recipe.ingredients if part.item_id in recipes]
        for item_id, recipe in recipes.items()
    }
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        name, *others = dict.fromkeys(recipes[item_id].name for item_id in error.args[1])
        through = f", through {', '.join(map(repr, others))}" if others else ""
        raise InputError(
            f"Recipe {name!r} contains itself{through}. "
            "Take the recipe that leads back to it out of the ingredients."
        ) from None


def _food_row(matrix: CompositionMatrix, recipe: Recipe, ingredient: Ingredient) -> int:
    row = matrix.row_of.get(ingredient.item_id)
    if row is not None and row < matrix.n_foods:
        return row
    what = "is not in the food table" if row is None else "is a supplement"
    raise InputError(
        f"An ingredient of recipe {recipe.name!r}, {ingredient.item_id!r}, {what}. "
        "Ingredients are foods, own foods and recipes; replace it or take it out."
    )
