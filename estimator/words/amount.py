"""How much of an item is meant, by what was written or by its own measures."""

from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from estimator.errors import UnitError
from estimator.foods.data_package import read_table, rows_of
from estimator.foods.items import Food, Item, Portion, Supplement
from estimator.measures.amount_kinds import ASSUMED, MEASURED, WEIGHED, kind_of_unit
from estimator.measures.measure_words import measure_words
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    MASSES,
    VOLUMES,
    by_key,
    implied_portion,
    named_portion,
    unit_key,
    unit_name,
    units_of,
)
from estimator.measures.units import Measures, check_entry_quantity
from estimator.words.grammar import ENGLISH, stem
from estimator.words.quantity import Quantity, value_of
from estimator.words.text import fold

LARGEST_COUNT: Final = 12.0
"""A larger number without a unit is rather grams than a count of slices."""

_NOT_COUNTED: Final = frozenset(
    {"cup", "tablespoon", "teaspoon", "glass", "mug", "bowl", "plate", "shot", "serving"}
    | {"handful", "half", "quarter", "package", "packet", "pack", "bag", "box", "loaf", "tub"}
    | {"block", "container", "jar", "stick", "head", "cubic", "log"}
)
"""Words of measures that a number alone doesn't mean: "10 crisps" are not 10 bags."""

_BY_THE_CUP: Final = frozenset({"cup", "glass", "mug", "can", "bottle", "pint", "shot"})
"""What a number of drinks counts: "2 coffees"."""

_BY_THE_POT: Final = frozenset({"container", "pot", "pack", "tub", "stick"})
"""What a small number counts of what is sold so: "2 yogurts", "2 natto"."""

_A_PIECE: Final = 1 / 3
"""What weighs less than this share of a serving is no serving."""

_MOST_CUPS: Final = 6
_CUT: Final = frozenset(
    {"sweets and chocolate", "mixed dishes", "bread and cereal", "processed meat"}
)
_PIECES: Final = frozenset({"piece", "slice"})
_SLICES: Final = frozenset({"slice", "wedge", "square"})
_NEAREST_SIZE: Final = {"jumbo": "large", "extra large": "large"}
_OFFERED: Final = 3

ALIKE: Final = {
    "packet": ("pack", "packet", "package", "small bag", "bag", "small box", "box", "pouch"),
    "can": ("can", "tin"),
    "pot": ("pot", "container", "tub", "cup"),
    "mug": ("mug", "pot", "cup", "glass"),
    "glass": ("glass", "cup"),
    "bottle": ("bottle",),
    "bowl": ("bowl", "plate"),
    "plate": ("plate", "bowl"),
    "handful": ("handful", "small handful"),
    "slice": ("slice", "strip", "rasher", "sheet", "piece", "ring"),
    "piece": ("piece", "item", "unit"),
    "fillet": ("fillet", "half fillet"),
    "stick": ("stick", "bar", "spear", "roll"),
    "wedge": ("wedge", "slice", "piece", "triangle"),
    "square": ("square", "piece", "cube"),
    "bar": ("bar",),
    "scoop": ("scoop", "ball"),
    "serving": ("serving",),
    "tbsp": ("tablespoon",),
    "tsp": ("teaspoon",),
    "pat": ("pat",),
    "cube": ("cube",),
    "leaf": ("leaf",),
    "jar": ("jar",),
    "capsule": ("capsule",),
    "patty": ("patty", "burger"),
    "link": ("link", "sausage"),
}
"""Measures that stand for one another, the nearest first."""


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
    return {(row.of, row.measure): row.amount_g for row in rows_of(read_table("usual_measures"))}


@cache
def goes_with() -> dict[tuple[str, str], GoesWith]:
    """Return how much of a guest goes with a host."""
    return {
        (row.host, row.guest): GoesWith(row.host, row.guest, row.amount_g, row.per)
        for row in rows_of(read_table("goes_with"))
    }


def amount_beside(host: Item, guest: Item) -> GoesWith | None:
    """Return how much of a guest goes with a host; None if the table doesn't say."""
    table = goes_with()
    return next((table[h, g] for g in _kinds(guest) for h in _kinds(host) if (h, g) in table), None)


