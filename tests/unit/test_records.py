"""Files of any number of people become food records: all faults at once, with their lines."""

import csv
import io
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from estimator.errors import InputError
from estimator.foods.table import food_table
from estimator.importing.dish_parts import parts_of
from estimator.importing.file_columns import read_columns
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import read_file_rows
from estimator.importing.file_rows import Choices
from estimator.importing.matching import matches_of
from estimator.importing.quantities import Sizes, resolved_of_any_size
from estimator.importing.record_reader import ANY_DAY, read_records
from estimator.importing.records import refused_rows, together
from estimator.importing.tool_layouts import OWN
from estimator.importing.which_layout import layout_of, places
from estimator.measures.units import Measures
from estimator.views.files.refused_rows import left_out_lines, refusal

FILES = Path(__file__).resolve().parents[1] / "imports"
NHANES = FILES / "nhanes_dr1iff.csv"
HEADER = "SEQN,DR1_030Z,DR1IFDCD,DR1IGRMS\n"


def read(text, name="diary.csv", choices=None, **options):
    data = text.encode() if isinstance(text, str) else text
    return read_records(read_sheet(data, name), choices, **options)


def rows_of(records):
    frame = records.frame
    return [
        (row.person, row.date.date().isoformat(), row.meal, row.item, row.quantity)
        for row in frame.astype({"person": "str", "meal": "str", "item": "str"}).itertuples()
    ]


def test_names_aliases_and_ids_all_find_the_food():
    records = read(
        "date,food,amount,unit\n"
        "2026-02-09,Natto,1,pack\n"
        "2026-02-09,natto,40,g\n"
        '2026-02-10,"Gouda, aged",2,slices\n'
        "2026-02-10,oude kaas,50,g\n"
    )
    assert rows_of(records) == [
        ("", "2026-02-09", "", "natto", 40),
        ("", "2026-02-09", "", "natto", 40),
        ("", "2026-02-10", "", "cheese-gouda-aged", 50),
        ("", "2026-02-10", "", "cheese-gouda-aged", 50),
    ]
    assert records.layout is OWN
    assert not records.faults


def test_more_of_a_food_than_anybody_eats_is_counted_and_said_with_its_lines():
    head = "date,food,amount,unit\n2026-02-09,natto,5000,g\n"
    assert left_out_lines(read(head)) == []
    records = read(head + "2026-02-09,natto,5001,g\n2026-02-10,gouda,1e9,g\n")
    assert records.frame["quantity"].tolist() == [5000, 5001, 1e9]
    assert left_out_lines(records) == [
        "diary.csv: 2 rows are counted, but of more than 5 kg of one food: check lines 3, 4."
    ]


def test_a_year_cut_short_is_counted_and_said():
    records = read("date,food,amount,unit\n0026-02-09,natto,1,pack\n1900-01-01,natto,1,pack\n")
    assert records.frame["quantity"].tolist() == [40, 40]
    assert left_out_lines(records) == [
        "diary.csv: 1 row is counted, but of a day before 1900-01-01: check line 2."
    ]


