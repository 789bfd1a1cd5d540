"""The names and measures of the table that a line holds in full, marks and numbers included.

They are found before anything else of a line is read, so that the "with", the comma and the
number of "1 cup, shredded Pork, cooked, trimmed to 1/8 inch" part nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from estimator.words.grammar import ENGLISH, grammar, stem
from estimator.words.lexicon import Lexicon
from estimator.words.name_entries import NameEntry
from estimator.words.text import Token, fold, plain_marks

_LONGEST_ODD_NAME: Final = 12
"""No name of marks alone with more of them than this is looked for."""

_LONGEST_SHORTENED: Final = 3
"""A full stop after a longer word ends a sentence: that of "Dr. Pepper" doesn't."""

_MOST_WORDS_BEFORE: Final = 6
_PARTING: Final = ",;&:|."
"""Marks that part two foods, where a name has none."""

_DASH: Final = "–"
"""Stands for a hyphen between spaces, which parts foods as well: "stir fry - chicken"."""

_INSIDE_MEASURE: Final = ",()-"


class InFull(NamedTuple):
    """Where a name or measure ends that is written in full."""

    end: int
    is_measure: bool = False


def written_in_full(
    parts: Sequence[Token], lexicon: Lexicon, known: Mapping[int, InFull] | None = None
) -> dict[int, InFull]:
    """Return where names and measures begin that are written in full, and where they end."""
    known = known or {}
    found: dict[int, InFull] = {}
    place = 0
    while place < len(parts):
        if place in known:
            place = known[place].end
            continue
        name = _name(parts, place, lexicon)
        span = _measure(parts, place, lexicon, name.end if name else place) or name
        if span and not any(place < start < span.end for start in known):
            found[place] = span
            place = span.end
        else:
            place += 1
    return found


def _name(parts: Sequence[Token], place: int, lexicon: Lexicon) -> InFull | None:
    if parts[place].kind == "mark" and not parts[place].key:
        end = _odd_name(parts, place, lexicon)
    else:
        end, words = _longest_name(parts, place, lexicon)
        end = _with_pictures(parts, end, words, lexicon) if end else 0
    return InFull(end) if end > place + 1 or (end and parts[place].kind == "mark") else None


def _with_pictures(parts: Sequence[Token], end: int, words: Sequence[str], lexicon: Lexicon) -> int:
    """Return where a name ends that has pictures in it: "Nattotoast 🧀", as a person calls it."""
    names = "".join(entry.name.text for entry in lexicon.exact(words))
    while end < len(parts) and parts[end].kind == "mark" and not parts[end].text.isascii():
        if parts[end].text not in names:
            break
        end += 1
    return end


def _longest_name(parts: Sequence[Token], place: int, lexicon: Lexicon) -> tuple[int, list[str]]:
    """Return where the longest name ends that begins here, and its words; 0 if there is none."""
    words: list[str] = []
    marks = ""
    best: tuple[int, list[str]] = (0, [])
    for end in range(place, len(parts)):
        token = parts[end]
        if token.kind == "mark":
            shortened = bool(words) and len(words[-1]) <= _LONGEST_SHORTENED
            free = token.text == "-" and not token.glued and not _is_glued(parts, end + 1)
            marks += "" if token.text == "." and shortened else _DASH if free else token.text
            if token.text in "%+)" and words and _keeps_marks(marks, words, lexicon):
                best = end + 1, [*words]
            continue
        keys = token.key.split()
        if words and token.glued and _is_letters(parts[end - 1]) and keys:
            words[-1] += keys[0]
            words += keys[1:]
        else:
            words += keys
        after = parts[end + 1] if end + 1 < len(parts) else None
        # The parts of "A38" and "6Pチーズ" are one word of a name.
        goes_on = after is not None and after.glued and "mark" not in (token.kind, after.kind)
        goes_into = after is not None and after.kind in ("word", "cjk")
        joins = goes_into and end > place and _joins(token)
        if not joins and _keeps_marks(marks, words, lexicon):
            best = end + 1, [*words]
        known = lexicon.begins(words[:-1] if goes_on else words)
        if not known or (words and len(words[-1]) > lexicon.longest_word):
            break
    return best


