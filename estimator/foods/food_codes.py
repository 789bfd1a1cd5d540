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
    """What one code means.

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
        Which part counts, what stands in, or why there is no food.
    """

    system: str
    code: str
    name: str
    food_id: str
    match: str
    share: float
    note: str


class FoodCodes:
    """All codes, by system and by food.

    Parameters
    ----------
    coded : iterable of CodedFood
    """

    def __init__(self, coded: Iterable[CodedFood]) -> None:
        self._by_key: dict[tuple[str, str], CodedFood] = {}
        self._of_food: defaultdict[str, list[CodedFood]] = defaultdict(list)
        for one in coded:
            self._by_key[one.system, _key(one.system, one.code)] = one
            if one.food_id:
                self._of_food[one.food_id].append(one)

    def get(self, system: str, code: str) -> CodedFood | None:
        """Return what a code means, or None if the system has no such code here.

        Parameters
        ----------
        system : str
            One of `SYSTEMS`.
        code : str
            With leading zeros or without, and with the ".0" that R, pandas and spreadsheets
            leave of a number, or without.
        """
        return self._by_key.get((system, _key(system, code)))

    def find(self, system: str, code: str) -> CodedFood:
        """Return the food that a code means.

        Raises
        ------
        UnknownFoodError
            If the code is not known, or there is no food of its kind.

        Examples
        --------
        >>> found = food_codes().find("fndds", "14104100.0")
        >>> found.name, found.food_id, found.share
        ('Cheese, Cheddar', 'cheese-cheddar', 1.0)
        """
        found = self.get(system, code)
        called = SYSTEMS.get(system, system)
        if found is None:
            raise UnknownFoodError(
                f"{code[:40]!r} is no code of {called} that is known here. "
                "Check the code and whose it is, or name the food."
            )
        if not found.food_id:
            raise UnknownFoodError(
                f"{found.code} of {called} is {found.name!r}: {found.note}. "
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
    found = food_codes().get(*parts) if parts else None
    return found.name if found else ""


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
