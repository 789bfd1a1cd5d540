"""Words that mean another food beside some food: the biscuits of "cheese and biscuits"."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from estimator.foods.items import Food, Item
from estimator.words.atoms import Atom
from estimator.words.found import Word, text_of, words_of
from estimator.words.line import Line
from estimator.words.line_languages import spoken_by
from estimator.words.segments import Item as Segment
from estimator.words.segments import past_join
from estimator.words.usual_amounts import is_kind_of

_BRITISH: Final = "en-GB"
_AMERICAN: Final = "en-US"
_SAUCED: Final = frozenset(
    {"sausage", "frankfurter", "pot-pie", "pork-pie", "french-fries", "hot-dog", "hamburger"}
    | {
        "cheeseburger",
        "burger",
        "bacon",
        "sandwich",
        "fish-and-chips",
        "chicken-nuggets",
        "scotch-egg",
        "potato-pancake",
        "fish-fingers",
    }
)
_FRIED: Final = (
    *("egg-whole", "egg-unspecified", "egg-scrambled", "sausage-", "bacon-", "blood-sausage"),
    *("french-fries", "fish-fingers", "fish-and-chips", "potato-pancake", "chicken-nuggets"),
)
"""What Britons eat with baked beans, by the beginnings of ids."""

_SERVED_SO: Final = frozenset({"toast", "jacket"})
"""Words of bread and potatoes that they put them on."""

_STIRRED_IN: Final = frozenset(
    {"milk-whole", "milk-semi-skimmed", "milk-low-fat", "milk-skimmed", "cream", "creamer"}
    | {"oat-milk", "almond-milk", "soy-milk", "coconut-milk"}
)
_AMERICAN_BISCUIT: Final = frozenset({"biscuit-us"})
_MOST_TOLD: Final = 3
"""So many foods of a line at most are told by others that don't stand next to them."""

_DIPPED: Final = frozenset({"salsa", "guacamole", "cheese-dip", "refried-beans"})

_BREAD: Final = frozenset({"bread", "crispbread"})

_STEWS: Final = frozenset({"stew", "casserole", "hotpot", "goulash"})


@dataclass(frozen=True)
class Meaning:
    """What a word means beside a food.

    Attributes
    ----------
    example : str
        A line with the word in this meaning.
    words : frozenset of str
        The whole of what is written of the food is among these.
    alone : str
        The id of the food that the words mean by themselves.
    beside : callable
        Whether a food, and the words that name it, are what it stands beside.
    means : str
        The name of the food that it is there.
    people : str
        The English (BCP 47) of those who mean it so, as `spoken_by` has it; "" for all.
    anywhere : bool
        Whether other foods may stand between the two.
    """

    example: str
    words: frozenset[str]
    alone: str
    beside: Callable[[Item, Sequence[Word]], bool]
    means: str
    people: str = ""
    anywhere: bool = False


def _is_one_of(kinds: Collection[str]) -> Callable[[Item, Sequence[Word]], bool]:
    """Return what tells whether a food is one of some kinds, by whatever words."""
    return lambda item, words: is_kind_of(item, kinds)


def _is_cheese(item: Item, words: Sequence[Word]) -> bool:
    return isinstance(item, Food) and item.group == "cheese"


def _is_stew(item: Item, words: Sequence[Word]) -> bool:
    # "Chicken and dumplings" is a stew by that name.
    keys = [word.key for word in words]
    return keys == ["chicken"] or not _STEWS.isdisjoint(keys)


def _is_of_a_fry_up(item: Item, words: Sequence[Word]) -> bool:
    served = any(not _SERVED_SO.isdisjoint(word.key.split()) for word in words)
    return served or item.item_id.startswith(_FRIED)


