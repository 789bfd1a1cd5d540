"""Reads what somebody ate from a line as people write it."""

from typing import Final

from estimator.quick_add.reader import (
    ALTERNATIVES,
    LONGEST_TEXT,
    MOST_ITEMS,
    NotUnderstood,
    Row,
    Understood,
    read_quick_add,
    with_item,
)

__all__: Final = [
    "ALTERNATIVES",
    "LONGEST_TEXT",
    "MOST_ITEMS",
    "NotUnderstood",
    "Row",
    "Understood",
    "read_quick_add",
    "with_item",
]
