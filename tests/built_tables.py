"""The tables that follow from the evidence, built once of the same in all the tests of a run."""

import hashlib
import json
import os
from contextlib import contextmanager

import pandas as pd

from estimator.composition import release

BUILT = {"composition.csv", "shared_errors.csv", "spread.csv"}
_build = release._built


def built_once(folder, place):
    """Return the text of each table that the evidence of a folder gives.

    Building takes long, so what is built is kept in another folder.
    """
    hashed = hashlib.sha256()
    for path in sorted(set(folder.glob("*.csv")) - {folder / name for name in BUILT}):
        hashed.update(path.read_bytes())
    kept = place / f"built-{hashed.hexdigest()}.json"
    if not kept.exists():
        part = kept.with_suffix(f".{os.getpid()}")  # another process may build the same meanwhile
        part.write_text(json.dumps(_build(folder)), encoding="utf-8")
        part.replace(kept)
    return json.loads(kept.read_text(encoding="utf-8"))


@contextmanager
def building_once(tmp_path_factory):
    """Let what builds tables take those that were built of the same evidence."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    release._built = lambda folder: built_once(folder, place)
    yield release._built
    release._built = _build


def correct(folder):
    """Double a reading of the MK-7 of natto, as a person would in the file."""
    path = folder / "measurements.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    cell = (
        (rows["food_id"] == "natto")
        & (rows["component"] == "MK7")
        & (rows["use"] == "central")
        & (rows["value_ug_per_100g"] != "")
    )
    assert cell.any()
    chosen = rows.index[cell][0]
    doubled = 2 * float(rows.loc[chosen, "value_ug_per_100g"])
    rows.loc[chosen, "value_ug_per_100g"] = str(doubled)
    rows.loc[chosen, ["low_ug_per_100g", "high_ug_per_100g"]] = ""
    rows.to_csv(path, index=False, lineterminator="\n")
