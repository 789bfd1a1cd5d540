"""Numbers as people write them among words: "two", "half a", "one and a half", "a dozen"."""

from typing import Final

_WORDS: Final = {
    "a": "1",
    "an": "1",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "dozen": "12",
    "half": "1/2",
    "quarter": "1/4",
    "half a dozen": "6",
    "half dozen": "6",
}
_HALVES: Final = {"half": "1/2", "quarter": "1/4"}
_COUNT: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_FRACTIONS: Final = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

NUMBER: Final = (
    r"[-−]?(?:\d+\s+\d+\s?[/⁄]\s?\d+|\d+\s?[/⁄]\s?\d+|"
    rf"\d+\s?[{_FRACTIONS}]|[{_FRACTIONS}]|\d+(?:[.,'’]\d+)*|[.,]\d+)"
    r"|half\s+(?:a\s+)?dozen\b|a\s+dozen\b|dozen\b"
    rf"|(?:{_COUNT})\s+and\s+a\s+(?:half|quarter)\b"
    r"|(?:an?\s+)?(?:half|quarter)(?:\s+(?:an?|of\s+an?))?\b"
    rf"|(?:{_COUNT}|an?)\b"
)
"""Pattern of a number; of a number in digits, what stands after it is not looked at."""


def number_text(text: str) -> str:
    """Return a number as `estimator.amounts.parse_amount` reads it.

    Parameters
    ----------
    text : str
        What ``NUMBER`` matched.

    Examples
    --------
    >>> number_text("half a"), number_text("One and a half"), number_text("1,5")
    ('1/2', '1 1/2', '1,5')
    """
    words = text.casefold().split()
    phrase = " ".join(words)
    if phrase in _WORDS:
        return _WORDS[phrase]
    if "dozen" in words:
        return "6" if "half" in words else "12"
    for half, fraction in _HALVES.items():
        if half in words:
            return f"{_WORDS[words[0]]} {fraction}" if "and" in words else fraction
    return text
