"""The ways to split the atoms of one food into how much and of what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from estimator.measures.unit_names import MASSES, VOLUMES
from estimator.words.atoms import Atom
from estimator.words.found import Word
from estimator.words.quantity import (
    BETWEEN,
    TO,
    WORDS_OF_TIMES,
    Number,
    Quantity,
    number_at,
    value_of,
)

_WEIGHED: Final = frozenset(unit.label for unit in (*MASSES, *VOLUMES)) - {"tsp", "tbsp", "cup"}
_SAME_SHARE: Final = 0.12
"""Two weights of one thing ("150g/5oz") differ by less than this share."""

_GRAMS: Final = {
    "g": 1.0,
    "kg": 1000.0,
    "mg": 0.001,
    "oz": 28.35,
    "lb": 453.6,
    "ml": 1.0,
    "cl": 10.0,
    "dl": 100.0,
    "l": 1000.0,
    "fl oz": 29.57,
}
"""Only to tell whether two weights are one; nothing is logged by these."""

_MOST_UNIT_WORDS: Final = 4
_HUNDRED: Final = 100

IsMeasure = Callable[[str], bool]


_ABOUT: Final = frozenset("~≈")


@dataclass(frozen=True)
class Reading:
    """One way to read how much of what."""

    quantity: Quantity
    words: tuple[Word, ...]
    head: int
    """How many of the words stand before the first comma or bracket."""
    said: tuple[str, ...] = ()
    stray: str = ""
    """A number that has no place in this reading."""
    made_of: bool = False
    """Whether the unit is what it is made of: "an omelette of 3 eggs"."""


def readings(atoms: Sequence[Atom], is_measure: IsMeasure) -> list[Reading]:
    """Return the ways to read the atoms of one food, the likeliest first.

    Parameters
    ----------
    atoms : sequence of Atom
    is_measure : callable
        Whether a folded text is a measure that some food has of its own.
    """
    kept, said, vague = _without_noise(atoms)
    kept = _amount_first(kept)
    found = _numbers(kept, is_measure)
    counted = [one for one in found if not one[2].article]
    if len(counted) == 1 and len(found) > 1 and _weighs(kept, found[0], counted[0]):
        counted = [found[0], counted[0]]
    if len(counted) > 1:
        made = list(_double(kept, counted, said))
    elif counted:
        made = list(_single(kept, counted[0], said, is_measure))
    else:
        made = list(_uncounted(kept, found, said, is_measure))
    if vague:
        made = [_made_vague(reading, vague) for reading in made]
    if any(atom.is_("about") or atom.text in _ABOUT for atom in atoms):
        made = [
            replace(reading, quantity=replace(reading.quantity, about=True)) for reading in made
        ]
    return made


def _made_vague(reading: Reading, vague: Atom) -> Reading:
    quantity = reading.quantity
    meaning = vague.meaning("vague")
    if quantity.number and not quantity.number.article:
        return reading
    if meaning:
        said = f"“{vague.text}” is taken as {float(meaning):g}."
        return replace(reading, quantity=replace(quantity, number=Number("", float(meaning), said)))
    return replace(reading, quantity=replace(quantity, vague=True))


def _without_noise(
    atoms: Sequence[Atom],
) -> tuple[list[Atom], tuple[str, ...], Atom | None]:
    """Leave out what says nothing of a food: "about", "I had", percent signs with their number."""
    kept: list[Atom] = []
    said: list[str] = []
    vague = None
    place = 0
    while place < len(atoms):
        atom = atoms[place]
        after = atoms[place + 1] if place + 1 < len(atoms) else None
        if atom.key in BETWEEN and (read := number_at(atoms, place + 1)):
            # "between 2 and 3" is "2-3".
            kept += [
                replace(one, kind="mark", text="-", senses=()) if one.is_("and") else one
                for one in atoms[place + 1 : place + 1 + read[0]]
            ]
            place += 1 + read[0]
            continue
        if _is_lean(atom):
            said.append(f"“{atom.text}” is not told apart.")
            place += 1
            continue
        if atom.kind == "number" and after and after.text in "%+" and not after.named:
            signed = f"{atom.text} %" if after.text == "%" else f"{atom.text}+"
            said.append(f"“{signed}” is not told apart.")
            place += 2
            continue
        if atom.is_("vague") and not _counts(atoms, place):
            vague = vague or atom
        elif atom.is_("vague", "noise", "about", "meal") and not (
            _is_needed(atom) or _is_between_numbers(atoms, place)
        ):
            pass
        elif atom.text == "-" and atom.glued and kept and kept[-1].is_("part"):
            pass  # "une demi-baguette"
        elif atom.kind == "mark" and atom.text in ".:;,!?\"'“”„«»~≈=•*_#|<>@`´\\":
            if atom.text in ",":
                kept.append(atom)
        else:
            kept.append(atom)
        place += 1
    while kept and kept[0].kind == "mark" and kept[0].text == "-" and not _is_sign(kept):
        kept = kept[1:]
    return kept, tuple(said), vague


def _is_lean(atom: Atom) -> bool:
    """Return whether a number is the lean and the fat of a hundred parts: "93/7"."""
    lean, slash, fat = atom.text.partition("/")
    return atom.kind == "number" and bool(slash) and int(lean) + int(fat) == _HUNDRED


def _amount_first(atoms: list[Atom]) -> list[Atom]:
    """Put an amount without a number that stands last in brackets first: "rice (a handful)"."""
    opens = next((place for place, one in enumerate(atoms) if one.text == "("), 0)
    inside = atoms[opens + 1 : -1]
    if not opens or atoms[-1].text != ")" or not any(one.is_("unit") for one in inside):
        return atoms
    if not all(one.is_("unit", "size", "article") and one.kind == "word" for one in inside):
        return atoms
    return [*inside, *atoms[:opens]]


def _weighs(
    atoms: Sequence[Atom], article: tuple[int, int, Number], number: tuple[int, int, Number]
) -> bool:
    """Return whether an amount in brackets is what "a" of a measure weighs: "a can (120 g)"."""
    _, after, first = article
    before = atoms[number[0] - 1].text if number[0] else ""
    return first.article and after < len(atoms) and atoms[after].is_("unit") and before == "("


def _counts(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a vague word is in the way of another sense: "some 40 g"."""
    return place + 1 < len(atoms) and atoms[place + 1].kind == "number"


