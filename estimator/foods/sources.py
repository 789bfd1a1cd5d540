"""Citations of the sources, and the addresses where they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from estimator.foods.data_package import read_table, rows_of
from estimator.pandas_on_use import pd

_ADDRESS: Final = re.compile(r"https?://[^\s,;]+|\b10\.\d{4,}/[^\s,;]+")


@dataclass(frozen=True)
class Citation:
    """A source as it is shown."""

    source_id: str
    short_name: str
    """As it is called in a table: author or table, and year."""
    text: str
    year: str
    addresses: tuple[str, ...]
    """Where it can be read; more than one where it isn't certain which paper is meant."""
    second_hand: bool
    """Whether its figures were read in a copy or in another work."""


def cite(source_ids: Iterable[str]) -> list[Citation]:
    """Return the citations of some sources, in the order of their ids."""
    citations = _citations()
    return [citations[source_id] for source_id in sorted(set(source_ids))]


def short_name(source_id: str) -> str:
    """Return what a source is called in a table; what is no source stays as it is.

    Examples
    --------
    >>> short_name("k2v_elder2006"), short_name("as entered")
    ('Elder 2006 (K2viewer)', 'as entered')
    """
    known = _citations().get(source_id)
    return known.short_name if known else source_id


def citations_of(sources: pd.DataFrame) -> dict[str, Citation]:
    """Return the citations of a table of sources, by their ids."""
    return {
        row.source_id: Citation(
            source_id=row.source_id,
            # Versions before 2026.3 have no short names.
            short_name=getattr(row, "short_name", row.source_id),
            text=row.citation,
            year=row.year,
            addresses=addresses(row.doi_or_url),
            second_hand=row.read_as == "secondary",
        )
        for row in rows_of(sources)
    }


def addresses(text: str) -> tuple[str, ...]:
    """Return every address in a text that a browser can open, DOIs included.

    Examples
    --------
    >>> addresses("10.1016/j.foodchem.2022.133772 (as listed); 10.3390/nu10040446 (probable)")
    ('https://doi.org/10.1016/j.foodchem.2022.133772', 'https://doi.org/10.3390/nu10040446')
    >>> addresses("https://a.org/table (page 2)"), addresses("npm package")
    (('https://a.org/table',), ())
    """
    found = _ADDRESS.findall(text)
    return tuple(
        address if address.startswith("http") else f"https://doi.org/{address}" for address in found
    )


def first_address(text: str) -> str:
    """Return the first address in a text, "" where there is none."""
    return next(iter(addresses(text)), "")


@cache
def _citations() -> dict[str, Citation]:
    return citations_of(read_table("sources"))
