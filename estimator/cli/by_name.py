"""Finds a person, a recipe or a saved meal by the name typed."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from estimator.cli.terminal_text import harmless
from estimator.diary.checks import seen_key
from estimator.errors import InputError


class Named(Protocol):
    """Whatever has a name."""

    @property
    def name(self) -> str:
        """Its name."""


_N = TypeVar("_N", bound=Named)


def all_named(things: Iterable[_N], name: str) -> list[_N]:
    """Return what has a name, in whatever case it is written."""
    wanted = seen_key(" ".join(name.split()))
    return [thing for thing in things if seen_key(thing.name) == wanted]


def the_named(things: Sequence[_N], name: str, what: str, where_none: str) -> _N:
    """Return the one thing of a name.

    Parameters
    ----------
    things : sequence
        No two of one name.
    name : str
    what : str
        What the message calls one, e.g. "recipe".
    where_none : str
        What it says where there are no things at all.

    Raises
    ------
    InputError
        If none has the name.
    """
    for thing in all_named(things, name):
        return thing
    there = f"Choose one of: {names_of(things)}." if things else where_none
    raise InputError(f"No {what} is called “{harmless(name)}”. {there}")


def names_of(things: Iterable[Named]) -> str:
    """Return names as a list in a sentence; a name may have commas in it."""
    return "; ".join(harmless(thing.name) for thing in things)
