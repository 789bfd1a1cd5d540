"""What was eaten as typed: read whole, or refused with what to write instead."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from estimator.cli.names import names_of
from estimator.cli.text import harmless
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.measures.units import Measures
from estimator.quick_add import Row, Understood, read_quick_add
from estimator.views.log.quick_add import row_words

if TYPE_CHECKING:
    from estimator.diary.diary import Diary


def add_accept_doubtful(parser: ArgumentParser) -> None:
    """Let a command take the best match where a name fits several foods."""
    parser.add_argument(
        "--accept-doubtful",
        action="store_true",
        help="where a name fits several foods, take the best match",
    )


def read_eaten(
    diary: "Diary", profile: Profile, text: str, accept_doubtful: bool
) -> list[Understood]:
    """Read a quick-add text of a person, all of it or nothing.

    Raises
    ------
    InputError
        If an item is not understood; or is doubtful, and doubtful ones are not
        accepted. The message has a line for each item, with what to write instead.
    """
    foods = diary.foods(profile.id)
    familiar = [item.item_id for item in diary.repeats.familiar_items(profile.id)]
    rows = read_quick_add(text, foods.table, Measures(profile.cup, foods.table), familiar)
    clear = [
        row for row in rows if isinstance(row, Understood) and (accept_doubtful or not row.doubtful)
    ]
    if not rows:
        raise InputError('There is nothing in it. Say how much of what, e.g. "2 eggs, 30 g gouda".')
    if len(clear) < len(rows):
        matrix = foods.composition(profile.region)
        lines = [_line(row, row in clear, matrix) for row in rows]
        raise InputError("\n".join(["Nothing was done, as not all of it is clear:", *lines]))
    return clear


def _line(row: Row, clear: bool, matrix: CompositionMatrix) -> str:
    """Say how an item was read, or what to write instead."""
    if not isinstance(row, Understood):
        # The first one is that of which the amount or unit can't be used.
        others = f" Or another food: {names_of(row.nearest[1:])}." if row.nearest[1:] else ""
        words = row.reason + others
    elif clear:
        words = row_words(row, matrix)
    else:
        words = (
            f"which is meant? Write one of: {names_of(row.alternatives)}. "
            "Or take the first of them: --accept-doubtful."
        )
    return harmless(f"“{row.text}”: {words}")
