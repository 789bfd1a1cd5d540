"""Data changes by its own script: the weeks by an earlier version, and why."""

import shutil
from datetime import timedelta

import pytest

from estimator.composition.release import rebuild
from estimator.composition.versions import (
    MORE_VERSIONS,
    DataVersion,
    current_version,
    earlier_versions,
)
from estimator.foods.data_package import FOOD_DATA
from estimator.foods.version import data_version
from estimator.insight.recalculation import recalculate
from estimator.views.data_changes.tables import summary, week_table
from tests.built_tables import building_once, correct

PAGE = "app_pages/data_changes.py"
EARLIER = "2026.10"  # above those that are kept, so that it is the one compared with


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A folder with an earlier version: the data as if a reading of natto had been another."""
    shelf = tmp_path_factory.mktemp("versions")
    folder = shelf / EARLIER
    shutil.copytree(FOOD_DATA, folder)
    (folder / "VERSION").write_text(f"{EARLIER} 2025-10-01\n")
    correct(folder)
    with building_once(tmp_path_factory):
        rebuild(folder)
    return shelf


@pytest.fixture
def earlier(shelf, monkeypatch):
    monkeypatch.setenv(MORE_VERSIONS, str(shelf))
    return DataVersion.of(shelf / EARLIER)


@pytest.fixture
def me(diary):
    """Somebody with a sample week."""
    profile = diary.people.first()
    diary.people.edit(profile.id, region="EU")
    diary.sample_week.add(profile.id)
    return profile.id


def shown(at):
    elements = [*at.markdown, *at.caption, *at.info, *at.success, *at.error, *at.warning]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def widget(widgets, label):
    return next(found for found in widgets if found.label == label)


def test_the_version_before_is_compared_of_its_own(launch, me):
    before = earlier_versions()[0].version
    assert f"from food data {before} to {data_version()}" in shown(launch(PAGE))


def test_the_weeks_are_those_of_the_library(launch, diary, me, earlier):
    at = launch(PAGE)
    weeks = recalculate(diary.entries.frame(me), earlier, current_version(), "EU")
    assert summary(weeks.intake(), earlier, current_version()) in shown(at)
    expected = week_table(weeks.intake(), weeks.by_item(), diary.foods(me).table)
    assert at.dataframe[0].value.equals(expected)
    why = at.table[0].value
    # A reading of natto also tells how far readings of MK-7 lie apart, in bread as well.
    assert why["Food"].tolist()[0] == "[Natto](/foods?food=natto)"
    assert why["Why"].iloc[0].replace("\\", "").startswith("corrected: ")


def test_one_week_is_looked_at(launch, diary, me, earlier):
    first, _ = diary.entries.span(me)
    diary.entries.log(me, date=first - timedelta(weeks=1), item_id="natto", amount=40, unit="g")
    at = launch(PAGE)
    everything = at.table[0].value["Eaten"].iloc[0]
    week = at.dataframe[0].value["Week"].iloc[-1]
    widget(at.selectbox, "Week").select(week)
    at.run()
    assert not at.exception
    assert at.table[0].value["Eaten"].iloc[0] == "40 g" != everything


def test_a_diary_without_what_changed_says_so(launch, diary, earlier):
    profile = diary.people.first()
    diary.entries.log(
        profile.id, date=diary.people.today(profile.id), item_id="apple", amount=100, unit="g"
    )
    at = launch(PAGE)
    assert f"Nothing changed in the 1 week logged, from food data {EARLIER}" in shown(at)


def test_an_empty_diary_says_what_to_do(app, earlier):
    assert "Nothing is logged yet" in shown(app.switch_page(PAGE).run())


def test_people_on_a_vitamin_k_antagonist_are_told_first(launch, diary, me, earlier):
    diary.people.edit(me, takes_vka=True)
    assert "keep vitamin K intake steady" in launch(PAGE).warning[0].value


def test_a_version_that_can_not_be_used_is_said(launch, me, tmp_path, monkeypatch):
    broken = tmp_path / EARLIER
    broken.mkdir()
    (broken / "VERSION").write_text(f"{EARLIER} 2025-01-01\n")
    monkeypatch.setenv(MORE_VERSIONS, str(tmp_path))
    at = launch(PAGE)
    assert "can't be used as a table of food data" in at.error[0].value.replace("\\", "")


@pytest.mark.parametrize("page", ["app_pages/week.py", "app_pages/about.py"])
def test_it_is_linked_where_the_data_version_is_said(app, me, page):
    app.switch_page(page)
    app.run()
    assert data_version() in shown(app)
    links = [element.proto.label for element in app.get("page_link")]
    assert "What changed in the food data" in links
