"""A diary that may be read, not written: it is shown, and says why nothing is saved."""

import sqlite3
import subprocess
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event, make_url

from app_pages.parts.shared import open_diary
from benchmarks.killed_upkeep import FIRST_VERSION
from estimator.errors import StoreError, UnwritableStoreError
from tests.faults.conftest import (
    begun,
    log_in_app,
    natto,
    opened,
    said,
    small_disk,
    tokens,
)

READ_ONLY = "can't be written: nothing is saved. Make the file and its folder writable"


@pytest.fixture(params=["file", "folder", "disk", "address"])
def read_only(request, tmp_path, permissions):
    """URL of a diary that can't be written, and what makes it writable again."""
    folder = tmp_path / "diary"
    if request.param == "disk":
        with small_disk(folder):
            url = begun(folder)
            remount = ["mount", "-o", "remount,{}", str(folder)]
            subprocess.run([part.format("ro") for part in remount], check=True)
            yield url, lambda: subprocess.run([part.format("rw") for part in remount], check=True)
        return
    folder.mkdir()
    url, file = begun(folder), folder / "diary.sqlite3"
    if request.param == "address":
        yield f"sqlite:///file:{file}?mode=ro&uri=true", None
        return

    def let_write(owner):
        file.chmod(0o600 if owner else 0o400)
        if request.param == "folder":
            folder.chmod(0o700 if owner else 0o500)

    let_write(False)
    yield url, lambda: let_write(True)
    let_write(True)


def test_it_is_opened_to_be_looked_at(read_only):
    url, let_write = read_only
    with opened(url) as diary:
        assert tokens(diary) == ["first"]
        assert READ_ONLY in diary.unwritable
        with pytest.raises(UnwritableStoreError, match=READ_ONLY):
            diary.entries.log(1, **natto("second"))
        with pytest.raises(UnwritableStoreError, match=READ_ONLY):
            diary.history.undo(1)
        assert tokens(diary) == ["first"]
    if let_write:
        let_write()
        with opened(url) as diary:
            diary.entries.log(1, **natto("second"))
            assert tokens(diary) == ["first", "second"]


def test_the_app_shows_it_and_goes_on_once_it_can_be_written(read_only, launch):
    url, let_write = read_only
    at = launch(url)
    assert READ_ONLY in said(at.warning)
    assert "Eaten this day" in said(at.header)
    log_in_app(at, "2 eggs")
    assert said(at.error).count(READ_ONLY) == 1
    at.switch_page("app_pages/week.py").run()
    assert not at.exception
    assert not at.error
    assert at.metric
    if let_write:
        let_write()
        log_in_app(at, "2 eggs")
        assert "Added" in said(at.success)
        at.run()
        assert not at.warning


def test_commands_show_it_and_refuse_to_log(read_only, command, command_here):
    url, _ = read_only
    day = command_here(url, "day")
    assert day.returncode == 0
    assert "Natto" in day.stdout
    logged = command(url, "log", "2 eggs")
    assert (logged.returncode, logged.stdout) == (5, "")
    assert READ_ONLY in logged.stderr
    assert command_here(url, "backup", "list").returncode == 0


def test_it_can_become_so_while_the_app_runs(tmp_path, launch):
    at = launch(begun(tmp_path))
    at.run()
    with only_reading():
        log_in_app(at, "2 eggs")
        assert said(at.error).count(READ_ONLY) == 1
        assert "Eaten this day" in said(at.header)
    log_in_app(at, "2 eggs")
    assert "Added" in said(at.success)


@contextmanager
def only_reading():
    """Let SQLite refuse to write on every connection that the app has."""
    engine = open_diary.present()._store.engine

    def refuse(connection, *_):
        connection.execute("PRAGMA query_only = 1")

    event.listen(engine, "checkout", refuse)
    yield
    event.remove(engine, "checkout", refuse)
    engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_only_lets_read(database_url):
    with opened(database_url) as diary:
        diary.entries.log(diary.people.first().id, **natto("first"))
    only_read = {"options": "-c default_transaction_read_only=on"}
    url = make_url(database_url).update_query_dict(only_read)
    with opened(url.render_as_string(hide_password=False)) as diary:
        assert "can't be written: nothing is saved." in diary.unwritable
        assert tokens(diary) == ["first"]
        with pytest.raises(UnwritableStoreError):
            diary.history.undo(1)


def test_older_tables_are_left_as_they_are(tmp_path, permissions):
    file = tmp_path / "diary.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    file.chmod(0o400)
    before = file.read_bytes()
    with pytest.raises(UnwritableStoreError, match=READ_ONLY), opened(f"sqlite:///{file}"):
        pass
    assert file.read_bytes() == before


@pytest.mark.parametrize("hidden", ["diary.sqlite3", "."])
def test_what_can_not_even_be_read_is_refused_in_a_sentence(tmp_path, permissions, hidden):
    url = begun(tmp_path)
    mode = (tmp_path / hidden).stat().st_mode
    (tmp_path / hidden).chmod(0)
    try:
        with pytest.raises(StoreError, match="can't be"), opened(url):
            pass
    finally:
        (tmp_path / hidden).chmod(mode)
