"""Reads what somebody ate: each food, how much of it, and how sure that is.

The steps are modules of their own: `text` (letters), `atoms` (words and what they
may be), `segments` (where a food ends), `readings` (how much of what), `find` (which
food), `amount` (how much that is). Here they are put together.
"""

import reprlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, TypeAlias

from estimator.errors import InputError, UnitError
from estimator.foods.table import Food, FoodTable, Item, Supplement
from estimator.measures.amounts import number_of_no_amount
from estimator.measures.units import Measures
from estimator.words.amount import Measured, amount_beside, measured
from estimator.words.atoms import Atom, atoms_of, languages_of_line
from estimator.words.find import (
    INFLECTED,
    NAMED,
    PART,
    SPELT,
    SURE,
    Finder,
    Found,
    Word,
    words_of,
)
from estimator.words.grammar import grammar
from estimator.words.quantity import Quantity, number_at
from estimator.words.readings import Reading, readings
from estimator.words.segments import Item as Segment
from estimator.words.segments import meal_of, pieces, sentences, split_with
from estimator.words.status import Status
from estimator.words.text import fold, tokens
from estimator.words.vocabulary import Lexicon

LONGEST_TEXT: Final = 2000
MOST_ITEMS: Final = 50
MOST_READ: Final = MOST_ITEMS + 1
_LARGEST_SHARE: Final = 12
_NO_FOOD: Final = "No food is named here. Write it too, such as 30 g gouda."
_NOT_LIKE: Final = "No food has a name like this. Try another name for it."


@dataclass(frozen=True)
class Written:
    """What was written of how much of what."""

    quantity: Quantity
    words: str
    beside: float | None = None
    measure: str = ""
    """What one of it is, by its name: a "Big Mac" is a large cheeseburger."""


@dataclass(frozen=True)
class Understood:
    """A food that was read, and is logged as it is.

    Attributes
    ----------
    text : str
        As it was written.
    quantity : float
        Grams of a food [g], units of a supplement.
    alternatives : tuple of Item
        What the name may mean, the item chosen first.
    said : tuple of str
        What was taken for granted, as sentences.
    meal : str
        The meal that was written; "" for none.
    """

    text: str
    item: Item
    amount: float
    unit: str
    quantity: float
    alternatives: tuple[Item, ...]
    written: Written
    said: tuple[str, ...] = ()
    meal: str = ""
    heard: tuple[str, ...] = ()
    """What of `said` is of the words, and holds for another item too."""

    @property
    def assumed(self) -> str:
        """What was taken for granted; empty for nothing."""
        return " ".join(self.said)

    @property
    def status(self) -> Status:
        """Whether anything was taken for granted."""
        return Status.ASSUMED if self.said else Status.CERTAIN


@dataclass(frozen=True)
class NotUnderstood:
    """What is not logged: why not, and the foods it may be."""

    text: str
    reason: str
    alternatives: tuple[Item, ...] = ()
    written: Written = field(default_factory=lambda: Written(Quantity(), ""))
    meal: str = ""
    status: Status = Status.NOT_UNDERSTOOD


Row: TypeAlias = Understood | NotUnderstood


