"""The atoms of a line: each word with what it may be in the grammar of the line's languages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from estimator.words.find import Word, words_of
from estimator.words.grammar import ENGLISH, LONGEST_PHRASE, Sense, base_language, grammar
from estimator.words.text import Token, fold, is_hangul, plain_marks
from estimator.words.vocabulary import Lexicon, fold_name

_LONGEST_ODD_NAME: Final = 12
"""No name of marks alone with more of them than this is looked for."""

_NOT_SPLIT: Final = frozenset({"k", "mk", "b", "d", "e", "q"})
"""A number glued to one of these is a part of it: K2, MK-7, B12, E300."""

_EVIDENCE: Final = frozenset({"with", "and", "unit", "number", "without", "state", "size", "of"})
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
        Whether it is in a name of the table that is written here in full; it then
        counts for nothing in the grammar.
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
        if not any(map(str.isalnum, self.text)):
            return ()
        return words_of([self.text])


def languages_of_line(found: Sequence[Token], lexicon: Lexicon, person: str) -> tuple[str, ...]:
    """Return the languages a line may be in: the person's own, those of its words, English."""
    scores: defaultdict[str, float] = defaultdict(float)
    for token in found:
        if token.kind not in ("word", "cjk"):
            continue
        key = token.key
        if len(key) < 3 and key.isascii():
            continue
        senses = {s.language for s in grammar().senses(key) if s.kind in _EVIDENCE}
        of_word = lexicon.languages(key) | senses
        for language in of_word:
            scores[language] += 1 / len(of_word)
    best = sorted(scores, key=lambda language: (-scores[language], language != ENGLISH))
    most = scores[best[0]] if best else 0.0
    read = [one for one in best if scores[one] >= _LEAST_SHARE * most][:_OTHERS_READ]
    return tuple(dict.fromkeys(filter(None, (person, *read, ENGLISH))))


def atoms_of(found: Sequence[Token], lexicon: Lexicon, languages: Sequence[str]) -> list[Atom]:
    """Return the atoms of one line."""
    bases = tuple(dict.fromkeys(map(base_language, languages)))
    named = _named_places(found, lexicon)
    parts: list[Token] = []
    places: dict[int, int] = {}
    place = 0
    while place < len(found):
        if place in named:
            places[len(parts)] = len(parts) + named[place] - place
            parts += found[place : named[place]]
            place = named[place]
        else:
            parts += _parted(found[place], lexicon)
            place += 1
    places |= _named_places(parts, lexicon, places)
    made = _glued(list(_atoms(parts, places, bases)), lexicon)
    return [
        replace(atom, strange=True) if _is_strange(made, place, lexicon) else atom
        for place, atom in enumerate(made)
    ]


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


def _named_places(
    parts: Sequence[Token], lexicon: Lexicon, known: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Return where names of several tokens begin that are written in full, and where they end."""
    known = known or {}
    found: dict[int, int] = {}
    place = 0
    while place < len(parts):
        if place in known:
            place = known[place]
            continue
        end = _longest_name(parts, place, lexicon)
        if end and not any(start < end for start in known if start > place):
            found[place] = end
            place = end
        else:
            place += 1
    return found


def _longest_name(parts: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    """Return where the longest name ends that begins here; 0 if there is none."""
    if parts[place].kind == "mark" and not parts[place].key:
        return _odd_name(parts, place, lexicon)
    words: list[str] = []
    marks = ""
    best = 0
    for end in range(place, len(parts)):
        token = parts[end]
        if token.kind == "mark":
            marks += token.text
            if token.text in "%+)" and words and _keeps_marks(marks, words, lexicon):
                best = end + 1
            continue
        keys = token.key.split()
        if words and token.glued and parts[end - 1].kind != "mark" and keys:
            words[-1] += keys[0]
            words += keys[1:]
        else:
            words += keys
        if end > place and _keeps_marks(marks, words, lexicon):
            best = end + 1
        after = parts[end + 1] if end + 1 < len(parts) else None
        kinds = {token.kind, after.kind} if after is not None and after.glued else set()
        goes_on = "number" in kinds and "mark" not in kinds
        if not goes_on and not lexicon.begins(words):
            break
    return best


def _odd_name(parts: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    """Return where a name of a person's own ends that begins with a mark."""
    text = ""
    best = 0
    for end in range(place, min(len(parts), place + _LONGEST_ODD_NAME)):
        text += ("" if parts[end].glued or not text else " ") + parts[end].text
        if lexicon.has(" ".join(text.casefold().split())) and not fold(text):
            best = end + 1
    return best


def _keeps_marks(marks: str, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a name is written here, with its commas or without them.

    None may be added: "butter, chicken" are two foods, and "2 milk" is no "2% milk".
    """
    for entry in lexicon.exact(words):
        name = entry.name.text
        own = [char for char in marks if char in ",;&"]
        rest = [char for char in name if char in ",;&"]
        signs = [char for char in marks if char in "%+"]
        bracketed = [char for char in marks if char in "()"]
        if (
            signs == [char for char in name if char in "%+"]
            and all(own.count(char) <= rest.count(char) for char in own)
            and (not bracketed or bracketed == [char for char in plain_marks(name) if char in "()"])
        ):
            return True
    return False


def _atoms(parts: Sequence[Token], named: dict[int, int], bases: Sequence[str]) -> Iterator[Atom]:
    place = 0
    while place < len(parts):
        if place in named:
            for token in parts[place : named[place]]:
                yield _atom(token, named=True)
            place = named[place]
            continue
        token = parts[place]
        if token.kind == "number":
            yield _atom(token)
            place += 1
            continue
        for count in range(min(LONGEST_PHRASE, len(parts) - place), 0, -1):
            phrase = parts[place : place + count]
            if count > 1 and any(
                one.kind == "number" or (one.kind == "mark" and one.text not in "'./-")
                for one in phrase
            ):
                continue
            if any(place + n in named for n in range(1, count)):
                continue
            text = _phrase_text(phrase)
            senses = grammar().senses_in(text, bases)
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


def _phrase_text(phrase: Sequence[Token]) -> str:
    text = phrase[0].text
    for token in phrase[1:]:
        text += token.text if token.glued else f" {token.text}"
    return text


def _atom(token: Token, named: bool = False) -> Atom:
    kind = "mark" if token.kind == "mark" else "number" if token.kind == "number" else "word"
    if named and kind == "number":
        kind = "word"
    return Atom(kind, token.text, token.start, token.end, (), named, token.glued)


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
            known = atom.is_("unit", "number", "part", "group", "and", "with") or (
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
