"""The ways to split the atoms of one food into how much and of what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.words.amount_and_food import Reading, is_times, past_of, reading_of, spaced
from estimator.words.atoms import Atom
from estimator.words.quantity import Number, Quantity, number_at
from estimator.words.supplements import without_other_doses
from estimator.words.two_amounts import WEIGHING_UNITS, of_two_amounts
from estimator.words.without_noise import amount_first, without_noise

_MOST_UNIT_WORDS: Final = 4

_ABOUT: Final = frozenset("~≈")

IsMeasure = Callable[[str], bool]


def readings(atoms: Sequence[Atom], is_measure: IsMeasure) -> list[Reading]:
    """Return the ways to read the atoms of one food, the likeliest first.

    Parameters
    ----------
    atoms : sequence of Atom
    is_measure : callable
        Whether a folded text is a measure that some food has of its own.
    """
    kept, said, vague = without_noise(atoms)
    kept, other = without_other_doses(amount_first(kept))
    said = (*said, *other)
    found = _numbers(kept, is_measure)
    counted = [one for one in found if not one[2].article]
    if len(counted) == 1 and len(found) > 1 and _weighs(kept, found[0], counted[0]):
        counted = [found[0], counted[0]]
    if len(counted) > 1:
        made = list(of_two_amounts(kept, counted, said))
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


def _weighs(
    atoms: Sequence[Atom], article: tuple[int, int, Number], number: tuple[int, int, Number]
) -> bool:
    """Return whether an amount in brackets is what "a" of a measure weighs: "a can (120 g)"."""
    _, after, first = article
    before = atoms[number[0] - 1].text if number[0] else ""
    return first.article and after < len(atoms) and atoms[after].is_("unit") and before == "("


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
                    if place + count < len(atoms) and is_measure(spaced(atoms[place:][:count]))
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
    weighed = bool(after) and after[0].meaning("unit") in WEIGHING_UNITS
    if (bracketed and after[0].text == ")") or (before and weighed):
        # "large glass of wine (250 ml)": the glass is as large as is said.
        before = _past_measure(before)
    before, after = _without_times(before, after)
    if after and is_times(after[0]):
        after = after[1:]
    if before and before[-1].is_("of") and after and len(before) > 1:
        # "an omelette of 3 eggs": the amount counts what it is made of.
        counted = " ".join(atom.text for atom in after if atom.kind == "word")
        if counted:
            quantity = Quantity(number, counted, counted)
            yield replace(reading_of(quantity, before, said), made_of=True)
    if after and after[0].kind == "word" and not after[0].senses and (before or after[1:]):
        # "omelette 2 eggs", "3 Eier Omelett": what it is made of is counted.
        made = Quantity(number, after[0].text, after[0].text)
        yield replace(reading_of(made, [*before, *after[1:]], said), made_of=True)
    for quantity, rest in _units(after, number, is_measure):
        yield reading_of(quantity, [*before, *rest], said, len(before))
        if quantity.unit in WEIGHING_UNITS and rest[1:] and rest[0].is_("unit"):
            # "a 12 oz can of cola": the can holds as much.
            yield reading_of(quantity, [*before, *past_of(rest[1:])], said, len(before))
    if before and before[-1].is_("unit") and after and after[0].is_("unit") and not after[1:]:
        # "牛乳コップ1杯": the cup is named twice; of a "salmon filet 6 oz" the weight is told.
        told = after[0] if after[0].meaning("unit") in WEIGHING_UNITS else before[-1]
        quantity = Quantity(number, told.meaning("unit"), told.text)
        yield reading_of(quantity, before[:-1], said)
    if before and before[-1].is_("unit") and not (after and after[0].is_("unit")):
        # "EL 2 Quark", "pack x 2 natto"
        unit = before[-1]
        yield reading_of(
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
    rest = past_of(atoms[place + 1 :]) if names else atoms
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
        text = spaced(phrase)
        if is_measure(text) and body[count:]:
            yield Quantity(number, text, text, size), past_of(body[count:])
    if size and is_measure(spaced([rest[0], *body[:1]])) and body[:1]:
        text = spaced([rest[0], body[0]])
        yield Quantity(number, text, text, size), past_of(body[1:])
    if body and body[0].is_("unit"):
        later = body[1:]
        label, written = body[0].meaning("unit"), body[0].text
        if later and later[0].is_("size"):
            size = size or later[0].meaning("size")
        yield Quantity(number, label, written, size), past_of(later)
    elif body and body[0].kind == "word" and is_measure(body[0].key) and body[1:]:
        yield Quantity(number, body[0].key, body[0].text, size), past_of(body[1:])
    elif len(body) > 2 and body[0].kind == "word" and body[1].is_("of") and number:
        # "2 crates of eggs": a measure, if none that is known.
        yield Quantity(number, body[0].text, body[0].text, size), past_of(body[1:])
    elif number and not number.article and len(body) > 1 and body[0].strange:
        # "5 slurps natto": a word that is in no name may well be a measure.
        yield Quantity(number, body[0].text, body[0].text, size), past_of(body[1:])
    if size:
        yield Quantity(number, "", "", size), past_of(body)
    if number and number.text and body and body[0].meaning("unit") in {*WEIGHING_UNITS, "kcal"}:
        # The "mg" of "5 mg mk-4" is a unit, and no word of what holds 5 mg.
        return
    yield Quantity(number, "", "", size), past_of(rest)


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
            yield reading_of(quantity, food, said)
    last = rest[-1] if len(rest) > 1 else None
    alone = not any(atom.is_("unit") for atom in rest[:-1])
    if (
        last
        and alone
        and last.is_("unit")
        and (last.meaning("unit") != "piece" or not last.text.isascii())
    ):
        # "納豆パック", "laughing cow wedge": the measure stands after the name.
        unit = rest[-1]
        yield reading_of(Quantity(number, unit.meaning("unit"), unit.text), rest[:-1], said)


def _without_times(before: list[Atom], after: list[Atom]) -> tuple[list[Atom], list[Atom]]:
    """Take the "x" away that stands beside a number."""
    while before and (is_times(before[-1]) or before[-1].text in "(-:"):
        before = before[:-1]
    while after and after[-1].kind == "mark" and after[-1].text == ")" and not after[-1].named:
        after = after[:-1]
    return before, after