def _is_needed(atom: Atom) -> bool:
    """Return whether a word that may say nothing is a unit or number as well."""
    return atom.is_("unit", "number", "size")


def _is_between_numbers(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a word is the "to" of "2 to 3"."""
    return (
        0 < place < len(atoms) - 1
        and atoms[place].key in TO
        and (atoms[place - 1].kind == "number" or atoms[place - 1].is_("number"))
        and number_at(atoms, place + 1) is not None
    )


def _is_sign(atoms: Sequence[Atom]) -> bool:
    return len(atoms) > 1 and atoms[1].kind == "number" and atoms[1].glued


def _numbers(atoms: Sequence[Atom], is_measure: IsMeasure) -> list[tuple[int, int, Number]]:
    """Return the numbers: where each begins and ends; the "half" of a measure is none."""
    found = []
    place = 0
    while place < len(atoms):
        read = number_at(atoms, place)
        if read:
            found.append((place, place + read[0], read[1]))
            place += read[0]
            place += next(
                (
                    count
                    for count in range(_MOST_UNIT_WORDS, 1, -1)
                    if place + count < len(atoms) and is_measure(_spaced(atoms[place:][:count]))
                ),
                0,
            )
        else:
            place += 1
    return found


def _single(
    atoms: Sequence[Atom],
    found: tuple[int, int, Number],
    said: tuple[str, ...],
    is_measure: IsMeasure,
) -> Iterator[Reading]:
    """Read atoms with one number among them."""
    start, end, number = found
    before, after = list(atoms[:start]), list(atoms[end:])
    bracketed = bool(before) and before[-1].text == "(" and bool(after)
    if bracketed and (after[0].text == ")" or after[0].meaning("unit") in _WEIGHED):
        # "large glass of wine (250 ml)": the glass is as large as the brackets say.
        before = _past_measure(before)
    before, after = _without_times(before, after)
    if after and _is_times(after[0]):
        after = after[1:]
    if before and before[-1].is_("of") and after and len(before) > 1:
        # "an omelette of 3 eggs": the amount counts what it is made of.
        counted = " ".join(atom.text for atom in after if atom.kind == "word")
        if counted:
            quantity = Quantity(number, counted, counted)
            yield replace(_reading(quantity, before, said), made_of=True)
    for quantity, rest in _units(after, number, is_measure):
        yield _reading(quantity, [*before, *rest], said, len(before))
    if before and before[-1].is_("unit") and after and after[0].is_("unit") and not after[1:]:
        # "牛乳コップ1杯": the cup is named twice.
        inner = before[-1]
        quantity = Quantity(number, inner.meaning("unit"), inner.text)
        yield _reading(quantity, before[:-1], said)
    if before and before[-1].is_("unit") and not (after and after[0].is_("unit")):
        # "EL 2 Quark", "pack x 2 natto"
        unit = before[-1]
        yield _reading(
            Quantity(number, unit.meaning("unit"), unit.text), [*before[:-1], *after], said
        )


def _past_measure(atoms: list[Atom]) -> list[Atom]:
    """Leave out the measure of "large glass of wine", if a food follows it."""
    place = 0
    while (
        place < len(atoms) and atoms[place].is_("size", "article") and atoms[place].kind == "word"
    ):
        place += 1
    names = place < len(atoms) - 1 and atoms[place].is_("unit")
    rest = _past_of(atoms[place + 1 :]) if names else atoms
    return rest if any(atom.kind == "word" for atom in rest) else atoms


def _units(
    after: Sequence[Atom], number: Number | None, is_measure: IsMeasure
) -> Iterator[tuple[Quantity, list[Atom]]]:
    """Return the ways to read a unit, and a size, at the start of atoms, the longest first."""
    rest = list(after)
    size = ""
    if rest and rest[0].is_("size") and not rest[0].is_("unit"):
        size = rest[0].meaning("size")
    body = rest[1:] if size else rest
    if len(body) > 1 and body[0].is_("neutral") and body[1].is_("unit"):
        # "a heaped teaspoon of sugar"
        body = body[1:]
    for count in range(min(_MOST_UNIT_WORDS, len(body)), 1, -1):
        phrase = body[:count]
        if any(atom.kind == "mark" and atom.text not in ",-()" for atom in phrase):
            continue
        text = _spaced(phrase)
        if is_measure(text) and body[count:]:
            yield Quantity(number, text, text, size), _past_of(body[count:])
    if size and is_measure(_spaced([rest[0], *body[:1]])) and body[:1]:
        text = _spaced([rest[0], body[0]])
        yield Quantity(number, text, text, size), _past_of(body[1:])
    if body and body[0].is_("unit"):
        later = body[1:]
        label, written = body[0].meaning("unit"), body[0].text
        if later and later[0].is_("size"):
            size = size or later[0].meaning("size")
        yield Quantity(number, label, written, size), _past_of(later)
    elif body and body[0].kind == "word" and is_measure(body[0].key) and body[1:]:
        yield Quantity(number, body[0].key, body[0].text, size), _past_of(body[1:])
    elif len(body) > 2 and body[0].kind == "word" and body[1].is_("of") and number:
        # "2 crates of eggs": a measure, if none that is known.
        yield Quantity(number, body[0].text, body[0].text, size), _past_of(body[1:])
    elif number and not number.article and len(body) > 1 and body[0].strange:
        # "5 slurps natto": a word that is in no name may well be a measure.
        yield Quantity(number, body[0].text, body[0].text, size), _past_of(body[1:])
    if size:
        yield Quantity(number, "", "", size), _past_of(body)
    if number and number.text and body and body[0].meaning("unit") in {*_WEIGHED, "kcal"}:
        # The "mg" of "5 mg mk-4" is a unit, and no word of what holds 5 mg.
        return
    yield Quantity(number, "", "", size), _past_of(rest)


def _uncounted(
    atoms: Sequence[Atom],
    found: Sequence[tuple[int, int, Number]],
    said: tuple[str, ...],
    is_measure: IsMeasure,
) -> Iterator[Reading]:
    """Read atoms without a number, or with an article alone."""
    article = found[0] if found and found[0][0] == 0 else None
    rest = list(atoms[article[1] :]) if article else list(atoms)
    number = article[2] if article else None
    for quantity, food in _units(rest, number, is_measure):
        known = (
            not quantity.unit
            or any(atom.is_("unit") for atom in rest[:2])
            or is_measure(quantity.unit)
        )
        if known and (food or not quantity.unit):
            yield _reading(quantity, food, said)
    if len(rest) > 1 and rest[-1].is_("unit") and not rest[-1].text.isascii():
        # "納豆パック": the measure stands after the name.
        unit = rest[-1]
        yield _reading(Quantity(number, unit.meaning("unit"), unit.text), rest[:-1], said)


def _double(
    atoms: Sequence[Atom], found: Sequence[tuple[int, int, Number]], said: tuple[str, ...]
) -> Iterator[Reading]:
    """Read atoms with several numbers: "2 x 28 g", "150 g/5 oz", "1 can (5 oz)"."""
    spans = [_spanned(atoms, *one) for one in found]
    used = {place for start, end, *_ in spans for place in range(start, end)}
    food = [
        atom
        for place, atom in enumerate(atoms)
        if place not in used and not _is_times(atom) and atom.text not in "/()~="
    ]
    food = _past_of(food)
    stray = atoms[found[-1][0]].text
    start, end, number, unit, text = spans[0]
    rest = [*atoms[:start], *_past_of(atoms[end:])]
    named = [replace(atom, kind="word") if atom.kind == "number" else atom for atom in rest]
    # "1 capsule mk-7 90": a later number may be in the name.
    yield _reading(Quantity(number, unit, text), named, said)
    if len(spans) == 2:
        quantity, words = _together(atoms, spans, found)
        if quantity:
            container = [atom for atom in food if atom.is_("unit")][:1]
            if container and food[0] is container[0]:
                # "a 500 g pack of mince": the pack weighs as much.
                food = _past_of(food[1:])
            yield _reading(quantity, food, (*said, *words))
            return
    yield replace(_reading(Quantity(), food, said), stray=stray)


def _spanned(
    atoms: Sequence[Atom], start: int, end: int, number: Number
) -> tuple[int, int, Number, str, str]:
    """Return where an amount with its unit begins and ends."""
    if end < len(atoms) and atoms[end].is_("unit"):
        return start, end + 1, number, atoms[end].meaning("unit"), atoms[end].text
    return start, end, number, "", ""


def _together(
    atoms: Sequence[Atom],
    spans: Sequence[tuple[int, int, Number, str, str]],
    found: Sequence[tuple[int, int, Number]],
) -> tuple[Quantity | None, tuple[str, ...]]:
    """Return the one amount that two amounts are, and how it was made."""
    (_, first_end, one, one_unit, one_text), (start, _, other, unit, text) = spans
    between = [atom.text.casefold() for atom in atoms[first_end:start]]
    if one.value is None or other.value is None:
        return None, ()
    bracketed = "(" in between or "=" in between or "~" in between
    if "/" in between or (bracketed and one_unit in _WEIGHED):
        if one_unit in _GRAMS and unit in _GRAMS:
            first, second = one.value * _GRAMS[one_unit], other.value * _GRAMS[unit]
            if abs(first - second) <= _SAME_SHARE * max(first, second):
                said = f"{other.text} {text} is read as the same amount."
                return Quantity(one, one_unit, one_text), (said,)
        return None, ()
    times = any(mark in WORDS_OF_TIMES for mark in between) or (
        one_unit and one_unit not in _WEIGHED
    )
    if unit in _WEIGHED and one_unit not in _WEIGHED and (times or bracketed):
        each = value_of(other)
        if bracketed and one_unit in ("", "piece", "slice", "serving"):
            said = f"({other.text} {text}) is read as the weight of all of it."
            return Quantity(Number(other.text, each), unit, text), (said,)
        total = value_of(one) * each
        said = f"{value_of(one):g} x {each:g} {text}."
        return Quantity(Number("", total), unit, text), (said,)
    if one_unit in _WEIGHED and bracketed is False and unit not in _WEIGHED:
        return None, ()
    return None, ()


def _reading(
    quantity: Quantity, atoms: Sequence[Atom], said: tuple[str, ...], before: int = 0
) -> Reading:
    """Make a reading of the atoms that name the food."""
    words: list[Word] = []
    head = 0
    for place, atom in enumerate(atoms):
        if atom.kind == "mark" and atom.text in ",(" and words and not head and place >= before:
            head = len(words)
        if atom.kind == "mark" and not atom.named:
            continue
        if not atom.named and atom.is_("of", "article") and not atom.is_("unit"):
            continue
        if not quantity.size and atom.is_("size") and not atom.is_("unit"):
            # "eggs, large, 2"
            quantity = replace(quantity, size=atom.meaning("size"))
        words += atom.words()
    return Reading(quantity, tuple(words), head, said)


def _past_of(atoms: Sequence[Atom]) -> list[Atom]:
    rest = list(atoms)
    while rest and not rest[0].named and (rest[0].is_("of", "article") or rest[0].text in ",)"):
        rest = rest[1:]
    return rest


def _without_times(before: list[Atom], after: list[Atom]) -> tuple[list[Atom], list[Atom]]:
    """Take the "x" away that stands beside a number."""
    while before and (_is_times(before[-1]) or before[-1].text in "(-:"):
        before = before[:-1]
    while after and after[-1].kind == "mark" and after[-1].text == ")" and not after[-1].named:
        after = after[:-1]
    return before, after


def _is_times(atom: Atom) -> bool:
    return not atom.named and atom.text.casefold() in WORDS_OF_TIMES


def _spaced(atoms: Sequence[Atom]) -> str:
    return " ".join(key for atom in atoms if (key := atom.key) and any(map(str.isalnum, key)))
