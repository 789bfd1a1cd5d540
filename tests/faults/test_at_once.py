"""Several at once: two tabs, and sixteen threads that write through two open diaries."""

import ast
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import create_engine

from benchmarks.killed_diary import half_written
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.errors import InputError, StoreError
from estimator.store import engine, open_store
from tests.app.entry_rows import rows
from tests.faults.conftest import ROOT, begun, log_in_app, natto, opened, said

THREADS, EACH = 16, 5


@pytest.fixture
def diaries(database_url):
    """Two programs on one database."""
    with closing(Diary(open_store(database_url))) as one:
        one.people.add("Ada")
        with closing(Diary(open_store(database_url))) as other:
            yield one, other


@pytest.fixture
def patient(monkeypatch):
    """Time-outs that end no test on a machine that other work keeps busy."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 600)
    for name in engine._TIMEOUTS:
        monkeypatch.setitem(engine._TIMEOUTS, name, 600)


def all_at_once(task):
    """Run a task in every thread, all of them beginning at the same moment."""
    start = threading.Barrier(THREADS)

    def run(number):
        start.wait()
        return task(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


@pytest.mark.usefixtures("patient")
def test_what_sixteen_threads_log_is_there_once(diaries):
    me = diaries[0].people.all()[0].id

    def log(number):
        diary, pair = diaries[number % 2], number // 2  # both of a pair ask for the same
        return [diary.entries.log(me, **natto(f"{pair} {count}")).id for count in range(EACH)]

    made = all_at_once(log)
    assert all(made[number] == made[number + 1] for number in range(0, THREADS, 2))
    entries = diaries[0].entries.of(me)
    assert len(entries) == THREADS // 2 * EACH
    assert {entry.id for entry in entries} == {one for ids in made for one in ids}
    assert list(half_written(diaries[1]._store)) == []


@pytest.mark.usefixtures("patient")
def test_verbs_of_sixteen_threads_are_done_one_after_the_other(diaries):
    me = diaries[0].people.all()[0].id
    entries = diaries[0].entries.log_many(
        me, [ToLog(**natto(str(number))) for number in range(THREADS)]
    )

    def change(number):
        diary = diaries[number % 2]
        diary.entries.edit(me, entries[number].id, amount=2)
        diary.days.mark(me, entries[0].date, note=f"thread {number}")

    def delete_the_first(number):
        try:
            diaries[number % 2].entries.delete(me, [entries[0].id])
        except InputError:
            return False
        return True

    all_at_once(change)
    assert all_at_once(delete_the_first).count(True) == 1
    left = diaries[1].entries.of(me)
    assert [entry.id for entry in left] == [entry.id for entry in entries[1:]]
    assert {entry.amount for entry in left} == {2.0}
    undone = [
        said for said in all_at_once(lambda number: diaries[number % 2].history.undo(me)) if said
    ]
    assert len(undone) == THREADS
    while diaries[0].history.undo(me):
        pass
    assert diaries[1].entries.of(me) == []


@pytest.mark.usefixtures("patient")
def test_verbs_of_many_people_and_of_all_at_once_wait_for_no_one_in_a_circle(diaries):
    people = [diaries[0].people.add(f"Person {number}").id for number in range(THREADS)]

    def live(number):
        diary, me = diaries[number % 2], people[number]
        entry = diary.entries.log(me, **natto("first"))
        diary.people.edit(me, name=f"Somebody {number}")
        diary.entries.edit(me, entry.id, amount=2)
        diary.people.delete(diary.people.add(f"Guest {number}").id)
        diary.people.delete(me)
        diary.people.restore(me)
        return [entry.amount for entry in diary.entries.of(me)]

    assert all_at_once(live) == [[2.0]] * THREADS
    assert len(diaries[1].people.all()) == THREADS + 1
    assert len(diaries[1].people.deleted()) == THREADS


@contextmanager
def holding(url, statement):
    """What another program does in a transaction that it doesn't end."""
    other = create_engine(url)
    with closing(other.connect()) as connection:
        connection.exec_driver_sql(statement)
        yield
    other.dispose()


