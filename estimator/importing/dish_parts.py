"""Parts of dishes: one row of a file counts for each food that its dish holds."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray

from estimator.importing.matching import Match, Part
from estimator.importing.records import Numbers, Rows
from estimator.importing.row_values import Ints

_PART: Final = "part-"


def parts_of(match: Match | None) -> tuple[Part, ...]:
    """Return the foods that what was matched counts for, what it is named for first."""
    if match is None or match.item is None:
        return ()
    return Part(match.item, match.share), *match.beside


def token_of_part(token: str, number: int) -> str:
    """Return what names an entry for a further part of a dish, by the name of its row."""
    return f"{_PART}{sha256(f'{number} {token}'.encode()).hexdigest()[:32]}"


def is_of_part(token: str | None) -> bool:
    """Return whether an entry is for a further part of a dish."""
    return token is not None and token.startswith(_PART)


def counted_for(
    matches: Sequence[Match | None], food: Ints, number_of: Callable[[str], int]
) -> tuple[Rows, NDArray[np.int32], Numbers]:
    """Return which foods rows count for.

    Parameters
    ----------
    matches : sequence of Match or None
        Of each distinct food.
    food : ndarray of int
        Which of these each row is of, none of them without a match.
    number_of : callable
        Returns the number of an item by its id.

    Returns
    -------
    tuple
        How many foods each row counts for; then, of all these, row by row, the number of the
        food, and grams of it per gram of what the row names.
    """
    parts = [*map(parts_of, matches)]
    counts = np.array([*map(len, parts)], np.intp)
    of_all = [part for of_one in parts for part in of_one]
    items = np.array([number_of(part.item.item_id) for part in of_all], np.int32)
    shares = np.array([part.share for part in of_all], np.float64)
    first = np.cumsum(counts) - counts
    each = counts[food]
    if counts.max(initial=0) <= 1:
        return each, items[first[food]], shares[first[food]]
    # Where the parts of each row begin, less where they begin among those of all rows.
    place = np.repeat(first[food] - (np.cumsum(each) - each), each)
    place += np.arange(len(place))
    return each, items[place], shares[place]
