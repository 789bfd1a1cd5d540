"""Columns to multiply by, each distinct one once: components have many in common."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """The distinct columns of several tables.

    Attributes
    ----------
    figures : ndarray of float64, shape (rows, distinct columns)
    places : tuple of ndarray of int64
        Of each table, which column of ``figures`` each of its columns is.
    """

    figures: _Floats
    places: tuple[npt.NDArray[np.int64], ...]

    @classmethod
    def of(
        cls, *tables: npt.NDArray[np.float64] | npt.NDArray[np.bool_], find: bool = True
    ) -> "Columns":
        """Find them; or take all as they are, as for a few sums that is quicker.

        Examples
        --------
        >>> found = Columns.of(np.array([[1.0, 0.0]]), np.array([[False, True, False]]))
        >>> found.figures, [places.tolist() for places in found.places]
        (array([[1., 0.]]), [[0, 1], [1, 0, 1]])
        """
        ends = np.cumsum([table.shape[1] for table in tables])[:-1]
        if not find:
            figures = np.hstack(tables, dtype=np.float64)
            return cls(figures, tuple(np.split(np.arange(figures.shape[1]), ends)))
        columns = np.vstack([table.T for table in tables], dtype=np.float64)
        place_of: dict[bytes, int] = {}
        place = [place_of.setdefault(column.tobytes(), len(place_of)) for column in columns]
        _, first = np.unique(place, return_index=True)
        return cls(np.ascontiguousarray(columns[first].T), tuple(np.split(place, ends)))

    def taken_from(self, sums: _Floats) -> list[_Floats]:
        """Return for each table what came of its columns, of what came of ``figures``."""
        return [sums.take(places, axis=1) for places in self.places]