def test_a_file_without_rows_is_said_to_have_none():
    assert left_out_lines(read("date,food,amount,unit\n")) == [
        "diary.csv has no rows below the names of its columns."
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_order_of_columns_and_byte_order_mark(delimiter):
    rows = [
        ["Meal", "unit", "Amount", "food", "DATE", "person"],
        ["Lunch", "g", "12.5", "natto", "2026-02-09", "Ada"],
    ]
    records = read("\ufeff" + "\r\n".join(delimiter.join(row) for row in rows))
    assert rows_of(records) == [("Ada", "2026-02-09", "lunch", "natto", 12.5)]


def test_decimal_comma_in_a_semicolon_file():
    records = read("date;food;amount;unit\n2026-02-09;natto;1,5;pack\n")
    assert records.frame["quantity"].tolist() == [60]


def test_everything_wrong_is_reported_at_once_with_its_lines():
    records = read(
        "date,food,amount,unit,meal\n"
        "2026-02-09,natoo,1,pack,\n"
        '2026-02-09,"Gouda,\n aged",1,slice,\n'
        "31/31/2026,natto,1,pack,\n"
        "\n"
        "2026-W07-1,natto,-1,parsec,elevenses\n"
        "2026-02-09,natoo,1,pack,\n"
    )
    report = refusal(records).splitlines()
    assert report[0] == "4 rows can't be used."
    assert report[1].startswith(
        "diary.csv, lines 2, 8, food: 'natoo' is not in the food table. Near"
    )
    assert "Natto" in report[1]
    assert report[2].startswith("diary.csv, line 5, date: '31/31/2026' is no date")
    assert {line.split(":")[0] for line in report[3:-1]} == {
        "diary.csv, line 7, amount",
        "diary.csv, line 7, date",
        "diary.csv, line 7, meal",
    }
    assert "--left-out" in report[-1]
    assert rows_of(records) == [("", "2026-02-09", "", "cheese-gouda-aged", 25)]


def test_a_name_of_several_foods_is_said_to_be_one():
    records = read("date,food,amount,unit\n2026-02-09,Prunes,20,g\n2026-02-09,natto,1,pack\n")
    assert (
        "'Prunes' may be several foods: Plum (plum), Prunes (prunes). Use the food_id of the one "
        "meant." in refusal(records)
    )
    assert rows_of(read("date,food,amount,unit\n2026-02-09,prunes,20,g\n"))


def test_many_lines_with_one_fault_make_one_sentence():
    records = read("date,food,amount,unit\n" + "2026-02-09,xyzzy,1,g\n" * 9)
    assert "lines 2, 3, 4, 5, 6 and 4 more, food: 'xyzzy'" in refusal(records)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("date,unit\n2026-02-09,g\n", "has such columns"),
        ('date,food,amount,unit\n2026-02-09,"natto"x,1,g\n', "line 2: no CSV"),
    ],
)
def test_a_file_that_is_no_diary(text, words):
    with pytest.raises(InputError, match=words):
        read(text)


def test_rows_of_another_length():
    records = read("date,food,amount,unit\n2026-02-09,natto,1\n2026-02-09,natto,40,g,,\n")
    assert rows_of(records) == [("", "2026-02-09", "", "natto", 40)]
    assert records.fault_lines()[0].startswith("diary.csv, line 2, unit: The file does not say")
    longer = read("date,food,amount,unit\n2026-02-09,Gouda, aged,2,slice\n2026-02-09,natto,1,2,3\n")
    assert rows_of(longer) == [("", "2026-02-09", "", "cheese-gouda-aged", 50)]
    assert "line 3, row: 5 cells" in longer.fault_lines()[0]


def test_header_alone_is_an_empty_diary():
    frame = read("date,food,amount,unit\n").frame
    assert frame.empty
    assert str(frame["quantity"].dtype) == "float64"


def test_the_cup_is_a_setting():
    text = "date,food,amount,unit\n2026-02-09,Kefir,10,fl oz\n"
    legal, customary = (read(text, cup=cup).frame for cup in ("us_legal", "us_customary"))
    assert legal["quantity"].iloc[0] > customary["quantity"].iloc[0]


def test_progress_is_told_on_long_files():
    told = []
    read("date,food,amount,unit\n" + "2026-02-09,natto,1,g\n" * 25_000, progress=told.append)
    assert told[-1] == 25_000
    assert told == sorted(told)


def test_rows_of_days_own_items_and_nothing_are_no_food_eaten():
    header, eaten = "date,food,amount,unit,kind", "2026-02-10,natto,1,pack,food"
    records = read(f"{header}\n{eaten}\n2026-02-10,,,,day\n,My mix,,,own\n2026-02-10,natto,0,g,\n")
    assert records.frame["item"].tolist() == ["natto"]
    assert (records.empty, records.faults) == (1, ())
    assert left_out_lines(records) == ["diary.csv: 1 row of nothing eaten."]


def test_more_than_a_diary_takes_is_read(monkeypatch):
    monkeypatch.setattr("estimator.importing.sheet.MOST_ROWS", 2)
    text = "date,food,amount,unit\n" + "2026-02-09,natto,1,g\n" * 3
    assert len(read(text).frame) == 3


