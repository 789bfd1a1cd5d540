"""Backups: whole, the same on any database, refused when damaged, kept by day."""

import io
import json
import os
import stat
import zipfile
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import make_url

from estimator.backup import archive, backups, contents
from estimator.backup.backup_folder import DAYS_KEPT
from estimator.backup.counts import PersonInBackup
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.errors import InputError, StoreError
from estimator.foods.own_items import Content, OwnFood
from estimator.importing.import_plan import ImportPlan
from estimator.store import open_store
from estimator.store.database_url import backup_folder
from tests.conftest import database_on
from tests.unit.conftest import NOW

TODAY = NOW.date()


def fill(diary, ada, bo):
    """Something in every table, with ids that are not given any more."""
    diary.sample_week.add(ada)
    cheese = diary.own_foods.save(
        ada, OwnFood(name="Käse 🧀", group="cheese", contents={"MK9": Content(value=0.1 + 0.2)})
    )
    diary.own_foods.save_recipe(
        ada, "Brot", [(cheese.item_id, 30, "g"), ("bread-white", 1, "slice")], servings=2
    )
    made = diary.entries.log_many(
        ada,
        [
            ToLog(date=TODAY, item_id=cheese.item_id, amount=30, unit="g", note="=1+1"),
            ToLog(
                date=TODAY,
                item_id="natto",
                amount=1,
                unit="pack",
                token="click",
                amount_kind="assumed",
                typed="stinky beans",
            ),
        ],
    )
    diary.meals.save(ada, "Usual", [entry.id for entry in made])
    diary.repeats.set_favourite(ada, "natto", True)
    diary.days.mark(ada, TODAY, note="tired", complete=True)
    diary.imports.apply(ada, ImportPlan(), {"Stinky beans": "natto"})
    diary.questions.put_aside(ada, "kind:bread")
    diary.entries.delete(ada, [made[1].id])
    diary.entries.log(bo, date=TODAY, item_id="natto", amount=2, unit="pack")
    diary.history.undo(bo)
    diary.people.delete(bo)


@pytest.fixture
def full(diary, ada, bo):
    fill(diary, ada, bo)
    return diary


@pytest.fixture
def other(tmp_path):
    """An installation on SQLite of somebody else."""
    with closing(
        Diary(open_store(f"sqlite:///{tmp_path / 'other' / 'diary.sqlite3'}"), now=lambda: NOW)
    ) as opened:
        opened.people.add("Zoe")
        yield opened


@pytest.fixture
def anew():
    """Return a function that opens a diary anew, once another one came in its place."""
    with ExitStack() as stack:

        def opened(diary):
            url = diary._store.engine.url.render_as_string(hide_password=False)
            return stack.enter_context(closing(Diary(open_store(url), now=lambda: NOW)))

        yield opened


def backup_of(diary):
    target = io.BytesIO()
    diary.backups.write(target)
    target.seek(0)
    return target


def members(file):
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def without_manifest(said):
    return {name: data for name, data in said.items() if name != "manifest.json"}


