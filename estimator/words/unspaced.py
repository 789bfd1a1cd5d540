"""Splits what is written without spaces, as Chinese, Japanese and Korean are, into words."""

from collections.abc import Iterator

from estimator.words.grammar import grammar
from estimator.words.lexicon import Lexicon
from estimator.words.text import Token, fold, is_hangul


def words_without_spaces(token: Token, lexicon: Lexicon) -> Iterator[Token]:
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
    if not known and (middle := _end_of_number(token)):
        yield _part(token, 0, middle)
        yield from _without_particle(_part(token, middle, len(token.text)), lexicon)
        return
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


def _end_of_number(token: Token) -> int:
    """Return where the number of "한공기" or "두개랑" ends; 0 if it is none with its measure."""
    for middle in range(1, len(token.text)):
        number = {sense.kind for sense in grammar().senses(fold(token.text[:middle]))}
        rest = token.text[middle:]
        ends = (len(rest), len(rest) - 1, len(rest) - 2)
        measures = (grammar().senses(fold(rest[:end])) for end in ends if end > 0)
        if number & {"number", "part"} and any(
            sense.kind == "unit" for senses in measures for sense in senses
        ):
            return middle
    return 0


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
