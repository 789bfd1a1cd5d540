"""Zip files: of their members the one that is a diary."""

import io
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile

from estimator.errors import InputError
from estimator.importing.sheet import LARGEST_FILE, KnowsColumns, Sheet, shown_name
from estimator.importing.workbooks import LARGEST_UNPACKED

MOST_MEMBERS: Final = 20_000
_READ: Final = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".xml", ".xpt")
_SHOWN: Final = 5

Open = Callable[[bytes, str], Sheet]


def is_workbook(data: bytes, file: str) -> bool:
    """Return whether a zip is an Excel file.

    Raises
    ------
    InputError
        If it is broken, or has too many members.
    """
    with _opened(data, file) as archive:
        return "[Content_Types].xml" in archive.namelist()


def archive_sheet(data: bytes, file: str, knows: KnowsColumns, opened: Open) -> Sheet:
    """Open a zip file at the member that is known; else at the only one there is.

    Parameters
    ----------
    data : bytes
    file : str
        What messages call it.
    knows : callable
        Tells the names of columns that are known.
    opened : callable
        Opens a member by its content and name.

    Raises
    ------
    InputError
        If it is broken or too large, or it is not clear which member is the diary.
    """
    with _opened(data, file) as archive:
        members = [
            member
            for member in archive.infolist()
            if PurePosixPath(member.filename.casefold()).suffix in _READ
            and not PurePosixPath(member.filename).name.startswith(".")
            and "__MACOSX" not in member.filename
        ]
        if sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise InputError(f"{file} is too large when unpacked. Import the file in it alone.")
        others: list[Sheet] = []
        problems: list[InputError] = []
        for member in members:
            name = shown_name(PurePosixPath(member.filename).name)
            if member.file_size > LARGEST_FILE:
                continue
            try:
                with archive.open(member) as packed:
                    content = packed.read(LARGEST_FILE + 1)
                sheet = opened(content, name)
            except InputError as error:
                problems.append(error)
                continue
            except (BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
                raise InputError(
                    f"{file}: {name} can't be unpacked. Unpack it, and import the file in it."
                ) from error
            if knows(sheet.header):
                return sheet
            others.append(sheet)
    if len(others) == 1:
        return others[0]
    if not others and len(problems) == 1:
        raise problems[0]
    names = ", ".join(one.file for one in others[:_SHOWN]) or "no table"
    raise InputError(f"{file} holds {names}: none is a diary known here. Import one of them alone.")


def _opened(data: bytes, file: str) -> ZipFile:
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OSError) as error:
        raise InputError(f"{file} is a broken zip file. Export it anew.") from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise InputError(f"{file} holds too many files. Unpack it, and import the diary alone.")
    return archive
