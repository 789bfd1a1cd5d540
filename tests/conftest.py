"""Settings that all tests share, and the databases they have."""

import os
import shutil
import tempfile
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url

from estimator.store import open_store

POSTGRESQL = "K2_TEST_POSTGRESQL_URL"
"""Names a database of a PostgreSQL server where the tests may make and drop their own."""

SLOW = (
    "tests/app/",
    "tests/browser/",
    "tests/faults/",
    "tests/cli/test_cli.py",
    "tests/cli/test_cli_docs.py",
    "tests/cli/test_cli_process.py",
    "tests/cli/test_cohort_docs.py",
    "tests/cohort/test_cohort_dask.py",
    "tests/data/test_data_versions.py",
    "tests/property/test_data_changes_reference.py",
    "tests/property/test_diary_property.py",
    "tests/property/test_hostile_input.py",
    "tests/property/test_recipes_reference.py",
    "tests/property/test_what_if_reference.py",
    "tests/unit/test_architecture.py::test_importing_the_library_brings_no_streamlit",
    "tests/unit/test_hostile_values.py",
    "tests/unit/test_word_kinds.py::test_the_same_words_mean_the_same_in_every_process",
    "tests/unit/test_words.py::test_every_measure_of_the_table_is_read_before",
    "tests/unit/test_words.py::test_every_name_and_alias_of_the_table_is_read_exactly",
)
"""Tests that start the app, or commands in a process of their own, or take seconds each."""
FIRST = ("tests/browser/", "tests/data/", "tests/faults/")
"""What has the longest tests, so that none of them is begun last and leaves workers idle."""
TEMPLATE = f"k2_template_{uuid4().hex}"
"""A database with the tables of the diary, of each process that runs tests."""

MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000
"""What must be free in memory for the files of tests to be kept there [bytes]."""

# A database waits for the disk after every write: most of the time of many a test. Files that are
# given a folder of pytest, or of tempfile, are kept in memory, in these processes and all they run.
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None

# The same cases on every run: a failure in CI is a failure at the desk.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption(
        "--keep-charts",
        action="store_true",
        help="keep the charts of this run as those to compare with (tests/unit/charts)",
    )


def pytest_collection_modifyitems(items):
    """Mark what is slow, and what needs PostgreSQL, which shows in the parameters of a test."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")
        asked = item.callspec.params if hasattr(item, "callspec") else {}
        databases = [asked.get(name) for name in ("database_url", "empty_url")]
        if "postgresql" in databases or "postgresql" in getattr(item, "fixturenames", ()):
            item.add_marker("postgresql")


@pytest.fixture(scope="session", autouse=True)
def data_home(tmp_path_factory):
    """Keep what would go into the person's data folder, as backups of a server do, out of it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def components_found_once():
    """Look through the installed packages for components once, not at each start of the app.

    Streamlit's AppTest reads what every package says of itself whenever a script is opened.
    """
    from streamlit.components.v2 import manifest_scanner

    scan, manifest_scanner.scan_component_manifests = (
        manifest_scanner.scan_component_manifests,
        cache(manifest_scanner.scan_component_manifests),
    )
    yield
    manifest_scanner.scan_component_manifests = scan


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A file with the tables of the diary and nothing in them; migrating takes longer."""
    path = tmp_path_factory.mktemp("template") / "diary.sqlite3"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    """URL of a file with the tables of the diary, the test's own."""
    path = shutil.copy(sqlite_template, tmp_path / "diary.sqlite3")
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql():
    """URL of a PostgreSQL server, which has a database with the tables of the diary."""
    if POSTGRESQL not in os.environ:
        if os.environ.get("CI"):
            pytest.fail(f"{POSTGRESQL} is not set; .ci/run starts PostgreSQL and sets it")
        pytest.skip(f"needs a PostgreSQL server, named in {POSTGRESQL}")
    server = make_url(os.environ[POSTGRESQL])
    with database_of(server, "template1", TEMPLATE) as url:
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
def database_on(server, template):
    """URL of a database of PostgreSQL, made of a template, the test's own."""
    with database_of(server, template, f"k2_{uuid4().hex}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """URL of a database without tables, once of each kind that a diary can be kept in."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'folder' / 'diary.sqlite3'}"
    else:
        with database_on(request.getfixturevalue("postgresql"), "template1") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """URL of a database for a diary, once of each kind that a diary can be kept in."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        with database_on(request.getfixturevalue("postgresql"), TEMPLATE) as url:
            yield url
