"""Versions of the food data: the one in use, and earlier ones to compare it with.

An earlier version is a folder with a ``VERSION`` and the tables of `KEPT_TABLES`, each as
``.csv`` or ``.csv.gz``: what ``food_data/earlier`` keeps, or any copy of ``food_data``.
"""

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd

from estimator.components import COMPONENTS, REGIONS
from estimator.errors import DataError, InputError
from estimator.foods.data_package import FOOD_DATA, column_types, read_trusted_table

READING: Final = ("food_id", "component", "source_id")
"""The columns of the measurements that identify a reading."""
EVIDENCE_COLUMNS: Final = (
    "value_ug_per_100g",
    "low_ug_per_100g",
    "high_ug_per_100g",
    "status",
    "match",
    "region",
    "independent_group",
    "use",
)
"""The columns of the measurements that the composition is built from."""
KEPT_TABLES: Final = {
    "composition": (
        "region",
        "food_id",
        "component",
        "value_ug_per_100g",
        "sd_log",
        "low_ug_per_100g",
        "high_ug_per_100g",
        "status",
    ),
    "shared_errors": ("region", "food_id", "component", "effect", "sd_log"),
    "dishes": ("food_id", "ingredient_id", "grams", "yield_factor"),
    "measurements": (*READING, *EVIDENCE_COLUMNS),
    "foods": ("food_id", "name"),
    "sources": ("source_id", "citation", "year", "doi_or_url", "read_as"),
    "supplements": ("supplement_id", "component", "amount_ug_per_unit"),
}
"""The tables it takes to work out intakes by an earlier version, and to say why they changed.

Each with the columns that are needed of it: others may come and go.
"""
FROM_2026_2: Final = frozenset({"shared_errors", "dishes"})
"""The tables that came later: a version that has none says nothing of it."""
EARLIER: Final = "earlier"
"""The folder in food_data that keeps earlier versions, each in a folder of its name."""
MORE_VERSIONS: Final = "K2_EARLIER_DATA"
"""Names a further folder with a folder for each version, of one's own."""

_VERSION: Final = re.compile(r"(\d{4})\.(\d+)")
_CELL_KEYS: Final = ["region", "food_id", "component"]
_MOST_UG_PER_100G: Final = 1e8
"""All of it."""
_WIDEST_SD_LOG: Final = 5.0


@dataclass(frozen=True)
class DataVersion:
    """One version of the food data."""

    version: str
    """``YYYY.N``"""
    date: str
    """On which it last changed, in ISO form."""
    folder: Path

    @classmethod
    def of(cls, folder: Path) -> "DataVersion":
        """Return the version that a folder holds.

        Raises
        ------
        DataError
            If its ``VERSION`` can't be read.
        """
        try:
            version, date = (folder / "VERSION").read_text(encoding="utf-8").split()
            version_order(version)
        except (OSError, ValueError, InputError) as error:
            raise DataError(
                f"{folder}: VERSION can't be read ({error}). A folder of food data has a file "
                "VERSION such as '2026.1 2026-11-25'."
            ) from error
        return cls(version, date, folder.resolve())

    @property
    def is_current(self) -> bool:
        """Whether it is the version that the program uses."""
        return self.folder == FOOD_DATA

    @property
    def name(self) -> str:
        """What it is called: by its number, a folder elsewhere by its place as well."""
        known = self.is_current or self.folder.parent in _shelves()
        return self.version if known else f"{self.version} in {self.folder}"

    def path(self, name: str) -> Path | None:
        """Return where one of `KEPT_TABLES` is; None where the version has none."""
        paths = [self.folder / f"{name}.csv", self.folder / f"{name}.csv.gz"]
        there = next((path for path in paths if path.exists()), paths[-1])
        return there if there.exists() or name not in FROM_2026_2 else None

    def table(self, name: str) -> pd.DataFrame:
        """Return one of `KEPT_TABLES`, read on first use; not to be changed.

        Empty where it came later than the version.

        Raises
        ------
        DataError
            If it is missing or can't be used.
        """
        path = self.path(name)
        return pd.DataFrame(columns=list(KEPT_TABLES[name])) if path is None else _table(path, name)

    def composition(self, region: str) -> pd.DataFrame:
        """Return the composition of every food, for one region."""
        table = self.table("composition")
        return table[table["region"] == region]

    def shared_errors(self, region: str) -> pd.DataFrame:
        """Return what the errors of foods have in common, for one region."""
        table = self.table("shared_errors")
        return table[table["region"] == region]

    def doses(self) -> dict[str, dict[str, float]]:
        """Return what one unit of each supplement holds by its label [µg], by component."""
        table = self.table("supplements")
        return {
            str(item): dict(zip(rows["component"], rows["amount_ug_per_unit"], strict=True))
            for item, rows in table.groupby("supplement_id", sort=False)
        }


