"""Reads the tables of ``food_data`` and enforces the schema that describes them.

``food_data/datapackage.json`` (Frictionless table schemas) is the one
description of every file. The reader checks header, types, constraints,
primary and foreign keys, and reports every bad row at once, each with the file,
the line as an editor counts it, the column, the value and what is allowed.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from estimator.errors import DataError
from estimator.foods.compact_copy import compact_copy
from estimator.pandas_on_use import pd
from estimator.shipped import shipped

FOOD_DATA: Final = shipped("food_data")
MISSING: Final = ""
_PANDAS_TYPES: Final = {"string": "str", "number": "float64", "integer": "Int64"}
_NUMBER_LIMITS: Final[dict[str, tuple[str, Callable[[float, float], bool]]]] = {
    "minimum": ("at least", lambda value, limit: value >= limit),
    "maximum": ("at most", lambda value, limit: value <= limit),
    "exclusiveMinimum": ("more than", lambda value, limit: value > limit),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell, or with one whole row, of a table."""

    file: str
    line: int
    column: str
    value: str
    allowed: str

    def __str__(self) -> str:
        return (
            f"{self.file}, line {self.line}, {self.column}: "
            f"{self.value!r} is not allowed; {self.allowed}."
        )


TableRow = tuple[int, dict[str, str]]
"""The line a record starts on, and its cells."""


@cache
def data_package(folder: Path = FOOD_DATA) -> dict[str, dict[str, Any]]:
    """Read the descriptor; return each resource by its name.

    Raises
    ------
    DataError
        If the descriptor is missing or is not JSON.
    """
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: can't be read ({error}). Restore the file.") from error
    return {resource["name"]: resource for resource in package["resources"]}


def read_table(name: str, folder: Path = FOOD_DATA) -> pd.DataFrame:
    """Read one table, checked, with the types of its schema.

    Parameters
    ----------
    name : str
        Name of the resource, e.g. ``"foods"``.
    folder : Path
        Where the tables and ``datapackage.json`` are.

    Returns
    -------
    pandas.DataFrame
        Text is ``str`` with ``""`` for an empty cell, numbers are ``float64``
        with NaN and integers ``Int64`` with NA where the cell is empty:
        empty means not known.

    Raises
    ------
    DataError
        If the file is missing or any row breaks the schema; the message lists
        every bad row.
    """
    if folder == FOOD_DATA:
        # Looked at cell by cell once; that it is so is kept for these very files.
        code = Path(__file__).parent
        compact_copy(f"checked-{name}", checked_files(name), lambda: _check(name, folder), code)
    else:
        _check(name, folder)
    return read_trusted_table(table_path(name, folder), column_types(name, folder))


def checked_files(name: str) -> tuple[Path, ...]:
    """Return the file of a table, and those of the tables that its rows refer to."""
    schema = data_package()[name]["schema"]
    others = [key["reference"]["resource"] for key in schema.get("foreignKeys", ())]
    return tuple(map(table_path, (name, *others)))


def table_path(name: str, folder: Path = FOOD_DATA) -> Path:
    """Return the file of a table."""
    return folder / str(data_package(folder)[name]["path"])


def _check(name: str, folder: Path) -> None:
    problems = list(check_table(name, folder))
    if problems:
        shown = "\n".join(str(problem) for problem in problems)
        raise DataError(f"{len(problems)} problem(s) in food_data:\n{shown}")


def column_types(name: str, folder: Path = FOOD_DATA) -> dict[str, str]:
    """Return the pandas type of each column of a table, by its schema."""
    fields = data_package(folder)[name]["schema"]["fields"]
    return {field["name"]: _PANDAS_TYPES[field["type"]] for field in fields}


