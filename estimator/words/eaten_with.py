"""What a food is eaten with and without: one dish, or foods beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.measures.unit_names import implied_portion, unit_name
from estimator.words.amount_and_food import Reading
from estimator.words.atoms import Atom
from estimator.words.found import (
    INFLECTED,
    NAMED,
    PART,
    SPELT,
    Found,
    Word,
    distinct,
    is_dish,
    is_drink,
    title_of,
    words_of,
)
from estimator.words.line import Line
from estimator.words.line_rows import NotUnderstood, Row, Understood
from estimator.words.own_measures import own_portion
from estimator.words.quantity import has_number
from estimator.words.segments import Item as Segment
from estimator.words.segments import past_join
from estimator.words.text import fold
from estimator.words.usual_amounts import OF_A_DISH, amount_beside, goes_beside, is_kind_of

NO_FOOD: Final = "No food is named here. Write it too, such as 30 g gouda."
_LARGEST_SHARE: Final = 12
_FATS: Final = frozenset({"butter and fats"})
_OF_GRAIN: Final = frozenset({"bread and cereal"})
_ON_BREAD: Final = _FATS | {"sugar-honey-jam"}
_SORTS: Final = frozenset(
    {"cheese", "processed meat", "organ meats", "fish and seafood", "eggs", "red meat", "poultry"}
    | {"sweets and chocolate"}
)
"""Groups of what one lays on a slice, each sort on its own, if many are written."""

_FEWEST_SORTS: Final = 3
_OF_MILK: Final = frozenset({"coffee-latte", "hot-chocolate", "milkshake", "porridge-milk"})
_MILK: Final = frozenset({"milk"})
_SANDWICH: Final = "sandwich-"
_BREAD: Final = "bread-"
"""Begins the ids of foods on which each thing lies by itself."""


def dish_of(line: Line, segment: Segment, meal: str) -> list[Row]:
    """Return the rows of a dish that is named with "with"; none if it is no dish.

    "sandwich with ham" is one row; what a dish is not made of has a row of its own.
    """
    reading, host = line.best(segment.atoms)
    if reading is None or not reading.words or _is_host_of_a_little(line, host, segment.beside[0]):
        return []
    if any(has_number(atoms) for atoms in segment.beside):
        return _made_of(line, segment, reading, host, meal)
    whole = _dish_named(line, segment.beside, reading, host)
    rest: list[list[Atom]] = []
    if whole is None and not (host.items and host.items[0].item_id.startswith(_BREAD)):
        # "porridge with milk and honey" is porridge of milk, and honey.
        whole = _dish_named(line, segment.beside[:1], reading, host)
        rest = segment.beside[1:]
        if whole and whole[1].how > INFLECTED:
            whole = None
    if whole is None:
        return []
    words, found = whole
    used = [atoms for atoms in segment.beside if atoms not in rest]
    everything = [*segment.atoms, *(a for one in (*used, *segment.without) for a in one)]
    row = line.row(line.text_of(everything), replace(reading, words=words), found, meal)
    if isinstance(row, NotUnderstood) and _are_sure(line, segment):
        # Rolls are counted, and what is named "roll with mince" may have no piece.
        return []
    return [row, *(row_beside(line, atoms, row, segment, meal) for atoms in rest)]


def _is_host_of_a_little(line: Line, host: Found, beside: Sequence[Atom]) -> bool:
    """Return whether a little of something is in a drink or on bread.

    "Coffee with milk" is no latte, and a "biscuit with butter" no butter biscuit.
    """
    guest = line.best(past_join(beside))[1]
    if not goes_beside(host, guest):
        return False
    food = host.items[0]
    on_bread = is_kind_of(food, _OF_GRAIN) and is_kind_of(guest.items[0], _ON_BREAD)
    return is_drink(food) or on_bread


def _dish_named(
    line: Line, beside: Sequence[Sequence[Atom]], reading: Reading, host: Found
) -> tuple[tuple[Word, ...], Found] | None:
    """Return the dish that is named by a food and what is beside it, and its words."""
    guests = [word for atoms in beside for word in line.words(past_join(atoms))]
    dish = bool(host.items) and is_dish(host.items[0])
    orders = ((*guests, *reading.words), (*reading.words, *guests))
    for words in orders[1:] if line.finder.head_first else orders[:1]:
        whole = line.finder.named(words)
        if whole is None and dish:
            whole = line.finder.find(words)
            if whole.matched <= len(reading.words) or whole.how > PART or _holds_dish(line, beside):
                whole = None
        if whole and whole.items and not _is_counted(reading, whole.items[0]):
            whole = None
        if whole and whole.items and _is_another_salad(line, host, whole):
            whole = None
        if whole and whole.items and not is_dish(whole.items[0]) and _is_of_fat(line, beside):
            # "Fish fried in butter" is no butterfish.
            whole = None
        # "milk tea" that is but tea is no dish: the milk counts by itself.
        other = whole is not None and whole.items[:1] != host.items[:1]
        if whole and whole.sure and whole.how != SPELT and (other or dish):
            return tuple(words), whole
    return None


def _is_of_fat(line: Line, beside: Sequence[Sequence[Atom]]) -> bool:
    """Return whether a food is eaten with butter or oil."""
    guests = (line.best(past_join(atoms))[1].items[:1] for atoms in beside)
    return any(is_kind_of(one, _FATS) for items in guests for one in items)


def _is_another_salad(line: Line, host: Found, whole: Found) -> bool:
    """Return whether a dish is bound with mayonnaise: "tuna salad" is no salad with tuna."""
    leaves = bool(host.items) and not is_dish(host.items[0])
    return leaves and "mayonnaise" in whole.items[0].name and not line.finder.head_first


def _are_sure(line: Line, segment: Segment) -> bool:
    """Return whether each food of a segment is one for certain."""
    return all(
        line.best(atoms)[1].sure for atoms in (segment.atoms, *map(past_join, segment.beside))
    )


def without_its_bread(line: Line, segment: Segment) -> tuple[Segment, tuple[str, ...]]:
    """Leave out the bread that a sandwich is named on, a part of it: "ham sandwich on rye"."""
    host = line.best(segment.atoms)[1]
    if not (host.items and host.items[0].item_id.startswith(_SANDWICH)):
        return segment, ()
    kept, said = [], []
    for atoms in segment.beside:
        found = line.best(past_join(atoms))[1]
        if found.sure and found.items[0].item_id.startswith(_BREAD) and not has_number(atoms):
            said.append(f"“{line.text_of(atoms)}” is not counted apart.")
        else:
            kept.append(atoms)
    return replace(segment, beside=kept), tuple(said)


def without_its_milk(line: Line, segment: Segment) -> tuple[Segment, str]:
    """Leave out the milk of which a drink is made, a part of it: "hot chocolate made with milk".

    An amount of that milk is one of the drink.
    """
    host = line.best(segment.atoms)[1]
    if not (host.sure and is_kind_of(host.items[0], _OF_MILK)) or not segment.beside:
        return segment, ""
    first, *others = segment.beside
    reading, guest = line.best(past_join(first))
    if reading is None or not (guest.sure and is_kind_of(guest.items[0], _MILK)):
        return segment, ""
    atoms = list(segment.atoms)
    if not has_number(atoms):
        atoms += [atom for atom in past_join(first) if atom.is_of_an_amount()]
    said = f"“{line.text_of(first)}” is not counted apart."
    return replace(segment, atoms=atoms, beside=others), said


def _is_counted(reading: Reading, dish: Item) -> bool:
    """Return whether a dish has the unit that is written: of "2 slices of bread with cheese" not.

    The slices are of the bread, and two of them are no two sandwiches.
    """
    unit = reading.quantity.unit
    return not isinstance(dish, Food) or unit != "slice" or bool(own_portion(dish, unit))


def _holds_dish(line: Line, beside: Sequence[Sequence[Atom]]) -> bool:
    """Return whether a dish stands beside another: "orange chicken with fried rice" is two."""
    guests = (line.best(past_join(atoms))[1] for atoms in beside)
    return any(found.sure and is_dish(found.items[0]) for found in guests)


def _made_of(line: Line, segment: Segment, reading: Reading, host: Found, meal: str) -> list[Row]:
    """Return the row of a food that is counted by what it is made with: "omelette with 2 eggs"."""
    if not host.sure or not reading.quantity.is_empty:
        return []
    counted, *others = sorted(segment.beside, key=lambda atoms: not has_number(atoms))
    guest, found = line.best(past_join(counted))
    food = host.items[0]
    if guest is None or guest.quantity.unit or not found.sure or not isinstance(food, Food):
        return []
    quantity = replace(guest.quantity, unit=title_of(found.items[0]))
    if implied_portion(food, unit_name(quantity.unit)) is None:
        return []
    everything = [*segment.atoms, *counted, *(a for one in segment.without for a in one)]
    reading = replace(reading, quantity=quantity)
    row = line.row(line.text_of(everything), reading, host, meal)
    return [row, *(row_beside(line, atoms, row, segment, meal) for atoms in others)]


def row_beside(line: Line, atoms: Sequence[Atom], row: Row, segment: Segment, meal: str) -> Row:
    """Return the row of what a food is eaten with, in the amount that goes with it."""
    text = line.text_of(atoms)
    reading, found = line.best(past_join(atoms))
    if reading is None or not reading.words:
        return NotUnderstood(text, NO_FOOD, meal=meal)
    if isinstance(row, Understood) and found.tied and found.how == NAMED:
        # Of two foods of one name the one that goes with the host is meant: "pasta al burro".
        going = [item for item in found.items if amount_beside(row.item, item)]
        if len(going) == 1:
            found = replace(found, items=distinct((*going, *found.items)), sure=True)
    grams = None
    said: tuple[str, ...] = ()
    if found.sure and not segment.apart and _may_be_of_all(past_join(atoms), row):
        said = (f"The amount is read as that of {title_of(found.items[0])} alone.",)
    if isinstance(row, Understood) and found.sure:
        pair = amount_beside(row.item, found.items[0])
        grams = pair.amount_g if pair else None
        number = row.written.quantity.number
        if pair and pair.per == "piece" and number and row.amount <= _LARGEST_SHARE:
            pieces = max(1.0, row.amount if row.unit != "g" else 1.0)
            grams = pair.amount_g * pieces / _sorts(line, row, found, segment, pieces)
    return line.row(text, reading, found, meal, said, grams)


def _sorts(line: Line, row: Understood, found: Found, segment: Segment, pieces: float) -> float:
    """Return how many sorts share the slices: on three slices with three sorts lies one on each."""
    guests = [line.best(past_join(atoms))[1] for atoms in segment.beside]
    sorts = [
        one.items[0]
        for one in guests
        if one.sure and isinstance(one.items[0], Food) and one.items[0].group in _SORTS
    ]
    shared = is_kind_of(row.item, _OF_GRAIN) and found.items[0] in sorts
    return float(len(sorts)) if shared and _FEWEST_SORTS <= len(sorts) <= pieces else 1.0


def _may_be_of_all(atoms: Sequence[Atom], row: Row) -> bool:
    """Return whether an amount behind a food may be of what that is in: "gumbo w rice 2 cups"."""
    first = atoms[0]
    behind = first.kind == "word" and not first.is_("number", "article", "unit", "size", "part")
    served = any(atom.meaning("unit") in OF_A_DISH for atom in atoms)
    counted = row.written.quantity.number
    return behind and served and has_number(atoms) and (counted is None or counted.article)


def taken_without(
    line: Line, found: Found, reading: Reading, segment: Segment
) -> tuple[Found, tuple[str, ...]]:
    """Take into account what a food is eaten without."""
    if not segment.without or not found.sure:
        return found, ()
    said = []
    for atoms in segment.without:
        left_out = {word.key for word in words_of(atom.text for atom in atoms[1:])}
        said.append(f"“{_plain(atoms)}” is read as how it was eaten.")
        if left_out & set(fold(found.items[0].name).split()):
            plain = line.finder.sort(reading.words).content
            other = line.finder.find(plain)
            named = set(fold(other.items[0].name).split()) if other.items else left_out
            if not other.sure or named & left_out:
                return (
                    replace(found, sure=False, reason=f"Which one is {_plain(atoms)}?"),
                    (),
                )
            found = other
    return found, tuple(said)


def _plain(atoms: Sequence[Atom]) -> str:
    written = sorted(atoms, key=lambda atom: atom.start)
    words = [atom for atom in written if atom.kind != "mark"]
    return "".join(f"{'' if one.glued else ' '}{one.text}" for one in words).strip()
