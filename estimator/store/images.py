"""Converts rows to and from the JSON that the journal keeps."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from estimator.store.models import Base, Image


def image_of(rows: Sequence[Base]) -> Image:
    """Return rows as JSON holds them, by table."""
    image: Image = {}
    for row in rows:
        values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        image.setdefault(row.__tablename__, []).append(as_json(values))
    return image


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row as JSON holds them."""
    return {
        key: value.isoformat() if isinstance(value, (date, time)) else value
        for key, value in values.items()
    }


def values_of(model: type[Base], image: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row from its image; a column that is no more is left out."""
    values = {}
    for column in model.__table__.columns:
        if column.key in image:
            value, kind = image[column.key], column.type.python_type
            is_time = isinstance(value, str) and issubclass(kind, (date, time))
            values[column.key] = kind.fromisoformat(value) if is_time else value
    return values
