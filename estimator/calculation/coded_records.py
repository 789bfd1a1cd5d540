"""Checks a frame of food records and turns its columns into integer codes.

Each distinct text is read once, not once per row; single rows are looked at only to say
what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from estimator.calculation.codes import (
    CodedValues,
    Codes,
    Ints,
    each_part,
    row_blocks,
    values_of_codes,
)
from estimator.calculation.column_codes import coded
from estimator.calculation.unusable_rows import BadRows
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import MEALS
from estimator.errors import InputError
from estimator.measures.amount_kinds import AMOUNT_KINDS, WEIGHED, kind_of_unit
from estimator.measures.amounts import LARGEST_AMOUNT
from estimator.pandas_on_use import pd
from estimator.periods import FIRST_DAY, LAST_DAY

UNNAMED_MEAL: Final = "unnamed"
"""Stands for the meal of an entry that names none."""

_NO_DAY: Final = FIRST_DAY - 1
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DATE_ALLOWED: Final = "a date is a date, a timestamp or ISO text such as 2026-02-10"
_ITEM_ALLOWED: Final = (
    "an item is the id of a food or supplement; `python -m estimator foods search TEXT` finds it"
)


@dataclass(frozen=True, eq=False)
class CodedRecords:
    """Rows of person, day, meal, item and quantity, the first four as codes.

    Attributes
    ----------
    person, meal : ndarray of int
        Position in ``persons`` and ``meals``; ``meal`` is None where meals
        don't matter.
    day : ndarray of int
        Days since 1970-01-01.
    items : ndarray of int64
        Rows of the composition matrix, in order, for the items named and what dishes
        among them are made of.
    item : CodedValues
        Position in ``items``.
    quantity : ndarray of float64
        Grams of a food [g], number of units of a supplement.
    amount_kind : ndarray of int, optional
        Position in `estimator.measures.amount_kinds.AMOUNT_KINDS`; None where all are weighed.
    """

    persons: list[str]
    person: Codes
    day: Codes
    meals: list[str]
    meal: Codes | None
    items: Ints
    item: CodedValues
    quantity: npt.NDArray[np.float64]
    amount_kind: Codes | None = None


def code_records(
    frame: pd.DataFrame, matrix: CompositionMatrix, with_meals: bool = False
) -> CodedRecords:
    """Read and check a frame of food records.

    Parameters
    ----------
    frame : DataFrame
        See `estimator.calculation.intake.estimate`.
    matrix : CompositionMatrix
        In which the items are looked up.
    with_meals : bool
        Whether the column ``meal`` is needed.

    Raises
    ------
    InputError
        If a column is missing or any row can't be used; the message names the
        first 20 such rows and says how many there are.
    """
    _require_columns(frame, with_meals)
    bad = BadRows()
    person, persons = _persons(frame, bad)
    meal, meals = _meals(frame) if with_meals else (None, [])
    items, item = _items(frame["item"], matrix, bad)
    day = _days(frame["date"], bad)
    quantity = _quantities(frame, item, int(np.searchsorted(items, matrix.n_foods)), bad)
    amount_kind = _amount_kinds(frame, bad)
    bad.refuse()
    return CodedRecords(persons, person, day, meals, meal, items, item, quantity, amount_kind)


def _require_columns(frame: pd.DataFrame, with_meals: bool) -> None:
    columns = set(frame)
    needed = ("item", "date", "meal") if with_meals else ("item", "date")
    missing = [name for name in needed if name not in columns]
    if not {"quantity", "grams"} & columns and not {"amount", "unit"} <= columns:
        missing.append("quantity (or grams, or amount and unit)")
    if missing:
        raise InputError(
            f"The records have no column {', '.join(missing)}. They need item, date and quantity "
            f"(or grams, or amount and unit), and may have person and meal."
        )


def _looked_up(codes: Codes, values: Sequence[int] | Ints, default: int) -> Codes:
    """Return the value of each code; an empty row, whose code is -1, gets the default."""
    return values_of_codes(np.append(values, default).astype(np.int32), codes)


def _ordered(
    codes: Codes, labels: Sequence[str], order: Callable[[str], Any]
) -> tuple[Codes, list[str]]:
    """Renumber codes so that the labels are distinct and in order."""
    # To sort what is in order already takes one look at each.
    ordered = sorted(dict.fromkeys(labels), key=order)
    if ordered != labels:
        place = {label: position for position, label in enumerate(ordered)}
        codes = _looked_up(codes, [place[label] for label in labels], -1)
    return codes, ordered


def _persons(frame: pd.DataFrame, bad: BadRows) -> tuple[Codes, list[str]]:
    if "person" not in frame:
        return np.zeros(len(frame), np.int64), [""]
    codes, labels = coded(frame["person"])
    if codes.size and codes.min() < 0:
        bad.add("person", codes < 0, lambda _: "the person is missing")
    return _ordered(codes, list(map(str, labels)), order=str)


def _meals(frame: pd.DataFrame) -> tuple[Codes, list[str]]:
    codes, labels = coded(frame["meal"])
    names = [str(label) or UNNAMED_MEAL for label in labels]
    codes = np.where(codes < 0, len(names), codes)
    return _ordered(codes, [*names, UNNAMED_MEAL], order=_place_in_day)


def _place_in_day(meal: str) -> tuple[int, str]:
    return (MEALS.index(meal), "") if meal in MEALS else (len(MEALS), meal)


def _items(
    column: pd.Series[Any], matrix: CompositionMatrix, bad: BadRows
) -> tuple[Ints, CodedValues]:
    codes, ids = coded(column)
    row_of = matrix.row_of
    rows = np.array([row_of.get(item_id, -1) for item_id in ids], np.int64)
    items = matrix.with_ingredients(rows[rows >= 0])
    place = np.full(len(row_of) + 1, -1)  # the last stands for what is not known
    place[items] = np.arange(len(items))
    item = CodedValues(np.append(place[rows], -1).astype(np.int32), codes)
    if (rows < 0).any() or (codes.size and codes.min() < 0):
        bad.add(
            "item",
            item.all() < 0,
            lambda row: f"item {column.iloc[row]!r} is not in the food table; {_ITEM_ALLOWED}",
        )
    return items, item


def _days(column: pd.Series[Any], bad: BadRows) -> Codes:
    if getattr(column.dtype, "kind", "") == "M":
        # Only numpy's own moments are sure to be local ones.
        zoned = not isinstance(column.dtype, np.dtype) and getattr(column.dt, "tz", None)
        day = _whole_days(_moments(column.dt.tz_localize(None) if zoned else column))
    else:
        codes, dates = coded(column)
        day = _looked_up(codes, [_day(value) for value in dates], _NO_DAY)
    if day.size and (day.min() < FIRST_DAY or day.max() > LAST_DAY):
        bad.add(
            "date",
            (day < FIRST_DAY) | (day > LAST_DAY),
            lambda row: f"date {str(column.iloc[row])!r} can't be read; {_DATE_ALLOWED}",
        )
    return day


def _moments(column: pd.Series[Any]) -> list[npt.NDArray[np.datetime64]]:
    """Return the moments of a column in the pieces in which it is kept."""
    if isinstance(column.dtype, pd.ArrowDtype):
        pieces = column.array.__arrow_array__().chunks
        return [piece.to_numpy(zero_copy_only=False) for piece in pieces]
    return [column.to_numpy()]


def _whole_days(pieces: Sequence[npt.NDArray[np.datetime64]]) -> Codes:
    """Return the day of each moment; a day out of range if it is missing or out of range."""
    days = np.empty(sum(map(len, pieces)), np.int32)
    parts, first = [], 0
    for moments in pieces:
        of_piece = days[first : first + len(moments)]
        parts += [(moments[rows], of_piece[rows]) for rows in row_blocks(len(moments))]
        first += len(moments)

    def divide(part: tuple[npt.NDArray[np.datetime64], Codes]) -> None:
        moments, days = part
        ticks_of_day = np.array("1970-01-02", moments.dtype).view(np.int64)
        # A missing moment is the smallest number of all.
        days[:] = (moments.view(np.int64) // ticks_of_day).clip(_NO_DAY, LAST_DAY + 1)

    each_part(divide, parts, n_rows=len(days))
    return days


def _day(value: object) -> int:
    """Read one date; a day before the first one if it is none."""
    # Python reads "2026-W07" too, as a Monday; a whole week is no date here.
    if isinstance(value, str) and value[4:5] == value[7:8] == "-":
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return _NO_DAY
    return value.toordinal() - _EPOCH if isinstance(value, date) else _NO_DAY


def _quantities(
    frame: pd.DataFrame, item: CodedValues, n_foods: int, bad: BadRows
) -> npt.NDArray[np.float64]:
    if "quantity" not in frame and "grams" not in frame:
        return _resolved_amounts(frame, bad)
    name = "quantity" if "quantity" in frame else "grams"
    column = frame[name]
    quantity: npt.NDArray[np.float64] = (
        column if pd.api.types.is_numeric_dtype(column) else pd.to_numeric(column, errors="coerce")
    ).to_numpy(np.float64, na_value=np.nan)
    # A NaN makes both comparisons false.
    if quantity.size and not (quantity.min() >= 0 and quantity.max() <= LARGEST_AMOUNT):
        bad.add(
            "amount",
            ~((quantity >= 0) & (quantity <= LARGEST_AMOUNT)),
            lambda row: (
                f"{name} {str(column.iloc[row])!r} can't be used; it must be a number "
                f"from 0 to {LARGEST_AMOUNT:,.0f}"
            ),
        )
    if name == "grams" and (item.of_code >= n_foods).any():
        bad.add(
            "unit",
            item.all() >= n_foods,
            lambda _: "a supplement is counted in units, not grams; give it as quantity",
        )
    return quantity


def _amount_kinds(frame: pd.DataFrame, bad: BadRows) -> Codes | None:
    """Return the kind of each amount; None where all are weighed."""
    if "amount_kind" in frame:
        codes, kinds = coded(frame["amount_kind"])
        names = [str(kind) or WEIGHED for kind in kinds]
        places = [AMOUNT_KINDS.index(name) if name in AMOUNT_KINDS else -1 for name in names]
    elif "unit" in frame and not {"quantity", "grams"} & set(frame):
        codes, units = coded(frame["unit"])
        places = [AMOUNT_KINDS.index(kind_of_unit(str(unit))) for unit in units]
    else:
        return None
    kind = _looked_up(codes, places, AMOUNT_KINDS.index(WEIGHED))
    if kind.size and kind.min() < 0:
        bad.add(
            "amount",
            kind < 0,
            lambda row: (
                f"amount_kind {str(frame['amount_kind'].iloc[row])!r} is not known; it is one of "
                f"{', '.join(AMOUNT_KINDS)}"
            ),
        )
    return kind if kind.any() else None


def _resolved_amounts(frame: pd.DataFrame, bad: BadRows) -> npt.NDArray[np.float64]:
    # Units bring pint along, which a cohort whose quantities are resolved can do without.
    from estimator.measures.units import Measures

    quantity, problems = Measures().quantities(frame["item"], frame["amount"], frame["unit"])
    sentences = {p.row: p.sentence for p in problems if p.column != "item"}
    bad.add("amount", np.isin(np.arange(len(frame)), list(sentences)), sentences.__getitem__)
    return quantity
