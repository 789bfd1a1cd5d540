"""The atoms of a line: each word with what it may be in the grammar of the line's languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from estimator.words.clock import TIME
from estimator.words.folded_names import fold_name
from estimator.words.found import Word, words_of
from estimator.words.grammar import ENGLISH, LONGEST_PHRASE, Sense, base_language, grammar
from estimator.words.in_full import InFull, written_in_full
from estimator.words.lexicon import Lexicon
from estimator.words.name_entries import fits_accents
from estimator.words.percents import percents_first
from estimator.words.text import Token, fold
from estimator.words.unspaced import words_without_spaces

_NOT_SPLIT: Final = frozenset({"k", "mk", "menaquinone", "b", "d", "e", "q"})
"""A number glued to one of these is a part of it: K2, MK-7, B12, E300."""


@dataclass(frozen=True)
class Atom:
    """A number, a word or phrase of the grammar, a word of a food, or a mark.

    Attributes
    ----------
    kind : str
        "number", "word", "mark".
    text : str
        As it was written, in its plainest letters.
    senses : tuple of Sense
        What it may be in the grammar.
    named : bool
        Whether it is a name of the table that is written here in full, with the commas
        and numbers in it; it then counts for nothing in the grammar.
    """

    kind: str
    text: str
    start: int
    end: int
    senses: tuple[Sense, ...] = ()
    named: bool = False
    glued: bool = False
    strange: bool = False
    """Whether it stands after a number and is in no name and no grammar."""

    @property
    def key(self) -> str:
        """The folded word."""
        return fold_name(self.text)

    def is_(self, *kinds: str) -> bool:
        """Return whether it is a word of one of these kinds of the grammar."""
        return not self.named and any(sense.kind in kinds for sense in self.senses)

    def is_of_an_amount(self) -> bool:
        """Return whether it is a number or a measure."""
        return self.kind == "number" or self.is_("number", "unit", "part")

    def meaning(self, kind: str) -> str:
        """Return what it means as a word of a kind; "" if it is none or means nothing more."""
        return next((sense.meaning for sense in self.senses if sense.kind == kind), "")

    def words(self) -> tuple[Word, ...]:
        """Return it as words of a food's name."""
        if self.named and not fold(self.text):
            return (Word(self.text, self.key),)
        return words_of([self.text])


def atoms_of(found: Sequence[Token], lexicon: Lexicon, languages: Sequence[str]) -> list[Atom]:
    """Return the atoms of one line."""
    bases = tuple(dict.fromkeys(map(base_language, languages)))
    whole = written_in_full(found, lexicon)
    parts: list[Token] = []
    places: dict[int, InFull] = {}
    place = 0
    while place < len(found):
        if place in whole:
            end = whole[place].end
            places[len(parts)] = whole[place]._replace(end=len(parts) + end - place)
            parts += found[place:end]
            place = end
        else:
            parts += words_without_spaces(found[place], lexicon)
            place += 1
    parts, places = percents_first(parts, lexicon, places, bases)
    places |= written_in_full(parts, lexicon, places)
    made = _halves_joined(_glued(list(_atoms(parts, places, bases, lexicon)), lexicon))
    return [
        replace(atom, strange=True) if _is_strange(made, place, lexicon) else atom
        for place, atom in enumerate(made)
    ]


def _halves_joined(atoms: list[Atom]) -> list[Atom]:
    """Put the "and a half" of "a slice and a half of bread" beside its number."""
    made = list(atoms)
    for place in range(len(made) - 4):
        number, unit, joins, article, half = made[place : place + 5]
        counts = number.kind == "number" or number.is_("number", "article")
        if (
            counts
            and unit.is_("unit")
            and joins.is_("and")
            and article.is_("article")
            and half.is_("part")
        ):
            if number.is_("article"):
                one = Sense("number", "1", ENGLISH)
                number = replace(number, senses=(one,))
            made[place : place + 5] = [number, joins, article, half, unit]
    return made


def _is_strange(atoms: Sequence[Atom], place: int, lexicon: Lexicon) -> bool:
    atom, before = atoms[place], atoms[place - 1] if place else None
    if before is None or atom.kind != "word" or atom.named or atom.senses:
        return False
    counted = before.kind == "number" or before.is_("number", "part", "group")
    return counted and not grammar().senses(atom.key) and not lexicon.knows(atom.key)


