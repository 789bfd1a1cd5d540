"""Codes of other tables and tools, and the food each one means here.

``food_data/codes.csv`` is read on first use, as most of what the program does needs no code.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from estimator.errors import UnknownFoodError
from estimator.foods.data_package import read_table, rows_of
from estimator.foods.names import name_key

SYSTEMS: Final = {
    "fndds": "FNDDS (USDA; NHANES and ASA24)",
    "ndb": "USDA NDB number",
    "fdc": "USDA FoodData Central id",
    "nevo": "NEVO (Netherlands)",
    "ciqual": "CIQUAL (France)",
    "bls": "BLS (Germany)",
    "frida": "Frida (Denmark)",
    "mext": "MEXT (Japan)",
    "taiwan": "Taiwan FDA",
    "ifct": "IFCT (India)",
    "cronometer": "Cronometer, by name",
}
"""Whose codes are known, with what they are called."""

_AS_FLOAT: Final = re.compile(r"(\d+)\.0+")
_MATCHES: Final = ("exact", "close", "proxy", "group")


@dataclass(frozen=True, slots=True)
class CodedFood:
    """A food that a code means, or one of those that what was coded holds.

    Attributes
    ----------
    system : str
        One of `SYSTEMS`.
    code, name : str
        As they are printed there.
    food_id : str
        "" where the table has no food of its kind.
    match : str
        "exact", "close" (another cut, fat class or maker), "proxy" (a similar food, or a
        part, stands in) or "group" (a food that stands for a group).
    share : float
        Grams of the food per gram of what was coded, more than 0 and at most 1.
    note : str
        Which part it is, what stands in, or why there is no food.
    share_source_id : str
        Whose figures the share is from; "" where all of it counts.
    """

    system: str
    code: str
    name: str
    food_id: str
    match: str
    share: float
    note: str
    share_source_id: str


class FoodCodes:
    """All codes, by system and by food.

    Parameters
    ----------
    coded : iterable of CodedFood
    """

    def __init__(self, coded: Iterable[CodedFood]) -> None:
        self._by_key: defaultdict[tuple[str, str], list[CodedFood]] = defaultdict(list)
        self._of_food: defaultdict[str, list[CodedFood]] = defaultdict(list)
        for one in coded:
            self._by_key[one.system, _key(one.system, one.code)].append(one)
            if one.food_id:
                self._of_food[one.food_id].append(one)

    def get(self, system: str, code: str) -> tuple[CodedFood, ...]:
        """Return what a code means: one food, or the parts of a dish, what it is named for first.

        Empty if the system has no such code here.

        Parameters
        ----------
        system : str
            One of `SYSTEMS`.
        code : str
            With leading zeros or without, and with the ".0" that R, pandas and spreadsheets
            leave of a number, or without.
        """
        return tuple(self._by_key.get((system, _key(system, code)), ()))

    def find(self, system: str, code: str) -> tuple[CodedFood, ...]:
        """Return the food that a code means, or the parts of a dish.

        Raises
        ------
        UnknownFoodError
            If the code is not known, or there is no food of its kind.

        Examples
        --------
        >>> [(part.food_id, part.share) for part in food_codes().find("fndds", "14104100.0")]
        [('cheese-cheddar', 1.0)]
        >>> [(part.food_id, part.share) for part in food_codes().find("fndds", "27520220")]
        [('ham-sliced', 0.365), ('cheese-american', 0.183)]
        """
        found = self.get(system, code)
        called = SYSTEMS.get(system, system)
        if not found:
            raise UnknownFoodError(
                f"{code[:40]!r} is no code of {called} that is known here. "
                "Check the code and whose it is, or name the food."
            )
        if not found[0].food_id:
            raise UnknownFoodError(
                f"{found[0].code} of {called} is {found[0].name!r}: {found[0].note}. "
                "Name a food of the table, or leave it out."
            )
        return found

    def of_food(self, food_id: str) -> list[CodedFood]:
        """Return the codes that mean a food, those that are nearest to it first in each system."""
        order = list(SYSTEMS)
        return sorted(
            self._of_food.get(food_id, ()),
            key=lambda one: (order.index(one.system), _MATCHES.index(one.match)),
        )


@cache
def food_codes() -> FoodCodes:
    """Return the codes that ship with the program, read on first use.

    Raises
    ------
    DataError
        If the table breaks its schema.
    """
    return FoodCodes(
        CodedFood(
            system=row.system,
            code=row.code,
            name=row.name,
            food_id=row.food_id,
            match=row.match,
            share=1.0 if math.isnan(row.share) else row.share,
            note=row.note,
            share_source_id=row.share_source_id,
        )
        for row in rows_of(read_table("codes"))
    )


def coded(text: str) -> tuple[str, str] | None:
    """Take a code apart that names its system; None if it names none that is known.

    Examples
    --------
    >>> coded("fndds:14104100"), coded("14104100")
    (('fndds', '14104100'), None)
    """
    system, mark, code = text.partition(":")
    return (system, code) if mark and system in SYSTEMS else None


def coded_name(text: str) -> str:
    """Return what a food is called in its own table, by a code that names its system."""
    parts = coded(text)
    found = food_codes().get(*parts) if parts else ()
    return found[0].name if found else ""


def plain_code(text: str) -> str:
    """Write a code without the ".0" that a program leaves of a number.

    Examples
    --------
    >>> plain_code(" 11100000.0 "), plain_code("M402600"), plain_code("1.5")
    ('11100000', 'M402600', '1.5')
    """
    plain = text.strip()
    number = _AS_FLOAT.fullmatch(plain)
    return number[1] if number else plain


def _key(system: str, code: str) -> str:
    if system == "cronometer":
        return name_key(code)
    plain = plain_code(code)
    return plain.lstrip("0") if plain.isdecimal() else plain.casefold()
