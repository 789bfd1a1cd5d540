"""The one answer that would narrow the range of a week most: which kind it was, or what it weighs.

A food of which the kind isn't said ("Blue cheese", of any kind) is as unsure as the table has it;
once the kind is said, for its amount as unsure as that kind is, on average over the kinds. Of an
amount by the slice or the portion, what is the same in all uses of a food goes once that food was
on a scale.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from estimator.calculation.intake import Estimate
from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.ranges import lognormal_interval
from estimator.composition.spread import Z_95
from estimator.foods.items import NO_KIND, Food, Item, says_no_kind
from estimator.foods.plain_rows import plain_rows
from estimator.foods.table import food_table

KIND: Final = "kind"
WEIGHT: Final = "weight"
LEAST_NARROWER: Final = 0.07
"""By which part an answer must narrow the range, on the log scale, to be asked for."""


@dataclass(frozen=True)
class Question:
    """What to find out, and what it would do.

    Attributes
    ----------
    ask : str
        `KIND` or `WEIGHT`.
    item_id : str
        Of the food it is about.
    low_ug, high_ug : float
        The 5th and 95th percentile of the period's K2 as it is [µg].
    low_then_ug, high_then_ug : float
        About what they would be, were the middle the same [µg].
    """

    ask: str
    item_id: str
    low_ug: float
    high_ug: float
    low_then_ug: float
    high_then_ug: float

    @property
    def key(self) -> str:
        """What it is known by where it was put aside."""
        return f"{self.ask}:{self.item_id}"


def next_question(
    week: Estimate,
    items: Mapping[str, Item],
    composition: CompositionMatrix,
    aside: Collection[str] = (),
) -> Question | None:
    """Return the question whose answer narrows the range most; None where none does by much.

    Parameters
    ----------
    week : Estimate
        One period of one person.
    items : mapping of str to Food or Supplement
        By id, all there are.
    composition : CompositionMatrix
        What ``week`` was estimated with.
    aside : collection of str
        Keys of questions that are not to be asked.
    """
    (total,) = week.k2
    mean, low, high = (float(total[f"{name}_ug"]) for name in ("estimate", "low", "high"))
    if not (mean > 0 and 0 < low < high):
        return None
    variance = mean**2 * math.expm1((math.log(high / low) / (2 * Z_95)) ** 2)
    taken = {
        f"{ask}:{item_id}": (ask, item_id, less)
        for ask, item_id, less in _answers(week, items, composition)
    }
    asked = [one for key, one in taken.items() if key not in aside]
    if not asked:
        return None
    ask, item_id, less = max(asked, key=lambda one: one[2])
    (low_then,), (high_then,) = lognormal_interval(
        np.array([mean]), np.array([max(variance - less, 0.0)])
    )
    if math.log(high_then / low_then) > (1 - LEAST_NARROWER) * math.log(high / low):
        return None
    return Question(ask, item_id, low, high, float(low_then), float(high_then))


def _answers(
    week: Estimate, items: Mapping[str, Item], composition: CompositionMatrix
) -> Iterator[tuple[str, str, float]]:
    """Yield what can be asked of which food, and how much variance the answer takes away [µg²]."""
    k2 = composition.components.index(K2_TOTAL)
    for item_id, grams, lasting in week.unsure_amounts():
        row = composition.row_of[item_id]
        mean, variance = composition.mean[row, k2], composition.variance[row, k2]
        yield WEIGHT, item_id, lasting * float(mean**2 + variance)
        kinds = [composition.row_of[kind] for kind in kinds_of(item_id, items)]
        if kinds and mean > 0:
            said = mean**2 * math.expm1(_log_variance(composition, kinds, k2))
            yield KIND, item_id, grams**2 * float(variance - said)


def _log_variance(composition: CompositionMatrix, rows: list[int], column: int) -> float:
    """Return the log-variance of a food of these, on average: of their spread, not of their size.

    A food that holds none is sure.
    """
    mean, variance = composition.mean[rows, column], composition.variance[rows, column]
    relative = np.divide(variance, mean**2, out=np.zeros(len(mean)), where=mean > 0)
    return float(np.log1p(relative).mean())


def kinds_of(item_id: str, items: Mapping[str, Item]) -> list[str]:
    """Return the kinds that a food of which none is said may be; none where it is a kind itself.

    They are the foods of its name ("Gouda"), or those of its subgroup, where it is the one food
    that stands for all of that ("Semi-hard cheese").

    Examples
    --------
    >>> from estimator.foods.table import food_table
    >>> kinds_of("cheese-gouda-unspecified", food_table().items)[:2]
    ['cheese-gouda-young', 'cheese-gouda-medium']
    >>> "cheese-stilton" in kinds_of("cheese-blue-unspecified", food_table().items)
    True
    """
    return [one for one in _kinds_of(item_id) if one in items] if says_no_kind(item_id) else []


@cache
def _kinds_of(item_id: str) -> tuple[str, ...]:
    """Return the kinds that are in the food table: nobody's own food is of a kind."""
    items = food_table().foods
    food = items.get(item_id)
    if food is None:
        return ()
    named = _of_its_name(food)
    if len(named) > 1:
        return named
    kin = [one for one in items.values() if _are_kin(one, food)]
    families = {one.item_id: _of_its_name(one) for one in kin if says_no_kind(one.item_id)}
    if any(len(named) <= 1 for named in families.values()):
        return ()
    alike = {one.item_id for one in kin if one.state == food.state}
    within = [name for name, named in families.items() if alike.issuperset(named)]
    kinds = [one for one in alike if not says_no_kind(one)]
    if len(kinds) <= 1:
        return ()
    # "Gouda" before its ages, and those after all others, as they are that one kind.
    ages = {one for name in within for one in families[name]}
    order = list(items)
    return (*within, *sorted(kinds, key=lambda one: (one in ages, order.index(one))))


def _of_its_name(food: Food) -> tuple[str, ...]:
    begins = food.item_id.partition(NO_KIND)[0]
    return tuple(
        one.item_id
        for one in food_table().foods.values()
        if one.item_id.startswith(begins)
        and not says_no_kind(one.item_id)
        and (one.group, one.state) == (food.group, food.state)
    )


def _are_kin(one: Food, other: Food) -> bool:
    subgroup = _subgroups().get(other.item_id)
    return one != other and subgroup is not None and _subgroups().get(one.item_id) == subgroup


@cache
def _subgroups() -> dict[str, str]:
    return {food.food_id: food.subgroup for food in plain_rows("foods")}
