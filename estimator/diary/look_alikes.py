"""Names that look the same: in other cases, with marks that can't be seen, in other alphabets."""

import unicodedata
from collections.abc import Sequence
from typing import Final, Protocol

from estimator.diary.checks import seen_key
from estimator.errors import InputError

_LIKE_LATIN: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮѴԌԚԜ"  # Cyrillic
    "аеорсухѕіјһԁԛԝѵүҽг"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ"  # Greek
    "αγινορσυϲϳ"
    "ՕՏԼՍօոսհցզ"  # Armenian
    "ıɑɡɩʏ",  # Latin itself
    "ABESIJKMHOPCTYXYVGQWaeopcyxsijhdqwvyerABEZHIKMNOPTYXCJayivopoucjOSLUonuhgqiagiy",
)
"""Letters that are drawn like a Latin one, and that one.

From the confusables of Unicode Technical Standard 39 (https://www.unicode.org/reports/tr39/),
single letters only, and none of the signs that are alike within Latin, such as I, l and 1.
"""


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """What it is called."""


def look_alike(one: str, other: str) -> bool:
    """Return whether two names look alike, or differ in case alone.

    Examples
    --------
    >>> look_alike("Ada", "\N{CYRILLIC CAPITAL LETTER A}da")
    True
    >>> look_alike("Миша", "Mиша"), look_alike("Вера", "вера"), look_alike("Вера", "Vera")
    (True, True, False)
    """
    return not _looks(one).isdisjoint(_looks(other))


def check_looks(name: str, others: Sequence[Named]) -> None:
    """Raise if a name looks like that of somebody else, but for the letters of another alphabet.

    Names in the same letters are for the database to decide, which knows them by their key: of a
    diary of an older program several may look alike.

    Raises
    ------
    InputError
        If it does.
    """
    for other in others:
        if look_alike(name, other.name) and seen_key(name) != seen_key(other.name):
            raise InputError(
                f"The name looks the same as {other.name}, which belongs to another person of this "
                "diary; nothing was changed. Choose another name, or rename the other person first."
            )


def _looks(name: str) -> set[str]:
    # As it is written, as capitals of one alphabet look like letters that their small ones don't.
    letters = unicodedata.normalize("NFKD", name).translate(_LIKE_LATIN)
    return {seen_key(name), seen_key(letters)}
