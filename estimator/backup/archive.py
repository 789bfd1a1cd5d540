"""The backup file: a zip of every table as JSON lines, and a manifest that vouches for them.

It is the same on any database. Reading it checks everything and trusts nothing: a file
that was cut, changed or made to fill the memory is refused with one sentence. What could
fill it is measured before it is read: the list of members, all of them together, how far
they unpack, each line, and how many values a line holds.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final, cast

from estimator import __version__
from estimator.errors import InputError
from estimator.foods.version import data_version
from estimator.store import LARGEST_ROW, PlainRow, Replacing, Snapshot

FORMAT: Final = "k2-diary-backup"
FORMAT_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
LARGEST: Final = 1 << 30
"""Bytes that the tables of a backup may have together, unpacked: fifty times a diary of years."""
MOST_RATIO: Final = 100
"""How many times its own size a backup may unpack to; diaries come to ten."""
MOST_PEOPLE: Final = 100_000
MOST_VALUES: Final = 3_000_000
"""Values in a row: of a million entries imported at once there are two million in the journal."""
_LARGEST_MANIFEST: Final = 1 << 20
_LARGEST_READ: Final = 1 << 17
"""Bytes; the list of members is read in one piece, and a backup has about ten members."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others take memory by what the file says."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    schema: str
    """The revision of the tables."""
    made_at: datetime
    program: str
    food_data: str
    last_ids: Mapping[str, int]
    sha256: Mapping[str, str]
    """Of each table."""


def write_archive(target: IO[bytes], snapshot: Snapshot, made_at: datetime) -> None:
    """Write a backup.

    Parameters
    ----------
    target : binary file
    snapshot : Snapshot
        Of all the diaries.
    made_at : datetime.datetime
        When; with a time zone.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        sha256 = {
            table: _write_table(archive, table, snapshot.rows(table)) for table in snapshot.tables
        }
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "schema": snapshot.schema,
            "made_at": made_at.isoformat(),
            "program": __version__,
            "food_data": data_version(),
            "last_ids": snapshot.last_ids,
            "sha256": sha256,
        }
        archive.writestr(_member(MANIFEST), json.dumps(manifest, indent=1))


def write_raw(target: IO[bytes], replacing: Replacing) -> None:
    """Write what a server has though it can't be read; it is no backup."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in replacing.before.tables:
            with archive.open(_member(_file_of(table)), "w", force_zip64=True) as file:
                for row in replacing.raw_rows(table):
                    file.write(row.encode() + b"\n")


def _write_table(archive: zipfile.ZipFile, table: str, rows: Iterable[PlainRow]) -> str:
    """Write the rows of a table; return their digest."""
    digest = hashlib.sha256()
    with archive.open(_member(_file_of(table)), "w", force_zip64=True) as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            file.write(line)
    return digest.hexdigest()


@contextmanager
def refusing_damage(name: str) -> Iterator[None]:
    """Turn whatever a file that is no backup leads to into one sentence.

    Raises
    ------
    InputError
        In place of any of that.
    """
    broken: tuple[type[Exception], ...] = (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        OverflowError,
        RuntimeError,
    )
    try:
        yield
    except broken as error:
        raise InputError(
            f"{name}: no backup of this program, or a damaged one; nothing was changed. "
            "Choose another backup."
        ) from error


class Archive:
    """A backup that is open.

    Parameters
    ----------
    archive : zipfile.ZipFile
    name : str
        What to call the file in messages.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self.manifest = self._read_manifest()

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(self.manifest.sha256)

    @property
    def last_ids(self) -> Mapping[str, int]:
        """The last id that was given in each table."""
        return self.manifest.last_ids

    def rows(self, table: str) -> Iterator[PlainRow]:
        """Yield the rows of a table; the last thing done is to check that it is as written.

        Raises
        ------
        InputError
            If the table is missing, was changed, or is too large.
        """
        digest = hashlib.sha256()
        with refusing_damage(self._name), self._archive.open(_file_of(table)) as lines:
            while line := lines.readline(LARGEST_ROW + 1):
                if len(line) > LARGEST_ROW or _values_in(line) > MOST_VALUES:
                    raise too_large(self._name)
                digest.update(line)
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise TypeError(row)
                yield row
            if digest.hexdigest() != self.manifest.sha256[table]:
                raise ValueError(table)

    def _read_manifest(self) -> Manifest:
        with refusing_damage(self._name), self._archive.open(MANIFEST) as file:
            said = json.loads(file.read(_LARGEST_MANIFEST))
            if said["format"] != FORMAT:
                raise ValueError(said["format"])
            if said["format_version"] > FORMAT_VERSION:
                raise InputError(
                    f"{self._name}: made by a newer version of this program. "
                    "Update the program to bring it back."
                )
            return Manifest(
                schema=str(said["schema"]),
                made_at=datetime.fromisoformat(said["made_at"]),
                program=str(said["program"]),
                food_data=str(said["food_data"]),
                last_ids={str(table): int(last) for table, last in said["last_ids"].items()},
                sha256={str(table): str(digest) for table, digest in said["sha256"].items()},
            )


@contextmanager
def open_archive(file: IO[bytes], name: str) -> Iterator[Archive]:
    """Open a backup.

    Raises
    ------
    InputError
        If it is no backup, or a damaged one.
    """
    with refusing_damage(name):
        archive = zipfile.ZipFile(cast(IO[bytes], _SmallReads(file)))
    with archive:
        _check_size(archive, file.seek(0, io.SEEK_END), name)
        yield Archive(archive, name)


class _SmallReads:
    """A file of which little is read at once.

    The list of members is read in one piece, before anybody can ask how many there are.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes, or all that are left, if they are few."""
        data = self._file.read(min(size, _LARGEST_READ + 1) if size >= 0 else _LARGEST_READ + 1)
        if len(data) > _LARGEST_READ:
            raise zipfile.BadZipFile("too much at once")
        return data


def _check_size(archive: zipfile.ZipFile, size: int, name: str) -> None:
    """Raise if the members could fill the memory, by what the file says of them.

    No more than that is ever unpacked of a member.
    """
    members = archive.infolist()
    with refusing_damage(name):
        if any(member.compress_type not in _METHODS for member in members):
            raise zipfile.BadZipFile("another method")
    unpacked = sum(member.file_size for member in members)
    if unpacked > min(LARGEST, max(_LARGEST_MANIFEST, MOST_RATIO * size)):
        raise too_large(name)


def _values_in(line: bytes) -> int:
    """Return how many values a line of JSON has at most."""
    return sum(map(line.count, (b",", b"[", b"{", b":")))


def too_large(name: str) -> InputError:
    """Return what refuses a backup that could fill the memory."""
    return InputError(
        f"{name}: holds more than a diary can. Choose a backup that this program made."
    )


def _file_of(table: str) -> str:
    return f"tables/{table}.jsonl"


def _member(name: str) -> zipfile.ZipInfo:
    # Without the date the same rows make the same file.
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member
