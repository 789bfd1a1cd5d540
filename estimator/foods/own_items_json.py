"""Own foods, supplements and recipes as JSON keeps them, in the database and in files."""

import json
import math
from dataclasses import asdict
from typing import Any, Final, TypeAlias

from estimator.errors import InputError
from estimator.foods.items import Portion
from estimator.foods.own_items import (
    OWN_KINDS,
    Content,
    Definition,
    Ingredient,
    OwnFood,
    OwnSupplement,
    Recipe,
)
from estimator.foods.typed_values import holds

Document: TypeAlias = dict[str, Any]
"""A definition as JSON holds it."""

_TEXTS: Final = frozenset(
    {"group", "basis", "profile_id", "copied_from", "measure", "source_id", "note"}
    | {"item_id", "unit", "unit_name"}
)
_LARGEST_TEXT: Final = 200
_LEAST, _MOST = 1e-9, 1e12
"""What any amount lies between, whatever it is of."""


def document_of(definition: Definition) -> Document:
    """Return a definition as JSON holds it; its kind and name have columns of their own."""
    document = asdict(definition)
    del document["name"]
    return document


def definition_of(kind: str, name: str, document: Document) -> Definition:
    """Return the definition that `document_of` made this of.

    Raises
    ------
    ValueError, TypeError, KeyError, AttributeError
        If it is of another shape, or a value of another type.
    """
    definition = _typed(kind, name, document)
    _check_amounts(definition)
    return definition


def _typed(kind: str, name: str, document: Document) -> Definition:
    definition = _built(kind, name, document)
    if not holds(definition, type(definition)):
        raise TypeError(kind)
    return definition


def _check_amounts(definition: Definition) -> None:
    """Raise if an amount is zero, negative or impossibly large.

    Raises
    ------
    ValueError, KeyError
        If there is any.
    """
    more_than_nothing: list[float | None] = []
    figures: list[float | None] = []
    match definition:
        case OwnFood():
            more_than_nothing = [portion.amount_g for portion in definition.portions]
            more_than_nothing += [definition.basis_g, definition.density_g_per_ml]
            for one in definition.contents.values():
                figures += [one.value, one.low, one.high]
        case OwnSupplement():
            figures += definition.dose_ug.values()
        case Recipe():
            more_than_nothing = [one.quantity for one in definition.ingredients]
            more_than_nothing += [definition.yield_g, definition.servings]
    for figure in more_than_nothing:
        if figure is not None and not _LEAST <= figure <= _MOST:
            raise ValueError(figure)
    for figure in figures:
        if figure is not None and not 0 <= figure <= _MOST:
            raise ValueError(figure)


def _built(kind: str, name: str, document: Document) -> Definition:
    values = {**document, "name": name}
    match kind:
        case "food":
            values["contents"] = {
                component: Content(**content) for component, content in values["contents"].items()
            }
            values["portions"] = tuple(Portion(**portion) for portion in values["portions"])
            return OwnFood(**values)
        case "recipe":
            values["ingredients"] = tuple(Ingredient(**one) for one in values["ingredients"])
            return Recipe(**values)
        case _:
            return OwnSupplement(**values)


def kind_of(definition: Definition) -> str:
    """Return which of ``OWN_KINDS`` a definition is."""
    match definition:
        case OwnFood():
            return "food"
        case Recipe():
            return "recipe"
        case OwnSupplement():
            return "supplement"


def definition_text(definition: Definition) -> str:
    """Write a definition, but for its name, for a cell of a file."""
    document = {"kind": kind_of(definition), **document_of(definition)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def definition_from_text(name: str, text: str) -> Definition:
    """Read what `definition_text` wrote, or whatever else a cell holds.

    What it says is not checked here, only that it is of the right shape.

    Raises
    ------
    InputError
        If it is no definition.
    """
    try:
        document = json.loads(text)
        kind = document.pop("kind")
        if kind not in OWN_KINDS or not _is_typed(document):
            raise ValueError(kind)
        return _typed(kind, name, document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(
            "The definition can't be read. Leave the cell as it was exported."
        ) from error


def _is_typed(value: Any, key: str = "") -> bool:
    """Return whether texts are texts, and all else numbers, lists and tables of them."""
    if isinstance(value, dict):
        return all(_is_typed(one, name) for name, one in value.items())
    if isinstance(value, list):
        return all(_is_typed(one) for one in value)
    if key in _TEXTS:
        return isinstance(value, str) and len(value) <= _LARGEST_TEXT and value.isprintable()
    if value is None:
        return True
    return type(value) in (int, float) and math.isfinite(value)
