"""Where one food ends and the next begins: separators, qualifiers, "with", sentences, meals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.dashes import BREAKS, is_dash, without_dashes_before_amounts
from estimator.words.grammar import ENGLISH
from estimator.words.quantity import number_at

_AND: Final = "and"
_LONGEST_HEADING: Final = 4
_MEALS: Final = ("breakfast", "lunch", "dinner", "snack")


@dataclass
class Piece:
    """What stands between two separators.

    Attributes
    ----------
    atoms : list of Atom
    after : str
        The separator before it: ",", ";" or "and", "" at the start.
    """

    atoms: list[Atom]
    after: str = ""


@dataclass
class Item:
    """What belongs to one food: its own atoms, and what it is eaten with.

    Attributes
    ----------
    atoms : list of Atom
        A comma among them parts the food from what only qualifies it.
    beside : list of list of Atom
        What follows "with", each food by itself, with the word that joins it.
    without : list of list of Atom
        What follows "without" or "no".
    apart : bool
        Whether what is beside it stands there without a word between, and is no part of a dish.
    """

    atoms: list[Atom]
    beside: list[list[Atom]] = field(default_factory=list)
    without: list[list[Atom]] = field(default_factory=list)
    after: str = ""
    apart: bool = False


def sentences(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Split atoms at full stops between foods; a stop after a number or unit ends nothing."""
    part: list[Atom] = []
    for place, atom in enumerate(atoms):
        if atom.kind == "mark" and atom.text in ".!?" and not atom.named and part:
            before = part[-1]
            after = atoms[place + 1] if place + 1 < len(atoms) else None
            names_food = any(_may_name_food(one) or one.is_("without") for one in part)
            # "Schnitzel m. Pommes u. kl. Salat"
            cut_short = before.is_("with", "and", "size") and after is not None
            shortened = cut_short or (before.is_("about", "unit") and not names_food)
            open_number = before.kind == "number" and after is not None and after.is_("unit")
            ends = after is None or not after.glued or before.kind != "number"
            if names_food and ends and not open_number and not shortened:
                yield part
                part = []
                continue
        part.append(atom)
    if part:
        yield part


