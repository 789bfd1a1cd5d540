"""Names as other tools write them: a maker before or after the food, fat in percent, forms of K2.

What is left without the maker is asked of `estimator.words`, which reads all words.
"""

import re
from typing import Final
from weakref import WeakKeyDictionary

from estimator.foods.items import Food, Item
from estimator.foods.names import plain_text, singular_key
from estimator.foods.table import FoodTable
from estimator.importing.tool_supplements import (
    Named,
    names_a_form,
    names_its_form,
    supplement_by_maker,
    supplement_named,
)
from estimator.words import NameMatch, Status, match_name
from estimator.words.found import distinct, words_of
from estimator.words.grammar import grammar
from estimator.words.lexicon import Lexicon

_PARTED: Final = re.compile(r"\s*(?:,|\s[-–—|:]\s|\s\bby\b\s)\s*", re.IGNORECASE)
_HEAD: Final = re.compile(r"\s*,\s*|\s+[-–—]\s+|\s+with\s+", re.IGNORECASE)
_FORMS: Final = re.compile(
    r"\b(slices?|sliced|shredded|shreds|crumbles|crumbled|blocks?|sticks?|wedges?|cubes?|rounds?|"
    r"natural|original|all natural|fresh|organic|thin|thick|cut|style|brand|deli|pure|"
    r"\d{2} ?/ ?\d{1,2}|\d{2} ?% lean)\b",
    re.IGNORECASE,
)
_MAKER_WORDS: Final = 4
"""The name of a maker has no more words."""

_SUBSTITUTES: Final = re.compile(
    r"\b(daiya|violife|miyoko|kite hill|follow your heart|chao|just egg|beyond|impossible|oatly|"
    r"earth balance|country crock plant|gardein|morningstar|boca|quorn|tofurky|lightlife|"
    r"field roast|silk|so delicious|alpro|ripple|califia|elmhurst|forager|nutpods|treeline|"
    r"plant[- ]based|vegan|dairy[- ]free|imitation|meatless)",
    re.IGNORECASE,
)
"""Makers of what only looks like the food it is called by, and words that say so."""

_SNACKS: Final = re.compile(
    r"\b(goldfish|cheez-?its?|doritos|cheetos|pringles|lay'?s|ruffles|ritz|smart ?food|takis|"
    r"tostitos|fritos|sun ?chips|kettle|cape cod|pirate'?s|skinny ?pop|orville|act ii|pop ?secret|"
    r"boom ?chicka ?pop|annie'?s|pepperidge|triscuits?|wheat thins|combos|bugles|funyuns|quest|"
    r"chips?|crisps|crackers?|popcorn|puffs|pretzels?|flavou?r(ed)?|seasoning|powder)\b",
    re.IGNORECASE,
)
"""Makers of snacks that are called by a flavour: "Goldfish, Cheddar" is no cheese."""

_FLAVOURS: Final = frozenset(
    {"cheese-cheddar", "butter", "cream-sour", "cheese-parmesan", "bacon-cooked", "cheese-cream"}
    | {"cheese-swiss-us", "cheese-gouda-unspecified", "cheese-feta", "cheese-blue-unspecified"}
)
"""Foods that others are flavoured with; beside a maker their kind has to be named too."""
_KINDS: Final = re.compile(r"\b(cheese|butter|cream|bacon|spread|slices?|block|shredded)\b", re.I)
_CHEESE_MAKERS: Final = re.compile(
    r"\b(cabot|tillamook|kraft|sargento|kerrygold|land o'? ?lakes|cracker barrel|philadelphia|"
    r"cathedral city|president|président|galbani|belgioioso|organic valley|horizon|boar'?s head|"
    r"kirkland|great value|trader joe'?s|365|whole foods|aldi|lidl|tesco|sainsbury'?s|costco|"
    r"member'?s mark|good & gather|market pantry|simple truth|lucerne|friendship|daisy|"
    r"breakstone'?s|generic|homemade|usda|nccdb|store brand|milbona|gut & günstig|arla|castello|"
    r"lurpak|anchor)",
    re.IGNORECASE,
)

_FAT: Final = re.compile(
    r"(?P<share>\d{1,2}(?:[.,]\d{1,2})?)\s?%(?:\s?(?:milk ?fat|fat|mf|m\.g\.|fett|plus))?",
    re.IGNORECASE,
)
_FAT_WORDS: Final = ((0.5, "nonfat"), (2.5, "low fat"), (100.0, ""))
"""What a dairy product of up to so much fat [%] is called."""


def item_named(name: str, table: FoodTable, language: str = "") -> Named:
    """Return what a name in a file of another tool means.

    Parameters
    ----------
    name : str
    table : FoodTable
        As the person has it.
    language : str
        Of the person, with its country (BCP 47), which decides what is called otherwise elsewhere;
        "" if not known.

    Examples
    --------
    >>> from estimator.foods.table import food_table
    >>> item_named("Kirkland Signature, Greek Yogurt, Nonfat", food_table()).item.item_id
    'yogurt-greek-fat-free'
    >>> item_named("Goldfish, Cheddar", food_table()).item is None
    True
    """
    if names_its_form(name):
        return supplement_named(name, table)
    food = _food_named(name, table, language)
    return food if food.item is not None else (supplement_by_maker(name, table) or food)


