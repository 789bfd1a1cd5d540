"""What was done for a cohort, in one file; and one log of all rows that were refused."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from estimator.cohort.folder import CohortFolder, read_json, write_json, written_whole
from estimator.cohort.plan import CohortPlan
from estimator.cohort.tasks import ESTIMATE, READ, Task

_MOST_REASONS: Final = 1000


def write_manifest(folder: CohortFolder, plan: CohortPlan) -> dict[str, Any]:
    """Write the log of refused rows and the manifest of what is wholly done, and return it.

    Neither says when or where it was done: the same data, settings and program give the same.
    """
    parts = list(_done(folder, ESTIMATE, len(plan.parts)))
    pieces = [] if plan.direct else list(_done(folder, READ, len(plan.pieces)))
    readers = parts if plan.direct else pieces
    _write_refused(folder, [one.name for one in _tasks(plan)])
    reasons: Counter[str] = Counter()
    for one in readers:
        reasons.update(dict(one["reasons"]))
    values = plan.as_values()
    manifest = {
        "versions": values["versions"],
        "settings": values["settings"],
        "inputs": [
            {
                "file": Path(of.path).name,
                "bytes": of.bytes,
                "sha256": of.sha256,
                **_read_of(number, plan, pieces),
            }
            for number, of in enumerate(plan.inputs)
        ],
        "rows": {
            "read": sum(one["read"] for one in readers),
            "counted": sum(one["records"] for one in parts),
            "nothing_eaten": sum(one.get("empty", 0) for one in readers),
            "refused": sum(one["refused"] for one in readers),
        },
        "refused_because": dict(reasons.most_common(_MOST_REASONS)),
        "persons": sum(one["persons"] for one in parts),
        "results": [
            {name: one[name] for name in ("file", "rows", "records", "persons", "bytes", "sha256")}
            for one in parts
            if one["rows"]
        ],
    }
    made = {one["file"] for one in parts if one["rows"]}
    for path in folder.results.glob("*"):
        if path.name not in made:  # of a plan before a file was mended, or of whoever was killed
            path.unlink()
    write_json(folder.manifest, manifest)
    return manifest


def _done(folder: CohortFolder, kind: str, count: int) -> Iterator[Mapping[str, Any]]:
    for number in range(count):
        yield read_json(folder.done(Task(kind, number).name))


def _tasks(plan: CohortPlan) -> list[Task]:
    """Return the tasks that may refuse rows."""
    if plan.direct:
        return [Task(ESTIMATE, number) for number in range(len(plan.parts))]
    return [Task(READ, number) for number in range(len(plan.pieces))]


def _read_of(number: int, plan: CohortPlan, pieces: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what came of a file that was read piece by piece."""
    if plan.direct:
        return {"rows": sum(one.rows for one in plan.pieces if one.input == number)}
    own = [one for one in pieces if one["input"] == number]
    said = dict.fromkeys(sentence for one in own for sentence in one["said"])
    return {
        "rows": sum(one["read"] for one in own),
        "counted": sum(one["counted"] for one in own),
        "nothing_eaten": sum(one["empty"] for one in own),
        "refused": sum(one["refused"] for one in own),
        "said": list(said),
    }


def _write_refused(folder: CohortFolder, tasks: Sequence[str]) -> None:
    """Put the logs of all tasks together, in the order of the files."""
    with written_whole(folder.refused) as unfinished, unfinished.open("wb") as whole:
        whole.write(_HEADER)
        for task in tasks:
            log = folder.refused_by(task)
            if log.exists():
                with log.open("rb") as part:
                    part.readline()
                    while data := part.read(1 << 20):
                        whole.write(data)


_HEADER: Final = b"file,line,column,grams,why\r\n"
