"""Every way to split what somebody wrote into items, and an item into amount, unit and food.

Nothing here knows which foods there are; see `estimator.quick_add` for the
grammar and for the choice among the ways.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from estimator.foods.name_index import name_key
from estimator.foods.table import FoodTable
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    INTERNATIONAL_UNITS,
    LONGEST_UNIT,
    MASSES,
    SERVINGS,
    VOLUMES,
    by_key,
    short_names,
    unit_name,
)
from estimator.quick_add.number_words import ARTICLES, amounts_at_start, is_numeral

_WORD_SEPARATOR: Final = r"\s(?:and|und|et|en|y|och)(?=\s)"
# "+" right after a digit is a class of fat: "48+ kaas".
_SEPARATOR: Final = re.compile(
    rf"[;；&，、،]|(?<!\d),|,(?!\d)|(?<!\d)\+|\+(?=\w)|{_WORD_SEPARATOR}", re.IGNORECASE
)
_ENDS_AS_SEPARATOR: Final = re.compile(r"[;；&，、،,+]$")
_BRACKETED_AMOUNT: Final = re.compile(r"\((?=\d)([^()]*)\)")
_GLUED: Final = re.compile(r"(?P<number>.*[^\W_a-zA-Z])(?P<unit>[^\W\d]+|[×*])")
_TIMES: Final = frozenset({"x", "×", "*"})
_BULLETS: Final = frozenset({"-", "–", "—", "•", "·"})
_MOST_UNIT_WORDS: Final = 5
_MOST_AMOUNT_WORDS: Final = 4

IsUnit = Callable[[str], bool]


class Reading(NamedTuple):
    """One way to read an item; what is not written is None or empty."""

    amount: str | float | None
    """A number that was written in words, or text for `estimator.measures.amounts.parse_amount`."""
    unit: str
    food: str


def pieces(line: str) -> list[tuple[int, int]]:
    """Return where each piece between separators begins and ends; no piece is blank.

    Examples
    --------
    >>> line = "2 eggs,1,5 dl milk and one and a half pears"
    >>> [line[start:end] for start, end in pieces(line)]
    ['2 eggs', '1,5 dl milk', 'one and a half pears']
    """
    found, start = [], 0
    for separator in _SEPARATOR.finditer(line):
        words = line[start : separator.start()].split()
        if not _is_amount(words) or not separator[0][-1].isalpha():
            found.append((start, separator.start()))
            start = separator.end()
    found.append((start, len(line)))
    return [_without_space(line, *span) for span in found if line[slice(*span)].strip()]


def readings(text: str, is_unit: IsUnit) -> Iterator[Reading]:
    """Return every way to read an item: whole, amount first, amount last, without a number."""
    yield Reading(None, "", text)
    words = _words(text, is_unit)
    for used, amount in amounts_at_start(words):
        rest = words[used:]
        yield from (Reading(amount, *split) for split in _unit_and_food(_past_times(rest), is_unit))
    for start in range(max(1, len(words) - _MOST_UNIT_WORDS - _MOST_AMOUNT_WORDS), len(words)):
        food = words[:start]
        if food[-1] in _TIMES:
            food = food[:-1]
        for used, amount in amounts_at_start(words[start:]):
            unit = " ".join(words[start + used :])
            if food and (is_unit(unit) if unit else words[start] not in ARTICLES):
                yield Reading(amount, unit, " ".join(food))
    yield from (Reading(None, *split) for split in _unit_and_food(words, is_unit) if split[0])
    if len(words) > 1 and words[0].casefold() in ARTICLES:
        yield Reading(None, "", " ".join(words[1:]))


def bare_amount(text: str, is_unit: IsUnit) -> bool:
    """Return whether a text is an amount, with a unit or without, and names no food."""
    words = _words(text, is_unit)
    return any(
        used == len(words) or is_unit(" ".join(words[used:])) for used, _ in amounts_at_start(words)
    )


def stray_number(food: str, name: str) -> str | None:
    """Return a number in the words of a food that the name it is taken for hasn't got.

    Examples
    --------
    >>> stray_number("goda 30", "Gouda"), stray_number("mk-7 90", "MK-7 supplement, 90 ug")
    ('30', None)
    """
    words = " ".join(food.split()).replace(" %", "%").split()
    written = {word.strip("()[],;") for word in name.split()}
    for word in words:
        if (is_numeral(word) or (word[:1].isdecimal() and word.isalnum())) and word not in written:
            return word
    # "a coffee" is none of the names that begin with these letters.
    used = min((used for used, _ in amounts_at_start(words)), default=0)
    spelt = [word for word in words[:used] if name_key(word) not in name_key(name).split()]
    return " ".join(spelt) or None


def keeps_marks(text: str, name: str) -> bool:
    """Return whether a text may stand for a name of the same letters and digits.

    Commas of the name may be left out, but none may be added: "butter, chicken"
    are two foods, and "2 milk" is no "2% milk".
    """
    rest = iter(re.findall(r"[,;&，、،；]", name))
    added = any(mark not in rest for mark in re.findall(r"[,;&，、،；]", text))
    return not added and re.findall(r"[%+]", text) == re.findall(r"[%+]", name)


def unit_words(table: FoodTable) -> frozenset[str]:
    """Return the names that any unit, or measure of a food of the table, goes by."""
    measures = {portion.measure for food in table.foods.values() for portion in food.portions}
    measures |= {supplement.unit_name for supplement in table.supplements.values()}
    short = frozenset().union(*map(short_names, measures))
    generic = by_key(*MASSES, *VOLUMES, *COMPONENT_MASSES)
    names = {*measures, *generic, *SERVINGS}
    return short | INTERNATIONAL_UNITS | frozenset(map(unit_name, names))


def known_unit(text: str, names: frozenset[str]) -> bool:
    """Return whether a text is one of these names of units, and no separator ends it."""
    return (
        len(text) <= LONGEST_UNIT
        and not _ENDS_AS_SEPARATOR.search(text)
        and unit_name(text) in names
    )


def _words(text: str, is_unit: IsUnit) -> list[str]:
    """Split an item at its spaces and between a number and its unit, without a bullet."""
    words = [
        part
        for word in _BRACKETED_AMOUNT.sub(r" \1 ", text).split()
        for part in _unglued(word, is_unit)
    ]
    start = next((n for n, word in enumerate(words) if word not in _TIMES | _BULLETS), 0)
    return words[start:]


def _unglued(word: str, is_unit: IsUnit) -> Sequence[str]:
    """Split "30g", "2x" and "x2"."""
    if word[0] in _TIMES and is_numeral(word[1:]):
        return word[0], word[1:]
    match = _GLUED.fullmatch(word)
    if match and is_numeral(match["number"]):
        unit = match["unit"]
        if unit.casefold() in _TIMES or is_unit(unit):
            return match["number"], unit
    return (word,)


def _unit_and_food(words: Sequence[str], is_unit: IsUnit) -> Iterator[tuple[str, str]]:
    """Return the ways to split words into unit and food, the longest unit first."""
    for count in range(min(_MOST_UNIT_WORDS, len(words) - 1), -1, -1):
        unit, food = " ".join(words[:count]), words[count:]
        # "box of eggs": a measure, if perhaps none that is known.
        of = len(food) > 1 and food[0].casefold() == "of"
        if food and (not unit or is_unit(unit) or (of and count == 1)):
            yield unit, " ".join(food[1:] if of else food)
    for count in range(1, min(_MOST_UNIT_WORDS, len(words))):
        # "large boiled egg": the food is a part of its own measure.
        if is_unit(unit := " ".join((*words[:count], words[-1]))):
            yield unit, " ".join(words[count:])


def _past_times(words: Sequence[str]) -> Sequence[str]:
    return words[1:] if words and words[0].casefold() in _TIMES else words


def _is_amount(words: Sequence[str]) -> bool:
    return any(used == len(words) for used, _ in amounts_at_start(words))


def _without_space(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())
