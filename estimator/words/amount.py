"""How much of an item is meant, by what was written or by its own measures."""

from typing import Final, NamedTuple

from estimator.errors import UnitError
from estimator.foods.items import Food, Item, Portion, Supplement
from estimator.measures.amount_kinds import ASSUMED, MEASURED, WEIGHED, kind_of_unit
from estimator.measures.measure_words import measure_words
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    by_key,
    named_portion,
    unit_key,
    unit_name,
    units_of,
)
from estimator.measures.units import Measures, check_entry_quantity
from estimator.words.grammar import ENGLISH, stem
from estimator.words.own_measures import (
    LARGEST_COUNT,
    SLICES,
    WHOLE,
    alike_measures,
    countable_portion,
    fewest_of,
    is_cut_from,
    is_mass_or_volume,
    is_of_wholes,
    measure_of_itself,
    own_portion,
    portion_of_several,
    portion_of_size,
    portion_of_the_whole,
    says_whole,
    spoon_of_a_cup,
)
from estimator.words.quantity import Quantity, value_of
from estimator.words.text import fold
from estimator.words.usual_amounts import usual_amount

_A_PIECE: Final = 1 / 3
"""What weighs less than this share of a serving is no serving."""

_PIECES: Final = frozenset({"piece", "slice"})
_OFFERED: Final = 3


class Measured(NamedTuple):
    """An amount in one of the units of an item."""

    amount: float
    unit: str
    quantity: float
    """Grams of a food [g], units of a supplement."""
    assumed: tuple[str, ...]
    """What was taken for granted, as sentences."""
    kind: str | None = None
    """How sure the amount is, where the unit doesn't say it."""


def measured(
    quantity: Quantity,
    words: str,
    item: Item,
    measures: Measures,
    beside: float | None = None,
    measure: str = "",
) -> Measured:
    """Return how much of an item is meant.

    Parameters
    ----------
    quantity : Quantity
        What was written of how much.
    words : str
        The words that name the food.
    item : Food or Supplement
    measures : Measures
        With the person's cup.
    beside : float, optional
        How much of it goes with what it is eaten with [g].
    measure : str
        What one of it is, by the name it was written with; "" for its first measure.

    Raises
    ------
    UnitError
        If the amount can't be used, the unit isn't one of the item's, or it
        can't be told without one.
    """
    number = quantity.number
    value = 1.0 if number is None else value_of(number)
    said = [number.said] if number and number.said else []
    if quantity.unit:
        one = _in_unit(quantity, words, item, measures, value, measure)
    elif beside is not None and (number is None or number.article):
        one = Measured(beside, "g", beside, (), ASSUMED)
        said.append(f"{beside:g} g is what goes with it.")
    elif number is None or (number.article and not measure_of_itself(item, words)):
        one = _default(item, quantity, words, measure)
    else:
        one = _counted(item, quantity, words, measure, value)
    if quantity.vague and not (beside is not None and not quantity.unit):
        said.append("How much is not written.")
        one = one._replace(kind=ASSUMED)
    elif one.kind is None and _is_by_eye(quantity, one.unit):
        one = one._replace(kind=MEASURED)
    check_entry_quantity(item, one.quantity)
    return one._replace(assumed=(*said, *one.assumed))


def _is_by_eye(quantity: Quantity, unit: str) -> bool:
    """Return whether a weight is one that nobody read off a scale: "about 150 g", "30-40 g"."""
    said = quantity.about or bool(quantity.number and quantity.number.said)
    return said and kind_of_unit(unit) == WEIGHED