def meals_apart(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Split what is told of several meals: "breakfast was toast lunch was soup".

    Where the first meal stands before its foods so do the others, else each ends what it is of:
    "toast for breakfast and soup for lunch".
    """
    places = [place for place, atom in enumerate(atoms) if _is_meal(atoms, place)]
    start = 0
    if len(places) > 1:
        leads = not any(_is_word_of_food(atom) for atom in atoms[: places[0]])
        for place in places[1:] if leads else places[:-1]:
            end = _begin_of_meal(atoms, place) if leads else place + 1
            between = [atom for atom in atoms[start:end] if _is_word_of_food(atom)]
            if between:
                yield list(atoms[start:end])
                start = end
    if atoms[start:]:
        yield list(atoms[start:])


def _is_meal(atoms: Sequence[Atom], place: int) -> bool:
    atom = atoms[place]
    if not atom.is_("meal") or atom.meaning("meal") not in _MEALS:
        return False
    after = atoms[place + 1] if place + 1 < len(atoms) else None
    before = atoms[place - 1] if place else None
    # A "lunch" among words may be of a name; beside one that joins, or a mark, it is a meal.
    return (
        before is None
        or after is None
        or before.kind == "mark"
        or before.is_("noise", "and")
        or after.text == ":"
        or after.is_("noise", "and")
    )


def _begin_of_meal(atoms: Sequence[Atom], place: int) -> int:
    """Return where the "and for" begins that stands before a meal."""
    while place and (
        atoms[place - 1].is_("noise", "and", "article") or atoms[place - 1].kind == "mark"
    ):
        place -= 1
    return place


def _is_word_of_food(atom: Atom) -> bool:
    return atom.kind == "word" and not atom.is_(
        "noise", "meal", "and", "article", "about", "vague", "with"
    )


def meal_of(atoms: Sequence[Atom]) -> tuple[str, list[Atom]]:
    """Return the meal that a heading or "for breakfast" sets, and the atoms without it.

    A meal's word stands at the start, or after "for".
    """
    for place, atom in enumerate(atoms):
        meal = atom.meaning("meal") if atom.is_("meal") else ""
        if place and atoms[place - 1].key == "for":
            # "toast for tea"
            meal = meal or atom.meaning("meal or drink")
        if meal not in _MEALS:
            continue
        after = atoms[place + 1] if place + 1 < len(atoms) else None
        before = atoms[:place]
        opens = all(one.is_("noise", "article", "and") or one.kind == "mark" for one in before)
        follows = bool(before) and before[-1].is_("noise", "with", "article")
        heads = (
            after is None
            or after.kind in ("mark", "number")
            or is_picture(after)
            or after.is_("noise", "article", "number", "unit", "vague", "about", "size", "with")
            or " " in atom.text
        )
        # What is named after a meal, as a lunch meat is, is one word here; an English "breakfast
        # burrito" is a dish by its name.
        english = any(one.kind == "meal" and one.language == ENGLISH for one in atom.senses)
        of_it = ("of", "dish") if english else ("of",)
        begins = opens and after is not None and after.kind == "word" and not after.is_(*of_it)
        if (opens and heads) or begins or (follows and (after is None or heads)):
            joins = before[-1:] if follows and before[-1].is_("noise") else []
            return meal, [one for one in atoms if one is not atom and one not in joins]
    return "", list(atoms)


def heading_of(atoms: Sequence[Atom], mark: str = ":") -> tuple[list[Atom], list[Atom]]:
    """Part what may be a heading, before a mark, from what is below it: "Tuesday: 2 eggs"."""
    for place, atom in enumerate(atoms[: _LONGEST_HEADING + 1]):
        below = list(atoms[place + 1 :])
        dash = is_dash(atoms, place) and (mark == "-" or atoms[place - 1].is_("meal or drink"))
        opens = dash or mark == atom.text == ":"
        if opens and not atom.named and place and any(map(_may_name_food, below)):
            return list(atoms[:place]), below
    return [], list(atoms)


def pieces(atoms: Sequence[Atom]) -> list[Piece]:
    """Split atoms at commas, "and" and other separators that are in no name and no number."""
    atoms = without_dashes_before_amounts(_without_joins_before(atoms))
    found = [Piece([])]
    inside = 0
    covered = _numbers_with_and(atoms)
    for place, atom in enumerate(atoms):
        separator = "" if place in covered else _separator(atoms, place)
        if not inside and place and _parts_picture(atoms, place, found[-1].atoms):
            found.append(Piece([], _AND))
        if atom.kind == "mark":
            inside += {"(": 1, ")": -1}.get(atom.text, 0)
            inside = max(0, inside)
        if separator and not inside:
            if any(not atom.is_("noise") and atom.kind != "mark" for atom in found[-1].atoms):
                found.append(Piece([], separator))
            elif len(found) > 1 and separator != ",":
                found[-1].after = separator
        else:
            found[-1].atoms.append(atom)
    return [piece for piece in found if piece.atoms]


def _without_joins_before(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Leave out an "and" or "with" before all else: it joins what stands in another sentence."""
    place = 0
    while place < len(atoms) - 1 and (
        atoms[place].kind == "mark"
        or (atoms[place].is_("and", "with") and not atoms[place].is_("number", "unit"))
    ):
        place += 1
    joins = any(atom.is_("and", "with") for atom in atoms[:place])
    return atoms[place:] if joins else atoms


def is_picture(atom: Atom) -> bool:
    """Return whether an atom is a food's picture: "🍌"."""
    return atom.named and not any(map(str.isalnum, atom.text))


def _parts_picture(atoms: Sequence[Atom], place: int, before: Sequence[Atom]) -> bool:
    """Return whether another food begins here, of which this or the one before is a picture."""
    atom = atoms[place]
    if is_picture(atom):
        joined = bool(before) and before[-1].is_("with", "without", "of", "and")
        return not joined and any(map(_is_word, before))
    joins = ("with", "without", "unit", "number", "of", "and", "size", "meal", "noise")
    return is_picture(atoms[place - 1]) and atom.kind == "word" and not atom.is_(*joins)


def _numbers_with_and(atoms: Sequence[Atom]) -> set[int]:
    """Return the places of the "and" of numbers such as "one and a half"."""
    covered: set[int] = set()
    place = 0
    while place < len(atoms):
        read = number_at(atoms, place)
        if read and read[0] > 1:
            covered.update(range(place + 1, place + read[0]))
        place += read[0] if read else 1
    return covered


def _separator(atoms: Sequence[Atom], place: int) -> str:
    atom = atoms[place]
    if atom.named:
        return ""
    if atom.kind == "mark":
        if atom.text in BREAKS:
            after = atoms[place + 1] if place + 1 < len(atoms) else None
            glued = place > 0 and atom.glued and atoms[place - 1].kind == "number"
            if atom.text == "+" and glued and not (after and after.glued):
                return ""
            return {",": ",", "|": ",", ";": ";"}.get(atom.text, _AND)
        return "," if is_dash(atoms, place) else ""
    letter = atom.glued and len(atom.key) == 1 and atom.key.isascii()
    if atom.is_("and") and place > 0 and not letter:
        return "" if atom.is_("number") and _opens(atoms, place) else _AND
    return ""


def _opens(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a word begins what it stands in: "en skive" after a separator."""
    before = atoms[place - 1]
    return (before.kind == "mark" and before.text in BREAKS) or before.is_("and", "with")


def _may_name_food(atom: Atom) -> bool:
    """Return whether a word is of a food, or of a dish such as "toast", and no mere amount."""
    names = atom.named or not atom.senses or atom.is_("dish", "meal or drink")
    return atom.kind == "word" and names


def split_with(atoms: Sequence[Atom]) -> Item:
    """Part the atoms of one food from what it is eaten with and without."""
    item = Item([])
    current: list[Atom] = item.atoms
    inside = 0
    for place, atom in enumerate(atoms):
        inside += {"(": 1, ")": -1}.get(atom.text, 0)
        listed = inside > 0 and atom.is_("and")  # "おにぎり(鮭と梅)"
        behind = all(one.is_("without") for one in atoms[place + 1 :][:1])  # "ke saath bina namak"
        opens = bool(item.atoms) and not (listed or behind)
        if atom.is_("without") and place + 1 < len(atoms) and not atom.is_("number"):
            current = [atom]
            item.without.append(current)
        elif opens and atom.is_("with") and not atom.is_("unit") and _can_join(atoms, place):
            current = [atom]
            item.beside.append(current)
        else:
            current.append(atom)
    return item


def past_join(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Leave out the "with" or "and" before what a food is eaten with."""
    return atoms[1:] if len(atoms) > 1 and atoms[0].is_("with", "and") else atoms


def _can_join(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a food stands on both sides of a "with"."""
    before = any(_is_word(atom) for atom in atoms[:place])
    after = any(_is_word(atom) for atom in atoms[place + 1 :])
    return before and after


def _is_word(atom: Atom) -> bool:
    return atom.kind == "word" and not atom.is_("article", "noise", "of", "about", "meal")
