"""A row that changed by itself, or can't be read: found, and said in a sentence."""

import io
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from estimator.backup.backup_folder import DAYS_KEPT
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog, machine_time_zone
from estimator.errors import DamagedStoreError, InputError
from estimator.foods.own_items import Content, OwnFood
from estimator.store import open_store
from estimator.store.checksum import ROW_SUMS
from estimator.views.people.people import zone_notice

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
TODAY = date(2026, 2, 12)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "diary.sqlite3"


@pytest.fixture
def diary(path):
    with closing(Diary(open_store(f"sqlite:///{path}"), now=lambda: NOW)) as it:
        yield it


@pytest.fixture
def me(diary):
    """Somebody with something in every table, by every way in which rows are written."""
    me = diary.people.add("Ada").id
    cheese = diary.own_foods.save(
        me, OwnFood(name="Käse", group="cheese", contents={"MK9": Content(value=5)})
    )
    diary.own_foods.save_recipe(me, "Brot", [(cheese.item_id, 30, "g")], servings=2)
    diary.sample_week.add(me)
    made = diary.entries.log_many(
        me,
        [
            ToLog(date=TODAY, item_id=cheese.item_id, amount=30, unit="g", note="gut"),
            ToLog(date=TODAY, item_id="natto", amount=1, unit="pack"),
        ],
    )
    diary.entries.edit(me, made[1].id, amount=2)
    diary.meals.save(me, "Usual", [entry.id for entry in made])
    diary.repeats.set_favourite(me, "natto", True)
    diary.days.mark(me, TODAY, note="tired")
    diary.questions.put_aside(me, "kind:bread")
    diary.entries.delete(me, [made[0].id])
    diary.history.undo(me)
    diary.sample_week.remove(me)
    return me