def changed(file, name, change):
    """The backup with one member changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for member, data in members(file).items():
            out.writestr(member, change(data) if member == name else data)
    target.seek(0)
    return target


def with_manifest(file, **values):
    return changed(
        file, "manifest.json", lambda data: json.dumps(json.loads(data) | values).encode()
    )


def test_a_diary_brought_back_is_the_same_bit_for_bit(full, other, anew):
    before = members(backup_of(full))
    other.backups.restore(backup_of(full), "backup.zip")
    other = anew(other)
    assert members(backup_of(other)) == before
    full.backups.restore(backup_of(other), "backup.zip")
    assert members(backup_of(anew(full))) == before


def test_nothing_is_missing_from_it(full, kept):
    said = members(backup_of(full))
    for table, rows in kept().items():
        assert said[f"tables/{table}.jsonl"].count(b"\n") == len(rows) > 0, table


def test_life_goes_on_in_a_diary_brought_back(full, ada, other, anew):
    other.backups.restore(backup_of(full), "backup.zip")
    other = anew(other)
    (me,) = other.people.all()
    assert (me.name, me.id) == ("Ada", ada)
    assert other.entries.of(ada) == full.entries.of(ada)
    assert [item.name for item in other.own_foods.of(ada)] == ["Käse 🧀", "Brot"]
    natto = full.foods(ada).table.get("natto").name
    last = max(entry.id for entry in other.entries.of(ada))
    new = other.entries.log(ada, date=TODAY, item_id="natto", amount=1, unit="pack")
    assert new.id > last + 1  # that of the deleted entry is not given again
    other.history.undo(ada)
    assert other.history.undo(ada) == f"Undone: {natto} deleted."


def test_own_foods_are_those_of_the_diary_brought_back(full, ada, anew):
    backup = backup_of(full)
    own = next(item for item in full.own_foods.of(ada) if item.name == "Käse 🧀")
    full.own_foods.save(ada, OwnFood(name="Other", group="cheese", contents={}), key=own.key)
    assert {item.name for item in full.own_foods.of(ada)} == {"Other", "Brot"}
    full.backups.restore(backup, "backup.zip")
    full = anew(full)
    full.own_foods.save(ada, OwnFood(name="Third", group="cheese", contents={}), key=own.key)
    names = {item.name for item in full.own_foods.of(ada)}
    assert names == {"Third", "Brot"}


def test_the_preview_says_what_is_in_it(full):
    preview = full.backups.preview(backup_of(full), "backup.zip")
    ada, bo = preview.people
    assert preview.people == full.backups.now_there()
    assert (ada.name, ada.deleted, ada.last) == ("Ada", False, TODAY)
    assert ada.entries == len(full.entries.of(1))
    assert bo == PersonInBackup(name="Bo", entries=0, first=None, last=None, deleted=True)
    assert preview.made_at == NOW


def test_what_was_there_before_is_kept_and_can_be_brought_back(full, other, anew):
    before = members(backup_of(other))
    path = other.backups.restore(backup_of(full), "backup.zip")
    (listed,) = other.backups.kept()
    assert (listed.path, listed.before_restore) == (path, True)
    other = anew(other)
    with path.open("rb") as file:
        other.backups.restore(file, path.name)
    after = members(backup_of(anew(other)))
    assert without_manifest(after) == without_manifest(before)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: io.BytesIO(b""),
        lambda file: io.BytesIO(b"Dear diary"),
        lambda file: io.BytesIO(file.getvalue()[:-200]),
        lambda file: io.BytesIO(file.getvalue()[:400] + b"\0" * 50 + file.getvalue()[450:]),
        lambda file: changed(file, "tables/entries.jsonl", lambda data: data[: len(data) // 2]),
        lambda file: changed(file, "tables/entries.jsonl", lambda data: b""),
        lambda file: changed(file, "tables/days.jsonl", lambda data: b"[" * 100_000),
        lambda file: changed(file, "tables/days.jsonl", lambda data: b"\xff\xfe\n"),
        lambda file: changed(file, "tables/days.jsonl", lambda data: b"[1]\n"),
        lambda file: changed(file, "manifest.json", lambda data: b"{}"),
        lambda file: changed(file, "manifest.json", lambda data: b"null"),
        lambda file: with_manifest(file, format="songs"),
        lambda file: with_manifest(file, made_at="yesterday"),
        lambda file: with_manifest(file, last_ids={}),
        lambda file: with_manifest(file, sha256={}),
        lambda file: with_manifest(file, last_ids={"entries": "many"}),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_changed(full, damage, kept):
    wrong, before = damage(backup_of(full)), kept()
    with pytest.raises(InputError, match=r"^b\.zip: no backup of this program, or a damaged one"):
        full.backups.restore(wrong, "b.zip")
    assert kept() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": -1.0},
        {"date": "2026-02-30"},
        {"date": 7},
        {"profile_id": 99},
        {"id": "x"},
        {"meal": "brunch"},
        {"note": None},
    ],
    ids=str,
)
def test_rows_that_are_none_of_a_diary_are_refused(full, kept, wrong, monkeypatch):
    def forged(data):
        first, *rest = data.splitlines()
        return b"\n".join([json.dumps(json.loads(first) | wrong).encode(), *rest]) + b"\n"

    file, before = changed(backup_of(full), "tables/entries.jsonl", forged), kept()
    digests = json.loads(members(file)["manifest.json"])["sha256"]
    entries = members(file)["tables/entries.jsonl"]
    digests["entries"] = archive.hashlib.sha256(entries).hexdigest()
    with pytest.raises(
        InputError, match=r"a damaged one \((entry|a row of entries).*; nothing was"
    ):
        full.backups.restore(with_manifest(file, sha256=digests), "b.zip")
    assert kept() == before


@pytest.mark.parametrize("newer", [{"schema": "9999"}, {"format_version": 2}], ids=str)
def test_a_backup_of_a_newer_program_is_refused(full, newer):
    with pytest.raises(InputError, match="newer version of this program"):
        full.backups.preview(with_manifest(backup_of(full), **newer), "b.zip")


def test_a_backup_that_would_fill_the_memory_is_refused(full, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 100_000)
    bomb = changed(backup_of(full), "tables/changes.jsonl", lambda data: b" " * 50_000_000)
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(InputError, match="holds more than a diary can"):
        full.backups.preview(bomb, "b.zip")


@pytest.mark.parametrize("limit", ["MOST_PEOPLE", "MOST_VALUES"])
def test_a_backup_of_more_people_or_own_foods_than_are_kept_in_mind_is_refused(
    full, kept, limit, monkeypatch
):
    before = kept()
    monkeypatch.setattr(contents, limit, 0)
    with pytest.raises(InputError, match=r"^b\.zip: holds more than a diary can"):
        full.backups.restore(backup_of(full), "b.zip")
    assert kept() == before


def test_an_older_backup_is_brought_to_the_tables_of_this_program(full, other, anew):
    older = with_manifest(backup_of(full), schema="0002")
    preview = other.backups.preview(older, "b.zip")
    assert preview.people == full.backups.now_there()
    other.backups.restore(older, "b.zip")
    restored, original = members(backup_of(anew(other))), members(backup_of(full))
    newer = ["tables/food_names.jsonl", "tables/put_aside.jsonl"]  # no tables of that revision
    assert [restored.pop(name) for name in newer] == [b"", b""]
    newer.append("manifest.json")
    assert {k: v for k, v in restored.items() if k not in newer} == {
        k: v for k, v in original.items() if k not in newer
    }


@pytest.fixture
def clock():
    return [datetime(2026, 3, 1, 12, tzinfo=UTC)]


@pytest.fixture
def daily(tmp_path, clock):
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    with closing(Diary(open_store(url), now=lambda: clock[0])) as opened:
        ada = opened.people.add("Ada").id
        assert opened.backups.keep_daily() is None  # nothing is logged yet
        opened.entries.log(ada, date=clock[0].date(), item_id="natto", amount=1, unit="pack")
        yield opened


def test_a_backup_is_kept_each_day_and_the_last_ones_stay(daily, clock, monkeypatch):
    made = []
    for day in range(DAYS_KEPT + 3):
        made.append(daily.backups.keep_daily())
        written = made[-1].stat()
        assert daily.backups.keep_daily() == made[-1]
        assert made[-1].stat() == written
        moment = clock[0].timestamp()
        os.utime(made[-1], (moment, moment))
        clock[0] += timedelta(days=1)
        assert len(daily.backups.kept()) == min(day + 1, DAYS_KEPT)
    assert [one.path for one in daily.backups.kept()] == made[: -DAYS_KEPT - 1 : -1]
    assert made[-1].name == "k2-diary-2026-03-17.zip"
    assert {stat.S_IMODE(path.stat().st_mode) for path in made[3:]} == {0o600}
    assert {path.suffix for path in daily.backups.folder.iterdir()} == {".zip"}


def test_a_backup_that_cannot_be_written_leaves_nothing_half_done(daily, monkeypatch):
    def full_disk(file, *_):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "write_archive", full_disk)
    with pytest.raises(StoreError, match=r"No space left on device\. Make room"):
        daily.backups.keep_daily()
    assert list(daily.backups.folder.iterdir()) == []


def test_diaries_on_one_machine_keep_their_backups_apart(data_home, tmp_path):
    """Those of one person never stand beside those of another."""
    servers = "postgresql+psycopg://ada:secret@db", "postgresql+psycopg://db:5433"
    databases = "diary", "Diary", "di/ary", "../diary"
    urls = [
        *(f"sqlite:///{tmp_path}/{name}.sqlite3" for name in ("diary", "bo", "b/bo")),
        *(make_url(server).set(database=name) for server in servers for name in databases),
        make_url("postgresql:///diary?host=/run/a"),
        make_url("postgresql:///diary?host=/run/b"),
    ]
    folders = [backup_folder(make_url(url)) for url in urls]
    assert len({str(folder).casefold() for folder in folders}) == len(urls)
    assert {folder.parent for folder in folders[3:]} == {data_home / "k2-intake-estimator"}
    # Who opens it, and by which driver, makes no other diary.
    assert backup_folder(make_url("postgresql://bo@db/diary")) == folders[3]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_each_database_of_a_server_has_backups_of_its_own(database_url, postgresql):
    with (
        database_on(postgresql, "template1") as other_url,
        closing(Diary(open_store(database_url), now=lambda: NOW)) as one,
        closing(Diary(open_store(other_url), now=lambda: NOW)) as other,
    ):
        fill(one, one.people.add("Ada").id, one.people.add("Bo").id)
        assert one.backups.keep_daily() == one.backups.kept()[0].path
        assert other.backups.kept() == []
