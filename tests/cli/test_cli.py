"""The command line: estimates of files, and foods; some of it in a process of its own."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from estimator.calculation.weekly import WEEKLY_COLUMNS
from estimator.foods.version import data_version

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "imports"
DIARY = (
    "date,food,amount,unit,person\n"
    "2026-12-31,natto,1,pack,Ada\n"
    '2027-01-01,"Gouda, aged",2,slices,Ada\n'
    "2026-12-31,egg,2,egg,Bo\n"
)


def run(*arguments, stdin=None):
    """Run a command as a person runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "estimator", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "diary.csv"
    path.write_text(DIARY, encoding="utf-8")
    return path


def test_weekly_csv_of_a_diary(file, tmp_path):
    out = tmp_path / "weekly.csv"
    done = run("estimate", str(file), "--by", "week", "--region", "EU", "--out", str(out))
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    rows = rows_of(out.read_text(encoding="utf-8"))
    assert list(rows[0]) == list(WEEKLY_COLUMNS)
    assert [(row["profile"], row["iso_week"], row["days_logged"]) for row in rows] == [
        ("Ada", "2026-W53", "2"),
        ("Bo", "2026-W53", "1"),
    ]
    assert rows[0]["region"] == "EU"
    assert rows[0]["data_version"] == data_version()
    assert float(rows[0]["natto_share_pct"]) > 80
    assert rows[0]["MK13_ug_per_day"] == ""  # nobody measured it: not known, not 0


def test_standard_input_to_standard_output():
    done = run("estimate", "-", stdin=DIARY)
    assert done.returncode == 0
    assert done.stdout.startswith("profile,iso_week")


def test_tidy_rows_by_day_with_k1(cli, file):
    done = cli("estimate", str(file), "--by", "day", "--k1")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {row["component"] for row in rows} >= {"MK4", "MK7", "VITK2", "VITK1"}
    assert {row["period"] for row in rows} == {"2026-12-31", "2027-01-01"}


def test_faults_are_listed_and_nothing_is_written(tmp_path):
    out = tmp_path / "weekly.csv"
    out.write_text("of last week", encoding="utf-8")
    bad = "date,food,amount,unit\n2026-02-30,natoo,1,slurp\n"
    done = run("estimate", "-", "--out", str(out), stdin=bad)
    assert done.returncode == 3
    assert "standard input, line 2, food: 'natoo'" in done.stderr
    assert "standard input, line 2, date: '2026-02-30'" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_text(encoding="utf-8") == "of last week"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["estimate", "no-such-file.csv"], 3, "no-such-file.csv can't be read"),
        (["estimate", "."], 3, "can't be read"),
        (["estimate", "x.csv", "--region", "Mars"], 2, "invalid choice"),
        (["foods", "show", "natoo"], 3, "Nearest: Natto"),
        (["foods", "search", "qqqqqqqqqqqq"], 3, "No food is like"),
        (["foods", "search", "egg", "--limit", "0"], 2, "whole number"),
        ([], 2, "say which command"),
    ],
)
def test_mistakes_get_a_sentence_and_a_code(cli, arguments, code, words):
    done = cli(*arguments)
    assert done.code == code
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_file_of_excel_that_is_not_utf8(cli, tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("date,food,amount,unit\n2026-02-09,Crème fraîche,1,g\n".encode("latin-1"))
    done = cli("estimate", str(path))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("profile,iso_week")


def test_two_recalls_of_nhanes_go_by_their_codes(cli):
    files = [str(FILES / f"nhanes_dr{recall}iff.csv") for recall in (1, 2)]
    done = cli("estimate", *files, "--by", "all")
    assert done.code == 0
    assert "dr1iff.csv: The file has no dates" in done.err
    (mk4,) = [line for line in done.out.splitlines() if ",MK4," in line]
    assert mk4.startswith("62161,all,MK4,")
    assert rows_of(done.out)[0]["days_logged"] == "2"


def test_rows_that_are_left_out_of_an_estimate_are_written(cli, tmp_path):
    path, out = tmp_path / "mixed.csv", tmp_path / "out.csv"
    path.write_text("date,food,amount,unit\n2026-02-09,natto,1,pack\n2026-02-09,natoo,1,g\n")
    refused = cli("estimate", str(path))
    assert (refused.code, refused.out) == (3, "")
    assert "--left-out FILE" in refused.err
    done = cli("estimate", str(path), "--left-out", str(out))
    assert done.code == 0
    assert "1 of 2 rows left out" in done.err
    assert [row["line"] for row in rows_of(out.read_text("utf-8"))] == ["3"]


def test_a_column_of_codes_takes_its_system(cli, tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text("date,code,amount,unit\n2026-02-09,12726,40,g\n")
    refused = cli("estimate", str(path))
    assert "'12726' is the code of a food, but nothing says whose" in refused.err
    done = cli("estimate", str(path), "--code-system", "ciqual")
    assert done.code == 0
    assert "code in 'code'" in done.err
    assert [row["entries"] for row in rows_of(done.out)] == ["1"]


def test_a_place_that_cannot_be_written(cli, file, tmp_path):
    done = cli("estimate", str(file), "--out", str(tmp_path / "missing" / "weekly.csv"))
    assert done.code == 3
    assert "can't be written" in done.err


def test_foods_search_and_show(cli):
    found = cli("foods", "search", "oude", "kaas")
    assert found.out.startswith("cheese-gouda-aged")
    shown = cli("foods", "show", "natto")
    assert "MK-7" in shown.out
    assert "FNDDS (USDA; NHANES and ASA24):\n  41420200  Natto\n" in shown.out
    assert shown.code == 0


def test_foods_show_lists_all_codes_when_asked(cli):
    shown = cli("foods", "show", "cheese-cheddar", "--codes").out.splitlines()
    assert "  14104100  Cheese, Cheddar" in shown
    assert len(shown) > 60
    assert "No code" in cli("foods", "show", "supplement-mk7-45", "--codes").out


def test_the_version_is_told_without_loading_what_commands_need():
    asked = (
        "import sys; from estimator.cli import main; main(['--version']); "
        "print(sorted({'numpy', 'pandas', 'pint', 'rapidfuzz', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.splitlines()[1:] == ["[]"], done.stderr


def test_version_and_help_name_code_and_data(cli):
    assert data_version() in cli("--version").out
    assert data_version() in cli("--version", "day").out
    assert "exit codes" in cli("--help").out
