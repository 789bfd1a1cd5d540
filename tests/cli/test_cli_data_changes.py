"""``data-changes`` on the command line: each week by another version, or a sentence."""

import csv
import io
from datetime import date

import pytest

from estimator.composition.versions import MORE_VERSIONS, current_version, earlier_versions
from estimator.foods.data_package import FOOD_DATA
from estimator.foods.version import data_version
from estimator.insight.recalculation import recalculate
from estimator.views.data_changes.file import DATA_CHANGE_COLUMNS
from estimator.views.data_changes.tables import summary
from tests.invented_data import invented_version

GOUDA = "cheese-gouda-aged"
DAY = date(2026, 2, 10)
LATEST = "2026.10"
"""Above the versions that are kept, so that it is the one compared with."""
FOODS = {GOUDA: {"MK9": (10.0, 0.3), "VITK2": (10.0, 0.3)}}


@pytest.fixture
def earlier(tmp_path):
    """A version with the cheese alone."""
    return invented_version(tmp_path / "mine", LATEST, FOODS, [(GOUDA, "MK9", "old", 10.0)])


@pytest.fixture
def ate(diary, ada):
    diary.entries.log(ada.id, date=DAY, item_id=GOUDA, amount=60, unit="g")
    diary.entries.log(ada.id, date=date(2026, 3, 10), item_id="natto", amount=1, unit="pack")


def test_by_default_the_version_before_is_compared(cli, ate):
    done = cli("data-changes")
    assert (done.code, done.err) == (0, "")
    assert f"from food data {earlier_versions()[0].version} to {data_version()}" in done.out


def test_weeks_foods_and_sources_are_named(cli, diary, ada, ate, earlier):
    done = cli("data-changes", "--against", str(earlier.folder))
    assert (done.code, done.err) == (0, "")
    weeks = recalculate(diary.entries.frame(ada.id), earlier, current_version(), "EU")
    said = " ".join(done.out.split())
    words = summary(weeks.intake(), earlier, current_version())
    # A long line may be broken within the name of the folder.
    assert words.replace(" ", "") in said.replace(" ", "")
    assert any(line.startswith("2026-W07") for line in done.lines)
    assert "dropped: old (MK-9)" in said
    assert f"new in {data_version()}" in said  # natto
    assert "old: Paper of old, https://doi.org/10.1000/182" in said


def test_a_version_of_ones_own_is_found_by_its_number(cli, ate, earlier, monkeypatch):
    monkeypatch.setenv(MORE_VERSIONS, str(earlier.folder.parent))
    assert f"from food data {LATEST} to" in cli("data-changes").out
    assert cli("data-changes", "--against", LATEST).out == cli("data-changes").out


def test_the_days_can_be_said(cli, ate, earlier):
    done = cli("data-changes", "--against", str(earlier.folder), "--from", "2026-03-01")
    assert "1 of 1 week logged" in done.out
    assert "2026-W07" not in done.out


def test_the_csv_is_that_of_the_library(cli, ate, earlier):
    done = cli("data-changes", "--against", str(earlier.folder), "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == DATA_CHANGE_COLUMNS
    assert {row["iso_week"] for row in rows} == {"2026-W07", "2026-W11"}
    natto = next(row for row in rows if row["iso_week"] == "2026-W11" and row["component"] == "MK7")
    assert natto["before_ug_per_day"] == ""  # not known, and not zero
    assert float(natto["after_ug_per_day"]) > 100


def test_figures_need_no_diary(cli, earlier):
    done = cli("data-changes", "--against", str(earlier.folder), "--figures", "EU")
    assert (done.code, done.err) == (0, "")
    assert any(line.startswith("Gouda, aged") and "10 (" in line for line in done.lines)
    as_csv = cli("data-changes", "--against", str(earlier.folder), "--figures", "EU", "--csv")
    assert as_csv.lines[0] == 'Food,Form,"Before, µg/100 g","After, µg/100 g",Why'


def test_the_data_against_themselves_are_the_same(cli, ate):
    done = cli("data-changes", "--against", str(FOOD_DATA), "--csv")
    assert done.lines == [",".join(DATA_CHANGE_COLUMNS)]


def test_people_on_a_vitamin_k_antagonist_are_told_first(cli, diary, ada, ate, earlier):
    diary.people.edit(ada.id, takes_vka=True)
    done = cli("data-changes", "--against", str(earlier.folder))
    assert "keep vitamin K intake steady" in " ".join(done.out.split())


def test_what_can_not_be_compared_is_refused(refused, tmp_path, ate):
    assert "neither a version that is kept" in refused("data-changes", "--against", "2020.1")
    words = refused("data-changes", "--against", str(tmp_path), code=4)
    assert "VERSION can't be read" in words


def test_days_without_an_entry_are_refused(refused, ate, earlier):
    words = refused("data-changes", "--against", str(earlier.folder), "--from", "2030-01-01")
    assert "No day of these is logged" in words
