"""The folder of a cohort: what is where in it. Each file is there whole or not at all."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class CohortFolder:
    """Where the files of a cohort are."""

    root: Path

    @property
    def plan(self) -> Path:
        """What is to be done."""
        return self.root / "plan.json"

    @property
    def manifest(self) -> Path:
        """What was done; the last file to be written."""
        return self.root / "manifest.json"

    @property
    def refused(self) -> Path:
        """Every row that is counted in no figure, and why."""
        return self.root / "refused.csv"

    @property
    def results(self) -> Path:
        """The folder of the results, and of nothing else."""
        return self.root / "results"

    @property
    def between(self) -> Path:
        """The folder of rows that were read and wait for the rest of their part."""
        return self.root / "work" / "rows"

    def result(self, part: int, table: str) -> Path:
        """Return where the result of a part is."""
        return self.results / f"part-{part:05}.{table}"

    def rows(self, piece: int) -> Path:
        """Return where the rows of a piece wait."""
        return self.between / f"piece-{piece:05}.arrow"

    def done(self, task: str) -> Path:
        """Return where it is said what came of a task."""
        return self.root / "work" / "done" / f"{task}.json"

    def refused_by(self, task: str) -> Path:
        """Return where the rows that a task refused are."""
        return self.root / "work" / "refused" / f"{task}.csv"


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a file beside its place to write to, and put it there once it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two workers, perhaps on two machines, may write the same: one of them comes last.
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):  # where nothing can be written, nothing can be deleted
            unfinished.unlink()
        raise


def write_json(path: Path, value: Any) -> None:
    """Write a value, whole or not at all."""
    with written_whole(path) as unfinished:
        text = json.dumps(value, indent=1, ensure_ascii=False)
        unfinished.write_text(f"{text}\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    """Return the value of a file; None where there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
