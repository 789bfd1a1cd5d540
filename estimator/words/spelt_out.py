"""What is written short, spelt out before a line is read: "buttered toast", "1 cup 2%".

What has a short name is spelt in full: "patatje met" are fries with mayonnaise. A word that says
what a food is eaten with becomes that food, behind a "with": "buttered toast" is toast with butter,
and "pie a la mode" pie with ice cream. A percentage alone in a cup is the milk of that fat, "on
white" is on white bread, and a "total" behind an amount says nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.grammar import ENGLISH, Sense, base_language, grammar
from estimator.words.lexicon import Lexicon
from estimator.words.quantity import number_at
from estimator.words.text import fold

_BRINGS: Final = "brings"
_SHORT: Final = "short"
_MILK: Final = "milk"
_WHOLE: Final = "whole"
_TOTAL: Final = "total"
_ON: Final = "on"
_BREAD: Final = "bread"
_BREADS: Final = frozenset(
    {"white", "wheat", "whole wheat", "brown", "granary", "wholemeal", "wholewheat", "multigrain"}
    | {"seeded", "wholegrain", "whole grain"}
)
_NAMED_BREADS: Final = frozenset({"bread", "toast", "roll", "bun", "bagel"})
_MOST_BEFORE_BREAD: Final = 2
"""So many words stand between "on" and the kind of a bread at most: "on toasted white"."""

_MEASURES_OF_MILK: Final = frozenset({"cup", "glass", "mug", "pint", "carton", "bottle", "splash"})
_VOLUMES: Final = frozenset({"ml", "cl", "dl", "l", "fl oz", "oz", "tbsp", "tsp"})
_SOLD_BY_FAT: Final = frozenset({"milk", "yogurt", "yoghurt", "cheese", "kefir", "skyr", "cream"})
"""Foods of which a percentage behind a comma tells the fat: "cottage cheese, 1 cup 2%"."""

_FATTEST_MILK: Final = 4.0
"""No milk of a cow is sold with a higher share of fat [%]."""

_ENDS: Final = ("and", "with", "without")


def spelt_out(atoms: Sequence[Atom], lexicon: Lexicon, languages: Sequence[str]) -> list[Atom]:
    """Return the atoms of a line with what is short in it spelt out."""
    made = list(_brought(atoms, lexicon))
    if base_language(languages[0]) == ENGLISH:
        made = _on_bread(_without_total(_with_milk(made, lexicon)))
    return made


def _brought(atoms: Sequence[Atom], lexicon: Lexicon) -> Iterator[Atom]:
    """Yield atoms, each that brings a food followed by that food at the end of its piece."""
    waiting: list[Atom] = []
    for place, atom in enumerate(atoms):
        if _ends_piece(atom):
            yield from waiting
            waiting = []
        if atom.is_(_SHORT):
            last = place + 1 == len(atoms) or _ends_piece(atoms[place + 1])
            yield from _in_full(atom, last)
        elif _brings(atoms, place, lexicon):
            waiting += _with_food(atom)
        else:
            yield atom
    yield from waiting


def _ends_piece(atom: Atom) -> bool:
    return atom.kind == "mark" or atom.is_(*_ENDS)


def _brings(atoms: Sequence[Atom], place: int, lexicon: Lexicon) -> bool:
    """Return whether an atom says what a food is eaten with, and is in no name beside the next."""
    if place >= len(atoms) or not atoms[place].is_(_BRINGS):
        return False
    after = atoms[place + 1 : place + 2]
    return not (after and lexicon.exact([atoms[place].key, after[0].key]))


def _with_food(atom: Atom) -> list[Atom]:
    sense = next(one for one in atom.senses if one.kind == _BRINGS)
    joins = replace(atom, text="with", senses=(Sense("with", "", sense.language),))
    words = sense.meaning.split()
    return [joins, *(replace(atom, text=word, senses=()) for word in words)]


def _in_full(atom: Atom, last: bool) -> Iterator[Atom]:
    """Yield what an atom is short for: "patatje met" are fries with mayonnaise.

    Where more follows it is not short: "patat met kaas".
    """
    sense = next(one for one in atom.senses if one.kind == _SHORT)
    for word in (sense.meaning if last else atom.text).split():
        joins = grammar().senses_in(word, (sense.language,))
        yield replace(atom, text=word, senses=tuple(one for one in joins if one.kind in _ENDS))


def _with_milk(atoms: Sequence[Atom], lexicon: Lexicon) -> list[Atom]:
    """Put "milk" behind a percentage, or "whole", that stands alone behind a cup or a "with"."""
    made: list[Atom] = []
    for place, atom in enumerate(atoms):
        made.append(atom)
        after = atoms[place + 1] if place + 1 < len(atoms) else None
        fat = _says_fat(atoms, place)
        if not (after is None or _ends_piece(after)) or not (fat or atom.key == _WHOLE):
            continue
        first = atoms[place - fat]
        if not _is_measured(atoms[: place - fat], fat):
            continue
        of_fat = f"{first.text}% {_MILK}" if fat else f"{_WHOLE} {_MILK}"
        if lexicon.exact(fold(of_fat).split()):
            del made[-1 - fat :]
            made.append(Atom("word", of_fat, first.start, atom.end, named=True))
        else:
            made.append(Atom("word", _MILK, atom.end, atom.end))
    return made


def _on_bread(atoms: Sequence[Atom]) -> list[Atom]:
    """Put "bread" behind its colour or grain where that ends a piece: "turkey on toasted white"."""
    made: list[Atom] = []
    for place, atom in enumerate(atoms):
        after = atoms[place + 1] if place + 1 < len(atoms) else None
        on, _, kind = atom.key.partition(" ")
        ends = after is None or _ends_piece(after)
        named = after is not None and after.key in _NAMED_BREADS
        if on == _ON and kind in _BREADS and not atom.named and (ends or named):
            joins = replace(atom, text=_ON, senses=(Sense("with", "", ENGLISH),))
            made += [joins, replace(atom, text=kind, senses=())]
        else:
            made.append(atom)
        before = made[-1 - _MOST_BEFORE_BREAD : -1]
        if ends and made[-1].key in _BREADS and any(one.key == _ON for one in before):
            made.append(Atom("word", _BREAD, atom.end, atom.end))
    return made


def _says_fat(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a percent sign stands behind a share of fat that milk has."""
    if atoms[place].text != "%" or place == 0 or atoms[place].named:
        return False
    read = number_at(atoms, place - 1)
    return read is not None and read[1].value is not None and 0 < read[1].value <= _FATTEST_MILK


