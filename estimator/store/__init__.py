"""The diary's database: SQLite in the person's data folder, or any other by its URL.

SQL lives in this package only; what goes in and out are the plain values of
``estimator.diary_values``.
"""

from typing import Final

from estimator.store.damage import set_aside
from estimator.store.edition import identity_of
from estimator.store.migrate import known_revisions
from estimator.store.older import migrated
from estimator.store.only_one import only_one
from estimator.store.opening import open_store
from estimator.store.plain_values import Change, Touched
from estimator.store.portable import LARGEST_ROW, PlainRow, Rows, Snapshot, check_plain_row
from estimator.store.reading import Quantity, Reader
from estimator.store.store import Replacing, Store
from estimator.store.undecodable import UndecodableError
from estimator.store.writing import Writer

__all__: Final = [
    "LARGEST_ROW",
    "Change",
    "PlainRow",
    "Quantity",
    "Reader",
    "Replacing",
    "Rows",
    "Snapshot",
    "Store",
    "Touched",
    "UndecodableError",
    "Writer",
    "check_plain_row",
    "identity_of",
    "known_revisions",
    "migrated",
    "only_one",
    "open_store",
    "set_aside",
]
