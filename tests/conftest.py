"""Settings that all tests share, and the databases they have."""

import os
from contextlib import closing, contextmanager
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url

from estimator.store import open_store

POSTGRESQL = "K2_TEST_POSTGRESQL_URL"
"""Names a database of a PostgreSQL server where the tests may make and drop their own."""

# The same cases on every run: a failure in CI is a failure at the desk.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption(
        "--keep-charts",
        action="store_true",
        help="keep the charts of this run as those to compare with (tests/unit/charts)",
    )


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


@contextmanager
def url_of_its_own(request, path, template):
    """URL of a file, or of a database of PostgreSQL made of a template, as the test asks."""
    if request.param == "sqlite":
        yield f"sqlite:///{path}"
    else:
        server = request.getfixturevalue("postgresql")
        with database_of(server, template, f"k2_{uuid4().hex}") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """URL of a database without tables, once of each kind that a diary can be kept in."""
    with url_of_its_own(request, tmp_path / "folder" / "diary.sqlite3", "template1") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """URL of a database for a diary, once of each kind that a diary can be kept in."""
    with url_of_its_own(request, tmp_path / "diary.sqlite3", "k2_template") as url:
        yield url
