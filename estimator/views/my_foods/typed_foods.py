"""Own foods and supplements as a person types them: read, and written to be typed over.

A field left blank is not known; "0" is a figure, that none was found.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from estimator.components import COMPONENTS, K2_TOTAL, LABELS
from estimator.composition.statuses import KNOWN_STATUSES
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError, UnitError
from estimator.foods.items import Food, Portion, Supplement
from estimator.foods.own_items import OWN_SOURCE, PER_100_G, Content, OwnFood, OwnSupplement
from estimator.measures.amounts import amount_text, parse_amount
from estimator.measures.registry import micrograms_in
from estimator.measures.unit_names import unit_name
from estimator.views.foods.food import composition_of
from estimator.views.shared.figures import figure

FIRST_FIELDS: Final = ("MK4", "MK7", K2_TOTAL)
"""The contents that a label or a table mostly gives."""
MORE_FIELDS: Final = tuple(name for name in COMPONENTS if name not in FIRST_FIELDS)
DOSE_FIELDS: Final = ("MK7", "MK4", *(name for name in MORE_FIELDS))
"""What a supplement can hold; its total is the sum of these."""

_MEASURE: Final = re.compile(
    r"(?:1 )?(?P<measure>.*?\S)\s*(?:[=:]|\s)\s*(?P<amount>-?\d[\d.,/' ]*?)\s*(?P<unit>[^\W\d]*)\.?"
)
_DOSE: Final = re.compile(r"(?P<amount>.*[\d¼-¾⅐-⅞])\s*(?P<unit>[a-zµμ][a-zµμ. ]*)?", re.I)
_DIGITS_COPIED: Final = 3

_T = TypeVar("_T")


@dataclass(frozen=True)
class ContentText:
    """The fields of one component."""

    value: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, kw_only=True)
class FoodText:
    """The fields of an own food, as typed; see `estimator.foods.own_items.OwnFood`."""

    name: str = ""
    group: str = ""
    contents: Mapping[str, ContentText] = field(default_factory=dict)
    basis: str = PER_100_G
    measures: str = ""
    """One a line, e.g. "slice = 25 g", the default one first."""
    density: str = ""
    profile_id: str = ""
    copied_from: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementText:
    """The fields of an own supplement, as typed."""

    name: str = ""
    unit_name: str = "capsule"
    doses: Mapping[str, str] = field(default_factory=dict)
    """Content of one unit by component, in µg where no unit is typed."""


def read_food(text: FoodText) -> OwnFood:
    """Read what was typed of an own food.

    Raises
    ------
    InputError
        If a field can't be read; the message begins with its name.
    """
    if not text.group:
        raise InputError("Food group: none is chosen yet. Choose the closest one.")
    portions = tuple(map(_read_measure, filter(str.strip, text.measures.splitlines())))
    contents = {
        component: content
        for component, typed in text.contents.items()
        if (content := _read_content(LABELS[component], typed)) is not None
    }
    return OwnFood(
        name=text.name,
        group=text.group,
        contents=contents,
        basis=_read_basis(text.basis, portions),
        portions=portions,
        density_g_per_ml=optional_amount("Density", text.density),
        profile_id=text.profile_id,
        copied_from=text.copied_from,
    )


def food_text(food: OwnFood) -> FoodText:
    """Write an own food as it was typed, to be changed."""
    return FoodText(
        name=food.name,
        group=food.group,
        contents={name: _content_text(content) for name, content in food.contents.items()},
        basis=food.basis,
        measures=_measure_lines(food.portions),
        density="" if food.density_g_per_ml is None else amount_text(food.density_g_per_ml),
        profile_id=food.profile_id,
        copied_from=food.copied_from,
    )


def per_100_g_words(text: FoodText) -> dict[str, str]:
    """Say what the contents of a saved food, given per one of its measures, are per 100 g."""
    if text.basis == PER_100_G:
        return {}
    food = read_food(text)
    return {
        component: f"{figure(content.value * 100 / food.basis_g)} µg/100 g"
        for component, content in food.contents.items()
    }


def copied_food(item_id: str, foods: PersonalFoods, region: str) -> FoodText:
    """Begin an own food as a copy of another food.

    Parameters
    ----------
    item_id : str
        Of a food of the table or an own food.
    foods : PersonalFoods
        As the person has them.
    region : str
        Whose figures of the food table are taken.

    Returns
    -------
    FoodText
        With the contents that are known of it, their ranges, and its measures.

    Raises
    ------
    InputError
        If there is no such food, or it is a recipe or a supplement.
    """
    food = foods.table.get(item_id)
    own = foods.versions.get(item_id)
    if own is not None and isinstance(own.definition, OwnFood):
        return replace(food_text(own.definition), copied_from=item_id)
    if own is not None or isinstance(food, Supplement):
        raise InputError(f"{food.name} can't be copied into a food. Choose a food.")
    return FoodText(
        name=food.name,
        group=food.group,
        contents=_known_contents(food, region),
        measures=_measure_lines(food.portions),
        density="" if food.density_g_per_ml is None else amount_text(food.density_g_per_ml),
        copied_from=item_id,
    )


def read_supplement(text: SupplementText) -> OwnSupplement:
    """Read what was typed of an own supplement.

    Raises
    ------
    InputError
        If an amount can't be read; the message begins with the name of the form.
    """
    doses = {
        component: _of_field(LABELS[component], _micrograms, typed)
        for component, typed in text.doses.items()
        if typed.strip()
    }
    return OwnSupplement(name=text.name, unit_name=text.unit_name, dose_ug=doses)


def supplement_text(supplement: OwnSupplement) -> SupplementText:
    """Write an own supplement to be changed."""
    doses = {component: amount_text(dose) for component, dose in supplement.dose_ug.items()}
    return SupplementText(name=supplement.name, unit_name=supplement.unit_name, doses=doses)


def optional_amount(label: str, text: str) -> float | None:
    """Read an amount that can be left blank.

    Raises
    ------
    InputError
        If it can't be read; the message begins with the label.
    """
    return _of_field(label, parse_amount, text) if text.strip() else None


def _of_field(label: str, read: Callable[[str], _T], text: str) -> _T:
    """Read a field; where it can't be read, say which it is."""
    try:
        return read(text)
    except UnitError as error:
        message = str(error)
        raise InputError(f"{label}: {message[0].lower()}{message[1:]}") from None


