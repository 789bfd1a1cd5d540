"""A good backup is brought back whatever became of the diary; what is there is kept."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from estimator.backup.recovery import bring_back
from estimator.cli import main
from estimator.diary.diary import Diary
from estimator.errors import DamagedRowsError, DamagedStoreError
from estimator.foods.own_items import Content, OwnFood
from estimator.store import open_store

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)


def now():
    return NOW


@pytest.fixture
def path(tmp_path):
    return tmp_path / "diary.sqlite3"


@pytest.fixture
def backup(path):
    """A good backup of a diary with 50 entries, which is closed."""
    with closing(Diary(open_store(f"sqlite:///{path}"), now=now)) as diary:
        ada = diary.people.add("Ada").id
        for _ in range(50):
            diary.entries.log(ada, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack")
        target = io.BytesIO()
        diary.backups.write(target)
    return target.getvalue()


def unreadable_row(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE entries SET note = CAST(X'FF' AS TEXT) WHERE id = 3")
        connection.commit()


def wrong_day_in_an_index(path):
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_entries_profile_id_date'"
        (page,) = connection.execute(query).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    place = data.index(b"2026-02-09", (page - 1) * 4096)
    data[place + 9] = ord("8")
    path.write_bytes(data)


DAMAGE = pytest.mark.parametrize("damage", [unreadable_row, wrong_day_in_an_index])


def entries_of(path):
    with closing(Diary(open_store(f"sqlite:///{path}"), now=now)) as diary:
        diary._store.check_for_damage()
        return len(diary.entries.of(1))


@DAMAGE
def test_a_backup_is_brought_back_by_the_verb(path, backup, damage):
    damage(path)
    with closing(Diary(open_store(f"sqlite:///{path}"), now=now)) as diary:
        with pytest.raises(DamagedStoreError):
            diary._store.check_for_damage()
        kept = bring_back(diary.backups, lambda: io.BytesIO(backup), "b.zip", None, now)
    assert kept.exists()
    assert entries_of(path) == 50


@pytest.mark.parametrize("cut", [False, True])
def test_a_backup_is_brought_back_by_the_command(path, backup, cut, capsys, monkeypatch, tmp_path):
    if cut:
        path.write_bytes(path.read_bytes()[:9000])
    else:
        unreadable_row(path)
    monkeypatch.setenv("K2_DATABASE_URL", f"sqlite:///{path}")
    file = tmp_path / "good.zip"
    file.write_bytes(backup)
    assert main(["backup", "restore", str(file), "--yes"]) == 0
    assert "The damaged file is kept as" in " ".join(capsys.readouterr().out.split())
    (aside,) = (one for one in tmp_path.glob("diary.sqlite3.damaged-*") if one.suffix[-1].isdigit())
    assert aside.stat().st_size
    assert entries_of(path) == 50


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("by", ["the verb", "the command"])
def test_a_backup_takes_the_place_of_rows_of_a_server_that_cant_be_read(
    database_url, backup, by, capsys, monkeypatch, tmp_path
):
    with closing(Diary(open_store(database_url), now=now)) as diary:
        bo = diary.people.add("Bo").id
        diary.own_foods.save(
            bo, OwnFood(name="Käse", group="cheese", contents={"MK9": Content(value=5)})
        )
        with diary._store.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE own_items SET definition = '[\"spoilt\"]'")
        with pytest.raises(DamagedRowsError, match="own food, supplement or recipe 1"):
            diary.check_for_damage()
        assert "own food, supplement or recipe 1" in diary.damage
        if by == "the verb":
            bring_back(diary.backups, lambda: io.BytesIO(backup), "b.zip", None, now)
        folder = diary.backups.folder
    if by == "the command":
        monkeypatch.setenv("K2_DATABASE_URL", database_url)
        file = tmp_path / "good.zip"
        file.write_bytes(backup)
        assert main(["backup", "restore", str(file), "--yes"]) == 0
        assert "damaged-k2-diary-" in capsys.readouterr().out
    (kept,) = folder.iterdir()
    with zipfile.ZipFile(kept) as archive:
        rows = {name: archive.read(name).decode() for name in archive.namelist()}
    assert json.loads(rows["tables/own_items.jsonl"])["definition"] == ["spoilt"]
    assert json.loads(rows["tables/profiles.jsonl"])["name"] == "Bo"
    with closing(Diary(open_store(database_url), now=now)) as diary:
        assert diary.backups.kept() == []  # what can't be brought back is not offered
        diary.check_for_damage()
        assert [one.name for one in diary.people.all()] == ["Ada"]
