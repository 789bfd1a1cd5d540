"""Which of a food's own measures is meant by a unit, a size or a number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item, Portion
from estimator.foods.names import singular
from estimator.measures.unit_names import (
    MASSES,
    VOLUMES,
    implied_portion,
    named_portion,
    unit_key,
    unit_name,
)
from estimator.words.grammar import ENGLISH, grammar, stem
from estimator.words.text import fold

LARGEST_COUNT: Final = 12.0
"""A larger number without a unit is rather grams than a count of slices."""

_SPOONS: Final = {
    "tbsp": (("cup", 16),),
    "tsp": (("tablespoon", 3), ("cup", 48)),
}
"""Of which measures a spoon is one of so many parts, the nearest first."""

_NOT_COUNTED: Final = frozenset(
    {"cup", "tablespoon", "teaspoon", "glass", "mug", "bowl", "plate", "shot", "serving"}
    | {"handful", "half", "quarter", "package", "packet", "pack", "bag", "box", "loaf", "tub"}
    | {"block", "container", "jar", "stick", "head", "cubic", "log"}
)
"""Words of measures that a number alone doesn't mean: "10 crisps" are not 10 bags."""

_BY_THE_CUP: Final = frozenset({"cup", "glass", "mug", "can", "bottle", "pint", "shot"})
"""What a number of drinks counts: "2 coffees"."""

_BY_THE_POT: Final = frozenset({"container", "pot", "pack", "tub", "stick"})
"""What a small number counts of what is sold so: "2 yogurts", "2 natto"."""

_LARGEST_OF_TWO: Final = 100.0
"""Of what weighs more [g] a plural may be a part: "potatoes" are hardly two large ones."""

_MOST_CUPS: Final = 6
_CUT: Final = frozenset(
    {"sweets and chocolate", "mixed dishes", "bread and cereal", "processed meat"}
)
_CUT_FROM_WHOLES: Final = frozenset({"cheese", "sweets and chocolate", "mixed dishes", "poultry"})
_PARTS: Final = {"whole": 1.0, "half": 2.0, "quarter": 4.0}
"""Words that begin a measure of the whole food, and how many of that make it."""

WHOLE: Final = "whole"
"""What one of an animal is counted by: "半只烤鸡" is half a chicken."""

_IT: Final = frozenset({"cheese", "one"})
SLICES: Final = frozenset({"slice", "wedge", "square"})
COOKED: Final = "cooked"
_COOKED_WORDS: Final = frozenset({"frozen", "canned", "tinned", "creamed", "wilted"})
"""Words of leaves that are no longer raw when eaten."""

_STRIPS: Final = frozenset({"strip"})
_NEAREST_SIZE: Final = {"jumbo": "large", "extra large": "large"}

ALIKE: Final = {
    "packet": ("pack", "packet", "package", "small bag", "bag", "small box", "box", "pouch"),
    "can": ("can", "tin"),
    "pot": ("pot", "container", "tub", "cup"),
    "mug": ("mug", "pot", "cup", "glass"),
    "beaker": ("pot", "container", "tub", "mug", "glass", "cup"),
    "glass": ("glass", "cup"),
    "bottle": ("bottle",),
    "bowl": ("bowl", "plate"),
    "plate": ("plate", "bowl"),
    "handful": ("handful", "small handful"),
    "slice": ("slice", "strip", "rasher", "sheet", "piece", "ring"),
    "piece": ("piece", "item", "unit"),
    "whole": ("whole",),
    "fillet": ("fillet", "half fillet"),
    "stick": ("stick", "bar", "spear", "roll"),
    "wedge": ("wedge", "slice", "piece", "triangle"),
    "square": ("square", "piece", "cube"),
    "bar": ("bar",),
    "scoop": ("scoop", "ball"),
    "serving": ("serving",),
    "tbsp": ("tablespoon",),
    "tsp": ("teaspoon",),
    "pat": ("pat",),
    "cube": ("cube",),
    "leaf": ("leaf",),
    "jar": ("jar",),
    "capsule": ("capsule",),
    "patty": ("patty", "burger"),
    "link": ("link", "sausage"),
}
"""Measures that stand for one another, the nearest first."""


