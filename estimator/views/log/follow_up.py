"""The one question after logging: which kind of a food it was, or what went with it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import Entry, Planned
from estimator.foods.items import Food, Item
from estimator.foods.table import FoodTable
from estimator.insight.next_question import KIND, kinds_of
from estimator.measures.amount_kinds import ASSUMED
from estimator.measures.unit_names import units_of
from estimator.words.usual_amounts import GoesWith, amount_beside, is_kind_of

MUCH_UG: Final = 1.0
"""Nothing that adds less is asked about [µg]."""
MUCH_OF_DAY: Final = 0.1
"""Which kind a food was is asked where half of the answers change the day by so much of it."""
HABIT: Final = 3
"""Somebody who logged a food so often without company, or without saying its kind, isn't asked."""
_MOST_KINDS: Final = 20
"""Of a food of more kinds, such as cheese, only those that the person eats are offered."""
_KINDS_OFFERED: Final = 5

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
    passed_over: str = "No"
    """What says that it is none of these."""
    becomes: Entry | None = None
    """The entry that becomes what is answered; None where that is logged beside it."""


def follow_up(
    logged: Sequence[Entry],
    besides: Sequence[Entry],
    often: Mapping[str, int],
    table: FoodTable,
    matrix: CompositionMatrix,
    familiar: Sequence[Item],
    aside: Collection[str] = (),
) -> FollowUp | None:
    """Return what to ask after something was logged, or None.

    Parameters
    ----------
    logged : sequence of Entry
        At once, on one day.
    besides : sequence of Entry
        The others of that day.
    often : mapping of str to int
        How often each item was logged of late, before.
    table : FoodTable
        As the person has it.
    matrix : CompositionMatrix
        As the person has it.
    familiar : sequence of Item
        What the person eats; of several such foods theirs is offered.
    aside : collection of str
        Keys of questions that are not to be asked; see `estimator.insight.next_question`.
    """
    of_day = [*logged, *besides]
    there = {one.item_id for one in of_day}
    new = [entry for entry in logged if often.get(entry.item_id, 0) < HABIT]
    for entry in new:
        if f"{KIND}:{entry.item_id}" not in aside and (
            asked := _which_kind(entry, of_day, table, matrix, familiar)
        ):
            return asked
    for entry in new:
        host = table.items[entry.item_id]
        if not isinstance(host, Food):
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


def _which_kind(
    entry: Entry,
    of_day: Sequence[Entry],
    table: FoodTable,
    matrix: CompositionMatrix,
    familiar: Sequence[Item],
) -> FollowUp | None:
    """Ask of a food of no said kind which it was, where that changes the day's K2 by much."""
    column = matrix.components.index(K2_TOTAL)

    def gives(item_id: str, grams: float) -> float:
        row = matrix.row_of.get(item_id)
        return 0.0 if row is None else float(matrix.mean[row, column]) * grams

    food = table.items[entry.item_id]
    kinds = kinds_of(food.item_id, table.items)
    if not kinds or not isinstance(food, Food):
        return None
    as_logged = gives(food.item_id, entry.quantity)
    changes = median(abs(gives(kind, entry.quantity) - as_logged) for kind in kinds)
    whole = sum(gives(one.item_id, one.quantity) for one in of_day if one.kind == "food")
    if changes < max(MUCH_UG, MUCH_OF_DAY * whole):
        return None
    own = [item.item_id for item in familiar if item.item_id in kinds]
    offered = list(dict.fromkeys([*own, *(kinds if len(kinds) <= _MOST_KINDS else ())]))
    if not offered:
        return None
    return FollowUp(
        about=food.food_id,
        meal=entry.meal,
        question=f"Which {_in_a_sentence(food.name, _is_proper(food))}?",
        offers=tuple(
            (_kind_name(table.items[kind], food), _as_kind(entry, table.items[kind]))
            for kind in offered[:_KINDS_OFFERED]
        ),
        passed_over="Don't know",
        becomes=entry,
    )


def _as_kind(entry: Entry, kind: Item) -> Planned:
    """Return an entry as one of a kind, in grams where it was in a measure that this has not."""
    amount, unit = (
        (entry.amount, entry.unit) if entry.unit in units_of(kind) else (entry.quantity, "g")
    )
    return Planned(item_id=kind.item_id, amount=amount, unit=unit, amount_kind=entry.amount_kind)


def _kind_name(kind: Item, food: Food) -> str:
    """Say what tells a kind from the food itself, e.g. "Aged" of "Gouda, aged"."""
    shared = food.name.split(", ")
    own = [part for part in kind.name.split(", ") if part not in shared]
    words = ", ".join(own) or kind.name
    return f"{words[:1].upper()}{words[1:]}"


def _is_proper(food: Food) -> bool:
    """Return whether a name begins with one of a kind: most cheeses are called after a place."""
    return food.group == "cheese" and not food.name.split(",")[0].casefold().endswith("cheese")


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


def _in_a_sentence(name: str, is_proper: bool = False) -> str:
    """Write a name as it stands within a sentence; "MK-7" and what is proper keep their capital."""
    first = re.sub(r" *\(.*?\)", "", name).split(",")[0]
    return first if is_proper or first[1:2].isupper() else first[:1].lower() + first[1:]
