"""Rows that have more cells than the first line names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from estimator.importing.cell_reader import CellReader
from estimator.importing.file_columns import Codes, Columns
from estimator.importing.layout import NUTRIENTS
from estimator.importing.sheet import tidy_cell


def mended(
    columns: Columns, cells: CellReader, at: Mapping[str, int], named: int
) -> tuple[Columns, dict[int, str]]:
    """Mend rows that are too long; return what can't be mended, and why, by row.

    A comma in a food that nobody quoted parts it: joined, the row reads as the others do. Where a
    row reads well either way, or neither, nothing is guessed.

    Parameters
    ----------
    columns : Columns
    cells : CellReader
    at : mapping of str to int
        Where the columns of the layout are.
    named : int
        How many cells the first line names.
    """
    faults: dict[int, str] = {}
    texts = {
        name: {text: code for code, text in enumerate(known)}
        for name, known in columns.texts.items()
    }
    codes: dict[str, Codes] = {}
    if columns.extra:
        codes = {name: code.astype(np.int32) for name, code in columns.codes.items()}
    for row, whole in columns.extra.items():
        values = {name: columns.texts[name][columns.codes[name][row]] for name in codes}
        joined = _joined(whole, at, named)
        reads_well = [one for one in (values, joined) if one and _reads_well(one, cells)]
        if len(reads_well) != 1:
            faults[row] = f"{len(whole)} cells, but the first line names {named}."
            continue
        for name, text in reads_well[0].items():
            codes[name][row] = texts[name].setdefault(text, len(texts[name]))
    if not columns.extra:
        return columns, faults
    return replace(columns, codes=codes, texts={name: [*texts[name]] for name in texts}), faults


def _joined(cells: Sequence[str], at: Mapping[str, int], named: int) -> dict[str, str]:
    """Return what a row holds whose cells too many are of its food."""
    if (place := at.get("name")) is None:
        return {}
    more = len(cells) - named
    food = ", ".join(map(str.strip, cells[place : place + more + 1]))
    whole = [*cells[:place], food, *cells[place + more + 1 :]]
    return {name: tidy_cell(whole[of]) for name, of in at.items()}


def _reads_well(values: Mapping[str, str], cells: CellReader) -> bool:
    numbers = [values.get(name, "") for name in ("grams", "amount", "quantity", *NUTRIENTS)]
    portion = values.get("portion", "")
    return (
        all(not text or cells.number(text) is not None for text in numbers)
        and (not portion or not isinstance(cells.portion(portion), str))
        and any((portion, *numbers[:3]))
        and not isinstance(cells.date(values.get("date", "")), str)
    )