def own_portion(food: Food, unit: str, words: str = "") -> Portion | None:
    """Return the measure that a food has of its own for a unit; None if it has none."""
    name = unit_name(unit)
    if portion := named_portion(food, name):
        return portion
    for other in ALIKE.get(unit, ()):
        if portion := named_portion(food, unit_name(other)):
            return portion
    if portion := implied_portion(food, name):
        return portion
    if unit == "piece" and food.group in _CUT and food.portions:
        # A piece of a cake, a pizza or bacon is a slice of it.
        first = food.portions[0]
        if not SLICES.isdisjoint(fold(first.measure).split()):
            return first
    if unit in ("piece", "serving") and (own := measure_of_itself(food, words)):
        return own
    if unit == "piece" and (own := _measure_of_its_name(food)):
        return own
    # "cup" of what has a "cup, chopped" and no other; "half a cup" of what has a "half cup".
    begun = [p for p in food.portions if fold(p.measure).split()[:1] == fold(unit).split()[:1]]
    weighable = is_mass_or_volume(unit) and food.density_g_per_ml is not None
    return _of_the_state(begun, words) if begun and not weighable else None


def _of_the_state(portions: Sequence[Portion], words: str) -> Portion:
    """Return the measure of what is cooked where that is written, else the first.

    A cup of leaves is one of raw ones: "1 cup spinach" goes into a salad.
    """
    cooked = any(
        sense.kind == "state" and sense.meaning == COOKED
        for word in fold(words).split()
        for sense in grammar().senses(word)
    ) or not _COOKED_WORDS.isdisjoint(fold(words).split())
    of_it = [one for one in portions if COOKED in fold(one.measure).split()]
    return of_it[0] if cooked and of_it else portions[0]


def measure_of_itself(item: Item, words: str) -> Portion | None:
    """Return the measure that a food is of itself: "2 eggs", "10 almonds", "3 chicken thighs"."""
    if not isinstance(item, Food):
        return None
    written = fold(words).split()
    # In this order: "cherry tomatoes" are no tomatoes.
    keys = (unit_name(words), *(unit_name(word) for word in written[-1:] + written[:1]))
    for key in dict.fromkeys(keys):
        if portion := named_portion(item, key) or implied_portion(item, key):
            return portion
    names = {*fold(item.name).split(), *written}
    stems = {stem(word, ENGLISH) for word in names}
    for portion in item.portions:
        measure = {stem(word, ENGLISH) for word in fold(portion.measure).split()}
        if measure & stems and not measure & _NOT_COUNTED and not portion.measure[0].isdigit():
            return portion
    piece = named_portion(item, "piece")
    if piece:
        return piece
    return None


def is_of_wholes(food: Food) -> bool:
    """Return whether a food is cut from something larger, as chicken and cheese are."""
    return food.group in _CUT_FROM_WHOLES


def is_cut_from(food: Food, portion: Portion) -> bool:
    """Return whether a measure is cut from the food, and half of it no half of the food."""
    cuts = SLICES | _STRIPS
    return is_of_wholes(food) and not cuts.isdisjoint(fold(portion.measure).split())


def portion_of_the_whole(food: Food, words: str) -> tuple[float, Portion] | None:
    """Return how many of a measure are the whole food: 2 of "half chicken", 1 "whole pizza"."""
    stems = {stem(word, ENGLISH) for word in (*fold(words).split(), *fold(food.name).split())}
    for portion in food.portions:
        part, *rest = fold(portion.measure).split()
        if part in _PARTS and all(word in _IT or stem(word, ENGLISH) in stems for word in rest):
            return _PARTS[part], portion
    return None


