"""Reads what somebody ate: each food, how much of it, and how sure that is.

The steps are modules of their own: `text` (letters), `atoms` (words and what they may be),
`segments`, `belonging` and `after_comma` (where a food ends), `amount_readings` (how much of
what), `find` (which food), `amount` (how much that is), `line` (the likeliest reading), and
`eaten_with` ("with" and "without"). Here they are put together.
"""

import reprlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from estimator.errors import InputError
from estimator.foods.items import Item
from estimator.foods.table import FoodTable
from estimator.measures.amounts import number_of_no_amount
from estimator.measures.units import Measures
from estimator.words.atoms import Atom, atoms_of
from estimator.words.belonging import foods_of
from estimator.words.bracketed import Bracketed, in_brackets, is_of_the_whole
from estimator.words.by_company import told_by_company
from estimator.words.clock import TIME, with_times
from estimator.words.denied import denied_last
from estimator.words.eaten_with import (
    NO_FOOD,
    dish_of,
    row_beside,
    taken_without,
    without_its_bread,
    without_its_milk,
)
from estimator.words.find import Finder
from estimator.words.found import NAMED, OFFERED, words_of
from estimator.words.goes_into import drink_with, with_what_goes_in
from estimator.words.headings import (
    dish_before_a_dash,
    is_eaten_with,
    meal_named_like_a_drink,
    meal_that_opens,
    names_what_is_below,
)
from estimator.words.in_front import named_in_front
from estimator.words.lexicon import Lexicon
from estimator.words.line import Line
from estimator.words.line_languages import LineLanguages, languages_of_line
from estimator.words.line_rows import NotUnderstood, Row, Understood, heard
from estimator.words.on_bread import on_bread
from estimator.words.other_milks import of_another_milk
from estimator.words.parts_of_dishes import without_its_parts
from estimator.words.places import without_places
from estimator.words.quantity import has_number
from estimator.words.segments import Item as Segment
from estimator.words.segments import heading_of, meal_of, meals_apart, sentences
from estimator.words.spelt_out import spelt_out
from estimator.words.text import lines_of, tokens

LONGEST_TEXT: Final = 2000
MOST_ITEMS: Final = 50
MOST_READ: Final = MOST_ITEMS + 1


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
        self._finders: dict[LineLanguages, Finder] = {}

    def rows(self, text: str) -> Iterator[Row]:
        """Yield the rows of a text."""
        meal = ""
        for start, end in lines_of(text):
            found = with_times(tokens(text[start:end]), text[start:end])
            if not found:
                continue
            languages = languages_of_line(found, self._lexicon, self._language)
            line = Line(text, start, self._finder(languages), self._measures, self._is_measure)
            atoms = without_places(atoms_of(found, self._lexicon, languages.order))
            atoms = denied_last(atoms, self._lexicon, languages.order)
            atoms = spelt_out(atoms, self._lexicon, languages.order)
            meal = yield from _rows(line, atoms, meal)

    def _finder(self, languages: LineLanguages) -> Finder:
        """Return the finder of foods for lines of some languages."""
        if languages not in self._finders:
            self._finders[languages] = Finder(
                self._table,
                self._lexicon,
                languages.order,
                self._familiar,
                languages.equal,
                self._language,
                languages.told,
            )
        return self._finders[languages]

    def others(self, row: Understood) -> tuple[Item, ...]:
        """Return all that a row may be, what was chosen first."""
        finder = next(iter(self._finders.values()))
        return finder.others(words_of([row.written.words]), row.alternatives)

    def _is_measure(self, text: str) -> bool:
        """Return whether a folded text is a measure of some food."""
        return text in self._lexicon.measures.names


def _rows(line: Line, atoms: Sequence[Atom], meal: str) -> Generator[Row, None, str]:
    """Yield the rows; return the meal that the line sets for the next ones."""
    set_meal = ""
    heading = False
    for sentence in (part for one in sentences(atoms) for part in meals_apart(one)):
        found, rest = meal_of(sentence)
        if set_meal and not found:
            found, rest = meal_that_opens(line, rest)
        set_meal = found or set_meal or meal
        food = [atom for atom in rest if atom.kind != "mark" and not atom.is_("noise")]
        if not food and (found or any(one.meaning("noise") == TIME for one in rest)):
            heading = heading or bool(found)
            continue
        yield from _rows_below(line, rest, set_meal)
    return set_meal if heading else meal


