"""What is to be done for a cohort, decided before any of it is: the same for any workers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from estimator import __version__
from estimator.files.estimated import Asked
from estimator.foods.version import data_version
from estimator.importing.file_rows import Choices
from estimator.importing.which_layout import chosen_layout

PART_ROWS: Final = 1 << 20
"""Rows that are estimated together: what they take stays below the limit of memory."""
TABLES: Final = ("parquet", "csv")
"""What results are written as."""

RECORDS: Final = "records"
"""Parquet with the columns of `estimate`: item, date, and quantity or grams."""
TABLE: Final = "table"
"""Parquet of another layout."""
TEXT: Final = "text"
"""CSV and its kin, which can be cut between rows."""
WHOLE: Final = "whole"
"""Anything else that is read, each file at once."""

Person = str | int
"""The person of a record, as its file has it."""


@dataclass(frozen=True, kw_only=True)
class FileSettings:
    """How files are read: see `estimator.importing.file_rows.Choices`, as plain values."""

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    decimal_mark: str = ""
    weight: str = ""
    first_day: str = ""
    code_system: str = ""
    code_names: Mapping[str, str] = field(default_factory=dict)
    ordinary_servings: bool = False
    cup: str = "us_customary"

    @classmethod
    def of(cls, choices: Choices, cup: str) -> "FileSettings":
        """Return them as plain values."""
        layout = choices.layout
        return cls(
            columns={name: columns[0] for name, columns in layout.columns.items()}
            if layout
            else {},
            date_order=choices.date_order,
            decimal_mark=choices.decimal_mark,
            weight=choices.weight,
            first_day=choices.first_day.isoformat() if choices.first_day else "",
            code_system=choices.code_system,
            code_names=dict(choices.code_names),
            ordinary_servings=choices.ordinary_servings,
            cup=cup,
        )

    def choices(self) -> Choices:
        """Return them as the reader takes them."""
        return Choices(
            layout=chosen_layout(self.columns) if self.columns else None,
            date_order=self.date_order,
            decimal_mark=self.decimal_mark,
            weight=self.weight,
            first_day=date.fromisoformat(self.first_day) if self.first_day else None,
            code_system=self.code_system,
            code_names=self.code_names,
            ordinary_servings=self.ordinary_servings,
        )


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is asked of a cohort.

    Attributes
    ----------
    asked : Asked
    reading : FileSettings
    table : str
        One of `TABLES`.
    part_rows : int
        How many rows are read and estimated together, about.
    """

    asked: Asked = field(default_factory=Asked)
    reading: FileSettings = field(default_factory=FileSettings)
    table: str = TABLES[0]
    part_rows: int = PART_ROWS


@dataclass(frozen=True, kw_only=True)
class Input:
    """A file of a cohort.

    Attributes
    ----------
    path : str
    bytes, modified : int
        Its size, and when it was written [ns]: if both are as they were, so is its hash.
    sha256 : str
    kind : str
        `RECORDS`, `TABLE`, `TEXT` or `WHOLE`.
    head : int
        How many bytes of a text come before its rows.
    codec : str
        Of a text.
    """

    path: str
    bytes: int
    modified: int
    sha256: str
    kind: str
    head: int = 0
    codec: str = ""


@dataclass(frozen=True, kw_only=True)
class FilePiece:
    """What is read at once of a file.

    Attributes
    ----------
    input : int
        Which file.
    start, stop : int
        Its bytes, or its row groups.
    first : int
        On which line, or in which row from 1, it begins.
    skip : int
        Rows of its row group that come before it, where that has too many.
    rows : int
        How many it has, about.
    low, high : str or int, optional
        No person of it is before or after these; None where that isn't known.
    """

    input: int
    start: int
    stop: int
    first: int
    rows: int
    skip: int = 0
    low: Person | None = None
    high: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """Whole persons that are estimated at once.

    Attributes
    ----------
    pieces : tuple of int
        Where their rows are, if files are read for each part; else none.
    after, up_to : str or int, optional
        Whose rows of those are meant: persons after the one and up to the other.
    """

    pieces: tuple[int, ...] = ()
    after: Person | None = None
    up_to: Person | None = None


@dataclass(frozen=True, kw_only=True)
class CohortPlan:
    """All that is to be done.

    Attributes
    ----------
    settings : Settings
    inputs, pieces, parts : tuple
    direct : bool
        Whether parts are read from the files. If not, pieces are read first, and their rows kept
        by part, as persons are spread over them.
    """

    settings: Settings
    inputs: tuple[Input, ...]
    pieces: tuple[FilePiece, ...]
    parts: tuple[Part, ...]
    direct: bool

    @cached_property
    def identity(self) -> str:
        """A hash that differs for any other data, settings or program."""
        inputs = [self._of_input(number) for number in range(len(self.inputs))]
        pieces = [asdict(piece) for piece in self.pieces]
        return _hashed(self.asked_by, inputs, pieces, [asdict(part) for part in self.parts])

    @property
    def asked_by(self) -> dict[str, Any]:
        """What is asked, and of which program and food data, as plain values."""
        versions = {"program": __version__, "food_data": data_version()}
        return {"versions": versions, "settings": asdict(self.settings)}

    def key_of_piece(self, number: int) -> str:
        """Return a hash that differs for any other way to read a piece."""
        piece = self.pieces[number]
        bounds = [piece.start, piece.stop, piece.first, piece.skip, piece.rows]
        return _hashed(self.asked_by, self._of_input(piece.input), bounds, len(self.parts))

    def key_of_part(self, number: int) -> str:
        """Return a hash that differs for any other result of a part."""
        if not self.direct:
            return _hashed(self.identity, number)
        part = self.parts[number]
        pieces = [self.pieces[one] for one in part.pieces]
        of = [[self._of_input(one.input), one.start, one.stop, one.skip] for one in pieces]
        return _hashed(self.asked_by, of, part.after, part.up_to)

    def _of_input(self, number: int) -> list[Any]:
        of = self.inputs[number]
        return [Path(of.path).name, of.sha256, of.kind, of.head, of.codec]

    def as_values(self) -> dict[str, Any]:
        """Return it as plain values, for a file."""
        return {**self.asked_by, **asdict(self)}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "CohortPlan":
        """Return it from such values."""
        settings = values["settings"]
        return cls(
            settings=Settings(
                asked=Asked(**settings["asked"]),
                reading=FileSettings(**settings["reading"]),
                table=settings["table"],
                part_rows=settings["part_rows"],
            ),
            inputs=tuple(Input(**one) for one in values["inputs"]),
            pieces=tuple(FilePiece(**one) for one in values["pieces"]),
            parts=tuple(Part(**{**one, "pieces": tuple(one["pieces"])}) for one in values["parts"]),
            direct=values["direct"],
        )


def _hashed(*values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def numbered(looked: Sequence[tuple[Input, Sequence[FilePiece]]]) -> list[FilePiece]:
    """Return the pieces of some files, each with the number of its file."""
    return [
        replace(piece, input=number)
        for number, (_, pieces) in enumerate(looked)
        for piece in pieces
    ]