def spoon_of_a_cup(food: Food, unit: str) -> Portion | None:
    """Return what a spoon holds of a food by a cup or a larger spoon of it; None if it flows.

    The spoon bears the name of the measure it is a part of: a spoon of grated cheese is one
    sixteenth of the cup.
    """
    if food.density_g_per_ml:
        return None
    for begins, parts in _SPOONS.get(unit_name(unit), ()):
        for portion in food.portions:
            if fold(portion.measure).split()[0] == begins:
                return replace(portion, amount_g=portion.amount_g / parts)
    return None


def says_whole(words: str) -> bool:
    """Return whether "whole" is among some words, in any language."""
    return any(
        sense.meaning == "whole" for word in fold(words).split() for sense in grammar().senses(word)
    )


def _measure_of_its_name(food: Food) -> Portion | None:
    """Return the first measure of a food if that is a word for the thing: "pieróg", "taco"."""
    first = food.portions[0] if food.portions else None
    words = unit_key(first.measure).split() if first else []
    alike = {one for others in ALIKE.values() for one in others}
    general = _NOT_COUNTED | _BY_THE_CUP | set(ALIKE) | alike
    return first if len(words) == 1 and general.isdisjoint(words) else None


def portion_of_several(food: Food, words: str) -> Portion | None:
    """Return the measure that is a number of pieces, such as "10 grapes"."""
    written = {stem(word, ENGLISH) for word in (*fold(words).split(), *fold(food.name).split())}
    for portion in food.portions:
        number, *rest = fold(portion.measure).split()
        if number.isdigit() and len(rest) == 1 and stem(rest[0], ENGLISH) in written:
            return portion
    return None


def countable_portion(food: Food, value: float) -> Portion | None:
    """Return the first measure of a food, if it is one that a number alone counts."""
    if not food.portions:
        return None
    first = food.portions[0]
    measure = set(unit_key(first.measure).split())
    if first.measure[0].isdigit() or value > LARGEST_COUNT:
        return None
    if measure.isdisjoint(_NOT_COUNTED | _BY_THE_CUP):
        return first
    if food.group == "beverages" and measure & _BY_THE_CUP and value <= _MOST_CUPS:
        return first
    return first if measure & _BY_THE_POT and value <= _MOST_CUPS else None


def fewest_of(food: Food, portion: Portion, words: str) -> float:
    """Return how many of a small measure a plural of English is at least: two for "eggs"."""
    last = fold(words).split()[-1:]
    one = singular(last[0]) if last else ""
    measure = fold(portion.measure).split()
    if last == [one] or portion.amount_g > _LARGEST_OF_TWO or portion.measure[0].isdigit():
        return 1.0
    if not set(measure).isdisjoint(_NOT_COUNTED | _BY_THE_CUP | SLICES):
        return 1.0
    named = {singular(word) for word in (*measure, *fold(food.name).split())}
    return 2.0 if one in named else 1.0


def portion_of_size(food: Food, size: str, unit: str) -> Portion | None:
    """Return the measure of a food that is of a size, such as "egg (large)"."""
    for one in (size, _NEAREST_SIZE.get(size, "")):
        for portion in food.portions if one else ():
            measure = fold(portion.measure).split()
            held = f" {one} " in f" {' '.join(measure)} "
            if held and _is_so_large(one, measure) and (not unit or fold(unit) in measure):
                return portion
    return None


def _is_so_large(size: str, measure: Sequence[str]) -> bool:
    """Return whether a measure is no "extra large" where "large" is meant."""
    return size != "large" or "extra" not in measure


def is_mass_or_volume(unit: str) -> bool:
    """Return whether a unit is one of mass or volume, which needs no measure of the food."""
    return unit_name(unit) in {one.label for one in (*MASSES, *VOLUMES)}


def alike_measures(measure: str) -> Iterator[str]:
    """Yield the units that mean a measure so plainly that nothing need be said."""
    names = {unit_name(measure), *(unit_name(word) for word in fold(measure).split())}
    for unit, others in ALIKE.items():
        if names & {unit_name(unit), *map(unit_name, others)}:
            yield unit_name(unit)
    yield from names
