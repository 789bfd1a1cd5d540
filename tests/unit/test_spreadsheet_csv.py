"""CSV out: spreadsheets run nothing, and every text comes back."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.spreadsheet_csv import csv_text, defuse_text, restore_text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"])
def test_a_spreadsheet_runs_no_cell(text):
    assert defuse_text(text).startswith("'")
    assert restore_text(defuse_text(text)) == text


@given(st.text() | st.text("'=+-@ax", max_size=6))
def test_every_text_comes_back(text):
    defused = defuse_text(text)
    assert restore_text(defused) == text
    assert defused[:1] not in tuple("=+-@\t\r")


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


def test_the_frame_itself_is_not_changed():
    frame = pd.DataFrame({"name": ["=1"]})
    csv_text(frame)
    assert frame["name"].tolist() == ["=1"]
