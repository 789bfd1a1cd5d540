"""Estimates a cohort for a script; the command line does the same."""

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from estimator.cohort.cohort import Tell, run_cohort
from estimator.cohort.crews import crew_of
from estimator.cohort.plan import PART_ROWS, TABLES, FileSettings, Settings
from estimator.errors import InputError
from estimator.files.estimated import PERIOD_OF, Asked


def estimate_cohort(
    inputs: Any,
    out: str | Path,
    *,
    by: str = "week",
    region: str = "world",
    tidy: bool = False,
    k1: bool = False,
    table: str = "parquet",
    reading: Mapping[str, Any] | None = None,
    part_rows: int = PART_ROWS,
    workers: int | None = None,
    scheduler: str | None = None,
    executor: Executor | None = None,
    progress: Tell = lambda progress: None,
) -> dict[str, Any]:
    """Estimate the intake of a cohort of any size from files, part by part.

    What is done already in the folder is not done again, so that after whatever broke the same
    call does the rest. Results are the same byte for byte, whoever made them.

    Parameters
    ----------
    inputs : path, sequence of paths, or Dask DataFrame
        Files of any layout that ``k2 estimate`` reads, and folders of them. Parquet with the
        columns that `estimator.estimate` takes (``person``, ``date``, ``item``, and ``quantity``
        or ``grams``) is the fastest, sorted by person. A Dask DataFrame with those columns is
        first written to the folder as such.
    out : path
        The folder of the results, of ``manifest.json`` and ``refused.csv``.
    by : str
        "week", "day", "meal" or "all".
    region : str
        Where the foods are from, one of `estimator.components.REGIONS`.
    tidy : bool
        Whether weeks, too, have a row for each form.
    k1 : bool
        Whether K1 is estimated as well, in such rows.
    table : str
        What results are written as: "parquet" or "csv".
    reading : mapping, optional
        How files are read where they don't tell it: ``columns``, ``date_order``, ``decimal_mark``,
        ``first_day``, ``code_system``, ``code_names``, ``weight`` and ``cup``.
    part_rows : int
        How many rows are read and estimated together, about; fewer take less memory.
    workers : int, optional
        How many processes; by default as many as there are processors. With 1 no other is begun;
        else a script, as opposed to a notebook, calls this below ``if __name__ == "__main__":``.
    scheduler : str, optional
        Address of a scheduler of Dask, whose workers read and write the same folders.
    executor : concurrent.futures.Executor, optional
        Any other that is to do it.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    dict
        The manifest: inputs with their hashes, versions, settings, rows read, counted and refused
        and why, and the files of the results.

    Raises
    ------
    EstimatorError
        If files can't be read, or some of it failed; all else is done then, and stays.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from estimator import estimate_cohort
    >>> log = {"person": ["a", "b"], "date": "2026-02-10", "item": "natto", "grams": [40.0, 20.0]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pd.DataFrame(log).to_parquet(f"{folder}/log.parquet")
    ...     done = estimate_cohort(f"{folder}/log.parquet", f"{folder}/weeks", workers=1)
    ...     weeks = pd.read_parquet(f"{folder}/weeks/results")
    >>> done["rows"]["counted"], weeks["profile"].tolist()
    (2, ['a', 'b'])
    """
    if by not in PERIOD_OF or table not in TABLES:
        raise InputError(
            f"by is one of {', '.join(PERIOD_OF)}, and table is parquet or csv; not {by!r} and "
            f"{table!r}."
        )
    asked = Asked(by=by, region=region, tidy=tidy, k1=k1)
    settings = Settings(
        asked=asked, reading=FileSettings(**(reading or {})), table=table, part_rows=part_rows
    )
    crew = crew_of(workers, scheduler=scheduler, executor=executor)
    try:
        if hasattr(inputs, "to_delayed"):
            inputs = _written(inputs, Path(out))
        paths = [inputs] if isinstance(inputs, str | Path) else list(inputs)
        manifest = run_cohort(paths, out, settings, crew, tell=progress)
    finally:
        crew.close()
    assert manifest is not None
    return manifest


def _written(frame: Any, out: Path) -> Path:
    """Write a Dask DataFrame as files."""
    folder = out / "input"
    frame.to_parquet(folder, write_index=False)
    return folder
