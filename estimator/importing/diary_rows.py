"""Makes a record of each row of a file, as a diary takes them one by one."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

import numpy as np

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.importing.file_columns import Columns, codes_of
from estimator.importing.file_rows import FileRow
from estimator.importing.layout import Layout
from estimator.importing.records import Numbers, Rows
from estimator.importing.row_values import YES, Coded, RowColumns, texts_of
from estimator.pandas_on_use import pd

_ROWS_AT_ONCE: Final = 5000


def file_rows(
    said: RowColumns, columns: Columns, layout: Layout, worked_out: tuple[Numbers, Coded[str]]
) -> list[FileRow]:
    """Return the rows of a file one by one.

    Parameters
    ----------
    said : RowColumns
        What they say.
    columns : Columns
        Of the file.
    layout : Layout
    worked_out : tuple
        Weights by what else is in the file; see `estimator.importing.weights.worked_out`.
    """
    records: list[FileRow] = []
    notes, ids = (texts_of(columns, name, said.rows) for name in ("note", "entry_id"))
    tokens = _tokens(said, notes, ids, layout)
    grams, how = worked_out
    for start in range(0, len(said), _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        records += _records(said, columns, tokens[part], grams[part], how, part)
    return records


def _records(
    said: RowColumns,
    columns: Columns,
    tokens: list[str],
    grams: Numbers,
    how: Coded[str],
    part: slice,
) -> list[FileRow]:
    """Return some of the rows: what each holds is gathered by columns, of a few rows at a time."""
    rows = said.rows[part]
    ids, notes, samples, complete, definitions, kinds, typed = (
        texts_of(columns, name, rows)
        for name in (
            "entry_id",
            "note",
            "sample",
            "day_complete",
            "definition",
            "amount_kind",
            "typed",
        )
    )
    food = said.food.codes[part]
    cells = {
        "line": columns.lines[rows].tolist(),
        "day": said.day.of(part).each(),
        "eaten_at": said.eaten_at.of(part).each(),
        "person": said.person.of(part).each(),
        "meal": Coded(said.meal.codes[part], [meal or None for meal in said.meal.values]).each(),
        "name": Coded(food, [name for _, name in said.food.values]).each(),
        "code": Coded(food, [code for code, _ in said.food.values]).each(),
        "amount": _coded(said.amount[part]).each(),
        "unit": said.unit.of(part).each(),
        "grams": _coded(said.grams[part]).each(),
        "quantity": _coded(said.quantity[part]).each(),
        "note": notes.each(),
        "kind": said.kind.of(part).each(),
        "sample": _is_yes(samples).each(),
        "day_complete": _is_yes(complete).each(),
        "token": tokens,
        "named": Coded(ids.codes, [*map(bool, ids.values)]).each(),
        "definition": definitions.each(),
        "problem": said.problem.of(part).each(),
        "worked_out": _coded(grams).each(),
        "worked_out_by": how.of(part).each(),
        "amount_kind": kinds.each(),
        "typed": typed.each(),
    }
    return [
        FileRow(**dict(zip(cells, values, strict=True)))
        for values in zip(*cells.values(), strict=True)
    ]


def _numbers(values: Numbers) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _is_yes(texts: Coded[str]) -> Coded[bool]:
    return Coded(texts.codes, [text.casefold() in YES for text in texts.values])


def _tokens(said: RowColumns, notes: Coded[str], ids: Coded[str], layout: Layout) -> list[str]:
    """Return what names each row: its own id, or what it says.

    Rows of a person that say the same are counted, so that each has a name.
    """
    tokens = ids.each()
    other = {DAY_KIND, OWN_KIND}
    unnamed = ids.are(lambda text: not text)
    eaten = said.kind.are(lambda kind: kind not in other)
    rows = np.flatnonzero(unnamed & eaten & (said.problem.codes == 0))
    parts = [
        _written(said.day, rows),
        _written(said.eaten_at, rows),
        _written(Coded(said.meal.codes, [meal or None for meal in said.meal.values]), rows),
        _written(Coded(said.food.codes, [name for _, name in said.food.values]), rows),
        _written(Coded(said.food.codes, [code for code, _ in said.food.values]), rows),
        _written(_coded(said.amount), rows),
        _written(said.unit, rows),
        _written(_coded(said.grams), rows),
        _written(_coded(said.quantity), rows),
        _written(notes, rows),
    ]
    person = _written(said.person, rows)
    alike, _ = codes_of(len(rows), person.codes, *(part.codes for part in parts))
    counts = (pd.Series(alike).groupby(alike).cumcount() + 1).tolist()
    texts = zip(*(part.each() for part in parts), counts, strict=True)
    for row, (*cells, count) in zip(rows.tolist(), texts, strict=True):
        text = "\x1f".join((layout.key, *cells, str(count)))
        tokens[row] = f"file-{sha256(text.encode()).hexdigest()[:32]}"
    return tokens


def _coded(values: Numbers) -> Coded[float | None]:
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    return Coded(codes, _numbers(distinct))


def _written(values: Coded[Any], rows: Rows) -> Coded[str]:
    """Return the values of some rows as text, each text once."""
    known: dict[str, int] = {}
    codes = [known.setdefault(str(value), len(known)) for value in values.values]
    return Coded(np.array(codes, np.intp)[values.codes[rows]], list(known))