def test_writers_of_one_program_wait_for_each_other_as_long_as_it_takes(tmp_path, monkeypatch):
    """Fifty people log at once on a machine so slow that no time-out would do."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.001)
    with closing(Diary(open_store(f"sqlite:///{tmp_path / 'diary.sqlite3'}"))) as diary:
        me = diary.people.add("Ada").id

        def log(number):
            for count in range(EACH):
                diary.entries.log(me, **natto(f"{number} {count}"))
                diary.entries.of(me)

        all_at_once(log)
        assert len(diary.entries.of(me)) == THREADS * EACH


@pytest.fixture
def short_of_patience(monkeypatch):
    """Time-outs that a test can wait for."""
    monkeypatch.setitem(engine._TIMEOUTS, "lock_timeout", 1)


POSTGRESQL_ONLY = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@POSTGRESQL_ONLY
def test_writers_of_different_people_do_not_wait_for_each_other(
    short_of_patience, database_url, diaries
):
    diary = diaries[0]
    ada, ben = diary.people.all()[0].id, diary.people.add("Ben").id
    with holding(database_url, f"SELECT 1 FROM profiles WHERE id = {ada} FOR UPDATE"):
        diary.entries.log(ben, **natto("one"))
        with pytest.raises(StoreError, match=r"takes very long: nothing is saved\. Try again"):
            diary.entries.log(ada, **natto("one"))
    diary.entries.log(ada, **natto("one"))
    assert len(diary.entries.of(ada)) == len(diary.entries.of(ben)) == 1


@POSTGRESQL_ONLY
def test_what_concerns_everybody_is_done_alone(short_of_patience, database_url, diaries):
    diary = diaries[0]
    ada = diary.people.all()[0].id
    one_person, everybody = (
        f"SELECT pg_advisory_xact_lock{kind}({engine._POSTGRESQL_LOCK})" for kind in ("_shared", "")
    )
    with holding(database_url, one_person):
        diary.entries.log(ada, **natto("one"))
        with pytest.raises(StoreError, match="takes very long"):
            diary.people.add("Ben")
    with holding(database_url, everybody), pytest.raises(StoreError, match="takes very long"):
        diary.entries.log(ada, **natto("two"))
    diary.people.add("Ben")
    assert len(diary.entries.of(ada)) == 1


@POSTGRESQL_ONLY
def test_a_table_locked_by_another_program_is_not_waited_for_for_ever(
    short_of_patience, database_url, diaries
):
    me = diaries[0].people.all()[0].id
    with (
        holding(database_url, "LOCK TABLE entries IN ACCESS EXCLUSIVE MODE"),
        pytest.raises(StoreError, match="takes very long"),
    ):
        diaries[0].entries.of(me)


def test_each_verb_of_one_person_locks_them_before_anything_else():
    blocks = 0
    for path in (ROOT / "estimator" / "diary").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.With):
                continue
            opened_by = ast.unparse(node.items[0].context_expr)
            if ".write(" in opened_by and "everybody=True" not in opened_by:
                assert "writer.lock(profile_id)" in ast.unparse(node.body[0]), path.name
                blocks += 1
    assert blocks > 10


def test_two_tabs_log_into_one_diary(tmp_path, launch):
    url = begun(tmp_path)
    one, other = launch(url), launch(url)
    for tab in (one, other) * 3:
        log_in_app(tab, "1 pack natto")
        assert "Added" in said(tab.success)
        assert not tab.error
    with opened(url) as diary:
        (me,) = diary.people.all()
        assert len(diary.entries.of(me.id)) == 7
        assert list(half_written(diary._store)) == []
    for tab in (one, other):
        tab.run()
        assert len(rows(tab)) == 7
