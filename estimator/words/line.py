"""One line while it is read: the likeliest reading of some of its atoms, and the row made of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from estimator.errors import UnitError
from estimator.foods.items import Item, Supplement
from estimator.measures.units import Measures
from estimator.words.amount_and_food import Reading
from estimator.words.amount_readings import readings
from estimator.words.atoms import Atom
from estimator.words.fat_kinds import is_told_by_fat, percent_of
from estimator.words.find import Finder
from estimator.words.found import (
    ALTERNATIVES,
    EVERY_WORD,
    INFLECTED,
    NAMED,
    NOTHING,
    SURE,
    Found,
    Word,
    distinct,
    is_dish,
    text_of,
    title_of,
    words_of,
)
from estimator.words.grammar import grammar
from estimator.words.line_rows import NotUnderstood, Row, Written, measured_as, row_of
from estimator.words.quantity import Quantity, has_number
from estimator.words.status import Status
from estimator.words.supplements import says_form
from estimator.words.text import fold
from estimator.words.without_noise import not_told

_DOSES: Final = frozenset({"µg", "mg"})
"""A dose in one of these of one form is the same of whichever product."""

_OR: Final = frozenset({"or", "oder", "eller", "lub"})
_MARKS_BEFORE: Final = re.compile(r"^(?:[\s:：>*]|[-–—=.](?=\s))+")
"""Marks before a food that say nothing of it; the "-" of "-5 g" is a sign."""

_NO_IU: Final = (
    "Vitamin K2 has no international unit (IU). Write its µg or mg, such as 100 µg MK-7."
)
_NOT_LIKE: Final = "No food has a name like this. Try another name for it."


@dataclass(frozen=True)
class Line:
    """What a line is read with.

    Attributes
    ----------
    text : str
        The text it stands in.
    offset : int
        Where in the text it begins.
    finder : Finder
        For its languages.
    measures : Measures
    is_measure : callable
        Whether a folded text is a measure that some food has of its own.
    """

    text: str
    offset: int
    finder: Finder
    measures: Measures
    is_measure: Callable[[str], bool]
    _read: dict[tuple[Atom, ...], tuple[Reading | None, Found]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The best readings that were found so far; the steps ask for the same ones again."""

    def readings(self, atoms: Sequence[Atom]) -> list[Reading]:
        """Return the ways to read the atoms of one food, the likeliest first."""
        return [
            replace(one, quantity=self.in_pieces(one.quantity)) if one.made_of else one
            for one in readings(atoms, self.is_measure)
        ]

    def in_pieces(self, quantity: Quantity) -> Quantity:
        """Return an amount that counts a food, with the plain English name of that as its unit."""
        found = self.finder.named(words_of([quantity.unit]))
        if not (found and found.sure):
            return quantity
        return replace(quantity, unit=title_of(found.items[0]))

    def words(self, atoms: Sequence[Atom]) -> tuple[Word, ...]:
        """Return the words of the likeliest reading of some atoms."""
        found = self.readings(atoms)
        return found[-1].words if found else ()

    def best(self, atoms: Sequence[Atom]) -> tuple[Reading | None, Found]:
        """Return the best reading of some atoms, and the food it names."""
        key = tuple(atoms)
        if key not in self._read:
            self._read[key] = self._best(key)
        return self._read[key]

    def take(self, atoms: Sequence[Atom], found: Found) -> None:
        """Let some atoms mean a food, as what stands beside them tells."""
        self._read[tuple(atoms)] = (self.best(atoms)[0], found)

    def _best(self, atoms: Sequence[Atom]) -> tuple[Reading | None, Found]:
        best: tuple[tuple[int, ...], Reading, Found] | None = None
        fat = percent_of(atoms, self.finder.language)
        for place, reading in enumerate(self.readings(atoms)):
            if not reading.words:
                continue
            found = (
                self._wine(reading)
                or self._named_in_brackets(atoms, reading)
                or self.finder.find(reading.words, reading.head)
            )
            if fat and found.sure and is_told_by_fat(found.items[0]):
                unsaid = not_told(fat.written)
                told = tuple(one for one in reading.said if one != unsaid)
                reading = replace(reading, said=told)
                found = self.finder.of_its_fat(found, fat)
            unread = reading.quantity.unit and not self._can_measure(reading, found)
            if unread and self._names_food(reading.quantity):
                # "egg" is a measure of eggs, and says of a bagel what is in it.
                continue
            score = (
                0 if found.sure else 1,
                max(found.how, EVERY_WORD) if unread else found.how,
                1 if unread else 0,
                place,
            )
            if best is None or score < best[0] or _says_more(found, best[2]):
                best = score, reading, found
        if best is None:
            return None, Found(NOTHING)
        return best[1], best[2] if best[2].sure else self._either(atoms, best[2])

    def _named_in_brackets(self, atoms: Sequence[Atom], reading: Reading) -> Found | None:
        """Return the dish whose kind stands in brackets: "pizza (pepperoni)" is no pepperoni."""
        if not reading.head or not any(atom.text == "(" for atom in atoms):
            return None
        kind, dish = reading.words[reading.head :], reading.words[: reading.head]
        whole = self.finder.named((*kind, *dish)) if kind else None
        return whole if whole and whole.sure and is_dish(whole.items[0]) else None

    def _wine(self, reading: Reading) -> Found | None:
        """Return the wine of "a glass of red"; None for all else."""
        senses = (grammar().senses(word.key) for word in reading.words)
        if reading.quantity.unit != "glass" or not all(
            any(sense.kind == "neutral" and sense.meaning == "wine" for sense in of_word)
            for of_word in senses
        ):
            return None
        wine = self.finder.find(words_of(["wine"]))
        said = f"“{text_of(reading.words)}” is read as wine."
        return replace(wine, how=INFLECTED, said=(*wine.said, said))

    def _either(self, atoms: Sequence[Atom], found: Found) -> Found:
        """Offer both of the foods of "salami/pepperoni"; two names of one food are that food."""
        for place, atom in enumerate(atoms):
            rest = atoms[place + 1 :]
            parts = (atom.kind == "mark" and atom.text == "/") or atom.key in _OR
            if parts and place and not has_number(rest):
                both = (self.best(atoms[:place])[1], self.best(rest)[1])
                items = distinct(item for one in both for item in one.items[:1] if one.sure)
                if len(items) == 1 and all(one.sure for one in both):
                    return replace(both[0], how=max(one.how for one in both))
                return replace(found, items=distinct((*items, *found.items))[:ALTERNATIVES])
        return found

    def _names_food(self, quantity: Quantity) -> bool:
        """Return whether the unit of an amount is the name of a food."""
        return self.finder.is_name(words_of([quantity.written_unit]))

    def _can_measure(self, reading: Reading, found: Found) -> bool:
        if not found.items:
            return False
        try:
            written = Written(reading.quantity, text_of(reading.words))
            measured_as(written, found.items[0], self.measures)
        except UnitError:
            return False
        return True

    def row(
        self,
        text: str,
        reading: Reading,
        found: Found,
        meal: str,
        said: tuple[str, ...] = (),
        beside: float | None = None,
    ) -> Row:
        """Return the row of what was found."""
        written = Written(reading.quantity, text_of(reading.words), beside, found.measure)
        if reading.stray or (stray := _stray(reading, found)):
            return NotUnderstood(
                text,
                f"It is not clear what '{reading.stray or stray}' is. "
                "Write one amount, its unit and the food, such as 30 g gouda.",
                found.items,
                written,
                meal,
            )
        if not found.items:
            return NotUnderstood(text, _NOT_LIKE, (), written, meal)
        if reading.quantity.unit == "IU" and all(isinstance(i, Supplement) for i in found.items):
            return NotUnderstood(text, _NO_IU, found.items, written, meal)
        if not found.sure:
            dose = self._by_dose(found, reading)
            if dose is None:
                return NotUnderstood(
                    text,
                    found.reason or "Is it one of these?",
                    found.items[:ALTERNATIVES],
                    written,
                    meal,
                    Status.DOUBTFUL,
                )
            form = f"“{text_of(reading.words)}” is taken as {dose[0].name}."
            heard = () if says_form(written.words) else (form,)
            found = replace(found, items=dose[:ALTERNATIVES], said=(*found.said, *heard))
        said = (*reading.said, *found.said, *said)
        return row_of(text, written, found.items, self.measures, said, meal)

    def _by_dose(self, found: Found, reading: Reading) -> tuple[Item, ...] | None:
        """Return supplements, first the one of which one holds the dose that is written."""
        if (
            not all(isinstance(item, Supplement) for item in found.items)
            or not reading.quantity.unit
        ):
            return None
        written = Written(reading.quantity, "")
        for item in found.items:
            try:
                if measured_as(written, item, self.measures).quantity == 1 and (
                    reading.quantity.unit not in ("capsule", "piece")
                ):
                    return (item, *(other for other in found.items if other != item))
            except UnitError:
                continue
        form = says_form(text_of(reading.words)) and reading.quantity.unit in _DOSES
        return found.items if form and found.how == NAMED else None

    def text_to(self, atoms: Sequence[Atom], last: str) -> str:
        """Return what was typed from atoms on to the end of a text that stands after them."""
        start = self.offset + min(atom.start for atom in atoms)
        end = self.text.find(last, start)
        return self.text[start : end + len(last)] if end >= 0 else last

    def text_of(self, atoms: Sequence[Atom]) -> str:
        """Return atoms as they were typed."""
        if not atoms:
            return ""
        start = min(atom.start for atom in atoms)
        end = max(atom.end for atom in atoms)
        written = self.text[self.offset + start : self.offset + end]
        return _MARKS_BEFORE.sub("", written).strip()


def _says_more(found: Found, other: Found) -> bool:
    """Return whether more of the words are the name of another food: "petits-beurre", no butter."""
    return (
        found.sure
        and found.how <= INFLECTED
        and other.sure
        and found.matched > other.matched
        and found.items[0] != other.items[0]
    )


def _stray(reading: Reading, found: Found) -> str:
    """Return a number among the words of a food that its name hasn't got."""
    name = set(fold(" ".join((found.items[0].name if found.items else "",))).split())
    if found.how in SURE:
        return ""
    for word in reading.words:
        if word.text[:1].isdigit() and word.key not in name:
            return word.text
    return ""