def is_kind_of(item: Item, kinds: Container[str]) -> bool:
    """Return whether an item is one of some kinds, as `goes_with` names them."""
    return any(kind in kinds for kind in _kinds(item))


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
    elif number is None or (number.article and not _own_measure(item, words)):
        one = _default(item, quantity, measure)
    else:
        one = _counted(item, quantity, measure or words, value)
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
    if not own and factor.replace(".", "", 1).isdigit() and base and _is_generic(base):
        # "2 hg" are 200 g.
        amount = round(value * float(factor), 9)
        return Measured(amount, base, measures.quantity(item, amount, base), ())
    if isinstance(item, Supplement):
        label = _supplement_unit(item, unit)
        return Measured(value, label, measures.quantity(item, value, label), ())
    sized = _sized(item, quantity.size, unit) if quantity.size else None
    written = named_portion(item, unit_name(quantity.written_unit or unit))
    # "sashimi" says that a slice of it is no slice of a baked fish.
    by_name = named_portion(item, unit_name(measure)) if measure and unit in _PIECES else None
    portion = sized or written or by_name or _portion(item, unit, words)
    if portion:
        said = _size_said(quantity, portion.measure)
        if quantity.number is None:
            said = (*said, _no_amount(portion.measure, portion.amount_g))
        elif not written and unit_name(unit) not in _alike(portion.measure):
            said = (*said, f"One {quantity.unit} is read as {_weighed(portion)}.")
        return Measured(value, portion.measure, value * portion.amount_g, said)
    if _is_generic(unit) or _component_mass(unit):
        label = _label(item, unit)
        return Measured(value, label, measures.quantity(item, value, label), _none_given(quantity))
    usual = _usual(item, unit)
    if usual is not None:
        grams = value * usual
        said = (f"One {unit} is taken as {usual:g} g.",)
        return Measured(grams, "g", grams, said, kind_of_unit(unit))
    label = quantity.written_unit or unit
    return Measured(value, label, measures.quantity(item, value, label), ())


def own_portion(food: Food, unit: str) -> Portion | None:
    """Return the measure that a food has of its own for a unit; None if it has none."""
    return _portion(food, unit, "")


def _portion(food: Food, unit: str, words: str) -> Portion | None:
    """Return the measure of a food that a unit is."""
    name = unit_name(unit)
    if portion := named_portion(food, name):
        return portion
    for other in ALIKE.get(unit, ()):
        if portion := named_portion(food, unit_name(other)):
            return portion
    if portion := implied_portion(food, name):
        return portion
    if unit == "piece" and food.group in _CUT and food.portions:
        # A piece of a cake, a pizza or bacon is a slice of it.
        first = food.portions[0]
        if not _SLICES.isdisjoint(fold(first.measure).split()):
            return first
    if unit in ("piece", "serving") and (own := _own_measure(food, words)):
        return own
    # "cup" of what has a "cup, chopped" and no other; "half a cup" of what has a "half cup".
    begun = [p for p in food.portions if fold(p.measure).split()[:1] == fold(unit).split()[:1]]
    weighable = _is_generic(unit) and food.density_g_per_ml is not None
    return begun[0] if begun and not weighable else None


def _default(item: Item, quantity: Quantity, measure: str) -> Measured:
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
    portion = _sized(item, quantity.size, "") or named or first
    said = _size_said(quantity, portion.measure)
    grams = portion.amount_g
    said = (*said, _no_amount(portion.measure, grams))
    return Measured(1.0, portion.measure, grams, said, ASSUMED)