MEANINGS: Final = (
    Meaning(
        "biscuits and gravy",
        frozenset({"gravy"}),
        "gravy-brown",
        _is_one_of(_AMERICAN_BISCUIT),
        "white gravy",
        _AMERICAN,
    ),
    Meaning(
        "iced coffee with creamer",
        frozenset({"iced", "coffee"}),
        "coffee-latte",
        _is_one_of(_STIRRED_IN),
        "coffee",
    ),
    Meaning(
        "chips and beans",
        frozenset({"beans"}),
        "beans",
        _is_of_a_fry_up,
        "baked beans",
        _BRITISH,
        anywhere=True,
    ),
    Meaning(
        "chips and salsa",
        frozenset({"chips"}),
        "potato-crisps",
        _is_one_of(_DIPPED),
        "tortilla chips",
        _AMERICAN,
    ),
    Meaning(
        "cheese and biscuits",
        frozenset({"biscuit", "biscuits"}),
        "cookie-plain",
        _is_cheese,
        "crackers",
    ),
    Meaning(
        "beef stew and dumplings",
        frozenset({"dumpling", "dumplings"}),
        "dumplings",
        _is_stew,
        "suet dumplings",
    ),
    Meaning(
        "sausage roll with tomato sauce",
        frozenset({"tomato", "sauce"}),
        "tomato-sauce",
        _is_one_of(_SAUCED),
        "ketchup",
        _BRITISH,
    ),
    Meaning(
        "Brot mit Lachs",
        frozenset({"lachs", "zalm", "laks", "lax"}),
        "salmon-farmed-cooked",
        _is_one_of(_BREAD),
        "smoked salmon",
    ),
    Meaning(
        "Brot mit Wurst",
        frozenset({"wurst", "worst"}),
        "sausage-unspecified",
        _is_one_of(_BREAD),
        "cold cuts",
    ),
)

_WORDS: Final = frozenset(word for meaning in MEANINGS for word in meaning.words)
_ANYWHERE: Final = frozenset(
    word for meaning in MEANINGS if meaning.anywhere for word in meaning.words
)


def tell(line: Line, atoms: Sequence[Atom], beside: Sequence[Atom]) -> None:
    """Let a word mean what it means beside a food: the "Lachs" of a "Lachsbrot" is smoked."""
    _is_told(line, atoms, beside)


def told_by_company(line: Line, segments: Sequence[Segment]) -> Iterator[Segment]:
    """Let words mean what they mean beside the foods they stand with, and yield the segments."""
    for segment in segments:
        foods = [segment.atoms, *map(past_join, segment.beside)]
        if any([_decide(line, a, b) for place, a in enumerate(foods) for b in foods[place + 1 :]]):
            # "biscuits with cheese" are no cheese biscuits.
            segment.apart = True
    for first, second in pairwise(segments):
        if second.after in ("and", ","):
            _decide(line, (first.beside or [first.atoms])[-1], second.atoms)
            _decide(line, first.atoms, second.atoms)
    parts = [past_join(part) for one in segments for part in (one.atoms, *one.beside)]
    for atoms in [part for part in parts if _may_be_told(part, _ANYWHERE)][:_MOST_TOLD]:
        any(_is_told(line, atoms, beside) for beside in parts if beside is not atoms)
    yield from segments


def _may_be_told(atoms: Sequence[Atom], words: Collection[str] = _WORDS) -> bool:
    return any(key in words for atom in atoms for key in atom.key.split())


def _decide(line: Line, first: Sequence[Atom], second: Sequence[Atom]) -> bool:
    """Return whether one of two foods that stand together is told by the other."""
    return _is_told(line, first, second) or _is_told(line, second, first)


def _is_told(line: Line, atoms: Sequence[Atom], beside: Sequence[Atom]) -> bool:
    if not _may_be_told(atoms):
        return False
    read = line.best(atoms)[0]
    keys = {word.key for word in read.words} if read else set()
    for one in MEANINGS:
        if not (keys and keys <= one.words):
            continue
        (reading, own), (other, host) = line.best(atoms), line.best(beside)
        if reading is None or other is None or not (own.items and host.items):
            continue
        if own.items[0].item_id != one.alone or not one.beside(host.items[0], other.words):
            continue
        if one.people and spoken_by(line.finder.person) != one.people:
            continue
        found = line.finder.find(words_of([one.means]))
        said = f"“{text_of(reading.words)}” is read as {found.items[0].name} here."
        line.take(atoms, replace(found, said=(said,)))
        return True
    return False
