"""How much of each item each person ate in each period.

A table of all items is the quickest to multiply by their composition, though
most people eat few of them; it is made in strips of person-periods, so that its
size is bounded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from estimator.calculation.amount_spread import spreads_of
from estimator.calculation.coded_records import CodedRecords
from estimator.calculation.codes import CodedValues, Codes, Ints, narrowed, row_blocks
from estimator.calculation.item_columns import ItemColumns
from estimator.calculation.person_periods import Broadcast, PersonPeriods, occurring
from estimator.composition.matrix import CompositionMatrix

Floats: TypeAlias = npt.NDArray[np.float64]

STRIP_CELLS: Final = 1 << 18
"""Cells (person-period × item) multiplied at a time: few enough for the processor's cache."""

TABLE_CELLS: Final = 1 << 25
"""Cells tabulated at a time where the records are in no order: few enough for memory."""

_SUMMED: Final = 1 << 22
"""So many records are summed at a time."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Where in a table each record belongs: the cells are numbered row by row.

    Attributes
    ----------
    row : CodedValues
        The first cell of its person-period; what has a greater code is never before it.
    column : CodedValues
    """

    row: CodedValues
    column: CodedValues

    def at(self, records: slice) -> Codes:
        """Return the cell of some records."""
        cells = self.row.at(records)
        cells += self.column.at(records)
        return cells

    def all(self) -> Codes:
        """Return the cell of every record."""
        return self.at(slice(None))

    def in_order(self, order: Ints) -> "Cells":
        """Return those of the records in another order."""
        return Cells(
            *(CodedValues(one.of_code, one.code[order]) for one in (self.row, self.column))
        )


