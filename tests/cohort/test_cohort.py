"""A cohort in parts is what `estimate` makes of all at once, whatever the files are."""

import csv
import io
import json
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from estimator import weekly_rows
from estimator.cohort.cohort import CohortError, Share
from estimator.cohort.looking import look
from estimator.cohort.plan import FileSettings
from estimator.errors import InputError
from estimator.files.estimated import Asked, estimated_rows
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_rows import Choices
from estimator.importing.record_reader import read_records
from estimator.importing.records import refused_rows, together
from estimator.importing.which_layout import chosen_layout
from tests.cohort.conftest import contents, made_up, results, run, settings

FILES = Path(__file__).resolve().parents[1] / "imports"


def read(path):
    return read_records(read_sheet(path.read_bytes(), path.name))


def as_estimated(frame, **asked):
    rows = estimated_rows(frame, Asked(**asked))
    by = [name for name in ("profile", "person", "iso_week", "period", "component") if name in rows]
    return rows.sort_values(by, kind="stable", ignore_index=True)


@pytest.mark.parametrize(
    "asked",
    [{}, {"by": "day"}, {"by": "meal"}, {"by": "all", "k1": True}, {"tidy": True, "region": "EU"}],
    ids=str,
)
@pytest.mark.parametrize("sorted_by", ["person", "date"])
def test_parquet_in_parts_is_what_estimate_makes_of_it(tmp_path, asked, sorted_by):
    log = made_up().sort_values(sorted_by, kind="stable", ignore_index=True)
    log["meal"] = np.array(["lunch", "dinner"])[np.arange(len(log)) % 2]
    log.to_parquet(tmp_path / "log.parquet", row_group_size=100)
    done = run(tmp_path / "log.parquet", tmp_path / "out", asked=settings(**asked))
    plan = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))
    assert plan["direct"] == (sorted_by == "person")
    assert len(plan["parts"]) >= 7
    assert done["rows"] == {"read": 2000, "counted": 2000, "nothing_eaten": 0, "refused": 0}
    assert done["persons"] == 20
    found, expected = results(tmp_path / "out"), as_estimated(log, **asked)
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-3)


@pytest.mark.parametrize(
    "names",
    [["nhanes_dr1iff.csv", "nhanes_dr2iff.csv"], ["asa24.csv"], ["intake24_v4.csv"]],
    ids=lambda names: names[0],
)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_other_layouts_are_read_as_estimate_reads_them(tmp_path, names, kind):
    files = []
    for name in names:
        files.append(tmp_path / f"{Path(name).stem}.{kind}")
        if kind == "csv":
            shutil.copy(FILES / name, files[-1])
        else:
            pd.read_csv(FILES / name).to_parquet(files[-1])
    records = [read(FILES / name) for name in names]
    done = run(files, tmp_path / "out")
    found, expected = results(tmp_path / "out"), as_estimated(together(records))
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-3)
    assert done["rows"]["read"] == sum(len(one.lines) for one in records)
    assert done["rows"]["refused"] == sum(len(one.bad_rows) for one in records)


def test_all_that_can_be_stated_about_files_reaches_their_reader():
    stated = Choices(
        layout=chosen_layout({"date": "day", "name": "food", "grams": "weight"}),
        date_order="day first",
        first_day=date(2026, 2, 9),
        weight="raw",
        code_names={"1": "natto"},
        decimal_mark=",",
        code_system="fndds",
        ordinary_servings=True,
    )
    left = {one.name for one in fields(Choices) if getattr(stated, one.name) == one.default}
    assert left == {"person"}  # a cohort is of all people
    assert FileSettings.of(stated, "metric").choices() == stated


def test_every_refused_row_is_told_with_its_line_in_whatever_piece_it_is(tmp_path):
    rows = [["date", "person", "food", "amount", "unit", "note"]]
    for number in range(3000):
        food = "flurble" if number % 700 == 5 else "natto"
        amount = "many" if number % 900 == 8 else 40
        rows.append(["2026-02-10", f"p{number % 9}", food, amount, "g", "two\nlines"])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = tmp_path / "diary.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    done = run(path, tmp_path / "out")
    assert len(json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))["pieces"]) > 5
    expected = refused_rows([read(path)])
    found = pd.read_csv(tmp_path / "out" / "refused.csv")
    assert found[["line", "column", "why"]].values.tolist() == (
        expected[["line", "column", "why"]].values.tolist()
    )
    assert done["rows"] == {"read": 3000, "counted": 2991, "nothing_eaten": 0, "refused": 9}
    assert sum(done["refused_because"].values()) == 9
    assert done["inputs"][0]["refused"] == 9


