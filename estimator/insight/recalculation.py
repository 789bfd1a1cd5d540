"""The same meals by two versions of the food data: what changes in each week, and by which foods.

Entries keep their grams. A food that one of the versions lacks is one of which that version
knows nothing: it stays in the grams, and is not counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.calculation.intake import Estimate, estimate
from estimator.calculation.quantity_table import Floats
from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.composition.version_differences import LEAST_CHANGE, differ
from estimator.composition.versions import DataVersion
from estimator.foods.own_items import OwnItem, Recipe

_PERIOD: Final = ["person", "period"]
_AMOUNTS: Final = ("estimate_ug", "low_ug", "high_ug", "coverage", "supplement_ug", "analysed")
_ROUNDING: Final = 1e-9
"""So much of an amount is what rounding leaves of nothing."""


@dataclass(frozen=True, eq=False)
class Recalculation:
    """Intake by two versions of the data.

    Attributes
    ----------
    before, after : Estimate
        Of the same records and items, so that their rows are in the same order.
    gone : frozenset of str
        Ids of what was eaten and is not in the later version.
    """

    before: Estimate
    after: Estimate
    gone: frozenset[str]

    def intake(self) -> pd.DataFrame:
        """Return the intake of each period by both versions.

        Returns
        -------
        DataFrame
            One row per person, period and component: ``person``, ``period``, ``component``,
            ``days_logged``; of either version ``estimate_ug_before``, ``low_ug_before``,
            ``high_ug_before``, ``coverage_before``, ``supplement_ug_before``, ``analysed_before``,
            and ``estimate_ug_after`` and so on, as of `Estimate`; ``change_ug`` (from food [µg],
            of what is known) and ``differs`` (whether the estimate does, or by more than
            `LEAST_CHANGE` the range, the coverage, the supplements or what is analysed).
        """
        was, will_be = self.before.intake, self.after.intake
        rows = was[[*_PERIOD, "component", "days_logged"]].copy()
        for name in _AMOUNTS:
            rows[f"{name}_before"], rows[f"{name}_after"] = was[name], will_be[name]
        change = _change(was["estimate_ug"], will_be["estimate_ug"])
        differs = _any_differs(was, will_be, _AMOUNTS) | (change != 0)
        return rows.assign(change_ug=change, differs=differs)

    def by_item(self, components: Sequence[str] = (K2_TOTAL,)) -> pd.DataFrame:
        """Return the foods and supplements that come to something else, dishes taken apart.

        A dish that is not made of the same in both versions stands for itself.

        Parameters
        ----------
        components : sequence of str
            Of which the changes are.

        Returns
        -------
        DataFrame
            One row per person, period, item and component: ``person``, ``period``, ``item``,
            ``source`` ("food" or "supplement"), ``component``, ``quantity`` (grams [g] or
            units), ``ug_before``, ``ug_after`` [µg] (NaN where nothing is known), ``low_ug_...``,
            ``high_ug_...``, ``covered_...`` and ``change_ug``. Over the foods of a period the
            changes of a component add up to that of `intake`.
        """
        was, will_be = (one.contributions(components, apart=True) for one in self._alike())
        amounts = ("ug", "low_ug", "high_ug", "covered")
        change = _change(was["ug"], will_be["ug"])
        differs = _any_differs(was, will_be, amounts) | (change != 0)
        rows: pd.DataFrame = was.loc[differs, [*_PERIOD, "item", "source", "component", "quantity"]]
        for name in amounts:
            for side, one in (("before", was), ("after", will_be)):
                rows[f"{name}_{side}"] = one.loc[differs, name]
        rows["change_ug"] = change[differs]
        return rows.reset_index(drop=True)

    def _alike(self) -> tuple[Estimate, Estimate]:
        """Return both estimates with the dishes alone that are made of the same in both."""
        was, will_be = self.before.parts_of_dishes(), self.after.parts_of_dishes()
        same = frozenset(dish for dish in was if was[dish] == will_be.get(dish))
        return self.before.with_dishes(same), self.after.with_dishes(same)

    def not_there(self) -> "pd.Series[float]":
        """Return the grams of each food eaten that the later version does not have [g]."""
        if not self.gone:
            return pd.Series(dtype="float64")
        eaten = self.after.contributions([K2_TOTAL], apart=True)
        eaten = eaten[eaten["item"].isin(self.gone)]
        grams: pd.Series[float] = eaten.groupby("item")["quantity"].sum()
        return grams


def recalculate(
    frame: pd.DataFrame,
    before: DataVersion,
    after: DataVersion,
    region: str,
    own: Sequence[OwnItem] = (),
    by: str | None = "week",
    amounts: bool = True,
) -> Recalculation:
    """Estimate intake by two versions of the data.

    Parameters
    ----------
    frame : DataFrame
        Food records; see `estimator.calculation.intake.estimate`. An item that neither version
        has is taken for a food of which nothing is known.
    before, after : DataVersion
    region : str
        Where the foods are from.
    own : sequence of OwnItem
        Every version of what the person added, in the order it was made. Own foods are the
        same in both; of a recipe the ingredients may change.
    by : str or None
        The period; see `estimator.calculation.intake.estimate`.
    amounts : bool
        Whether ranges hold how sure the amounts are.

    Raises
    ------
    DataError
        If a table of a version can't be used.
    InputError
        If the records can't be used.
    """
    others = _needed(frame, own) - {item.item_id for item in own}
    was, will_be = (
        estimate(
            frame,
            by,
            region,
            composition=personal_matrix(base, own) if own else base,
            amounts=amounts,
        )
        for base in _matrices(before, after, region, others)
    )
    return Recalculation(was, will_be, others - _items_of(after))


def over_periods(items: pd.DataFrame) -> pd.DataFrame:
    """Sum up what items come to over all periods.

    Parameters
    ----------
    items : DataFrame
        Of `Recalculation.by_item`, of one component.

    Returns
    -------
    DataFrame
        One row per item: ``item``, ``source``, ``quantity`` and ``change_ug``.
    """
    return items.groupby(["item", "source"], as_index=False)[["quantity", "change_ug"]].sum()


def _needed(frame: pd.DataFrame, own: Sequence[OwnItem]) -> frozenset[str]:
    """Return the ids of all that was eaten, and of what own recipes are made of."""
    recipes = (item.definition for item in own if isinstance(item.definition, Recipe))
    parts = (part.item_id for recipe in recipes for part in recipe.ingredients)
    return frozenset((*frame["item"].unique().tolist(), *parts))


@lru_cache(maxsize=16)
def _items_of(version: DataVersion) -> frozenset[str]:
    foods = version.table("composition")["food_id"].unique().tolist()
    return frozenset((*foods, *version.doses()))


@lru_cache(maxsize=16)
def _matrices(
    before: DataVersion, after: DataVersion, region: str, others: frozenset[str]
) -> tuple[CompositionMatrix, CompositionMatrix]:
    """Return the composition by both versions, with the same items in the same order."""
    was, will_be = before.doses(), after.doses()
    foods = sorted((_items_of(before) | _items_of(after) | others) - {*was, *will_be})
    # What a label says is of the product: a version that lacks it says nothing else.
    return (
        _matrix(before, region, foods, {**will_be, **was}),
        _matrix(after, region, foods, {**was, **will_be}),
    )


def _matrix(
    version: DataVersion,
    region: str,
    foods: Sequence[str],
    doses: Mapping[str, Mapping[str, float]],
) -> CompositionMatrix:
    """Return the matrix of just these foods; of those that the version lacks nothing is known."""
    composition = version.composition(region)
    rows = pd.DataFrame({"food_id": foods}).merge(composition, on="food_id", how="left")
    in_order = {item: doses[item] for item in sorted(doses)}
    return CompositionMatrix.from_frame(
        rows.fillna({"component": K2_TOTAL}),
        in_order,
        version.shared_errors(region),
        version.table("dishes"),
    )


def _change(before: "pd.Series[float]", after: "pd.Series[float]") -> Floats:
    """Return how much more is known to be there; what is not known counts as nothing."""
    was, will_be = (one.fillna(0.0).to_numpy(np.float64) for one in (before, after))
    return np.where(np.isclose(was, will_be, rtol=_ROUNDING, atol=0), 0.0, will_be - was)


def _any_differs(
    before: pd.DataFrame, after: pd.DataFrame, names: Sequence[str]
) -> npt.NDArray[np.bool_]:
    pairs = ((before[name], after[name]) for name in names)
    differs: npt.NDArray[np.bool_] = np.any([differ(*pair, LEAST_CHANGE) for pair in pairs], axis=0)
    return differs