def version_order(version: str) -> tuple[int, int]:
    """Return the sort key of a version.

    Raises
    ------
    InputError
        If the text is no version.

    Examples
    --------
    >>> version_order("2026.10") > version_order("2026.9")
    True
    """
    if found := _VERSION.fullmatch(version):
        return int(found[1]), int(found[2])
    raise InputError(
        f"{version!r} is no version of the data. Write the year and a running number, like 2026.2."
    )


def current_version() -> DataVersion:
    """Return the version that the program uses."""
    return DataVersion.of(FOOD_DATA)


def earlier_versions() -> list[DataVersion]:
    """Return the versions that are kept to compare with, the newest first.

    Raises
    ------
    DataError
        If the ``VERSION`` of one can't be read.
    """
    current = current_version().version
    found = {one.version: one for shelf in reversed(_shelves()) for one in _versions_on(shelf)}
    found.pop(current, None)
    return sorted(found.values(), key=lambda one: version_order(one.version), reverse=True)


def find_version(text: str) -> DataVersion:
    """Return a version by its number, or the one in a folder.

    Raises
    ------
    InputError
        If there is neither.
    DataError
        If the folder holds no version.
    """
    kept = {one.version: one for one in (*earlier_versions(), current_version())}
    if text in kept:
        return kept[text]
    if Path(text).is_dir():
        return DataVersion.of(Path(text))
    raise InputError(
        f"{text!r} is neither a version that is kept ({', '.join(kept)}) nor a folder. "
        "Name one of these, or a folder with food data, such as a copy of food_data."
    )


def _shelves() -> tuple[Path, ...]:
    more = os.environ.get(MORE_VERSIONS)
    return (FOOD_DATA / EARLIER, *([Path(more).resolve()] if more else []))


def _versions_on(shelf: Path) -> Iterator[DataVersion]:
    if shelf.is_dir():
        yield from (DataVersion.of(one) for one in sorted(shelf.iterdir()) if _is_version(one))


def _is_version(folder: Path) -> bool:
    return folder.is_dir() and _VERSION.fullmatch(folder.name) is not None


@cache
def _table(path: Path, name: str) -> pd.DataFrame:
    try:
        table = read_trusted_table(path, column_types(name))[list(KEPT_TABLES[name])]
        if name == "composition":
            _check_composition(table)
    except (OSError, EOFError, zlib.error, ValueError, KeyError) as error:
        raise DataError(
            f"{path}: can't be used as a table of food data ({error}). "
            "Take a whole copy of the folder."
        ) from error
    return table


def _check_composition(table: pd.DataFrame) -> None:
    """Raise if a composition table, which anybody may have made, has impossible values."""
    if table.duplicated(_CELL_KEYS).any():
        raise ValueError("a region, food and component stand twice")
    if not (set(table["region"]) <= set(REGIONS) and set(table["component"]) <= set(COMPONENTS)):
        raise ValueError("a region or a component is not known")
    for column, most in (("value_ug_per_100g", _MOST_UG_PER_100G), ("sd_log", _WIDEST_SD_LOG)):
        if not table[column].dropna().between(0, most).all():
            raise ValueError(f"a {column} is not between 0 and {most:g}")
