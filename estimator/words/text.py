"""Letters and tokens: what a line is made of, before anything is known of foods.

Width, case, accents and marks that can't be seen make no difference to a folded
word; each token knows where it stands in the line as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SPELT_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_MARKS: Final = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "’": "'",
    "‘": "'",
    "×": "x",
    "⁄": "/",
    "∕": "/",
    "、": ",",
    "，": ",",
    "،": ",",
    "；": ";",
    "。": ".",
    "·": "•",
    "【": "(",
    "】": ")",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
    "µ": "u",
    "μ": "u",
    "٫": ".",
    "٬": "'",
    "\ufe0e": "",
    "\ufe0f": "",
}
_UNSEEN: Final = frozenset(["Cf", "Cc"])
_CJK: Final = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f々ー"
_HANGUL: Final = "\uac00-\ud7a3"
_LETTER: Final = rf"(?:(?![{_CJK}{_HANGUL}])[^\W\d_])"
_TOKEN: Final = re.compile(
    rf"(?P<number>\d+(?:(?:[.,]|'(?=\d{{3}}))\d+)*|(?<![\w.,])[.,]\d+)"
    rf"|(?P<cjk>[{_CJK}]+)"
    rf"|(?P<word>[{_HANGUL}]+|{_LETTER}+(?:'{_LETTER}+)*)"
    r"|(?P<mark>\S)"
)
_AND_SIGN: Final = re.compile(r"(?<=\s)&(?=\s)")
_ELIDED: Final = re.compile(r"(?:d|l|dell|all|dall|nell|sull|un|mezz)'(?=\w)", re.IGNORECASE)
"""An article or "of" that has lost its vowel: "verre d'eau", "bicchiere d'acqua"."""


class Token(NamedTuple):
    """A number, a word or a mark, and where it stands in the text."""

    kind: str
    """"number", "cjk", "word" or "mark"."""
    text: str
    """As it is read: width, digits and marks in their plainest form."""
    start: int
    end: int
    glued: bool
    """Whether nothing stands between it and the token before."""

    @property
    def key(self) -> str:
        """The folded word."""
        return fold(self.text)


def tokens(text: str) -> list[Token]:
    """Split a text into tokens.

    Examples
    --------
    >>> [token.text for token in tokens("1½ cups，50g 納豆2パック")]
    ['1', '1/2', 'cups', ',', '50', 'g', '納豆', '2', 'パック']
    """
    plain, places = _plain(text)
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(plain):
        kind = str(match.lastgroup)
        start = match.start()
        elided = _ELIDED.match(plain, start, match.end()) if kind == "word" else None
        for middle in (elided.end(), match.end()) if elided else (match.end(),):
            first, last = places[start], places[middle - 1] + 1
            found.append(Token(kind, plain[start:middle], first, last, start == end))
            start = end = middle
    return list(_fractions(_with_and(found)))


def _with_and(found: list[Token]) -> list[Token]:
    """Write out the "and" of "cheese & onion", as `fold` does; "M&S" is a name."""
    made = list(found)
    for place in range(1, len(found) - 1):
        one, after = found[place], found[place + 1]
        if one.text == "&" and not one.glued and not after.glued:
            made[place] = one._replace(kind="word", text="and")
    return made


def _plain(text: str) -> tuple[str, list[int]]:
    """Return the text in its plainest letters, and for each of them its place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _plain_letters(char, letters):
            letters.append(letter)
            places.append(place)
    joined = "".join(letters)
    composed = unicodedata.normalize("NFC", joined)
    if len(composed) != len(joined):
        # A letter and its accent were typed as two: they are one letter at the first's place.
        return _composed(letters, places)
    return joined, places


def _plain_letters(char: str, before: Sequence[str]) -> str:
    if char in _MARKS:
        return _MARKS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.decomposition(char).startswith("<fraction>"):
        parts = unicodedata.normalize("NFKC", char).replace("⁄", "/")
        return f" {parts}" if before and before[-1].isdigit() else parts
    category = unicodedata.category(char)
    if category in _UNSEEN:
        return " " if char.isspace() else ""
    if category.startswith("Z"):
        return " "
    wide = unicodedata.normalize("NFKC", char)
    return "".join(_MARKS.get(letter, letter) for letter in wide)


