"""How far a cohort is, and what came of it, in words."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from estimator.views.shared.figures import counted

_WHAT: Final = {"look": "Looking at files", "read": "Reading", "part": "Estimating"}
_REASONS: Final = 12
_BAR: Final = 20


class HowFar(Protocol):
    """How far it is; see `estimator.cohort.cohort.Progress`."""

    @property
    def what(self) -> str:
        """What is being done."""

    @property
    def done(self) -> int:
        """How many tasks are."""

    @property
    def tasks(self) -> int:
        """How many there are."""

    @property
    def rows(self) -> int:
        """How many rows those that are done have."""

    @property
    def all_rows(self) -> int:
        """How many all have."""


def progress_line(progress: HowFar, rows: int, seconds: float) -> str:
    """Say how far it is.

    Parameters
    ----------
    progress : HowFar
    rows : int
        Done since it was begun.
    seconds : float
        Since then [s].
    """
    share = progress.done / progress.tasks if progress.tasks else 1.0
    bar = "#" * int(share * _BAR)
    what = f"{_WHAT[progress.what]} [{bar:<{_BAR}}] {progress.done} of {progress.tasks}"
    if not rows or seconds <= 0:
        return what
    left = (progress.all_rows - progress.rows) * seconds / rows
    return f"{what}, {rows / seconds / 1e6:.2f} M rows/s, {_time(left)} left"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def summary_lines(manifest: Mapping[str, Any] | None, folder: str) -> list[str]:
    """Say what came of a cohort; that other jobs have something left to do, where it isn't done."""
    if manifest is None:
        return [
            f"This job's share is done. Once all jobs are: k2 cohort --merge --out {folder}",
        ]
    rows = manifest["rows"]
    lines = [
        f"{counted(rows['read'], 'row')} read, {rows['counted']:,} counted, of "
        f"{counted(manifest['persons'], 'person')}: {folder}/results "
        f"({counted(len(manifest['results']), 'file')}), {folder}/manifest.json"
    ]
    for of in manifest["inputs"]:
        lines += [f"{of['file']}: {sentence}" for sentence in of.get("said", ())]
    if rows["nothing_eaten"]:
        lines.append(f"{counted(rows['nothing_eaten'], 'row')} of nothing eaten.")
    if rows["refused"]:
        lines.append(
            f"{counted(rows['refused'], 'row')} refused, and counted in no figure "
            f"({folder}/refused.csv):"
        )
        reasons = list(manifest["refused_because"].items())
        lines += [f"  {counted(many, 'row')}: {why}" for why, many in reasons[:_REASONS]]
        if len(reasons) > _REASONS:
            lines.append(f"  and {counted(len(reasons) - _REASONS, 'more reason')}.")
    return lines
