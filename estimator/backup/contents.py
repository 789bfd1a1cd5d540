"""What is in a backup is built once, by what will read it, before anything is replaced.

The checksums of a backup say that it is as it was written, not that it makes a diary.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from estimator.backup.archive import refusing_damage
from estimator.composition.matrix import composition_matrix
from estimator.composition.own import personal_matrix
from estimator.errors import EstimatorError, InputError
from estimator.foods.own_items import OwnItem
from estimator.foods.own_items_json import definition_of
from estimator.foods.table import food_table
from estimator.store import Rows, UndecodableError, check_plain_row


def check_contents(rows: Rows, name: str) -> None:
    """Refuse a backup of which not every row, own food and recipe can be read.

    Parameters
    ----------
    rows : Rows
        In the tables of this program.
    name : str
        What to call the file in messages.

    Raises
    ------
    InputError
        The message says what can't be read, and where.
    """
    people: dict[int, Mapping[str, Any]] = {}
    own: dict[int, list[OwnItem]] = defaultdict(list)
    with refusing_damage(name), _saying_what(name):
        for table in sorted(rows.tables, key=lambda one: one != "profiles"):
            for row in rows.rows(table):
                check_plain_row(table, row)
                if table == "profiles":
                    people[row["id"]] = row
                elif row["profile_id"] not in people:
                    raise UndecodableError(f"a row of {table} is of nobody: {row['id']}")
                if table == "own_items":
                    own[row["profile_id"]].append(_own_item(row))
        for person, items in own.items():
            _check_own_items(people[person], items)


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


def _check_own_items(person: Mapping[str, Any], items: list[OwnItem]) -> None:
    """Make of own items what pages make of them."""
    try:
        food_table().extended([item.as_item() for item in items])
        personal_matrix(composition_matrix(person["region"]), items)
    except (EstimatorError, ValueError, TypeError, KeyError, ArithmeticError) as error:
        why = f": {error}" if isinstance(error, EstimatorError) else ""
        raise UndecodableError(
            f"the own foods and recipes of person {person['id']} can't be used{why}"
        ) from error
