"""The one question after logging: whether something went with a food that often has company."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import Entry, Planned
from estimator.foods.items import Food, Item
from estimator.foods.table import FoodTable
from estimator.measures.amount_kinds import ASSUMED
from estimator.words.usual_amounts import GoesWith, amount_beside, is_kind_of

MUCH_UG: Final = 1.0
"""Nothing that adds less is asked about [µg]."""
HABIT: Final = 3
"""Somebody who logged a food so often without company has none, and isn't asked."""


_COMPANY: Final = (
    (("bread", "crispbread", "croissant"), ("butter", "cheese", "liver-pate")),
    (("breakfast-cereal", "muesli", "porridge"), ("milk", "yogurt")),
    (("pasta-cooked", "spaghetti", "ravioli"), ("cheese-parmesan", "cheese")),
    (("coffee", "strawberries"), ("cream",)),
)
"""What is eaten with what, as `goes_with` names them: kinds of hosts, and their usual guests."""


@dataclass(frozen=True)
class FollowUp:
    """What is asked."""

    about: str
    """Id of the food that was logged."""
    meal: str | None
    question: str
    offers: tuple[tuple[str, Planned], ...]
    """Each in words, and as it would be logged."""


def follow_up(
    logged: Sequence[Entry],
    before: Sequence[Entry],
    table: FoodTable,
    matrix: CompositionMatrix,
    familiar: Sequence[Item],
) -> FollowUp | None:
    """Return what to ask after something was logged, or None.

    Parameters
    ----------
    logged : sequence of Entry
        At once, on one day.
    before : sequence of Entry
        Those of late.
    table : FoodTable
        As the person has it.
    matrix : CompositionMatrix
        As the person has it.
    familiar : sequence of Item
        What the person eats; of several such foods theirs is offered.
    """
    often = Counter(entry.item_id for entry in before)
    there = {one.item_id for one in (*logged, *before) if one.date == logged[0].date}
    for entry in logged:
        host = table.items[entry.item_id]
        if not isinstance(host, Food) or often[entry.item_id] >= HABIT:
            continue
        guests = _guests(host, entry, table, matrix, familiar)
        if guests and not any(guest.item_id in there for guest, _ in guests):
            return FollowUp(
                about=host.food_id,
                meal=entry.meal,
                question=f"Anything with the {_in_a_sentence(host.name)}?",
                offers=tuple(_offer(guest, grams) for guest, grams in guests),
            )
    return None


def _offer(guest: Item, grams: float) -> tuple[str, Planned]:
    planned = Planned(item_id=guest.item_id, amount=grams, unit="g", amount_kind=ASSUMED)
    return f"{guest.name}, {grams:g} g", planned


def _guests(
    host: Food,
    entry: Entry,
    table: FoodTable,
    matrix: CompositionMatrix,
    familiar: Sequence[Item],
) -> list[tuple[Item, float]]:
    """Return what often goes with a food and adds much, the most usual first, with grams [g]."""
    column = matrix.components.index(K2_TOTAL)
    found = []
    for kind in _usual_company(host):
        own = (item for item in familiar if isinstance(item, Food))
        guest, beside = next(
            ((item, goes) for item in own if (goes := _as(kind, host, item))),
            (table.find(kind), _as(kind, host, table.find(kind))),
        )
        row = matrix.row_of.get(guest.item_id)
        if beside is None or row is None:
            continue
        pieces = max(round(entry.amount), 1) if beside.per == "piece" and entry.unit != "g" else 1
        grams = beside.amount_g * pieces
        if matrix.mean[row, column] * grams >= MUCH_UG:
            found.append((guest, grams))
    return found


def _usual_company(host: Food) -> tuple[str, ...]:
    return next((guests for hosts, guests in _COMPANY if is_kind_of(host, hosts)), ())


def _as(kind: str, host: Food, guest: Item) -> GoesWith | None:
    """Return how much of a guest goes with a host, where it goes as this kind of guest."""
    goes = amount_beside(host, guest)
    return goes if goes and goes.guest == kind else None


def _in_a_sentence(name: str) -> str:
    """Write a name as it stands within a sentence; "MK-7" and "Gouda" keep their capital."""
    first = name.split(",")[0]
    return first if first[1:2].isupper() else first[:1].lower() + first[1:]
