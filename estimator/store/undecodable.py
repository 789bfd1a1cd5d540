"""The error for kept values that the diary can't have written, whatever they made go wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

DECODING_ERRORS: Final = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RecursionError,
)
"""The errors that building something of such values can raise."""


class UndecodableError(ValueError):
    """A kept value can't be read; the message reveals nothing of the diary's content."""


@contextmanager
def building(what: str | Callable[[], str]) -> Iterator[None]:
    """Turn any error while building something of kept values into `UndecodableError`.

    Parameters
    ----------
    what : str or callable
        What is built, such as "the own food 3", or what says so once it is asked.

    Raises
    ------
    UndecodableError
        In place of any of that.
    """
    try:
        yield
    except DECODING_ERRORS as error:
        why = str(error) if isinstance(error, UndecodableError) else "it can't be read"
        said = what if isinstance(what, str) else what()
        raise UndecodableError(f"{said}: {why}") from error
