"""A "without" that stands behind what it denies: "バターなし", "밥 없이 김치", "soğansız döner".

It is put before that, and both behind the food, as most languages write it: what is read later
needs to know of that one order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.folded_names import fold_name
from estimator.words.grammar import Sense, base_language, grammar
from estimator.words.lexicon import Lexicon

_BEHIND: Final = "behind"
_OF_NEXT: Final = "of the next"
"""Behind what is denied as well, and of the food that follows: "밥 없는 김밥"."""

_DENIED_FIRST_IN: Final = frozenset({"zh", "hi"})
"""There a "without" that stands first is of the food that follows what it denies."""

_ONE_IS_DENIED_IN: Final = frozenset({"zh"})
"""There a space behind what is denied ends it."""

_LONGEST_NAME: Final = 4
_SHORTEST_STEM: Final = 2


def denied_last(atoms: Sequence[Atom], lexicon: Lexicon, languages: Sequence[str]) -> list[Atom]:
    """Put what is denied behind the food that is eaten without it, the "without" first."""
    own = base_language(languages[0])
    split = [part for atom in atoms for part in _without_suffix(atom, lexicon, own)]
    if not any(atom.is_("without") for atom in split):
        return split
    made: list[Atom] = []
    for piece in _pieces(split):
        first = piece[0]
        if made and len(piece) == 1 and first.is_("without") and _opens_a_meal(made[-1]):
            # "朝食：なし": nothing was eaten then.
            made.append(replace(first, senses=(Sense("noise", "", own),)))
        elif own in _DENIED_FIRST_IN and first.is_("without") and not _behind(first):
            made += _food_first(piece, lexicon)
        elif own in _ONE_IS_DENIED_IN:
            made += _ended(piece, lexicon)
        else:
            made += _reordered(piece, lexicon)
    return made


def _opens_a_meal(atom: Atom) -> bool:
    return atom.is_("meal") or atom.text == ":"


def _without_suffix(atom: Atom, lexicon: Lexicon, language: str) -> list[Atom]:
    """Split a word that ends in a "without", and is no name and no word of the grammar."""
    suffixes = grammar().suffixes.get(language)
    if not suffixes or atom.kind != "word" or atom.named or atom.senses:
        return [atom]
    if lexicon.has(atom.key) or grammar().senses(atom.key):
        return [atom]
    for length in {len(suffix) for suffix in suffixes}:
        middle = len(atom.text) - length
        food = fold_name(atom.text[:middle])
        known = lexicon.has(food) or language in lexicon.languages(food)
        if middle >= _SHORTEST_STEM and known and fold_name(atom.text[middle:]) in suffixes:
            cut = atom.start + middle
            behind = (Sense("without", _OF_NEXT, language),)
            return [
                replace(atom, text=atom.text[:middle], end=cut, strange=False),
                Atom("word", atom.text[middle:], cut, atom.end, behind, glued=True),
            ]
    return [atom]


def _pieces(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield what stands between marks and "and", and these by themselves.

    What is glued to an "and" is one piece with it: "砂糖とミルクなし".
    """
    piece: list[Atom] = []
    for atom in atoms:
        parts = (atom.kind == "mark" and not atom.named) or (atom.is_("and") and not atom.glued)
        if parts or atom.is_("meal"):
            if piece:
                yield piece
            yield [atom]
            piece = []
        else:
            piece.append(atom)
    if piece:
        yield piece


def _behind(atom: Atom) -> bool:
    return not atom.named and atom.meaning("without") in (_BEHIND, _OF_NEXT)


def _reordered(piece: list[Atom], lexicon: Lexicon) -> list[Atom]:
    """Return a piece with each "without" before what it denies, and after the food."""
    place = next((n for n, atom in enumerate(piece) if _behind(atom)), None)
    if place is None:
        return piece
    atom, start = piece[place], _begin_of_denied(piece, place, lexicon)
    if start == place or _is_counted(piece, place, lexicon):
        # It denies nothing that is written: "なし 1個" is a pear.
        other = tuple(sense for sense in atom.senses if sense.kind != "without")
        return [
            *piece[:place],
            replace(atom, senses=other),
            *_reordered(piece[place + 1 :], lexicon),
        ]
    host, after = piece[:start], piece[place + 1 :]
    if host and host[-1].is_("and"):
        both = _begin_of_denied(piece, start - 1, lexicon)
        if both or after:
            # "コーヒー 砂糖とミルクなし" has none of both; "パンとバターなし" is bread.
            start, host = both, piece[:both]
        else:
            host = host[:-1]
    word = replace(atom, senses=(Sense("without", "", atom.senses[0].language),))
    denied = [word, *(one for one in piece[start:place] if not one.is_("and"))]
    comma = Atom("mark", ",", atom.end, atom.end)
    of_next = after and (after[0].glued or atom.meaning("without") == _OF_NEXT)
    if after and after[0].is_("and"):
        return [*host, *denied, *_reordered(after, lexicon)]
    if of_next or (after and not host):
        begin = [*host, comma] if any(map(_may_be_of_name, host)) else host
        return [*begin, *_reordered([*after, *denied], lexicon)]
    return [*host, *denied, *([comma] if after else ()), *_reordered(after, lexicon)]


def _food_first(piece: list[Atom], lexicon: Lexicon) -> list[Atom]:
    """Return a piece that begins with a "without" with the food before that: "不加糖的咖啡"."""
    end = next((n for n, atom in enumerate(piece) if atom.is_("of")), 0)
    after = piece[end + 1 :] if end else []
    if not end:
        end = _end_of_name(piece, 1, lexicon)
        after = piece[end:]
    if not any(lexicon.has(atom.key) for atom in after):
        return piece
    return [*_reordered(after, lexicon), *piece[:end]]


def _ended(piece: list[Atom], lexicon: Lexicon) -> list[Atom]:
    """Return a piece with a comma behind what is denied: "牛肉面 不要葱 豆浆"."""
    made: list[Atom] = []
    place = 0
    while place < len(piece):
        end = place + 1
        if made and piece[place].is_("without") and end < len(piece):
            end = _end_of_name(piece, end, lexicon)
        made += piece[place:end]
        if end > place + 1 and end < len(piece) and not piece[end].glued:
            made.append(Atom("mark", ",", piece[end].start, piece[end].start))
        place = end
    return made


def _end_of_name(piece: Sequence[Atom], start: int, lexicon: Lexicon) -> int:
    for end in range(min(len(piece), start + _LONGEST_NAME), start, -1):
        if lexicon.has(" ".join(one.key for one in piece[start:end])):
            return end
    return start + 1


def _begin_of_denied(piece: Sequence[Atom], place: int, lexicon: Lexicon) -> int:
    """Return where the food begins that a "without" behind it denies; its own place if none."""
    for start in range(max(0, place - _LONGEST_NAME), place):
        span = piece[start:place]
        if all(map(_may_be_of_name, span)) and lexicon.has(" ".join(one.key for one in span)):
            return start
    return place - (place > 0 and _may_be_of_name(piece[place - 1]))


def _may_be_of_name(atom: Atom) -> bool:
    other = ("and", "with", "without", "unit", "number", "article", "noise")
    return atom.kind == "word" and not atom.is_(*other)


def _is_counted(piece: Sequence[Atom], place: int, lexicon: Lexicon) -> bool:
    """Return whether the word is a food of its own, with its number behind it."""
    after = piece[place + 1] if place + 1 < len(piece) else None
    counted = after is not None and (after.kind == "number" or after.is_("number"))
    return counted and not piece[place].glued and lexicon.has(piece[place].key)
