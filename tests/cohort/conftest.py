"""Made-up records of a cohort, as files of several kinds."""

import numpy as np
import pandas as pd
import pytest

from estimator.cohort.cohort import run_cohort
from estimator.cohort.crews import Crew, InThisProcess
from estimator.cohort.plan import FileSettings, Settings
from estimator.files.estimated import Asked

ITEMS = ["natto", "cheese-gouda-aged", "egg-unspecified", "milk-whole", "pizza-cheese"]
PART_ROWS = 300


def made_up(persons=20, rows=2000):
    """Records by person, seeded."""
    chance = np.random.default_rng(1)
    names = [f"person {number:02}" for number in range(persons)]
    return pd.DataFrame(
        {
            "person": np.array(names)[np.sort(chance.integers(persons, size=rows))],
            "date": pd.Timestamp("2026-01-05")
            + pd.to_timedelta(chance.integers(20, size=rows), "D"),
            "item": np.array(ITEMS)[chance.integers(len(ITEMS), size=rows)],
            "quantity": chance.integers(5, 250, size=rows).astype(float),
        }
    )


@pytest.fixture
def records(tmp_path):
    """Records sorted by person, in row groups of a hundred rows."""
    path = tmp_path / "records.parquet"
    made_up().to_parquet(path, row_group_size=100)
    return path


def settings(part_rows=PART_ROWS, table="parquet", reading=None, **asked):
    return Settings(
        asked=Asked(**asked), reading=reading or FileSettings(), table=table, part_rows=part_rows
    )


def run(inputs, out, crew=None, asked=None, **options):
    """Estimate a cohort, by default in this process."""
    inputs = inputs if isinstance(inputs, list) else [inputs]
    return run_cohort(inputs, out, asked or settings(), crew or Crew(InThisProcess(), 1), **options)


def results(out):
    """The results as one frame, by person and period."""
    weeks = pd.read_parquet(out / "results")
    by = [
        name for name in ("profile", "person", "iso_week", "period", "component") if name in weeks
    ]
    return weeks.sort_values(by, kind="stable", ignore_index=True)


def contents(out):
    """Every file of the results, with what else is told of them, byte for byte."""
    files = [*(out / "results").iterdir(), out / "manifest.json", out / "refused.csv"]
    return {path.name: path.read_bytes() for path in files}
