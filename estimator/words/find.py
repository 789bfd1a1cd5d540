"""Which food some words mean: candidates, and how sure it is that one of them is meant.

In this order: the very name; the name in another form; the name beside words that
only say how it is ("organic", "grilled"); a longer name that holds every word, with
the same head; a name beside other foods, which is then doubtful; the same with one
word's spelling corrected. Names of similar spelling are offered, never chosen.

Each is a module of its own: `whole_names`, `head` (what of the words says how a food
is), `longer_names`, `part_names`, `spelling`; `known_words` is their order for words that are
spelt as they should be, and `choose` decides between foods that match equally well.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.foods.names import SPOKEN, singular
from estimator.foods.table import FoodTable
from estimator.words.accents import lost_accent
from estimator.words.brands import past_brand
from estimator.words.compounds import parts_of
from estimator.words.fat_kinds import SaidFat, kin_by_fat, of_its_fat, told_by_fat
from estimator.words.found import (
    ALTERNATIVES,
    NOTHING,
    OFFERED,
    QUALIFIED,
    SPELT,
    Found,
    Word,
    distinct,
    is_rich,
    text_of,
    title_of,
    words_of,
)
from estimator.words.grammar import ENGLISH, QUALIFIERS, base_language, grammar
from estimator.words.head import Sorted, said_raw, sort_words
from estimator.words.knowledge import Knowledge
from estimator.words.known_words import of_known_words
from estimator.words.lexicon import Lexicon
from estimator.words.misspelt import is_known, meant_instead, nearest
from estimator.words.spelling import corrected
from estimator.words.supplements import plain_supplement
from estimator.words.whole_names import named

_FIRST_OFFERED: Final = 2
_MOST_MEANT: Final = 4
_FEWEST_LETTERS: Final = 4
_MOST_WORDS: Final = 14


class Finder:
    """Finds foods for the words of one line.

    Parameters
    ----------
    table : FoodTable
    lexicon : Lexicon
    languages, familiar, equal : sequence of str
    person, told : str, and collection of str
        As of `Knowledge`.
    """

    def __init__(
        self,
        table: FoodTable,
        lexicon: Lexicon,
        languages: Sequence[str] = (ENGLISH,),
        familiar: Sequence[str] = (),
        equal: Collection[str] = (),
        person: str = "",
        told: Collection[str] = (),
    ) -> None:
        self._known = Knowledge(table, lexicon, languages, familiar, equal, person, told)
        self.head_first = self._known.head_first
        self.language = self._known.bases[0]
        """The likeliest of the line."""
        self.person = person
        self._cache: dict[tuple[tuple[Word, ...], int], Found] = {}

    def find(self, words: Sequence[Word], head: int = 0) -> Found:
        """Return what some words mean.

        Parameters
        ----------
        words : sequence of Word
        head : int
            How many of the words stand before the first comma, 0 for all.
        """
        key = tuple(words), head
        if key not in self._cache:
            self._cache[key] = _find(tuple(words), head, self._known)
        return self._cache[key]

    def named(self, words: Sequence[Word]) -> Found | None:
        """Return what words mean as a whole name, in any form; None if they are none."""
        return named(words, self._known)

    def others(self, words: Sequence[Word], items: Sequence[Item]) -> tuple[Item, ...]:
        """Return what some words may mean too: items, and their kin whose names hold the words.

        Kin are of the same group, or named by one of the words: "milk" may be skimmed milk or
        milk chocolate, but not the bread of which one name has milk in it.
        """
        known = self._known
        keys = [word.key for word in self.sort(words).content]
        entries = known.plainest(known.lexicon.holding(keys)) if keys else []
        groups = {item.group for item in items if isinstance(item, Food)}
        kin, named_so = [], []
        for item in known.items(entries):
            if isinstance(item, Food) and item.group in groups:
                kin.append(item)
            elif not {word.key for word in words_of([title_of(item)])}.isdisjoint(keys):
                named_so.append(item)
        return distinct((*items, *kin, *named_so))[:ALTERNATIVES]

    def sort(self, words: Sequence[Word]) -> Sorted:
        """Tell what the words of a food do: name it, or say how it is."""
        return sort_words(words, self._known)

    def is_name(self, words: Sequence[Word]) -> bool:
        """Return whether words are the name of a food in full."""
        return bool(self._known.lexicon.exact([word.key for word in words]))

    def is_singular(self, words: Sequence[Word]) -> bool:
        """Return whether a word is one of what English counts: an olive, of many olives."""
        if len(words) != 1:
            return False
        exact, one = self._known.lexicon.exact, words[0].key
        of_it = {entry.item_id for entry in exact([one])}
        several = (form for end in ("s", "es", "ies") if singular(form := _ended(one, end)) == one)
        return any(entry.item_id in of_it for form in several for entry in exact([form]))

    def only_qualifies(self, words: Sequence[Word]) -> bool:
        """Return whether words say how a food is and name none.

        What is a food in another language only, or in another form, is none here: "green" is
        no bunch of greens, and "wild" no game of a German.
        """
        if not words or self.sort(words).content:
            return False
        keys = [word.key for word in words]
        told = {
            sense.language
            for phrase in (" ".join(keys), *keys)
            for sense in grammar().senses(phrase)
            if sense.kind in QUALIFIERS
        }
        told = (told & {*self._known.bases, ENGLISH}) | set(self._known.bases[:1])
        return not any(entry.language in told for entry in self._known.lexicon.exact(keys))

    def asked(self, found: Found) -> Found:
        """Return what was found as something to ask about."""
        return replace(found, sure=False, reason=found.reason or "Is it one of these?")

    def of_its_fat(self, found: Found, fat: SaidFat) -> Found:
        """Return the food of the fat that is said of one that was found for certain."""
        return of_its_fat(found, fat, self._known.table.items)


def _ended(word: str, end: str) -> str:
    return word[:-1] + end if end == "ies" else word + end


def _find(words: tuple[Word, ...], head: int, known: Knowledge) -> Found:
    if not words:
        return Found(NOTHING)
    if whole := named(words, known) or plain_supplement(words, known):
        if not whole.sure:
            return whole
        return _sooner_a_slip(words, whole, known) or said_raw(whole, words, known)
    words = words[:_MOST_WORDS]
    if told := told_by_fat(words, known):
        return told
    found = of_known_words(words, head, known)
    if found and found.sure:
        return found
    if parted := _parted(words, head, known):
        return parted
    mended, said, near = corrected(words, known)
    if said:
        again = named(mended, known) or of_known_words(mended, head, known)
        if again and again.items and (again.sure or not found):
            sure = again.sure and near and not is_rich(again.items[0])
            return replace(
                again,
                how=SPELT,
                sure=sure,
                said=(*said, *again.said),
                reason=again.reason or ("" if sure else f"{said[0]} Is that so?"),
            )
    meant = _meant(words, known)
    if not meant and (branded := past_brand(words, found, known)):
        return branded
    if not found:
        return _offered(words, meant, known)
    return replace(found, items=distinct((*meant, *found.items))[:ALTERNATIVES])


def _parted(words: tuple[Word, ...], head: int, known: Knowledge) -> Found | None:
    """Return what compounds mean that say what a food is and how: "agurkeskiver"."""
    parted: list[Word] = []
    for word in words:
        is_known = known.lexicon.exact([word.key]) or grammar().senses(word.key)
        parts = () if is_known else parts_of(word.key, known.lexicon, known.bases)
        parted += [Word(part, part) for part in parts] or [word]
    if len(parted) == len(words) and all(
        a.key == b.key for a, b in zip(parted, words, strict=True)
    ):
        return None
    found = (
        named(parted, known)
        or told_by_fat(tuple(parted), known)
        or of_known_words(tuple(parted), head, known)
    )
    if not found or not found.sure:
        return found
    said = f"“{text_of(words)}” is read as {found.items[0].name}."
    return replace(found, how=max(found.how, QUALIFIED), said=(said, *found.said))


def _offered(words: Sequence[Word], meant: Sequence[Item], known: Knowledge) -> Found:
    """Offer foods with similar names; none of them is chosen."""
    content = sort_words(words, known).content or sort_words(words, known).variety
    if not content:
        return Found(NOTHING)
    query = " ".join(word.key for word in content)
    close = known.items(known.lexicon.closest(query)) if len(query) >= _FEWEST_LETTERS else ()
    items: list[Item] = [*meant, *_named_within(words, known), *close[:_FIRST_OFFERED]]
    for word in reversed(content):
        told = len(word.key) >= 3 or not word.key.isascii()
        entries = known.lexicon.holding([word.key]) if told else []
        entries.sort(key=lambda entry: (entry.name.rank > SPOKEN, len(entry.words)))
        items += known.items(entries)[:3]
    items += close
    named_so = {one.item_id for word in content for one in known.lexicon.exact([word.key])}
    if items and items[0].item_id in named_so:
        items[1:1] = [known.table.items[one] for one in kin_by_fat(items[0])]
    offered = distinct(items)[:ALTERNATIVES]
    reason = f"“{text_of(words)}” is not in the table. Is it one of these?"
    return Found(OFFERED, offered, reason=reason) if offered else Found(NOTHING)


def _named_within(words: Sequence[Word], known: Knowledge) -> tuple[Item, ...]:
    """Return the foods that some of the words name in full, the longest names first.

    Of "fried rice special" that is fried rice, and not what is called special.
    """
    runs = (
        words[start : start + size]
        for size in range(len(words) - 1, 0, -1)
        for start in range(len(words) - size + 1)
    )
    found = (named(run, known) for run in runs if len(run) > 1 or _is_own(run[0], known))
    return distinct(one.items[0] for one in found if one and one.sure)[:_FIRST_OFFERED]


def _is_own(word: Word, known: Knowledge) -> bool:
    """Return whether a word is a name in a language of the person: "pan" is bread in Spanish."""
    names = known.lexicon.exact([word.key])
    return any(base_language(entry.language) in known.own for entry in names)


def _sooner_a_slip(words: Sequence[Word], found: Found, known: Knowledge) -> Found | None:
    """Ask about words that are a name only in a language that nobody wrote in.

    "ber" is a fruit in Hindi, and one letter from a beer; "bonne" is no Danish bean.
    """
    if all(is_known(word.key, known) for word in words):
        return None
    instead = _meant(words, known)
    if instead[:1] == found.items[:1]:
        return None
    near = bool(instead) and all(
        is_known(word.key, known) or nearest(word.key, known) <= 1 for word in words
    )
    if not (known.person and near) and not lost_accent(words, known):
        return None
    written = text_of(words)
    reason = f"“{written}” is {found.items[0].name} in another language. Is that meant?"
    return replace(found, items=distinct((*found.items, *instead)), sure=False, reason=reason)


def _meant(words: Sequence[Word], known: Knowledge) -> tuple[Item, ...]:
    """Return the foods that words may mean of which one is spelt wrong."""
    items: list[Item] = []
    for meant in meant_instead(words, known):
        found = named(meant, known) or of_known_words(meant, 0, known)
        if found and (found.sure or found.tied):
            items += found.items[:_FIRST_OFFERED] if found.tied else found.items[:1]
    return distinct(items)[:_MOST_MEANT]
