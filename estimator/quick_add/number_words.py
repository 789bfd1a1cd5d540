"""Numbers as people write them among words: "1 1/2", "half a", "one and a half", "a dozen"."""

import re
from collections.abc import Sequence
from typing import Final

ARTICLES: Final = frozenset({"a", "an"})

_COUNTS: Final = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
}
_PARTS: Final = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}
_GROUPS: Final = {"couple": 2.0, "dozen": 12.0}

_COUNT_WORD: Final = rf"(?P<count>{'|'.join(_COUNTS)})"
_COUNT: Final = rf"(?P<count>{'|'.join(_COUNTS)}|\d{{1,3}})"
_PART: Final = rf"(?P<part>{'|'.join(_PARTS)})s?"
_GROUP: Final = rf"(?P<group>{'|'.join(_GROUPS)})"
_SPELT: Final = tuple(
    re.compile(rf"{form}(?![^ ])")
    for form in (
        _COUNT_WORD,
        rf"{_PART}(?: of)?(?: an?)?",
        rf"{_COUNT_WORD} {_PART}(?: of)?(?: an?)?",
        rf"{_GROUP}(?: of)?",
        rf"{_COUNT} {_GROUP}(?: of)?",
        rf"{_PART}(?: an?)? {_GROUP}(?: of)?",
    )
)
_AND_PART: Final = re.compile(rf"{_COUNT} and (?:an? )?{_PART}(?![^ ])")
_FRACTION: Final = re.compile(r"\d+[/⁄]\d+")
_LONGEST: Final = 5


def amounts_at_start(words: Sequence[str]) -> list[tuple[int, str | float]]:
    """Return the ways to read the first words as an amount, the longest first.

    Parameters
    ----------
    words : sequence of str
        A text, split at its spaces.

    Returns
    -------
    list of tuple
        How many words it takes, and the amount: a number if it is in words, else
        text for `estimator.measures.amounts.parse_amount`, which may refuse it.

    Examples
    --------
    >>> amounts_at_start(["1", "1/2", "cups"])
    [(2, '1 1/2'), (1, '1')]
    >>> amounts_at_start("one and a half packs".split())
    [(4, 1.5), (1, 1.0)]
    """
    found: dict[int, str | float] = dict(_in_words(words))
    if words and is_numeral(words[0]):
        # "3.5 %" is how fat a food is, and not how much of it.
        if not "".join(words[1:2]).startswith("%"):
            found[1] = words[0]
        if _is_fraction("".join(words[1:2])):
            found[2] = f"{words[0]} {words[1]}"
        if words[1:2] == ["and"] and _is_fraction("".join(words[2:3])):
            found[3] = f"{words[0]} {words[2]}"
    return sorted(found.items(), reverse=True)


def is_numeral(word: str) -> bool:
    """Return whether a word is written in digits alone, with whatever marks.

    Examples
    --------
    >>> [is_numeral(word) for word in ("1,5", "½", "-2", "10^9", "48+", "2%", "A38", "1e9")]
    [True, True, True, True, False, False, False, False]
    """
    return word[-1:].isnumeric() and not any(map(str.isalpha, word))


def _is_fraction(word: str) -> bool:
    sign = len(word) == 1 and is_numeral(word) and not word.isdigit()
    return sign or _FRACTION.fullmatch(word) is not None


def _in_words(words: Sequence[str]) -> list[tuple[int, float]]:
    text = " ".join(words[:_LONGEST]).casefold()
    matches = [match for form in _SPELT if (match := form.match(text))]
    found = [(_length(match), _product(match)) for match in matches]
    if match := _AND_PART.match(text):
        found.append((_length(match), _count(match["count"]) + _PARTS[match["part"]]))
    return found


def _length(match: re.Match[str]) -> int:
    return match[0].count(" ") + 1


def _product(match: re.Match[str]) -> float:
    named = match.groupdict()
    return (
        _count(named.get("count") or "one")
        * _PARTS.get(named.get("part") or "", 1.0)
        * _GROUPS.get(named.get("group") or "", 1.0)
    )


def _count(word: str) -> float:
    return _COUNTS[word] if word in _COUNTS else float(word)
