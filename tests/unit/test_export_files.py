"""Weeks and entries of one person or all, and the codebook beside them."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from estimator.calculation.weekly import WEEKLY_COLUMNS
from estimator.files.codebook import entry_codebook, weekly_codebook
from estimator.files.entries import ENTRY_COLUMNS
from estimator.importing.file_opening import read_sheet
from estimator.importing.import_plan import ImportPlan
from estimator.spreadsheet_csv import csv_text
from estimator.views.data_changes.file import DATA_CHANGE_COLUMNS
from estimator.views.files.export import (
    entry_export,
    entry_workbook,
    weekly_export,
    weekly_workbook,
    weekly_zip,
)
from estimator.views.files.importing import left_out_rows
from estimator.views.what_if.file import COMPARISON_COLUMNS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "data-formats.md"


@pytest.fixture
def both(diary, ada, bo):
    for profile, day, grams in ((ada, 2, 40), (ada, 11, 20), (bo, 11, 10)):
        diary.entries.log(profile, date=date(2026, 2, day), item_id="natto", amount=grams, unit="g")
    diary.people.edit(bo, region="EA")
    return diary


def test_weeks_of_everybody_each_in_their_region(both):
    weeks = weekly_export(both, both.people.all())
    assert tuple(weeks.columns) == WEEKLY_COLUMNS
    assert weeks[["profile", "iso_week", "region"]].to_numpy().tolist() == [
        ["Ada", "2026-W06", "EU"],
        ["Ada", "2026-W07", "EU"],
        ["Bo", "2026-W07", "EA"],
    ]
    assert set(weekly_export(both, both.people.all(), region="US")["region"]) == {"US"}


def test_of_a_span_only(both):
    weeks = weekly_export(both, both.people.all(), date(2026, 2, 9), date(2026, 2, 15))
    assert set(weeks["iso_week"]) == {"2026-W07"}
    rows = entry_export(both, both.people.all(), date(2026, 2, 9))
    assert rows[["person", "quantity"]].to_numpy().tolist() == [["Ada", 20.0], ["Bo", 10.0]]


def test_of_nothing_there_is_a_header(diary, ada):
    profiles = diary.people.all()
    assert csv_text(weekly_export(diary, profiles)) == ",".join(WEEKLY_COLUMNS) + "\r\n"
    assert csv_text(entry_export(diary, profiles)) == ",".join(ENTRY_COLUMNS) + "\r\n"


@pytest.mark.parametrize("byte_order_mark", [False, True])
def test_the_zip_has_the_weeks_and_their_codebook(both, byte_order_mark):
    weeks = weekly_export(both, both.people.all())
    packed = weekly_zip(weeks, "k2-weekly", byte_order_mark)
    assert packed == weekly_zip(weeks, "k2-weekly", byte_order_mark)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["k2-weekly.csv", "codebook.csv"]
        tables = {name: pd.read_csv(archive.open(name)) for name in archive.namelist()}
        assert archive.read("k2-weekly.csv").startswith(b"\xef\xbb\xbf") == byte_order_mark
    assert tuple(tables["k2-weekly.csv"].columns) == WEEKLY_COLUMNS
    assert tuple(tables["codebook.csv"]["column"]) == WEEKLY_COLUMNS


def test_the_codebooks_and_the_docs_describe_every_column():
    docs = DOCS.read_text("utf-8")
    for book, columns in ((weekly_codebook(), WEEKLY_COLUMNS), (entry_codebook(), ENTRY_COLUMNS)):
        assert tuple(book["column"]) == columns
        assert book["meaning"].str.len().min() > 10
        for name in columns:
            form = name.startswith("MK")
            assert form or name in docs, name


@pytest.mark.parametrize(
    "columns", [COMPARISON_COLUMNS, DATA_CHANGE_COLUMNS, tuple(left_out_rows(ImportPlan()).columns)]
)
def test_the_docs_describe_the_columns_of_the_other_files(columns):
    docs = DOCS.read_text("utf-8")
    assert [name for name in columns if name not in docs] == []


def test_entries_as_an_excel_file_read_back_with_nothing_changed(diary, ada):
    diary.entries.log(
        ada, date=date(2026, 2, 9), item_id="natto", amount=1.234, unit="pack", note="=1+1"
    )
    diary.entries.log(ada, date=date(2026, 2, 9), item_id="butter", amount="1/3", unit="g")
    data = entry_workbook(entry_export(diary, diary.people.all()))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Entries"]
    assert [cell.value for cell in sheet[1]] == list(ENTRY_COLUMNS)
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert sorted(cell.value for cell in sheet["C"][1:]) == [0.333333333333, 1.234]
    _, plan = diary.imports.preview(ada, read_sheet(data, "k2-entries.xlsx"))
    assert (plan.there, plan.changed, plan.new, plan.left_out) == (2, (), (), ())


def test_weeks_as_an_excel_file(both):
    book = openpyxl.load_workbook(
        io.BytesIO(weekly_workbook(weekly_export(both, both.people.all())))
    )
    assert book.sheetnames == ["Weeks", "Codebook"]
    assert [cell.value for cell in book["Weeks"][1]] == list(WEEKLY_COLUMNS)
    # No head or figure is cut off, as it is opened.
    for column in book["Weeks"].columns:
        room = book["Weeks"].column_dimensions[column[0].column_letter].width
        assert max(len(str(cell.value)) for cell in column if cell.value is not None) < room


@pytest.mark.parametrize("mark", [".", ","])
def test_entries_saved_by_a_spreadsheet_of_any_country_read_back(diary, ada, mark):
    """A spreadsheet writes numbers anew, with its own mark; a German one parts by semicolons."""
    for amount in (12.345, 0.5, 40.0):
        diary.entries.log(ada, date=date(2026, 2, 9), item_id="butter", amount=amount, unit="g")
    rows = entry_export(diary, diary.people.all()).astype(object)
    saved = rows.map(
        lambda cell: f"{cell:.10g}".replace(".", mark) if isinstance(cell, float) else cell
    ).replace("nan", "")
    text = saved.to_csv(index=False, sep=";" if mark == "," else ",")
    _, plan = diary.imports.preview(ada, read_sheet(text.encode(), "saved.csv"))
    assert (plan.there, plan.changed, plan.new, plan.left_out) == (3, (), (), ())


def test_no_number_of_a_file_has_exactly_three_decimals(diary, ada):
    for amount in (12.345, 1.5, 0.125):
        diary.entries.log(ada, date=date(2026, 2, 9), item_id="natto", amount=amount, unit="g")
    text = csv_text(entry_export(diary, diary.people.all()))
    assert re.findall(r"(?<=,)\d+\.\d{3}(?=,)", text) == []
    assert "12.3450" in text
