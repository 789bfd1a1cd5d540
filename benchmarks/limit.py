"""One loop in C over the rows of a Parquet file, compiled when it is asked for: a line to look at.

It gives the means alone, of food without dishes taken apart, in one thread, and knows the days and
the persons beforehand, so nothing that reads the same file and does more can be much faster.
"""

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq  # type: ignore[import-untyped]

SOURCE: Final = Path(__file__).with_name("limit.c")


def can_be_made() -> bool:
    """Return whether there is a compiler."""
    return shutil.which("cc") is not None


@cache
def _loop() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "limit.so"
        command = ["cc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(made), str(SOURCE)]
        subprocess.run(command, check=True)
        return ctypes.CDLL(str(made)).means


def means(
    path: str,
    composition: pd.DataFrame,
    forms: list[str],
    first_day: np.datetime64,
    days_each: int,
    periods: int,
) -> pd.DataFrame:
    """Return the mean of each form by person and period, as other methods do.

    Parameters
    ----------
    path : str
        Of the records.
    composition : DataFrame
        Of each ``item`` what a gram of it holds [µg/g].
    forms : list of str
        Its columns.
    first_day : datetime64
    days_each : int
        Of a period.
    periods : int
        How many there are from the first day on.
    """
    table = pq.read_table(path, read_dictionary=["person", "item"]).unify_dictionaries()
    person, item = (table[name].combine_chunks() for name in ("person", "item"))
    persons = person.dictionary.to_pylist()
    content = composition.set_index("item").loc[item.dictionary.to_pylist(), forms].to_numpy()
    cells = len(persons) * periods
    sums, eaten = np.zeros((cells, len(forms))), np.zeros(cells, np.uint8)
    days = table["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    arrays = (
        person.indices.to_numpy().astype(np.int32),
        days,
        item.indices.to_numpy().astype(np.int16),
        table["quantity"].to_numpy(),
    )
    first = int(first_day.astype("datetime64[D]").astype(np.int64))
    numbers = (ctypes.c_int64(one) for one in (first, days_each, periods, len(forms)))
    pointers = [array.ctypes.data_as(ctypes.c_void_p) for array in arrays]
    results = [
        array.ctypes.data_as(ctypes.c_void_p)
        for array in (np.ascontiguousarray(content), sums, eaten)
    ]
    _loop()(ctypes.c_int64(len(days)), *pointers, *numbers, *results)
    found = np.flatnonzero(eaten)
    frame = pd.DataFrame(sums[found], columns=forms)
    return frame.assign(
        person=np.array(persons)[found // periods],
        start=first_day + days_each * (found % periods).astype("timedelta64[D]"),
    )
