"""Text for a terminal: aligned, in any script, and harmless whoever wrote it."""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date
from itertools import zip_longest
from textwrap import wrap
from typing import Final

LINE: Final = 88
"""How many places a line of running text takes at most."""

_GAP: Final = "  "
_HIDDEN: Final = "\N{REPLACEMENT CHARACTER}"
_TURNS_TEXT: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_TAKES_NO_PLACE: Final = frozenset({"Mn", "Me", "Cf"})
_EMOJI_STYLE: Final = "\N{VARIATION SELECTOR-16}"
_JOINER: Final = "\N{ZERO WIDTH JOINER}"


def harmless(text: str) -> str:
    r"""Return text without what would steer a terminal or turn the rest of its line round.

    Examples
    --------
    >>> harmless("Bo\x1b[31m"), harmless("Ada\u202e"), harmless("ä 🧀 إيدا")
    ('Bo�[31m', 'Ada�', 'ä 🧀 إيدا')
    """
    return "".join(_HIDDEN if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Zl", "Zp"}
        or unicodedata.bidirectional(char) in _TURNS_TEXT
    )


def width(text: str) -> int:
    r"""Return how many places of a terminal a text takes.

    Examples
    --------
    >>> width("natto"), width("納豆"), width("e\u0301"), width("\u2764\ufe0f"), width("👩\u200d🍳")
    (5, 4, 1, 2, 2)
    """
    places, before = 0, ""
    for char in text:
        if char == _EMOJI_STYLE and unicodedata.east_asian_width(before or " ") not in "WF":
            places += 1
        elif unicodedata.category(char) not in _TAKES_NO_PLACE and before != _JOINER:
            places += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        before = char
    return places


def aligned(
    rows: Sequence[Sequence[str]], right: Collection[int] = (), indent: str = ""
) -> list[str]:
    """Return rows of a table as lines, each column as wide as its widest cell.

    Parameters
    ----------
    rows : sequence of sequence of str
        A short row has no more cells. What a person wrote is made `harmless`.
    right : collection of int
        The columns that are set to the right, e.g. of figures.
    indent : str
        Before each line.

    Examples
    --------
    >>> aligned([("Natto", "413"), ("納豆", "9")], right={1})
    ['Natto  413', '納豆     9']
    """
    table = [[harmless(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip_longest(*table, fillvalue="")]
    return [
        (indent + _GAP.join(_set(cell, widths[at], at in right) for at, cell in enumerate(row)))
        .rstrip()
        for row in table
    ]  # fmt: skip


def _set(cell: str, places: int, right: bool) -> str:
    space = " " * (places - width(cell))
    return space + cell if right else cell + space


def paragraph(text: str) -> list[str]:
    """Return running text as lines."""
    return wrap(harmless(text), LINE)


def long_date(day: date) -> str:
    """Return a date with its weekday.

    Examples
    --------
    >>> long_date(date(2026, 2, 12))
    'Thursday 12 February 2026'
    """
    return f"{day:%A} {day.day} {day:%B %Y}"