def _is_measured(before: Sequence[Atom], is_fat: bool) -> bool:
    """Return whether nothing but a measure of a drink, or a "with", stands before."""
    piece: list[Atom] = []
    joined = False
    for place in range(len(before) - 1, -1, -1):
        atom = before[place]
        if _ends_piece(atom):
            joined = atom.is_("with")
            if atom.text == "," and place and _is_sold_by_fat(before[place - 1]):
                return False
            break
        piece.append(atom)
    if any(one.kind == "word" and not one.is_("unit", "of", "article", "number") for one in piece):
        return False
    poured = {*_MEASURES_OF_MILK, *_VOLUMES}
    measured = any(one.meaning("unit") in poured for one in piece)
    return measured or (joined and is_fat and not piece)


def _is_sold_by_fat(atom: Atom) -> bool:
    return not _SOLD_BY_FAT.isdisjoint(atom.key.split()[-1:])


def _without_total(atoms: Sequence[Atom]) -> list[Atom]:
    """Leave out the "total" that stands behind the amount of a food: "rice 2 cups total"."""
    return [
        atom
        for place, atom in enumerate(atoms)
        if atom.key != _TOTAL or not _is_of_an_amount(atoms, place)
    ]


def _is_of_an_amount(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a word ends a piece behind an amount, and a food is named before."""
    after = atoms[place + 1] if place + 1 < len(atoms) else None
    before = atoms[place - 1] if place else None
    counted = before is not None and (before.kind == "number" or before.is_("unit"))
    ends = after is None or _ends_piece(after)
    return counted and ends and any(one.kind == "word" and not one.senses for one in atoms[:place])
