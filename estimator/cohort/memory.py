"""Gives memory that is free back to the system, so that a worker stays as small as its work."""

import ctypes
import sys

import pyarrow as pa  # type: ignore[import-untyped]


def give_back() -> None:
    """Give back what the allocators of C and of Arrow keep for later."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        # What glibc keeps of one task lies in pieces between what is used, too small for the next.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim is not None:
            trim(0)
