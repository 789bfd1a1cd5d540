"""Several at once: two tabs, and sixteen threads that write through two open diaries."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from benchmarks.killed_work import half_written
from estimator.diary.diary import Diary
from estimator.errors import InputError
from estimator.store import open_store
from tests.faults.conftest import begun, log_in_app, natto, opened, said

THREADS, EACH = 16, 10


@pytest.fixture
def diaries(database_url):
    """Two programs on one database."""
    with closing(Diary(open_store(database_url))) as one:
        one.add_profile("Ada")
        with closing(Diary(open_store(database_url))) as other:
            yield one, other


def all_at_once(task):
    """Run a task in every thread, all of them beginning at the same moment."""
    start = threading.Barrier(THREADS)

    def run(number):
        start.wait()
        return task(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_what_sixteen_threads_log_is_there_once(diaries):
    me = diaries[0].profiles()[0].id

    def log(number):
        diary, pair = diaries[number % 2], number // 2  # both of a pair ask for the same
        return [diary.log(me, **natto(f"{pair} {count}")).id for count in range(EACH)]

    made = all_at_once(log)
    assert all(made[number] == made[number + 1] for number in range(0, THREADS, 2))
    entries = diaries[0].entries(me)
    assert len(entries) == THREADS // 2 * EACH
    assert {entry.id for entry in entries} == {one for ids in made for one in ids}
    assert list(half_written(diaries[1]._store)) == []


def test_verbs_of_sixteen_threads_are_done_one_after_the_other(diaries):
    me = diaries[0].profiles()[0].id
    entries = diaries[0].log_many(me, [natto(str(number)) for number in range(THREADS)])

    def change(number):
        diary = diaries[number % 2]
        diary.edit(me, entries[number].id, amount=2)
        diary.mark_day(me, entries[0].date, note=f"thread {number}")

    def delete_the_first(number):
        try:
            diaries[number % 2].delete(me, [entries[0].id])
        except InputError:
            return False
        return True

    all_at_once(change)
    assert all_at_once(delete_the_first).count(True) == 1
    left = diaries[1].entries(me)
    assert [entry.id for entry in left] == [entry.id for entry in entries[1:]]
    assert {entry.amount for entry in left} == {2.0}
    undone = [said for said in all_at_once(lambda number: diaries[number % 2].undo(me)) if said]
    assert len(undone) == THREADS
    while diaries[0].undo(me):
        pass
    assert diaries[1].entries(me) == []


def test_two_tabs_log_into_one_diary(tmp_path, launch):
    url = begun(tmp_path)
    one, other = launch(url), launch(url)
    for tab in (one, other) * 3:
        log_in_app(tab, "1 pack natto")
        assert "Added" in said(tab.success)
        assert not tab.error
    with opened(url) as diary:
        (me,) = diary.profiles()
        assert len(diary.entries(me.id)) == 7
        assert list(half_written(diary._store)) == []
    for tab in (one, other):
        tab.run()
        assert sum(str(button.key).startswith("delete-") for button in tab.button) == 7
