"""Files made to fill the memory, read by a process that is given little of it."""

import multiprocessing
import sys

import pytest

from benchmarks.hostile_memory import FILES, measured

MEGABYTES = 500
"""More than a process has, which would need thousands for any of these files."""
TRIED = (
    "backup: one line of 600 MB",
    "backup: a row of 10 million lists",
    "backup: 200,000 members",
    "import: one line of 50 MB",
    "import: a row over 8 million lines",
    "import: SAS, 50 million rows",
)
"""The others differ in little; the benchmark has all of them."""


@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory as Linux does")
@pytest.mark.parametrize("name", TRIED)
def test_a_file_that_would_fill_the_memory_is_refused_with_a_sentence(name, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(FILES[name][1]())
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        said, _, _ = pool.apply(measured, (name, path, MEGABYTES))
    assert said.startswith("file")
    assert said.endswith(".")
    assert "\n" not in said