def _composed(letters: list[str], places: list[int]) -> tuple[str, list[int]]:
    made: list[str] = []
    kept: list[int] = []
    for letter, place in zip(letters, places, strict=True):
        if made and unicodedata.combining(letter):
            pair = unicodedata.normalize("NFC", made[-1] + letter)
            if len(pair) == 1:
                made[-1] = pair
            continue
        made.append(letter)
        kept.append(place)
    return "".join(made), kept


def plain_marks(text: str) -> str:
    """Return a text with each of its marks in the plainest form."""
    return "".join(_MARKS.get(char, char) for char in unicodedata.normalize("NFKC", text))


def _fractions(found: list[Token]) -> Iterator[Token]:
    """Join "1", "/", "2" into one number."""
    place = 0
    while place < len(found):
        one = found[place]
        rest = found[place + 1 : place + 3]
        if (
            one.kind == "number"
            and len(rest) == 2
            and rest[0].text == "/"
            and rest[1].kind == "number"
            and rest[0].glued == rest[1].glued
            and one.text.isdigit()
            and rest[1].text.isdigit()
        ):
            yield Token("number", f"{one.text}/{rest[1].text}", one.start, rest[1].end, one.glued)
            place += 3
        else:
            yield one
            place += 1


class _Letters(dict[int, str]):
    """What each letter becomes, found out when it is first met; for `str.translate`."""

    def __init__(self, keep_accents: bool, instead: dict[int, str] | None = None) -> None:
        super().__init__(instead or {})
        self._keep_accents = keep_accents

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.category(char) in _UNSEEN and not char.isspace():
            self[code] = ""
        else:
            # The dotted capital I of Turkish lowers to an i and a dot of its own.
            lower = unicodedata.normalize("NFKC", char).casefold().replace("i\u0307", "i")
            self[code] = "".join(map(self._letter, unicodedata.normalize("NFC", lower)))
        return self[code]

    def _letter(self, char: str) -> str:
        char = "u" if char in "μµ" else char
        if not self._keep_accents:
            # A voiced kana is no kana with an accent.
            plain = char if "\u3000" < char < "\ud800" else unicodedata.normalize("NFD", char)
            char = "".join(c for c in plain.translate(_LETTERS) if not unicodedata.combining(c))
        return re.sub(r"[\W_]", " ", char) if not _is_accent(char) else char


def _is_accent(char: str) -> bool:
    return len(char) == 1 and unicodedata.combining(char) > 0


_FOLDED: Final = _Letters(keep_accents=False)
_ACCENTED: Final = _Letters(keep_accents=True)


_IS_FOLDED: Final = re.compile(r"[a-z0-9 ぁ-ゖァ-ヺー一-鿿가-힣]*")


def fold(text: str) -> str:
    """Fold case, accents, width and marks, so that spellings of a word compare equal.

    Examples
    --------
    >>> fold("Crème fraîche, 38 %"), fold("Smørbrød"), fold("ﾊﾞﾀｰ"), fold("MK-7, 90 µg")
    ('creme fraiche 38', 'smorbrod', 'バター', 'mk 7 90 ug')
    """
    if not _IS_FOLDED.fullmatch(text):
        text = _AND_SIGN.sub("and", unicodedata.normalize("NFKC", text)).translate(_FOLDED)
    return " ".join(text.split())


def accented(text: str) -> str:
    """Fold all but the accents.

    Examples
    --------
    >>> accented("Pâtes"), accented("PÂTÉ")
    ('pâtes', 'pâté')
    """
    folded = unicodedata.normalize("NFKC", text).translate(_ACCENTED)
    return " ".join(unicodedata.normalize("NFC", folded).split())


def spelt_out(text: str) -> str:
    """Fold as somebody types who has no ä, ö, ü, ø or å.

    Examples
    --------
    >>> spelt_out("Hähnchen")
    'haehnchen'
    """
    return fold(unicodedata.normalize("NFKC", text).casefold().translate(_SPELT_OUT))


def is_cjk(text: str) -> bool:
    """Return whether a text is written without spaces between its words.

    Examples
    --------
    >>> is_cjk("納豆"), is_cjk("natto"), is_cjk("낫토")
    (True, False, False)
    """
    return re.search(rf"[{_CJK}]", text) is not None


def is_hangul(text: str) -> bool:
    """Return whether a text is written in Korean letters."""
    return re.search(rf"[{_HANGUL}]", text) is not None


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Return where what certainly ends a food parts the text: line breaks."""
    start = 0
    for place, char in enumerate(text):
        if char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029•":
            yield start, place
            start = place + 1
    yield start, len(text)
