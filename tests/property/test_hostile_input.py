"""10,000 broken files and many lines: read or refused in a sentence, soon, in little memory."""

import resource
import time

from benchmarks.hostile_input import READ, hostile_files, hostile_lines, line_outcome, outcome
from estimator.errors import InputError
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import code_names, read_file_rows
from estimator.importing.sheet import LARGEST_FILE

LONGEST_S = 10.0
"""No file may take longer [s]; the slowest takes some 0.2 s on a quiet machine."""
MOST_MEMORY_KB = 300_000


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_ten_thousand_broken_files():
    before, refused = memory(), 0
    for number, data in enumerate(hostile_files(10_000, seed=2026)):
        begun = time.monotonic()
        said = outcome(data)
        assert time.monotonic() - begun < LONGEST_S, number
        if said != READ:
            refused += 1
            assert said.isprintable(), number
            assert len(said) < 1000, number
    assert 0.1 < refused / 10_000 < 0.9
    assert memory() - before < MOST_MEMORY_KB


def test_lines_that_nobody_would_write():
    before = memory()
    for number, line in enumerate(hostile_lines(2000, seed=2026)):
        begun = time.monotonic()
        said = line_outcome(line)
        assert time.monotonic() - begun < LONGEST_S, number
        assert said == READ or (said.isprintable() and len(said) < 1000), number
    assert memory() - before < MOST_MEMORY_KB


def test_broken_files_of_names_of_codes():
    for data in hostile_files(500, seed=7):
        try:
            names = code_names(read_sheet(data, "codes.csv"))
        except InputError:
            continue
        assert all(isinstance(name, str) for name in names.values())


def refusal(data):
    try:
        read_file_rows(read_sheet(data, "x.csv"))
    except InputError as error:
        return str(error)
    return READ


def test_one_line_as_long_as_a_file_may_be():
    header = b"date,food,amount,unit\n"
    before = memory()
    assert "a row has more than 1,000,000 characters" in refusal(header + b"x" * 50_000_000)
    assert "a row has more than 1,000,000 characters" in refusal(b"x" * 50_000_000)
    assert memory() - before < MOST_MEMORY_KB


def test_a_larger_file_is_refused_unread():
    assert "up to 100 MB are read at once" in refusal(bytes(LARGEST_FILE + 1))
