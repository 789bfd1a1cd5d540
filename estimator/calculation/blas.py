"""How many threads multiply matrices: one, where a process is this program's own."""

import os
import sys
from typing import Final

_THREADS: Final = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What the libraries that numpy comes with read when it is imported."""


def use_one_thread() -> None:
    """Let numpy multiply in one thread, where the environment doesn't say otherwise.

    The matrices of an estimate are small: threads that wait for each other take longer, many
    times so on a machine with other work. It has an effect only before numpy is imported, and
    on all of the process, so a script that imports the library is left as it is.
    """
    if "numpy" not in sys.modules:
        for name in _THREADS:
            os.environ.setdefault(name, "1")
