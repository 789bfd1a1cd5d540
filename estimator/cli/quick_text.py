"""What was eaten as typed: read whole, or refused with what to write instead."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING, TypeGuard

from estimator.cli.by_name import names_of
from estimator.cli.terminal_text import harmless
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.views.log.quick_add import row_words
from estimator.words import NotUnderstood, Row, Status, Understood, read_words, with_item

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
    measures = foods.measures(profile)
    rows = diary.kinds.as_meant(profile.id, read_words(text, foods.table, measures, familiar))
    if accept_doubtful:
        rows = [
            with_item(row, row.alternatives[0], measures) if _is_doubtful(row) else row
            for row in rows
        ]
    clear = [row for row in rows if isinstance(row, Understood)]
    if not rows:
        raise InputError('There is nothing in it. Say how much of what, e.g. "2 eggs, 30 g gouda".')
    if len(clear) < len(rows):
        matrix = foods.composition(profile.region)
        lines = [_line(row, matrix) for row in rows]
        raise InputError("\n".join(["Nothing was done, as not all of it is clear:", *lines]))
    return clear


def _is_doubtful(row: Row) -> TypeGuard[NotUnderstood]:
    return row.status == Status.DOUBTFUL


def _line(row: Row, matrix: CompositionMatrix) -> str:
    """Say how an item was read, or what to write instead."""
    if isinstance(row, Understood):
        words = row_words(row, matrix)
    elif _is_doubtful(row):
        words = (
            f"which is meant? Write one of: {names_of(row.alternatives)}. "
            "Or take the first of them: --accept-doubtful."
        )
    else:
        # The first one is that of which the amount or unit can't be used.
        rest = row.alternatives[1:]
        words = row.reason + (f" Or another food: {names_of(rest)}." if rest else "")
    return harmless(f"“{row.text}”: {words}")
