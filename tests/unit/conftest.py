"""A diary on a real database, and what is kept in it."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.store import open_store
from estimator.store.models import Base

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)  # a Thursday
CHARTS = Path(__file__).parent / "charts"


@pytest.fixture
def diary(database_url):
    with closing(Diary(open_store(database_url), now=lambda: NOW)) as it:
        yield it


@pytest.fixture
def ada(diary):
    return diary.people.add("Ada", region="EU", time_zone="Europe/Amsterdam").id


@pytest.fixture
def bo(diary):
    return diary.people.add("Bo", region="EU", time_zone="Europe/Amsterdam").id


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


def log_meal(diary, profile_id, meal_id, day, *, meal=None):
    """Log all that is in a saved meal, as the app and the command line do."""
    items = [
        ToLog(date=day, item_id=one.item_id, amount=one.amount, unit=one.unit, meal=meal)
        for one in diary.meals.planned(profile_id, meal_id)
    ]
    return diary.entries.log_many(profile_id, items)


def in_json(chart):
    """Return a chart whose rows are lists of records, as in a file; what is not known is null."""
    datasets = {
        name: rows.astype(object).where(rows.notna(), None).to_dict("records")
        for name, rows in chart["datasets"].items()
    }
    return chart | {"datasets": datasets}