def _read_content(label: str, typed: ContentText) -> Content | None:
    value, low, high = (
        _of_field(where, _micrograms, text) if text.strip() else None
        for where, text in (
            (label, typed.value),
            (f"{label} low", typed.low),
            (f"{label} high", typed.high),
        )
    )
    if value is not None:
        return Content(value=value, low=low, high=high)
    if low is not None or high is not None:
        raise InputError(
            f"{label}: the range has no value in it. Give the value, or leave all three empty."
        )
    return None


def _micrograms(text: str) -> float:
    match = _DOSE.fullmatch(text.strip())
    if match is None:
        return parse_amount(text, zero=True)
    return parse_amount(match["amount"], zero=True) * micrograms_in(match["unit"] or "µg")


def _read_measure(line: str) -> Portion:
    match = _MEASURE.fullmatch(line.strip())
    if match is None:
        raise InputError(
            f"Household measures: {line.strip()!r} has no weight. Write it like slice = 25 g."
        )
    if unit_name(match["unit"] or "g") != "g":
        raise InputError(
            f"Household measures: the weight of {match['measure']!r} is given in "
            f"{match['unit']!r}. Give it in g, like {match['measure']} = 25 g."
        )
    grams = _of_field(f"Weight of {match['measure']!r}", parse_amount, match["amount"])
    return Portion(match["measure"], grams, OWN_SOURCE, "")


def _read_basis(text: str, portions: Iterable[Portion]) -> str:
    named = text.strip().removeprefix("per ").removeprefix("1 ")
    if unit_name(named) in ("", "100g", unit_name(PER_100_G)):
        return PER_100_G
    measures = [portion.measure for portion in portions]
    return next((one for one in measures if unit_name(one) == unit_name(named)), named)


def _content_text(content: Content) -> ContentText:
    value, low, high = (
        "" if figure is None else amount_text(figure)
        for figure in (content.value, content.low, content.high)
    )
    return ContentText(value, low, high)


def _measure_lines(portions: Iterable[Portion]) -> str:
    return "\n".join(f"{one.measure} = {amount_text(one.amount_g)} g" for one in portions)


def _known_contents(food: Food, region: str) -> dict[str, ContentText]:
    """Return what the food table knows of a food, in the fields of its components.

    A floor of a form of a dish is there too where the K2 total is known, as it is a part of it.
    """
    cells = composition_of(food, region)
    known = cells["status"].isin(KNOWN_STATUSES)
    if known[cells["component"] == K2_TOTAL].all():
        known |= cells["status"] == "partial"
    cells = cells[known]
    figures = cells[["value_ug_per_100g", "low_ug_per_100g", "high_ug_per_100g"]]
    contents = {}
    for component, row in zip(cells["component"], figures.to_numpy(), strict=True):
        value, low, high = (amount_text(float(f"{figure:.{_DIGITS_COPIED}g}")) for figure in row)
        ranged = low != high
        contents[component] = ContentText(value, low if ranged else "", high if ranged else "")
    return contents