def test_codes_of_nhanes_all_persons_at_once():
    records = read(
        HEADER
        + "100001,1,14104100,28.35\n"
        + "100001,2.0,25240220.0,100\n"  # ham salad spread: a share of it
        + "100002,6,23323500,90\n"  # bear: nothing of its kind
        + "100003,3,99999999,50\n"
        + "100003,3,81101000,\n"
    )
    assert rows_of(records) == [
        ("100001", ANY_DAY.isoformat(), "breakfast", "cheese-cheddar", 28.35),
        ("100001", ANY_DAY.isoformat(), "lunch", "ham-sliced", pytest.approx(44.8)),
    ]
    sentences = [fault.sentence for fault in records.faults]
    assert sentences[0].startswith("Bear: no meat of this animal")
    assert sentences[1] == (
        "'99999999' is no code of FNDDS (USDA; NHANES and ASA24) that is known here."
    )
    assert "amount is missing" in sentences[2]
    assert [records.lines[fault.rows].tolist() for fault in records.faults] == [[4], [5], [6]]
    assert any("no dates" in sentence for sentence in records.said)
    said = left_out_lines(records)
    assert said[0] == (
        "diary.csv: 3 of 5 rows left out, 52.2% of its grams, and counted in no figure:"
    )
    table = refused_rows([records])
    assert table[["line", "column"]].to_numpy().tolist() == [
        [4, "food"],
        [5, "food"],
        [6, "amount"],
    ]


def test_a_dish_by_its_code_counts_for_each_of_its_parts():
    records = read(
        HEADER
        + "100001,1,27520220,100\n"  # a sandwich with ham and cheese
        + "100001,1,14104100,28.35\n"
        + "100002,2,27520220,200\n"
        + "100002,2,27520220,\n"
    )
    day = ANY_DAY.isoformat()
    assert rows_of(records) == [
        ("100001", day, "breakfast", "ham-sliced", pytest.approx(36.5)),
        ("100001", day, "breakfast", "cheese-american", pytest.approx(18.3)),
        ("100001", day, "breakfast", "cheese-cheddar", 28.35),
        ("100002", day, "lunch", "ham-sliced", pytest.approx(73)),
        ("100002", day, "lunch", "cheese-american", pytest.approx(36.6)),
    ]
    assert records.lines[records.rows].tolist() == [2, 2, 3, 4, 4]
    assert records.grams.tolist()[:3] == [100, 28.35, 200]
    assert records.bad_rows.tolist() == [3]


def test_two_recalls_are_two_days_of_one_frame():
    first, second = (
        read((FILES / f"nhanes_dr{recall}iff.csv").read_bytes(), f"dr{recall}.csv")
        for recall in (1, 2)
    )
    frame = together([first, second])
    assert frame["date"].nunique() == 2
    assert len(frame) == len(first.frame) + len(second.frame)
    assert together([first]) is first.frame


def test_a_first_day_may_be_chosen():
    records = read(NHANES.read_bytes(), choices=Choices(first_day=date(2018, 3, 5)))
    assert records.frame["date"].unique().tolist() == [pd.Timestamp(2018, 3, 5)]


def test_asa24_by_code_whatever_r_made_of_it():
    records = read(
        "UserName,IntakeStartDateTime,Occ_Name,FoodCode,FoodAmt\n"
        "P01,01/18/2022 0:00,1.0,14104100.0,28.35\n"
    )
    assert rows_of(records) == [("P01", "2022-01-18", "breakfast", "cheese-cheddar", 28.35)]


def test_a_code_and_a_name_that_contradict_each_other_are_not_counted():
    records = read(
        "UserName,IntakeStartDateTime,Occ_Name,FoodCode,FoodAmt,Food_Description\n"
        "P01,01/18/2022 0:00,1,14104100,28.35,Natto\n"
        'P01,01/18/2022 0:00,1,14104100,28.35,"Cheese, Cheddar"\n'
    )
    assert rows_of(records) == [("P01", "2022-01-18", "breakfast", "cheese-cheddar", 28.35)]
    assert "Natto" in records.faults[0].sentence