@dataclass(frozen=True, eq=False)
class QuantityTable:
    """Quantity of each item in each person-period, as a sparse table.

    Attributes
    ----------
    columns : ItemColumns
        The items that may have been eaten.
    first_of_person : ndarray of int64
        The person-period where each person begins.
    n_periods : int
        How many person-periods there are; each has a record.
    cell : Cells
        Of each record: the person-period × ``len(items)`` + column of the item.
    quantity : ndarray of float64
        Of each record, grams of a food [g] or units of a supplement.
    amount_kind : ndarray of int, optional
        Of each record, its place in `estimator.measures.amount_kinds.AMOUNT_KINDS`; None where
        amounts are taken as exact.
    """

    columns: ItemColumns
    first_of_person: Ints
    n_periods: int
    cell: Cells
    quantity: Floats
    amount_kind: Codes | None = None

    @property
    def items(self) -> Ints:
        """The row of the composition matrix of each column."""
        return self.columns.items

    @classmethod
    def from_records(
        cls,
        records: CodedRecords,
        periods: PersonPeriods,
        of_row: Broadcast,
        matrix: CompositionMatrix,
        *,
        amounts: bool = True,
    ) -> "QuantityTable":
        """Place food records in the table of person-periods by items.

        Parameters
        ----------
        amounts : bool
            Whether it counts how sure amounts are.
        """
        width = len(records.items)
        row = of_row(narrowed(np.arange(len(periods)) * width, len(periods) * width))
        columns = ItemColumns.of(records.items, records.item, len(periods), matrix)
        item = records.item
        # No record is without an item, so the column of that doesn't matter.
        column_of = np.append(np.argsort(columns.items), 0).astype(np.int32)
        column = CodedValues(column_of.take(item.of_code), item.code)
        return cls(
            columns,
            periods.first_of_person,
            len(periods),
            Cells(row, column),
            records.quantity,
            records.amount_kind if amounts else None,
        )

    def variance_strips(self) -> Iterator[tuple[slice, Floats]]:
        """Yield the strips of `strips` with the variance of each quantity [g²]; none if exact."""
        if self.amount_kind is None:
            return
        of_all, of_each = spreads_of(self.amount_kind)
        lasting = replace(self, quantity=self.quantity * of_all)
        each = replace(self, quantity=self.quantity**2 * of_each)
        for (periods, together), (_, apart) in zip(lasting.strips(), each.strips(), strict=True):
            yield periods, np.square(together, out=together) + apart

    def only(self, period: int) -> "QuantityTable":
        """Return the table of one person-period."""
        width = max(len(self.items), 1)
        eaten = self.cell.row.all() == period * width
        column = self.cell.column.all()[eaten]
        row = CodedValues(np.zeros(1, np.int64), np.zeros(len(column), np.int64))
        cell = Cells(row, CodedValues(np.arange(width), column))
        kind = None if self.amount_kind is None else self.amount_kind[eaten]
        first = np.zeros(1, np.int64)
        return QuantityTable(self.columns, first, 1, cell, self.quantity[eaten], kind)

    def strips(
        self, strip_cells: int = STRIP_CELLS, table_cells: int = TABLE_CELLS
    ) -> Iterator[tuple[slice, Floats]]:
        """Yield person-periods, in order, and their quantities in a column for each of ``items``.

        A strip is used no more once the next is asked for, and may be changed.

        Parameters
        ----------
        strip_cells, table_cells : int
            See `tables`.
        """
        for table in self.tables(strip_cells, table_cells):
            yield from table()

    def tables(
        self, strip_cells: int = STRIP_CELLS, table_cells: int = TABLE_CELLS
    ) -> list[Callable[[], Iterator[tuple[slice, Floats]]]]:
        """Return what yields the `strips` of each table, in order.

        Records in the order of time, or at least of person, are tabulated
        strip by strip; others in tables as large as memory allows, to spare
        sorting them.

        Parameters
        ----------
        strip_cells, table_cells : int
            Largest size of a strip and of a table; one person, or one period,
            is never parted.
        """
        width = max(len(self.items), 1)
        height = max(1, strip_cells // width)
        cell, quantity, bounds, edges = self._together(height, max(height, table_cells // width))

        def strips_of(first: int, stop: int, records: slice) -> Iterator[tuple[slice, Floats]]:
            place = cell.at(records)
            place -= first * width
            size = (stop - first) * width
            table = _summed(place, quantity[records], size).reshape(stop - first, width)
            for top in range(0, len(table), height):
                strip = table[top : top + height]
                yield slice(first + top, first + top + len(strip)), strip

        return [
            partial(strips_of, first, stop, slice(begin, end))
            for (first, stop), (begin, end) in zip(pairwise(bounds), pairwise(edges), strict=True)
        ]

    def _together(
        self, height: int, table_height: int
    ) -> tuple[Cells, Floats, list[int], list[int]]:
        """Return records that are together table by table, and where each table begins."""
        steps = np.arange(0, self.n_periods, height)
        by_person = np.searchsorted(self.first_of_person, steps, side="right") - 1
        for firsts in (steps, np.unique(self.first_of_person.take(by_person))):
            bounds = np.append(firsts, self.n_periods)
            edges = self._edges(bounds)
            if edges is not None:
                return self.cell, self.quantity, bounds.tolist(), edges.tolist()
        bounds = np.append(np.arange(0, self.n_periods, table_height), self.n_periods)
        if len(bounds) == 2:
            return self.cell, self.quantity, bounds.tolist(), [0, len(self.quantity)]
        row = self.cell.row
        table = row.of_code // (table_height * max(len(self.items), 1))
        # Numpy sorts small whole numbers in linear time.
        table = CodedValues(table.astype(np.min_scalar_type(len(bounds))), row.code).all()
        order = table.argsort(kind="stable")
        edges = np.searchsorted(table[order], np.arange(len(bounds)))
        return self.cell.in_order(order), self.quantity[order], bounds.tolist(), edges.tolist()

    def _edges(self, bounds: Ints) -> Ints | None:
        """Return the first record of each table; None if the records are not in that order."""
        row, code = self.cell.row.of_code, self.cell.row.code
        first_cells = (bounds * max(len(self.items), 1)).astype(row.dtype)
        limits = np.searchsorted(row, first_cells).astype(code.dtype)
        edges = np.searchsorted(code, limits)
        if edges[0] > 0 or edges[-1] < len(code) or (np.diff(edges) < 1).any():
            return None
        if len(code):
            if (np.minimum.reduceat(code, edges[:-1]) < limits[:-1]).any():
                return None
            if (np.maximum.reduceat(code, edges[:-1]) >= limits[1:]).any():
                return None
        return edges

    def amounts(self) -> tuple[Ints, Ints, Floats, Floats]:
        """Return the person-period, matrix row, quantity and its variance of each item eaten.

        By person-period, and then by row.
        """
        period, item, place = self._occurring()
        quantity, variance = _summed(place, self.quantity, len(item)), self.lasting_variance()
        if self.amount_kind is not None:
            _, of_each = spreads_of(self.amount_kind)
            variance += _summed(place, self.quantity**2 * of_each, len(item))
        return period, item, quantity, variance

    def lasting_variance(self) -> Floats:
        """Return the variance of each quantity of `amounts` that is the same in all uses [g²]."""
        _, item, place = self._occurring()
        if self.amount_kind is None:
            return np.zeros(len(item))
        of_all, _ = spreads_of(self.amount_kind)
        return _summed(place, self.quantity * of_all, len(item)) ** 2

    def _occurring(self) -> tuple[Ints, Ints, Codes]:
        """Return person-period and matrix row of what was eaten, and where each record is there."""
        width = max(len(self.items), 1)
        cells, _, of_row = occurring(self.cell.all(), self.n_periods * width)
        period, item = cells // width, self.items.take(cells % width)
        order = np.lexsort((item, period))
        return period[order], item[order], of_row(np.argsort(order)).all()


def _summed(place: Codes, quantity: Floats, size: int) -> Floats:
    # Without any record bincount counts in whole numbers; places it copies to 64 bits.
    first, *others = row_blocks(max(len(place), 1), max(_SUMMED, size))
    summed = np.bincount(place[first], quantity[first], size)
    for rows in others:
        summed += np.bincount(place[rows], quantity[rows], size)
    return summed.astype(np.float64, copy=False)
