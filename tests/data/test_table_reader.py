"""The reader names every bad row at once: file, line, column, value and what is allowed."""

import json
from pathlib import Path
from typing import Any

import pytest

from estimator.errors import DataError
from estimator.foods.data_package import Problem, check_table, read_table

FOODS = {
    "name": "foods",
    "path": "foods.csv",
    "schema": {
        "primaryKey": ["food_id"],
        "fields": [
            {"name": "food_id", "type": "string", "constraints": {"pattern": "[a-z-]+"}},
            {"name": "name", "type": "string", "constraints": {"required": True}},
            {"name": "state", "type": "string", "constraints": {"enum": ["raw", "cooked"]}},
            {"name": "density", "type": "number", "constraints": {"exclusiveMinimum": 0}},
            {"name": "pieces", "type": "integer", "constraints": {"minimum": 1, "maximum": 12}},
        ],
    },
}
PORTIONS = {
    "name": "portions",
    "path": "portions.csv",
    "schema": {
        "fields": [
            {"name": "food_id", "type": "string"},
            {"name": "measure", "type": "string", "constraints": {"unique": True}},
        ],
        "foreignKeys": [
            {
                "fields": ["food_id"],
                "reference": {"resource": "foods", "fields": ["food_id"]},
            }
        ],
    },
}
HEADER = "food_id,name,state,density,pieces\n"
GOOD_FOODS = HEADER + "egg,Egg,raw,,1\n"


def write_package(folder: Path, foods: str, portions: str = "food_id,measure\n") -> Path:
    package: dict[str, Any] = {"resources": [FOODS, PORTIONS]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "foods.csv").write_bytes(foods.encode())
    (folder / "portions.csv").write_bytes(portions.encode())
    return folder


def test_every_bad_row_is_named_at_once(tmp_path: Path) -> None:
    rows = (
        "egg,Egg,raw,1.03,1\n"  # line 2, good
        "milk,Milk,fried,1.03,1\n"  # line 3
        "gouda,Gouda,raw,heavy,1\n"  # line 4
        "edam,,raw,,1\n"  # line 5
        "egg,Egg again,raw,,1\n"  # line 6
        "brie,Brie,raw,,1,surplus\n"  # line 7
        "Brie 2,Brie two,raw,0,1.5\n"  # line 8
        "feta,Feta,raw,inf,13\n"  # line 9
        "skyr,Skyr\n"  # line 10
        "quark, Quark,raw,,0\n"  # line 11
    )
    problems = list(check_table("foods", write_package(tmp_path, HEADER + rows)))

    assert {problem.file for problem in problems} == {"foods.csv"}
    found = {(p.line, p.column): (p.value, p.allowed) for p in problems}
    assert len(found) == len(problems)
    assert found.pop((3, "state")) == ("fried", "one of raw, cooked")
    assert found.pop((4, "density")) == ("heavy", "it must be a number")
    assert found.pop((5, "name")) == ("", "a value is required")
    assert found.pop((6, "food_id")) == ("egg", "line 2 has it already and it must be unique")
    assert found.pop((7, "row"))[1] == "5 cells a row"
    assert found.pop((8, "food_id")) == ("Brie 2", "it must match [a-z-]+")
    assert found.pop((8, "density")) == ("0", "more than 0")
    assert found.pop((8, "pieces")) == ("1.5", "it must be a whole number")
    assert found.pop((9, "density")) == ("inf", "it must be a finite number")
    assert found.pop((9, "pieces")) == ("13", "at most 12")
    assert found.pop((10, "row"))[1] == "5 cells a row"
    assert found.pop((11, "name")) == (" Quark", "no space at either end")
    assert found.pop((11, "pieces")) == ("0", "at least 1")
    assert found == {}


