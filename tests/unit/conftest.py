"""A diary on a real database, and what is kept in it."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from estimator.diary.diary import Diary
from estimator.store import open_store
from estimator.store.models import Base

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)  # a Thursday


@pytest.fixture
def diary(tmp_path):
    with closing(
        Diary(open_store(f"sqlite:///{tmp_path / 'diary.sqlite3'}"), now=lambda: NOW)
    ) as it:
        yield it


@pytest.fixture
def ada(diary):
    return diary.add_profile("Ada", region="EU", time_zone="Europe/Amsterdam").id


@pytest.fixture
def bo(diary):
    return diary.add_profile("Bo", region="EU", time_zone="Europe/Amsterdam").id


@pytest.fixture
def kept(diary):
    """Return a function that gives every row of every table; without the journal if asked."""

    def rows(journal=True):
        with diary._store.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(select(table))))
                for table in Base.metadata.sorted_tables
                if journal or table.name != "changes"
            }

    return rows
