"""CSV out: spreadsheets run nothing, and every text comes back."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.spreadsheet_csv import (
    csv_text,
    defuse_text,
    note_text,
    number_text,
    restore_text,
)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"])
def test_a_spreadsheet_runs_no_cell(text):
    assert defuse_text(text).startswith("'")
    assert restore_text(defuse_text(text)) == text


@given(st.text() | st.text("'=+-@ax", max_size=6))
def test_every_text_comes_back(text):
    defused = defuse_text(text)
    assert restore_text(defused) == text
    assert defused[:1] not in tuple("=+-@\t\r")


@given(st.text("'123./ :,%eEapmMrJanfu-€", max_size=12) | st.text())
def test_every_note_comes_back(text):
    assert restore_text(note_text(text)) == text
    assert restore_text(defuse_text(text)) == text


@pytest.mark.parametrize(
    "text",
    ["1/2", "3.4.2026", "3.4.", "007", "1.50", "1,5", "TRUE", "wahr", "3 Feb", "10 PM", "5 €"],
)
def test_a_note_that_a_spreadsheet_would_write_its_own_way_is_kept_as_text(text):
    assert note_text(text) == f"'{text}"
    frame = pd.DataFrame({"note": [text], "food": [text]})
    assert csv_text(frame) == "note,food\r\n{},{}\r\n".format(
        *(f'"{one}"' if "," in one else one for one in (f"'{text}", text))
    )


@pytest.mark.parametrize("text", ["2 helpings", "maybe", "at 12 with Jo", "'t Hooft", ""])
def test_a_note_in_words_stays_as_it_is(text):
    assert note_text(text) == text


def test_ordinary_text_is_left_as_it_is():
    assert [defuse_text(text) for text in ("Gouda, aged", "'t Hooft", "")] == [
        "Gouda, aged",
        "'t Hooft",
        "",
    ]


def test_csv_is_rfc_4180_with_blank_for_not_known():
    frame = pd.DataFrame({"name": ['=a "b"', "µ"], "ug": [1.5, float("nan")]})
    text = csv_text(frame)
    assert text == 'name,ug\r\n"\'=a ""b""",1.5\r\nµ,\r\n'
    assert list(csv.reader(io.StringIO(text)))[2] == ["µ", ""]
    assert csv_text(frame, byte_order_mark=True) == "\ufeff" + text


ROUNDED = st.builds(round, st.floats(-1e7, 1e7), st.integers(0, 6))
CELLS = st.none() | st.text(max_size=4) | st.sampled_from(["=1", "a,b", 'a"b', "a\nb", "a\rb"])


@given(st.lists(ROUNDED | st.floats(), min_size=1, max_size=20))
def test_a_column_of_numbers_is_written_number_by_number(numbers):
    rows = csv_text(pd.DataFrame({"ug": numbers, "n": 1})).splitlines()
    assert rows[1:] == [f"{number_text(number)},1" for number in np.array(numbers, float)]


@given(st.lists(st.tuples(CELLS, CELLS, st.none() | st.integers(-9, 9)), max_size=9))
def test_a_frame_is_written_as_pandas_writes_it_once_its_cells_are_defused(rows):
    frame = pd.DataFrame(rows, columns=["food", "other, food", "n"])
    frame["n"] = frame["n"].astype("Int64")
    defused = frame.copy()
    for name in ("food", "other, food"):
        defused[name] = [defuse_text(str(cell)) for cell in frame[name]]
    assert csv_text(frame) == defused.to_csv(index=False, lineterminator="\r\n")
    one = defused[["food"]]
    assert csv_text(frame[["food"]]) == one.to_csv(index=False, lineterminator="\r\n")


def test_the_frame_itself_is_not_changed():
    frame = pd.DataFrame({"name": ["=1"]})
    csv_text(frame)
    assert frame["name"].tolist() == ["=1"]
