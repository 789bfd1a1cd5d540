"""Checks before a restore that every row of the backup can be read by the program.

The checksums of a backup say that it is as it was written, not that it makes a diary.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from estimator.backup.archive import MOST_PEOPLE, MOST_VALUES, refusing_damage, too_large
from estimator.composition.own import personal_matrix
from estimator.composition.table import composition_matrix
from estimator.errors import EstimatorError, InputError
from estimator.foods.own_items import OwnItem
from estimator.foods.own_items_json import definition_of
from estimator.foods.table import food_table
from estimator.store import Rows, UndecodableError, check_plain_row


def check_contents(rows: Rows, name: str) -> None:
    """Raise if any row, own food or recipe of a backup can't be read.

    Parameters
    ----------
    rows : Rows
        In the tables of this program.
    name : str
        What to call the file in messages.

    Raises
    ------
    InputError
        The message says what can't be read, and where; or that it is more than a diary holds,
        of what is in the memory at once.
    """
    regions: dict[int, str] = {}
    own: dict[int, list[OwnItem]] = defaultdict(list)
    values = 0
    with refusing_damage(name), _saying_what(name):
        for table in sorted(rows.tables, key=lambda one: one != "profiles"):
            for row in rows.rows(table):
                check_plain_row(table, row)
                if table == "profiles":
                    regions[row["id"]] = row["region"]
                elif row["profile_id"] not in regions:
                    raise UndecodableError(f"a row of {table} is of nobody: {row['id']}")
                if table == "own_items":
                    own[row["profile_id"]].append(_own_item(row))
                    values += _values_in(row["definition"])
                if len(regions) > MOST_PEOPLE or values > MOST_VALUES:
                    raise too_large(name)
        for person, items in own.items():
            _check_own_items(person, regions[person], items)


@contextmanager
def _saying_what(name: str) -> Iterator[None]:
    try:
        yield
    except UndecodableError as error:
        raise InputError(
            f"{name}: no backup of this program, or a damaged one ({error}); nothing was "
            "changed. Choose another backup."
        ) from error


def _own_item(row: Mapping[str, Any]) -> OwnItem:
    return OwnItem(
        id=row["id"],
        profile_id=row["profile_id"],
        key=row["key"],
        version=row["version"],
        definition=definition_of(row["kind"], row["name"], row["definition"]),
        removed=row["removed"],
        created_at=datetime.fromisoformat(row["created_at"]),
    )


def _values_in(document: Any) -> int:
    """Return how many values a definition holds, itself one of them."""
    parts = document.values() if isinstance(document, dict) else document
    return 1 + (sum(map(_values_in, parts)) if isinstance(document, dict | list) else 0)


def _check_own_items(person: int, region: str, items: list[OwnItem]) -> None:
    """Build the foods and composition of a person's own items, as pages do."""
    try:
        food_table().extended([item.as_item() for item in items])
        personal_matrix(composition_matrix(region), items)
    except (EstimatorError, ValueError, TypeError, KeyError, ArithmeticError) as error:
        why = f": {error}" if isinstance(error, EstimatorError) else ""
        raise UndecodableError(
            f"the own foods and recipes of person {person} can't be used{why}"
        ) from error
