"""A part of the report under a heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from estimator.report.bars import Bar


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading; all plain text."""

    title: str
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()
    table: pd.DataFrame | None = field(default=None, compare=False)
    """Of text; None where there is no row."""
    bars: Sequence[Bar] = ()
    bars_told: str = ""
    """What the bars show, for who can't see them."""
    notes: Sequence[str] = ()

    def texts(self) -> Iterator[str]:
        """Return all that is written under the heading, and the heading."""
        yield self.title
        yield from (*self.paragraphs, *self.items, *self.notes)
        if self.table is not None:
            yield from (*map(str, self.table.columns), *map(str, self.table.to_numpy().ravel()))


def written(table: pd.DataFrame) -> pd.DataFrame | None:
    """Return the columns of a table in which anything is written; None where there is no row."""
    return None if table.empty else table.loc[:, (table != "").any()]
