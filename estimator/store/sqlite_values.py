"""Checks that values read from SQLite have the type of their column, else the file is damaged.

SQLite keeps any value in any column, so one flipped bit can make a text of a number.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from sqlalchemy import JSON, Boolean, Date, DateTime, Dialect, Engine, Float, Integer, String, Time

from estimator.store.undecodable import DECODING_ERRORS, UndecodableError

Processor: TypeAlias = Callable[[Any], Any]

_KEPT_AS: Final[Mapping[Any, type]] = {
    String: str,
    Integer: int,
    Float: float,
    Boolean: int,
    Date: str,
    DateTime: str,
    Time: str,
    JSON: str,
}
"""What SQLite keeps the values of each type as."""


def check_types(engine: Engine) -> None:
    """Let reading raise `UndecodableError` for values that are not of their column's type."""
    known = dict(engine.dialect.colspecs)
    strict = {kind: _strict(known.get(kind, kind), kept) for kind, kept in _KEPT_AS.items()}
    engine.dialect.colspecs = known | strict


def _strict(base: Any, kept_as: type) -> Any:
    """Return the type of the dialect that checks what is read."""

    class Strict(base):  # type: ignore[misc]
        def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
            return _checked(super().result_processor(dialect, coltype), kept_as)

    return Strict


def _checked(decode: Processor | None, kept_as: type) -> Processor:
    def checked(value: Any) -> Any:
        if value is not None and type(value) is not kept_as:
            raise UndecodableError("a value is not of the type of its column")
        return value

    if decode is None:
        return checked

    def decoded(value: Any) -> Any:
        try:
            return decode(checked(value))
        except DECODING_ERRORS as error:
            raise UndecodableError("a value can't be read") from error

    return decoded
