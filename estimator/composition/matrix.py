"""The composition table as arrays: what one gram of each food brings.

Rows are items, the foods first and the supplements after them; columns are the components.
Everything the formula needs is looked up once, here, so that an estimate is a matrix product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from estimator.components import COMPONENTS, PHYLLOQUINONE
from estimator.composition.dishes import Ingredients, parts_of
from estimator.composition.doses import doses_of
from estimator.composition.ranges import interval, shifts
from estimator.composition.shared_errors import SharedErrors
from estimator.composition.statuses import (
    ANALYSED_STATUSES,
    KNOWN_STATUSES,
    PREDICTED_STATUSES,
    free_of_k2,
    part_of_mean,
)
from estimator.pandas_on_use import pd

NATTO_FOODS: Final = frozenset(
    {"natto", "natto-hikiwari", "natto-black-bean", "natto-hama", "douchi", "cheonggukjang"}
)
"""Natto and its kin, soy fermented by Bacillus: told apart because they outweigh all else."""
RANGED: Final = ("mean", "variance", "low_shift", "high_shift")
"""What the estimate of a food and its range are made of."""


@dataclass(frozen=True, eq=False)
class CompositionMatrix:
    """The composition of foods and supplements, for one region.

    Attributes
    ----------
    row_of : mapping of str to int
        Row of each item by its id: foods first, then supplements.
    mean : ndarray of float64, shape (foods, components)
        Content [µg/g]; 0 where not known.
    variance : ndarray of float64, shape (foods, components)
        Variance of the content of the food somebody actually eats [(µg/g)²].
    low_shift, high_shift : ndarray of float64, shape (foods, components)
        How far the ends of the food's own range lie above those of a lognormal with that
        mean and variance, squared, with their sign [(µg/g)²].
    shared : SharedErrors
        What of that variance foods have in common.
    known : ndarray of bool, shape (foods, components)
        Whether the content is known, so that the food counts as covered.
    analysed, predicted : ndarray of float64, shape (foods, components)
        How much of the mean rests on analyses of the food, and how much is predicted
        from other foods [µg/g]; the rest is borrowed. See `part_of_mean`.
    k2_free : ndarray of bool, shape (foods,)
        Whether the food is known, or taken, to hold no menaquinone at all; such
        a food says nothing about how well a diet is covered.
    is_natto : ndarray of bool, shape (foods,)
        Whether the food counts as natto or its kin.
    dose : ndarray of float64, shape (supplements, components)
        Content of one unit by label [µg].
    components : tuple of str
        The component of each column.
    dishes : ndarray of int64, shape (dishes,)
        The rows of the foods that are made of others by a recipe, in order.
    parts : ndarray of float64, shape (dishes, foods)
        Grams of each food that is no dish in one gram of each dish as it is eaten
        [g/g]. The rows of dishes above follow from it and are for showing a dish by
        itself; the formula goes back to the parts.
    """

    row_of: Mapping[str, int]
    mean: npt.NDArray[np.float64]
    variance: npt.NDArray[np.float64]
    low_shift: npt.NDArray[np.float64]
    high_shift: npt.NDArray[np.float64]
    shared: SharedErrors
    known: npt.NDArray[np.bool_]
    analysed: npt.NDArray[np.float64]
    predicted: npt.NDArray[np.float64]
    k2_free: npt.NDArray[np.bool_]
    is_natto: npt.NDArray[np.bool_]
    dose: npt.NDArray[np.float64]
    components: tuple[str, ...] = COMPONENTS
    dishes: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    parts: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    @property
    def items(self) -> tuple[str, ...]:
        """The id of each row."""
        return tuple(self.row_of)

    @property
    def n_foods(self) -> int:
        """How many rows are foods."""
        return len(self.mean)

    @property
    def counts(self) -> npt.NDArray[np.bool_]:
        """Whether a food counts in the coverage of a component, shaped as ``known``."""
        # A food free of K2 can be rich in K1.
        counts = np.repeat(~self.k2_free[:, None], len(self.components), axis=1)
        counts[:, [component == PHYLLOQUINONE for component in self.components]] = True
        return counts

    @cached_property
    def ingredients(self) -> Ingredients:
        """The recipes of the dishes, entry by entry, without what brings nothing, as water."""
        figures = np.hstack([self.counts, *(getattr(self, name) for name in RANGED)])
        brings: npt.NDArray[np.bool_] = np.any(figures, axis=1)
        return Ingredients.of(self.dishes, self.parts, brings)

    def with_ingredients(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return some rows, in order, and those of the ingredients of the dishes among them."""
        wanted = np.zeros(len(self.row_of), np.bool_)
        wanted[rows] = True
        wanted[self.ingredients.food[wanted[self.ingredients.dish]]] = True
        return np.flatnonzero(wanted)

    def taken_apart(self, grams: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Put the ingredients of dishes in the place of the dishes.

        Parameters
        ----------
        grams : ndarray of float64, shape (..., foods)
            Grams of each food [g].
        """
        apart = grams.copy()
        apart[..., self.dishes] = 0.0
        return apart + grams[..., self.dishes] @ self.parts

    def without_natto(self) -> CompositionMatrix:
        """Return the matrix as if natto held nothing and did not count, in dishes neither."""
        natto = self.is_natto[:, None]
        figures: dict[str, Any] = {
            name: np.where(natto, 0.0, getattr(self, name))
            for name in ("analysed", "predicted", *RANGED)
        }
        return replace(
            self,
            k2_free=self.k2_free | self.is_natto,
            shared=self.shared.without(self.is_natto),
            **figures,
        )

    def without_phylloquinone(self) -> CompositionMatrix:
        """Return the matrix of the menaquinones and their total alone."""
        return self._without_phylloquinone

    @cached_property
    def _without_phylloquinone(self) -> CompositionMatrix:
        # Most estimates ask for it.
        keep = slice(0, COMPONENTS.index(PHYLLOQUINONE))
        columns: dict[str, Any] = {
            name: getattr(self, name)[:, keep]
            for name in ("known", "analysed", "predicted", "dose", *RANGED)
        }
        shared = self.shared.of_components(keep)
        return replace(self, components=self.components[keep], shared=shared, **columns)

    def variance_of_sums(self, grams: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the variance of sums over foods [µg²], shape (sums, components).

        Parameters
        ----------
        grams : ndarray of float64, shape (sums, foods)
            Grams of each food, dishes taken apart [g].
        """
        own = self.shared.own_variance(self.variance)
        effects = grams @ self.shared.loading
        return grams**2 @ own + effects**2 @ self.shared.of_component(own.shape[1])

    def range_of(
        self, row: int | npt.NDArray[np.int64], column: int | slice, grams: npt.ArrayLike
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return the 5th and 95th percentile of what amounts of single foods hold [µg].

        Parameters
        ----------
        row : int or ndarray of int64
        column : int or slice
        grams : float or ndarray of float64
            Known for sure [g].
        """
        mean, *squares = (getattr(self, name)[row, column] for name in RANGED)
        weight = np.asarray(grams, np.float64)
        return interval(mean * weight, *(square * weight**2 for square in squares))

    @classmethod
    def from_frame(
        cls,
        composition: pd.DataFrame,
        supplements: Mapping[str, Mapping[str, float]] | None = None,
        shared_errors: pd.DataFrame | None = None,
        dishes: pd.DataFrame | None = None,
    ) -> CompositionMatrix:
        """Make the matrix of any frame with the columns of ``composition.csv``.

        Parameters
        ----------
        composition : DataFrame
            One row per food and component, of one region: ``food_id``,
            ``component``, ``value_ug_per_100g`` [µg/100 g], ``sd_log`` and
            ``status``. A row that is missing means not known. ``low_ug_per_100g`` and
            ``high_ug_per_100g`` [µg/100 g], where there are such columns, are its range.
        supplements : mapping of str to mapping of str to float, optional
            Content of one unit by component [µg], by id of the supplement.
        shared_errors : DataFrame, optional
            One row per food, component and effect, of the same region: ``food_id``,
            ``component``, ``effect`` and ``sd_log``; by default each food varies on its own.
        dishes : DataFrame, optional
            The recipes of dishes, with the columns of ``dishes.csv``. What their cells say
            gives way to their ingredients.

        Notes
        -----
        A lognormal with mean m and spread s on the log scale has the variance
        m²·(exp(s²) - 1).
        """
        supplements = supplements or {}
        food, foods = pd.factorize(composition["food_id"])
        cell = food, pd.Index(COMPONENTS).get_indexer(pd.Index(composition["component"]))
        content = composition["value_ug_per_100g"].to_numpy(np.float64) / 100
        spread = np.nan_to_num(composition["sd_log"].to_numpy(np.float64))
        mean, variance = np.zeros((2, len(foods), len(COMPONENTS)))
        known = np.zeros(mean.shape, np.bool_)
        mean[cell] = np.nan_to_num(content)
        variance[cell] = mean[cell] ** 2 * np.expm1(spread**2)
        ends = np.full((2, *mean.shape), np.nan)
        for end, name in zip(ends, ("low_ug_per_100g", "high_ug_per_100g"), strict=True):
            if name in composition:
                # Of what only a ceiling is known of nothing is counted, nor is the ceiling.
                end[cell] = np.where(np.isnan(content), np.nan, composition[name] / 100)
        low_shift, high_shift = shifts(mean, variance, *ends)
        known[cell] = composition["status"].isin(KNOWN_STATUSES) & ~np.isnan(content)
        status = np.full(mean.shape, "unknown", "object")
        status[cell] = composition["status"]
        row_of = {str(item): row for row, item in enumerate((*foods, *supplements))}
        shared = SharedErrors.none(len(foods))
        if shared_errors is not None:
            in_table = dict(list(row_of.items())[: len(foods)])
            shared = SharedErrors.from_frame(shared_errors, in_table, mean)
        plain = cls(
            row_of=row_of,
            mean=mean,
            variance=variance,
            low_shift=low_shift,
            high_shift=high_shift,
            shared=shared,
            known=known,
            analysed=part_of_mean(mean, np.isin(status, ANALYSED_STATUSES)),
            predicted=part_of_mean(mean, np.isin(status, PREDICTED_STATUSES)),
            k2_free=free_of_k2(mean, known),
            is_natto=np.isin(foods.to_numpy(), list(NATTO_FOODS)),
            dose=doses_of(supplements),
            parts=np.zeros((0, len(foods))),
        )
        if dishes is None:
            return plain
        rows, parts = parts_of(dishes, row_of, len(foods))
        return plain.with_dishes(rows, parts)

    def with_dishes(
        self, dishes: npt.NDArray[np.int64], parts: npt.NDArray[np.float64]
    ) -> CompositionMatrix:
        """Return the matrix in which some of its foods are made of others.

        Parameters
        ----------
        dishes : ndarray of int64, shape (dishes,)
            Rows, in order, that are no dishes yet.
        parts : ndarray of float64, shape (dishes, foods)
            Grams of each food that is no dish in one gram of each [g/g].
        """
        loading = self.shared.loading.copy()
        loading[dishes] = parts @ self.shared.loading
        figures: dict[str, Any] = {
            "mean": parts @ self.mean,
            "variance": self.variance_of_sums(parts),
            "low_shift": parts**2 @ self.low_shift,
            "high_shift": parts**2 @ self.high_shift,
            "known": parts @ (self.counts & ~self.known) == 0,
            "analysed": parts @ self.analysed,
            "predicted": parts @ self.predicted,
            "k2_free": parts @ ~self.k2_free == 0,
            "is_natto": np.zeros(len(dishes), np.bool_),
        }
        for name, rows in figures.items():
            whole = getattr(self, name).copy()
            whole[dishes] = rows
            figures[name] = whole
        return replace(
            self,
            shared=replace(self.shared, loading=loading),
            dishes=np.concatenate([self.dishes, dishes]),
            parts=np.concatenate([self.parts, parts]),
            **figures,
        )
