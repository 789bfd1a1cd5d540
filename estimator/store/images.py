"""Rows as the journal keeps them, and definitions as a JSON column keeps them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, time
from typing import Any

from estimator.foods import Portion
from estimator.own_items import (
    Content,
    Definition,
    Ingredient,
    OwnFood,
    OwnSupplement,
    Recipe,
)
from estimator.store.models import Base, Document, Image


def image_of(rows: Sequence[Base]) -> Image:
    """Return rows as JSON holds them, by table."""
    image: Image = {}
    for row in rows:
        values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        image.setdefault(row.__tablename__, []).append(
            {
                key: value.isoformat() if isinstance(value, (date, time)) else value
                for key, value in values.items()
            }
        )
    return image


def values_of(model: type[Base], image: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row from its image; a column that is no more is left out."""
    values = {}
    for column in model.__table__.columns:
        if column.key in image:
            value, kind = image[column.key], column.type.python_type
            is_time = isinstance(value, str) and issubclass(kind, (date, time))
            values[column.key] = kind.fromisoformat(value) if is_time else value
    return values


def document_of(definition: Definition) -> Document:
    """Return a definition as JSON holds it; its kind and name have columns of their own."""
    document = asdict(definition)
    del document["name"]
    return document


def definition_of(kind: str, name: str, document: Document) -> Definition:
    """Return the definition that `document_of` made this of."""
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