def _rows_below(line: Line, atoms: Sequence[Atom], meal: str) -> Iterator[Row]:
    """Yield the rows of a sentence, what stands before a colon taken for a heading if it is one."""
    head, body = heading_of(atoms)
    if head and (drink := drink_with(line, head, body)):
        yield from _rows_of(line, drink, meal)
        return
    if head and (evening := meal_named_like_a_drink(line, head, body)):
        yield from _rows_in(line, body, evening)
        return
    if head and is_eaten_with(line, head, body):
        for part in (head, body):
            yield from _rows_in(line, part, meal)
        return
    if listed := not head:
        head, body = dish_before_a_dash(line, atoms)
    if head and (listed or not line.best(head)[1].sure or names_what_is_below(line, head, body)):
        rows = list(_rows_in(line, body, meal))
        first = rows[0] if rows else None
        if isinstance(first, Understood):
            yield from _first_heard(rows, f"“{line.text_of(head)}” is read as a heading.")
            return
        if isinstance(first, NotUnderstood) and line.best(head)[1].how >= OFFERED:
            # What is below is asked about by itself, and the heading stays in view.
            yield replace(first, text=line.text_to(head, first.text))
            yield from rows[1:]
            return
    yield from _rows_in(line, atoms, meal)


def _rows_in(line: Line, atoms: Sequence[Atom], meal: str) -> Iterator[Row]:
    """Yield the rows of all foods in a part of a line."""
    for one in told_by_company(line, list(foods_of(line, atoms))):
        yield from _rows_of(line, one, meal)


def _rows_of(line: Line, segment: Segment, meal: str) -> Iterator[Row]:
    segment = with_what_goes_in(line, segment)
    segment, on_it = on_bread(line, segment)
    if on_it:
        yield from _first_heard(_rows_of(line, segment, meal), on_it)
        return
    segment = named_in_front(line, segment)
    text = line.text_of([*segment.atoms, *(a for one in segment.without for a in one)])
    if not segment.atoms:
        everything = [a for one in (*segment.without, *segment.beside) for a in one]
        yield NotUnderstood(
            line.text_of(everything),
            "This says what was not eaten; nothing is logged.",
            (),
            meal=meal,
        )
        return
    whole = line.text_of([*segment.atoms, *(a for one in segment.beside for a in one)])
    segment, bread = without_its_bread(line, segment)
    if bread:
        first, *rest = _rows_of(line, segment, meal)
        if isinstance(first, NotUnderstood):
            # The bread stays in view with the sandwich that is asked about.
            first = replace(first, text=whole)
        yield from _first_heard([first, *rest], " ".join(bread))
        return
    if rows := of_another_milk(line, segment, meal):
        yield from rows
        return
    segment, milk = without_its_milk(line, segment)
    if milk:
        yield from _first_heard(_rows_of(line, segment, meal), milk)
        return
    if segment.beside and not segment.apart and (dish := dish_of(line, segment, meal)):
        yield from dish
        return
    segment, held = without_its_parts(line, segment)
    row = heard(_one_row(line, segment, whole if held else text, meal), held)
    made = in_brackets(line, segment.atoms)
    # What is counted in brackets is eaten as it stands there: "omelette (3 eggs, ham)".
    if made and (isinstance(row, NotUnderstood) or has_number(made.inside)):
        yield from _rows_in_brackets(line, segment, made, meal)
        return
    yield row
    for atoms in segment.beside:
        yield row_beside(line, atoms, row, segment, meal)


def _rows_in_brackets(line: Line, segment: Segment, made: Bracketed, meal: str) -> Iterator[Row]:
    """Yield the rows of a food of which brackets say what is in it."""
    if is_of_the_whole(line, made):
        whole = replace(segment, atoms=[*made.head, *made.after])
        said = f"“{line.text_of(made.inside)}” is not counted apart."
        first, *rest = _rows_of(line, whole, meal)
        first = replace(first, text=line.text_of(segment.atoms))
        yield from _first_heard([first, *rest], said)
        return
    said = f"“{line.text_of(made.head)}” is counted by what stands in brackets."
    yield from _first_heard(_rows_in(line, made.inside, meal), said)
    for atoms in segment.beside:
        yield row_beside(line, atoms, NotUnderstood("", ""), segment, meal)


def _first_heard(rows: Iterable[Row], said: str) -> Iterator[Row]:
    """Yield rows, the first of which says one thing more of the words."""
    first, *rest = rows
    yield heard(first, said)
    yield from rest


def _one_row(line: Line, segment: Segment, text: str, meal: str) -> Row:
    reading, found = line.best(segment.atoms)
    number = "∞" if "∞" in text else number_of_no_amount(text)
    if number and ("∞" in number or not found.sure or found.how != NAMED):
        return NotUnderstood(
            text,
            f"{reprlib.repr(number)} is no amount that can be used. "
            "Write a number above zero, such as 30 g gouda.",
            meal=meal,
        )
    bare = any(not one.words and not one.stray for one in line.readings(segment.atoms))
    if reading is None or not (reading.words or reading.stray) or (bare and not found.sure):
        return NotUnderstood(text, NO_FOOD, meal=meal)
    found, said = taken_without(line, found, reading, segment)
    return line.row(text, reading, found, meal, said)
