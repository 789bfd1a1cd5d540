"""Text that people wrote, made safe to stand in Markdown."""

import re
from typing import Final

WORD_JOINER: Final = "\u2060"
"""A mark of no width: what stands on its two sides is not read as one word."""
_READ_WITHOUT_MARKUP: Final = re.compile(
    r"(?<=:)(?=//|[\w+-]+:|material/|streamlit:)|(?<=www)(?=\.)|(?<=@)(?=\w)"
    r"|(?<=<)(?=[-=])|(?<=-)(?=[->])|(?<=[>~])(?==)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    r"""Escape what Markdown would act on, so that a person's own text is shown as written.

    Streamlit turns addresses, ``:emoji:`` names and signs such as ``->`` into something else
    even where they are escaped; a word joiner inside them prevents it.

    Examples
    --------
    >>> print(plain("*Ada* [x](y)"))
    \*Ada\* \[x\]\(y\)
    >>> plain("www.example.org").replace(WORD_JOINER, "^")
    'www^\\.example\\.org'
    """
    apart = _READ_WITHOUT_MARKUP.sub(WORD_JOINER, text)
    return "".join(f"\\{char}" if char in r"\`*_{}[]()<>#+-.!|~:$&" else char for char in apart)
