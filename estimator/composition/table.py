"""The composition table that ships with the program, and its matrix for each region.

Both are read on first use.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from estimator import components
from estimator.components import REGIONS
from estimator.composition.dishes import dishes_table
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.matrix_copy import packed, unpacked
from estimator.composition.shared_errors import shared_errors_table
from estimator.errors import DataError, InputError
from estimator.foods.compact_copy import compact_copy
from estimator.foods.data_package import (
    FOOD_DATA,
    column_types,
    read_trusted_table,
    rows_of,
    table_path,
)
from estimator.pandas_on_use import pd

_TABLES: Final = ("composition", "shared_errors", "dishes", "supplements")
"""What the matrix is made of."""


@cache
def composition_matrix(region: str = "world") -> CompositionMatrix:
    """Return the composition table of one region, read on first use.

    Parameters
    ----------
    region : str
        One of `estimator.components.REGIONS`.

    Raises
    ------
    InputError
        If there is no such region.
    DataError
        If ``composition.csv`` is missing.
    """
    check_region(region)
    files = (*map(table_path, _TABLES), Path(components.__file__))
    code = Path(__file__).parent
    return unpacked(
        compact_copy(f"matrix-{region}", files, lambda: packed(_matrix_of(region)), code)
    )


def _matrix_of(region: str) -> CompositionMatrix:
    composition, shared = (
        table[table["region"] == region] for table in (composition_table(), shared_errors_table())
    )
    return CompositionMatrix.from_frame(composition, _supplement_doses(), shared, dishes_table())


def check_region(region: str) -> None:
    """Raise InputError if there is no such region."""
    if region not in REGIONS:
        raise InputError(f"Region {region!r} is not known. Choose one of {', '.join(REGIONS)}.")


@cache
def composition_table() -> pd.DataFrame:
    """Return ``composition.csv``, every region, read on first use; not to be changed.

    Raises
    ------
    DataError
        If the file is missing.
    """
    path = FOOD_DATA / "composition.csv"
    if not path.exists():
        raise DataError(
            f"{path}: the file is missing. Restore it, or build it with "
            "`python -m estimator.composition`."
        )
    return read_trusted_table(path, column_types("composition"))


@cache
def _supplement_doses() -> dict[str, dict[str, float]]:
    table = read_trusted_table(FOOD_DATA / "supplements.csv", column_types("supplements"))
    doses: dict[str, dict[str, float]] = {}
    for row in rows_of(table):
        doses.setdefault(row.supplement_id, {})[row.component] = row.amount_ug_per_unit
    return doses
