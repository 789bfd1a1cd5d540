"""A disk without room: nothing half-written, what is there is shown, a sentence says why."""

import os

import pytest

from estimator.diary_values import ToLog
from estimator.errors import StoreError, UnwritableStoreError
from tests.faults.conftest import begun, log_in_app, natto, opened, said, tokens

NO_ROOM = "There is no room left on the disk of the diary"
MANY = [ToLog(**natto(f"many {number}")) for number in range(500)]


@pytest.fixture
def url(disk):
    return begun(disk.folder)


def test_a_verb_is_refused_whole_and_done_once_there_is_room(disk, url):
    with opened(url) as diary:
        (me,) = diary.people.all()
        disk.fill()
        for items in (MANY, MANY[:1]):
            with pytest.raises(UnwritableStoreError, match=NO_ROOM) as refused:
                log_until_refused(diary, me, items)
            assert "nothing is saved. Make room there, then try again." in str(refused.value)
            assert not set(tokens_named(diary, me)) & {item.token for item in MANY[1:]}
        disk.free()
        for _ in range(2):
            diary.entries.log_many(me.id, MANY)
        assert len([one for one in tokens_named(diary, me) if one.startswith("many")]) == len(MANY)


def log_until_refused(diary, me, items):
    for _ in range(50):  # what room there is in a file already is used up first
        diary.entries.log_many(me.id, [*items, ToLog(**natto())])


def tokens_named(diary, me):
    return [entry.token or "" for entry in diary.entries.of(me.id)]


def test_a_diary_is_opened_to_be_looked_at(disk, url):
    disk.fill()
    with opened(url) as diary:
        assert tokens(diary) == ["first"]
        assert diary.unwritable.startswith(NO_ROOM)
        with pytest.raises(UnwritableStoreError, match=NO_ROOM):
            diary.entries.log(1, **natto("second"))
    disk.free()
    with opened(url) as diary:
        assert diary.unwritable == ""
        diary.entries.log(1, **natto("second"))
        assert tokens(diary) == ["first", "second"]


def test_a_backup_is_whole_or_not_there(disk, url):
    with opened(url) as diary:
        disk.fill()
        with pytest.raises(StoreError, match=r"A backup can't be kept in .* Make room there"):
            diary.backups.keep_daily()
        assert not list(diary.backups.folder.glob("*"))
        assert not list(diary.backups.folder.glob(".*"))
        disk.free()
        assert diary.backups.keep_daily()


def test_the_app_shows_what_it_has_and_says_so(disk, url, launch):
    at = launch(url)
    at.run()
    disk.fill()
    for _ in range(20):  # until what room there is in a file is used up
        log_in_app(at, "2 eggs, 30 g gouda, 1 pack natto")
        if at.error:
            break
    assert said(at.error).count(NO_ROOM) == 1
    assert "nothing is saved" in said(at.error)
    assert at.button(key="log-it")
    assert "Eaten this day" in said(at.header)
    at.switch_page("app_pages/week.py").run()
    assert not at.exception
    assert not at.error
    assert at.metric
    disk.free()
    log_in_app(at, "1 pack natto")
    assert "Added" in said(at.success)


def test_the_app_opens_shows_and_goes_on(disk, url, launch):
    disk.fill()
    at = launch(url)
    assert NO_ROOM in said(at.warning)
    assert "Eaten this day" in said(at.header)
    log_in_app(at, "2 eggs")
    assert NO_ROOM in said(at.error)
    at.switch_page("app_pages/files.py").run()
    assert "A backup can't be kept" in said(at.warning)
    disk.free()
    log_in_app(at, "2 eggs")
    assert not at.error
    assert "Added" in said(at.success)


def test_commands_say_so_in_a_sentence(disk, url, command, command_here):
    disk.fill()
    logged = command(url, "log", "2 eggs")
    assert (logged.returncode, logged.stdout) == (5, "")
    assert logged.stderr.startswith(NO_ROOM)
    day = command_here(url, "day")
    assert day.returncode == 0
    assert "Natto" in day.stdout
    made = command_here(url, "backup", "make", str(disk.folder / "backup.zip"))
    assert made.returncode == 3
    assert "can't be written" in made.stderr
    assert not list(disk.folder.glob("backup.zip*"))
    disk.free()
    assert command_here(url, "log", "2 eggs").returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_standard_output_is_said_in_a_sentence(tmp_path, command):
    url = begun(tmp_path)
    with open("/dev/full", "w") as full:
        done = command(url, "day", stdout=full)
    assert done.returncode == 3
    assert done.stderr.startswith("Standard output can't be written: No space left on device.")