def _in_unit(
    quantity: Quantity, words: str, item: Item, measures: Measures, value: float, measure: str
) -> Measured:
    unit = quantity.unit
    factor, _, base = unit.partition(" ")
    own = isinstance(item, Food) and named_portion(item, unit_name(unit))
    if not own and factor.replace(".", "", 1).isdigit() and base and is_mass_or_volume(base):
        # "2 hg" are 200 g.
        amount = round(value * float(factor), 9)
        return Measured(amount, base, measures.quantity(item, amount, base), ())
    if isinstance(item, Supplement):
        label = _supplement_unit(item, unit)
        return Measured(value, label, measures.quantity(item, value, label), ())
    if unit == WHOLE:
        if whole := portion_of_the_whole(item, words):
            count, part = value * whole[0], whole[1]
            return Measured(count, part.measure, count * part.amount_g, ())
        if isinstance(item, Food) and is_of_wholes(item):
            raise UnitError(f"{value:.12g} of what? Write the unit too: {_offer(item)}.")
        unit = "piece"
    sized = portion_of_size(item, quantity.size, unit) if quantity.size else None
    written = named_portion(item, unit_name(quantity.written_unit or unit))
    # "sashimi" says that a slice of it is no slice of a baked fish.
    by_name = named_portion(item, unit_name(measure)) if measure and unit in _PIECES else None
    if by_name and unit in fold(measure).split():
        # A slice of banana bread is no slice of a sponge.
        written = by_name
    portion = sized or written or by_name or own_portion(item, unit, words)
    if portion:
        said = _size_said(quantity, portion.measure)
        if quantity.number is None:
            said = (*said, _no_amount(portion.measure, portion.amount_g))
        elif not written and unit_name(unit) not in alike_measures(portion.measure):
            said = (*said, f"One {quantity.unit} is read as {_weighed(portion)}.")
        return Measured(value, portion.measure, value * portion.amount_g, said)
    if spoon := spoon_of_a_cup(item, unit):
        grams = round(value * spoon.amount_g, 2)
        said = (f"One {unit} is taken as {spoon.amount_g:.3g} g, by its {spoon.measure}.",)
        return Measured(grams, "g", grams, said, MEASURED)
    if is_mass_or_volume(unit) or _component_mass(unit):
        label = _label(item, unit)
        return Measured(value, label, measures.quantity(item, value, label), _none_given(quantity))
    usual = usual_amount(item, unit)
    if usual is not None:
        grams = value * usual
        said = (f"One {unit} is taken as {usual:g} g.",)
        return Measured(grams, "g", grams, said, kind_of_unit(unit))
    label = quantity.written_unit or unit
    return Measured(value, label, measures.quantity(item, value, label), ())


def _default(item: Item, quantity: Quantity, words: str, measure: str) -> Measured:
    """Return the measure that is meant where no amount is written."""
    if isinstance(item, Supplement):
        return Measured(1.0, item.unit_name, 1.0, (_no_amount(item.unit_name),), ASSUMED)
    if not item.portions:
        raise UnitError(
            f"How much {item.name}? Write the amount and its unit, such as 100 g {item.name}."
        )
    first = item.portions[0]
    named = named_portion(item, unit_name(measure)) if measure else None
    if named and first.measure == "serving" and named.amount_g < first.amount_g * _A_PIECE:
        # An olive or a slice of sashimi is a piece of what one eats.
        named = None
    if says_whole(words) and (whole := portion_of_the_whole(item, words)):
        count, portion = whole
        grams = count * portion.amount_g
        return Measured(count, portion.measure, grams, (_no_unit(count, portion),))
    portion = portion_of_size(item, quantity.size, "") or named or first
    said = _size_said(quantity, portion.measure)
    count = fewest_of(item, portion, words)
    grams = count * portion.amount_g
    said = (*said, _no_amount(portion.measure, grams, count))
    return Measured(count, portion.measure, grams, said, ASSUMED)


