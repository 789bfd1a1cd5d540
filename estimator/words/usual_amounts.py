"""What measures of foods usually weigh, and how much of one food goes with another."""

from collections.abc import Container, Iterator
from functools import cache
from typing import Final, NamedTuple

from estimator.foods.items import Food, Item
from estimator.foods.plain_rows import plain_rows
from estimator.words.found import Found

OF_A_DISH: Final = frozenset({"cup", "bowl", "plate", "serving", "slice", "mug", "piece", "ladle"})
"""Units by which a dish is served, with all that is in it."""

_COOKED_PLAIN: Final = frozenset(
    {"rice-white", "rice-brown", "rice-noodles", "pasta-cooked", "noodles-wheat"}
    | {"sweet-potato", "couscous", "quinoa"}
)
"""What is plain by itself, by how the ids begin: a food named with it lies beside it."""

_BOILED_POTATOES: Final = frozenset({"potato", "potato-mashed"})
"""The ids of potatoes that are no crisps and no salad."""


def is_plain(item: Item) -> bool:
    """Return whether an item is plain by itself: rice, pasta, potatoes."""
    return item.item_id in _BOILED_POTATOES or is_kind_of(item, _COOKED_PLAIN)


class GoesWith(NamedTuple):
    """How much of one food goes with another."""

    host: str
    guest: str
    amount_g: float
    per: str
    """What of the host it goes with: "piece" for each slice or cup, "serving" for all of it."""


@cache
def usual_measures() -> dict[tuple[str, str], float]:
    """Return what a measure of a food, or of a group of foods, weighs [g]."""
    return {(row.of, row.measure): row.amount_g for row in plain_rows("usual_measures")}


@cache
def goes_with() -> dict[tuple[str, str], GoesWith]:
    """Return how much of a guest goes with a host."""
    return {
        (row.host, row.guest): GoesWith(row.host, row.guest, row.amount_g, row.per)
        for row in plain_rows("goes_with")
    }


def amount_beside(host: Item, guest: Item) -> GoesWith | None:
    """Return how much of a guest goes with a host; None if the table doesn't say."""
    table = goes_with()
    guests = _kinds(guest)
    if isinstance(guest, Food) and guest.group == "mixed dishes":
        # "butter chicken" is no butter on bread.
        guests = iter((guest.item_id, guest.group))
    return next((table[h, g] for g in guests for h in _kinds(host) if (h, g) in table), None)


def goes_beside(host: Found, guest: Found) -> bool:
    """Return whether two foods are certain, and a known amount of the guest goes with the host."""
    both = host.sure and guest.sure
    return both and amount_beside(host.items[0], guest.items[0]) is not None


def is_kind_of(item: Item, kinds: Container[str]) -> bool:
    """Return whether an item is one of some kinds, as `goes_with` names them."""
    return any(kind in kinds for kind in _kinds(item))


def usual_amount(food: Food, unit: str) -> float | None:
    """Return what a measure weighs of foods like this [g]; None if nobody says."""
    table = usual_measures()
    for of in (*_kinds(food), "any drink" if food.density_g_per_ml else "any food"):
        if (of, unit) in table:
            return table[of, unit]
    return None


def _kinds(item: Item) -> Iterator[str]:
    """Yield what a table may call an item: its id, how the id begins, and its group."""
    parts = item.item_id.split("-")
    for count in range(len(parts), 0, -1):
        yield "-".join(parts[:count])
    if isinstance(item, Food):
        yield item.group
