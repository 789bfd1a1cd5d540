"""A diary on a real database, and what is kept in it."""

import json
import os
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, select

from estimator.charts.specification import in_json
from estimator.diary.diary import Diary
from estimator.store import open_store
from estimator.store.models import Base

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)  # a Thursday
CHARTS = Path(__file__).parent / "charts"
POSTGRESQL = "K2_TEST_POSTGRESQL_URL"
"""Names a database of a PostgreSQL server where the tests may make and drop their own."""


@pytest.fixture(scope="session")
def postgresql():
    """URL of a PostgreSQL server, which has a database with the tables of the diary."""
    if POSTGRESQL not in os.environ:
        if os.environ.get("CI"):
            pytest.fail(f"{POSTGRESQL} is not set; .ci/run starts PostgreSQL and sets it")
        pytest.skip(f"needs a PostgreSQL server, named in {POSTGRESQL}")
    server = make_url(os.environ[POSTGRESQL])
    with database_of(server, "template1", "k2_template") as url:
        open_store(url).close()
        yield server


@contextmanager
def database_of(server, template, name):
    """URL of a database of its own, for as long as it is needed."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with closing(engine.connect()) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield server.set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """URL of a database without tables, once of each kind that a diary can be kept in."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'folder' / 'diary.sqlite3'}"
    else:
        server = request.getfixturevalue("postgresql")
        with database_of(server, "template1", f"k2_{uuid4().hex}") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """URL of a database for a diary, once of each kind that a diary can be kept in."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    else:
        server = request.getfixturevalue("postgresql")
        with database_of(server, "k2_template", f"k2_{uuid4().hex}") as url:
            yield url


@pytest.fixture
def diary(database_url):
    with closing(Diary(open_store(database_url), now=lambda: NOW)) as it:
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


@pytest.fixture
def as_kept(request):
    """Return a function that compares a chart with the one kept under a name.

    ``pytest --keep-charts`` keeps the charts as they are now; read the change before it is
    committed.
    """

    def compare(chart, name):
        path, now = CHARTS / f"{name}.json", in_json(chart)
        if request.config.getoption("keep_charts"):
            CHARTS.mkdir(exist_ok=True)
            text = json.dumps(rounded(now), indent=1, ensure_ascii=False, default=str)
            path.write_text(text + "\n", encoding="utf-8")
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert json.loads(json.dumps(rounded(now), default=str)) == kept

    return compare


def rounded(part):
    """Figures to nine digits, so that no two processors disagree."""
    if isinstance(part, dict):
        return {name: rounded(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [rounded(value) for value in part]
    return float(f"{part:.9g}") if isinstance(part, float) else part
