"""The tables that the food table is made of, as plain rows that a copy can hold."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from estimator.foods.compact_copy import compact_copy
from estimator.foods.data_package import read_table, rows_of, table_path

_FOOD_TABLES: Final = ("foods", "aliases", "portions", "supplements")
_NAME_TABLES: Final = (*_FOOD_TABLES, "generic_names", "everyday_names")


class PlainTables(NamedTuple):
    """What the tables of foods and supplements hold.

    Attributes
    ----------
    foods : list of tuple
        The fields of each `estimator.foods.items.Food` up to its portions, these as
        tuples of their fields, the default one first, and its aliases.
    supplements : list of tuple
        The fields of each `estimator.foods.items.Supplement`.
    languages : dict of str to str
        The language of each alias.
    """

    foods: list[tuple[Any, ...]]
    supplements: list[tuple[Any, ...]]
    languages: dict[str, str]


class SpokenName(NamedTuple):
    """What people call a food in one language."""

    text: str
    language: str
    item_id: str
    measure: str = ""
    """The household measure that one of it is; "" for the food's first."""
    stands_in: int = 0
    """`NEAREST` or `COUNTED_AS` where the item is not what the name says, else 0."""


def name_files() -> tuple[Path, ...]:
    """Return the tables that names are in."""
    return tuple(map(table_path, _NAME_TABLES))


def plain_tables() -> PlainTables:
    """Return the foods and supplements, from a copy where there is one.

    Raises
    ------
    DataError
        If a table breaks its schema.
    """
    files = map(table_path, _FOOD_TABLES)
    return PlainTables(*compact_copy("foods", files, lambda: tuple(_read()), Path(__file__).parent))


def spoken_names() -> Iterator[SpokenName]:
    """Read what people call the foods in each language, the plainest words first."""
    for row in rows_of(read_table("generic_names")):
        yield SpokenName(row.name, row.language, row.food_id, row.measure, int(row.stands_in))
    grid = read_table("everyday_names")
    for language in grid.columns.drop("food_id"):
        for food_id, cell in zip(grid["food_id"], grid[language], strict=True):
            for name in filter(None, cell.split("; ")):
                yield SpokenName(name, language.replace("_", "-"), food_id)


def _read() -> PlainTables:
    named = read_table("aliases")
    aliases = named.groupby("food_id")["alias"].agg(tuple).to_dict()
    portions = _portions()
    foods = [
        (
            row.food_id,
            row.name,
            row.group,
            row.state,
            row.description,
            None if math.isnan(row.density_g_per_ml) else row.density_g_per_ml,
            bool(row.assumed_zero),
            row.region_note,
            tuple(portions.get(row.food_id, ())),
            aliases.get(row.food_id, ()),
        )
        for row in rows_of(read_table("foods"))
    ]
    languages = dict(zip(named["alias"], named["language"], strict=True))
    return PlainTables(foods, list(_supplements()), languages)


def _portions() -> dict[str, list[tuple[Any, ...]]]:
    table = read_table("portions").sort_values("is_default", ascending=False, kind="stable")
    portions: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows_of(table):
        portions.setdefault(row.food_id, []).append(
            (row.measure, row.amount_g, row.source_id, row.note)
        )
    return portions


def _supplements() -> Iterator[tuple[Any, ...]]:
    for supplement_id, rows in read_table("supplements").groupby("supplement_id", sort=False):
        first = rows.iloc[0]
        dose_ug = dict(zip(rows["component"], map(float, rows["amount_ug_per_unit"]), strict=True))
        yield str(supplement_id), first["name"], dose_ug, first["unit_name"], first["note"]
