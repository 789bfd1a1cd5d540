"""Reading a diary kept as CSV: all faults at once, with the line an editor shows."""

import io

import pytest

from estimator.errors import InputError
from estimator.importing.cohort_csv import read_diary_csv


def read(text, **options):
    return read_diary_csv(io.StringIO(text, newline=""), "diary.csv", **options)


def test_names_aliases_and_ids_all_find_the_food():
    frame = read(
        "date,food,amount,unit\n"
        "2026-02-09,Natto,1,pack\n"
        "2026-02-09,natto,40,g\n"
        '2026-02-10,"Gouda, aged",2,slices\n'
        "2026-02-10,oude kaas,50,g\n"
    )
    assert frame["item"].tolist() == ["natto", "natto", "cheese-gouda-aged", "cheese-gouda-aged"]
    assert frame["quantity"].tolist() == [40, 40, 50, 50]
    assert frame["person"].tolist() == [""] * 4
    assert str(frame["date"].iloc[2].date()) == "2026-02-10"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_order_of_columns_and_byte_order_mark(delimiter):
    rows = [
        ["Meal", "unit", "Amount", "food", "DATE", "person"],
        ["Lunch", "g", "12.5", "natto", "2026-02-09", "Ada"],
    ]
    frame = read("\ufeff" + "\r\n".join(delimiter.join(row) for row in rows))
    assert frame[["person", "meal", "quantity"]].to_numpy().tolist() == [["Ada", "lunch", 12.5]]


def test_decimal_comma_in_a_semicolon_file():
    assert read("date;food;amount;unit\n2026-02-09;natto;1,5;pack\n")["quantity"].tolist() == [60]


def test_everything_wrong_is_reported_at_once_with_its_lines():
    with pytest.raises(InputError) as caught:
        read(
            "date,food,amount,unit,meal\n"
            "2026-02-09,natoo,1,pack,\n"
            '2026-02-09,"Gouda,\n aged",1,slice,\n'
            "09/02/2026,natto,1,pack,\n"
            "\n"
            "2026-W07-1,natto,0,parsec,brunch\n"
            "2026-02-09,natoo,1,pack,\n"
        )
    report = str(caught.value).splitlines()
    assert report[0] == "4 rows can't be used."
    assert report[1].startswith(
        "diary.csv, lines 2, 8, food: 'natoo' is not in the food table. Near"
    )
    assert "Natto" in report[1]
    assert report[2].startswith("diary.csv, line 5, date: '09/02/2026' is no date.")
    assert {line.split(":")[0] for line in report[3:]} == {
        "diary.csv, line 7, amount",
        "diary.csv, line 7, date",
        "diary.csv, line 7, meal",
        "diary.csv, line 7, unit",
    }


def test_many_lines_with_one_fault_make_one_sentence():
    with pytest.raises(InputError) as caught:
        read("date,food,amount,unit\n" + "2026-02-09,xyzzy,1,g\n" * 9)
    assert "lines 2, 3, 4, 5, 6 and 4 more, food: 'xyzzy'" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column date, food, amount, unit"),
        ("date,food,unit\n", "line 1: no column amount"),
        ("date,food,amount,unit\n2026-02-09,natto,1\n", "line 2: 3 cells, but the header names 4"),
        ('date,food,amount,unit\n2026-02-09,"natto"x,1,g\n', "line 2: no CSV"),
    ],
)
def test_a_file_that_is_no_diary(text, words):
    with pytest.raises(InputError, match=words):
        read(text)


def test_header_alone_is_an_empty_diary():
    frame = read("date,food,amount,unit\n")
    assert frame.empty
    assert str(frame["quantity"].dtype) == "float64"


def test_the_cup_is_a_setting():
    text = "date,food,amount,unit\n2026-02-09,Kefir,10,fl oz\n"
    assert read(text, cup="us_legal")["quantity"].iloc[0] > read(text)["quantity"].iloc[0]


def test_progress_is_told_on_long_files():
    told = []
    read("date,food,amount,unit\n" + "2026-02-09,natto,1,g\n" * 200_000, progress=told.append)
    assert told == [100_000, 200_000]


def test_rows_of_days_and_own_items_are_no_food_eaten():
    header, eaten = "date,food,amount,unit,kind", "2026-02-10,natto,1,pack,food"
    text = f"{header}\n{eaten}\n2026-02-10,,,,day\n,My mix,,,own\n"
    assert read_diary_csv(io.StringIO(text, newline=""), "x.csv")["item"].tolist() == ["natto"]
