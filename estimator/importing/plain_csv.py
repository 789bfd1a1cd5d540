"""Plain CSV by columns, through Arrow: a block at a time, each distinct text of a column once.

Arrow is asked only about blocks that it reads as `csv` does: in UTF-8, each row on one line, all
rows as long as the first line, and every quote where it belongs. Any other block is read row by
row, so that what is refused, and how that is said, is the same.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv as arrow_csv  # type: ignore[import-untyped]
from numpy.typing import NDArray

from estimator.importing.sheet import Block, Column, ColumnBlock, Row, filled_places

_BLOCK: Final = 2_000_000
"""Bytes that are read together."""
_LONGEST_LINE: Final = 100_000
"""`csv` refuses a cell of more than 131,072 characters."""
_NEW_LINE, _CARRIAGE_RETURN, _QUOTE = b'\n\r"'
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

Opens = Callable[[], BinaryIO]
"""Opens a file anew: what is read of it again and again need not be held in memory."""
ReadRows = Callable[[int, int | None, int], Iterator[list[Row]]]
"""Reads the rows from one byte of the file to another, or its end, the first of them on a line."""


@dataclass(frozen=True)
class PlainCsv:
    """A file of text as bytes.

    Attributes
    ----------
    opens : callable
    encoding : str
        "utf-8" or "cp1252".
    mark : str
        What parts cells.
    start : int
        Where in the bytes the rows begin.
    line : int
        On which line the first row is.
    named : int
        How many columns have a name.
    width : int
        How many cells the line has that names them.
    read_rows : callable
    """

    opens: Opens
    encoding: str
    mark: str
    start: int
    line: int
    named: int
    width: int
    read_rows: ReadRows

    def blocks(self, places: Sequence[int]) -> Iterator[Block]:
        """Yield the rows, by columns where they are plain.

        Parameters
        ----------
        places : sequence of int
            Of the columns that are wanted.
        """
        start, line = self.start, self.line
        with self.opens() as file:
            file.seek(start)
            while block := file.read(_BLOCK) + file.readline():
                ends = line_ends(block)
                if not is_plain(block, self.mark, ends):
                    # A quote may be open at its end.
                    yield from self.read_rows(start, None, line)
                    return
                lines = len(ends) + (not block.endswith(b"\n"))
                found = self._by_columns(block, line, lines, places)
                if found is None:
                    yield from self.read_rows(start, start + len(block), line)
                elif len(found.lines):
                    yield found
                line += lines
                start += len(block)

    def _by_columns(
        self, block: bytes, line: int, lines: int, places: Sequence[int]
    ) -> ColumnBlock | None:
        """Read a block by columns; None where it has rows of another length."""
        if block.startswith(_BYTE_ORDER_MARK):
            return None  # Arrow leaves one out wherever it begins
        text = block if self.encoding == "utf-8" else block.decode(self.encoding).encode()
        wanted = [*dict.fromkeys(places), *range(self.named, self.width)]
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(text),
                arrow_csv.ReadOptions(
                    column_names=[str(place) for place in range(self.width)],
                    block_size=len(text) + 1,
                    use_threads=False,
                ),
                arrow_csv.ParseOptions(delimiter=self.mark, ignore_empty_lines=False),
                arrow_csv.ConvertOptions(
                    include_columns=[str(place) for place in wanted],
                    column_types={
                        str(place): pa.dictionary(pa.int32(), pa.string()) for place in wanted
                    },
                    strings_can_be_null=False,
                ),
                # Arrow's own pool keeps what it once had.
                memory_pool=pa.system_memory_pool(),
            )
        except pa.ArrowInvalid:
            return None
        if table.num_rows != lines:
            return None
        columns = {place: _column(table[str(place)]) for place in wanted}
        unnamed = [columns[place] for place in range(self.named, self.width)]
        if filled_places(unnamed, lines).any():
            return None
        filled = filled_places(columns.values(), lines)
        # What is empty where it matters may have something elsewhere.
        if len(empty := np.flatnonzero(~filled)):
            texts = text.split(b"\n")
            rest = csv.reader((texts[row].decode() for row in empty), delimiter=self.mark)
            filled[empty] = [any(map(str.strip, cells)) for cells in rest]
        rows = np.flatnonzero(filled)
        chosen = slice(None) if len(rows) == lines else rows
        return ColumnBlock(
            line + rows, [(columns[place][0][chosen], columns[place][1]) for place in places]
        )


def _column(column: Any) -> Column:
    whole = column.unify_dictionaries().combine_chunks()
    return whole.indices.to_numpy(), whole.dictionary.to_pylist()


def line_ends(block: bytes) -> NDArray[np.intp]:
    """Return where the lines of a block end."""
    return np.flatnonzero(np.frombuffer(block, np.uint8) == _NEW_LINE)


def is_plain(block: bytes, mark: str, ends: NDArray[np.intp]) -> bool:
    """Return whether rows end with their lines, and Arrow understands quotes as `csv` does.

    Parameters
    ----------
    block : bytes
    mark : str
        What parts cells.
    ends : ndarray of int
        Of its lines.
    """
    letters = np.frombuffer(block, np.uint8)
    if b"\0" in block:
        return False
    if b"\r" in block:
        returns = np.count_nonzero(letters == _CARRIAGE_RETURN)
        if returns != np.count_nonzero(letters[ends[ends > 0] - 1] == _CARRIAGE_RETURN):
            return False
    if np.diff(ends, prepend=-1, append=len(block)).max(initial=0) > _LONGEST_LINE:
        return False
    if b'"' not in block or _all_around_cells(letters, ends, mark):
        return True
    quoted, begun = _quotes(mark)
    return not begun.search(quoted.sub(b"", block))


def _all_around_cells(letters: NDArray[np.uint8], ends: NDArray[np.intp], mark: str) -> bool:
    """Return whether every quote begins or ends a cell on one line, or is half of one in a cell."""
    quotes = np.flatnonzero(letters == _QUOTE)
    if len(quotes) % 2:
        return False
    edge = np.array([_NEW_LINE], np.uint8)
    padded = np.concatenate([edge, letters, edge])
    parts = [ord(mark), _NEW_LINE, _QUOTE]
    opening, closing = quotes[::2], quotes[1::2]
    begins = np.isin(padded[opening], parts)
    stops = np.isin(padded[closing + 2], [*parts, _CARRIAGE_RETURN])
    on_one_line = np.searchsorted(ends, opening) == np.searchsorted(ends, closing)
    return bool((begins & stops & on_one_line).all())


def _quotes(mark: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return patterns of a cell that is quoted on one line, and of one that begins with a quote.

    What is left in no cell that begins with one is a quote like any letter, as in 5" pan.
    """
    part = re.escape(mark).encode()
    quoted = rb"(?:\A|(?<=[\n" + part + rb']))"(?:[^"\r\n]|"")*+"(?=' + part + rb"|\r?\n|\Z)"
    return re.compile(quoted), re.compile(rb"(?:\A|[\n" + part + rb'])"')
