"""Columns to multiply by, each distinct one once: components have many in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """The distinct columns of tables that stand side by side.

    Attributes
    ----------
    figures : ndarray of float64, shape (rows, distinct columns)
        Without a column of nothing.
    places : tuple of slice or ndarray of int64
        Of each table, which column of ``figures`` each of its columns is; one of nothing is in
        the place after the last.
    """

    figures: _Floats
    places: tuple[slice | npt.NDArray[np.int64], ...]

    @classmethod
    def of(cls, tables: _Floats, widths: Sequence[int], *, find: bool = True) -> "Columns":
        """Find them; or take all as they are, as for a few sums that is quicker.

        Parameters
        ----------
        tables : ndarray of float64
        widths : sequence of int
            How many columns each table has.
        find : bool

        Examples
        --------
        >>> found = Columns.of(np.array([[1.0, 0.0, 2.0, 1.0, 2.0]]), [2, 3])
        >>> found.figures, [places.tolist() for places in found.places]
        (array([[1., 2.]]), [[0, 2], [1, 0, 1]])
        """
        ends = list(accumulate(widths))
        parts = [slice(end - width, end) for end, width in zip(ends, widths, strict=True)]
        if not find:
            return cls(tables, tuple(parts))
        columns = [column.tobytes() for column in tables.T]
        nothing = bytes(tables[:, 0].nbytes)
        distinct = [column for column in dict.fromkeys(columns) if column != nothing]
        place_of = {column: place for place, column in enumerate([*distinct, nothing])}
        place = np.array([place_of[column] for column in columns], np.int64)
        figures = np.frombuffer(b"".join(distinct)).reshape(len(distinct), len(tables))
        return cls(np.ascontiguousarray(figures.T), tuple(place[part] for part in parts))

    def taken_from(self, sums: _Floats) -> list[_Floats]:
        """Return for each table what came of its columns, of what came of ``figures``.

        Parameters
        ----------
        sums : ndarray of float64
            With a column more than ``figures``, of nothing. No one else is to use it: what is
            returned may be a part of it.
        """
        return [sums[:, places] for places in self.places]
