"""A diary of an older version, opened by this one: nothing of it is lost."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, create_engine, inspect, make_url, select, text

from estimator.diary.checks import seen_key
from estimator.diary.diary import Diary
from estimator.errors import InputError, StoreError
from estimator.store import open_store
from estimator.store.checksum import is_of_the_diary
from estimator.store.engine import make_engine
from estimator.store.migrate import MIGRATIONS, known_revisions, migration_config
from estimator.store.migrations.versions import v0006_name_keys
from estimator.store.models import Base

FIRST = Path(__file__).with_name("diary_0001.sql")
"""As the first version wrote it: ``sqlite3 diary.sqlite3 .dump``."""
NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
ADA, ZOE = 1, 2


*REVISIONS, HEAD = known_revisions()


def test_revisions_are_told_by_their_files_as_alembic_follows_them():
    followed = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    assert list(known_revisions()) == [script.revision for script in followed][::-1]


@pytest.fixture(params=REVISIONS)
def old(request, empty_url, tmp_path):
    """URL of a diary as the program of an older revision left it, on each kind of database."""
    return written(empty_url, tmp_path, request.param)


@pytest.fixture
def oldest(empty_url, tmp_path):
    return written(empty_url, tmp_path, REVISIONS[0])


def written(url, folder, revision):
    """Write the diary of the first version into an empty database, and migrate it so far."""
    first = folder / "first.sqlite3"
    with closing(sqlite3.connect(first)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    source, engine = create_engine(f"sqlite:///{first}"), make_engine(make_url(url))
    tables = MetaData()
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), REVISIONS[0])
        tables.reflect(connection)
        with source.connect() as read:
            for table in tables.sorted_tables:
                if table.name != "alembic_version":
                    copy_rows(read, connection, table)
        command.upgrade(migration_config(connection), revision)
    source.dispose()
    engine.dispose()
    return url


def copy_rows(source, target, table):
    """Copy the rows of a table, and where its numbers go on."""
    generic = Table(
        table.name, MetaData(), *(Column(c.name, c.type.as_generic()) for c in table.columns)
    )
    target.execute(table.insert(), [row._asdict() for row in source.execute(select(generic))])
    last = source.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :n"), {"n": table.name})
    if target.dialect.name == "postgresql":
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        target.execute(text(f"SELECT setval({sequence}, {last})"))
    else:
        target.execute(
            text("UPDATE sqlite_sequence SET seq = :last WHERE name = :n"),
            {"last": last, "n": table.name},
        )


@pytest.fixture
def diary(old):
    with closing(Diary(open_store(old), now=lambda: NOW)) as opened:
        yield opened


@contextmanager
def connected(url):
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def rows_of(url):
    """Return every row of every table, as columns by name."""
    with connected(url) as connection:
        return {
            table: [
                dict(row)
                for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()
            ]
            for table in sorted(inspect(connection).get_table_names())
            if is_of_the_diary(table, "table", None)
        }


def shown(diary, profile):
    return [
        (entry.date.day, entry.meal, entry.item_id, entry.amount, entry.unit)
        for entry in diary.entries.of(profile)
    ]


def unnamed(row):
    """Leave out the token, which an entry without one is given."""
    return {name: value for name, value in row.items() if name != "token"}


def test_every_value_is_kept(old):
    before = rows_of(old)
    open_store(old).close()
    after = rows_of(old)
    assert before.pop("alembic_version") != after["alembic_version"]
    assert after.pop("alembic_version") == [{"version_num": HEAD}]
    for table, rows in before.items():
        kept = [{name: row[name] for name in before[table][0]} for row in after[table]]
        assert list(map(unnamed, kept)) == list(map(unnamed, rows)), table
    named = {row["id"]: row["token"] for row in before["entries"] if row["token"]}
    tokens = {row["id"]: row["token"] for row in after["entries"]}
    assert all(tokens.values())
    assert len(set(tokens.values())) == len(tokens)
    assert tokens.items() >= named.items()
    assert [(row["color"], row["week_start"]) for row in after["profiles"]] == [
        ("teal", "monday")
    ] * 2
    assert {row["eaten_at"] for row in after["entries"]} == {None}
    for table in after.keys() - before.keys():
        assert after[table] == [], table


def test_it_is_the_same_database_as_a_new_one(diary):
    engine = diary._store.engine
    migrated = described(engine)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_of_the_diary})
        assert compare_metadata(context, Base.metadata) == []
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
    assert migrated == described(engine)


def described(engine):
    """Checks and indexes of each table."""
    inspected = inspect(engine)
    return {
        table: [
            sorted(map(str, found(table)))
            for found in (inspected.get_check_constraints, inspected.get_indexes)
        ]
        for table in Base.metadata.tables
    }


def test_the_diary_reads_as_before(diary):
    ada, zoe = diary.people.all()
    assert (ada.name, ada.region, ada.takes_vka) == ("Ada L.", "world", True)
    assert (zoe.name, zoe.day_start_hour, zoe.cup) == ("Zoë 🧀", 4, "us_legal")
    assert ada.created_at == datetime(2026, 2, 10, 9, 31, tzinfo=UTC)
    assert shown(diary, ADA) == [
        (8, "breakfast", "natto", 2.0, "pack"),
        (10, None, "supplement-mk7-90", 2.0, "capsule"),
    ]
    assert diary.entries.of(ADA)[0].note == "with mustard; it's good"
    assert diary.entries.frame(ZOE)["quantity"].tolist() == [50.0]
    assert diary.people.deleted() == diary.repeats.favourites(ADA) == diary.meals.of(ADA) == []


def test_changes_of_before_can_be_undone(diary):
    milk = (9, "breakfast", "milk-whole", 1.5, "dl")
    natto = (9, "breakfast", "natto", 1.0, "pack")
    capsules = (10, None, "supplement-mk7-90", 2.0, "capsule")
    milk_name = diary.foods(ADA).table.get("milk-whole").name
    diary.people.edit(ADA, color="red")
    assert diary.history.undo(ADA) == "Undone: settings changed."
    assert diary.history.undo(ADA) == "Undone: settings changed."
    ada = diary.people.get(ADA)
    assert (ada.name, ada.region, ada.color, ada.week_start) == ("Ada", "EU", "teal", "monday")
    assert diary.history.undo(ADA) == f"Undone: {milk_name} deleted."
    assert shown(diary, ADA)[1:] == [milk, capsules]
    assert diary.history.undo(ADA) == "Undone: Natto changed."
    assert shown(diary, ADA) == [natto, milk, capsules]
    assert diary.entries.of(ADA)[0].created_at == datetime(2026, 2, 10, 9, 34, tzinfo=UTC)
    # The change of the milk was undone before; it isn't offered again.
    assert diary.history.undo(ADA).endswith("added.")
    assert shown(diary, ADA) == [natto, milk]
    assert diary.history.undo(ADA) == f"Undone: {milk_name} added."
    assert diary.history.undo(ADA) == "Undone: Natto added."
    assert diary.history.undo(ADA) is None
    assert diary.entries.of(ADA) == []
    assert shown(diary, ZOE) == [(9, "snack", "cheese-gouda-aged", 2.0, "slice")]


def test_logging_goes_on(diary):
    again = diary.entries.log(
        ADA, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack", token="click-1"
    )
    assert (again.id, again.quantity) == (1, 80.0)  # a token of before
    new = diary.entries.log(ADA, date=date(2026, 2, 12), item_id="natto", amount=1, unit="pack")
    assert new.id == 5  # the number of the deleted entry is not given again
    diary.days.mark(ADA, date(2026, 2, 12), complete=True)
    diary.people.delete(ZOE)
    assert [profile.name for profile in diary.people.all()] == ["Ada L."]


def test_opening_it_again_changes_nothing(old):
    open_store(old).close()
    before = rows_of(old)
    open_store(old).close()
    assert rows_of(old) == before


def test_several_sessions_may_open_it_at_once(oldest):
    with ThreadPoolExecutor(8) as pool:
        for store in pool.map(lambda _: open_store(oldest), range(8)):
            store.close()
    assert len(rows_of(oldest)["entries"]) == 3


@pytest.mark.parametrize(
    "in_the_way",
    [
        "CREATE TABLE favourites (id INTEGER)",  # the last step fails
        "CREATE TABLE days (id INTEGER)",
        "ALTER TABLE entries ADD COLUMN eaten_at TIME",
        "ALTER TABLE profiles ADD COLUMN color TEXT",  # the first step fails
    ],
)
def test_a_migration_that_fails_leaves_the_diary_as_it_was(oldest, in_the_way):
    with connected(oldest) as connection:
        connection.exec_driver_sql(in_the_way)
    before = rows_of(oldest)
    assert before["alembic_version"] == [{"version_num": "0001"}]
    for _ in range(2):
        with pytest.raises(StoreError, match="can't be used"):
            open_store(oldest)
        assert rows_of(oldest) == before


def test_it_goes_on_once_nothing_is_in_the_way(oldest):
    with connected(oldest) as connection:
        connection.exec_driver_sql("CREATE TABLE favourites (id INTEGER)")
    with pytest.raises(StoreError):
        open_store(oldest)
    with connected(oldest) as connection:
        connection.exec_driver_sql("DROP TABLE favourites")
    with closing(Diary(open_store(oldest), now=lambda: NOW)) as diary:
        diary.repeats.set_favourite(ADA, "natto", True)
        assert len(diary.entries.of(ADA)) == 2


ALIKE = ("Bo Li", "Bo\u00a0Li", "Bo L\u00adi", "Straße")
"""Names that were four people, by the keys of before."""


@pytest.fixture
def alike(empty_url, tmp_path):
    """URL of a diary with names that look the same, as the program before the last left it."""
    url = written(empty_url, tmp_path, "0005")
    person = "SELECT :name, :key, region, time_zone, day_start_hour, cup, takes_vka, created_at"
    with connected(url) as connection:
        for name in ALIKE:
            values = {"name": name, "key": name.casefold(), "ada": ADA}
            connection.execute(
                text(
                    "INSERT INTO profiles (name, name_key, region, time_zone, day_start_hour, cup,"
                    f" takes_vka, created_at) {person} FROM profiles WHERE id = :ada"
                ),
                values,
            )
            connection.execute(
                text(
                    "INSERT INTO food_names (profile_id, name, key, item_id)"
                    " VALUES (:ada, :name, :key, :item)"
                ),
                values | {"item": f"own-{ALIKE.index(name)}"},
            )
    return url


def test_names_that_look_alike_by_now_stay_and_are_told_apart(alike):
    before = rows_of(alike)
    with closing(Diary(open_store(alike), now=lambda: NOW)) as diary:
        assert [profile.name for profile in diary.people.all()][2:] == list(ALIKE)
        bo, *_, last = diary.people.all()[2:]
        for name in ("bo li", "STRASSE", "ada l."):
            with pytest.raises(InputError, match="belongs to another person"):
                diary.people.add(name)
        # Whoever looks like another one is edited, deleted and undone like anybody.
        diary.people.edit(bo.id + 1, color="red")
        diary.history.undo(bo.id + 1)
        diary.people.delete(bo.id)
        diary.people.edit(bo.id + 1, name="Bo")
        diary.history.undo(bo.id + 1)
        diary.people.restore(bo.id)
        assert diary.people.edit(last.id, name="Strasse").name == "Strasse"
    keys = {row["name"]: row["key"] for row in rows_of(alike)["food_names"]}
    assert keys == {
        "Bo Li": "bo li  1",
        "Bo\u00a0Li": "bo li  2",
        "Bo L\u00adi": "bo li",  # said last
        "Straße": "strasse",
    }
    after = rows_of(alike)
    for table in ("entries", "days"):
        kept = [{name: row[name] for name in before[table][0]} for row in after[table]]
        assert kept == before[table]


def test_each_of_two_names_of_foods_that_look_alike_can_be_forgotten(alike):
    with closing(Diary(open_store(alike), now=lambda: NOW)) as diary:
        for name in ALIKE:
            diary.imports.forget_name(ADA, name)
            assert name not in [kept.name for kept in diary.imports.names(ADA)]
        for _ in ALIKE:
            diary.history.undo(ADA)
        assert sorted(kept.name for kept in diary.imports.names(ADA)) == sorted(ALIKE)


def test_what_is_undone_has_its_new_key_too(alike):
    with connected(alike) as connection:
        image = connection.execute(
            text("SELECT * FROM food_names WHERE name = :name"), {"name": ALIKE[1]}
        ).mappings()
        before = json.dumps({"food_names": [dict(image.one())]})
        connection.execute(text("DELETE FROM food_names WHERE name = :n"), {"n": ALIKE[1]})
        connection.execute(
            text(
                "INSERT INTO changes (profile_id, made_at, verb, before, after)"
                " VALUES (:ada, :at, 'forget_name', :before, '{}')"
            ),
            {"ada": ADA, "at": NOW.replace(tzinfo=None), "before": before},
        )
    with closing(Diary(open_store(alike), now=lambda: NOW)) as diary:
        diary.history.undo(ADA)
        assert ALIKE[1] in [kept.name for kept in diary.imports.names(ADA)]
    assert {row["name"]: row["key"] for row in rows_of(alike)["food_names"]}[ALIKE[1]] == "bo li  2"


@pytest.mark.parametrize(
    "name", [*ALIKE, "Jean–Luc", "O’Hara", "Ａｄａ\u3164", "👩\u200d🔬", "ﬁ\u0301", "x" * 300]
)
def test_the_newest_rule_of_names_is_that_of_a_migration(name):
    assert v0006_name_keys.name_key(name) == seen_key(name), "a new rule needs a migration"
