"""The one pint registry: mass of food, mass of a component and volume, with each kind of cup.

Food has a dimension of its own, ``[food_mass]``, apart from the mass of a
component, so that leaving out a "per 100 g" is an error and not a wrong number.
Only the spellings of `estimator.measures.unit_names` reach pint, which by itself reads
``ug/100g`` as a mass squared, ``mug`` as a microgram and ``EL`` as an exalitre.
"""

import reprlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from estimator.errors import UnitError
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    INTERNATIONAL_UNITS,
    LONGEST_UNIT,
    MASSES,
    VOLUMES,
    by_key,
    unit_key,
    unit_name,
)

if TYPE_CHECKING:
    import pint

# The metric system has no fluid ounce; the US customary one is meant there.
_DEFINITIONS: Final = """
gram_food = [food_mass]
kilogram_food = 1000 * gram_food
milligram_food = 0.001 * gram_food
pound_food = 453.59237 * gram_food
ounce_food = pound_food / 16

gram = [mass]
milligram = 0.001 * gram
microgram = 0.000001 * gram
mole = [substance]
nanomole = 0.000000001 * mole

milliliter = [volume]
centiliter = 10 * milliliter
deciliter = 100 * milliliter
liter = 1000 * milliliter

fluid_ounce_us_customary = 29.5735295625 * milliliter
cup_us_customary = 8 * fluid_ounce_us_customary
tablespoon_us_customary = cup_us_customary / 16
teaspoon_us_customary = cup_us_customary / 48

fluid_ounce_us_legal = 30 * milliliter
cup_us_legal = 240 * milliliter
tablespoon_us_legal = 15 * milliliter
teaspoon_us_legal = 5 * milliliter

fluid_ounce_metric = fluid_ounce_us_customary
cup_metric = 250 * milliliter
tablespoon_metric = 15 * milliliter
teaspoon_metric = 5 * milliliter
"""

_BASE_UNIT: Final = "gram_food"
"""What all food is resolved to: an amount in it is what it says, and needs no pint."""

MASS_NAMES: Final = {unit.label: unit.pint_name for unit in MASSES}
VOLUME_NAMES: Final = {unit.label: unit.pint_name for unit in VOLUMES}

COMPONENT_MASS_NAMES: Final = {
    key: unit.pint_name for key, unit in by_key(*COMPONENT_MASSES).items()
}


@cache
def registry() -> "pint.UnitRegistry[Any]":
    """Return the one unit registry, made on first use.

    It holds no prefixes and no units but ours; masses of food end in ``_food``.

    Examples
    --------
    >>> unit = registry()
    >>> pack = unit.Quantity(40.0, "gram_food")
    >>> (pack * unit.Quantity(9.0, "microgram / gram_food")).to("microgram").magnitude
    360.0
    """
    import pint  # takes 0.1 to 0.3 s; what is eaten in grams or pieces needs none

    return pint.UnitRegistry(_DEFINITIONS.strip().splitlines())


@lru_cache(maxsize=1024)
def pint_grams(pint_name: str, density_g_per_ml: float | None = None) -> float:
    """Return the food [g] in one unit of mass, or in one of volume at a density [g/mL]."""
    if pint_name == _BASE_UNIT:
        return 1.0
    food = registry().Quantity(1.0, pint_name)
    if density_g_per_ml is not None:
        food = food * registry().Quantity(density_g_per_ml, f"{_BASE_UNIT} / milliliter")
    return float(food.to(_BASE_UNIT).magnitude)


@cache
def pint_micrograms(pint_name: str) -> float:
    """Return how much one of a unit of a vitamin is [µg], by the name it has in the registry."""
    return float(registry().Quantity(1.0, pint_name).to("microgram").magnitude)


def grams_in(unit: str) -> float | None:
    """Return how much food one of a unit of mass is [g], or None if it is no unit of mass.

    Examples
    --------
    >>> grams_in("kg"), grams_in("Ounces"), grams_in("cup")
    (1000.0, 28.349523125, None)
    """
    name = unit_name(unit[:LONGEST_UNIT])
    return pint_grams(MASS_NAMES[name]) if name in MASS_NAMES else None


def micrograms_in(unit: str) -> float:
    """Return how much one of a unit of a vitamin is [µg].

    Raises
    ------
    UnitError
        If it is neither µg nor mg, in any spelling.

    Examples
    --------
    >>> micrograms_in("mcg"), micrograms_in("mg")
    (1.0, 1000.0)
    """
    key = unit_key(unit[:LONGEST_UNIT])
    if key in INTERNATIONAL_UNITS:
        raise UnitError("Vitamin K is not measured in international units (IU). Give µg or mg.")
    if key not in COMPONENT_MASS_NAMES:
        raise UnitError(f"{reprlib.repr(unit)} is not a unit of a vitamin. Give µg or mg.")
    return pint_micrograms(COMPONENT_MASS_NAMES[key])
