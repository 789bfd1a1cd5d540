"""The names a unit may go by, and a food's own measures under any of theirs."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from estimator.foods.items import Food, Item, Portion, Supplement

CUPS: Final = ("us_customary", "us_legal", "metric")
"""Which cup, spoons and fluid ounce are meant; see `estimator.measures.units.Measures`."""

MAX_ENTRY_G: Final = 5000.0
"""More than this of one food in one diary entry [g] is taken for a slip."""

MAX_ENTRY_UNITS: Final = 100.0
"""More than this of one supplement in one diary entry [units] is taken for a slip."""


class UnitName(NamedTuple):
    """A unit of mass or volume, and how people spell it in the singular."""

    label: str
    pint_name: str
    spellings: tuple[str, ...]


# Left out on purpose: "t", "T" and "c" (spoon, cup or tonne?), "gr" (gram or
# grain?), "pint" and "quart" (US or UK?), and spoons in other languages.
MASSES: Final[tuple[UnitName, ...]] = (
    UnitName("g", "gram_food", ("g", "gram", "gramme", "gm")),
    UnitName("kg", "kilogram_food", ("kg", "kilogram", "kilogramme", "kilo")),
    UnitName("oz", "ounce_food", ("oz", "ounce")),
    UnitName("lb", "pound_food", ("lb", "pound")),
    UnitName("mg", "milligram_food", ("mg", "milligram", "milligramme")),
)
"""Masses of food. "oz" is always the ounce of mass, of a drink as well."""

VOLUMES: Final[tuple[UnitName, ...]] = (
    UnitName("ml", "milliliter", ("ml", "milliliter", "millilitre")),
    UnitName("cl", "centiliter", ("cl", "centiliter", "centilitre")),
    UnitName("dl", "deciliter", ("dl", "deciliter", "decilitre")),
    UnitName("l", "liter", ("l", "liter", "litre")),
    UnitName("tsp", "teaspoon", ("tsp", "teaspoon", "teaspoonful")),
    UnitName("tbsp", "tablespoon", ("tbsp", "tablespoon", "tablespoonful")),
    UnitName("cup", "cup", ("cup",)),
    UnitName("fl oz", "fluid_ounce", ("fl oz", "floz", "fluid ounce", "fluid oz", "fl ounce")),
)
"""Volumes; each needs the density of the food."""

COMPONENT_MASSES: Final[tuple[UnitName, ...]] = (
    UnitName("µg", "microgram", ("ug", "mcg", "microgram", "microgramme")),
    UnitName("mg", "milligram", ("mg", "milligram", "milligramme")),
)
"""Masses of a vitamin, for supplements."""

INTERNATIONAL_UNITS: Final = frozenset({"iu", "ie", "ui", "international unit"})
SERVINGS: Final = frozenset({"serving", "portion"})
LONGEST_UNIT: Final = 80
"""A longer text is no unit."""

_PLURALS: Final = (
    (re.compile(r"^feet$"), "foot"),
    (re.compile(r"(?<=\w\w)(?<!s)s$"), ""),
    (re.compile(r"(?<=ss|sh|ch)e$|(?<=\w[xo])e$"), ""),
    (re.compile(r"(?<=\w\w)ie$"), "y"),
    (re.compile(r"ve$"), "f"),
)


@lru_cache(maxsize=4096)
def unit_key(text: str) -> str:
    """Fold what makes no difference: case, plural, brackets, full stops, µ or u.

    A slash, a sign or a digit makes a difference and stays. The key of a word
    ending in -ie or -ve is no word, but the same for its plural.

    Examples
    --------
    >>> unit_key("Eggs (large)"), unit_key("fl. oz."), unit_key("µg/100g")
    ('egg large', 'fl oz', 'ug/100g')
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("μ", "u").replace(".", "")
    return " ".join(map(_singular, re.sub(r"[(),]", " ", folded).split()))


def _singular(word: str) -> str:
    for ending, replacement in _PLURALS:
        word = ending.sub(replacement, word)
    return word


def by_key(*names: UnitName) -> dict[str, UnitName]:
    """Return the names by the key of each of their spellings."""
    return {unit_key(spelling): name for name in names for spelling in name.spellings}


_KNOWN: Final = by_key(*MASSES, *VOLUMES)


@lru_cache(maxsize=4096)
def unit_name(text: str) -> str:
    """Return the label of a mass or volume, or the key of any other name.

    Examples
    --------
    >>> unit_name("Tablespoons"), unit_name("slices"), unit_name("portion")
    ('tbsp', 'slice', 'serving')
    """
    key = unit_key(text)
    if key in SERVINGS:
        return "serving"
    return _KNOWN[key].label if key in _KNOWN else key


def base_unit(item: Item) -> str:
    """Return the unit that the quantity of an entry is in: grams, or units of a supplement."""
    return item.unit_name if isinstance(item, Supplement) else "g"


def units_of(item: Item) -> list[str]:
    """Return the units an item can be logged in, its own first, the default one leading."""
    if isinstance(item, Supplement):
        generic = COMPONENT_MASSES if len(item.dose_ug) == 1 else ()
        return [item.unit_name, *(unit.label for unit in generic)]
    own = [portion.measure for portion in item.portions]
    taken = {unit_name(measure) for measure in own}
    generic = MASSES if item.density_g_per_ml is None else MASSES + VOLUMES
    return own + [unit.label for unit in generic if unit.label not in taken]


def named_portion(food: Food, name: str) -> Portion | None:
    """Return the measure of a food that has this very name, in any spelling."""
    return next((portion for portion in food.portions if unit_name(portion.measure) == name), None)


def implied_portion(food: Food, name: str) -> Portion | None:
    """Return the measure a shorter or turned-round name stands for, if only one can be meant.

    "serving" is the default measure; "egg" and "large egg" are "egg (large)".
    Where several measures share the short name, the default one is meant if it
    is among them.
    """
    if not food.portions:
        return None
    default = food.portions[0]
    if name == "serving":
        return default
    meant = [portion for portion in food.portions if name in short_names(portion.measure)]
    return default if default in meant else meant[0] if len(meant) == 1 else None


@lru_cache(maxsize=4096)
def short_names(measure: str) -> frozenset[str]:
    """Return the shorter and turned-round names of a measure.

    Examples
    --------
    >>> sorted(short_names("egg (large)"))
    ['egg', 'large egg']
    """
    match = re.fullmatch(r"(?P<head>[^,(]+?)\s*[,(]\s*(?P<quality>[^,()]+)\)?", measure)
    if not match:
        return frozenset()
    return frozenset({unit_name(match["head"]), unit_key(f"{match['quality']} {match['head']}")})
