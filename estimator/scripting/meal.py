"""Reads what somebody ate for a script: the same reader as the box of the app, in plain rows."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from estimator.composition.table import check_region
from estimator.errors import InputError
from estimator.foods.items import Food, Item
from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import LANGUAGES, Row, Understood, read_words
from estimator.words import Status as Certainty
from estimator.words.grammar import base_language

Status: TypeAlias = Literal["certain", "assumed", "doubtful", "not_understood"]

_CUPS: Final = {"EU": "metric", "EA": "metric", "AU": "metric"}
"""Which cup is meant in a region; elsewhere the one the diary begins with."""


@dataclass(frozen=True)
class MealRow:
    """One food of a meal as it was read; see `read_meal`.

    Attributes
    ----------
    text : str
        The words it was read from.
    food_id : str or None
        The food or supplement; None unless it is certain or assumed.
    name : str
        Its name; "" for none.
    amount : float or None
        How many of the unit.
    unit : str
        A unit or a household measure of the food; "" for none.
    grams : float or None
        The amount as grams of the food [g]; None for a supplement, which is
        counted in its unit.
    status : str
        "certain": it says so; "assumed": something was taken for granted, which
        the reason tells; "doubtful": the name may mean several foods, or is like
        theirs, and none was chosen; "not_understood": it can't be counted.
    alternatives : tuple of str
        Ids of the foods it may be, best first; a food that was chosen leads.
    reason : str
        What was taken for granted, or what to write instead; "" where it is certain.

    Examples
    --------
    >>> from estimator import MealRow, read_meal
    >>> read_meal("40 g natto")[0] == MealRow(
    ...     text="40 g natto", food_id="natto", name="Natto", amount=40.0, unit="g",
    ...     grams=40.0, status="certain", alternatives=read_meal("natto")[0].alternatives,
    ...     reason="",
    ... )
    True
    """

    text: str
    food_id: str | None
    name: str
    amount: float | None
    unit: str
    grams: float | None
    status: Status
    alternatives: tuple[str, ...]
    reason: str


def read_meal(text: str, region: str = "world", language: str | None = None) -> list[MealRow]:
    """Read what somebody ate, as people write it.

    No food is chosen by likeness: where a name isn't that of one food, the row
    offers those it may be.

    Parameters
    ----------
    text : str
        Foods with their amounts, such as "2 eggs, 30 g gouda"; docs/logging.md
        tells what is understood.
    region : str
        Where it was eaten, one of `estimator.components.REGIONS`. It decides which
        cup and spoons are meant: metric in "EU", "EA" and "AU", else US customary.
    language : str, optional
        The language of the writer (BCP 47, such as "de"), which decides what a word
        means that is a name in several; by default that of the line, then English.

    Returns
    -------
    list of MealRow
        One for each food, in the order they were written; what was not understood
        has a row, too. ``pandas.DataFrame(read_meal(...))`` is a table of them.

    Raises
    ------
    InputError
        If the text is none or too long, names too many foods, there is no such
        region, or the language is not read.

    Examples
    --------
    >>> from estimator import read_meal
    >>> natto, eggs, unknown = read_meal("1 pack natto, 2 eggs, 1 flurble")
    >>> natto.food_id, natto.amount, natto.unit, natto.grams, natto.status
    ('natto', 1.0, 'pack', 40.0, 'certain')
    >>> eggs.grams, eggs.status, unknown.food_id, unknown.status
    (100.0, 'assumed', None, 'not_understood')
    """
    if not isinstance(text, str):
        raise InputError(f"A meal is text, such as '30 g gouda', but this is {text!r:.60}.")
    check_region(region)
    if language and base_language(language) not in LANGUAGES:
        raise InputError(
            f"The language {language!r} is not read. Choose one of {', '.join(LANGUAGES)}."
        )
    table = food_table()
    measures = Measures(_CUPS.get(region, "us_customary"), table)
    return [_meal_row(row) for row in read_words(text, table, measures, (), language or "")]


def _meal_row(row: Row) -> MealRow:
    if not isinstance(row, Understood):
        doubtful = row.status == Certainty.DOUBTFUL
        status: Status = "doubtful" if doubtful else "not_understood"
        return _not_counted(row.text, status, row.alternatives, row.reason)
    return MealRow(
        text=row.text,
        food_id=row.item.item_id,
        name=row.item.name,
        amount=row.amount,
        unit=row.unit,
        grams=row.quantity if isinstance(row.item, Food) else None,
        status="assumed" if row.assumed else "certain",
        alternatives=_ids(row.alternatives),
        reason=row.assumed,
    )


def _not_counted(text: str, status: Status, items: tuple[Item, ...], reason: str) -> MealRow:
    return MealRow(text, None, "", None, "", None, status, _ids(items), reason)


def _ids(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(item.item_id for item in items)