def read_words(
    text: str,
    table: FoodTable,
    measures: Measures,
    familiar: Sequence[str] = (),
    language: str = "",
) -> list[Row]:
    """Read what somebody ate.

    Parameters
    ----------
    text : str
        As people write it; see docs/logging.md.
    table : FoodTable
        As the person has it.
    measures : Measures
        With the person's cup.
    familiar : sequence of str
        Ids of what the person eats often, which settle a tie between equally good names.
    language : str
        The person's language (BCP 47), which decides what a word means; "" if not known.

    Returns
    -------
    list of Understood or NotUnderstood
        One for each food, in the order they were written.

    Raises
    ------
    InputError
        If the text or the list is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"The text has {len(text):,} characters, but {LONGEST_TEXT:,} are read at once. "
            "Log it in parts."
        )
    reader = _Reader(table, measures, familiar, language)
    rows = list(islice(reader.rows(text), MOST_READ))
    if len(rows) > MOST_ITEMS:
        raise InputError(
            f"These are more than the {MOST_ITEMS} items that are read at once. Log them in parts."
        )
    if len(rows) == 1 and isinstance(rows[0], Understood):
        # Of a food by itself all that it can be is listed, like the answers of a search.
        return [replace(rows[0], alternatives=reader.others(rows[0]))]
    return rows


def with_item(row: Row, item: Item, measures: Measures) -> Row:
    """Return a row for another of its alternatives, in the amount and unit that were written."""
    if isinstance(row, Understood) and item == row.item:
        return row
    others = (item, *(other for other in row.alternatives if other != item))
    heard: tuple[str, ...] = ()
    if isinstance(row, Understood):
        # What was said of the item before holds for that one alone.
        heard = tuple(sentence for sentence in row.heard if row.item.name not in sentence)
    return _row(row.text, row.written, others, measures, heard, row.meal)


def _row(
    text: str,
    written: Written,
    items: tuple[Item, ...],
    measures: Measures,
    said: tuple[str, ...],
    meal: str,
) -> Row:
    """Measure the first of the items."""
    try:
        one = _measured(written, items[0], measures)
    except UnitError as error:
        return NotUnderstood(text, str(error), items, written, meal)
    return Understood(
        text,
        items[0],
        one.amount,
        one.unit,
        one.quantity,
        items,
        written,
        (*said, *one.assumed),
        meal,
        said,
    )


def _measured(written: Written, item: Item, measures: Measures) -> Measured:
    return measured(
        written.quantity, written.words, item, measures, written.beside, written.measure
    )


class _Reader:
    """Reads the rows of one text."""

    def __init__(
        self, table: FoodTable, measures: Measures, familiar: Sequence[str], language: str
    ) -> None:
        self._table = table
        self._measures = measures
        self._familiar = familiar
        self._language = language
        self._lexicon = Lexicon(table)
        self._finders: dict[tuple[str, ...], Finder] = {}

    def rows(self, text: str) -> Iterator[Row]:
        """Yield the rows of a text."""
        meal = ""
        for start, end in _lines(text):
            found = tokens(text[start:end])
            if not found:
                continue
            languages = languages_of_line(found, self._lexicon, self._language)
            line = _Line(self, text, start, languages)
            meal = yield from line.rows(atoms_of(found, self._lexicon, languages), meal)

    def finder(self, languages: tuple[str, ...]) -> Finder:
        """Return the finder of foods for lines of some languages."""
        if languages not in self._finders:
            self._finders[languages] = Finder(self._table, self._lexicon, languages, self._familiar)
        return self._finders[languages]

    def others(self, row: Understood) -> tuple[Item, ...]:
        """Return all that a row may be, what was chosen first."""
        finder = next(iter(self._finders.values()))
        return finder.others(words_of([row.written.words]), row.alternatives)

    def is_measure(self, text: str) -> bool:
        """Return whether a folded text is a measure of some food."""
        return text in self._lexicon.measures.names

    @property
    def measures(self) -> Measures:
        """The person's measures."""
        return self._measures