@pytest.mark.parametrize(
    ("header", "row", "system"),
    [
        ("date,code,code_system,grams", "2026-02-09,01009,ndb,40", ""),
        ("date,code,grams", "2026-02-09,ndb:01009,40", ""),
        ("date,ndb_no,grams", "2026-02-09,1009,40", ""),
        ("date,code,amount,unit", "2026-02-09,12726.0,40,g", "ciqual"),
        ("date,food,amount,unit,code,code_system", "2026-02-09,,40,g,14104100,fndds", ""),
        ("date,food,amount,unit,food_id", "2026-02-09,,40,g,cheese-cheddar", ""),
    ],
)
def test_a_column_of_codes_and_whose_they_are(header, row, system):
    records = read(f"{header}\n{row}\n", choices=Choices(code_system=system))
    assert rows_of(records) == [("", "2026-02-09", "", "cheese-cheddar", 40)], records.faults


def test_amounts_that_read_both_ways_are_asked_about():
    text = 'date,food,amount,unit\n2026-02-09,natto,"1,250",g\n'
    assert "reads both ways" in read(text).faults[0].sentence
    for mark, quantity in ((".", 1250), (",", 1.25)):
        records = read(text, choices=Choices(decimal_mark=mark))
        assert records.frame["quantity"].tolist() == [quantity]


def one_by_one(data, name, choices):
    """What the rows of a file are, read as for a diary."""
    found = read_file_rows(read_sheet(data, name), choices)
    matches = matches_of(found.rows, food_table(), {})
    rows = []
    for record in found.rows:
        match = matches.get((record.code, record.name))
        if record.problem or record.kind in ("day", "own") or match is None or match.item is None:
            continue
        try:
            quantity = resolved_of_any_size(record, match.item, Sizes(Measures())).quantity
        except InputError:
            continue
        rows += [
            (
                record.person,
                record.day.isoformat(),
                record.meal or "",
                part.item.item_id,
                pytest.approx(quantity * part.share),
            )
            for part in parts_of(match)
        ]
    return rows


@pytest.mark.parametrize(
    "name",
    [
        *("asa24", "cronometer_2016", "cronometer_2025", "intake24_v3", "intake24_v4", "loseit"),
        *("macrofactor", "nhanes_dr1iff", "nhanes_dr2iff", "opennutritracker"),
    ],
)
def test_every_layout_says_the_same_as_for_a_diary(name):
    data = (FILES / f"{name}.csv").read_bytes()
    choices = Choices(first_day=ANY_DAY)
    records = read_records(read_sheet(data, name), choices)
    assert rows_of(records) == one_by_one(data, name, choices)
    assert len(records.frame) > 0


def test_distinct_texts_at_once_say_the_same_as_row_by_row():
    """A made-up file of this program's columns, with units of every kind."""
    random = np.random.default_rng(7)
    foods = [("egg", "large"), ("egg", "g"), ("Gouda", "slice"), ("whole milk", "cup")]
    foods += [("natto", "pack"), ("butter", "12 g pat"), ("kefir", "ml"), ("banana", "each")]
    foods += [("supplement-mk7-45", "capsule"), ("supplement-mk7-45", "µg"), ("no such", "g")]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["person", "date", "meal", "food", "amount", "unit"])
    for row in range(400):
        food, unit = foods[random.integers(len(foods))]
        amount = random.choice(["1", "2", "1.5", "1/2", "½", "40", "0"])
        day, meal = f"2026-02-{row % 28 + 1:02}", random.choice(["lunch", "", "Dinner"])
        writer.writerow([f"P{row % 7}", day, meal, food, amount, unit])
    data = text.getvalue().encode()
    records = read_records(read_sheet(data, "made-up"))
    assert rows_of(records) == one_by_one(data, "made-up", Choices())
    assert len(records.frame) > 250


def test_columns_keep_each_text_once():
    sheet = read_sheet(b"date,food,amount,unit\n" + b"2026-02-09,natto,1.0,g\n" * 2500, "x.csv")
    layout = layout_of(sheet)
    columns = read_columns(sheet, layout, places(layout, sheet.header))
    assert len(columns) == 2500
    assert columns.texts == {
        "date": ["2026-02-09"],
        "name": ["natto"],
        "amount": ["1.0"],
        "unit": ["g"],
    }
    codes, distinct = columns.together(("name", "unit", "meal"), np.arange(2500))
    assert set(codes) == {0}
    assert distinct == [{"name": "natto", "unit": "g"}]
