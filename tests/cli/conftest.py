"""A diary of its own for each test, and the command line upon it."""

from dataclasses import dataclass

import pytest

from estimator.cli import main
from estimator.diary.diary import Diary
from estimator.store import open_store


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


@pytest.fixture
def diary(sqlite_url, monkeypatch):
    """The diary that commands of the test open as well."""
    monkeypatch.setenv("K2_DATABASE_URL", sqlite_url)
    store = open_store(sqlite_url)
    yield Diary(store)
    store.close()


@pytest.fixture
def cli(diary, capsys):
    """Run a command in this process."""

    def run(*arguments):
        try:
            code = main(arguments)
        except SystemExit as stop:  # of argparse
            code = stop.code
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def refused(cli):
    """Run a command that must be refused: a sentence, and nothing on standard output."""

    def run(*arguments, code=3):
        done = cli(*arguments)
        assert (done.code, done.out) == (code, "")
        assert done.err
        return done.err

    return run


@pytest.fixture
def ada(diary):
    return diary.people.add("Ada", region="EU", time_zone="Europe/Amsterdam")