class _Line:
    """Reads the rows of one line."""

    def __init__(self, reader: _Reader, text: str, offset: int, languages: tuple[str, ...]) -> None:
        self._reader = reader
        self._text = text
        self._offset = offset
        self._find = reader.finder(languages)
        self._measures = reader.measures

    def rows(self, atoms: Sequence[Atom], meal: str) -> Generator[Row, None, str]:
        """Yield the rows; return the meal that the line sets for the next ones."""
        set_meal = ""
        heading = False
        for sentence in sentences(atoms):
            found, rest = meal_of(sentence)
            set_meal = found or set_meal or meal
            food = [atom for atom in rest if atom.kind != "mark" and not atom.is_("noise")]
            if found and not food:
                heading = True
                continue
            for segment in self._segments(rest):
                yield from self._rows_of(segment, set_meal, sentence)
        return set_meal if heading else meal

    def _segments(self, atoms: Sequence[Atom]) -> Iterator[Segment]:
        """Put together the pieces that are one food, and part what it is eaten with."""
        segments: list[Segment] = []
        for piece in pieces(atoms):
            last = segments[-1] if segments else None
            if last is not None and all(a.kind == "mark" and not a.named for a in piece.atoms):
                last.atoms.extend(piece.atoms)
                continue
            if last is not None and self._belongs(last, piece.atoms, piece.after):
                continue
            segment = split_with(piece.atoms)
            segment.after = piece.after
            segments.append(segment)
        yield from segments

    def _belongs(self, last: Segment, atoms: list[Atom], after: str) -> bool:
        """Add a piece to the food before it, if it belongs there."""
        if after == ";":
            return False
        mark = [Atom("mark", ",", atoms[0].start, atoms[0].start)]
        if after == "," and not last.beside and not _has_number(last.atoms) and _is_amount(atoms):
            last.atoms += mark + atoms
            return True
        if after == "," and _only_amount(last.atoms) and not _has_number(atoms):
            # "1 cup, shredded Gouda"
            last.atoms += mark + atoms
            return True
        if after == "," and self._only_qualifies(atoms):
            (last.beside[-1] if last.beside else last.atoms).extend(mark + atoms)
            return True
        if after == "," and atoms[0].is_("without") and not _has_number(atoms):
            last.without.append(atoms)
            return True
        if after == "," and self._same_food(last.atoms, atoms):
            last.atoms += mark + atoms
            return True
        if _has_number(atoms) or _begins_with_article(atoms):
            return False
        if last.beside and after:
            joined = split_with(atoms)
            if joined.beside or joined.without or not self._goes_beside(last, atoms):
                return False
            last.beside.append(atoms)
            return True
        if after == "and" and self._one_dish(last, atoms):
            last.atoms += atoms
            return True
        return False

    def _goes_beside(self, last: Segment, atoms: list[Atom]) -> bool:
        """Return whether what follows goes on with what a food is eaten with."""
        host = self._best(last.atoms)[1]
        guest = self._best(atoms)[1]
        if not (host.sure and guest.sure):
            return False
        if isinstance(guest.items[0], Food) and guest.items[0].group == "mixed dishes":
            return False
        return amount_beside(host.items[0], guest.items[0]) is not None or _is_dish(host.items[0])

    def _same_food(self, before: list[Atom], atoms: list[Atom]) -> bool:
        """Return whether a piece names in full what the one before named in part."""
        if _has_number(atoms):
            return False
        own = self._best(atoms)[1]
        if not own.sure or own.how != NAMED:
            return False
        first, second = self._words(before), self._words(atoms)
        whole = self._find.named((*second, *first))
        return bool(whole and whole.sure and whole.items[0] == own.items[0])

    def _only_qualifies(self, atoms: Sequence[Atom]) -> bool:
        if _has_number(atoms):
            return False
        words = self._words(atoms)
        if not words or self._find.named(words):
            return False
        return self._find.only_qualifies(words)

    def _one_dish(self, last: Segment, atoms: Sequence[Atom]) -> bool:
        """Return whether "cheese and tomato sandwich" is one dish."""
        words = self._words(atoms)
        if not words or last.beside or last.after == ",":
            return False
        ends = {words[-1].key, words[0].key}

        if (
            not any(sense.kind == "dish" for end in ends for sense in grammar().senses(end))
            or len(words) < 2
        ):
            return False
        own = self._best(last.atoms)[1]
        if not own.items or (isinstance(own.items[0], Food) and own.items[0].group in _APART):
            return False
        whole = self._find.find((*self._words(last.atoms), *words))
        return whole.sure

    def _words(self, atoms: Sequence[Atom]) -> tuple[Word, ...]:
        """Return the words of the likeliest reading of some atoms."""
        found = readings(atoms, self._reader.is_measure)
        return found[-1].words if found else ()

    def _best(self, atoms: Sequence[Atom]) -> tuple[Reading | None, Found]:
        """Return the best reading of some atoms, and the food it names."""
        best: tuple[tuple[int, ...], Reading, Found] | None = None
        for place, reading in enumerate(readings(atoms, self._reader.is_measure)):
            if not reading.words:
                continue
            found = self._find.find(reading.words, reading.head)
            unread = reading.quantity.unit and not self._can_measure(reading, found)
            score = (
                0 if found.sure else 1,
                found.how if found.how > NAMED or not unread else NAMED + 1,
                1 if unread else 0,
                place,
            )
            if best is None or score < best[0] or _says_more(found, best[2]):
                best = score, reading, found
        return (best[1], best[2]) if best else (None, Found(7))

    def _can_measure(self, reading: Reading, found: Found) -> bool:
        if not found.items:
            return False
        try:
            written = Written(reading.quantity, _text(reading.words))
            _measured(written, found.items[0], self._measures)
        except UnitError:
            return False
        return True

    def _rows_of(self, segment: Segment, meal: str, sentence: Sequence[Atom]) -> Iterator[Row]:
        text = self._text_of([*segment.atoms, *(a for one in segment.without for a in one)])
        if not segment.atoms:
            everything = [a for one in (*segment.without, *segment.beside) for a in one]
            yield NotUnderstood(
                self._text_of(everything),
                "This says what was not eaten; nothing is logged.",
                (),
                meal=meal,
            )
            return
        if segment.beside and (dish := self._dish(segment, meal)):
            yield dish
            return
        row = self._one_row(segment, text, meal)
        yield row
        for atoms in segment.beside:
            yield self._beside_row(atoms, row, segment, meal)

    def _one_row(self, segment: Segment, text: str, meal: str) -> Row:
        reading, found = self._best(segment.atoms)
        number = _no_amount(text)
        if number and ("∞" in number or not found.sure or found.how != NAMED):
            return NotUnderstood(
                text,
                f"{reprlib.repr(number)} is no amount that can be used. "
                "Write a number above zero, such as 30 g gouda.",
                meal=meal,
            )
        bare = any(
            not one.words and not one.stray
            for one in readings(segment.atoms, self._reader.is_measure)
        )
        if reading is None or not (reading.words or reading.stray) or (bare and not found.sure):
            return NotUnderstood(text, _NO_FOOD, meal=meal)
        found, said = self._without(found, reading, segment)
        return self._made(text, reading, found, meal, said)

    def _made(
        self,
        text: str,
        reading: Reading,
        found: Found,
        meal: str,
        said: tuple[str, ...] = (),
        beside: float | None = None,
    ) -> Row:
        written = Written(reading.quantity, _text(reading.words), beside, found.measure)
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
        if not found.sure:
            dose = self._by_dose(found, reading)
            if dose is None:
                return NotUnderstood(
                    text,
                    found.reason or "Is it one of these?",
                    found.items,
                    written,
                    meal,
                    Status.DOUBTFUL,
                )
            found = replace(found, items=dose)
        said = (*reading.said, *found.said, *said)
        return _row(text, written, found.items, self._measures, said, meal)

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
                if _measured(written, item, self._measures).quantity == 1 and (
                    reading.quantity.unit not in ("capsule", "piece")
                ):
                    return (item, *(other for other in found.items if other != item))
            except UnitError:
                continue
        return None

    def _without(
        self, found: Found, reading: Reading, segment: Segment
    ) -> tuple[Found, tuple[str, ...]]:
        """Take into account what a food is eaten without."""
        if not segment.without or not found.sure:
            return found, ()
        said = []
        for atoms in segment.without:
            left_out = {word.key for word in words_of(atom.text for atom in atoms[1:])}
            said.append(f"“{_plain(atoms)}” is read as how it was eaten.")
            if left_out & set(fold(found.items[0].name).split()):
                plain = self._find.sort(reading.words).content
                other = self._find.find(plain)
                named = set(fold(other.items[0].name).split()) if other.items else left_out
                if not other.sure or named & left_out:
                    return (
                        replace(found, sure=False, reason=f"Which one is {_plain(atoms)}?"),
                        (),
                    )
                found = other
        return found, tuple(said)

    def _dish(self, segment: Segment, meal: str) -> Row | None:
        """Return the row of a dish that is named with "with": "sandwich with ham"."""
        reading, host = self._best(segment.atoms)
        if reading is None or not reading.words:
            return None
        guests = [word for atoms in segment.beside for word in self._words(atoms[1:])]
        if any(_has_number(atoms) for atoms in segment.beside):
            return None
        dish = isinstance(host.items[0], Food) and _is_dish(host.items[0]) if host.items else False
        orders = ((*guests, *reading.words), (*reading.words, *guests))
        for words in orders[1:] if self._find.head_first else orders[:1]:
            whole = self._find.named(words)
            if whole is None and dish:
                whole = self._find.find(words)
                if whole.matched <= len(reading.words) or whole.how > PART:
                    whole = None
            # "milk tea" that is but tea is no dish: the milk counts by itself.
            other = whole is not None and whole.items[:1] != host.items[:1]
            if whole and whole.sure and whole.how != SPELT and (other or dish):
                everything = [
                    *segment.atoms,
                    *(a for one in (*segment.beside, *segment.without) for a in one),
                ]
                return self._made(
                    self._text_of(everything), replace(reading, words=tuple(words)), whole, meal
                )
        return None

    def _beside_row(self, atoms: Sequence[Atom], row: Row, segment: Segment, meal: str) -> Row:
        """Return the row of what a food is eaten with, in the amount that goes with it."""
        text = self._text_of(atoms)
        joined = atoms[0].is_("with", "and")
        reading, found = self._best(atoms[1:] if joined else atoms)
        if reading is None or not reading.words:
            return NotUnderstood(text, _NO_FOOD, meal=meal)
        grams = None
        if isinstance(row, Understood) and found.sure:
            pair = amount_beside(row.item, found.items[0])
            grams = pair.amount_g if pair else None
            number = row.written.quantity.number
            if pair and pair.per == "piece" and number and row.amount <= _LARGEST_SHARE:
                grams = pair.amount_g * max(1.0, row.amount if row.unit != "g" else 1.0)
        return self._made(text, reading, found, meal, (), grams)

    def _text_of(self, atoms: Sequence[Atom]) -> str:
        if not atoms:
            return ""
        start = min(atom.start for atom in atoms)
        end = max(atom.end for atom in atoms)
        return self._text[self._offset + start : self._offset + end].lstrip(": ").strip()


