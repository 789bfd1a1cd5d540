"""Estimates a cohort of any size, part by part; what is done already is not done again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from estimator.cohort.agreement import disagreeing
from estimator.cohort.crews import Crew
from estimator.cohort.folder import CohortFolder, read_json, write_json
from estimator.cohort.looking import files_in, look
from estimator.cohort.manifest import write_manifest
from estimator.cohort.parting import parts_of
from estimator.cohort.plan import CohortPlan, FilePiece, Input, Settings, numbered
from estimator.cohort.running import Running
from estimator.cohort.tasks import ESTIMATE, READ, Task, do, is_done
from estimator.errors import InputError

LOOK: Final = "look"
_SHOWN: Final = 10
_BYTES_A_ROW: Final = 50


@dataclass(frozen=True)
class Progress:
    """How far it is.

    Attributes
    ----------
    what : str
        `LOOK` at the files, `READ` them, or `ESTIMATE` parts.
    done, tasks : int
        How many of those tasks are done, and how many there are.
    rows, all_rows : int
        About how many rows these have.
    """

    what: str
    done: int
    tasks: int
    rows: int
    all_rows: int


Tell = Callable[[Progress], None]


class CohortError(InputError):
    """Some of it could not be done; all else was, and stays.

    Attributes
    ----------
    failed : mapping of str to str
        Why, for each task that failed.
    """

    def __init__(self, message: str, failed: Mapping[str, str]) -> None:
        super().__init__(message)
        self.failed = dict(failed)


@dataclass(frozen=True)
class Share:
    """Which of the tasks one job of a batch does: of every ``of`` the one at ``place``, from 1."""

    place: int = 1
    of: int = 1

    def holds(self, task: Task) -> bool:
        """Return whether a task is of this share."""
        return task.number % self.of == self.place - 1


def run_cohort(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings,
    crew: Crew,
    share: Share | None = None,
    tell: Tell = lambda progress: None,
) -> dict[str, Any] | None:
    """Do what is not done yet of a cohort.

    Parameters
    ----------
    inputs : sequence of str or Path
        Files, and folders of files; none to go on with what was begun in the folder.
    out : str or Path
        The folder.
    settings : Settings
        Not looked at where there are no inputs.
    crew : Crew
    share : Share, optional
        Do these tasks alone, and leave the rest to other jobs.
    tell : callable

    Returns
    -------
    dict or None
        The manifest; None where other jobs have something left to do.

    Raises
    ------
    InputError
        If the files can't be read, or the folder has results of other files or settings.
    CohortError
        If some tasks failed.
    """
    folder = CohortFolder(Path(out))
    plan = _plan(folder, inputs, settings, crew, tell) if inputs else _plan_there(folder)
    return _Work(folder, plan, crew, share or Share(), tell).done()


class _Work:
    """What is done for a cohort by one job."""

    def __init__(
        self, folder: CohortFolder, plan: CohortPlan, crew: Crew, share: Share, tell: Tell
    ) -> None:
        self._folder = folder
        self._plan = plan
        self._crew = crew
        self._share = share
        self._tell = tell
        self._failed: dict[str, str] = {}

    def done(self) -> dict[str, Any] | None:
        """Do what is left; return the manifest, or None while other jobs have work left."""
        estimates = [Task(ESTIMATE, number) for number in range(len(self._plan.parts))]
        if self._missing(estimates):
            if not self._plan.direct and not self._read():
                return None
            self._do(ESTIMATE, [task for task in estimates if self._share.holds(task)])
            self._refuse()
            if self._missing(estimates):
                return None
        manifest = write_manifest(self._folder, self._plan)
        rmtree(self._folder.between, ignore_errors=True)
        return manifest

    def _read(self) -> bool:
        """Read all pieces of this share; return whether those of all others are read, too."""
        tasks = [Task(READ, number) for number in range(len(self._plan.pieces))]
        self._do(READ, [task for task in tasks if self._share.holds(task)])
        # Of whom the rows are that can't be read nobody knows, so nobody's are complete.
        self._refuse()
        if self._missing(tasks):
            return False
        done = {task.number: read_json(self._folder.done(task.name)) for task in tasks}
        again, wrong = disagreeing(self._plan, done)
        self._failed.update({sentence: sentence for sentence in wrong})
        self._refuse()
        self._do(READ, again, anew=True)
        self._refuse()
        return True

    def _missing(self, tasks: Iterable[Task]) -> list[Task]:
        return [task for task in tasks if not is_done(self._folder, self._plan, task)]

    def _do(self, what: str, tasks: Sequence[Task], *, anew: bool = False) -> None:
        missing = list(tasks) if anew else self._missing(tasks)
        rows = self._rows(what)
        progress = Progress(
            what,
            len(tasks) - len(missing),
            len(tasks),
            sum(rows[task.number] for task in {*tasks} - {*missing}),
            sum(rows[task.number] for task in tasks),
        )
        root, identity = str(self._folder.root), self._plan.identity

        def came(task: Task, why: str | None, failed: str) -> None:
            nonlocal progress
            if why or failed:
                self._failed[task.name] = why or failed
            else:
                progress = replace(
                    progress, done=progress.done + 1, rows=progress.rows + rows[task.number]
                )
            self._tell(progress)

        self._tell(progress)
        crew = self._crew.for_work(len(missing), progress.all_rows - progress.rows)
        Running(crew, lambda task: (do, (root, identity, task))).run(missing, came)

    def _rows(self, what: str) -> list[int]:
        plan = self._plan
        sizes = [piece.rows for piece in plan.pieces]
        if what == READ:
            return sizes
        if plan.direct:
            return [sum(sizes[number] for number in part.pieces) for part in plan.parts]
        return [sum(sizes) // len(plan.parts)] * len(plan.parts)

    def _refuse(self) -> None:
        """Raise what failed.

        Raises
        ------
        CohortError
            If anything did.
        """
        if not self._failed:
            return
        whys = list(dict.fromkeys(self._failed.values()))
        lines = [f"{len(self._failed)} of the cohort's tasks failed; the others are done.", *whys]
        if len(whys) > _SHOWN:
            lines = [*lines[: _SHOWN + 1], f"... and {len(whys) - _SHOWN} more."]
        raise CohortError(
            "\n".join([*lines, "Mend that, and run the same again: what is done stays."]),
            self._failed,
        )


def _plan_there(folder: CohortFolder) -> CohortPlan:
    values = read_json(folder.plan)
    if values is None:
        raise InputError(f"{folder.root} has no cohort that was begun. Name its files.")
    return CohortPlan.from_values(values)


def _plan(
    folder: CohortFolder, inputs: Sequence[str | Path], settings: Settings, crew: Crew, tell: Tell
) -> CohortPlan:
    """Look at the files, and decide what is to be done."""
    files = files_in(inputs)
    values = read_json(folder.plan)
    begun = None if values is None else CohortPlan.from_values(values)
    looked = _looked(files, settings, begun, crew, tell)
    pieces = numbered(looked)
    parts, direct = parts_of([one for one, _ in looked], pieces, settings.part_rows)
    plan = CohortPlan(
        settings=settings,
        inputs=tuple(one for one, _ in looked),
        pieces=tuple(pieces),
        parts=parts,
        direct=direct,
    )
    if begun is not None and begun.identity != plan.identity:
        # A file that was broken may be mended as long as it isn't all done.
        others = {name: values[name] for name in plan.asked_by} != plan.asked_by
        if others or folder.manifest.exists():
            what = "settings, or of another version" if others else "files"
            raise InputError(
                f"{folder.root} holds the results of other {what}. Choose another folder, or "
                "delete this one."
            )
    try:
        write_json(folder.plan, plan.as_values())
    except OSError as error:
        raise InputError(
            f"{folder.root} can't be written: {error.strerror}. Choose another folder."
        ) from error
    return plan


def _looked(
    files: Sequence[Path], settings: Settings, begun: CohortPlan | None, crew: Crew, tell: Tell
) -> list[tuple[Input, Sequence[FilePiece]]]:
    """Look at all files; at those that are as they were no more than that."""
    found: dict[int, tuple[Input, Sequence[FilePiece]]] = {}
    known = {} if begun is None else _known(begun)
    for number, path in enumerate(files):
        try:
            status = path.stat()
        except OSError:
            continue  # said by who looks at it
        as_it_was = known.get((str(path.resolve()), status.st_size, status.st_mtime_ns))
        if as_it_was is not None and begun is not None and begun.settings == settings:
            found[number] = as_it_was
    wrong: dict[int, str] = {}

    def came(number: int, value: tuple[Input, list[FilePiece]] | None, failed: str) -> None:
        if value is None:
            wrong[number] = failed
        else:
            found[number] = value
        tell(Progress(LOOK, len(found), len(files), 0, 0))

    missing = [number for number in range(len(files)) if number not in found]
    paths = [str(path.resolve()) for path in files]
    size = sum(files[number].stat().st_size for number in missing if files[number].is_file())
    few = crew.for_work(len(missing), size // _BYTES_A_ROW)
    Running(few, lambda number: (look, (paths[number], settings.reading, settings.part_rows))).run(
        missing, came
    )
    if wrong:
        raise InputError("\n".join(wrong[number] for number in sorted(wrong)))
    return [found[number] for number in range(len(files))]


def _known(begun: CohortPlan) -> dict[tuple[str, int, int], tuple[Input, list[FilePiece]]]:
    known: dict[tuple[str, int, int], tuple[Input, list[FilePiece]]] = {}
    for number, one in enumerate(begun.inputs):
        pieces = [replace(piece, input=0) for piece in begun.pieces if piece.input == number]
        known[one.path, one.bytes, one.modified] = (one, pieces)
    return known
