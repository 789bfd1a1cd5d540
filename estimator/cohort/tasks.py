"""What a worker does: one task, by the plan in the folder, in whichever process it is."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from estimator.calculation.coded_records import CodedRecords, code_records
from estimator.calculation.threads import in_one_thread
from estimator.calculation.unusable_rows import UnusableRowsError
from estimator.cohort.batches import (
    Batch,
    batch_of_part,
    batch_of_piece,
    no_refused,
    together,
    usable,
)
from estimator.cohort.buckets import read_rows, write_rows
from estimator.cohort.folder import CohortFolder, read_json, write_json, written_whole
from estimator.cohort.memory import give_back
from estimator.cohort.plan import CohortPlan
from estimator.cohort.results import reasons_of, write_result
from estimator.composition.table import composition_matrix
from estimator.errors import EstimatorError
from estimator.spreadsheet_csv import csv_text

READ: Final = "read"
ESTIMATE: Final = "part"
_MOST_REASONS: Final = 1000
"""Reasons that are told of a task; the log of refused rows has all."""


class Task(NamedTuple):
    """One thing to do.

    Attributes
    ----------
    kind : str
        `READ` a piece, or `ESTIMATE` a part.
    number : int
        Which, from 0.
    date_order, decimal_mark : str
        Of a piece that doesn't tell them itself: as the rest of its file has them.
    """

    kind: str
    number: int
    date_order: str = ""
    decimal_mark: str = ""

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.kind}-{self.number:05}"


def is_done(folder: CohortFolder, plan: CohortPlan, task: Task) -> bool:
    """Return whether a task was done, and what it made is there."""
    done = read_json(folder.done(task.name))
    if done is None or done["key"] != _key(plan, task):
        return False
    if task.kind == READ:
        return folder.rows(task.number).exists()
    result = folder.result(task.number, plan.settings.table)
    return not done["rows"] or (result.exists() and result.stat().st_size == done["bytes"])


def _key(plan: CohortPlan, task: Task) -> str:
    of = plan.key_of_piece if task.kind == READ else plan.key_of_part
    return of(task.number)


def do(root: str, identity: str, task: Task) -> str:
    """Do a task; return why it can't be done, or nothing.

    Parameters
    ----------
    root : str
        The folder of the cohort.
    identity : str
        Of the plan in it.
    task : Task
    """
    folder = CohortFolder(Path(root))
    try:
        plan = _plan_of(root, identity)
        with in_one_thread():  # there are as many workers as processors
            done = _read(folder, plan, task) if task.kind == READ else _estimate(folder, plan, task)
        write_json(folder.done(task.name), {"key": _key(plan, task), **done})
    except EstimatorError as error:
        return str(error)
    except OSError as error:
        where = error.filename or root
        return f"{where} can't be written or read: {error.strerror or error}."
    except MemoryError:
        return "There is not enough memory. Give each worker more, or use fewer."
    finally:
        give_back()
    return ""


@lru_cache(maxsize=2)
def _plan_of(root: str, identity: str) -> CohortPlan:
    plan = CohortPlan.from_values(read_json(CohortFolder(Path(root)).plan))
    if plan.identity != identity:
        raise EstimatorError(
            f"The plan in {root} is not what this worker was told of: another version of the "
            "program or of the food data is at work. Use one version."
        )
    return plan


def _read(folder: CohortFolder, plan: CohortPlan, task: Task) -> dict[str, Any]:
    """Read a piece, and keep its rows by part."""
    piece = plan.pieces[task.number]
    batch = batch_of_piece(plan, piece, task.date_order, task.decimal_mark)
    coded, refused = _coded(batch, plan)
    with written_whole(folder.rows(task.number)) as unfinished:
        write_rows(unfinished, coded, len(plan.parts))
    counted = len(coded.quantity)
    return {
        "input": piece.input,
        "read": batch.read,
        "counted": counted,
        "empty": batch.empty,
        **_log(folder, task, refused),
        "said": list(batch.said),
        "read_as": list(batch.read_as),
        "chosen": [task.date_order, task.decimal_mark],
    }


def _coded(batch: Batch, plan: CohortPlan) -> tuple[CodedRecords, Any]:
    asked = plan.settings.asked
    matrix, with_meals = composition_matrix(asked.region), asked.by == "meal"
    try:
        return code_records(batch.frame, matrix, with_meals), batch.refused
    except UnusableRowsError as error:
        good, why = usable(batch, error)
    coded = code_records(batch.frame[good], matrix, with_meals)
    return coded, together([batch.refused, why])


def _estimate(folder: CohortFolder, plan: CohortPlan, task: Task) -> dict[str, Any]:
    """Estimate a part."""
    settings = plan.settings
    if plan.direct:
        batch = batch_of_part(plan, plan.parts[task.number])
    else:
        paths = [folder.rows(number) for number in range(len(plan.pieces))]
        items = composition_matrix(settings.asked.region).items
        frame = read_rows(paths, task.number, items)
        batch = Batch(frame=frame, places=_nowhere, read=len(frame), refused=no_refused())
    give_back()
    result = folder.result(task.number, settings.table)
    done = write_result(batch, settings.asked, result, settings.table)
    refused = done.pop("refused")
    made = {"file": result.name, "bytes": 0, "sha256": ""}
    if done["rows"]:
        with result.open("rb") as file:
            made |= {
                "bytes": result.stat().st_size,
                "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            }
    return {**done, **made, "read": batch.read, **_log(folder, task, refused)}


def _nowhere() -> Any:
    raise AssertionError("rows that were checked when they were read can't be used")


def _log(folder: CohortFolder, task: Task, refused: Any) -> dict[str, Any]:
    """Write the rows that are refused; return how many there are, and why."""
    log = folder.refused_by(task.name)
    if len(refused):
        with written_whole(log) as unfinished:
            unfinished.write_text(csv_text(refused), encoding="utf-8", newline="")
    else:
        log.unlink(missing_ok=True)
    reasons = reasons_of(refused)
    return {
        "refused": len(refused.drop_duplicates(["file", "line"])),
        "reasons": reasons[:_MOST_REASONS],
        "more_reasons": max(0, len(reasons) - _MOST_REASONS),
    }
