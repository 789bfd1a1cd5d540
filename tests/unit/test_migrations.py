"""A diary of the first version, opened by this one: nothing of it is lost."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from estimator.diary.diary import Diary
from estimator.errors import StoreError
from estimator.store import open_store
from estimator.store.models import Base

FIRST = Path(__file__).with_name("diary_0001.sql")
"""As the first version wrote it: ``sqlite3 diary.sqlite3 .dump``."""
NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
ADA, ZOE = 1, 2


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "diary.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return file


@pytest.fixture
def diary(path):
    with closing(Diary(open_store(f"sqlite:///{path}"), now=lambda: NOW)) as opened:
        yield opened


def rows_of(path):
    """Return every row of every table, as columns by name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for table in sorted(tables)
        }


def revision_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def shown(diary, profile):
    return [
        (entry.date.day, entry.meal, entry.item_id, entry.amount, entry.unit)
        for entry in diary.entries(profile)
    ]


def test_every_value_is_kept(path):
    before = rows_of(path)
    open_store(f"sqlite:///{path}").close()
    after = rows_of(path)
    assert {row["version_num"] for row in after.pop("alembic_version")} != {"0001"}
    assert len(before.pop("alembic_version")) == 1
    for table, rows in before.items():
        kept = [{name: row[name] for name in rows[0]} for row in after[table]]
        assert kept == rows, table
    assert [(row["color"], row["week_start"]) for row in after["profiles"]] == [
        ("teal", "monday")
    ] * 2
    assert {row["eaten_at"] for row in after["entries"]} == {None}
    for table in after.keys() - before.keys():
        assert after[table] == [], table


def test_it_is_the_same_database_as_a_new_one(path, diary):
    fresh = create_engine("sqlite://")
    Base.metadata.create_all(fresh)
    migrated, new = inspect(diary._store.engine), inspect(fresh)
    try:
        with diary._store.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        for table in Base.metadata.tables:
            checks = migrated.get_check_constraints(table)
            assert sorted(checks, key=str) == sorted(new.get_check_constraints(table), key=str)
            indexes = [migrated.get_indexes(table), new.get_indexes(table)]
            assert [str(one) for one in indexes[0]] == [str(one) for one in indexes[1]]
    finally:
        fresh.dispose()


def test_the_diary_reads_as_before(diary):
    ada, zoe = diary.profiles()
    assert (ada.name, ada.region, ada.takes_vka) == ("Ada L.", "world", True)
    assert (zoe.name, zoe.day_start_hour, zoe.cup) == ("Zoë 🧀", 4, "us_legal")
    assert ada.created_at == datetime(2026, 2, 10, 9, 31, tzinfo=UTC)
    assert shown(diary, ADA) == [
        (8, "breakfast", "natto", 2.0, "pack"),
        (10, None, "supplement-mk7-90", 2.0, "capsule"),
    ]
    assert diary.entries(ADA)[0].note == "with mustard; it's good"
    assert diary.frame(ZOE)["quantity"].tolist() == [50.0]
    assert diary.deleted_profiles() == diary.favourites(ADA) == diary.saved_meals(ADA) == []


def test_changes_of_before_can_be_undone(diary):
    milk = (9, "breakfast", "milk-whole", 1.5, "dl")
    natto = (9, "breakfast", "natto", 1.0, "pack")
    capsules = (10, None, "supplement-mk7-90", 2.0, "capsule")
    milk_name = diary.foods(ADA).table.get("milk-whole").name
    diary.edit_profile(ADA, color="red")
    assert diary.undo(ADA) == "Undone: settings changed."
    assert diary.undo(ADA) == "Undone: settings changed."
    ada = diary.profile(ADA)
    assert (ada.name, ada.region, ada.color, ada.week_start) == ("Ada", "EU", "teal", "monday")
    assert diary.undo(ADA) == f"Undone: {milk_name} deleted."
    assert shown(diary, ADA)[1:] == [milk, capsules]
    assert diary.undo(ADA) == "Undone: Natto changed."
    assert shown(diary, ADA) == [natto, milk, capsules]
    assert diary.entries(ADA)[0].created_at == datetime(2026, 2, 10, 9, 34, tzinfo=UTC)
    # The change of the milk was undone before; it isn't offered again.
    assert diary.undo(ADA).endswith("added.")
    assert shown(diary, ADA) == [natto, milk]
    assert diary.undo(ADA) == f"Undone: {milk_name} added."
    assert diary.undo(ADA) == "Undone: Natto added."
    assert diary.undo(ADA) is None
    assert diary.entries(ADA) == []
    assert shown(diary, ZOE) == [(9, "snack", "cheese-gouda-aged", 2.0, "slice")]


def test_logging_goes_on(diary):
    again = diary.log(
        ADA, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack", token="click-1"
    )
    assert (again.id, again.quantity) == (1, 80.0)  # a token of before
    new = diary.log(ADA, date=date(2026, 2, 12), item_id="natto", amount=1, unit="pack")
    assert new.id == 5  # the number of the deleted entry is not given again
    diary.mark_day(ADA, date(2026, 2, 12), complete=True)
    diary.delete_profile(ZOE)
    assert [profile.name for profile in diary.profiles()] == ["Ada L."]


def test_opening_it_again_changes_nothing(path):
    open_store(f"sqlite:///{path}").close()
    before = rows_of(path)
    open_store(f"sqlite:///{path}").close()
    assert rows_of(path) == before


def test_several_sessions_may_open_it_at_once(path):
    with ThreadPoolExecutor(8) as pool:
        for store in pool.map(lambda _: open_store(f"sqlite:///{path}"), range(8)):
            store.close()
    assert len(rows_of(path)["entries"]) == 3


@pytest.mark.parametrize(
    "in_the_way",
    [
        "CREATE TABLE favourites (id INTEGER)",  # the last step fails
        "CREATE TABLE days (id INTEGER)",
        "ALTER TABLE entries ADD COLUMN eaten_at TIME",
        "ALTER TABLE profiles ADD COLUMN color TEXT",  # the first step fails
    ],
)
def test_a_migration_that_fails_leaves_the_diary_as_it_was(path, in_the_way):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(in_the_way)
    before, tables = rows_of(path), revision_of(path)
    for _ in range(2):
        with pytest.raises(StoreError, match="can't be used"):
            open_store(f"sqlite:///{path}")
        assert rows_of(path) == before
        assert revision_of(path) == tables == [("0001",)]


def test_it_goes_on_once_nothing_is_in_the_way(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE favourites (id INTEGER)")
    with pytest.raises(StoreError):
        open_store(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE favourites")
    with closing(Diary(open_store(f"sqlite:///{path}"), now=lambda: NOW)) as diary:
        diary.set_favourite(ADA, "natto", True)
        assert len(diary.entries(ADA)) == 2
