"""Supplements of vitamin K2 by plain words: "k2", "vitamine K2", "MK7 tablet"."""

import re
from collections.abc import Sequence
from typing import Final

from estimator.foods.items import Supplement
from estimator.words.atoms import Atom
from estimator.words.found import NAMED, Found, Word, text_of
from estimator.words.grammar import grammar
from estimator.words.knowledge import Knowledge

_K2: Final = re.compile(r"k2|mk|mk[47]|menaquinone|menatetrenone|menachinon|menaquinona")
_PARTS: Final = re.compile(r"[47]|d3?|k")
"""What may stand beside it: the number of "MK 7", and the D3 of "D3 K2"."""

_IU: Final = "IU"
_DOSES: Final = frozenset({"µg", "mg"})
_FORMS: Final = {"4": "MK4", "7": "MK7"}


def plain_supplement(words: Sequence[Word], known: Knowledge) -> Found | None:
    """Return the supplements of K2 that plain words may mean, to be told apart by the dose.

    None if a word says anything else.
    """
    keys = [word.key for word in words]
    if not any(_K2.fullmatch(key) for key in keys) or not all(_says(key) for key in keys):
        return None
    forms = {_FORMS[number] for key in keys for number in re.findall(r"[47]", key)}
    if "menatetrenone" in keys:
        forms = {"MK4"}
    items = [
        item
        for item in known.table.items.values()
        if isinstance(item, Supplement) and _holds(item, forms)
    ]
    # MK-7 is the form of most products, and a blend is hardly meant by one name.
    items.sort(key=lambda item: (len(item.dose_ug), "MK7" not in item.dose_ug))
    if not items:
        return None
    reason = f"Which “{text_of(words)}” is meant?"
    return Found(NAMED, tuple(items), reason=reason, matched=len(words))


def without_other_doses(atoms: Sequence[Atom]) -> tuple[list[Atom], tuple[str, ...]]:
    """Leave out the IU of the D3 in a product, where the dose of its K2 is told apart; say so."""
    units = {atom.meaning("unit") for atom in atoms}
    if not (_IU in units and units & _DOSES and any(_K2.fullmatch(one.key) for one in atoms)):
        return list(atoms), ()
    kept: list[Atom] = []
    said = []
    for atom in atoms:
        if atom.meaning("unit") == _IU and kept and kept[-1].kind == "number":
            said.append(f"“{kept.pop().text} {atom.text}” is not of vitamin K2.")
        elif not (said and atom.text in "/," and kept and kept[-1].kind == "word"):
            kept.append(atom)
    return kept, tuple(said)


def says_form(words: str) -> bool:
    """Return whether words say which form of K2 is meant."""
    return bool(re.search(r"mk\W?\d|mena", words.casefold()))


def _says(key: str) -> bool:
    return bool(
        _K2.fullmatch(key)
        or _PARTS.fullmatch(key)
        or any(sense.kind == "supplement" for sense in grammar().senses(key))
    )


def _holds(item: Supplement, forms: set[str]) -> bool:
    doses = {tag for tag, dose in item.dose_ug.items() if dose > 0 and tag.startswith("MK")}
    return forms <= doses if forms else bool(doses)
