"""Food records as they come out of a file, with the rows that are refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from estimator.calculation.unusable_rows import UnusableRowsError
from estimator.cohort.plan import RECORDS, TABLE, TEXT, CohortPlan, FilePiece, Part, Person
from estimator.importing.file_opening import read_sheet
from estimator.importing.matching import language_in
from estimator.importing.parquet_tables import open_parquet, parquet_sheet, record_batches
from estimator.importing.record_reader import read_records
from estimator.importing.records import ReadAs, refused_rows
from estimator.importing.sheet import Sheet

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_NOTHING: Final = ReadAs("", "", ())
_CODED: Final = ("person", "item", "meal", "amount_kind")
_REFUSED: Final = ("file", "line", "column", "grams", "why")


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Records that were read together.

    Attributes
    ----------
    frame : DataFrame
        See `estimator.calculation.intake.estimate`.
    places : callable
        Returns the name of the file and the line of each row of the frame.
    read : int
        How many rows were read.
    empty : int
        How many said that nothing was eaten.
    refused : DataFrame
        A row for each thing that is wrong with a row, as ``--left-out`` writes them.
    said : tuple of str
        What was found out about the file.
    read_as : ReadAs
    """

    frame: pd.DataFrame
    places: Callable[[], tuple[NDArray[Any], NDArray[Any]]]
    read: int
    empty: int = 0
    refused: pd.DataFrame
    said: tuple[str, ...] = ()
    read_as: ReadAs = _NOTHING


def no_refused() -> pd.DataFrame:
    """Return an empty table of refused rows."""
    return pd.DataFrame(columns=list(_REFUSED))


def batch_of_part(plan: CohortPlan, part: Part) -> Batch:
    """Read the records of a part from the files.

    Raises
    ------
    InputError
        If a file is broken.
    """
    tables, lines_of = zip(
        *(_records(plan, plan.pieces[number], part) for number in part.pieces), strict=True
    )

    def places() -> tuple[NDArray[Any], NDArray[Any]]:
        names = [_name(plan, plan.pieces[number]) for number in part.pieces]
        lines = [lines() for lines in lines_of]
        return np.repeat(names, [len(one) for one in lines]), np.concatenate(lines)

    frame = _frame(pa.concat_tables(tables, promote_options="permissive"))
    return Batch(frame=frame, places=places, read=len(frame), refused=no_refused())


def batch_of_piece(plan: CohortPlan, piece: FilePiece, date_order: str, decimal_mark: str) -> Batch:
    """Read a piece of a file, of any layout.

    Parameters
    ----------
    plan : CohortPlan
    piece : FilePiece
    date_order, decimal_mark : str
        What other pieces of the file tell; "" where this one is to tell by itself.

    Raises
    ------
    InputError
        If the file is broken.
    """
    of = plan.inputs[piece.input]
    if of.kind == RECORDS:
        return batch_of_part(plan, Part(pieces=(plan.pieces.index(piece),)))
    reading = plan.settings.reading
    chosen = reading.choices()
    choices = replace(
        chosen,
        date_order=date_order or chosen.date_order,
        decimal_mark=decimal_mark or chosen.decimal_mark,
    )
    sheet, begins = _sheet(plan, piece)
    language = language_in(plan.settings.asked.region)
    records = read_records(sheet, choices, cup=reading.cup, language=language)
    refused = refused_rows([records])
    refused["line"] += begins

    def places() -> tuple[NDArray[Any], NDArray[Any]]:
        return np.repeat([records.file], len(records.rows)), records.lines[records.rows] + begins

    return Batch(
        frame=records.frame,
        places=places,
        read=len(records.lines),
        empty=records.empty,
        refused=refused,
        said=records.said,
        read_as=records.read_as,
    )


