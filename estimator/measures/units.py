"""Turns amounts of foods and supplements into grams and units: the one place for pint.

Food has a dimension of its own, ``[food_mass]``, apart from the mass of a
component, so that leaving out a "per 100 g" is an error and not a wrong number.
Only the spellings of `estimator.measures.unit_names` reach pint, which by itself reads
``ug/100g`` as a mass squared, ``mug`` as a microgram and ``EL`` as an exalitre.
"""

import reprlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimator.errors import InputError, UnitError
from estimator.foods.items import Food, Item, Supplement
from estimator.foods.table import FoodTable, food_table
from estimator.measures import unit_errors
from estimator.measures.amounts import parse_amount, parse_amounts
from estimator.measures.columns import (
    RowProblem,
    cell_text,
    numbers_of,
    problems_of,
    resolve_distinct,
)
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    CUPS,
    INTERNATIONAL_UNITS,
    LONGEST_UNIT,
    MASSES,
    MAX_ENTRY_G,
    MAX_ENTRY_UNITS,
    VOLUMES,
    by_key,
    implied_portion,
    named_portion,
    unit_key,
    unit_name,
)

if TYPE_CHECKING:
    import pint

__all__ = [
    "CUPS",
    "MAX_ENTRY_G",
    "MAX_ENTRY_UNITS",
    "Measures",
    "RowProblem",
    "check_entry_quantity",
    "micrograms_in",
    "parse_amount",
    "registry",
]

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
_CUP_UNITS: Final = frozenset({"tsp", "tbsp", "cup", "fl oz"})
"""Volumes whose size depends on the cup setting."""

