"""Matrices are multiplied in one thread by the program's own processes, and by no other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAY = "import os; print(os.environ.get('OPENBLAS_NUM_THREADS'))"
USE = "from estimator.composition.blas import use_one_thread; use_one_thread()"


@pytest.mark.parametrize(
    ("code", "given", "said"),
    [
        (f"{USE}; {SAY}", {}, "1"),
        (f"{USE}; {SAY}", {"OPENBLAS_NUM_THREADS": "2"}, "2"),
        (f"import numpy; {USE}; {SAY}", {}, "None"),
        (f"import estimator; estimator.estimate; {SAY}", {}, "None"),
        (f"import app; {SAY}", {}, "1"),
        (f"import sys; sys.argv = ['k2', '--version']; import estimator.cli; {SAY}", {}, "None"),
        (
            "import sys; sys.argv = ['k2', '--version']; from estimator import cli; "
            f"cli.run(); {SAY}",
            {},
            "1",
        ),
    ],
)
def test_one_thread_is_asked_for(code, given, said):
    clean = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, **given},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split()[-1:] == [said], done.stderr


def test_an_estimate_multiplies_in_one_thread_and_leaves_the_others_as_they_were():
    code = """
import threading
from contextlib import suppress
from threadpoolctl import threadpool_info
from estimator.composition.blas import one_thread
import numpy

def threads():
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}

def elsewhere():
    with one_thread():
        pass

before = threads()
with suppress(ZeroDivisionError), one_thread():
    with one_thread():
        assert threads() == {1}
    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert threads() == {1}
    1 / 0
assert threads() == before
print("as before")
"""
    clean = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, "OPENBLAS_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout == "as before\n", done.stderr
