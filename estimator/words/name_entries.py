"""One name of a food, as its words are matched: which it holds, and which say what the food is."""

from functools import lru_cache
from typing import Final, NamedTuple

from estimator.foods.names import Name
from estimator.words.grammar import HEAD_FIRST, stem
from estimator.words.text import accented, fold

NOT_A_HEAD: Final = frozenset({"of", "with", "in", "and", "or", "from", "on", "to"})


class NameEntry(NamedTuple):
    """One name of one item, as its words are matched."""

    name: Name
    words: tuple[str, ...]
    """Folded."""
    stems: tuple[str, ...]
    language: str
    """The language of the name, without its country."""

    @property
    def heads(self) -> frozenset[str]:
        """The stems of the words that say what it is, and not how."""
        return _heads(self.name.text, self.language)

    @property
    def item_id(self) -> str:
        """Whose name it is."""
        return self.name.item_id


def holds(entry: NameEntry, word: str) -> bool:
    """Return whether a name holds a word in any form."""
    form = stem(word, entry.language)
    return any(one in names for names in (entry.words, entry.stems) for one in (word, form))


def fits_accents(entry: NameEntry, written: str) -> bool:
    """Return whether a name has the very accents that were written."""
    return accented(entry.name.text) == accented(written)


@lru_cache(maxsize=65536)
def _heads(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words that say what something is.

    The head of "Milk, whole" is "milk", and "Beef mince or plain burger patty,
    cooked" has two: "mince" and "patty".
    """
    heads = set()
    for part in text.partition(",")[0].replace("(", " or ").split(" or "):
        words: list[str] = []
        for word in fold(part).split():
            if word in NOT_A_HEAD and words:
                break
            words.append(word)
        if words:
            heads.add(stem(words[0] if language in HEAD_FIRST else words[-1], language))
    return frozenset(heads)
