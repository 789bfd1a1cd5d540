"""A damaged file: found, left as it is, set aside, and a backup brought back in its place."""

import random
from contextlib import closing
from datetime import UTC, datetime

import pytest

from estimator.backup.recovery import go_on_after_damage
from estimator.diary.diary import Diary
from estimator.errors import DamagedStoreError, InputError, StoreError
from estimator.store import open_store, set_aside
from tests.unit.conftest import NOW

MOMENT = datetime(2026, 2, 12, 12, 34, 56, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    """A diary of some size, closed."""
    file = tmp_path / "diary.sqlite3"
    with closing(Diary(open_store(f"sqlite:///{file}"), now=lambda: NOW)) as diary:
        ada = diary.add_profile("Ada").id
        for _ in range(20):
            diary.add_sample_week(ada)
            diary.remove_sample(ada)
    return file


def damage(path, how):
    data = bytearray(path.read_bytes())
    match how:
        case "header":
            data[:100] = b"\0" * 100
        case "middle":
            middle = len(data) // 2
            data[middle : middle + 8192] = random.Random(1).randbytes(8192)
        case "cut":
            del data[len(data) // 2 :]
        case "text":
            data = bytearray(b"Dear diary, " * 1000)
    path.write_bytes(data)
    return bytes(data)


@pytest.mark.parametrize("how", ["header", "middle", "cut", "text"])
def test_damage_is_found_at_the_start_and_nothing_is_touched(path, how):
    before = damage(path, how)
    with pytest.raises(DamagedStoreError, match=r"is damaged, or not a database") as error:
        open_store(f"sqlite:///{path}")
    assert error.value.path == path
    assert path.read_bytes() == before


def test_a_sound_file_and_none_at_all_are_opened(path, tmp_path):
    open_store(f"sqlite:///{path}").close()
    open_store(f"sqlite:///{tmp_path / 'new.sqlite3'}").close()


def test_it_is_set_aside_whole_and_another_begun(path):
    before = damage(path, "middle")
    path.with_name("diary.sqlite3-wal").write_bytes(b"what was logged last")
    aside = set_aside(path, MOMENT)
    assert aside.name == "diary.sqlite3.damaged-20260212-123456"
    assert aside.read_bytes() == before
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"what was logged last"
    assert not path.exists()
    with closing(Diary(open_store(f"sqlite:///{path}"), now=lambda: NOW)) as diary:
        assert diary.profiles() == []


def test_what_can_not_be_moved_says_so(path, tmp_path):
    target = tmp_path / "diary.sqlite3.damaged-20260212-123456"
    target.mkdir()
    (target / "in the way").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be set aside"):
        set_aside(path, MOMENT)
    assert path.exists()


def test_a_backup_comes_in_its_place_or_is_refused_in_a_sentence(path, tmp_path):
    def now():
        return MOMENT

    with closing(Diary(open_store(f"sqlite:///{path}"), now=now)) as diary:
        (ada,) = diary.profiles()
        diary.add_sample_week(ada.id)
        entries = diary.entries(ada.id)
        backup = diary.backups.keep_daily()
    damage(path, "cut")
    go_on_after_damage(path, backup, now)
    with closing(Diary(open_store(f"sqlite:///{path}"), now=now)) as diary:
        assert diary.entries(ada.id) == entries
    damage(path, "cut")
    with pytest.raises(InputError, match="can't be read"):
        go_on_after_damage(path, tmp_path / "none.zip", lambda: MOMENT.replace(second=57))
    open_store(f"sqlite:///{path}").close()
