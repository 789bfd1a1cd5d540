"""Backups on the command line."""

from contextlib import closing
from datetime import date

import pytest

from estimator.diary.diary import Diary
from estimator.store import open_store


@pytest.fixture
def logged(diary, ada):
    diary.entries.log(ada.id, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack")
    return diary.entries.of(ada.id)


def test_a_backup_is_made_shown_and_brought_back(cli, diary, ada, logged, tmp_path):
    file = tmp_path / "all.zip"
    assert cli("backup", "make", str(file)).code == 0
    diary.entries.delete(ada.id, [logged[0].id])
    shown = cli("backup", "show", str(file))
    assert "Ada" in shown.out
    assert "1 entry, 2026-02-09 to 2026-02-09" in shown.out
    done = cli("backup", "restore", str(file), "--yes")
    assert "Brought back: 1 person with 1 entry." in done.out
    assert _entries_now(ada) == logged
    listed = cli("backup", "list").out
    assert "before another was brought back" in listed
    name = listed.split()[0]
    assert cli("backup", "restore", name, "--yes").code == 0
    assert _entries_now(ada) == []


def _entries_now(person):
    """Read in the diary that is in the place of the one that was opened."""
    with closing(Diary(open_store())) as diary:
        return diary.entries.of(person.id)


def test_bringing_back_asks_for_a_yes(refused, cli, diary, ada, logged, tmp_path):
    file = tmp_path / "all.zip"
    cli("backup", "make", str(file))
    assert "Add --yes" in refused("backup", "restore", str(file), code=2)
    assert diary.entries.of(ada.id) == logged


def test_what_is_no_backup_is_refused(refused, diary, ada, logged, tmp_path):
    file = tmp_path / "notes.zip"
    file.write_text("Dear diary", encoding="utf-8")
    assert "notes.zip: no backup of this program" in refused("backup", "show", str(file))
    assert "can't be read" in refused("backup", "restore", "nowhere.zip", "--yes")
    assert diary.entries.of(ada.id) == logged


def test_none_is_kept_yet(cli, ada):
    assert "No backup is kept in " in cli("backup", "list").out
