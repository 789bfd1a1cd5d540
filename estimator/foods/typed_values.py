"""Checks values read from JSON against the types of a dataclass."""

import sys
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def holds(value: Any, wanted: Any) -> bool:
    """Return whether a value is of a type, and all that is in it; no text that can't be kept.

    Parameters
    ----------
    value
        Built of JSON, or by hand.
    wanted : type
        A dataclass, text, number, or a mapping, tuple or choice of such. A whole number is a
        number, too; infinity and NaN are none.

    Examples
    --------
    >>> holds({"MK7": 3}, Mapping[str, float]), holds({"MK7": "3"}, Mapping[str, float])
    (True, False)
    """
    if isinstance(wanted, type) and is_dataclass(wanted):
        return isinstance(value, wanted) and all(
            holds(getattr(value, name), kind) for name, kind in _fields(wanted).items()
        )
    if isinstance(wanted, UnionType):
        return any(holds(value, one) for one in get_args(wanted))
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin is tuple:
        return isinstance(value, tuple) and all(holds(one, inner[0]) for one in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(
            holds(name, inner[0]) and holds(one, inner[1]) for name, one in value.items()
        )
    if wanted is float:
        return type(value) in (int, float) and abs(value) <= sys.float_info.max
    if wanted is str:
        return type(value) is str and _can_be_kept(value)
    return type(value) is wanted


def _can_be_kept(text: str) -> bool:
    """Return whether a text is no half of a character, which JSON can hold."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
