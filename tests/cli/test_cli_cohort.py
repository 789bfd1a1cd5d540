"""``cohort`` on the command line: what it says, and the jobs of a batch system."""

import re

import pandas as pd
import pytest

from tests.cohort.conftest import contents, made_up


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.parquet"
    made_up().to_parquet(path, row_group_size=100)
    return str(path)


def test_it_says_what_it_counted_and_what_it_refused(cli, tmp_path):
    path, out = tmp_path / "diary.csv", tmp_path / "out"
    path.write_text(
        "date,food,amount,unit,person\n2026-02-10,natto,40,g,a\n2026-02-10,flurble,40,g,a\n"
        "2026-02-10,natto,40,g,b\n",
        encoding="utf-8",
    )
    done = cli("cohort", str(path), "--out", str(out), "--workers", "1", "--format", "csv")
    assert (done.code, done.out) == (0, "")
    counted, layout, refused, why = [
        line for line in done.err.splitlines() if " of 1" not in line.partition(",")[0]
    ]
    assert counted.startswith(f"3 rows read, 2 counted, of 2 persons: {out}/results (1 file)")
    assert layout.startswith("diary.csv: A file of this program")
    assert refused == f"1 row refused, and counted in no figure ({out}/refused.csv):"
    assert why.startswith("  1 row: 'flurble' is not in the food table.")
    weeks = pd.read_csv(out / "results" / "part-00000.csv")
    assert weeks["profile"].tolist() == ["a", "b"]


def test_jobs_of_a_batch_system_share_a_folder(cli, log, tmp_path):
    command = ("cohort", log, "--workers", "1", "--part-rows", "300", "--out")
    one, shared = tmp_path / "one", tmp_path / "shared"
    assert cli(*command, str(one)).code == 0
    for part in ("2/2", "1/2"):
        assert cli(*command, str(shared), "--part", part).code == 0
    done = cli("cohort", "--merge", "--out", str(shared), "--workers", "1")
    assert done.code == 0
    assert "2,000 rows read" in done.err
    assert contents(shared) == contents(one)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Name the files, or folders of files. Or say --merge."),
        (("--merge", "LOG"), 2, "--merge goes on with what is in the folder"),
        (("LOG", "--part", "3/2"), 2, "'3/2' is no share of jobs; write it like 3/10"),
        (("LOG", "--threads", "--scheduler", "x"), 2, "Say one of threads, a scheduler"),
        (("--merge",), 3, "has no cohort that was begun. Name its files."),
        (("nothing.csv",), 3, "nothing.csv can't be read: No such file or directory"),
        (("EMPTY",), 3, "has no files to read"),
    ],
)
def test_what_can_not_be_done_is_said(refused, log, tmp_path, arguments, code, words):
    (tmp_path / "empty").mkdir()
    names = {"LOG": log, "EMPTY": str(tmp_path / "empty")}
    asked = [names.get(one, one) for one in arguments]
    said = refused("cohort", *asked, "--out", str(tmp_path / "out"), "--workers", "1", code=code)
    assert words in said
    assert not (tmp_path / "out").exists()


def test_how_far_it_is_is_a_bar_on_a_terminal(cli, log, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    out = str(tmp_path / "out")
    done = cli("cohort", log, "--out", out, "--workers", "1", "--part-rows", "300")
    assert re.search(r"\rEstimating \[#{20}\] (\d) of \1, ", done.err)
    assert " M rows/s, 0 min 0 s left" in done.err
