"""What to say when an item can't be logged in a unit: why, and in which units it can."""

import reprlib

from rapidfuzz import fuzz, process

from estimator.components import LABELS
from estimator.errors import UnitError
from estimator.foods.items import Food, Item, Supplement
from estimator.measures.unit_names import LONGEST_UNIT, MASSES, VOLUMES, by_key, unit_key, units_of

_SIMILAR = 60.0
"""From this similarity (0 to 100) a unit is offered for a misspelt one."""


def unknown_unit(item: Item, unit: str) -> UnitError:
    """Return the error for an unknown unit: the closest units of the item, then all of them."""
    if not unit.strip():
        return UnitError(f"The unit of {item.name} is missing. {_offer(item)}")
    nearest = _nearest(item, unit[:LONGEST_UNIT])
    hint = f"Did you mean {' or '.join(map(repr, nearest))}? " if nearest else ""
    return UnitError(f"{reprlib.repr(unit)} is not a unit of {item.name}. {hint}{_offer(item)}")


def international_unit(item: Item) -> UnitError:
    """Return the error for IU, which are defined for vitamins A, D and E only."""
    return UnitError(f"Vitamin K is not measured in international units (IU). {_offer(item)}")


def no_density(food: Food, volume: str) -> UnitError:
    """Return the error for a volume of a food without a density."""
    return UnitError(
        f"The density of {food.name} is not known, so {volume} can't be turned into grams. "
        f"{_offer(food)}"
    )


def component_mass(food: Food, unit: str) -> UnitError:
    """Return the error for a mass of vitamin given for a food."""
    return UnitError(
        f"{unit!r} measures a vitamin, not how much {food.name} was eaten. {_offer(food)}"
    )


def several_forms(supplement: Supplement, unit: str) -> UnitError:
    """Return the error for a mass of vitamin given for a supplement of several forms."""
    forms = " and ".join(LABELS[component] for component in supplement.dose_ug)
    return UnitError(
        f"{supplement.name} holds {forms}, and {unit!r} doesn't say of which. {_offer(supplement)}"
    )


def _offer(item: Item) -> str:
    grams = {} if isinstance(item, Supplement) else {p.measure: p.amount_g for p in item.portions}
    units = [f"{unit} ({grams[unit]:g} g)" if unit in grams else unit for unit in units_of(item)]
    return f"Use {'one of: ' if len(units) > 1 else ''}{'; '.join(units)}."


def _nearest(item: Item, unit: str) -> list[str]:
    """Return the item's units with the most similar spelling, best first."""
    allowed = units_of(item)
    label_of = {unit_key(label): label for label in allowed}
    for key, name in by_key(*MASSES, *VOLUMES).items():
        if name.label in allowed:
            label_of.setdefault(key, name.label)
    similar = process.extract(
        unit_key(unit), label_of.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=3
    )
    return list(dict.fromkeys(label_of[key] for key, *_ in similar))
