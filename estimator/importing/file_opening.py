"""Opens a file of any kind that is read: CSV, Excel, JSON, XML, zip, Parquet, SAS transport."""

from pathlib import Path
from typing import Final

from estimator.errors import InputError
from estimator.importing.archives import archive_sheet, is_workbook
from estimator.importing.health_exports import json_sheet, xml_sheet
from estimator.importing.parquet_tables import PARQUET, parquet_sheet
from estimator.importing.sheet import LARGEST_FILE, Sheet, shown_name
from estimator.importing.text_tables import held, text_sheet
from estimator.importing.transport import XPORT, transport_sheet
from estimator.importing.which_layout import known_columns
from estimator.importing.workbooks import workbook_sheet

_BEGINS: Final = 100_000
_ZIP: Final = b"PK"
_REFUSED: Final = {
    b"\xd0\xcf\x11\xe0": "an Excel file of the older kind (XLS). Save it as XLSX or CSV",
    b"%PDF": "a PDF. Export the diary as CSV",
    b"\x1f\x8b": "a compressed file. Unpack it",
    b"SQLite": "a database. Export the diary as CSV",
    b"<!DOCTYPE html": "a web page. Export the diary as CSV",
    b"<!doctype html": "a web page. Export the diary as CSV",
    b"<html": "a web page. Export the diary as CSV",
}


def read_sheet(data: bytes, name: str, *, any_size: bool = False) -> Sheet:
    """Open a file; find what it is, and which of its lines names the columns.

    Parameters
    ----------
    data : bytes
        The file: CSV in UTF-8, UTF-16 or Windows-1252, Excel (XLSX), JSON of Fitbit, XML of Apple
        Health, a zip with one of them in it, or a SAS transport file (XPT); of any size
        Parquet as well.
    name : str
        Of the file.
    any_size : bool
        Whether it may be larger than what goes into one diary.

    Raises
    ------
    InputError
        If it is too large, empty, of another kind, or names no columns.
    """
    file = shown_name(name)
    if data.startswith(PARQUET):
        if any_size:
            return parquet_sheet(data, file)
        # What it unpacks to is bounded by nothing: no file for a server to take from anybody.
        raise InputError(
            f"{file} is Parquet, which `estimate` and `cohort` read. Save it as CSV to import it."
        )
    if len(data) > LARGEST_FILE and not any_size:
        raise InputError(
            f"{file} has {len(data) / 1e6:,.0f} MB, but up to {LARGEST_FILE / 1e6:,.0f} MB are "
            "read at once. Import it in parts."
        )
    if data.startswith(_ZIP):
        if is_workbook(data, file):
            return workbook_sheet(data, file, known_columns)
        return archive_sheet(data, file, known_columns, _member)
    return _member(data, file)


def path_sheet(path: Path, name: str) -> Sheet:
    """Open a file of any size; of text and Parquet no more is in memory than is read at once.

    See `read_sheet`.
    """
    with path.open("rb") as file:
        head = file.read(_BEGINS)
    if head.startswith(PARQUET):
        return parquet_sheet(path, shown_name(name))
    if is_text(head):
        return text_sheet(lambda: path.open("rb"), shown_name(name), known_columns)
    return read_sheet(path.read_bytes(), name, any_size=True)


def _member(data: bytes, file: str) -> Sheet:
    """Open what may be in a zip; a zip in a zip is not."""
    if data.startswith(XPORT):
        return transport_sheet(data, file)
    if data.startswith(_ZIP):
        if is_workbook(data, file):
            return workbook_sheet(data, file, known_columns)
        raise InputError(f"{file} is a zip in a zip. Unpack it, and import the file in it.")
    begins = _begins(data)
    for start, what in _REFUSED.items():
        if begins.startswith(start):
            raise InputError(f"{file} is {what}, and import that.")
    if begins.startswith((b"{", b"[")):
        return json_sheet(data, file)
    if begins.startswith(b"<"):
        return xml_sheet(data, file)
    return text_sheet(held(data), file, known_columns)


def is_text(data: bytes) -> bool:
    """Return whether a file that begins so is CSV or its kin, and not of another kind."""
    begins = _begins(data)
    return not (
        data.startswith((XPORT, _ZIP, PARQUET)) or begins.startswith((*_REFUSED, b"{", b"[", b"<"))
    )


def _begins(data: bytes) -> bytes:
    return data[:_BEGINS].lstrip(b"\xef\xbb\xbf \r\n\t")
