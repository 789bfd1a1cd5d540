"""What is behind a drink, cereal or bread and goes with it: "tea (milk, 1 sugar)", "tea: milk"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.measures.unit_names import unit_name
from estimator.words.amount_and_food import is_times
from estimator.words.atoms import Atom
from estimator.words.bracketed import bracketed
from estimator.words.found import is_drink
from estimator.words.line import Line
from estimator.words.quantity import has_number, number_at, only_amount
from estimator.words.segments import Item as Segment
from estimator.words.segments import past_join, pieces, split_with
from estimator.words.usual_amounts import goes_beside, is_kind_of

_HOSTS: Final = frozenset(
    {"coffee", "tea", "hot-chocolate", "breakfast-cereal", "muesli", "granola", "porridge"}
    | {"bread", "crispbread", "crackers"}
)
"""Foods that something is stirred into or put on, and that are seldom called by what that is."""

_BREAD: Final = "bread-"
_BREADS: Final = frozenset({"bread", "crispbread", "crackers"})
_FEWEST: Final = 3
"""As many as "butter x 2" are."""

_SPREAD_ON: Final = frozenset({"butter and fats", "sugar-honey-jam", "peanut-butter"})

_SERVED_IN: Final = frozenset({"cup", "mug", "glass", "pint", "bottle"})


def with_what_goes_in(line: Line, segment: Segment) -> Segment:
    """Put what stands in brackets behind a drink beside it, the first of which goes in."""
    segment = _with_bracket_of_the_first(line, segment)
    found = bracketed(_joined(segment))
    made = found and drink_with(line, [*found.head, *found.after], found.inside)
    return made or _with_its_amount(line, segment)


def _with_bracket_of_the_first(line: Line, segment: Segment) -> Segment:
    """Put foods in brackets behind what a food lies on where they belong: "eggs on toast (2 eggs)".

    An amount alone is of what stands before it. A food of the kind of the first one tells how
    much that is, and another one lies there too.
    """
    last = segment.beside[-1] if segment.beside else []
    found = bracketed(last)
    if found is None or found.after or not past_join(found.head):
        return segment
    first, atoms, beside = line.best(segment.atoms)[1], list(segment.atoms), []
    amounts: list[Atom] = []
    under = line.best(past_join(found.head))[1]
    on_bread = under.sure and under.items[0].item_id.startswith(_BREAD)
    for piece in pieces(found.inside):
        if only_amount(piece.atoms):
            amounts += piece.atoms
            continue
        own = line.best(piece.atoms)[1]
        if not (own.sure and first.sure):
            return segment
        if _is_of_one_group(first.items[0], own.items[0]) and has_number(piece.atoms):
            same = first.items[0] == own.items[0]
            kept = [one for one in piece.atoms if _is_of_an_amount(one)] if same else piece.atoms
            atoms += _in_brackets(kept)
        elif not on_bread or own.items[0].item_id.startswith(_BREAD):
            return segment
        else:
            beside.append(piece.atoms)
    if atoms == segment.atoms and not beside:
        return segment
    head = [*found.head, *(_in_brackets(amounts) if amounts else [])]
    return replace(segment, atoms=atoms, beside=[*segment.beside[:-1], head, *beside])


def _is_of_one_group(first: Item, other: Item) -> bool:
    return isinstance(first, Food) and isinstance(other, Food) and first.group == other.group


def _is_of_an_amount(atom: Atom) -> bool:
    return atom.kind == "number" or atom.is_("number", "part", "unit", "size")


def _in_brackets(atoms: Sequence[Atom]) -> list[Atom]:
    opens, closes = atoms[0].start, atoms[-1].end
    return [Atom("mark", "(", opens, opens), *atoms, Atom("mark", ")", closes, closes)]


def _with_its_amount(line: Line, segment: Segment) -> Segment:
    """Put cups that stand behind what is stirred into a drink to the drink."""
    if not segment.beside or any(map(has_number, [segment.atoms, *segment.beside[:-1]])):
        return segment
    *others, last = segment.beside
    if times := _times_of_all(line, segment.atoms, last):
        guest = last[: -len(times)]
        return replace(segment, atoms=[*segment.atoms, *times], beside=[*others, guest])
    guest, cups = cups_behind(line, segment.atoms, last)
    if not cups:
        return segment
    return replace(segment, atoms=[*segment.atoms, *cups], beside=[*others, guest])


def _times_of_all(line: Line, atoms: Sequence[Atom], last: Sequence[Atom]) -> list[Atom]:
    """Return the "x 2" or "2 slices" of bread behind what is on it; none if there is none."""
    host = line.best(atoms)[1]
    if len(last) < _FEWEST or not (host.sure and is_kind_of(host.items[0], _BREADS)):
        return []
    times = list(last[-2:])
    if is_times(times[0]) and times[1].kind == "number":
        return times
    # "bread butter 2 slices"
    sliced = unit_name(times[1].meaning("unit")) == "slice" and only_amount(times)
    guest = line.best(past_join(last[:-2]))[1]
    return times if sliced and guest.sure and is_kind_of(guest.items[0], _SPREAD_ON) else []


def cups_behind(
    line: Line, drink: Sequence[Atom], atoms: Sequence[Atom]
) -> tuple[list[Atom], list[Atom]]:
    """Part what is stirred into a drink from cups of the drink: "tea with milk and sugar 1 cup".

    They are of what is stirred in where they stand before it; none then.
    """
    place = next((n for n in range(len(atoms)) if number_at(atoms, n)), len(atoms))
    if place and atoms[place - 1].text == "(":
        place -= 1
    guest, cups = list(atoms[:place]), list(atoms[place:])
    served = any(unit_name(atom.meaning("unit")) in _SERVED_IN for atom in cups)
    if not (served and guest and past_join(guest) and only_amount(cups)):
        return guest, []
    host = line.best(drink)[1]
    drunk = host.sure and is_drink(host.items[0])
    return guest, cups if drunk and goes_beside(host, line.best(past_join(guest))[1]) else []


def _joined(segment: Segment) -> list[Atom]:
    """Return all atoms of "coffee (with milk, no sugar)", which a "with" or "no" had parted."""
    if segment.atoms and not any(atom.text == ")" for atom in segment.atoms):
        parts = [segment.atoms, *segment.beside, *segment.without]
        return sorted((atom for one in parts for atom in one), key=lambda atom: atom.start)
    return [] if segment.beside or segment.without else segment.atoms


def drink_with(line: Line, head: Sequence[Atom], inside: Sequence[Atom]) -> Segment | None:
    """Return a drink with what is listed of it; None if that is not stirred into it."""
    host = line.best(head)[1]
    if not (host.sure and is_kind_of(host.items[0], _HOSTS)):
        return None
    parts = [split_with(piece.atoms) for piece in pieces(inside)]
    beside = [atoms for one in parts for atoms in (one.atoms, *one.beside) if atoms]
    without = [atoms for one in parts for atoms in one.without]
    guests = [line.best(atoms[1:] if atoms[0].is_("with") else atoms)[1] for atoms in beside]
    if not (guests and all(guest.sure for guest in guests) and goes_beside(host, guests[0])):
        return None
    return Segment(list(head), beside, without, apart=True)
