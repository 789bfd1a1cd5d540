"""What a row weighs by the file alone: in grams, or by a measure that says its size."""

import re
from typing import Final, NamedTuple

import numpy as np

from estimator.importing.file_columns import codes_of
from estimator.importing.file_rows import FileRow
from estimator.importing.records import Numbers
from estimator.importing.row_values import RowColumns
from estimator.importing.values import number
from estimator.measures.registry import grams_in
from estimator.measures.unit_names import LONGEST_UNIT, MASSES, VOLUMES, unit_key, unit_name

_NUMBER: Final = r"\d+ \d+/\d+|\d+/\d+|\d+(?:[.,]\d+)?|\.\d+"

_BASE: Final = "|".join(
    sorted(
        (
            re.escape(spelling).replace(r"\ ", r"\.?\s?") + "s?"
            for unit in (*MASSES, *VOLUMES)
            for spelling in unit.spellings
        ),
        key=lambda one: -len(one),
    )
)

_SIZED: Final = re.compile(
    rf"(?:[x×]\s*)?(?P<each>{_NUMBER})\s*-?\s*(?P<base>{_BASE})\b\.?(?P<of>.*)", re.IGNORECASE
)
"""A measure by its size: "1.0 oz", "12 fl oz can", "1oz slice"."""

_STATED: Final = re.compile(
    rf"(?P<of>.*?)[(\[,/-]\s*(?P<each>{_NUMBER})\s*(?P<base>{_BASE})\.?\s*[)\]]?$", re.IGNORECASE
)
"""A measure with its size behind it: "slice (28 g)", "bar - 45g"."""


def stated_grams(record: FileRow) -> float | None:
    """Return what a record weighs by the file alone [g], or None if it doesn't say."""
    if record.kind == "supplement":
        return None
    if record.quantity is not None:
        return record.quantity
    if record.grams is not None:
        return record.grams
    if record.amount is None:
        return None
    if (each := grams_in(record.unit)) is not None:
        return record.amount * each
    sized = size_in_words(record.unit, record.amount)
    each = grams_in(sized.base) if sized else None
    return None if sized is None or each is None else sized.amount * each


def stated_weights(said: RowColumns) -> Numbers:
    """Return what rows weigh by the file alone [g], as `stated_grams` does; NaN for None."""
    each = np.array(
        [np.nan if (one := grams_in(unit)) is None else one for unit in said.unit.values]
    )
    by_unit = said.amount * each[said.unit.codes]
    found = np.where(np.isnan(said.quantity), said.grams, said.quantity)
    found = np.where(np.isnan(found), by_unit, found)
    open_ = np.flatnonzero(np.isnan(found) & ~np.isnan(said.amount))
    codes, first = codes_of(len(open_), said.unit.codes[open_], said.amount[open_])
    sized = [
        stated_grams(FileRow(line=0, amount=float(said.amount[row]), unit=unit))
        for row in open_[first].tolist()
        for unit in (said.unit.values[said.unit.codes[row]],)
    ]
    weights = np.array([np.nan if one is None else one for one in sized], float)
    found[open_] = weights[codes]
    found[said.kind.are(lambda kind: kind == "supplement")] = np.nan
    return found


class _Size(NamedTuple):
    amount: float
    """Of all that was eaten."""
    base: str


def size_in_words(unit: str, amount: float) -> _Size | None:
    """Return how much a measure is that says its own size, such as "12 fl oz can"."""
    match = _SIZED.fullmatch(unit)
    if match is None and (match := _STATED.fullmatch(unit)) is not None:
        label = unit_key(match["of"][:LONGEST_UNIT])
        # Of "2 slices (56 g)" it isn't clear whether one weighs that, or both.
        if amount != 1 and label != unit_key_as_written(match["of"]):
            return None
    if match is None:
        return None
    each = number(match["each"], ".")
    return None if not each else _Size(amount * each, unit_name(match["base"]))


def unit_key_as_written(text: str) -> str:
    """Return a text folded as `unit_key` does, but with its plural."""
    return " ".join(re.sub(r"[(),.]", " ", text).casefold().split())
