"""The atoms of a line: each word with what it may be in the grammar of the line's languages."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from estimator.words.clock import TIME
from estimator.words.found import Word, words_of
from estimator.words.grammar import (
    ENGLISH,
    LANGUAGES,
    LONGEST_PHRASE,
    Sense,
    base_language,
    grammar,
)
from estimator.words.in_full import InFull, written_in_full
from estimator.words.text import Token, fold, is_hangul
from estimator.words.vocabulary import Lexicon, fits_accents, fold_name

_NOT_SPLIT: Final = frozenset({"k", "mk", "menaquinone", "b", "d", "e", "q"})
"""A number glued to one of these is a part of it: K2, MK-7, B12, E300."""

_EVIDENCE: Final = frozenset(
    {"with", "and", "unit", "number", "without", "state", "size", "of", "noise", "meal"}
)
_LEAST_SHARE: Final = 0.6
_OTHERS_READ: Final = 3


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

    def meaning(self, kind: str) -> str:
        """Return what it means as a word of a kind; "" if it is none or means nothing more."""
        return next((sense.meaning for sense in self.senses if sense.kind == kind), "")

    def words(self) -> tuple[Word, ...]:
        """Return it as words of a food's name."""
        if self.named and not fold(self.text):
            return (Word(self.text, self.key),)
        return words_of([self.text])


class LineLanguages(NamedTuple):
    """The languages a line may be in."""

    order: tuple[str, ...]
    """The person's own, those of its words, English."""
    equal: frozenset[str]
    """Those that it is as likely in, and that are neither the person's nor English."""
    told: frozenset[str] = frozenset()
    """The person's, English, and those that two words of it are of and neither of these is."""


def languages_of_line(found: Sequence[Token], lexicon: Lexicon, person: str) -> LineLanguages:
    """Return the languages a line may be in."""
    scores: defaultdict[str, float] = defaultdict(float)
    own = {base_language(person), ENGLISH} - {""}
    foreign: Counter[str] = Counter()
    for token in (part for one in found for part in _parted(one, lexicon)):
        if token.kind not in ("word", "cjk"):
            continue
        key = token.key
        if len(key) < 3 and key.isascii():
            continue
        senses = {s.language for s in grammar().senses(key) if s.kind in _EVIDENCE}
        of_word = lexicon.languages(key) | senses
        for language in of_word:
            scores[language] += 1 / len(of_word)
        if own.isdisjoint(of_word):
            foreign.update(of_word)
    # Sums of the same shares in another order differ in their last digits.
    places = {language: place for place, language in enumerate(LANGUAGES)}
    best = sorted(
        scores, key=lambda one: (-round(scores[one], 6), places.get(one, len(places)), one)
    )
    most = scores[best[0]] if best else 0.0
    read = [one for one in best if scores[one] >= _LEAST_SHARE * most][:_OTHERS_READ]
    order = tuple(dict.fromkeys(filter(None, (person, *read, ENGLISH))))
    likeliest = {one for one in read if round(scores[one], 6) == round(most, 6)}
    told = own | {language for language, count in foreign.items() if count > 1}
    return LineLanguages(
        order, frozenset() if own & likeliest else frozenset(likeliest), frozenset(told)
    )


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
            parts += _parted(found[place], lexicon)
            place += 1
    parts = _percents_first(parts, lexicon, places)
    places |= written_in_full(parts, lexicon, places)
    made = _halves_joined(_glued(list(_atoms(parts, places, bases, lexicon)), lexicon))
    return [
        replace(atom, strange=True) if _is_strange(made, place, lexicon) else atom
        for place, atom in enumerate(made)
    ]


def _percents_first(
    parts: Sequence[Token], lexicon: Lexicon, known: Mapping[int, InFull]
) -> list[Token]:
    """Put a percentage before the food whose name begins with it: "milk, 2%" is "2% milk"."""
    made = list(parts)
    for place in range(len(parts) - 2):
        number = place + 1 + (parts[place + 1].text == ",")
        span = parts[number : number + 2]
        if [one.kind for one in span] != ["number", "mark"] or span[1].text != "%":
            continue
        name = [*span[0].key.split(), *parts[place].key.split()]
        free = not any(start <= place < one.end for start, one in known.items())
        if free and any("%" in entry.name.text for entry in lexicon.exact(name)):
            made[place : number + 2] = [*span, *parts[place:number]]
    return made


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


def _parted(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Split what is written without spaces into the words it is made of."""
    if token.kind == "cjk":
        yield from _cjk_words(token, lexicon)
    elif token.kind == "word" and is_hangul(token.text):
        yield from _without_particle(token, lexicon)
    else:
        yield token


def _cjk_words(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    text, place, unread = token.text, 0, 0
    if lexicon.has(fold(text)):
        yield token._replace(kind="word")
        return
    while place < len(text):
        most = min(len(text) - place, max(lexicon.longest_cjk(fold(text[place])), 6))
        count = next(
            (
                n
                for n in range(most, 0, -1)
                if lexicon.has(fold(text[place : place + n]))
                or grammar().senses(fold(text[place : place + n]))
            ),
            0,
        )
        if count:
            if unread < place:
                yield _part(token, unread, place)
            yield _part(token, place, place + count)
            place += count
            unread = place
        else:
            place += 1
    if unread < place:
        yield _part(token, unread, place)


def _without_particle(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Split a Korean word from the particle at its end, where only so it is known."""
    known = lexicon.has(token.key) or grammar().senses(token.key)
    for count in (2, 1):
        end = fold(token.text[-count:])
        rest = fold(token.text[:-count])
        senses = {sense.kind for sense in grammar().senses(end)}
        if (
            not known
            and rest
            and senses & {"particle", "and", "with", "about"}
            and (lexicon.has(rest) or grammar().senses(rest))
        ):
            middle = len(token.text) - count
            yield _part(token, 0, middle)
            if "particle" not in senses or senses & {"and", "with"}:
                yield _part(token, middle, len(token.text))
            return
    yield token


def _part(token: Token, start: int, end: int) -> Token:
    # Such letters are one place each, but for what was composed of two.
    long = token.end - token.start
    scale = long / len(token.text)
    return Token(
        "word",
        token.text[start:end],
        token.start + round(start * scale),
        token.start + round(end * scale),
        start > 0 or token.glued,
    )


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
                one.kind in ("number", TIME) or (one.kind == "mark" and one.text not in "'./-")
                for one in phrase
            ):
                continue
            if any(place + n in whole for n in range(1, count)):
                continue
            text = _phrase_text(phrase)
            senses = _senses(text, bases, lexicon)
            if token.kind == "mark" and count == 1:
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


def _senses(text: str, bases: Sequence[str], lexicon: Lexicon) -> list[Sense]:
    """Return what a word or phrase may be in the grammar of a line.

    What is a food in the line's own language is no word of another one: "thé" is no "the".
    """
    senses = grammar().senses_in(text, bases)
    if text.endswith("'"):
        return [sense for sense in senses if sense.kind in ("of", "article")]
    if not senses:
        return senses
    own = bases[0]
    entries = lexicon.exact(fold(text).split())
    if not text.isascii():
        marked = {entry.language for entry in entries if fits_accents(entry, text)}
        # "Käse" is no Turkish "kâse", a bowl.
        senses = [sense for sense in senses if not marked or sense.language in marked]
    if any(sense.language == own for sense in senses):
        # "all" is no Italian "all'" in an English line.
        return [sense for sense in senses if sense.language in bases]
    foods = {entry.language for entry in entries}
    if own in foods:
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