@pytest.mark.parametrize("sorted_by", ["person", "date"])
def test_records_that_can_not_be_used_are_refused_with_their_row(tmp_path, sorted_by):
    log = made_up().sort_values(sorted_by, kind="stable", ignore_index=True)
    log.loc[[3, 1500], "item"] = "flurble"
    log.loc[[4], "quantity"] = -1.0
    log.loc[[1999], "quantity"] = np.nan
    log.to_parquet(tmp_path / "log.parquet", row_group_size=100)
    done = run(tmp_path / "log.parquet", tmp_path / "out")
    refused = pd.read_csv(tmp_path / "out" / "refused.csv")
    assert sorted(refused["line"]) == [4, 5, 1501, 2000]
    assert "Item 'flurble' is not in the food table" in refused["why"].str.cat()
    assert (done["rows"]["counted"], done["rows"]["refused"]) == (1996, 4)
    expected = as_estimated(log.drop(index=[3, 4, 1500, 1999]))
    pd.testing.assert_frame_equal(results(tmp_path / "out"), expected, rtol=1e-9, atol=1e-3)


TEXTS = {
    "plain": 'date,food,amount,unit\n2026-02-10,natto,40,g\n2026-02-11,"Gouda, aged",30,g\n',
    "a cell on two lines": 'date,food,amount,unit,note\r\n2026-02-10,natto,40,g,"a\r\n""b"""\r\n',
    "a quote that is a letter": 'date,food,amount,unit,note\n2026-02-10,natto,40,g,5" pan\n',
    "Windows-1252": "date,food,amount,unit,note\n2026-02-10,natto,40,g,zur Käseplatte\n",
    "no last line end": "date;food;amount;unit\n2026-02-10;natto;40;g",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_cut_between_its_rows(tmp_path, name):
    header, row = (
        TEXTS[name].splitlines(keepends=True)[0],
        "".join(TEXTS[name].splitlines(keepends=True)[1:]),
    )
    body = "\n".join([row] * 400) if name == "no last line end" else row * 400
    data = (header + body).encode("cp1252" if name == "Windows-1252" else "utf-8")
    path = tmp_path / "diary.csv"
    path.write_bytes(data)
    of, pieces = look(str(path), FileSettings(), 100)
    assert len(pieces) > 3
    edges = [of.head, *(piece.stop for piece in pieces)]
    assert [piece.start for piece in pieces] == edges[:-1]
    assert edges[-1] == len(data)
    assert [piece.first for piece in pieces] == [
        data[: piece.start].count(b"\n") + 1 for piece in pieces
    ]
    done = run(path, tmp_path / "out", asked=settings(part_rows=100))
    whole = read(path)
    assert done["rows"]["read"] == len(whole.lines)
    pd.testing.assert_frame_equal(results(tmp_path / "out"), as_estimated(whole.frame))


def test_what_reads_two_ways_is_read_as_the_rest_of_the_file(tmp_path):
    rows = [f"{1 + day % 12:02}/02/2026,natto,1.250,g,p" for day in range(900)]
    rows += ["25/02/2026,natto,12.5,g,p"] * 400
    path = tmp_path / "diary.csv"
    path.write_text("date,food,amount,unit,person\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = run(path, tmp_path / "out")
    assert done["rows"]["refused"] == 0
    expected = as_estimated(read(path).frame)
    pd.testing.assert_frame_equal(results(tmp_path / "out"), expected)


def test_a_file_with_dates_in_both_orders_is_asked_about(tmp_path):
    rows = ["02/25/2026,natto,40,g,p"] * 500 + ["25/02/2026,natto,40,g,p"] * 500
    path = tmp_path / "diary.csv"
    path.write_text("date,food,amount,unit,person\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(CohortError, match=r"diary\.csv: some of its dates .*--date-order"):
        run(path, tmp_path / "out")
    assert not (tmp_path / "out" / "results").exists()


def test_what_is_done_stays_and_what_is_missing_is_made_the_same(records, tmp_path):
    out = tmp_path / "out"
    run(records, out)
    before, times = contents(out), {p: p.stat().st_mtime_ns for p in (out / "results").iterdir()}
    (out / "results" / "part-00002.parquet").unlink()
    (out / "manifest.json").unlink()
    steps = []
    run(records, out, tell=steps.append)
    assert contents(out) == before
    changed = {path.name for path, time in times.items() if path.stat().st_mtime_ns != time}
    assert changed == {"part-00002.parquet"}
    begun = next(one for one in steps if one.what == "part")
    assert (begun.done, begun.tasks) == (len(times) - 1, len(times))
    steps.clear()
    run(records, out, tell=steps.append)
    assert steps == []


def test_a_folder_of_other_results_is_left_as_it_is(records, tmp_path):
    out = tmp_path / "out"
    run(records, out)
    before = contents(out)
    with pytest.raises(InputError, match="results of other settings"):
        run(records, out, asked=settings(by="day"))
    made_up(rows=1000).to_parquet(records)
    with pytest.raises(InputError, match="results of other files"):
        run(records, out)
    assert contents(out) == before


@pytest.mark.parametrize("sorted_by", ["person", "date"])
def test_jobs_that_share_a_folder_make_what_one_does(tmp_path, sorted_by):
    log = made_up().sort_values(sorted_by, kind="stable")
    log.to_parquet(tmp_path / "log.parquet", row_group_size=100)
    one, shared = tmp_path / "one", tmp_path / "shared"
    run(tmp_path / "log.parquet", one)
    came = [run(tmp_path / "log.parquet", shared, share=Share(n, 3)) for n in (1, 3, 2)]
    if sorted_by == "date":  # the last of them has all rows, but its share of the estimates only
        assert came == [None, None, None]
    assert run([], shared) is not None
    assert contents(shared) == contents(one)


def test_a_broken_part_keeps_no_other_and_a_mended_file_is_what_is_done(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    log = made_up()
    for number in range(4):
        persons = [f"person {n:02}" for n in range(5 * number, 5 * number + 5)]
        part = log[log["person"].isin(persons)]
        part.to_parquet(folder / f"centre {number}.parquet", row_group_size=100)
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(folder, whole)
    broken = folder / "centre 2.parquet"
    good = broken.read_bytes()
    start = pq.ParquetFile(broken).metadata.row_group(1).column(2).data_page_offset
    broken.write_bytes(good[:start] + b"\xff" * 40 + good[start + 40 :])
    with pytest.raises(CohortError, match=r"centre 2\.parquet is a broken Parquet file"):
        run(folder, out)
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    of_others = {
        f"part-{number:05}.parquet"
        for number, part in enumerate(plan["parts"])
        if all(plan["pieces"][piece]["input"] != 2 for piece in part["pieces"])
    }
    made = {path.name: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    assert len(of_others) >= 4
    assert of_others <= made.keys()
    assert not (out / "manifest.json").exists()
    broken.write_bytes(good)
    run(folder, out)
    assert contents(out) == contents(whole)
    now = {path.name: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    assert {name: now[name] for name in of_others} == {name: made[name] for name in of_others}


def test_of_rows_that_can_not_be_read_nobody_knows_whose_they_are(tmp_path):
    """Persons are spread over the files: no result is written that lacks some of their rows."""
    log = made_up().sort_values("date", kind="stable")
    log.to_parquet(tmp_path / "log.parquet", row_group_size=100)
    whole = (tmp_path / "log.parquet").read_bytes()
    start = (
        pq.ParquetFile(tmp_path / "log.parquet").metadata.row_group(9).column(2).data_page_offset
    )
    (tmp_path / "log.parquet").write_bytes(whole[:start] + b"\xff" * 40 + whole[start + 40 :])
    with pytest.raises(CohortError, match=r"log\.parquet is a broken Parquet file"):
        run(tmp_path / "log.parquet", tmp_path / "out")
    assert not (tmp_path / "out" / "results").exists()
    assert len(list((tmp_path / "out" / "work" / "rows").iterdir())) >= 5


def test_every_file_that_can_not_be_read_is_named_before_anything_is_done(tmp_path, records):
    (tmp_path / "cut.parquet").write_bytes(records.read_bytes()[:-100])
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    inputs = [records, tmp_path / "cut.parquet", tmp_path / "other.csv", tmp_path / "none.csv"]
    with pytest.raises(InputError) as refused:
        run(inputs, tmp_path / "out")
    first, second, third = str(refused.value).splitlines()
    assert "cut.parquet is a broken Parquet file" in first
    assert "other.csv" in second
    assert "none.csv can't be read: No such file" in third
    assert not (tmp_path / "out").exists()


def test_results_as_csv_are_what_estimate_writes(records, tmp_path):
    run(records, tmp_path / "out", asked=settings(table="csv"))
    parts = [pd.read_csv(path) for path in sorted((tmp_path / "out" / "results").iterdir())]
    assert len(parts) > 5
    expected = weekly_rows(made_up()).astype({"data_version": float})
    found = pd.concat(parts, ignore_index=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, atol=1e-3)


def test_persons_may_be_in_two_files_of_a_sorted_set(tmp_path):
    """The last person of one file is the last of the next as well: no part is left without rows."""
    log = made_up()
    for number in range(10):
        persons = [f"person {n:02}" for n in range(number // 2 * 4, number // 2 * 4 + 4)]
        half = log[log["person"].isin(persons)].iloc[number % 2 :: 2]
        half.to_parquet(tmp_path / f"file {number}.parquet")
    files = sorted(tmp_path.glob("*.parquet"))
    done = run(files, tmp_path / "out", asked=settings(part_rows=200))
    plan = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))
    assert plan["direct"]
    assert all(part["pieces"] for part in plan["parts"])
    assert done["rows"]["counted"] == len(log)
    pd.testing.assert_frame_equal(results(tmp_path / "out"), as_estimated(log), atol=1e-3)


@pytest.mark.parametrize("kind", ["records", "names of foods"])
def test_a_row_group_that_is_larger_than_memory_is_read_in_pieces(tmp_path, kind):
    log = made_up()
    if kind == "names of foods":
        log = log.rename(columns={"item": "food", "quantity": "amount"}).assign(unit="g")
    log.to_parquet(tmp_path / "log.parquet")
    done = run(tmp_path / "log.parquet", tmp_path / "out")
    plan = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))
    assert [(piece["first"], piece["rows"]) for piece in plan["pieces"]] == [
        (first, min(300, 2001 - first)) for first in range(1, 2001, 300)
    ]
    assert done["rows"]["counted"] == 2000
    expected = as_estimated(made_up())
    pd.testing.assert_frame_equal(results(tmp_path / "out"), expected, rtol=1e-9, atol=1e-3)


@pytest.mark.parametrize("row_group_size", [None, 100])
def test_files_without_rows_are_no_fault(tmp_path, row_group_size):
    made_up().iloc[:0].to_parquet(tmp_path / "empty.parquet", row_group_size=row_group_size)
    done = run(tmp_path / "empty.parquet", tmp_path / "nobody")
    assert (done["rows"]["read"], done["results"]) == (0, [])
    made_up().to_parquet(tmp_path / "log.parquet", row_group_size=100)
    done = run([tmp_path / "empty.parquet", tmp_path / "log.parquet"], tmp_path / "out")
    assert done["rows"]["counted"] == 2000


def test_one_person_is_never_parted(tmp_path):
    made_up(persons=1).to_parquet(tmp_path / "log.parquet", row_group_size=100)
    done = run(tmp_path / "log.parquet", tmp_path / "out")
    assert (done["persons"], len(done["results"])) == (1, 1)
    log = made_up().drop(columns="person")
    log.to_parquet(tmp_path / "nobody.parquet", row_group_size=100)
    run(tmp_path / "nobody.parquet", tmp_path / "nobody")
    expected = as_estimated(log)
    pd.testing.assert_frame_equal(results(tmp_path / "nobody"), expected, atol=1e-3)


def test_persons_that_are_numbers_go_by_them(tmp_path):
    log = made_up().assign(person=lambda rows: rows["person"].str[-2:].astype(int) + 95)
    log.to_parquet(tmp_path / "log.parquet", row_group_size=100)
    run(tmp_path / "log.parquet", tmp_path / "out")
    plan = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))
    assert plan["direct"]
    pd.testing.assert_frame_equal(results(tmp_path / "out"), as_estimated(log), atol=1e-3)
