"""How much is written: numbers in digits and words, ranges, units, sizes, vague words.

No number is lost or bent: what can't be used stays in the text of the amount, and
`estimator.measures.amounts.parse_amount` says why.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from estimator.errors import UnitError
from estimator.measures.amounts import parse_amount
from estimator.words.atoms import Atom

WORDS_OF_TIMES: Final = frozenset({"x", "*"})
TO: Final = frozenset({"-", "to", "or", "bis", "tot", "til", "till", "oder", "of", "ou", "o", "a"})
BETWEEN: Final = frozenset(
    {"between", "zwischen", "tussen", "entre", "tra", "miedzy", "mellem", "mellan", "mellom"}
)
_FACTOR: Final = 2


@dataclass(frozen=True)
class Number:
    """A number that was written.

    Attributes
    ----------
    text : str
        As it was written; "" if it was in words.
    value : float or None
        None where the text can't be used.
    said : str
        What was taken for granted of it.
    article : bool
        Whether it is "a" or "an", which counts nothing.
    """

    text: str
    value: float | None
    said: str = ""
    article: bool = False


@dataclass(frozen=True)
class Quantity:
    """An amount, its unit and size, as far as they are written.

    Attributes
    ----------
    number : Number or None
    unit : str
        A unit or measure by its plain English name, or as it was written.
    written_unit : str
        The unit as it was written.
    size : str
        "large", "medium", "small" or "".
    vague : bool
        Whether it is "some", "a bit".
    about : bool
        Whether it is "about" so much, as one judges by eye.
    """

    number: Number | None = None
    unit: str = ""
    written_unit: str = ""
    size: str = ""
    vague: bool = False
    about: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written of how much."""
        return self.number is None and not self.unit and not self.vague


def number_at(atoms: Sequence[Atom], place: int) -> tuple[int, Number] | None:
    """Read a number; return how many atoms it takes."""
    read = _range_at(atoms, place)
    return read or _single_at(atoms, place)


def has_number(atoms: Sequence[Atom]) -> bool:
    """Return whether a number stands among atoms; "a" is none, nor is a percentage."""
    return any(
        (read := number_at(atoms, place))
        and not read[1].article
        and not ((after := _at(atoms, place + read[0])) and after.text == "%")
        for place in range(len(atoms))
    )


def begins_with_article(atoms: Sequence[Atom]) -> bool:
    """Return whether atoms begin with "a", a number in words or "some"."""
    return bool(atoms) and atoms[0].is_("article", "number", "vague") and not atoms[0].named


def is_amount(atoms: Sequence[Atom]) -> bool:
    """Return whether atoms are an amount and nothing else."""
    return has_number(atoms) and only_amount(atoms)


def only_measure(atoms: Sequence[Atom]) -> bool:
    """Return whether atoms are a measure without a number: "small bag", "a handful"."""
    return any(atom.is_("unit") for atom in atoms) and all(
        atom.kind == "word" and atom.is_("unit", "size", "article") for atom in atoms
    )


def only_amount(atoms: Sequence[Atom]) -> bool:
    """Return whether atoms hold a number, and nothing that may be of a food."""
    if not has_number(atoms):
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


def _single_at(atoms: Sequence[Atom], place: int) -> tuple[int, Number] | None:
    atom = _at(atoms, place)
    if atom is None or atom.named:
        return None
    if atom.kind == "mark" and atom.text == "-" and (after := _at(atoms, place + 1)):
        free = place == 0 or not atom.glued
        if free and after.kind == "number" and after.glued:
            return 2, _number(f"-{after.text}")
        return None
    if atom.kind == "number":
        return _digits_at(atoms, place)
    for kind in ("part", "number", "group", "article"):
        if atom.is_(kind):
            return _in_words(atoms, place, kind)
    return None


def _digits_at(atoms: Sequence[Atom], place: int) -> tuple[int, Number]:
    text, used = atoms[place].text, 1
    after, second = _at(atoms, place + 1), _at(atoms, place + 2)
    if after and after.kind == "number" and "/" in after.text:
        text, used = f"{text} {after.text}", 2
    elif after and after.is_("and") and second and second.kind == "number" and "/" in second.text:
        text, used = f"{text} {second.text}", 3
    elif after and after.is_("and") and (part := _part_at(atoms, place + 2)):
        number = _number(text)
        if number.value is not None:
            return 2 + part[0], Number("", number.value + part[1])
    elif _is_mixed(after, second):
        # "1-1/2 cups"
        text, used = f"{text} {atoms[place + 2].text}", 3
    while (mark := _at(atoms, place + used)) and mark.glued and mark.text in "^/'":
        # "10^9" and "1/0" are no numbers, and said to be none as they were written.
        rest = _at(atoms, place + used + 1)
        if not (rest and rest.kind == "number" and rest.glued):
            break
        text, used = f"{text}{mark.text}{rest.text}", used + 2
    after, number = _at(atoms, place + used), _number(text)
    halves = after is not None and after.is_("part") and after.key.endswith("s")
    kind = "part" if halves else "group"
    if after and after.is_(kind) and number.value is not None:
        return used + 1, Number("", number.value * float(after.meaning(kind)))
    return used, number


