"""How much of each item each person ate in each period.

A table of all items is the quickest to multiply by their composition, though
most people eat few of them; it is made in strips of person-periods, so that its
size is bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from estimator.food_records import FoodRecords, Ints
from estimator.person_periods import renumber

Floats: TypeAlias = npt.NDArray[np.float64]

STRIP_CELLS: Final = 1 << 15
"""Cells (person-period × item) multiplied at a time: few enough for the processor's cache."""

TABLE_CELLS: Final = 1 << 25
"""Cells tabulated at a time where the records are in no order: few enough for memory."""


@dataclass(frozen=True, eq=False)
class Eaten:
    """Quantity of each item in each person-period.

    Attributes
    ----------
    items : ndarray of int64
        Rows of the composition matrix that occur, in order.
    n_periods : int
        How many person-periods there are.
    cell : ndarray of int64
        Of each record, the person-period × ``len(items)`` + place of the item.
    quantity : ndarray of float64
        Of each record, grams of a food [g] or units of a supplement.
    """

    items: Ints
    n_periods: int
    cell: Ints
    quantity: Floats

    @classmethod
    def from_records(
        cls, records: FoodRecords, period_of_row: Ints, n_periods: int, n_items: int
    ) -> "Eaten":
        """Place food records in the table of person-periods by items."""
        items, _, place = renumber(records.item, n_items)
        cell = period_of_row * len(items)
        cell += place
        return cls(items, n_periods, cell, records.quantity)

    def strips(
        self, strip_cells: int = STRIP_CELLS, table_cells: int = TABLE_CELLS
    ) -> Iterator[tuple[slice, Floats]]:
        """Yield person-periods, in order, and their quantities in a column for each of ``items``.

        Records in the order of person and time are tabulated strip by strip;
        others in tables as large as memory allows, to spare sorting them.

        Parameters
        ----------
        strip_cells, table_cells : int
            Largest size of a strip and of a table.
        """
        width = max(len(self.items), 1)
        cell, quantity = self.cell, self.quantity
        strip_height = max(1, strip_cells // width)
        for height in (strip_height, max(strip_height, table_cells // width)):
            table_of_row = cell // (height * width)
            if in_order := bool((table_of_row[1:] >= table_of_row[:-1]).all()):
                break
        n_tables = -(-self.n_periods // height)
        if not in_order:
            # Numpy sorts small whole numbers in linear time.
            order = table_of_row.astype(np.min_scalar_type(n_tables)).argsort(kind="stable")
            table_of_row, cell, quantity = table_of_row[order], cell[order], quantity[order]
        edges = np.searchsorted(table_of_row, np.arange(n_tables + 1))
        for number, (begin, end) in enumerate(pairwise(edges.tolist())):
            first = number * height
            n_rows = min(height, self.n_periods - first)
            table = _summed(cell[begin:end] - first * width, quantity[begin:end], n_rows * width)
            table = table.reshape(n_rows, width)
            for top in range(0, n_rows, strip_height):
                strip = table[top : top + strip_height]
                yield slice(first + top, first + top + len(strip)), strip

    def amounts(self) -> tuple[Ints, Ints, Floats]:
        """Return the person-period, matrix row and quantity of each item eaten."""
        width = max(len(self.items), 1)
        cells, _, place = renumber(self.cell, self.n_periods * width)
        quantity = _summed(place, self.quantity, len(cells))
        return cells // width, self.items.take(cells % width), quantity


def _summed(place: Ints, quantity: Floats, size: int) -> Floats:
    # Without any record bincount counts in whole numbers.
    return np.bincount(place, quantity, size).astype(np.float64, copy=False)
