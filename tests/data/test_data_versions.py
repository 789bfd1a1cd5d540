"""Versions of the food data: begun, kept, found and refused, on a copy of the data."""

import gzip
import re
import shutil
from datetime import date

import pandas as pd
import pytest

from estimator.composition.release import begin_version, main, rebuild
from estimator.composition.versions import (
    FROM_2026_2,
    KEPT_TABLES,
    MORE_VERSIONS,
    DataVersion,
    current_version,
    earlier_versions,
    find_version,
    version_order,
)
from estimator.errors import DataError, InputError
from estimator.foods.data_package import FOOD_DATA, read_table
from estimator.foods.version import data_date, data_version
from tests.built_tables import BUILT, building_once, correct

DAY = date(2027, 3, 1)
NEXT = "2027.1"


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def copy_of_data(place):
    shutil.copytree(FOOD_DATA, place)
    return place


@pytest.fixture(scope="module", autouse=True)
def tables_built_once(tmp_path_factory):
    with building_once(tmp_path_factory):
        yield


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A copy of the data that nobody changes."""
    return copy_of_data(tmp_path_factory.mktemp("as-it-is") / "food_data")


@pytest.fixture
def changing(tmp_path):
    """A copy of the data to change."""
    return copy_of_data(tmp_path / "food_data")


def test_the_current_version_is_that_of_the_food_table():
    current = current_version()
    assert (current.version, current.date) == (data_version(), data_date())
    assert current.is_current
    assert current.name == data_version()


def test_every_version_kept_in_the_repository_can_be_used():
    for version in earlier_versions():
        assert version_order(version.version) < version_order(data_version())
        for name in KEPT_TABLES:
            assert not version.table(name).empty or name in FROM_2026_2


def test_a_new_version_keeps_the_one_before_to_the_byte(changing):
    begin_version(NEXT, DAY, changing)
    kept = DataVersion.of(changing / "earlier" / data_version())
    assert (kept.version, kept.date) == (data_version(), data_date())
    for name in KEPT_TABLES:
        raw = (FOOD_DATA / f"{name}.csv").read_bytes()
        assert gzip.decompress((kept.folder / f"{name}.csv.gz").read_bytes()) == raw
        columns = list(KEPT_TABLES[name])
        pd.testing.assert_frame_equal(kept.table(name), read_table(name)[columns])


def test_a_new_version_is_the_same_in_every_place_that_says_it(changing):
    before = contents(changing)
    begin_version(NEXT, DAY, changing)
    assert (changing / "VERSION").read_text() == f"{NEXT} 2027-03-01\n"
    package = (changing / "datapackage.json").read_text(encoding="utf-8")
    was = (FOOD_DATA / "datapackage.json").read_text(encoding="utf-8")
    differ = [
        (one.strip(), other.strip())
        for one, other in zip(was.splitlines(), package.splitlines(), strict=True)
        if one != other
    ]
    assert differ == [
        (f'"version": "{data_version()}",', f'"version": "{NEXT}",'),
        (f'"created": "{data_date()}",', '"created": "2027-03-01",'),
    ]
    untouched = {"VERSION", "datapackage.json"}
    after = contents(changing)
    assert all(after[path] == was for path, was in before.items() if path.name not in untouched)


def test_the_data_rebuilt_differ_from_the_version_kept(changing):
    kept = begin_version(NEXT, DAY, changing)
    correct(changing)
    assert {path.name for path in rebuild(changing)} == BUILT
    before, after = (DataVersion.of(one).composition("world") for one in (kept, changing))
    cell = (before["food_id"] == "natto") & (before["component"] == "MK7")
    assert (
        after.loc[cell, "value_ug_per_100g"].item() > before.loc[cell, "value_ug_per_100g"].item()
    )


@pytest.mark.parametrize("version", [data_version(), "2026.1", "2025.9", "2026.01"])
def test_a_version_that_is_not_newer_is_refused(changing, version):
    before = contents(changing)
    with pytest.raises(
        InputError, match=re.escape(f"{version} is not newer than {data_version()}")
    ):
        begin_version(version, DAY, changing)
    assert contents(changing) == before


@pytest.mark.parametrize("version", ["2", "2026", "v2026.2", "2026.2-rc1", "", "../2027.1"])
def test_what_is_no_version_is_refused(changing, version):
    before = contents(changing)
    with pytest.raises(InputError, match="is no version of the data"):
        begin_version(version, DAY, changing)
    assert contents(changing) == before


@pytest.mark.parametrize("built", [False, True])
def test_data_changed_since_the_release_are_kept_from_a_copy_of_it(changing, data, built):
    correct(changing)
    if built:
        rebuild(changing)
    else:
        before = contents(changing)
        with pytest.raises(InputError, match="the evidence was changed since the release"):
            begin_version(NEXT, DAY, changing)
        assert contents(changing) == before
    kept = begin_version(NEXT, DAY, changing, released=data)
    pd.testing.assert_frame_equal(
        DataVersion.of(kept).table("measurements"),
        read_table("measurements")[list(KEPT_TABLES["measurements"])],
    )


def test_a_copy_of_another_version_is_not_kept_as_this_one(changing, tmp_path):
    other = copy_of_data(tmp_path / "other")
    (other / "VERSION").write_text("2025.1 2025-01-01\n")
    with pytest.raises(InputError, match=re.escape(f"holds 2025.1, not {data_version()}")):
        begin_version(NEXT, DAY, changing, released=other)


def test_where_a_file_can_not_be_written_nothing_is_half_done_and_it_can_be_done_again(changing):
    before = contents(changing)
    (changing / "VERSION.part").mkdir()  # in the way of the last file
    with pytest.raises(InputError, match="can't be written"):
        begin_version(NEXT, DAY, changing)
    now = contents(changing)
    assert {path: now[path] for path in before} == before
    (changing / "VERSION.part").rmdir()
    begin_version(NEXT, DAY, changing)
    assert DataVersion.of(changing).version == NEXT
    assert not list(changing.rglob("*.part"))


def test_what_was_begun_and_not_ended_is_made_anew(changing):
    rest = changing / "earlier" / f"{data_version()}.part"
    rest.mkdir(parents=True)
    (rest / "composition.csv.gz").write_bytes(b"half")
    kept = begin_version(NEXT, DAY, changing)
    assert len(DataVersion.of(kept).table("composition")) == len(read_table("composition"))


def test_versions_of_ones_own_are_found_the_newest_first(tmp_path, data, monkeypatch):
    for version in ("2025.9", "2025.10", "2024.3"):
        place = tmp_path / "mine" / version
        place.mkdir(parents=True)
        (place / "VERSION").write_text(f"{version} 2025-01-01\n")
    (tmp_path / "mine" / "notes").mkdir()
    monkeypatch.setenv(MORE_VERSIONS, str(tmp_path / "mine"))
    names = [one.version for one in earlier_versions()]
    assert [name for name in names if name < "2026"] == ["2025.10", "2025.9", "2024.3"]
    assert find_version("2025.9").name == "2025.9"
    assert find_version(data_version()).is_current
    elsewhere = find_version(str(data))
    assert elsewhere.name == f"{data_version()} in {data}"


def test_what_is_neither_a_version_nor_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"'2020\.1' is neither a version that is kept"):
        find_version("2020.1")
    with pytest.raises(DataError, match="VERSION can't be read"):
        find_version(str(tmp_path))


def spoil_twice(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")


def spoil_figure(path):
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^(world,[^,]*,MK4),[^,]*", r"\1,-5", text, count=1, flags=re.M))


def spoil_column(path):
    path.write_text(path.read_text(encoding="utf-8").replace("sd_log", "sd", 1))


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_twice,
        spoil_figure,
        spoil_column,
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"\x00\xff\xfe" * 50),
        lambda path: path.write_text(""),
        lambda path: (path.unlink(), path.with_suffix(".csv.gz").write_bytes(b"\x1f\x8b no gzip")),
        lambda path: (
            path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes())[:9000]),
            path.unlink(),
        ),
        lambda path: path.write_text(
            path.read_text(encoding="utf-8").replace("world,", "moon,", 1)
        ),
    ],
)
def test_a_folder_that_can_not_be_used_is_refused_with_a_sentence(changing, spoil):
    spoil(changing / "composition.csv")
    with pytest.raises(DataError, match="can't be used as a table of food data"):
        find_version(str(changing)).composition("world")


def test_the_command_says_what_is_wrong(capsys):
    assert main(["--new-version", "2020.1"]) == 3
    assert "2020.1 is not newer" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["--released", "somewhere"])
    assert stop.value.code == 2