def _counted(item: Item, quantity: Quantity, words: str, value: float) -> Measured:
    """Return the measure that a number without a unit counts."""
    portion = None
    if isinstance(item, Food):
        portion = (
            _sized(item, quantity.size, "") or _own_measure(item, words) or _countable(item, value)
        )
        if portion:
            said = _size_said(quantity, portion.measure)
            said = (*said, _no_unit(value, portion))
            return Measured(value, portion.measure, value * portion.amount_g, said)
        if several := _of_several(item, words):
            each_g = several.amount_g / float(several.measure.split()[0])
            said = (f"{several.measure} weigh {several.amount_g:g} g.",)
            return Measured(value * each_g, "g", value * each_g, said, MEASURED)
    elif value <= LARGEST_COUNT:
        each = f"No unit given: {value:g} x {item.unit_name}."
        return Measured(value, item.unit_name, value, (each,))
    raise UnitError(f"{value:.12g} of what? Write the unit too: {_offer(item)}.")


def _own_measure(item: Item, words: str) -> Portion | None:
    """Return the measure that a food is of itself: "2 eggs", "10 almonds", "3 chicken thighs"."""
    if not isinstance(item, Food):
        return None
    written = fold(words).split()
    # In this order: "cherry tomatoes" are no tomatoes.
    keys = (unit_name(words), *(unit_name(word) for word in written[-1:] + written[:1]))
    for key in dict.fromkeys(keys):
        if portion := named_portion(item, key) or implied_portion(item, key):
            return portion
    names = {*fold(item.name).split(), *written}
    stems = {stem(word, ENGLISH) for word in names}
    for portion in item.portions:
        measure = {stem(word, ENGLISH) for word in fold(portion.measure).split()}
        if measure & stems and not measure & _NOT_COUNTED and not portion.measure[0].isdigit():
            return portion
    piece = named_portion(item, "piece")
    if piece:
        return piece
    return None


def _of_several(food: Food, words: str) -> Portion | None:
    """Return the measure that is a number of pieces, such as "10 grapes"."""
    written = {stem(word, ENGLISH) for word in (*fold(words).split(), *fold(food.name).split())}
    for portion in food.portions:
        number, *rest = fold(portion.measure).split()
        if number.isdigit() and len(rest) == 1 and stem(rest[0], ENGLISH) in written:
            return portion
    return None


def _countable(food: Food, value: float) -> Portion | None:
    """Return the first measure of a food, if it is one that a number alone counts."""
    if not food.portions:
        return None
    first = food.portions[0]
    measure = set(unit_key(first.measure).split())
    if first.measure[0].isdigit() or value > LARGEST_COUNT:
        return None
    if measure.isdisjoint(_NOT_COUNTED | _BY_THE_CUP):
        return first
    if food.group == "beverages" and measure & _BY_THE_CUP and value <= _MOST_CUPS:
        return first
    return first if measure & _BY_THE_POT and value <= _MOST_CUPS else None


def _sized(food: Food, size: str, unit: str) -> Portion | None:
    """Return the measure of a food that is of a size, such as "egg (large)"."""
    for one in (size, _NEAREST_SIZE.get(size, "")):
        for portion in food.portions if one else ():
            measure = fold(portion.measure).split()
            held = f" {one} " in f" {' '.join(measure)} "
            if held and _is_so_large(one, measure) and (not unit or fold(unit) in measure):
                return portion
    return None


def _is_so_large(size: str, measure: Sequence[str]) -> bool:
    """Return whether a measure is no "extra large" where "large" is meant."""
    return size != "large" or "extra" not in measure


def _size_said(quantity: Quantity, measure: str) -> tuple[str, ...]:
    if quantity.size in ("", "medium") or f" {quantity.size} " in f" {fold(measure)} ":
        return ()
    return (f"“{quantity.size}” is read as {measure}.",)


def _usual(food: Food, unit: str) -> float | None:
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


def _is_generic(unit: str) -> bool:
    return unit_name(unit) in {one.label for one in (*MASSES, *VOLUMES)}


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


def _alike(measure: str) -> Iterator[str]:
    names = {unit_name(measure), *(unit_name(word) for word in fold(measure).split())}
    for unit, others in ALIKE.items():
        if names & {unit_name(unit), *map(unit_name, others)}:
            yield unit_name(unit)
    yield from names


def _no_amount(measure: str, grams: float | None = None) -> str:
    size = "" if grams is None else f" ({grams:.4g} g)"
    return f"No amount given: {measure_words(1, measure)}{size}."


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
