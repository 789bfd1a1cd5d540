"""Which food some words mean: candidates, and how sure it is that one of them is meant.

In this order: the very name; the name in another form; the name beside words that
only say how it is ("organic", "grilled"); a longer name that holds every word, with
the same head; a name beside other foods, which is then doubtful; the same with one
word's spelling corrected. Names of similar spelling are offered, never chosen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from estimator.foods.name_index import ALIAS, OWN, SPOKEN
from estimator.foods.table import Food, FoodTable, Item, Supplement
from estimator.words.compounds import parts_of
from estimator.words.grammar import (
    ENGLISH,
    HEAD_FIRST,
    LONGEST_PHRASE,
    QUALIFIERS,
    base_language,
    grammar,
    stem,
)
from estimator.words.text import accented
from estimator.words.vocabulary import NOT_A_HEAD, Entry, Lexicon, fold_name, holds

ALTERNATIVES: Final = 8

NAMED, INFLECTED, QUALIFIED, EVERY_WORD, PART, SPELT, OFFERED, NOTHING = range(8)
"""How words are matched, the surest first."""

SURE: Final = frozenset({NAMED, INFLECTED, QUALIFIED, EVERY_WORD})

RICH_GROUPS: Final = frozenset({"organ meats", "natto and soy"})
"""Groups with the foods richest in K2: none of these is chosen unless its own name is written."""

_FILLING: Final = frozenset({"mixed dishes", "sweets and chocolate", "bread and cereal"})
"""Groups whose foods are called by what is in them: "cheese omelette", "apple cake"."""

_K2_GROUPS: Final = frozenset(
    {"cheese", "eggs", "poultry", "red meat", "processed meat", "fish and seafood"}
)

_PLAIN_WORDS: Final = frozenset(
    {"cooked", "boiled", "baked", "fresh", "farmed", "sliced", "lean", "loin"}
    | {"unspecified", "skinless", "plain", "whole", "regular", "type"}
    | {"age", "not", "stated", "as", "eaten"}
)
"""Words of a name that say what is meant where nothing else is said."""

_RAW_WORDS: Final = frozenset({"raw", "uncooked"})
_FIRST_OFFERED: Final = 2
_FEWEST_LETTERS_OF_A_FORM: Final = 6
"""A word of another language may be shorter only as it stands in a name."""
_FEWEST_LETTERS: Final = 4
_MOST_WORDS: Final = 14


class Word(NamedTuple):
    """A word of a food's name as it was written."""

    text: str
    key: str


@dataclass(frozen=True)
class Found:
    """What some words may be.

    Attributes
    ----------
    how : int
        `NAMED` and so on.
    items : tuple of Item
        The likeliest first; the first is meant if `sure`.
    sure : bool
        Whether the first is meant.
    said : tuple of str
        What was taken for granted, as sentences.
    beside : tuple of str
        Words that say nothing the table knows.
    """

    how: int
    items: tuple[Item, ...] = ()
    sure: bool = False
    said: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    reason: str = ""
    matched: int = 0
    """How many of the words are in the name."""
    measure: str = ""
    """The measure that one of it is, by the name it was written with; "" for the first."""


class Sorted(NamedTuple):
    """The words of a food, by what they do."""

    content: tuple[Word, ...]
    neutral: tuple[Word, ...]
    variety: tuple[Word, ...]
    other: tuple[Word, ...]
    raw: bool


