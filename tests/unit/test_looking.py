"""A page is read in one transaction: what all of it needs once, and anew after a change."""

from contextlib import closing
from datetime import UTC, date, datetime
from threading import Thread

import pytest
from sqlalchemy import event, update

from estimator.diary.diary import Diary
from estimator.errors import InputError, ReplacedStoreError
from estimator.store import open_store
from estimator.store.edition import EDITION

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
DAY = date(2026, 2, 10)


@pytest.fixture
def store(database_url):
    with closing(open_store(database_url)) as opened:
        yield opened


@pytest.fixture
def diary(store):
    return Diary(store, now=lambda: NOW)


@pytest.fixture
def ada(diary):
    return diary.people.add("Ada", time_zone="UTC").id


@pytest.fixture
def asked(store):
    """The statements that are run."""
    statements = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    return statements


def log(diary, person, item="natto"):
    return diary.entries.log(person, date=DAY, item_id=item, amount=1, unit="g")


def test_what_all_of_a_page_needs_is_asked_for_once(diary, ada, asked):
    with diary.look():
        for _ in range(3):
            diary.people.today(ada)
            diary.foods(ada)
            diary.repeats.favourites(ada)
    for table in ("profiles", "food_names", "favourites"):
        assert sum(f"FROM {table}" in one for one in asked) == 1


def test_what_the_page_itself_changes_is_read_anew(diary, ada):
    with diary.look():
        assert diary.people.get(ada).region == "world"
        assert diary.entries.day(ada, DAY) == []
        diary.people.edit(ada, region="EU")
        log(diary, ada)
        assert diary.people.get(ada).region == "EU"
        assert [entry.item_id for entry in diary.entries.day(ada, DAY)] == ["natto"]


def test_what_others_change_is_seen_by_the_next_page(diary, ada, database_url):
    with diary.look():
        assert diary.entries.day(ada, DAY) == []
        with closing(open_store(database_url)) as other:
            log(Diary(other, now=lambda: NOW), ada)
    with diary.look():
        assert len(diary.entries.day(ada, DAY)) == 1


def test_another_thread_looks_for_itself(diary, ada):
    seen = []
    with diary.look():
        assert diary.entries.day(ada, DAY) == []
        writer = Thread(target=lambda: seen.append(log(diary, ada)))
        writer.start()
        writer.join()
        reader = Thread(target=lambda: seen.extend(diary.entries.day(ada, DAY)))
        reader.start()
        reader.join()
    assert len(seen) == 2


def test_after_an_error_the_next_question_is_answered(diary, ada):
    with diary.look():
        for _ in range(2):
            with pytest.raises(InputError, match="no such person"):
                diary.people.get(ada + 100)
            assert diary.people.get(ada).name == "Ada"


def test_a_part_that_looks_belongs_to_the_whole(diary, ada, asked):
    with diary.look():
        with diary.look():
            diary.people.get(ada)
        diary.people.get(ada)
    assert sum("FROM profiles" in one for one in asked) == 1


def test_another_diary_in_its_place_is_refused_after_a_change_too(diary, ada, store):
    with diary.look():
        diary.people.get(ada)
        with store.engine.begin() as connection:
            connection.execute(update(EDITION).values(name="another"))
        with pytest.raises(ReplacedStoreError):
            log(diary, ada)
        with pytest.raises(ReplacedStoreError):
            diary.people.get(ada)


def test_when_it_ends_nothing_is_held(diary, ada, store):
    with pytest.raises(InputError), diary.look():
        diary.people.get(ada + 100)
    with diary.look():
        diary.people.get(ada)
    assert store.engine.pool.checkedout() == 0
