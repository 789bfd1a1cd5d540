"""A diary on a real database, and what is kept in it."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from estimator.components import FORMS, K2_TOTAL, MAIN_FORMS
from estimator.composition.dishes import dishes_table
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.table import composition_matrix, composition_table
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


def as_if_nothing_were_predicted(region="world"):
    """The composition in which what nobody measured is not known, and many a total a floor."""
    table = composition_table()
    table = table[table["region"] == region].reset_index(drop=True)
    is_form = table["component"].isin(FORMS)
    predicted = is_form & (table["status"] == "predicted")
    table.loc[predicted, ["value_ug_per_100g", "sd_log"]] = float("nan")
    table.loc[predicted, "status"] = "unknown"
    known = table["value_ug_per_100g"].where(is_form).groupby(table["food_id"]).transform("sum")
    lacking = predicted & table["component"].isin(MAIN_FORMS)
    floor = lacking.groupby(table["food_id"]).transform("any") & (table["component"] == K2_TOTAL)
    table.loc[floor, "value_ug_per_100g"] = known[floor]
    table.loc[floor, "status"] = "partial"
    nothing = is_form & table["value_ug_per_100g"].notna()
    nothing = floor & ~nothing.groupby(table["food_id"]).transform("any")
    table.loc[nothing, ["value_ug_per_100g", "sd_log"]] = float("nan")
    table.loc[nothing, "status"] = "unknown"
    of_supplements = composition_matrix(region)
    doses = {
        item: dict(zip(of_supplements.components, dose, strict=True))
        for item, dose in zip(
            of_supplements.items[of_supplements.n_foods :], of_supplements.dose, strict=True
        )
    }
    return CompositionMatrix.from_frame(table, doses, None, dishes_table())
