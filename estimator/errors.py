"""Everything a user can cause, as one family of exceptions.

Each message is one or more plain sentences: where, what, what is allowed and
what to do next. The command line prints the message and exits with the
``exit_code`` of the class; the app shows the message beside the field.
"""

from collections.abc import Sequence
from pathlib import Path


class EstimatorError(Exception):
    """Base of every error that a user can cause and mend.

    Attributes
    ----------
    exit_code : int
        What the command line ends with.

    Examples
    --------
    >>> from estimator import EstimatorError, region_composition
    >>> try:
    ...     region_composition("Mars")
    ... except EstimatorError as error:
    ...     print(error)
    Region 'Mars' is not known. Choose one of world, EU, US, EA, AU.
    """

    exit_code = 1


class CommandError(EstimatorError):
    """The command itself is incomplete, though every option of it is known."""

    exit_code = 2


class InputError(EstimatorError):
    """The input can't be used as it is: an unknown food, unit, date or amount."""

    exit_code = 3


class NotAsShownError(InputError):
    """What was acted on is not any more what was shown; nothing was changed.

    Attributes
    ----------
    now : tuple of object
        As they are now: each thing that was shown, or None where it is gone.
    """

    def __init__(self, message: str, now: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.now = tuple(now)


class UnitError(InputError):
    """An amount or a unit can't be turned into grams."""


class UnknownFoodError(InputError):
    """No food has this id, name or alias.

    Attributes
    ----------
    nearest : tuple of str
        Names of the foods that come closest, best first.
    """

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class DataError(EstimatorError):
    """A table of ``food_data`` breaks its own schema."""

    exit_code = 4


class StoreError(EstimatorError):
    """The diary's database can't be read or written."""

    exit_code = 5


class UnwritableStoreError(StoreError):
    """The diary's database can't be written, though it may be that it can be read."""


class ReplacedStoreError(StoreError):
    """Another diary is in the place of the one that was opened."""


class DamagedRowsError(StoreError):
    """What a server of databases keeps of the diary can't be read."""


class DamagedStoreError(StoreError):
    """The file of the diary is damaged.

    Attributes
    ----------
    path : Path
        The file, left as it is.
    file : tuple of int or None
        What tells it from any other file in its place.
    """

    def __init__(self, message: str, path: Path, file: tuple[int, int] | None) -> None:
        super().__init__(message)
        self.path = path
        self.file = file