def _is_glued(parts: Sequence[Token], place: int) -> bool:
    return place < len(parts) and parts[place].glued


def _joins(token: Token) -> bool:
    """Return whether the last word of a name is a "with" that something follows: "patat met"."""
    return any(sense.kind == "with" for sense in grammar().senses(token.key))


def _is_letters(token: Token) -> bool:
    """Return whether what is glued to a token is the same word."""
    return token.kind != "mark" and not token.text.endswith("'")


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

    None may be added: "butter, chicken" are two foods, "Breakfast: tea" is a meal, and "2 milk" is
    no "2% milk".
    """
    for entry in (*lexicon.exact(words), *_in_the_singular(words, lexicon)):
        name = entry.name.text
        own = [char for char in marks if char in _PARTING + _DASH]
        rest = [char for char in name.replace(" - ", _DASH) if char in _PARTING + _DASH]
        signs = [char for char in marks if char in "%+"]
        bracketed = [char for char in marks if char in "()"]
        if (
            signs == [char for char in name if char in "%+"]
            and all(own.count(char) <= rest.count(char) for char in own)
            and (not bracketed or bracketed == [char for char in plain_marks(name) if char in "()"])
        ):
            return True
    return False


def _in_the_singular(words: Sequence[str], lexicon: Lexicon) -> Sequence[NameEntry]:
    """Return the names that say a measure as well, of which these words are the plural.

    "2 Big Macs" are no large macs.
    """
    one = stem(words[-1], ENGLISH) if len(words) > 1 else ""
    if one == words[-1] or not one:
        return ()
    return [entry for entry in lexicon.exact([*words[:-1], one]) if entry.name.measure]


def _measure(
    parts: Sequence[Token], place: int, lexicon: Lexicon, end_of_name: int
) -> InFull | None:
    """Return where a measure ends that the food has whose name stands beside it.

    A longer name that begins with the measure goes before it: "tortilla wrap".
    """
    for end, items in _measures_at(parts, place, lexicon):
        last, words = _longest_name(parts, end, lexicon) if end < len(parts) else (0, [])
        if last > end_of_name and not items.isdisjoint(
            entry.item_id for entry in lexicon.exact(words)
        ):
            return InFull(end, True)
        counted = place > 1 and parts[place - 1].kind == "number"
        if counted and end > place + 1 and not items.isdisjoint(_before(parts, place - 1, lexicon)):
            return InFull(end, True)
    return None


def _measures_at(
    parts: Sequence[Token], place: int, lexicon: Lexicon
) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield where the measures end that begin here, the longest first, and whose they are."""
    measures = lexicon.measures
    if parts[place].kind == "mark" or stem(parts[place].key, ENGLISH) not in measures.beginnings:
        return
    words: list[str] = []
    found: list[tuple[int, frozenset[str]]] = []
    opened = False
    for end in range(place, len(parts)):
        token = parts[end]
        if token.kind == "mark":
            if token.text not in _INSIDE_MEASURE:
                break
            opened = opened or token.text == "("
            if token.text == ")" and opened and found and found[-1][0] == end:
                # The bracket of "milk (2 cups)" is no part of the measure.
                found[-1] = end + 1, found[-1][1]
            continue
        words += [stem(key, ENGLISH) for key in token.key.split()]
        if items := measures.of(words):
            found.append((end + 1, items))
        if len(words) >= measures.longest:
            break
    yield from reversed(found)


def _before(parts: Sequence[Token], end: int, lexicon: Lexicon) -> Iterator[str]:
    """Yield the ids of items whose name ends here, with no mark in it."""
    words: list[str] = []
    for token in reversed(parts[max(0, end - _MOST_WORDS_BEFORE) : end]):
        if token.kind == "mark" and words:
            return
        words = [*token.key.split(), *words]
        yield from (entry.item_id for entry in lexicon.exact(words))
