"""One food by its name, and the foods a search shows: asked of the same names as a line is."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from estimator.errors import UnknownFoodError
from estimator.foods.items import Item
from estimator.foods.plain_rows import plain_rows
from estimator.foods.table import FoodTable, Hit
from estimator.words.food_names import found_name
from estimator.words.found import PART, SURE
from estimator.words.grammar import ENGLISH, base_language
from estimator.words.lexicon import Lexicon
from estimator.words.text import fold

LONGEST_NAME: Final = 120
"""What follows in a longer text is not read; no name is as long."""

_SHORTEST_BEGUN: Final = 2
_MOST_BEGUN: Final = 5


class _Everyday(NamedTuple):
    """A name of one of the most ordinary foods; the plainer sorts before the others."""

    words: int
    among: int
    """How many names of the food are plainer."""
    letters: int
    place: int
    key: str
    name: str
    food_id: str


def find_food(text: str, table: FoodTable, language: str = "") -> Item:
    """Return the one item that a text names, by id or in words.

    Parameters
    ----------
    text : str
        An id, a name in any form, or a name with words that only qualify it.
    table : FoodTable
    language : str
        The person's language (BCP 47); "" if not known.

    Raises
    ------
    UnknownFoodError
        If it names none, or it is not sure which; its ``nearest`` are the likeliest.

    Examples
    --------
    >>> from estimator.foods.table import food_table
    >>> find_food("Goudas", food_table()).item_id
    'cheese-gouda-unspecified'
    """
    if text in table.items:
        return table.items[text]
    found = found_name(text, table, (), language)
    if found.sure and found.how in SURE:
        return found.items[0]
    if not found.items:
        return table.find(text)
    nearest = [item.name for item in found.items[:3]]
    what = "is not in the food table" if found.how > PART else "may be several foods"
    raise UnknownFoodError(
        f"{text[:LONGEST_NAME]!r} {what}. Nearest: {', '.join(nearest)}. "
        "Use a name, an alias or a food_id of it.",
        nearest,
    )


def search(
    text: str,
    table: FoodTable,
    limit: int = 20,
    familiar: Sequence[str] = (),
    language: str = "",
) -> list[Hit]:
    """Return the items that a text names or may become as it is typed on, best first, each once.

    What the words mean comes first, or of a word that is only begun the most ordinary foods
    in the person's language: "mil" is milk before it is a millefeuille. Then comes what
    `FoodTable.search` finds by words that begin so.
    """
    hits = table.search(text, limit, familiar)
    found = found_name(text[:LONGEST_NAME], table, familiar, language)
    known = {hit.item.item_id: hit for hit in hits}
    if found.sure and found.how in SURE and not _is_foreign(text, table, language):
        meant = [(found.items[0].item_id, text)]
    else:
        meant = _begun(fold(text), language)
        if found.sure and found.how in SURE:
            meant.append((found.items[0].item_id, text))
    first = [
        known.get(item_id, Hit(table.items[item_id], name))
        for item_id, name in meant
        if item_id in table.items
    ]
    lead = []
    if hits and hits[0].item.item_id in familiar:
        # What somebody eats often leads, and leaves what the words mean in sight.
        lead = [hit for hit in hits[:2] if hit.item.item_id in familiar]
    order = {hit.item.item_id: hit for hit in (*lead, *first, *hits)}
    return list(islice(order.values(), limit))


def _begun(query: str, language: str) -> list[tuple[str, str]]:
    """Return the most ordinary foods with a name that begins with a folded text, and the name."""
    if len(query) < _SHORTEST_BEGUN and query.isascii():
        return []
    found = [one for one in _everyday(language) if one.key.startswith(query)]
    if not found and len(query) > _SHORTEST_BEGUN:
        # "mik" is "milk" begun with a slip in it.
        found = [one for one in _everyday(language) if one.words == 1 and _slips(query, one.key)]
    best: dict[str, str] = {}
    for one in sorted(found):
        best.setdefault(one.food_id, one.name)
    return list(islice(best.items(), _MOST_BEGUN))


def _slips(query: str, key: str) -> bool:
    """Return whether a text is the beginning of a name but for one letter, not the first."""
    ends = (len(query), len(query) + 1)
    return query[0] == key[0] and any(OSA.distance(query, key[:end]) == 1 for end in ends)


def _is_foreign(text: str, table: FoodTable, language: str) -> bool:
    """Return whether a text is a name in another language than the person's and English alone."""
    entries = Lexicon(table).exact(fold(text).split()) if language else []
    return bool(entries) and {e.language for e in entries}.isdisjoint(
        {ENGLISH, base_language(language)}
    )


@lru_cache(maxsize=8)
def _everyday(language: str) -> list[_Everyday]:
    """Return the names of the most ordinary foods in a language, in English if it is not known."""
    grid = plain_rows("everyday_names")
    base = base_language(language) or ENGLISH
    tags = {tag: tag.replace("_", "-") for tag in grid[0]._fields if tag != "food_id"}
    read = [tag for tag, name in tags.items() if name == language] or [
        tag for tag, name in tags.items() if base_language(name) == base
    ]
    read = read or [tag for tag, name in tags.items() if base_language(name) == ENGLISH]
    return [
        _Everyday(len(key.split()), among, len(key), place, key, name, row.food_id)
        for tag in read
        for place, row in enumerate(grid)
        for among, name in enumerate(getattr(row, tag).split("; "))
        for key in (fold(name),)
    ]
