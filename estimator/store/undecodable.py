"""What is kept, and is none of what the diary writes: damage, whatever it made go wrong."""

from collections.abc import Iterator
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
"""What values that are none of the diary's can lead to."""


class UndecodableError(ValueError):
    """The message says what is wrong, and nothing of what is in the diary."""


@contextmanager
def building(what: str) -> Iterator[None]:
    """Turn whatever is wrong with something that is built of what is kept into one error.

    Parameters
    ----------
    what : str
        What is built, such as "the own food 3".

    Raises
    ------
    UndecodableError
        In place of any of that.
    """
    try:
        yield
    except DECODING_ERRORS as error:
        why = str(error) if isinstance(error, UndecodableError) else "it can't be read"
        raise UndecodableError(f"{what}: {why}") from error
