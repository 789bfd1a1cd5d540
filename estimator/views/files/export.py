"""The files that a diary is written to: weeks and entries, of one person or of several."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from estimator.calculation.weekly import WEEKLY_COLUMNS, weekly_rows
from estimator.diary.diary import Diary
from estimator.diary_values import Profile
from estimator.files.codebook import entry_codebook, weekly_codebook
from estimator.files.entries import ENTRY_COLUMNS, entry_rows
from estimator.files.workbook import workbook
from estimator.spreadsheet_csv import csv_text

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can give; the same weeks always give the same file."""

CODEBOOK_NAME: Final = "codebook.csv"


def weekly_export(
    diary: Diary,
    profiles: Sequence[Profile],
    first: date | None = None,
    last: date | None = None,
    region: str | None = None,
) -> pd.DataFrame:
    """Sum up the weeks of people.

    Parameters
    ----------
    diary : Diary
    profiles : sequence of Profile
    first, last : datetime.date, optional
        Both included; by default all that is logged.
    region : str, optional
        Where food is taken to be from; by default what each person has set.

    Returns
    -------
    pandas.DataFrame
        See `estimator.calculation.weekly.weekly_rows`.
    """
    tables = []
    for profile in profiles:
        frame = diary.entries.frame(profile.id, first, last)
        if frame.empty:
            continue
        of = region or profile.region
        composition = diary.foods(profile.id).composition(of)
        tables.append(
            weekly_rows(
                frame,
                of,
                {str(profile.id): profile.name},
                composition,
                amounts=not profile.exact_amounts,
                # K1 stands beside K2 for whom it concerns.
                phylloquinone=profile.takes_vka,
            )
        )
    return pd.concat(tables, ignore_index=True) if tables else _empty(WEEKLY_COLUMNS)


def entry_export(
    diary: Diary,
    profiles: Sequence[Profile],
    first: date | None = None,
    last: date | None = None,
    *,
    recipes_apart: bool = False,
) -> pd.DataFrame:
    """List the entries and marked days of people; see `estimator.files.entries.entry_rows`."""
    tables = [
        entry_rows(
            diary.foods(profile.id).logged_by(profile),
            diary.entries.of(profile.id, first, last),
            diary.days.of(profile.id, first, last),
            recipes_apart=recipes_apart,
        )
        for profile in profiles
    ]
    filled = [table for table in tables if not table.empty]
    return pd.concat(filled, ignore_index=True) if filled else _empty(ENTRY_COLUMNS)


def weekly_zip(weeks: pd.DataFrame, stem: str, byte_order_mark: bool = False) -> bytes:
    """Pack a weekly table with its codebook."""
    return _zipped(
        {
            f"{stem}.csv": csv_text(weeks, byte_order_mark),
            CODEBOOK_NAME: csv_text(weekly_codebook(), byte_order_mark),
        }
    )


def weekly_workbook(weeks: pd.DataFrame) -> bytes:
    """Write a weekly table with its codebook as an Excel file."""
    return workbook({"Weeks": weeks, "Codebook": weekly_codebook()})


def entry_workbook(entries: pd.DataFrame) -> bytes:
    """Write a table of entries with its codebook as an Excel file, which can be read back."""
    return workbook({"Entries": entries, "Codebook": entry_codebook()})


def _zipped(files: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), text.encode("utf-8"), ZIP_DEFLATED)
    return target.getvalue()


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))
