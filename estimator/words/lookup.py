"""One food by its name, and the foods a search shows: asked of the same names as a line is."""

from collections.abc import Sequence
from itertools import islice

from estimator.errors import UnknownFoodError
from estimator.foods.table import FoodTable, Hit, Item
from estimator.words.food_names import found_name
from estimator.words.found import PART, SURE

LONGEST_NAME = 120
"""What follows in a longer text is not read; no name is as long."""


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

    What the words mean comes first; then what `FoodTable.search` finds by words
    that begin so.
    """
    hits = table.search(text, limit, familiar)
    found = found_name(text[:LONGEST_NAME], table, familiar, language)
    if not found.sure or found.how not in SURE:
        return hits
    meant = found.items[0]
    known = {hit.item.item_id: hit for hit in hits}
    first = known.get(meant.item_id, Hit(meant, text))
    if hits and hits[0].item.item_id in familiar:
        # What somebody eats often leads, and leaves what the words mean in sight.
        lead = [hit for hit in hits[:2] if hit.item.item_id in familiar]
    else:
        lead = []
    order = {hit.item.item_id: hit for hit in (*lead, first, *hits)}
    return list(islice(order.values(), limit))
