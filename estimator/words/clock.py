"""Times of day in a line: "8:00 2 eggs", "8 Uhr 30", "at 7.30 pm"; they are no amounts."""

import re
from collections.abc import Sequence
from typing import Final

from estimator.words.grammar import grammar
from estimator.words.text import Token

TIME: Final = "time"

_DOTTED: Final = re.compile(r"(?:[01]\d|2[0-4])[.,][0-5]\d")
"""A time with a point is one where it has four digits and no unit: "07.30"."""

_DOTTED_SHORT: Final = re.compile(r"(?:[01]?\d|2[0-4])[.,][0-5]\d")
_HOUR: Final = re.compile(r"[01]?\d|2[0-4]")
_MINUTE: Final = re.compile(r"[0-5]\d")
_ENDS: Final = frozenset(",;-•|(@")
_MOST_WORDS: Final = 4


def with_times(found: Sequence[Token], text: str) -> list[Token]:
    """Return the tokens of a line with each time of day as one token, of the kind "time".

    Parameters
    ----------
    found : sequence of Token
    text : str
        The line they are of.

    Examples
    --------
    >>> from estimator.words.text import tokens
    >>> line = "8:00 am 2 eggs"
    >>> [(token.kind, token.text) for token in with_times(tokens(line), line)]
    [('time', '8:00 am'), ('number', '2'), ('word', 'eggs')]
    """
    made: list[Token] = []
    place = 0
    while place < len(found):
        count = _time_at(found, place, made)
        if not count:
            after_time = bool(made) and made[-1].kind == TIME
            made.append(found[place]._replace(glued=found[place].glued and not after_time))
            place += 1
            continue
        count += _to_another(found, place + count, made)
        start = found[place].start
        while made and _says_when(made[-1 if made[-1].text != "." else -2 :][0]):
            start = made.pop().start
        end = found[place + count - 1].end
        made.append(Token(TIME, text[start:end], start, end, glued=False))
        place += count
    return made


def _to_another(found: Sequence[Token], place: int, rest: Sequence[Token]) -> int:
    """Return how many tokens the "-9:30" of "9:00-9:30" has."""
    if place < len(found) and found[place].text == "-":
        count = _time_at(found, place + 1, rest)
        return count + 1 if count else 0
    return 0


def _time_at(found: Sequence[Token], place: int, rest: Sequence[Token]) -> int:
    """Return how many tokens a time has that stands here, 0 if there is none."""
    number = found[place] if place < len(found) else None
    if number is None or number.kind != "number":
        return 0
    if _is_clock(_word_before(rest), "o'clock"):
        return max(1, _hours_and_minutes(found, place)) if _is_hour(number) else 0
    if _is_hour(number) and [token.text for token in found[place + 1 : place + 2]] == ["-"]:
        # "7-8 am"
        second = _time_at(found, place + 2, rest)
        if second and _hour_word(found, place + 3):
            return second + 2
    count = _hours_and_minutes(found, place)
    hour = _hour_word(found, place + max(count, 1))
    if hour and (count or _is_hour(number)):
        count = max(count, 1) + hour
        if place + count < len(found) and _MINUTE.fullmatch(found[place + count].text):
            count += _glued_minutes(found, place + count, hour)
        return count if _stands_free(found, place, count, rest) else 0
    if count:
        return count if _stands_free(found, place, count, rest) else 0
    opens = all(_may_stand_before(token) for token in rest) and not (rest and number.glued)
    after = found[place + 1] if place + 1 < len(found) else None
    counted = after is not None and (
        any(sense.kind == "unit" for sense in grammar().senses(after.key)) or after.text in "%/x*"
    )
    told = bool(rest) and _says_when(rest[-1])
    dotted = (_DOTTED_SHORT if told else _DOTTED).fullmatch(number.text)
    return 1 if opens and after and not counted and dotted else 0


def _word_before(rest: Sequence[Token]) -> str:
    """Return the last word, which a full stop may follow: "kl."."""
    return next((token.key for token in reversed(rest[-2:]) if token.text != "."), "")


def _is_hour(number: Token) -> bool:
    return bool(_HOUR.fullmatch(number.text) or _DOTTED_SHORT.fullmatch(number.text))


def _hours_and_minutes(found: Sequence[Token], place: int) -> int:
    """Return how many tokens "8:00" or "8:00:00" has."""
    if not _HOUR.fullmatch(found[place].text):
        return 0
    count = 1
    for _ in range(2):
        part = found[place + count : place + count + 2]
        if not (
            [token.text for token in part[:1]] == [":"]
            and len(part) == 2
            and all(token.glued for token in part)
            and _MINUTE.fullmatch(part[1].text)
        ):
            break
        count += 2
    return count if count > 1 else 0


def _hour_word(found: Sequence[Token], place: int) -> int:
    """Return how many tokens a word for the hour has: "Uhr", "p.m."."""
    for count in range(min(_MOST_WORDS, len(found) - place), 0, -1):
        part = found[place : place + count]
        if any(token.kind == "number" for token in part):
            continue
        text = " ".join(token.key for token in part if token.key)
        ends = part[-1].kind != "mark" or part[-1].text == "."
        if text and ends and _is_clock(text, "hour"):
            return count
    return 0


def _glued_minutes(found: Sequence[Token], place: int, hour: int) -> int:
    """Return 1 if the "30" of "8h30" or "8 Uhr 30" stands here, 0 if it is an amount."""
    minutes = found[place]
    after = found[place + 1] if place + 1 < len(found) else None
    ends = after is None or after.kind == "mark"
    return 1 if hour == 1 and len(minutes.text) == 2 and (minutes.glued or ends) else 0


def _stands_free(found: Sequence[Token], place: int, count: int, rest: Sequence[Token]) -> bool:
    """Return whether a time stands at an end of something, and not between words."""
    if not rest or all(_may_stand_before(token) for token in rest):
        return True
    after = found[place + count] if place + count < len(found) else None
    return _says_when(rest[-1]) or rest[-1].text in _ENDS or after is None or after.text in ",;)"


def _may_stand_before(token: Token) -> bool:
    """Return whether a token may stand before the time a line begins with: a meal, a mark."""
    if token.kind in ("mark", TIME) or _says_when(token):
        return True
    return any(sense.kind in ("meal", "noise", "about") for sense in grammar().senses(token.key))


def _says_when(token: Token) -> bool:
    return token.text == "@" or any(_is_clock(token.key, one) for one in ("at", "o'clock"))


def _is_clock(key: str, meaning: str) -> bool:
    return any(
        sense.kind == "clock" and sense.meaning == meaning for sense in grammar().senses(key)
    )
