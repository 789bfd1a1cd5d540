"""Leaves out what says nothing of how much of what: "about", "I had", the percent of a fat."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.quantity import BETWEEN, TO, number_at

_HUNDRED: Final = 100


def without_noise(
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
            said.append(not_told(signed_number(atom, after)))
            place += 2
            continue
        if atom.is_("percent") and any("%" in one.text for one in atoms[:place]):
            place += 1
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


def signed_number(number: Atom, sign: Atom) -> str:
    """Return a number with its sign as it is said: "20 %", "30+"."""
    return f"{number.text} %" if sign.text == "%" else f"{number.text}+"


def not_told(signed: str) -> str:
    """Return the sentence that a percentage is left out."""
    return f"“{signed}” is not told apart."


def _is_lean(atom: Atom) -> bool:
    """Return whether a number is the lean and the fat of a hundred parts: "93/7"."""
    lean, slash, fat = atom.text.partition("/")
    return atom.kind == "number" and bool(slash) and int(lean) + int(fat) == _HUNDRED


def amount_first(atoms: list[Atom]) -> list[Atom]:
    """Put an amount without a number that stands last in brackets first: "rice (a handful)"."""
    opens = next((place for place, one in enumerate(atoms) if one.text == "("), 0)
    inside = atoms[opens + 1 : -1]
    if not opens or atoms[-1].text != ")" or not any(one.is_("unit") for one in inside):
        return atoms
    if not all(one.is_("unit", "size", "article") and one.kind == "word" for one in inside):
        return atoms
    return [*inside, *atoms[:opens]]


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
