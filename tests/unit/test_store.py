"""The database itself: made, migrated, refused and shared."""

import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, insert, inspect
from sqlalchemy.exc import IntegrityError

from estimator.errors import DamagedStoreError, StoreError
from estimator.store import open_store
from estimator.store.checksum import is_of_the_diary
from estimator.store.database_url import URL_VARIABLE, database_url, shown
from estimator.store.models import Base, EntryRow, ProfileRow

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)


COMPARED = {"compare_type": True, "include_name": is_of_the_diary}
SQLITE_ONLY = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)


@pytest.fixture
def store(empty_url):
    opened = open_store(empty_url)
    yield opened
    opened.close()


@SQLITE_ONLY
def test_first_start_makes_a_private_file_and_folder(store, tmp_path):
    file = tmp_path / "folder" / "diary.sqlite3"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@SQLITE_ONLY
def test_sqlite_is_set_up_for_safety_and_many_sessions(store):
    with store.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "foreign_keys",
                "synchronous",
                "busy_timeout",
                "secure_delete",
            )
        }
    assert settings == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 15_000,
        "secure_delete": 1,
    }


def test_migrations_make_exactly_the_tables_of_the_program(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_make_exactly_the_constraints_of_the_program(store):
    migrated = constraints(store.engine)
    with store.engine.begin() as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
    assert migrated == constraints(store.engine)
    for checks, _ in migrated.values():
        assert len(checks) == len({check["name"] for check in checks})


def constraints(engine):
    """Checks and unique constraints of each table."""
    inspected = inspect(engine)
    return {
        table: (
            sorted(inspected.get_check_constraints(table), key=str),
            sorted(inspected.get_unique_constraints(table), key=str),
        )
        for table in Base.metadata.tables
    }


def test_opening_again_keeps_what_is_there(empty_url):
    for _ in range(2):
        store = open_store(empty_url)
        with store.write(NOW) as writer:
            if not writer.profiles():
                writer.add_profile(**PROFILE)
            assert [profile.name for profile in writer.profiles()] == ["Ada"]
        store.close()


def test_two_programs_may_start_at_once(empty_url):
    code = f"from estimator.store import open_store; open_store({empty_url!r}).close()"
    command = [sys.executable, "-W", "error", "-c", code]
    started = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [(program.communicate(timeout=300)[1], program.returncode) for program in started] == [
        ("", 0)
    ] * 4


def test_the_start_waits_for_a_program_that_is_writing(tmp_path):
    path = tmp_path / "diary.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        done.start()
        open_store(f"sqlite:///{path}").close()
        done.join()


def test_a_newer_database_is_refused_and_left_alone(store, empty_url):
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(StoreError, match="written by a newer version"):
        open_store(empty_url)
    with store.engine.connect() as connection:
        versions = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert versions.scalars().all() == ["9999"]
    store.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP TABLE alembic_version", "names 0 revisions of its tables"),
        ("DELETE FROM alembic_version", "names 0 revisions of its tables"),
        ("INSERT INTO alembic_version VALUES ('0001')", "names 2 revisions of its tables"),
        ("UPDATE alembic_version SET version_num = '0000'", "that there never was"),
        ("UPDATE alembic_version SET version_num = 'zebra'", "that there never was"),
    ],
)
def test_a_database_that_does_not_say_of_which_revision_it_is_is_left_alone(
    store, empty_url, change, said
):
    with store.engine.begin() as connection:
        connection.execute(insert(ProfileRow).values(**PROFILE, created_at=NOW))
        connection.exec_driver_sql(change)
    before = everything(store)
    store.close()
    with pytest.raises(StoreError, match=said) as error:
        open_store(empty_url)
    assert "It was left as it is." in str(error.value)
    assert isinstance(error.value, DamagedStoreError) == empty_url.startswith("sqlite")
    assert everything(store) == before


def everything(store):
    with store.engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        found = {
            table.name: connection.execute(table.select()).all() for table in tables.sorted_tables
        }
    store.close()
    return found


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8").startswith("Dear diary")


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be kept in"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'diary.sqlite3'}")


@pytest.mark.parametrize("url", ["no url at all", "sqlite//x", "nosuch://host/name"])
def test_an_address_that_is_no_database(url):
    with pytest.raises(StoreError):
        open_store(url)


def test_the_environment_names_the_database(monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, " sqlite:////srv/k2.sqlite3 ")
    assert database_url().database == "/srv/k2.sqlite3"
    monkeypatch.delenv(URL_VARIABLE)
    assert str(database_url().database).endswith("diary.sqlite3")


def test_a_message_never_shows_a_password():
    for url in ("//ada:secret@host/k2", "//ada@host/k2?password=secret"):
        assert "secret" not in shown(database_url(f"postgresql+psycopg:{url}"))


PROFILE = {
    "name": "Ada",
    "name_key": "ada",
    "region": "EU",
    "time_zone": "UTC",
    "day_start_hour": 0,
    "cup": "metric",
    "takes_vka": False,
}
MADE = {"created_at": NOW}
ENTRY = {
    **MADE,
    "updated_at": NOW,
    "profile_id": 1,
    "date": date(2026, 2, 10),
    "meal": None,
    "kind": "food",
    "item_id": "natto",
    "amount": 1.0,
    "unit": "pack",
    "quantity": 40.0,
    "note": "",
    "sample": False,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0.0},
        {"amount": -1.0},
        {"quantity": 0.0},
        {"quantity": 5000.1},
        {"kind": "supplement", "quantity": 100.1},
        {"kind": "recipe"},
        {"meal": "brunch"},
        {"date": date(1899, 12, 31)},
        {"profile_id": 7},
    ],
    ids=str,
)
def test_constraints_back_the_rules_of_the_domain(store, wrong):
    with store.engine.begin() as connection:
        connection.execute(insert(ProfileRow).values(PROFILE | MADE))
        connection.execute(insert(EntryRow).values(ENTRY))
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(insert(EntryRow).values(ENTRY | wrong))


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"region": "Mars"}, {"cup": "imperial"}, {"day_start_hour": 7}, {}],
    ids=str,
)
def test_constraints_on_profiles(store, wrong):
    with store.engine.begin() as connection:
        connection.execute(insert(ProfileRow).values(PROFILE | MADE))
    other = PROFILE | {"name_key": "bo"} | wrong if wrong else PROFILE
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(insert(ProfileRow).values(other | MADE))


def test_an_error_inside_a_transaction_leaves_nothing(store):
    def write_and_fail():
        with store.write(NOW) as writer:
            writer.add_profile(**PROFILE)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_and_fail()
    with store.read() as reader:
        assert reader.profiles() == []
