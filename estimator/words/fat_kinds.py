"""Milk, yogurt, cream and cheese by the fat that is written of them: "low fat", "0,5 %", "30+".

K2 follows the fat: what is said of it chooses the food of that fat. Where the table has none, the
nearest is taken and named if its fat is not far off; else it is asked about.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import isnan
from typing import Any, Final, NamedTuple

from estimator.foods.items import Item
from estimator.foods.plain_rows import plain_rows
from estimator.words.atoms import Atom
from estimator.words.found import ALTERNATIVES, QUALIFIED, Found, Word, distinct, title_of
from estimator.words.grammar import ENGLISH, LONGEST_PHRASE, grammar
from estimator.words.knowledge import Knowledge
from estimator.words.known_words import of_known_words
from estimator.words.whole_names import named
from estimator.words.without_noise import not_told, signed_number

_MOST_OFF: Final = 1.5
"""Fat that differs by no more than this factor is counted as that of the nearest food."""

_LONG: Final = 6
"""A word of so many letters means in a line of any language what it means in its own."""

_LEAST: Final = 0.1
"""Less fat than this, in percent, is none."""

_DRY_FROM: Final = 20.0
"""From here on Germans give the fat of the dry matter of cheese and quark: "Quark 20 %"."""


class SaidFat(NamedTuple):
    """What is written of the fat of a food, in percent or in words."""

    written: str
    percent: float | None = None
    dry: bool = False
    """Whether the percentage is that of the dry matter."""
    word: str = ""
    """What words say of it: "free", "low", "less", "half", "full"."""


def percent_of(atoms: Sequence[Atom], language: str) -> SaidFat | None:
    """Return the fat that some atoms give in percent; None if they give none, or two."""
    found = [
        SaidFat(signed_number(atom, after), _number(atom), after.text == "+")
        for atom, after in pairwise(atoms)
        if atom.kind == "number" and after.text in "%+" and not after.named
    ]
    said = found[0] if len(found) == 1 else None
    if said is None or said.percent is None:
        return None
    dry = any(one.meaning("percent") == "dry" for one in atoms)
    by_custom = language == "de" and said.percent >= _DRY_FROM
    return said._replace(dry=said.dry or dry or by_custom)


def _number(atom: Atom) -> float | None:
    """Return a number as it is written of fat, with a point or a comma; None for any other."""
    text = atom.text.replace(",", ".")
    return float(text) if text.replace(".", "", 1).isdecimal() else None


def _words_of_fat(
    words: Sequence[Word], known: Knowledge
) -> Iterator[tuple[SaidFat, tuple[Word, ...]]]:
    """Yield what words say of the fat of a food, with the other words, the longest phrase first."""
    languages = {*known.bases, ENGLISH}
    for count in range(min(LONGEST_PHRASE, len(words) - 1), 0, -1):
        for place in range(len(words) - count + 1):
            phrase = words[place : place + count]
            for sense in grammar().senses(" ".join(word.key for word in phrase)):
                known_here = sense.language in languages or len(phrase[0].key) >= _LONG
                if sense.kind == "fat" and known_here:
                    written = " ".join(word.text for word in phrase)
                    rest = (*words[:place], *words[place + count :])
                    yield SaidFat(written, word=sense.meaning), rest


def told_by_fat(words: tuple[Word, ...], known: Knowledge) -> Found | None:
    """Return the milk, yogurt or cheese of which words say the fat: "magerer Joghurt"."""
    for fat, rest in _words_of_fat(words, known):
        found = named(rest, known) or of_known_words(rest, 0, known)
        if found and found.sure and found.items and is_told_by_fat(found.items[0]):
            return of_its_fat(found, fat, known.table.items)
    return None


def is_told_by_fat(item: Item) -> bool:
    """Return whether the table tells foods like one apart by their fat."""
    return bool(_kin(item.item_id))


def kin_by_fat(item: Item) -> Iterator[str]:
    """Yield the ids of the foods that differ from one by their fat alone, the fattest first."""
    return (row.food_id for row in reversed(_kin(item.item_id)))


def of_its_fat(found: Found, said: SaidFat, items: Mapping[str, Item]) -> Found:
    """Return the food of the fat that is said, or what it may be; what was found if none is told.

    Parameters
    ----------
    found : Found
        A food for certain.
    said : SaidFat
    items : mapping
        Those of the table, by id.
    """
    kin = _kin(found.items[0].item_id)
    row, off = _nearest(kin, said)
    if row is None and not any(map(_has_span if said.percent is not None else _has_words, kin)):
        return replace(found, said=(*found.said, not_told(said.written)))
    if row is None or off > _MOST_OFF:
        offered = distinct(items[one.food_id] for one in kin)
        title = title_of(found.items[0])
        reason = f"No “{said.written}” {title} is in the table. Is it one of these?"
        return replace(found, items=offered[:ALTERNATIVES], sure=False, reason=reason)
    chosen = items[row.food_id]
    told: tuple[str, ...] = ()
    if off > 1:
        told = (f"“{said.written}” is counted as {chosen.name}, the nearest in the table.",)
    elif said.word in ("low", "less"):
        told = (f"“{said.written}” is read as {chosen.name}.",)
    rest = (items[one.food_id] for one in kin)
    return replace(
        found,
        how=max(found.how, QUALIFIED),
        items=distinct((chosen, *rest, *found.items))[:ALTERNATIVES],
        said=(*found.said, *told),
        measure=found.measure if chosen == found.items[0] else "",
    )


def _nearest(kin: Sequence[Any], said: SaidFat) -> tuple[Any, float]:
    """Return the row of the fat that is said or next to it, and by which factor it is off."""
    if said.percent is None:
        return next((one for one in kin if said.word in one.words.split("; ")), None), 1.0
    ways = (True, False) if said.dry else (False, True)
    for dry in ways:
        spans = [(row, span) for row in kin if (span := _span(row, dry))]
        offs = [_off(said.percent, *span) for _, span in spans]
        if offs and min(offs) <= _MOST_OFF:
            return spans[offs.index(min(offs))][0], min(offs)
    return None, 1.0


def _span(row: Any, dry: bool) -> tuple[float, float] | None:
    """Return from which to which percentage a food is sold; None if nobody says it."""
    span = (row.low_percent, row.high_percent)
    if dry:
        span = (row.low_dry_percent, row.high_dry_percent)
    return None if span[0] is None or isnan(span[0]) else span


def _has_words(row: Any) -> bool:
    return bool(row.words)


def _has_span(row: Any) -> bool:
    return _span(row, True) is not None or _span(row, False) is not None


def _off(percent: float, low: float, high: float) -> float:
    """Return by which factor a percentage lies out of a span; 1 within it."""
    percent, low, high = (max(one, _LEAST) for one in (percent, low, high))
    return max(low / percent, percent / high, 1.0)


@cache
def _families() -> dict[str, list[Any]]:
    families: defaultdict[str, list[Any]] = defaultdict(list)
    for row in plain_rows("fat_kinds"):
        families[row.of].append(row)
    return dict(families)


@cache
def _kin(food_id: str) -> tuple[Any, ...]:
    """Return the rows of the foods that differ from one by their fat alone."""
    families = _families()
    if food_id in families:
        return tuple(families[food_id])
    holding = (rows for rows in families.values() if any(r.food_id == food_id for r in rows))
    return tuple(next(holding, ()))
