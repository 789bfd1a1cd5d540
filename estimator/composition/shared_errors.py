"""What the errors of foods have in common, and what it does to the range of a sum.

If a laboratory read too high it did so in each cheese that it analysed, and if a subgroup was
predicted too low all of its foods were. ``shared_errors.csv`` says how much of each such effect
is in a cell, as a standard deviation on the log scale. Here it becomes a loading [µg/g]: by so
much the content of a food moves with the effect. In a sum the loadings of an effect add up
before they are squared, the rest of each food's variance stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from estimator.components import COMPONENTS
from estimator.foods.data_package import FOOD_DATA, column_types, read_trusted_table
from estimator.pandas_on_use import pd

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SharedErrors:
    """The effects that foods share, for one region.

    Attributes
    ----------
    loading : ndarray of float64, shape (foods, effects)
        How much of the standard deviation of each food's content goes with each effect
        [µg/g]. An effect is of one component; those of different components are never
        added to each other.
    component : ndarray of int64, shape (effects,)
        The column of the component of each effect.
    """

    loading: _Floats
    component: npt.NDArray[np.int64]

    @classmethod
    def none(cls, n_foods: int) -> SharedErrors:
        """Return errors of which foods share none."""
        return cls(np.zeros((n_foods, 0)), np.zeros(0, np.int64))

    @classmethod
    def from_frame(
        cls, table: pd.DataFrame, row_of: Mapping[str, int], mean: _Floats
    ) -> SharedErrors:
        """Make it of any frame with the columns of ``shared_errors.csv``, of one region.

        Parameters
        ----------
        table : DataFrame
            ``food_id``, ``component``, ``effect`` and ``sd_log``.
        row_of : mapping of str to int
            Row of each food; rows of the table whose food is not there are left out.
        mean : ndarray of float64, shape (foods, COMPONENTS)
            Content [µg/g].

        Notes
        -----
        Of two foods with means m and n in which an effect has the spreads s and t, the
        covariance of lognormals is m·n·(exp(s·t) - 1). It is taken as the product of the
        loadings m·√(exp(s²) - 1) and n·√(exp(t²) - 1): the same where s = t, and else never
        less.
        """
        table = table[table["food_id"].isin(row_of.keys())]
        component = pd.Index(COMPONENTS).get_indexer(pd.Index(table["component"]))
        effect, names = pd.factorize(
            pd.MultiIndex.from_arrays([component, table["effect"]]), sort=True
        )
        row = table["food_id"].map(row_of).to_numpy(np.int64)
        loading = np.zeros((len(mean), len(names)))
        spread = table["sd_log"].to_numpy(np.float64)
        loading[row, effect] = mean[row, component] * np.sqrt(np.expm1(spread**2))
        columns = np.array([name[0] for name in names], np.int64)
        return cls(loading, columns)

    def and_foods(self, loading: _Floats) -> SharedErrors:
        """Return the same with more foods after the others."""
        return replace(self, loading=np.concatenate([self.loading, loading]))

    def of_components(self, keep: slice) -> SharedErrors:
        """Return the effects of the components whose columns are kept, from the first on."""
        kept = np.isin(self.component, np.arange(len(COMPONENTS))[keep])
        return SharedErrors(self.loading[:, kept], self.component[kept])

    def without(self, foods: npt.NDArray[np.bool_]) -> SharedErrors:
        """Return the same as if some foods held nothing."""
        return replace(self, loading=np.where(foods[:, None], 0.0, self.loading))

    def of_component(self, n_components: int) -> _Floats:
        """Return which effects are of which component: 1 or 0, shape (effects, components)."""
        is_of: _Floats = (self.component[:, None] == np.arange(n_components)).astype(np.float64)
        return is_of

    def own_variance(self, variance: _Floats) -> _Floats:
        """Return what of the variance of each food is in no effect [(µg/g)²]."""
        shared = self.loading**2 @ self.of_component(variance.shape[1])
        # The table is written to five digits.
        own: _Floats = np.maximum(variance - shared, 0.0)
        return own


@cache
def shared_errors_table() -> pd.DataFrame:
    """Return ``shared_errors.csv``, every region, read on first use; not to be changed."""
    return read_trusted_table(FOOD_DATA / "shared_errors.csv", column_types("shared_errors"))
