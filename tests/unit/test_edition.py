"""Another diary in the place of the one that is open: it is never taken for it."""

import io
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.errors import InputError, ReplacedStoreError, StoreError
from estimator.store import open_store
from tests.unit.conftest import NOW

TODAY = NOW.date()
NATTO = {"date": TODAY, "item_id": "natto", "amount": 1, "unit": "pack"}
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def opened(database_url):
    """Return a function that opens the diary once more, as another program does."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(Diary(open_store(database_url), now=lambda: NOW)))


def backup_of(diary):
    target = io.BytesIO()
    diary.backups.write(target)
    target.seek(0)
    return target


def asked(ada, bo, entry, backup):
    """Verbs and questions of all kinds."""
    return (
        lambda diary: diary.entries.log(ada, **NATTO),
        lambda diary: diary.entries.delete(ada, [entry]),
        lambda diary: diary.history.undo(ada),
        lambda diary: diary.entries.of(ada),
        lambda diary: diary.people.all(),
        lambda diary: diary.people.erase(bo),
        lambda diary: diary.people.restore(bo),
        lambda diary: diary.people.add("Cy"),
        lambda diary: diary.backups.write(io.BytesIO()),
        lambda diary: diary.backups.restore(backup, "b.zip"),
        lambda diary: diary.backups.keep_daily(),
    )


def test_a_diary_that_was_replaced_is_refused_whatever_is_asked_of_it(diary, ada, opened, kept):
    backup = backup_of(diary)
    other = opened()
    bo = other.people.add("Bo").id
    entry = other.entries.log(ada, **NATTO)
    diary.people.delete(bo)
    assert other.is_here()
    diary.backups.restore(backup, "b.zip")
    before = kept(journal=True)
    for stale in (other, diary):
        assert not stale.is_here()
        for ask in asked(ada, bo, entry.id, backup):
            with pytest.raises(ReplacedStoreError, match="Another diary is here now"):
                ask(stale)
    assert kept(journal=True) == before
    assert opened().edition != other.edition
    assert opened().edition == opened().edition
    opened().entries.log(ada, **NATTO)


def test_no_number_is_given_again_whatever_is_brought_back(diary, ada, opened):
    early = backup_of(diary)
    diary.people.delete(ada)
    diary.people.erase(ada)
    former = diary
    for round in range(3):
        person = former.people.add(f"Person {round}").id
        made = former.entries.log_many(person, [ToLog(**NATTO)] * 2)
        former.days.mark(person, TODAY, note="tired")
        with former._store.snapshot() as snapshot:
            given = dict(snapshot.last_ids)
        former.backups.restore(early, "b.zip")
        now = opened()
        assert [one.id for one in now.people.all()] == [ada]
        with now._store.snapshot() as snapshot:
            assert all(snapshot.last_ids[table] >= last for table, last in given.items())
        assert now.people.add("Somebody else").id > person
        assert now.entries.log(ada, **NATTO).id > made[-1].id
        former = now


def test_what_is_not_what_was_shown_is_not_replaced(diary, ada, kept):
    backup = backup_of(diary)
    shown = diary.backups.now_there()
    diary.entries.log(ada, **NATTO)
    before = kept()
    with pytest.raises(InputError, match="is not what was shown"):
        diary.backups.restore(backup, "b.zip", shown)
    assert kept() == before
    diary.backups.restore(backup, "b.zip", diary.backups.now_there())
    assert kept() != before


def test_what_was_confirmed_until_a_backup_is_brought_back_is_kept(diary, ada, opened):
    backup = backup_of(diary)
    writers = [opened() for _ in range(4)]
    begun = threading.Barrier(len(writers) + 1)

    def log(number):
        confirmed = []
        begun.wait()
        try:
            while True:
                token = f"{number} {len(confirmed)}"
                writers[number].entries.log(ada, **NATTO, token=token)
                confirmed.append(token)
        except ReplacedStoreError:
            return confirmed

    with ThreadPoolExecutor(len(writers)) as pool:
        logs = [pool.submit(log, number) for number in range(len(writers))]
        begun.wait()
        path = diary.backups.restore(backup, "b.zip")
        confirmed = {token for made in logs for token in made.result(timeout=60)}
    now = opened()
    assert now.entries.of(ada) == []
    with path.open("rb") as file:
        now.backups.restore(file, path.name)
    assert {entry.token for entry in opened().entries.of(ada)} == confirmed


@ON_SQLITE
def test_a_file_in_the_place_of_another_is_not_written_to(diary, ada, tmp_path, opened):
    path = tmp_path / "diary.sqlite3"
    diary.entries.log(ada, **NATTO)
    diary.close()
    shutil.copy(path, tmp_path / "copy")
    diary.entries.log(ada, **NATTO)
    os.replace(tmp_path / "copy", path)  # by hand, while the program runs
    with pytest.raises(ReplacedStoreError):
        diary.entries.log(ada, **NATTO)
    with pytest.raises(ReplacedStoreError):
        diary.entries.of(ada)
    assert opened().edition != diary.edition


@ON_SQLITE
@pytest.mark.parametrize("then", ["nothing", "another"])
def test_nothing_is_confirmed_that_went_into_a_file_that_was_moved(diary, ada, tmp_path, then):
    path = tmp_path / "diary.sqlite3"

    def note_and_move():
        with diary._store.write(NOW) as writer:
            writer.lock(ada)
            writer.mark_day(ada, TODAY, note="tired")
            for suffix in ("-wal", "-shm", ""):
                path.with_name(path.name + suffix).rename(tmp_path / f"aside{suffix}")
            if then == "another":
                open_store(path).close()

    with pytest.raises(StoreError, match=r"Another diary is here|was taken away"):
        note_and_move()
