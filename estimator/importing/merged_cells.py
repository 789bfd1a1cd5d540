"""Which cells of an Excel sheet go over several rows."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final
from zipfile import ZipFile

_RANGE: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_BLOCK: Final = 1 << 20
_LONGEST: Final = 200
"""No part of the sheet that names a range is longer [bytes]."""


def merged_downwards(data: bytes, sheet: Any) -> Mapping[int, list[tuple[int, int]]]:
    """Return what is merged over several rows of one column, by its first row.

    Parameters
    ----------
    data : bytes
        Of the workbook.
    sheet : openpyxl worksheet
        As it is read row by row, where openpyxl keeps nothing of what is merged.

    Returns
    -------
    mapping of int to list of tuple
        The column, from 0, and the last row of each.
    """
    path = getattr(sheet, "_worksheet_path", "")
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    with ZipFile(io.BytesIO(data)) as archive:
        if path not in archive.namelist():
            return merged
        for ref in _ranges(archive, path):
            left, top, right, bottom = ref
            if left == right and top != bottom:
                merged[int(top)].append((_place(left), int(bottom)))
    return merged


def _ranges(archive: ZipFile, path: str) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    tail = b""
    with archive.open(path) as member:
        while block := member.read(_BLOCK):
            text = tail + block
            end = 0
            for match in _RANGE.finditer(text):
                end = match.end()
                left, top, right, bottom = match.groups()
                yield left, top, right, bottom
            tail = text[max(end, len(text) - _LONGEST) :]


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
