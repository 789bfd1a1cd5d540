"""Results are the same, however few records are estimated at once."""

import numpy as np
import pandas as pd
import pytest

from estimator.cohort import results
from estimator.cohort.batches import Batch, no_refused
from estimator.files.estimated import PERIOD_OF, Asked


def records() -> pd.DataFrame:
    """Return records of persons in no order, one of whom has many; some have no meal."""
    random = np.random.default_rng(1)
    rows = 200
    who = np.where(random.random(rows) < 0.3, "long", random.integers(0, 40, rows).astype(str))
    return pd.DataFrame(
        {
            "person": pd.Categorical(who),
            "date": np.datetime64("2026-02-02") + random.integers(0, 30, rows),
            "meal": pd.Categorical(random.choice(["", "lunch", "dinner"], rows)),
            "item": pd.Categorical(random.choice(["natto", "buttermilk", "butter"], rows)),
            "quantity": random.integers(1, 100, rows).astype(float),
        }
    )


@pytest.mark.parametrize("by", PERIOD_OF)
def test_results_do_not_depend_on_how_many_days_are_estimated_at_once(by, tmp_path, monkeypatch):
    frame = records()
    batch = Batch(frame=frame, places=lambda: ([], []), read=len(frame), refused=no_refused())
    whole = results.write_result(batch, Asked(by=by), tmp_path / "whole.csv", "csv")
    monkeypatch.setattr(results, "_PERIODS_A_TIDY_SLICE", 7)
    monkeypatch.setattr(results, "_ROWS_A_SLICE", 20)
    parted = results.write_result(batch, Asked(by=by), tmp_path / "parted.csv", "csv")
    assert (tmp_path / "parted.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert whole["persons"] == parted["persons"] == frame["person"].nunique()
    assert whole["rows"] == parted["rows"]