def usable(batch: Batch, found: UnusableRowsError) -> tuple[NDArray[np.bool_], pd.DataFrame]:
    """Return which rows of a batch the calculation can use, and why it can't use the others."""
    good = np.ones(len(batch.frame), bool)
    files, lines = batch.places()
    grams = batch.frame.get("quantity", batch.frame.get("grams"))
    rows = []
    for one in found.found:
        good[one.rows] = False
        for row in one.rows.tolist():
            weight = pd.to_numeric(grams.iloc[[row]], errors="coerce").iloc[0]  # type: ignore[union-attr]
            sentence = one.say(row)
            why = f"{sentence[0].upper()}{sentence[1:].rstrip('.')}."
            rows.append((files[row], int(lines[row]), one.column, weight, why))
    return good, pd.DataFrame(rows, columns=list(_REFUSED))


def _name(plan: CohortPlan, piece: FilePiece) -> str:
    return Path(plan.inputs[piece.input].path).name


def _sheet(plan: CohortPlan, piece: FilePiece) -> tuple[Sheet, int]:
    """Open a piece; return how many lines of the file come before its first, too."""
    of, name = plan.inputs[piece.input], _name(plan, piece)
    path = Path(of.path)
    if of.kind == TABLE:
        groups = range(piece.start, piece.stop)
        return parquet_sheet(path, name, groups, piece.first, (piece.skip, piece.rows)), 0
    if of.kind != TEXT:
        return read_sheet(path.read_bytes(), name, any_size=True), 0
    with path.open("rb") as file:
        head = file.read(of.head)
        file.seek(piece.start)
        data = head.removeprefix(_BYTE_ORDER_MARK) + file.read(piece.stop - piece.start)
    if of.codec != "utf-8":
        data = data.decode(of.codec).encode()
    lines_of_head = head.count(b"\n")
    return read_sheet(data, name, any_size=True), piece.first - 1 - lines_of_head


def _records(
    plan: CohortPlan, piece: FilePiece, part: Part
) -> tuple[Any, Callable[[], NDArray[Any]]]:
    """Read the rows of a piece that are of a part, and where they are in the file."""
    path, name = Path(plan.inputs[piece.input].path), _name(plan, piece)
    parquet = open_parquet(path, name, _CODED)
    names = parquet.schema_arrow.names
    amount = "quantity" if "quantity" in names else "grams"
    wanted = ["person", "date", "item", amount, "amount_kind"]
    if plan.settings.asked.by == "meal":
        wanted.append("meal")
    groups = range(piece.start, piece.stop)
    columns = [one for one in wanted if one in names]
    within = (piece.skip, piece.rows)
    schema = pa.schema([parquet.schema_arrow.field(one) for one in columns])
    table = pa.Table.from_batches(record_batches(parquet, groups, columns, name, within), schema)
    # Which rows of the file they are is asked only of those that are refused.
    if _within(piece, part):
        n_rows = len(table)
        return table, lambda: np.arange(piece.first, piece.first + n_rows)
    chosen = _chosen(table["person"], part.after, part.up_to)
    return table.filter(pa.array(chosen)), lambda: piece.first + np.flatnonzero(chosen)


def _within(piece: FilePiece, part: Part) -> bool:
    return (part.after is None or piece.low > part.after) and (  # type: ignore[operator]
        part.up_to is None or piece.high <= part.up_to  # type: ignore[operator]
    )


def _chosen(column: Any, after: Person | None, up_to: Person | None) -> NDArray[np.bool_]:
    """Return which rows are of persons after one and up to another, asked once of each person."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    coded = coded.unify_dictionaries().combine_chunks()
    persons = coded.dictionary.to_pylist()
    meant = [
        (after is None or person > after) and (up_to is None or person <= up_to)
        for person in persons
    ]
    chosen: NDArray[np.bool_] = np.array([*meant, False])[coded.indices.to_numpy()]
    return chosen


def _frame(table: Any) -> pd.DataFrame:
    """Return a table as a frame, texts as codes."""
    for place, name in enumerate(table.schema.names):
        column = table[name]
        kind = column.type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            table = table.set_column(place, name, column.dictionary_encode())
        elif pa.types.is_date(kind):
            table = table.set_column(place, name, column.cast(pa.timestamp("s")))
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas(use_threads=False)
    return frame


def together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the refused rows of several batches."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else no_refused()