def _atoms(
    parts: Sequence[Token], whole: Mapping[int, InFull], bases: Sequence[str], lexicon: Lexicon
) -> Iterator[Atom]:
    place = 0
    while place < len(parts):
        if place in whole:
            end, is_measure = whole[place]
            yield _whole(parts[place:end], is_measure)
            place = end
            continue
        token = parts[place]
        if token.kind == TIME:
            yield replace(_atom(token), senses=(Sense("noise", TIME, ENGLISH),))
            place += 1
            continue
        if token.kind == "number":
            yield _atom(token)
            place += 1
            continue
        for count in range(min(LONGEST_PHRASE, len(parts) - place), 0, -1):
            phrase = parts[place : place + count]
            if count > 1 and any(
                one.kind in ("number", TIME) or (one.kind == "mark" and not _joins(phrase, n))
                for n, one in enumerate(phrase)
            ):
                continue
            if any(place + n in whole for n in range(1, count)):
                continue
            text = _phrase_text(phrase)
            senses = _senses(text, bases, lexicon)
            if token.kind == "mark":
                senses = []
            if senses and phrase[-1].kind != "mark":
                yield Atom(
                    "word", text, token.start, phrase[-1].end, tuple(senses), glued=token.glued
                )
                place += count
                break
        else:
            yield _atom(token)
            place += 1


def _joins(phrase: Sequence[Token], place: int) -> bool:
    """Return whether a mark may stand in a phrase: "w/o", and the "&" of "M&S"."""
    mark, after = phrase[place], phrase[place + 1 : place + 2]
    glued = mark.glued and bool(after) and after[0].glued
    return mark.text in "'./-" or (mark.text == "&" and glued)


def _senses(text: str, bases: Sequence[str], lexicon: Lexicon) -> list[Sense]:
    """Return what a word or phrase may be in the grammar of a line.

    What is a food in the line's own language is no word of another one: "thé" is no "the".
    """
    senses = grammar().senses_in(text, bases)
    if text.endswith("'"):
        elided = ("of", "article", "number", "part", "with")  # "d'eau", "mezz'etto", "à l'huile"
        return [sense for sense in senses if sense.kind in elided]
    if not senses:
        return senses
    own = bases[0]
    entries = lexicon.exact(fold(text).split())
    if not text.isascii():
        marked = {entry.language for entry in entries if fits_accents(entry, text)}
        # "Käse" is no Turkish "kâse", a bowl.
        senses = [sense for sense in senses if not marked or sense.language in marked]
    if any(sense.language == own for sense in senses):
        # "all" is no Italian "all'" in an English line, and "no pão" is not without bread; the "c"
        # of "café c/ leche" is no cup; and the "no" of "tea, no milk" is not that of "no pão".
        left_out = any(one.kind == "without" and one.language == own for one in senses)
        joining = {"without", "with"} if left_out else {"without"}
        return [
            sense
            for sense in senses
            if sense.language == own
            or (sense.language in bases and sense.kind not in joining and len(text) > 1)
        ]
    foods = {entry.language for entry in entries}
    # A "bolle med" is a bowl of it in Norwegian, and a bun with it in Danish.
    first = {entry.language for entry in lexicon.exact(fold(text).split()[:1])}
    if own in foods or (own in first and " " in text):
        return []
    return [sense for sense in senses if sense.language in bases or foods.isdisjoint(bases)]


def _whole(parts: Sequence[Token], is_measure: bool) -> Atom:
    """Return the one atom of a name or measure that is written in full."""
    text = _phrase_text(parts)
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    senses = (Sense("unit", fold(text), ENGLISH),) if is_measure else ()
    return Atom("word", text, start, end, senses, not is_measure, parts[0].glued)


def _phrase_text(phrase: Sequence[Token]) -> str:
    text = phrase[0].text
    for token in phrase[1:]:
        text += token.text if token.glued else f" {token.text}"
    return text


def _atom(token: Token) -> Atom:
    kind = token.kind if token.kind in ("mark", "number") else "word"
    return Atom(kind, token.text, token.start, token.end, glued=token.glued)


def _glued(found: list[Atom], lexicon: Lexicon) -> list[Atom]:
    """Join a number to what it is glued to, where that is neither a unit nor a food."""
    joined: list[Atom] = []
    for place, atom in enumerate(found):
        before = joined[-1] if joined else None
        if not before or not atom.glued or atom.named or before.named:
            joined.append(atom)
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        between = after is not None and after.glued and after.kind == "number"
        if atom.kind == "word" and before.kind == "number":
            # "30g", "2x", "2eggs" are two; "1e9" and "7up" are one.
            known = atom.is_("unit", "number", "part", "group") or (
                atom.key == "x" or lexicon.knows(atom.key) or not atom.text.isascii()
            )
            if not known or (between and len(atom.key) == 1 and atom.key != "x"):
                joined[-1] = _pair(before, atom)
                continue
        elif atom.kind == "number" and before.kind == "word" and before.text.isascii():
            unknown = not lexicon.knows(before.key) and not before.is_("unit")
            if before.key != "x" and (before.key in _NOT_SPLIT or unknown):
                joined[-1] = _pair(before, atom)
                continue
        elif (
            atom.kind == "mark" and atom.text == "-" and before.key in _NOT_SPLIT and between
        ) or (atom.kind == "number" and before.kind == "word" and before.text.endswith("-")):
            joined[-1] = _pair(before, atom)
            continue
        joined.append(atom)
    return joined


def _pair(before: Atom, atom: Atom) -> Atom:
    text = f"{before.text}{atom.text}"
    return replace(before, kind="word", text=text, end=atom.end, senses=())