_BASE_UNIT: Final = "gram_food"
"""What all food is resolved to: an amount in it is what it says, and needs no pint."""
_MASS_NAMES: Final = {unit.label: unit.pint_name for unit in MASSES}
_VOLUME_NAMES: Final = {unit.label: unit.pint_name for unit in VOLUMES}
_COMPONENT_MASS_NAMES: Final = {
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


class Measures:
    """Resolves amounts to base units: grams of a food, number of units of a supplement.

    A food's own measure goes before a unit of the same name: a "cup" of milk is
    the cup that was weighed, as is a "tbsp" where a tablespoon was, whichever
    cup is set. The setting decides where a volume becomes grams by density.

    Parameters
    ----------
    cup : str
        "us_customary" (cup 236.588, tbsp 14.787, tsp 4.929, fl oz 29.574 [ml]),
        "us_legal" as on US labels (240, 15, 5, 30 [ml]), or "metric" (250, 15,
        5 [ml], and the US customary fl oz, as there is no metric one).
    table : FoodTable, optional
        What the ids in a frame refer to; by default the table that ships with
        the program.

    Raises
    ------
    UnitError
        If there is no such cup.

    References
    ----------
    .. [1] NIST Handbook 44, Appendix C (US customary units).
    .. [2] 21 CFR 101.9(b)(5)(viii) (units on US nutrition labels).

    Examples
    --------
    >>> natto = food_table().find("natto")
    >>> Measures().quantity(natto, "1 1/2", "packs")
    60.0
    """

    def __init__(self, cup: str = "us_customary", table: FoodTable | None = None) -> None:
        if cup not in CUPS:
            raise UnitError(f"{reprlib.repr(cup)} is not a cup. Choose one of {', '.join(CUPS)}.")
        self.cup = cup
        self._table = food_table() if table is None else table

    def quantity(self, item: Item, amount: str | float, unit: str) -> float:
        """Resolve one amount.

        Nothing is too much here, as the file of a cohort may hold totals;
        `check_entry_quantity` sets the limit of one diary entry.

        Parameters
        ----------
        item : Food or Supplement
            What was eaten.
        amount : str or float
            See `parse_amount`.
        unit : str
            One of `estimator.measures.unit_names.units_of` it, or another spelling of it.

        Returns
        -------
        float
            Grams of a food [g]; number of units of a supplement.

        Raises
        ------
        UnitError
            If the amount or the unit can't be used.
        """
        return parse_amount(amount) * self.unit_size(item, unit)

    def unit_size(self, item: Item, unit: str) -> float:
        """Return how much one of a unit is [g of a food, units of a supplement].

        Raises
        ------
        UnitError
            If the item can't be logged in this unit.
        """
        if len(unit) > LONGEST_UNIT or not unit_key(unit):
            raise unit_errors.unknown_unit(item, unit)
        if unit_key(unit) in INTERNATIONAL_UNITS:
            raise unit_errors.international_unit(item)
        if isinstance(item, Supplement):
            return _units_in(item, unit)
        return self._grams_in(item, unit)

    def quantities(
        self, items: "pd.Series[Any]", amounts: "pd.Series[Any]", units: "pd.Series[Any]"
    ) -> tuple[NDArray[np.float64], list[RowProblem]]:
        """Resolve whole columns, each distinct pair of item and unit once.

        Parameters
        ----------
        items : Series of str
            Ids of foods and supplements.
        amounts : Series of float or str
            Numbers are taken as they are; text is read by `parse_amount`.
        units : Series of str
            One of `estimator.measures.unit_names.units_of` it, or another spelling of it.

        Returns
        -------
        quantity : ndarray of float64
            Grams of a food [g], number of units of a supplement; NaN where the
            row can't be used.
        problems : list of RowProblem
            Every cell that can't be used, by row.
        """
        item_codes, found = resolve_distinct(items, lambda cell: self._table.get(cell_text(cell)))
        unit_codes, names = pd.factorize(units, use_na_sentinel=False)

        def size_of_pair(pair: int) -> float:
            item, unit = found[pair // len(names)], cell_text(names[pair % len(names)])
            # What an unknown item's unit means can't be known; the item is reported.
            return np.nan if isinstance(item, InputError) else self.unit_size(item, unit)

        pair_codes, sizes = resolve_distinct(item_codes * len(names) + unit_codes, size_of_pair)
        numbers, amount_problems = parse_amounts(amounts)
        problems = [
            *problems_of("item", items, item_codes, found),
            *amount_problems,
            *problems_of("unit", units, pair_codes, sizes),
        ]
        quantity = numbers * numbers_of(sizes)[pair_codes]
        return quantity, sorted(problems, key=lambda problem: (problem.row, problem.column))

    def _grams_in(self, food: Food, unit: str) -> float:
        name = unit_name(unit)
        if portion := named_portion(food, name):
            return portion.amount_g
        if name in _MASS_NAMES:
            return _pint_grams(_MASS_NAMES[name])
        if name in _VOLUME_NAMES and food.density_g_per_ml is not None:
            system = f"_{self.cup}" if name in _CUP_UNITS else ""
            return _pint_grams(_VOLUME_NAMES[name] + system, food.density_g_per_ml)
        if portion := implied_portion(food, name):
            return portion.amount_g
        if name in _VOLUME_NAMES:
            raise unit_errors.no_density(food, name)
        if name in _COMPONENT_MASS_NAMES:
            raise unit_errors.component_mass(food, unit)
        raise unit_errors.unknown_unit(food, unit)


def _units_in(supplement: Supplement, unit: str) -> float:
    key = unit_key(unit)
    if key == unit_key(supplement.unit_name):
        return 1.0
    if key not in _COMPONENT_MASS_NAMES:
        raise unit_errors.unknown_unit(supplement, unit)
    if len(supplement.dose_ug) > 1:
        raise unit_errors.several_forms(supplement, unit)
    (dose_ug,) = supplement.dose_ug.values()
    return _pint_micrograms(_COMPONENT_MASS_NAMES[key]) / dose_ug


@lru_cache(maxsize=1024)
def _pint_grams(pint_name: str, density_g_per_ml: float | None = None) -> float:
    """Return the food [g] in one unit of mass, or in one of volume at a density [g/mL]."""
    if pint_name == _BASE_UNIT:
        return 1.0
    food = registry().Quantity(1.0, pint_name)
    if density_g_per_ml is not None:
        food = food * registry().Quantity(density_g_per_ml, f"{_BASE_UNIT} / milliliter")
    return float(food.to(_BASE_UNIT).magnitude)


@cache
def _pint_micrograms(pint_name: str) -> float:
    return float(registry().Quantity(1.0, pint_name).to("microgram").magnitude)


def grams_in(unit: str) -> float | None:
    """Return how much food one of a unit of mass is [g], or None if it is no unit of mass.

    Examples
    --------
    >>> grams_in("kg"), grams_in("Ounces"), grams_in("cup")
    (1000.0, 28.349523125, None)
    """
    name = unit_name(unit[:LONGEST_UNIT])
    return _pint_grams(_MASS_NAMES[name]) if name in _MASS_NAMES else None


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
    if key not in _COMPONENT_MASS_NAMES:
        raise UnitError(f"{reprlib.repr(unit)} is not a unit of a vitamin. Give µg or mg.")
    return _pint_micrograms(_COMPONENT_MASS_NAMES[key])


def check_entry_quantity(item: Item, quantity: float) -> None:
    """Raise if a quantity is more than anybody eats of one item at once.

    Parameters
    ----------
    item : Food or Supplement
        What was eaten.
    quantity : float
        Grams of a food [g]; number of units of a supplement.

    Raises
    ------
    UnitError
        If it is more than `MAX_ENTRY_G` or `MAX_ENTRY_UNITS`.
    """
    if isinstance(item, Supplement):
        limit, most = MAX_ENTRY_UNITS, f"{MAX_ENTRY_UNITS:g} units"
        given = f"{quantity:,.6g} x {item.unit_name}"
    else:
        limit, most = MAX_ENTRY_G, f"{MAX_ENTRY_G / 1000:g} kg"
        given = f"{quantity / 1000:,.6g} kg"
    if not quantity <= limit:
        raise UnitError(
            f"{given} of {item.name} in one entry is more than the {most} allowed. "
            "Check amount and unit; if they are right, split the entry."
        )