def _food_named(name: str, table: FoodTable, language: str) -> Named:
    if _SUBSTITUTES.search(name):
        return _checked(name, _match(name, table, language))
    ways = _without_maker(name)
    if not (len(ways) > 1 and _is_strange(ways[1][0], table)):
        whole = _whole(name, table, language)
        if whole.item is not None:
            return _checked(name, whole)
        proposed = whole.items
    else:
        # With a maker whose name is no word of the table the whole is hardly a name.
        ways, proposed = ways[1:], ()
    for maker, rest in ways:
        for text in dict.fromkeys((rest, _without_form(rest), _with_fat_in_words(rest))):
            match = _whole(text, table, language) if text == rest else _match(text, table, language)
            if match.items and match.item is None and not proposed:
                proposed = match.items
            item = match.item
            if (
                item is None
                or not _is_maker(maker, item, table, language)
                or _lost_its_fat(text, match)
            ):
                continue
            if maker and _may_be_flavour(maker, text, item):
                return Named(None, distinct((item, *proposed)))
            return _checked(name, match, f"“{maker}” is taken for a maker." if maker else "")
    if proposed:
        return Named(None, proposed)
    return _checked(name, _match(name, table, language))


_ASKED: "WeakKeyDictionary[FoodTable, dict[tuple[str, str], NameMatch]]" = WeakKeyDictionary()
_MOST_ASKED: Final = 20_000


def _match(text: str, table: FoodTable, language: str) -> NameMatch:
    """Ask what a text means, once: makers, and foods without theirs, come again and again."""
    asked, key = _ASKED.setdefault(table, {}), (text, language)
    if key not in asked:
        if len(asked) >= _MOST_ASKED:
            asked.clear()
        asked[key] = match_name(text, table, language=language)
    return asked[key]


def _is_strange(text: str, table: FoodTable) -> bool:
    """Return whether a word of a text is in no name and no grammar."""
    lexicon = Lexicon(table)
    words = [word.key for word in words_of(text.split()) if not word.key.isdecimal()]
    return any(not lexicon.knows(word) and not grammar().senses(word) for word in words)


def _whole(name: str, table: FoodTable, language: str) -> NameMatch:
    """Return what a whole name means, the kind standing before the first comma.

    "Pizza, Cheese" is a cheese pizza, no cheese for one; "Egg, Hard Boiled" is a hard boiled egg.
    """
    match = _match(name, table, language)
    head, tail = _headed(name)
    if match.item is None or not tail:
        return match
    if match.status is Status.ASSUMED:
        turned = _match(f"{tail} {head}", table, language)
        if turned.status is Status.CERTAIN:
            return turned
        rest = _match(tail, table, language)
        if rest.status is Status.CERTAIN and _match(head, table, language).item is None:
            return rest
    kind = _match(head, table, language).item
    if isinstance(kind, Food) and isinstance(match.item, Food) and kind.group != match.item.group:
        turned = _match(f"{tail} {head}", table, language)
        return turned if turned.item is not None else match
    return match


def _headed(name: str) -> tuple[str, str]:
    """Return what stands before and after the one thing that parts a name; "" where none does."""
    parts = [part for part in _HEAD.split(name) if part]
    return (parts[0], parts[1]) if len(parts) == len(("head", "tail")) else (name, "")


def _checked(name: str, match: NameMatch, said: str = "") -> Named:
    """Return a match, unless a word of the name says that it is something else."""
    item = match.item
    if isinstance(item, Food) and (names_a_form(name) or _SUBSTITUTES.search(name)):
        written = item.name.casefold()
        found = _SUBSTITUTES.search(name)
        if found is None or found[0].casefold() not in written:
            return Named(None, match.items)
    told = [*([said] if said else []), *match.said]
    if match.status is Status.CERTAIN and not said:
        told = []
    return Named(item, match.items, " ".join(told))


def _without_maker(name: str) -> list[tuple[str, str]]:
    """Return the ways to part a name into a maker, which may be "", and a food."""
    parts = [part for part in _PARTED.split(name) if part]
    ways = [("", name)]
    if len(parts) > 1:
        ways += [(parts[0], ", ".join(parts[1:])), (parts[-1], ", ".join(parts[:-1]))]
    return ways


def _is_maker(text: str, item: Item, table: FoodTable, language: str) -> bool:
    """Return whether a text may be the maker of an item: no food itself, or known for such."""
    if not text:
        return True
    if len(text.split()) > _MAKER_WORDS:
        return False
    match = _match(text, table, language)
    known = match.item
    if known is None:
        return not any(singular_key(plain_text(text)) in plain_text(i.name) for i in match.items)
    return (
        isinstance(known, Food)
        and isinstance(item, Food)
        and known.group == item.group
        and match.status is Status.CERTAIN
        and singular_key(plain_text(text)) not in singular_key(plain_text(known.name))
    )


def _without_form(text: str) -> str:
    """Leave out words of the form that something is sold in, and of how lean meat is."""
    return _tidied(_FORMS.sub(" ", text))


def _tidied(text: str) -> str:
    """Leave out commas that part nothing any more."""
    return ", ".join(part for part in (" ".join(p.split()) for p in text.split(",")) if part)


def _lost_its_fat(text: str, match: NameMatch) -> bool:
    """Return whether how fat it is was read into a name, and then not told apart."""
    word = text.split(" ", 1)[0]
    return any(word in fat for _, fat in _FAT_WORDS if fat) and any(
        "not told apart" in said for said in match.said
    )


def _may_be_flavour(maker: str, food: str, item: Item) -> bool:
    if _SNACKS.search(maker) or _SNACKS.search(food):
        return True
    flavour = item.item_id in _FLAVOURS and not _KINDS.search(food)
    return flavour and not _CHEESE_MAKERS.search(maker)


def _with_fat_in_words(text: str) -> str:
    """Write how much fat something has in words: "Greek Yogurt, 2%" is a low fat one."""
    match = _FAT.search(text)
    if not match:
        return text
    share = float(match["share"].replace(",", "."))
    word = next(word for most, word in _FAT_WORDS if share <= most)
    return f"{word} {_tidied(f'{text[: match.start()]} {text[match.end() :]}')}".strip()
