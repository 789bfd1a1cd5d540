"""Rebuilds the composition, and begins new versions of the data.

``python -m estimator.composition`` rebuilds ``composition.csv``, ``shared_errors.csv`` and
``spread.csv`` from the evidence. ``--new-version 2026.2`` keeps the tables as they were released
under ``earlier/`` and raises the version. Whatever goes wrong, no file is half written, and the
same command can be given again.
"""

import gzip
import io
import re
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from estimator.composition.build import Evidence, build_all, figures_text, learn, predict
from estimator.composition.versions import EARLIER, KEPT_TABLES, DataVersion, version_order
from estimator.errors import EstimatorError, InputError
from estimator.foods.data_package import FOOD_DATA, read_table

_FIGURES: Final = ["value_ug_per_100g", "sd_log", "low_ug_per_100g", "high_ug_per_100g"]
_LAST_DIGIT: Final = 2e-4
"""Five digits are written; the last may round the other way on another machine."""


def rebuild(folder: Path = FOOD_DATA) -> list[Path]:
    """Rebuild the tables that are built from the evidence; return where they are.

    Raises
    ------
    DataError
        If the evidence breaks its schema.
    InputError
        If the files can't be written.
    """
    texts = _built(folder)
    _write_all({folder / name: text for name, text in texts.items()})
    return [folder / name for name in texts]


def begin_version(
    version: str, today: date, folder: Path = FOOD_DATA, released: Path | None = None
) -> Path:
    """Keep the version that was released, and begin the next one.

    Parameters
    ----------
    version : str
        The new one.
    today : datetime.date
        Its date.
    folder : Path
        The food data.
    released : Path, optional
        A copy of the food data as it was released; by default the food data as it is,
        which is right as long as nothing was changed since.

    Returns
    -------
    Path
        Where the version that was released is kept.

    Raises
    ------
    InputError
        If the new version is not newer, what is to be kept is not the version it claims
        to be, or a file can't be written.
    DataError
        If a table of what is to be kept breaks its schema.
    """
    now, source = DataVersion.of(folder), released or folder
    if version_order(version) <= version_order(now.version):
        raise InputError(
            f"{version} is not newer than {now.version}, which is there now. "
            "Raise the number, or the year."
        )
    kept = DataVersion.of(source)
    if kept.version != now.version:
        raise InputError(f"{source} holds {kept.version}, not {now.version}, which is to be kept.")
    _check_built(source)
    place = _keep(kept, folder / EARLIER)
    package = (folder / "datapackage.json").read_text(encoding="utf-8")
    for name, text in (("version", version), ("created", today.isoformat())):
        package = re.sub(f'"{name}": "[^"]*"', f'"{name}": "{text}"', package, count=1)
    # VERSION last: until it is there, the command can be given again.
    _write_all({folder / "datapackage.json": package, folder / "VERSION": f"{version} {today}\n"})
    return place


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m estimator.composition``; return the exit code."""
    parser = ArgumentParser(
        prog="python -m estimator.composition",
        description="Rebuilds the composition table from the evidence.",
    )
    parser.add_argument(
        "--new-version",
        metavar="YYYY.N",
        help="keep the tables as they were released under earlier/, and raise the version",
    )
    parser.add_argument(
        "--released",
        metavar="FOLDER",
        type=Path,
        help="with --new-version: a copy of food_data as it was released, if it was changed since",
    )
    options = parser.parse_args(arguments)
    if options.released and not options.new_version:
        parser.error("--released goes with --new-version")
    try:
        if options.new_version:
            kept = begin_version(options.new_version, date.today(), released=options.released)
            sys.stdout.write(f"kept in {kept}; the version is now {options.new_version}\n")
        else:
            sys.stdout.writelines(f"{path} is rebuilt\n" for path in rebuild())
    except EstimatorError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _built(folder: Path) -> dict[str, str]:
    """Return the text of each file that is built from the evidence."""
    evidence = Evidence.read(folder)
    model = learn(evidence)
    composition, shared_errors = build_all(evidence, model, predict(evidence))
    return {
        "composition.csv": figures_text(composition),
        "shared_errors.csv": figures_text(shared_errors),
        "spread.csv": figures_text(model.to_frame()),
    }


def _check_built(folder: Path) -> None:
    """Raise if ``composition.csv`` differs from what the evidence beside it gives.

    Raises
    ------
    InputError
        If a measurement, food or profile was changed since it was built.
    """
    for name in KEPT_TABLES:
        if DataVersion.of(folder).path(name):
            read_table(name, folder)
    there = pd.read_csv(folder / "composition.csv", keep_default_na=False, dtype="str")
    built = pd.read_csv(
        io.StringIO(_built(folder)["composition.csv"]), keep_default_na=False, dtype="str"
    )
    figures, figures_built = (one[_FIGURES].apply(pd.to_numeric) for one in (there, built))
    others = there.columns.difference(_FIGURES)
    if not (
        there[others].equals(built[others])
        and np.allclose(figures, figures_built, rtol=_LAST_DIGIT, equal_nan=True)
    ):
        raise InputError(
            f"{folder}: the composition is not what the evidence gives, so the evidence was "
            "changed since the release. Name a copy of food_data as it was released with "
            "--released FOLDER."
        )


def _keep(version: DataVersion, shelf: Path) -> Path:
    """Copy the tables of a version to its folder under ``earlier``, all or none; return it."""
    place = shelf / version.version
    if place.exists():
        return place
    unfinished = shelf / f"{version.version}.part"
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        shutil.copyfile(version.folder / "VERSION", unfinished / "VERSION")
        for name in KEPT_TABLES:
            if path := version.path(name):
                # Without a time in it, the same table makes the same file.
                packed = gzip.compress(path.read_bytes(), mtime=0)
                (unfinished / f"{name}.csv.gz").write_bytes(packed)
        unfinished.replace(place)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise InputError(f"{place} can't be written: {error.strerror}.") from error
    return place


def _write_all(texts: Mapping[Path, str]) -> None:
    """Write files, each whole or not at all, and none before all of them are on the disk."""
    unfinished = {path: path.with_name(f"{path.name}.part") for path in texts}
    try:
        for path, text in texts.items():
            unfinished[path].write_text(text, encoding="utf-8", newline="")
        for path in texts:
            unfinished[path].replace(path)
    except OSError as error:
        raise InputError(f"{error.filename} can't be written: {error.strerror}.") from error
    finally:
        for part in unfinished.values():
            with suppress(OSError):
                part.unlink()