def change(path, *statements):
    """Change the file past the program, as a flipped bit would."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            assert connection.execute(statement).rowcount
        connection.commit()


def test_all_that_is_written_has_its_sum(diary, me, path):
    diary._store.check_for_damage()
    backup = io.BytesIO()
    diary.backups.write(backup)
    diary.backups.restore(backup, "backup.zip")
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.check_for_damage()
    with closing(sqlite3.connect(path)) as connection:
        (sums,) = connection.execute(f"SELECT count(*) FROM {ROW_SUMS} WHERE row_id").fetchone()
        tables = connection.execute(f"SELECT DISTINCT table_name FROM {ROW_SUMS}").fetchall()
        rows = sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for (table,) in tables
        )
    assert (sums, len(tables)) == (rows, 9)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE entries SET quantity = quantity + 1 WHERE item_id = 'natto'", "entries"),
        ("UPDATE entries SET note = 'gup' WHERE note = 'gut'", "entries"),
        ("UPDATE profiles SET takes_vka = 1", "profiles 1"),
        ("UPDATE days SET complete = 1", "days 1"),
        ("UPDATE favourites SET item_id = 'nattp'", "favourites 1"),
        ("UPDATE own_items SET definition = replace(definition, '5', '7')", "own_items 1"),
        ("UPDATE changes SET verb = 'undo' WHERE id = 3", "changes 3"),
        ("DELETE FROM entries WHERE item_id = 'natto'", "entries"),
        ("UPDATE entries SET item_id = CAST(item_id AS BLOB) WHERE note = 'gut'", "entries"),
        ("UPDATE entries SET note = CAST(X'FF' AS TEXT) WHERE note = 'gut'", "entries"),
    ],
)
def test_what_changed_by_itself_is_found(diary, me, path, statement, where):
    change(path, statement)
    with pytest.raises(DamagedStoreError, match=f"not as they were written: {where}") as error:
        diary._store.check_for_damage()
    assert error.value.path == path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET note = CAST(X'FF' AS TEXT)",
        "UPDATE entries SET date = '2026-13-45'",
        "UPDATE entries SET date = 7",
        "UPDATE entries SET quantity = 'x'",
        "UPDATE entries SET quantity = -1",
        "UPDATE entries SET meal = 'brunch'",
        "UPDATE entries SET created_at = 'now'",
        "UPDATE entries SET item_id = X'00'",
        "UPDATE entries SET eaten_at = '25:00'",
        "UPDATE profiles SET name = ''",
        "UPDATE profiles SET region = 'EX'",
        "UPDATE own_items SET definition = '{'",
        "UPDATE own_items SET definition = '[]'",
        "UPDATE own_items SET definition = replace(definition, ': 5', ': \"5\"')",
        "UPDATE saved_meals SET items = '[{}]'",
        "UPDATE saved_meals SET items = replace(items, 'natto', '\\ud800')",
        "UPDATE changes SET after = '{\"entries\": 3}'",
        "UPDATE changes SET before = '['",
    ],
)
def test_what_can_not_be_read_is_damage_on_every_door(diary, me, path, statement):
    change(path, statement)
    said = []
    for door in (
        diary.people.all,
        lambda: diary.entries.of(me),
        lambda: diary.foods(me).composition("EU"),
        lambda: diary.meals.of(me),
        lambda: diary.history.last_change(me),
        lambda: diary.history.undo(me),
        lambda: diary.backups.write(io.BytesIO()),
        diary._store.check_for_damage,
    ):
        try:
            door()
        except DamagedStoreError as error:
            said.append(str(error))
    assert len(said) >= 2
    assert all("is damaged" in sentence and "\n" not in sentence for sentence in said)
    assert not any("natto" in sentence for sentence in said)


def test_a_table_that_is_not_as_it_was_made_is_found_at_the_start(diary, me, path):
    diary.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE entries RENAME COLUMN quantity TO quantitz")
    with pytest.raises(DamagedStoreError, match="no such column"):
        open_store(f"sqlite:///{path}")


def test_a_definition_that_the_driver_cant_put_into_words_is_damage_at_the_start(diary, me, path):
    diary.close()
    definition = path.read_bytes()
    path.write_bytes(definition.replace(b"CREATE TABLE entries", b"CREATE \xff\xff\xffLE entries"))
    with pytest.raises(DamagedStoreError, match="is damaged, or not a database") as error:
        open_store(f"sqlite:///{path}")
    assert error.value.path == path


def test_a_definition_that_the_driver_cant_put_into_words_is_damage_on_every_door(diary, me, path):
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA schema_version").fetchone()
    change(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = CAST(X'43524541544520ffff' AS TEXT) WHERE name = 'entries'",
        f"PRAGMA schema_version = {version + 1}",
    )
    for door in (diary.people.all, lambda: diary.entries.of(me), diary._store.check_for_damage):
        with pytest.raises(DamagedStoreError, match="is damaged, or not a database") as error:
            door()
        assert error.value.path == path


def test_no_backup_is_forgotten_while_the_diary_is_known_to_be_damaged(diary, me, path):
    day = [NOW]
    diary.backups._now = lambda: day[0]
    made = []
    for number in range(DAYS_KEPT + 3):
        if number == DAYS_KEPT:
            change(path, "UPDATE days SET complete = 1")
            with pytest.raises(DamagedStoreError):
                diary.check_for_damage()
        made.append(diary.backups.keep_daily())
        day[0] += timedelta(days=1)
    assert {one.path for one in diary.backups.kept()} == set(made)


def test_a_time_zone_that_is_not_known_here_is_said_and_stays(diary, me, path):
    (before,) = diary.people.all()
    change(path, "UPDATE profiles SET time_zone = 'Mars/Olympus'")
    (ada,) = diary.people.all()
    assert (ada.time_zone, ada.zone_is_known) == ("Mars/Olympus", False)
    assert ada.date_at(NOW) == NOW.astimezone(ZoneInfo(machine_time_zone())).date()
    assert "'Mars/Olympus', is not known" in zone_notice(ada)
    settings = {"time_zone": ada.time_zone, "region": "EU", "name": "Ada"}
    assert diary.people.edit(me, **settings).time_zone == "Mars/Olympus"
    with pytest.raises(InputError, match="is no time zone"):
        diary.people.edit(me, time_zone="Mars/Elysium")
    backup = io.BytesIO()
    diary.backups.write(backup)
    diary.backups.restore(backup, "b.zip")
    change(path, f"UPDATE profiles SET time_zone = '{before.time_zone}'")
    with closing(Diary(open_store(path))) as opened:
        (again,) = opened.people.all()
    assert (again.zone_is_known, zone_notice(again)) == (True, "")