def test_read_table_raises_one_error_with_every_problem(tmp_path: Path) -> None:
    foods = HEADER + "egg,Egg,fried,,1\nmilk,Milk,raw,x,1\n"
    with pytest.raises(DataError) as error:
        read_table("foods", write_package(tmp_path, foods))
    assert str(error.value).splitlines() == [
        "2 problem(s) in food_data:",
        "foods.csv, line 2, state: 'fried' is not allowed; one of raw, cooked.",
        "foods.csv, line 3, density: 'x' is not allowed; it must be a number.",
    ]


def test_unknown_foreign_key_and_repeated_unique_value(tmp_path: Path) -> None:
    portions = "food_id,measure\negg,1 egg\negs,1 egg\n"
    problems = list(check_table("portions", write_package(tmp_path, GOOD_FOODS, portions)))
    assert problems == [
        Problem(
            "portions.csv",
            3,
            "measure",
            "1 egg",
            "line 2 has it already and it must be unique",
        ),
        Problem("portions.csv", 3, "food_id", "egs", "a food_id of foods.csv"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path, newline: str) -> None:
    rows = (
        'egg,"Egg,\nin two lines",raw,,1\n'  # lines 2 and 3
        "milk,Milk,fried,,1\n"  # line 4
        "\n"  # line 5, empty
        'gouda,"Gouda\n\n",boiled,,1\n'  # lines 6 to 8
        "edam,Edam,burnt,,1\n"  # line 9
    )
    foods = (HEADER + rows).replace("\n", newline)
    problems = check_table("foods", write_package(tmp_path, foods))
    states = [(p.line, p.value) for p in problems if p.column == "state"]
    assert states == [(4, "fried"), (6, "boiled"), (9, "burnt")]


@pytest.mark.parametrize("name", ["None", "NA", "nan", "null", "#N/A", "-", "true"])
def test_a_food_with_a_name_like_a_missing_one_is_text(tmp_path: Path, name: str) -> None:
    table = read_table("foods", write_package(tmp_path, HEADER + f"odd,{name},,,\n"))
    assert table.loc[0, "name"] == name
    assert table.loc[0, "state"] == ""


def test_empty_numbers_are_missing_and_never_zero(tmp_path: Path) -> None:
    foods = HEADER + "egg,Egg,raw,,\nmilk,Milk,raw,1.03,3\n"
    table = read_table("foods", write_package(tmp_path, foods))
    assert table["density"].isna().tolist() == [True, False]
    assert table["pieces"].isna().tolist() == [True, False]
    assert str(table["density"].dtype) == "float64"
    assert str(table["pieces"].dtype) == "Int64"


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    table = read_table("foods", write_package(tmp_path, HEADER))
    assert list(table.columns) == HEADER.strip().split(",")
    assert table.empty


def test_a_changed_header_is_named(tmp_path: Path) -> None:
    foods = "food_id,name,density,state,pieces\negg,Egg,,raw,1\n"
    (problem,) = check_table("foods", write_package(tmp_path, foods))
    assert (problem.line, problem.column) == (1, "header")
    assert problem.allowed == "the columns are food_id,name,state,density,pieces"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"food_id,name\negg,\xff\n", "utf-8"), (b'food_id,name\negg,"open\n', "unexpected end")],
)
def test_a_file_that_is_no_csv_is_one_plain_sentence(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    folder = write_package(tmp_path, GOOD_FOODS)
    (folder / "foods.csv").write_bytes(content)
    with pytest.raises(DataError, match=rf"foods\.csv: can't be read .*{reason}.*Restore the file"):
        read_table("foods", folder)


def test_a_missing_file_and_a_missing_descriptor_say_so(tmp_path: Path) -> None:
    folder = write_package(tmp_path, GOOD_FOODS)
    (folder / "foods.csv").unlink()
    with pytest.raises(DataError, match=r"foods\.csv: can't be read"):
        read_table("foods", folder)
    with pytest.raises(DataError, match=r"datapackage\.json: can't be read"):
        read_table("foods", tmp_path / "elsewhere")