def read_trusted_table(path: Path, dtypes: dict[str, str]) -> pd.DataFrame:
    """Read a table whose rows were checked before, with explicit types."""
    text = {column: MISSING for column, dtype in dtypes.items() if dtype == "str"}
    numbers = {column: [MISSING] for column, dtype in dtypes.items() if dtype != "str"}
    # keep_default_na: pandas would turn a food named "None" into a missing one.
    frame = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=numbers)
    return frame.fillna(text)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield each row as a named tuple, whose cells have the types of the schema."""
    return frame.itertuples(index=False, name="Row")


def check_table(name: str, folder: Path = FOOD_DATA) -> Iterator[Problem]:
    """Yield every problem of one table, foreign keys included.

    Raises
    ------
    DataError
        If the file can't be read at all.
    """
    resource = data_package(folder)[name]
    schema, file = resource["schema"], resource["path"]
    header, rows = _read_rows(folder / file)
    wanted = [field["name"] for field in schema["fields"]]
    if header != wanted:
        yield Problem(file, 1, "header", ",".join(header), "the columns are " + ",".join(wanted))
        return
    for line, cells in rows:
        if None in cells or None in cells.values():
            yield Problem(
                file, line, "row", ",".join(map(str, cells.values())), f"{len(wanted)} cells a row"
            )
    whole = [(line, cells) for line, cells in rows if None not in cells.values()]
    for field in schema["fields"]:
        yield from _check_field(file, field, whole)
    if "primaryKey" in schema:
        yield from _check_unique(file, schema["primaryKey"], whole)
    for key in schema.get("foreignKeys", ()):
        yield from _check_foreign_key(file, key, whole, folder)


def _read_rows(path: Path) -> tuple[list[str], list[TableRow]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            header = list(reader.fieldnames or ())
            rows = [(reader.line_num, cells) for cells in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: can't be read ({error}). Restore the file.") from error
    if reader.line_num > len(rows) + 1:
        rows = [(line - _line_breaks(cells), cells) for line, cells in rows]
    return header, rows


def _line_breaks(cells: dict[str, str]) -> int:
    """Count the line breaks inside the quoted cells of one record."""
    return sum(str(cell).count("\n") for cell in cells.values())


def _check_field(file: str, field: dict[str, Any], rows: list[TableRow]) -> Iterator[Problem]:
    name, constraints = field["name"], field.get("constraints", {})
    known: dict[str, str | None] = {}
    for line, cells in rows:
        value = cells[name]
        if value == MISSING:
            if constraints.get("required"):
                yield Problem(file, line, name, value, "a value is required")
            continue
        if value not in known:
            known[value] = _wrong_value(value, field["type"], constraints)
        if wrong := known[value]:
            yield Problem(file, line, name, value, wrong)
    if constraints.get("unique"):
        yield from _check_unique(file, [name], rows)


def _wrong_value(value: str, kind: str, constraints: dict[str, Any]) -> str | None:
    """Say what is allowed, where the value is not."""
    if value != value.strip():
        return "no space at either end"
    if kind == "string":
        if "pattern" in constraints and not re.fullmatch(constraints["pattern"], value):
            return f"it must match {constraints['pattern']}"
        allowed = constraints.get("enum")
        return None if allowed is None or value in allowed else f"one of {', '.join(allowed)}"
    try:
        number = int(value) if kind == "integer" else float(value)
    except ValueError:
        return f"it must be {'a whole number' if kind == 'integer' else 'a number'}"
    if not math.isfinite(number):
        return "it must be a finite number"
    if "enum" in constraints and number not in constraints["enum"]:
        return f"one of {', '.join(map(str, constraints['enum']))}"
    for limit, (words, holds) in _NUMBER_LIMITS.items():
        if limit in constraints and not holds(number, constraints[limit]):
            return f"{words} {constraints[limit]}"
    return None


def _check_unique(file: str, columns: list[str], rows: list[TableRow]) -> Iterator[Problem]:
    first_line: dict[tuple[str, ...], int] = {}
    for line, cells in rows:
        key = tuple(cells[column] for column in columns)
        if key in first_line:
            yield Problem(
                file,
                line,
                ", ".join(columns),
                ", ".join(key),
                f"line {first_line[key]} has it already and it must be unique",
            )
        first_line.setdefault(key, line)


def _check_foreign_key(
    file: str, key: dict[str, Any], rows: list[TableRow], folder: Path
) -> Iterator[Problem]:
    (column,), reference = key["fields"], key["reference"]
    (target,) = reference["fields"]
    known = _column_values(folder, reference["resource"], target)
    for line, cells in rows:
        if cells[column] not in known and cells[column] != MISSING:
            yield Problem(
                file,
                line,
                column,
                cells[column],
                f"a {target} of {reference['resource']}.csv",
            )


def _column_values(folder: Path, resource: str, column: str) -> set[str]:
    _, rows = _read_rows(folder / data_package(folder)[resource]["path"])
    return {cells[column] for _, cells in rows}
