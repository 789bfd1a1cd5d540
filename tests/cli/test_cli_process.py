"""The diary from the command line, in a process of its own."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-W", "error", "-m", "estimator")


def run(*arguments, **environment):
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=300,
    )


@pytest.fixture
def natto_day(diary, ada):
    diary.entries.log(
        ada.id, date=date(2026, 2, 10), item_id="natto", amount=1, unit="pack", note="納豆"
    )


def test_a_day_without_what_it_does_not_need(natto_day):
    done = run("day", "2026-02-10", PYTHONPROFILEIMPORTTIME="1", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert "1 pack (40 g)" in done.stdout.decode()
    imported = modules_imported(done)
    assert "estimator.diary.diary" in imported
    assert not imported & {"streamlit", "altair", "estimator.charts", "alembic", "pint", "openpyxl"}


@pytest.mark.parametrize(
    ("command", "without"),
    [
        (["--version"], {"pandas", "numpy", "sqlalchemy", "estimator.foods.table"}),
        (["foods", "show", "natto"], {"sqlalchemy", "estimator.diary", "estimator.cli.log"}),
        (["day"], {"estimator.importing.plan", "estimator.composition.hierarchy"}),
    ],
)
def test_a_command_loads_what_it_needs(ada, command, without):
    done = run(*command, PYTHONPROFILEIMPORTTIME="1", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert not modules_imported(done) & without


def test_a_meal_is_logged_without_what_tables_are_read_with(ada):
    command = ["log", "--dry-run", "2 eggs, 30 g gouda, 1 slize of bread"]
    run(*command)  # makes the compact copies of the tables, where there are none
    done = run(*command, PYTHONPROFILEIMPORTTIME="1", PYTHONIOENCODING="utf-8")
    imported = modules_imported(done)
    assert "estimator.diary.diary" in imported
    assert not imported & {"pandas", "pyarrow", "alembic", "pint", "estimator.importing.plan"}


def modules_imported(done):
    return {line.split("|")[-1].strip() for line in done.stderr.decode().splitlines()}


def test_what_keeps_no_diary_opens_none(tmp_path):
    folder = tmp_path / "none"
    url = f"sqlite:///{folder / 'diary.sqlite3'}"
    done = run("foods", "search", "natto", K2_DATABASE_URL=url, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert b"sqlalchemy" not in done.stderr
    assert not folder.exists()


def test_a_terminal_that_lacks_letters_shows_the_rest(natto_day):
    done = run("day", "2026-02-10", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"1 pack (40 g)  " in done.stdout


def test_a_reader_that_has_seen_enough_is_no_fault(natto_day):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*COMMAND, "day", "2026-02-10"],
            cwd=ROOT,
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=300,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "is not a database URL"),
        ("sqlite:////proc/none/diary.sqlite3", "/proc/none"),
        (f"sqlite:///{ROOT / 'README.md'}", "README.md is damaged, or not a database"),
        ("mariadb+nothing://me:secret@here/x", "can't be used"),
    ],
)
def test_a_database_that_cannot_be_used_says_how_to_name_another(url, words):
    done = run("day", K2_DATABASE_URL=url)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (5, b"")
    assert words in said
    assert "set K2_DATABASE_URL, e.g. K2_DATABASE_URL=sqlite:////folder/diary.sqlite3." in said
    assert "Traceback" not in said
    assert "secret" not in said


def test_a_wrong_public_address_is_said_before_anything_starts():
    done = run("serve", K2_PUBLIC_ORIGIN="k2.example.org")
    assert done.returncode == 3
    assert done.stderr.startswith(b"K2_PUBLIC_ORIGIN: 'k2.example.org' is no address")
    assert done.stderr.count(b"\n") == 1
