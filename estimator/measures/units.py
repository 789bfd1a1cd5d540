"""Turns amounts of foods and supplements into grams and units.

Whether a unit is a measure of the food itself, a mass, a volume of a kind of cup, or
none of them is decided here; `estimator.measures.registry` knows how much each is.
"""

from __future__ import annotations

import reprlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from estimator.errors import InputError, UnitError
from estimator.foods.items import Food, Item, Supplement
from estimator.foods.own_items import OWN_SOURCE
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
from estimator.measures.registry import (
    COMPONENT_MASS_NAMES,
    MASS_NAMES,
    VOLUME_NAMES,
    pint_grams,
    pint_micrograms,
)
from estimator.measures.unit_names import (
    CUPS,
    INTERNATIONAL_UNITS,
    LONGEST_UNIT,
    MAX_ENTRY_G,
    MAX_ENTRY_UNITS,
    implied_portion,
    named_portion,
    unit_key,
    unit_name,
)
from estimator.pandas_on_use import pd

__all__ = [
    "CUPS",
    "MAX_ENTRY_G",
    "MAX_ENTRY_UNITS",
    "Measures",
    "RowProblem",
    "check_entry_quantity",
    "parse_amount",
]

_CUP: Final = "cup"
_CUP_UNITS: Final = frozenset({"tsp", "tbsp", "cup", "fl oz"})
"""Volumes whose size depends on the cup setting."""


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
        self, items: pd.Series[Any], amounts: pd.Series[Any], units: pd.Series[Any]
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
        if name in MASS_NAMES:
            return pint_grams(MASS_NAMES[name])
        if name in VOLUME_NAMES and food.density_g_per_ml is not None:
            return self._grams_of_volume(name, food.density_g_per_ml)
        if portion := implied_portion(food, name):
            return portion.amount_g
        if name in VOLUME_NAMES and (density := _density_in_a_cup(food)):
            return self._grams_of_volume(name, density)
        if name in VOLUME_NAMES:
            raise unit_errors.no_density(food, name)
        if name in COMPONENT_MASS_NAMES:
            raise unit_errors.component_mass(food, unit)
        raise unit_errors.unknown_unit(food, unit)

    def _grams_of_volume(self, name: str, density_g_per_ml: float) -> float:
        system = f"_{self.cup}" if name in _CUP_UNITS else ""
        return pint_grams(VOLUME_NAMES[name] + system, density_g_per_ml)


def _density_in_a_cup(food: Food) -> float | None:
    """Return what a millilitre weighs of a food that was weighed in a cup [g]: rice, flour, oats.

    The cups of the table are US cups; how large that of a person's own food is nobody knows.
    """
    cup = named_portion(food, _CUP)
    if cup is None or cup.source_id in ("", OWN_SOURCE):
        return None
    return cup.amount_g / pint_grams(f"{_CUP}_us_customary", 1.0)


def _units_in(supplement: Supplement, unit: str) -> float:
    key = unit_key(unit)
    if key == unit_key(supplement.unit_name):
        return 1.0
    if key not in COMPONENT_MASS_NAMES:
        raise unit_errors.unknown_unit(supplement, unit)
    if len(supplement.dose_ug) > 1:
        raise unit_errors.several_forms(supplement, unit)
    (dose_ug,) = supplement.dose_ug.values()
    return pint_micrograms(COMPONENT_MASS_NAMES[key]) / dose_ug


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
