"""Matches the foods named in a file to items of the food table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from estimator.diary_values import NO_ITEM, OWN_KIND
from estimator.foods.food_codes import coded, food_codes
from estimator.foods.items import Food, Item
from estimator.foods.names import name_key
from estimator.foods.table import FoodTable
from estimator.importing.file_rows import NO_NAME, FileRow
from estimator.importing.tool_names import item_named
from estimator.importing.tool_supplements import Named
from estimator.words.found import distinct

PROPOSED: Final = 8
"""How many items are proposed for a name that the table does not have."""

BY_CHOICE: Final = "your choice"
BY_ID: Final = "id"
BY_NAME: Final = "name"
BY_WORDS: Final = "words"
BY_CODE: Final = "code"
_DISHES: Final = "mixed dishes"
_LANGUAGES: Final = {"US": "en-US"}
"""Of regions that are one country: there "Swiss cheese" and "chips" have one meaning."""


def language_in(region: str) -> str:
    """Return the language with its country (BCP 47) that a region tells; "" where it has many."""
    return _LANGUAGES.get(region, "")


class Part(NamedTuple):
    """A food that a dish holds."""

    item: Item
    share: float
    """Grams of it per gram of the dish."""


@dataclass(frozen=True)
class Match:
    """The item that a name in a file was matched to, or proposals where none is certain.

    Attributes
    ----------
    name : str
        As the file has it.
    item : Food, Supplement or None
        None where the person has to say.
    by : str
        How it was found; "" where it was not.
    proposed : tuple of Food or Supplement
        What it may be, the likeliest first.
    said : str
        What was taken for granted.
    dose_unknown : bool
        Whether it is a supplement of which the name does not say how much is in one.
    without : str
        One of `NO_ITEM`, where the person chose that it is none.
    share : float
        Grams of the item per gram of what the file names, more than 0 and at most 1.
    beside : tuple of Part
        What else of the table a dish holds that the file names by its code.
    why : str
        Why there is no item, where that is known.
    """

    name: str
    item: Item | None
    by: str = ""
    proposed: tuple[Item, ...] = ()
    said: str = ""
    dose_unknown: bool = False
    without: str = ""
    share: float = 1.0
    beside: tuple[Part, ...] = ()
    why: str = ""


def matches_of(
    records: Iterable[FileRow], table: FoodTable, chosen: Mapping[str, str], language: str = ""
) -> dict[tuple[str, str], Match]:
    """Match the foods of a file, each (code, name) once.

    Parameters
    ----------
    records : iterable of FileRow
    table : FoodTable
        As the person has it.
    chosen : mapping of str to str
        The item id, or one of `NO_ITEM`, for each name, folded by `name_key`, that the person
        chose, now or before.
    language : str
        Of the person, with its country; see `estimator.importing.tool_names.item_named`.
    """
    found: dict[tuple[str, str], Match] = {}
    for record in records:
        key = record.code, record.name
        if key not in found and any(key) and record.kind != OWN_KIND:
            found[key] = match_of(*key, table, chosen, language)
    return found


def match_of(
    code: str, name: str, table: FoodTable, chosen: Mapping[str, str], language: str = ""
) -> Match:
    """Match one food of a file; see `matches_of`."""
    shown = name or code
    choice = chosen.get(name_key(shown))
    if choice in NO_ITEM:
        return Match(shown, None, BY_CHOICE, without=choice)
    if choice in table.items:
        return Match(shown, table.items[choice], BY_CHOICE)
    if by_code := _by_code(code, shown, table):
        return by_code
    if not code and (known := _as_cronometer_has_it(shown, table)):
        return known
    hits = table.named(shown)
    named = list(dict.fromkeys(hit.item.item_id for hit in hits))
    by_id = next((one for one in (code, name) if one in table.items), None)
    # Where the name was edited, but not the id, it is not sure which is meant.
    if by_id is not None:
        item = table.items[by_id]
        # "sandwich-ham" alone is our id, whatever "sandwich ham" is called by.
        alone = not name or (not code and "-" in name)
        if alone or not named or by_id in named or name_key(item.name) == name_key(name):
            return Match(shown, item, BY_ID)
        return Match(shown, None, proposed=tuple(table.items[one] for one in (*named, by_id)))
    if code and shown.startswith(f"{NO_NAME} "):
        return Match(shown, None)
    # A person's own item may have the name of one of the table, and goes before it.
    meant = [item_id for item_id in named if item_id in table.own_ids] or named
    as_written = {hit.matched.casefold() for hit in hits} | {_title(hits[0].item)} if hits else ()
    if len(meant) == 1 and (
        # "Pizza, Cheese" is not "pizza cheese".
        meant[0] in table.own_ids or "," not in shown or shown.casefold() in as_written
    ):
        return Match(shown, table.items[meant[0]], BY_NAME)
    words = _by_words(shown, table, language)
    proposed = distinct((*(table.items[one] for one in named), *words.proposed))[:PROPOSED]
    if len(meant) == 1 and words.item is not None and words.item.item_id == meant[0]:
        return Match(shown, words.item, BY_NAME)
    if words.item is not None and language and words.item.item_id in meant:
        said = f"There are several by this name; where you are it is {words.item.name}."
        return Match(shown, words.item, BY_WORDS, proposed, said)
    if words.item is None or len(meant) > 1:
        return Match(shown, None, proposed=proposed, why=words.why)
    return Match(shown, words.item, BY_WORDS, proposed, words.said, words.dose_unknown)


def _is_dish(item: Item) -> bool:
    return isinstance(item, Food) and item.group == _DISHES


def _title(item: Item) -> str:
    return item.name.casefold()


_KEPT: "WeakKeyDictionary[FoodTable, dict[tuple[str, str], Named]]" = WeakKeyDictionary()
_MOST_KEPT: Final = 50_000


def _by_words(name: str, table: FoodTable, language: str) -> Named:
    """Match a name by its words, once for each table: each answer has a file previewed again."""
    kept, key = _KEPT.setdefault(table, {}), (name, language)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = item_named(name, table, language)
    return kept[key]


def _as_cronometer_has_it(name: str, table: FoodTable) -> Match | None:
    """Match one of the names of plain foods that stand for codes; see ``food_data/codes.csv``."""
    for one in food_codes().get("cronometer", name):
        if one.food_id in table.items and one.share == 1:
            return Match(name, table.items[one.food_id], BY_NAME)
    return None


def _by_code(code: str, shown: str, table: FoodTable) -> Match | None:
    """Match a code that names its system; None where the name has to tell."""
    written = coded(code)
    found = food_codes().get(*written) if written else ()
    if not found:
        return None
    first, *rest = found
    if first.food_id not in table.items:
        return Match(shown, None, why=f"{first.name}: {first.note}.")
    item = table.items[first.food_id]
    if not name_key(first.name).startswith(name_key(shown)):
        named = [hit.item for hit in table.named(shown)]
        if named and item not in named and not (first.share < 1 and all(map(_is_dish, named))):
            # The name is one of ours, and the code means another food.
            return Match(shown, None, proposed=distinct((*named, item)))
    beside = tuple(Part(table.items[one.food_id], one.share) for one in rest)
    return Match(shown, item, BY_CODE, share=first.share, beside=beside)
