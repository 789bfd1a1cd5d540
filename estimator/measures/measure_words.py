"""Amounts of household measures in words: "2 slices", "2 large eggs"."""

import re
from functools import cache
from typing import Final

from estimator.foods.table import food_table

_OF_SUPPLEMENTS: Final = frozenset({"capsule", "tablet", "drop"})
_IRREGULAR: Final = {
    "leaf": "leaves",
    "loaf": "loaves",
    "half": "halves",
    "foot": "feet",
    "potato": "potatoes",
    "tomato": "tomatoes",
    **{same: same for same in ("choux", "fish", "medium", "shishamo", "shrimp", "slices", "small")},
}
_SIZES: Final = "small|medium|large|extra large|jumbo"
_SIZED: Final = re.compile(rf"egg \(({_SIZES})\)|egg, ({_SIZES})")
"""As the table of portions has it, and as it may be written for an amount."""
_COUNTED_FIRST: Final = re.compile(r"(cup|tablespoon|teaspoon|slice|skin)\b(.*)")
"""Whose first word is counted, whatever follows: "cup, sliced", "cup raw"."""
_TELLS_MORE: Final = re.compile(r"(.+?)((?:,| (?:of|with|without|on)\b| \().*)")


def measure_words(amount: float, unit: str) -> str:
    """Write an amount of a unit; of the measures of the food table, the plural where it is due.

    A unit that somebody named themselves may be of any language and stays as it is.

    Examples
    --------
    >>> measure_words(2, "slice"), measure_words(0.5, "slice"), measure_words(2, "egg (large)")
    ('2 slices', '0.5 slice', '2 large eggs')
    >>> measure_words(1, "egg (large)"), measure_words(2, "Scheibe"), measure_words(1.5, "glass")
    ('1 large egg', '2 Scheibe', '1.5 glasses')
    >>> measure_words(2, "cup, sliced"), measure_words(3, "thigh with skin"), measure_words(2, "g")
    ('2 cups, sliced', '3 thighs with skin', '2 g')
    >>> measure_words(1, "8 pieces"), measure_words(2, "8 pieces")
    ('8 pieces', '2 x 8 pieces')
    """
    if unit[:1].isdigit():  # "8 pieces" and "6 inch sub" have a number of their own
        return unit if amount == 1 else f"{amount:g} x {unit}"
    if sized := _SIZED.fullmatch(unit):
        unit = f"{sized[1] or sized[2]} egg"
    elif unit not in _measures():
        return f"{amount:g} {unit}"
    return f"{amount:g} {_plural(unit) if amount > 1 else unit}"


@cache
def _measures() -> frozenset[str]:
    foods = food_table().foods.values()
    return _OF_SUPPLEMENTS | {portion.measure for food in foods for portion in food.portions}


def _plural(measure: str) -> str:
    """Return the plural of a measure, of which the last word is counted, or what tells more."""
    parts = _COUNTED_FIRST.fullmatch(measure) or _TELLS_MORE.fullmatch(measure)
    counted, rest = parts.groups() if parts else (measure, "")
    *before, noun = counted.split(" ")
    return " ".join([*before, _plural_noun(noun)]) + rest


def _plural_noun(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if re.search(r"(s|x|ch|sh)$", noun):
        return f"{noun}es"
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}s"
