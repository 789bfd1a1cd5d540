"""An app with a database of its own for each test."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from estimator.diary.diary import Diary
from estimator.store import open_store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def diary(sqlite_url, monkeypatch):
    """The diary that the app opens, through a connection of its own."""
    monkeypatch.setenv("K2_DATABASE_URL", sqlite_url)
    st.cache_resource.clear()
    store = open_store(sqlite_url)
    yield Diary(store)
    store.close()
    st.cache_resource.clear()


@pytest.fixture
def launch(diary, components_found_once):
    """Run a script of the app, app.py or a page by itself, as its address asks, on that diary."""

    def run(script, **query):
        at = AppTest.from_file(str(ROOT / script), default_timeout=300)
        for name, value in query.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return run


@pytest.fixture
def app(launch):
    """The app, opened on the Log page."""
    return launch("app.py")
