"""docs/command-line.md: every command has an example, and every example runs."""

import argparse
import os
import re
import shlex
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from estimator.cli import COMMANDS, EXIT_CODES, command_parser
from estimator.diary.diary import Diary
from estimator.store import open_store

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PROGRAM = ["python", "-m", "estimator"]
FILES = {
    "diary.csv": "date,food,amount,unit\n2026-02-10,natto,1,pack\n",
    "dr1iff.csv": "SEQN,DR1IFDCD,DR1IGRMS\n109263.0,14104100.0,28.35\n",
    "dr2iff.csv": "SEQN,DR2IFDCD,DR2IGRMS\n109263.0,41420200.0,40.0\n",
    "coded.csv": "date,code,amount,unit\n2026-02-10,12726,40,g\n",
}


def examples(page):
    blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def command_names(parser, before=""):
    """Return the names of the commands that do something, such as ``recipe add``."""
    groups = [
        action for action in parser._actions if isinstance(action, argparse._SubParsersAction)
    ]
    if not groups:
        return [before.strip()]
    return [
        name
        for word, inner in groups[0].choices.items()
        for name in command_names(inner, f"{before} {word}")
    ]


def run_in_shell(line, folder):
    """Run an example as it stands, where it is more than a command and its arguments."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, timeout=300
    ).returncode


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that examples read."""
    for name, rows in FILES.items():
        (tmp_path / name).write_text(rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_example_runs(cli, folder):
    for line in examples(PAGE):
        if "--saved-meal" in line:
            with closing(Diary(open_store())) as diary:
                (ada,) = diary.people.all()
                yesterday = diary.people.today(ada.id) - timedelta(days=1)
                entries = [entry.id for entry in diary.entries.day(ada.id, yesterday)]
                diary.meals.save(ada.id, "Usual breakfast", entries)
        words = shlex.split(line)
        if words[:3] == PROGRAM:
            done = cli(*words[3:])
            assert (line, done.code) == (line, 0)
            assert not done.err or ".csv: A file of " in done.err
        else:
            assert (line, run_in_shell(line, folder)) == (line, 0)

    # As it is by now: an example brings a backup back.
    with closing(Diary(open_store())) as diary:
        (ada,) = diary.people.all()
        logged = {entry.item_id for entry in diary.entries.of(ada.id)}
    assert (ada.day_start_hour, ada.color) == (4, "purple")
    assert (folder / "weekly.csv").exists()
    assert (folder / "trial.sqlite3").exists()
    assert {"natto", "egg-unspecified", "cheese-gouda-aged", "milk-whole"} <= logged


def test_examples_of_the_readme_run(cli, folder):
    commands = [shlex.split(line) for line in examples(README)]
    ours = [words[3:] for words in commands if words[:3] == PROGRAM]
    assert [words[0] for words in ours] == [
        "log",
        "day",
        "report",
        "export",
        "import",
        "estimate",
        "foods",
    ]
    for words in ours:
        done = cli(*words)
        assert (words, done.code, done.err) == (words, 0, "")


def test_the_example_in_python_runs(folder):
    (example,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "MK7" in done.stdout


def test_every_command_has_an_example():
    shown = [line.partition("-m estimator ")[2] + " " for line in examples(PAGE)]
    missing = [
        name
        for name in command_names(command_parser())
        if not any(f"{name} " in line for line in shown)
    ]
    assert missing == ["serve"]  # which would not end


def test_each_command_is_listed_with_its_module():
    parser = command_parser()
    (subparsers,) = (one for one in parser._actions if hasattr(one, "choices") and one.choices)
    assert [name for names in COMMANDS.values() for name in names] == list(subparsers.choices)


def test_exit_codes_are_those_of_the_help():
    told = re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)
    assert told == re.findall(r"^  (\d)  ", EXIT_CODES, re.MULTILINE)
