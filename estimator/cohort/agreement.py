"""Dates and decimals that read two ways are read in one way in all pieces of a file."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from estimator.cohort.plan import CohortPlan
from estimator.cohort.tasks import READ, Task
from estimator.importing.records import ReadAs
from estimator.importing.values import DATE_ORDERS

_DATES: Final = (
    "some of its dates can only be read with the day first, others only with the month first. "
    "Say which it is (--date-order)."
)
_DECIMALS: Final = (
    "some of its numbers have a decimal point, others a decimal comma. Say which it is (--decimal)."
)


def disagreeing(
    plan: CohortPlan, done: Mapping[int, Mapping[str, Any]]
) -> tuple[list[Task], list[str]]:
    """Return the pieces to be read again, as the rest of their file is; and what contradicts.

    Parameters
    ----------
    plan : CohortPlan
    done : mapping of int to mapping
        What came of the pieces that were read.
    """
    again: list[Task] = []
    wrong: list[str] = []
    for number, of in enumerate(plan.inputs):
        pieces = {
            piece: ReadAs(*one["read_as"])
            for piece, one in done.items()
            if plan.pieces[piece].input == number
        }
        orders = _told([one.date_order for one in pieces.values()])
        marks = _told([one.decimal_mark for one in pieces.values()])
        if len(orders) > 1:
            wrong.append(f"{of.path}: {_DATES}")
        elif len(marks) > 1:
            wrong.append(f"{of.path}: {_DECIMALS}")
        else:
            order, mark = "".join(orders), "".join(marks)
            again += [
                Task(READ, piece, order, mark)
                for piece, one in pieces.items()
                if (order and "date_order" in one.asks) or (mark and "decimal_mark" in one.asks)
            ]
    return again, wrong


def _told(words: Sequence[str]) -> list[str]:
    return sorted({word for word in words if word}, key=[*DATE_ORDERS, ".", ","].index)