class Finder:
    """Finds foods for the words of one line.

    Parameters
    ----------
    table : FoodTable
    languages : sequence of str
        The person's own, those of the line, and English; a word means what it
        means in the first of them that has it.
    familiar : sequence of str
        Ids of what the person eats often, which settle a tie and nothing else.
    """

    def __init__(
        self,
        table: FoodTable,
        lexicon: Lexicon,
        languages: Sequence[str] = (ENGLISH,),
        familiar: Sequence[str] = (),
    ) -> None:
        self._table = table
        self._lexicon = lexicon
        self._languages = tuple(languages)
        self._bases = tuple(dict.fromkeys(map(base_language, languages)))
        self._familiar = {item_id: place for place, item_id in enumerate(familiar)}
        self.head_first = next(iter(self._bases), ENGLISH) in HEAD_FIRST
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
            self._cache[key] = self._find(tuple(words), head)
        return self._cache[key]

    def named(self, words: Sequence[Word]) -> Found | None:
        """Return what words mean as a whole name, in any form; None if they are none."""
        if not words or len(words) > self._lexicon.longest:
            return None
        keys = [word.key for word in words]
        for how, entries in (
            (NAMED, self._lexicon.exact(keys)),
            (NAMED, self._lexicon.joined(keys)),
            (INFLECTED, self._inflected(words, keys)),
        ):
            if entries:
                return self._chosen(how, words, entries)
        return None

    def others(self, words: Sequence[Word], items: Sequence[Item]) -> tuple[Item, ...]:
        """Return what some words may mean too: items, and others whose names hold the words."""
        keys = [word.key for word in self.sort(words).content]
        entries = [e for e in self._lexicon.holding(keys) if e.name.rank < ALIAS] if keys else []
        entries.sort(key=lambda entry: (len(entry.words), entry.name.place))
        return distinct((*items, *self._items(entries)))[:ALTERNATIVES]

    def _inflected(self, words: Sequence[Word], keys: Sequence[str]) -> list[Entry]:
        """Return the names that are words in another form, in a language of the line if any is."""
        read = self._fitting(words, self._lexicon.inflected(keys, self._bases))
        if read or any(self._lexicon.languages(key) & set(self._bases) for key in keys):
            # "cheese salad" is no "cheese salada" of another language.
            return read
        others = [one for one in grammar().languages if one not in self._bases]
        return [
            e
            for e in self._fitting(words, self._lexicon.inflected(keys, others))
            if self._may_be_meant(e, keys) and not self._is_rich(self._table.items[e.item_id])
        ]

    def _may_be_meant(self, entry: Entry, keys: Sequence[str]) -> bool:
        """Return whether words are a name's, and not short ones of another language bent to it.

        A short word that nobody knows is sooner a slip than a form of a foreign word: "nato" is
        no "nata".
        """
        return entry.language in self._bases or all(
            key in entry.words or len(key) >= _FEWEST_LETTERS_OF_A_FORM for key in keys
        )

    def _find(self, words: tuple[Word, ...], head: int) -> Found:
        if not words:
            return Found(NOTHING)
        if whole := self.named(words):
            return whole
        words = words[:_MOST_WORDS]
        found = self._known(words, head)
        if found and found.sure:
            return found
        if parted := self._parted(words, head):
            return parted
        corrected, said, near = self._corrected(words)
        if said:
            again = self.named(corrected) or self._known(corrected, head)
            if again and again.items and (again.sure or not found):
                sure = again.sure and near and not self._is_rich(again.items[0])
                return replace(
                    again,
                    how=SPELT,
                    sure=sure,
                    said=(*said, *again.said),
                    reason=again.reason or ("" if sure else f"{said[0]} Is that so?"),
                )
        return found or self._offered(words)

    def _parted(self, words: tuple[Word, ...], head: int) -> Found | None:
        """Return what words mean of which some say in one what a food is and how."""
        parted: list[Word] = []
        for word in words:
            known = self._lexicon.exact([word.key]) or grammar().senses(word.key)
            parts = () if known else parts_of(word.key, self._lexicon, self._bases)
            parted += [Word(part, part) for part in parts] or [word]
        if len(parted) == len(words) and all(
            a.key == b.key for a, b in zip(parted, words, strict=True)
        ):
            return None
        found = self.named(parted) or self._known(tuple(parted), head)
        if not found or not found.sure:
            return found
        said = f"“{_text(words)}” is read as {found.items[0].name}."
        return replace(found, how=max(found.how, QUALIFIED), said=(said, *found.said))

    def _known(self, words: tuple[Word, ...], head: int) -> Found | None:
        """Return what words mean, all spelt as they are."""
        sorted_words = self.sort(words)
        content = sorted_words.content
        if not content:
            return None
        if turned := self._turned(words, content):
            return turned
        found = None
        keep = sorted_words.variety
        for kept in ((*self._in_order(words, (*content, *keep)),), content):
            if len(kept) == len(words):
                found = self._every_word(kept, head)
            elif whole := self.named(kept):
                found = replace(whole, how=max(whole.how, QUALIFIED))
            else:
                found = self._every_word(kept, head)
            if found:
                lost = [word for word in keep if word not in kept]
                found = self._with_qualities(found, sorted_words, lost)
                break
        return found or self._partly(words, sorted_words, head)

    def _turned(self, words: Sequence[Word], content: Sequence[Word]) -> Found | None:
        """Return the foods whose name has just these words, how the food is in another place."""
        if len(content) == len(words):
            return None
        keys = [word.key for word in words]
        same = [
            entry
            for entry in self._lexicon.holding(keys)
            if len(entry.words) == len(keys)
            and _accents_fit(entry, words)
            and self._may_be_meant(entry, keys)
            and self._same_head(entry, [word.key for word in content], 0)
        ]
        return self._chosen(INFLECTED, words, same) if same else None

    def sort(self, words: Sequence[Word]) -> Sorted:
        """Tell what the words of a food do: name it, or say how it is."""
        kinds: list[str] = [""] * len(words)
        raw = False
        for place in range(len(words)):
            for count in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
                phrase = " ".join(word.key for word in words[place : place + count])
                inflected = count == 1 and not self._lexicon.exact([phrase])
                senses = grammar().qualities(phrase, (*self._bases, ENGLISH), inflected)
                kind = next((one for one in QUALIFIERS if one in senses), "")
                if kind and not any(kinds[place : place + count]):
                    raw = raw or (kind == "state" and senses[kind].meaning == "raw")
                    kinds[place : place + count] = [kind] * count
                    break

        def of(*wanted: str) -> tuple[Word, ...]:
            return tuple(w for w, kind in zip(words, kinds, strict=True) if kind in wanted)

        return Sorted(of(""), of("neutral", "size", "state"), of("variety"), of("other"), raw)

    def only_qualifies(self, words: Sequence[Word]) -> bool:
        """Return whether words say how a food is and name none."""
        return bool(words) and not self.sort(words).content

    def _in_order(self, words: Iterable[Word], kept: Sequence[Word]) -> Iterable[Word]:
        return (word for word in words if word in kept)

    def _with_qualities(self, found: Found, words: Sorted, lost: Sequence[Word]) -> Found:
        """Take into account what was written about how a food is."""
        if not found.items:
            return found
        items = found.items
        said = list(found.said)
        if words.raw and (raw := self._raw(items[0])):
            items = (raw, *(item for item in items if item != raw))
        if words.other:
            substitute = " ".join(word.text for word in words.other)
            return replace(
                found,
                items=items,
                sure=False,
                how=max(found.how, PART),
                reason=f"No food here is {substitute} {_title(items[0])}.",
            )
        if lost:
            quality = " ".join(word.text for word in lost)
            said.append(f"“{quality}” is not told apart here.")
        return replace(found, items=items, said=tuple(said))

    def _raw(self, item: Item) -> Item | None:
        """Return the raw food that a cooked one was before."""
        before = item.item_id.removesuffix("-cooked")
        for food_id in (f"{before}-raw", item.item_id.replace("-unspecified", "-raw")):
            if food_id in self._table.items:
                return self._table.items[food_id]
        return None

    def _every_word(self, words: Sequence[Word], head: int) -> Found | None:
        """Return the foods of which a longer name holds every word, and has the same head."""
        keys = [word.key for word in words]
        joined = "".join(keys)
        if len(joined) < _FEWEST_LETTERS - 1 and joined.isascii():
            return None
        best: dict[str, tuple[int, Entry]] = {}
        for entry in self._lexicon.holding(keys):
            item = self._table.items[entry.item_id]
            if not _accents_fit(entry, words) or not self._may_be_meant(entry, keys):
                continue
            if self._is_rich(item) and not _written_in(entry, keys):
                continue
            if not (isinstance(item, Supplement) or self._same_head(entry, keys, head)):
                continue
            far = self._distance(entry, keys) + (
                not isinstance(item, Supplement) and _is_dish(item)
            )
            if entry.item_id not in best or far < best[entry.item_id][0]:
                best[entry.item_id] = (far, entry)
        if not best:
            return None
        order = sorted(
            best.values(), key=lambda pair: (pair[0], self._rank(pair[1]), pair[1].name.place)
        )
        nearest = [entry for far, entry in order if far == order[0][0]]
        items = self._items(entry for _, entry in order)
        if len(keys) == 1 and order[0][0] > 1:
            # One word of a longer name is no name of it.
            return self._asked(EVERY_WORD, words, items)
        if len({entry.item_id for entry in nearest}) > 1:
            tied = self._tie(self._items(nearest))
            if not tied:
                return self._asked(EVERY_WORD, words, items)
            items = distinct((tied, *items))
        chosen = items[0]
        return Found(
            EVERY_WORD,
            items,
            True,
            (f"“{_text(words)}” is read as {chosen.name}.",),
            matched=len(words),
        )

    def _distance(self, entry: Entry, keys: Sequence[str]) -> int:
        """Return how much more a name says than was written; what it says last counts half."""
        before = len(fold_name(entry.name.text.partition(",")[0]).split())
        far = 0
        for place, (word, one) in enumerate(zip(entry.words, entry.stems, strict=True)):
            if not any(holds_word(entry, one, word, key) for key in keys):
                plain = word in _PLAIN_WORDS
                far += (1 if word in _RAW_WORDS else 0) if plain else (2 if place < before else 1)
                far += 2 * (word in _RAW_WORDS)
        return far

    def _same_head(self, entry: Entry, keys: Sequence[str], head: int) -> bool:
        first = keys[:head] or keys
        ends = (first[0], first[-1]) if entry.language in HEAD_FIRST else (first[-1],)
        if entry.language in HEAD_FIRST and not self.head_first:
            ends = (first[0],)
        return any(
            grammar_stem in entry.heads for end in ends for grammar_stem in _forms(end, entry)
        )

    def _partly(self, words: Sequence[Word], sorted_words: Sorted, head: int) -> Found | None:
        """Return the food that some of the words name, its head among them."""
        content = sorted_words.content
        best: list[tuple[int, tuple[tuple[int, int], int], Entry]] = []
        keys = [word.key for word in content]
        kept = [word.key for word in (*content, *sorted_words.variety, *sorted_words.neutral)]
        ends = {keys[-1]} if not self.head_first else {keys[0], keys[-1]}
        if head and head < len(words):
            before = [word.key for word in words[:head] if word in content]
            ends = {before[0] if self.head_first else before[-1]} if before else ends
        for entry in self._lexicon.within(kept, tuple(ends)):
            if not _accents_fit(entry, content):
                continue
            covered = sum(holds(entry, key) for key in keys)
            if covered and any(_is_head(entry, end) for end in ends):
                best.append((-covered, (self._rank(entry), entry.name.place), entry))
        best.sort(key=lambda one: one[:2])
        if not best:
            return self._tailed(words, content)
        covered = -best[0][0]
        nearest = [entry for minus, _, entry in best if minus == best[0][0]]
        items = self._chosen(PART, content, nearest).items
        entry = next(one for one in nearest if one.item_id == items[0].item_id)
        rest = [word for word in content if not holds(entry, word.key)]
        lost = [word for word in sorted_words.variety if not holds(entry, word.key)]
        further = self._holding_head(ends, items)
        found = Found(PART, (*items, *further)[:ALTERNATIVES], matched=covered)
        if self._takes(self._table.items[entry.item_id], words, rest):
            beside = " ".join(word.text for word in rest)
            return self._with_qualities(
                replace(found, sure=True, said=(f"“{beside}” is not counted apart.",)),
                sorted_words,
                lost,
            )
        beside = " ".join(word.text for word in rest)
        return self._with_qualities(
            replace(
                found,
                beside=tuple(word.text for word in rest),
                reason=f"“{beside}” is not known of {_title(items[0])}. Is it one of these?",
            ),
            sorted_words,
            (),
        )

    def _takes(self, host: Item, words: Sequence[Word], rest: Sequence[Word]) -> bool:
        """Return whether a food may be called by what else is in it: "cheese omelette"."""
        if not (rest and isinstance(host, Food) and host.group in _FILLING):
            return False
        written = {form for word in words for form in (word.key, stem(word.key, ENGLISH))}
        title = re.split(r" or |, ", host.name)
        if not any(
            all(
                w in written or stem(w, ENGLISH) in written or w in _PLAIN_WORDS | NOT_A_HEAD
                for w in part
            )
            for part in (fold_name(text).split() for text in title)
        ):
            # "mutton curry" is no chicken curry.
            return False
        for word in rest:
            if not self._lexicon.knows(word.key):
                return False
            guest = self.named((word,))
            if guest and guest.items and self._matters(guest.items[0], host):
                return False
        return True

    def _matters(self, guest: Item, host: Food) -> bool:
        """Return whether a food is too rich to be passed over in another."""
        if self._is_rich(guest):
            return True
        return isinstance(guest, Food) and guest.group in _K2_GROUPS and not _is_dish(host)

    def _tailed(self, words: Sequence[Word], content: Sequence[Word]) -> Found | None:
        """Return the food that ends a long word, as "Brot" ends "Dinkelbrot"."""
        last = content[0 if self.head_first else -1]
        entries = self._lexicon.tail(last.key)
        if not entries:
            return None
        items = self._chosen(PART, (last,), entries).items
        if self._is_rich(items[0]):
            return None
        return self._asked(PART, words, items)

    def _holding_head(self, ends: Iterable[str], items: Sequence[Item]) -> list[Item]:
        """Return other foods of the same head, for a person to choose from."""
        found = [
            entry
            for end in ends
            for entry in self._lexicon.holding([end])
            if _is_head(entry, end) and entry.name.rank < ALIAS
        ]
        found.sort(key=lambda entry: (len(entry.words), entry.name.place))
        return [item for item in self._items(found) if item not in items]

    def _corrected(self, words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[str, ...], bool]:
        """Correct the spelling of the words that are in no name and no grammar.

        Also returned: what was corrected, and whether one letter of each is wrong at most.
        """
        corrected, said, near = [], [], True
        for word in words:
            known = self._lexicon.knows(word.key) or grammar().senses(word.key)
            other, distance = (None, 0) if known else self._correction(word.key)
            if other:
                near = near and distance == 1
                said.append(f"“{word.text}” is read as “{other}”.")
                corrected.append(Word(other, other))
            else:
                corrected.append(word)
        return tuple(corrected), tuple(said), near

    def _correction(self, word: str) -> tuple[str | None, int]:
        """Return the one word that is meant, and how many letters of it are wrong."""
        near, distance = self._lexicon.corrections(word)
        named = {one: found for one in near if (found := self.named((Word(one, one),)))}
        named = {one: found for one, found in named.items() if found.how == NAMED} or named
        foods = {found.items[0].item_id for found in named.values()}
        if len(foods) == 1:
            return next(iter(named)), distance
        return (near[0], distance) if len(near) == 1 else (None, 0)

    def _offered(self, words: Sequence[Word]) -> Found:
        """Offer foods with similar names; none of them is chosen."""
        content = self.sort(words).content or self.sort(words).variety
        if not content:
            return Found(NOTHING)
        query = " ".join(word.key for word in content)
        close = self._items(self._lexicon.closest(query)) if len(query) >= _FEWEST_LETTERS else ()
        items: list[Item] = [*close[:_FIRST_OFFERED]]
        near = [Word(one, one) for word in content for one in self._meant_words(word.key)]
        if len(near) == len(content) and (found := self.named(near) or self._known(tuple(near), 0)):
            items += found.items[:_FIRST_OFFERED]
        for word in reversed(content):
            told = len(word.key) >= 3 or not word.key.isascii()
            entries = self._lexicon.holding([word.key]) if told else []
            entries.sort(key=lambda entry: (entry.name.rank > SPOKEN, len(entry.words)))
            items += self._items(entries)[:3]
        items += close
        offered = distinct(items)[:ALTERNATIVES]
        return Found(OFFERED if offered else NOTHING, offered)

    def _meant_words(self, word: str) -> list[str]:
        """Return a word that is known, or the one it may be a slip of."""
        return [word] if self._lexicon.knows(word) else self._lexicon.slips(word)[:1]

    def _chosen(self, how: int, words: Sequence[Word], entries: Sequence[Entry]) -> Found:
        """Choose among names that match equally well, by language, source and accents."""
        meant = self._meant(entries, _text(words))
        items = self._items(meant)
        others = self._items(entries)
        if len(items) > 1:
            tied = self._tie(items)
            if not tied:
                return self._asked(how, words, distinct((*items, *others)))
            items = (tied,)
        name = next(entry.name for entry in meant if entry.item_id == items[0].item_id)
        found = Found(
            how,
            distinct((*items, *others))[:ALTERNATIVES],
            True,
            matched=len(words),
            measure=name.measure,
        )
        return self._standing_in(found, _text(words)) if name.stands_in else found

    def _standing_in(self, found: Found, written: str) -> Found:
        """Say that a food is only the nearest to what was written; ask if that matters for K2."""
        nearest = found.items[0]
        if isinstance(nearest, Food) and (nearest.assumed_zero or _is_group(nearest)):
            said = f"“{written}” is not in the table; it is counted as {nearest.name}."
            return replace(found, said=(said,))
        reason = f"“{written}” is not in the table. The nearest is {nearest.name}: is that it?"
        return replace(found, sure=False, reason=reason)

    def _meant(self, entries: Sequence[Entry], written: str) -> list[Entry]:
        own = [entry for entry in entries if entry.name.rank == OWN]
        if own:
            titled = [
                entry for entry in own if entry.name.text == self._table.items[entry.item_id].name
            ]
            return titled or own
        for language in self._languages:
            base = base_language(language)
            of_it = [entry for entry in entries if entry.language == base]
            if of_it:
                exact = [entry for entry in of_it if _same_country(entry.name.language, language)]
                return self._best(exact or of_it, written)
        by_language = {entry.language for entry in entries}
        return [
            entry
            for language in sorted(by_language)
            for entry in self._best([e for e in entries if e.language == language], written)
        ]

    def _best(self, entries: Sequence[Entry], written: str) -> list[Entry]:
        """Return the names from the best source, and of these the ones with the same accents."""
        marked = [entry for entry in entries if accented(entry.name.text) == accented(written)]
        entries = marked or entries
        best = min(entry.name.rank for entry in entries)
        return [entry for entry in entries if entry.name.rank == best]

    def _fitting(self, words: Sequence[Word], entries: Sequence[Entry]) -> list[Entry]:
        """Leave out names whose accents contradict those that were written."""
        written = accented(_text(words))
        if written.isascii():
            # Without its accent and in another form a short word is sooner another word.
            short = len(written) < _FEWEST_LETTERS_OF_A_FORM
            return [e for e in entries if not short or accented(e.name.text).isascii()]
        return [entry for entry in entries if _agree(written, accented(entry.name.text))]

    def _tie(self, items: Sequence[Item]) -> Item | None:
        """Return the one of equally good matches that the person eats most often."""
        known = [item for item in items if item.item_id in self._familiar]
        return min(known, key=lambda item: self._familiar[item.item_id], default=None)

    def asked(self, found: Found) -> Found:
        """Return what was found as something to ask about."""
        return replace(found, sure=False, reason=found.reason or "Is it one of these?")

    def _asked(self, how: int, words: Sequence[Word], items: Sequence[Item]) -> Found:
        return Found(
            how,
            distinct(items)[:ALTERNATIVES],
            reason=f"Which “{_text(words)}” is meant?",
            matched=len(words),
        )

    def _items(self, entries: Iterable[Entry]) -> tuple[Item, ...]:
        ids = dict.fromkeys(entry.item_id for entry in entries)
        return tuple(self._table.items[item_id] for item_id in ids)

    def _rank(self, entry: Entry) -> tuple[int, int]:
        """Return how early a name comes: of a language of the line, and of a good source."""
        known = entry.language in self._bases
        return (0 if known else 1, entry.name.rank)

    def _is_rich(self, item: Item) -> bool:
        return isinstance(item, Supplement) or item.group in RICH_GROUPS


def distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return each item once, in their order."""
    return tuple({item.item_id: item for item in items}.values())


def words_of(texts: Iterable[str]) -> tuple[Word, ...]:
    """Return the words of some texts.

    Examples
    --------
    >>> words_of(["Mac & Cheese"])
    (Word(text='Mac', key='mac'), Word(text='Cheese', key='cheese'))
    """
    found = []
    for text in (text for part in texts for text in part.split()):
        keys = [key for key in fold_name(text).split() if any(map(str.isalnum, key))]
        # "MK-7" are two words; a word keeps its accents.
        found += [Word(text.rstrip(",;:") if len(keys) == 1 else key, key) for key in keys]
    return tuple(found)


def holds_word(entry: Entry, stem_: str, word: str, key: str) -> bool:
    """Return whether a word of a name is a written one, in any form."""
    return word == key or stem_ in _forms(key, entry)


def _is_group(food: Food) -> bool:
    """Return whether a food stands for all of its kind, with its wide range."""
    return "unspecified" in food.food_id


def _is_dish(item: Item) -> bool:
    return isinstance(item, Food) and item.group == "mixed dishes"


def _accents_fit(entry: Entry, words: Sequence[Word]) -> bool:
    """Return whether no word of a name has other accents than were written."""
    for word in words:
        written = accented(word.text)
        if written.isascii() or written == word.key:
            continue
        names = [
            one
            for one in accented(entry.name.text).split()
            if stem(fold_name(one), entry.language) == stem(word.key, entry.language)
        ]
        if names and not any(_agree(written, one) for one in names):
            return False
    return True


def _written_in(entry: Entry, keys: Sequence[str]) -> bool:
    """Return whether a name has each of some words, in the singular or plural of English."""
    names = {stem(word, ENGLISH) for word in entry.words}
    return all(stem(key, ENGLISH) in names for key in keys)


def _is_head(entry: Entry, key: str) -> bool:
    return any(form in entry.heads for form in _forms(key, entry))


def _forms(key: str, entry: Entry) -> tuple[str, ...]:
    return (stem(key, entry.language), key)


def _agree(written: str, name: str) -> bool:
    """Return whether what is alike at the start of two texts has the same accents."""
    same = 0
    for one, other in zip(written, name, strict=False):
        if one == other:
            same += 1
        elif fold_name(one) == fold_name(other):
            return False
        else:
            break
    return True


def _same_country(name: str, language: str) -> bool:
    name, language = name.replace("_", "-"), language.replace("_", "-")
    return name == language or ("-" not in name and "-" in language) or "-" not in language


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _title(item: Item) -> str:
    return item.name.partition(",")[0].casefold()


__all__ = ["Finder", "Found", "Sorted", "Word", "distinct", "words_of"]
