"""Which persons are estimated together: by how the files are sorted, or else by chance."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from estimator.cohort.plan import RECORDS, FilePiece, Input, Part, Person

_MOST_READ: Final = 2.0
"""How many times the rows are read, at most, before they are better sorted first."""
_LARGEST: Final = 2.5
"""How many times as many rows one part may have."""


def parts_of(
    inputs: Sequence[Input], pieces: Sequence[FilePiece], rows: int
) -> tuple[tuple[Part, ...], bool]:
    """Return the parts, and whether each is read from the files.

    Files that are sorted by person, as a whole or each for persons of its own, are read part by
    part: pieces tell between which persons they are. Else persons are dealt to parts.
    """
    total = sum(piece.rows for piece in pieces)
    if all(one.kind == RECORDS for one in inputs):
        if total <= rows:
            return (Part(pieces=tuple(range(len(pieces)))),) if pieces else (), True
        if direct := _by_order(pieces, rows):
            return direct, True
    return (Part(),) * max(1, math.ceil(total / rows)), False


def _by_order(pieces: Sequence[FilePiece], rows: int) -> tuple[Part, ...]:
    """Part persons where the order of pieces allows; return none where it doesn't."""
    bounds = [(piece.low, piece.high) for piece in pieces]
    kinds = {type(bound) for both in bounds for bound in both}
    if len(kinds) != 1 or kinds == {type(None)}:
        return ()
    order = sorted(range(len(pieces)), key=lambda number: bounds[number])
    cuts = _cuts([pieces[number] for number in order], rows)
    parts, read = [], 0
    for after, up_to in pairwise([None, *cuts]):
        inside = [number for number in range(len(pieces)) if _holds(pieces[number], after, up_to)]
        if not inside:
            continue
        size = sum(pieces[number].rows for number in inside)
        if size > _LARGEST * rows and len(inside) > 1:
            return ()
        if len(inside) == 1 and size > 2 * _LARGEST * rows:
            return ()
        read += size
        parts.append(Part(pieces=tuple(inside), after=after, up_to=up_to))
    return tuple(parts) if read <= _MOST_READ * sum(piece.rows for piece in pieces) else ()


def _cuts(pieces: Sequence[FilePiece], rows: int) -> list[Person | None]:
    """Return the last person of each part; None for the last of all."""
    cuts: list[Person | None] = []
    size = 0
    high: Person | None = None
    for piece in pieces:
        if size and size + piece.rows > rows and (not cuts or _after(high, cuts[-1])):
            cuts.append(high)
            size = 0
        size += piece.rows
        high = piece.high if high is None or _after(piece.high, high) else high
    return [*cuts, None]


def _holds(piece: FilePiece, after: Person | None, up_to: Person | None) -> bool:
    return (after is None or _after(piece.high, after)) and (
        up_to is None or not _after(piece.low, up_to)
    )


def _after(one: Person | None, other: Person | None) -> bool:
    return one > other  # type: ignore[operator]
