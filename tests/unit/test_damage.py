"""A damaged file: found, left as it is, set aside, and a backup brought back in its place."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest

from estimator.backup.recovery import go_on_after_damage
from estimator.diary.diary import Diary
from estimator.errors import DamagedStoreError, InputError, StoreError
from estimator.store import open_store, set_aside
from tests.unit.conftest import NOW

NATTO = {"date": NOW.date(), "item_id": "natto", "amount": 1, "unit": "pack"}
MOMENT = datetime(2026, 2, 12, 12, 34, 56, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    """A diary of some size, closed."""
    file = tmp_path / "diary.sqlite3"
    with closing(Diary(open_store(f"sqlite:///{file}"), now=lambda: NOW)) as diary:
        ada = diary.people.add("Ada").id
        for _ in range(20):
            diary.sample_week.add(ada)
            diary.sample_week.remove(ada)
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


def found_in(path):
    """What a start says of a damaged file."""
    with pytest.raises(DamagedStoreError) as error:
        open_store(path)
    return error.value


def everything(url):
    with closing(Diary(open_store(url), now=lambda: NOW)) as diary:
        (me,) = diary.people.all()
        return diary.entries.of(me.id)


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
        assert diary.people.all() == []


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
        (ada,) = diary.people.all()
        diary.sample_week.add(ada.id)
        entries = diary.entries.of(ada.id)
        backup = diary.backups.keep_daily()
    damage(path, "cut")
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"can't be read: .* Nothing was changed\."):
        go_on_after_damage(found_in(path), tmp_path / "none.zip", now)
    assert path.read_bytes() == before
    go_on_after_damage(found_in(path), backup, now)
    with closing(Diary(open_store(f"sqlite:///{path}"), now=now)) as diary:
        assert diary.entries.of(ada.id) == entries


@pytest.fixture
def damaged(path):
    """A damaged diary of which there is a backup, and what was in it."""
    with closing(Diary(open_store(path), now=lambda: NOW)) as diary:
        (ada,) = diary.people.all()
        diary.sample_week.add(ada.id)
        backup = diary.backups.keep_daily()
        person = diary.people.add("Bo").id
        last = diary.entries.log(person, **NATTO).id
    damage(path, "middle")
    return found_in(path), backup, person, last


def test_who_saw_the_damage_before_it_was_mended_changes_nothing(damaged, path):
    found, backup, *_ = damaged
    go_on_after_damage(found, backup, lambda: MOMENT)
    with closing(Diary(open_store(path), now=lambda: NOW)) as diary:
        (ada,) = diary.people.all()
        for _ in range(3):
            diary.entries.log(ada.id, **NATTO)
        before, folder = diary.entries.of(ada.id), sorted(path.parent.iterdir())
        for choice in (backup, None):
            with pytest.raises(InputError, match="is not any more the damaged file"):
                go_on_after_damage(found, choice, lambda: MOMENT.replace(second=57))
        diary.entries.log(ada.id, **NATTO)
        assert diary.entries.of(ada.id)[:-1] == before
        assert sorted(path.parent.iterdir()) == folder


def test_who_saw_other_damage_changes_nothing(damaged, path):
    found, *_ = damaged
    other = path.with_name("other")
    other.write_bytes(b"Dear diary, " * 1000)
    other.replace(path)
    with pytest.raises(InputError, match="is not any more the damaged file"):
        go_on_after_damage(found, None, lambda: MOMENT)
    assert path.read_bytes() == b"Dear diary, " * 1000
    go_on_after_damage(found_in(path), None, lambda: MOMENT)


def test_of_many_who_go_on_at_once_one_does(damaged, path):
    found, backup, *_ = damaged
    start = threading.Barrier(8)

    def go_on(number):
        start.wait()
        try:
            return go_on_after_damage(found, backup, lambda: MOMENT.replace(second=number))
        except InputError:
            return None

    with ThreadPoolExecutor(8) as pool:
        done = [aside for aside in pool.map(go_on, range(8)) if aside]
    assert [aside.exists() for aside in done] == [True]
    assert len(list(path.parent.glob("*.damaged-*"))) == 1
    assert everything(path)


@pytest.mark.parametrize("from_backup", [True, False])
@pytest.mark.parametrize("how", ["middle", "text"])
def test_no_number_is_given_again_after_it(damaged, path, from_backup, how):
    _, backup, person, last = damaged
    damage(path, how)
    go_on_after_damage(found_in(path), backup if from_backup else None, lambda: MOMENT)
    with closing(Diary(open_store(path), now=lambda: NOW)) as diary:
        somebody = diary.people.add("Somebody").id
        assert somebody > person
        assert diary.entries.log(somebody, **NATTO).id > last


def test_a_backup_that_is_none_leaves_the_damaged_file_where_it_is(damaged, path, tmp_path):
    found, *_ = damaged
    none = tmp_path / "none.zip"
    none.write_bytes(b"PK no more of it")
    before, folder = path.read_bytes(), set(path.parent.iterdir())
    with pytest.raises(InputError, match="no backup of this program"):
        go_on_after_damage(found, none, lambda: MOMENT)
    assert path.read_bytes() == before
    assert set(path.parent.iterdir()) == folder
