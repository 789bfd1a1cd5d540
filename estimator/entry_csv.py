"""Every entry of a diary as a table, one row each, to keep or to open elsewhere."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from estimator.foods import FoodTable
from estimator.records import Entry

ENTRY_COLUMNS: Final = (
    "date",
    "time",
    "meal",
    "food_id",
    "food",
    "amount",
    "unit",
    "quantity",
    "note",
    "sample",
)
"""The columns of the table of entries, in their order."""


def entry_rows(entries: Iterable[Entry], table: FoodTable) -> pd.DataFrame:
    """List entries, in the order given.

    Parameters
    ----------
    entries : iterable of Entry
    table : FoodTable
        As the person has it; gives the names. An item that it lacks has none.

    Returns
    -------
    pandas.DataFrame
        The columns of `ENTRY_COLUMNS`. ``time``, ``meal`` and ``note`` are "" where
        nothing was said; ``quantity`` is grams of a food [g], or units such as
        capsules of a supplement; ``sample`` is "yes" for an entry of the sample week,
        else "".
    """
    return pd.DataFrame(
        [
            (
                entry.date.isoformat(),
                entry.eaten_at.isoformat("minutes") if entry.eaten_at else "",
                entry.meal or "",
                entry.item_id,
                table.items[entry.item_id].name if entry.item_id in table.items else "",
                entry.amount,
                entry.unit,
                entry.quantity,
                entry.note,
                "yes" if entry.sample else "",
            )
            for entry in entries
        ],
        columns=list(ENTRY_COLUMNS),
    )
