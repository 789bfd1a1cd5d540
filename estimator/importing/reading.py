"""Reads the rows of a file: who ate what, when and how much, as far as the file says."""

from typing import Final

from estimator.diary_values import DAY_KIND, OWN_KIND
from estimator.errors import InputError
from estimator.importing.file_rows import Choices, FileRead, FileRow, Progress, no_progress
from estimator.importing.layouts import LAYOUTS, layout_of, places
from estimator.importing.rows import YES, RowReader
from estimator.importing.sheet import Sheet, tidy_cell
from estimator.importing.weights import Contents, with_weights

_ROWS_A_REPORT: Final = 5000


def read_file_rows(
    sheet: Sheet, choices: Choices | None = None, progress: Progress = no_progress
) -> FileRead:
    """Read a file.

    Parameters
    ----------
    sheet : Sheet
    choices : Choices, optional
    progress : callable
        Told how many rows are read.

    Raises
    ------
    InputError
        If it is no diary, or no layout is known by the names of its columns.
    """
    choices = choices or Choices()
    layout = choices.layout or layout_of(sheet)
    if layout is None:
        known = ", ".join(one.title for one in LAYOUTS.values())
        raise InputError(
            f"{sheet.file}: the names of its columns are of none of these: {known}. "
            "Choose which column is what (on the command line: --column)."
        )
    at = places(layout, sheet.header)
    reader = RowReader(sheet, layout, at, choices)
    records: list[FileRow] = []
    contents: list[Contents] = []
    persons: dict[str, None] = {}
    deleted = empty = 0
    for cells, values in reader.rows():
        person = values.get("person", "")
        persons[person] = None
        if choices.person is not None and person != choices.person:
            continue
        if values.get("deleted", "").casefold() in YES:
            deleted += 1
            continue
        record, content = reader.record(cells, values)
        if _is_nothing(record):
            empty += 1
            continue
        records.append(record)
        contents.append(content)
        if len(records) % _ROWS_A_REPORT == 0:
            progress("read", len(records))
    named = tuple(person for person in persons if person)
    asks = reader.asks()
    if choices.person is None and len(persons) > 1:
        asks = ("person", *asks)
    return FileRead(
        file=sheet.file,
        layout=layout,
        sniffed=reader.sniffed(),
        asks=asks,
        persons=named,
        rows=tuple(with_weights(records, contents)),
        deleted=deleted,
        empty=empty,
    )


def _is_nothing(record: FileRow) -> bool:
    """Return whether a row says that nothing was eaten."""
    if record.problem or record.kind in (DAY_KIND, OWN_KIND):
        return False
    said = next(
        (one for one in (record.quantity, record.amount, record.grams) if one is not None), None
    )
    return said == 0


def code_names(sheet: Sheet) -> dict[str, str]:
    """Read the names of foods by their code, as NHANES has them in a file of its own (DRXFCD).

    Raises
    ------
    InputError
        If it has no such columns.
    """
    at = {name.casefold(): place for place, name in enumerate(sheet.header)}
    places_of = [
        next((at[name] for name in names if name in at), None)
        for names in (("drxfdcd", "food code"), ("drxfcld", "drxfcsd", "main food description"))
    ]
    code, name = places_of
    if code is None or name is None:
        raise InputError(
            f"{sheet.file} has no columns DRXFDCD and DRXFCLD with codes and names of foods."
        )
    return {
        tidy_cell(cells[code]): tidy_cell(cells[name])
        for _, cells in sheet.rows()
        if len(cells) > max(code, name)
    }