def _is_mixed(mark: Atom | None, fraction: Atom | None) -> bool:
    """Return whether a hyphen and a fraction below one follow a number without a space."""
    if not (mark and fraction and mark.text == "-" and mark.glued and fraction.glued):
        return False
    above, slash, below = fraction.text.partition("/")
    return fraction.kind == "number" and bool(slash) and int(above) < int(below)


def _in_words(atoms: Sequence[Atom], place: int, kind: str) -> tuple[int, Number] | None:
    """Read "two and a half", "half a dozen", "three quarters of a", "a couple of"."""
    atom = atoms[place]
    if kind == "article":
        value, used, article = 1.0, 1, True
        if (part := _part_at(atoms, place + 1)) or (part := _group_at(atoms, place + 1)):
            return 1 + part[0], Number("", part[1])
    else:
        meaning = atom.meaning(kind)
        if not meaning:
            return None
        value, used, article = float(meaning), 1, False
    after = _at(atoms, place + used)
    if kind == "group" and after and after.is_("of"):
        # "couple of rashers of bacon"
        return used + 1, Number("", value)
    if kind == "part":
        if group := _group_at(atoms, place + used):
            return used + group[0], Number("", value * group[1])
        if after and after.is_("of") and (third := _at(atoms, place + 2)):
            return (3, Number("", value)) if third.is_("article") else (1, Number("", value))
        if after and after.is_("article"):
            rest = _group_at(atoms, place + 2)
            return (2 + rest[0], Number("", value * rest[1])) if rest else (2, Number("", value))
        return used, Number("", value)
    if kind == "number" and not article:
        if part := _part_at(atoms, place + used):
            return used + part[0], Number("", value * part[1])
        if after and after.is_("and") and (part := _part_at(atoms, place + used + 1)):
            return used + 1 + part[0], Number("", value + part[1])
        if group := _group_at(atoms, place + used):
            return used + group[0], Number("", value * group[1])
    return used, Number("", value, article=article)


def _part_at(atoms: Sequence[Atom], place: int) -> tuple[int, float] | None:
    """Read "half", "a half", "quarters of a", and the "-quarters" of "three-quarters"."""
    used = 0
    atom = _at(atoms, place)
    if atom and (atom.is_("article") or (atom.text == "-" and atom.glued)):
        used = 1
    atom = _at(atoms, place + used)
    if not (atom and atom.is_("part")):
        return None
    value = float(atom.meaning("part"))
    used += 1
    after, second = _at(atoms, place + used), _at(atoms, place + used + 1)
    if after and after.is_("of") and second and second.is_("article"):
        used += 2
    elif after and after.is_("article"):
        used += 1
    return used, value


def _group_at(atoms: Sequence[Atom], place: int) -> tuple[int, float] | None:
    """Read "dozen", "a couple", "a couple of"."""
    used = 0
    if (atom := _at(atoms, place)) and atom.is_("article"):
        used = 1
    atom = _at(atoms, place + used)
    if atom and atom.is_("group"):
        after = _at(atoms, place + used + 1)
        # "a couple of slices of mozzarella"
        used += 1 + bool(after and after.is_("of"))
        return used, float(atom.meaning("group"))
    return None


def _range_at(atoms: Sequence[Atom], place: int) -> tuple[int, Number] | None:
    """Read "1-2", "2 to 3", "one or two" as the middle."""
    first = _single_at(atoms, place)
    if not first or first[1].value is None:
        return None
    to = _at(atoms, place + first[0])
    if to is None or not (to.text == "-" or to.key in TO or _is_between(atoms, place, to)):
        return None
    second = _single_at(atoms, place + first[0] + 1)
    if not second or second[1].value is None or not second[1].value > first[1].value:
        return None
    if first[1].article or second[1].article:
        return None
    low, high = first[1].value, second[1].value
    text = f"{low:g} to {high:g}"
    said = f"{text} is read as the middle, {(low + high) / _FACTOR:g}."
    return first[0] + 1 + second[0], Number("", (low + high) / _FACTOR, said)


def _is_between(atoms: Sequence[Atom], place: int, to: Atom) -> bool:
    """Return whether an "and" joins two numbers after a "between"."""
    before = _at(atoms, place - 1)
    return to.is_("and") and before is not None and before.key in BETWEEN


def _number(text: str) -> Number:
    try:
        return Number(text, parse_amount(text))
    except UnitError:
        return Number(text, None)


def value_of(number: Number) -> float:
    """Return the value of a number.

    Raises
    ------
    UnitError
        If it can't be used; it says why.
    """
    value = parse_amount(number.text) if number.value is None else number.value
    if not math.isfinite(value):
        raise UnitError(f"The amount {number.text!r} is not a number.")
    return value


def _at(atoms: Sequence[Atom], place: int) -> Atom | None:
    return atoms[place] if 0 <= place < len(atoms) else None