_APART: Final = frozenset({"beverages", "mixed dishes", "sweets and chocolate"})
"""Groups of which a food is no part of the dish that follows: "coffee and a ham sandwich"."""


def _is_dish(item: Item) -> bool:
    return isinstance(item, Food) and item.group == "mixed dishes"


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


def _no_amount(text: str) -> str | None:
    """Return what stands for a number and can be none."""
    return "∞" if "∞" in text else number_of_no_amount(text)


def _has_number(atoms: Sequence[Atom]) -> bool:
    return any(
        (read := number_at(atoms, place)) and not read[1].article for place in range(len(atoms))
    )


def _begins_with_article(atoms: Sequence[Atom]) -> bool:
    return bool(atoms) and atoms[0].is_("article", "number", "vague") and not atoms[0].named


def _is_amount(atoms: Sequence[Atom]) -> bool:
    """Return whether atoms are an amount and nothing else."""
    return _has_number(atoms) and _only_amount(atoms)


def _only_amount(atoms: Sequence[Atom]) -> bool:
    if not _has_number(atoms):
        return False
    place = 0
    while place < len(atoms):
        read = number_at(atoms, place)
        atom = atoms[place]
        if read:
            place += read[0]
        elif (
            atom.kind == "mark"
            or atom.is_("unit", "about", "noise", "of", "size")
            or (atom.key == "x" and not atom.named)
        ):
            place += 1
        else:
            return False
    return True


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Return where what certainly ends a food parts the text: line breaks."""
    start = 0
    for place, char in enumerate(text):
        if char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029•":
            yield start, place
            start = place + 1
    yield start, len(text)


def _plain(atoms: Sequence[Atom]) -> str:
    return " ".join(atom.text for atom in atoms)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