def _counted(item: Item, quantity: Quantity, words: str, measure: str, value: float) -> Measured:
    """Return the measure that a number without a unit counts."""
    portion = None
    if isinstance(item, Food):
        sliced = measure or not SLICES.isdisjoint(fold(words).split())
        parted = not sliced and (value < 1 or says_whole(words))
        if parted and (whole := portion_of_the_whole(item, words)):
            count, portion = whole[0] * value, whole[1]
            grams = count * portion.amount_g
            return Measured(count, portion.measure, grams, (_no_unit(count, portion),))
        words = measure or words
        portion = (
            portion_of_size(item, quantity.size, "")
            or measure_of_itself(item, words)
            or countable_portion(item, value)
        )
        if portion and (sliced or value >= 1 or not _is_of_a_larger(item, portion, words)):
            said = _size_said(quantity, portion.measure)
            said = (*said, _no_unit(value, portion))
            return Measured(value, portion.measure, value * portion.amount_g, said)
        if value < 1 and item.portions and _is_served(item.portions[0]):
            # Half a ramen is half of its bowl.
            portion = item.portions[0]
            grams = value * portion.amount_g
            return Measured(value, portion.measure, grams, (_no_unit(value, portion),))
        if several := portion_of_several(item, words):
            each_g = several.amount_g / float(several.measure.split()[0])
            said = (f"{several.measure} weigh {several.amount_g:g} g.",)
            return Measured(value * each_g, "g", value * each_g, said, MEASURED)
    elif value <= LARGEST_COUNT:
        each = f"No unit given: {value:g} x {item.unit_name}."
        return Measured(value, item.unit_name, value, (each,))
    raise UnitError(f"{value:.12g} of what? Write the unit too: {_offer(item)}.")


def _is_served(portion: Portion) -> bool:
    return not {"bowl", "plate"}.isdisjoint(fold(portion.measure).split())


def _is_of_a_larger(food: Food, portion: Portion, words: str) -> bool:
    """Return whether half of a measure is no half of the food that is named.

    It is cut from the food, or is a small one of its own: "half a cake" is no snack cake.
    """
    if is_cut_from(food, portion):
        return True
    kind = fold(portion.measure).split()[:-1]
    written = {stem(word, ENGLISH) for word in fold(words).split()}
    small = bool(kind) and written.isdisjoint(stem(word, ENGLISH) for word in kind)
    return small and is_cut_from(food, food.portions[0])


def _size_said(quantity: Quantity, measure: str) -> tuple[str, ...]:
    if quantity.size in ("", "medium") or f" {quantity.size} " in f" {fold(measure)} ":
        return ()
    return (f"“{quantity.size}” is read as {measure}.",)


def _component_mass(unit: str) -> bool:
    return unit_key(unit) in by_key(*COMPONENT_MASSES)


def _label(item: Item, unit: str) -> str:
    """Return a unit as the item lists it, or as it is if the item hasn't got it."""
    name = unit_name(unit)
    return next((label for label in units_of(item) if unit_name(label) == name), unit)


def _supplement_unit(item: Supplement, unit: str) -> str:
    if unit in ("capsule", "piece", "serving"):
        return item.unit_name
    component = by_key(*COMPONENT_MASSES).get(unit_key(unit))
    return component.label if component else _label(item, unit)


def _no_amount(measure: str, grams: float | None = None, count: float = 1) -> str:
    size = "" if grams is None else f" ({grams:.4g} g)"
    return f"No amount given: {measure_words(count, measure)}{size}."


def _no_unit(value: float, portion: Portion) -> str:
    each = "" if value == 1 else " each"
    counted = measure_words(value, portion.measure)
    return f"No unit given: {counted} ({portion.amount_g:.4g} g{each})."


def _none_given(quantity: Quantity) -> tuple[str, ...]:
    return () if quantity.number else (_no_amount(quantity.unit),)


def _weighed(portion: Portion) -> str:
    return f"{portion.measure} ({portion.amount_g:g} g)"


def _offer(item: Item) -> str:
    if isinstance(item, Supplement):
        return " or ".join(units_of(item))
    own = [_weighed(portion) for portion in item.portions[:_OFFERED]]
    return " or ".join([", ".join(own), "g"]) if own else "g"
