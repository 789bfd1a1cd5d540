"""Backups on the Files page, on a real database and a real folder."""

import io
from contextlib import closing
from datetime import date

import pytest
import streamlit as st

from estimator.backup.backups import Backups
from estimator.diary.diary import Diary
from estimator.store import open_store

PAGE = "app_pages/files.py"


@pytest.fixture
def me(diary):
    profile = diary.people.first().id
    diary.entries.log(profile, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack")
    return profile


def anew():
    """The diary opened anew, once another one came in its place."""
    return closing(Diary(open_store()))


def shown(at):
    elements = [*at.markdown, *at.caption, *at.info, *at.success, *at.error, *at.warning]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def click(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def test_nothing_is_kept_of_an_empty_diary(launch, diary):
    at = launch(PAGE)
    assert "None yet, as nothing is logged." in shown(at)
    assert diary.backups.kept() == []


def log_natto(at):
    at.switch_page("app_pages/log.py").run()
    box = next(one for one in at.text_input if str(one.key).startswith("eaten-"))
    box.input("1 pack natto").run()
    at.button(key="log-it").click().run()
    assert "Added" in shown(at)


def test_the_first_backup_is_kept_once_something_is_logged_and_no_other_that_day(app, diary):
    assert diary.backups.kept() == []
    log_natto(app)
    (first,) = diary.backups.kept()
    with first.path.open("rb") as file:
        (me,) = diary.backups.preview(file, "b.zip").people
    assert me.entries == 1
    written = first.path.stat()
    for _ in range(3):
        log_natto(app)
    assert [one.path.stat() for one in diary.backups.kept()] == [written]
    app.switch_page(PAGE).run()
    assert [button.label for button in app.button].count("Look inside") == 1
    assert "None yet" not in shown(app)


def test_opening_the_app_keeps_a_backup_of_the_day(launch, diary, me):
    at = launch("app.py")
    (kept,) = diary.backups.kept()
    at.run()
    assert diary.backups.kept() == [kept]
    assert not kept.before_restore


def test_a_kept_backup_is_looked_into_and_brought_back(launch, diary, me):
    at = launch(PAGE)
    natto = diary.entries.of(me)
    diary.entries.delete(me, [natto[0].id])
    diary.people.add("Bo")
    click(at, "Look inside")
    table = at.dataframe[0].value.set_index("Person")
    assert table.loc["Me", "In the backup"] == "1 entry, 2026-02-09 to 2026-02-09"
    assert table.loc["Me", "Now"] == "no entries"
    assert table.loc["Bo", "In the backup"] == "not there"
    click(at, "Bring it back")
    assert "Brought back: 1 person with 1 entry." in shown(at)
    with anew() as diary:
        assert diary.entries.of(me) == natto
        assert [one.name for one in diary.people.all()] == ["Me"]
    assert [one.before_restore for one in diary.backups.kept()].count(True) == 1


def test_looking_inside_again_closes_it(launch, diary, me):
    at = launch(PAGE)
    click(at, "Look inside")
    assert at.dataframe
    click(at, "Look inside")
    assert not at.dataframe


def test_a_damaged_backup_is_refused_in_a_sentence(launch, diary, me):
    at = launch(PAGE)
    (kept,) = diary.backups.kept()
    kept.path.write_bytes(b"PK\x03\x04 no more of it")
    click(at, "Look inside")
    assert "no backup of this program, or a damaged one; nothing was changed" in shown(at)
    assert len(diary.entries.of(me)) == 1


def test_a_backup_that_can_not_be_kept_is_said_and_stops_nobody(launch, diary, me, tmp_path):
    (tmp_path / "backups").write_text("a file in the way", encoding="utf-8")
    at = launch("app.py")
    at.switch_page(PAGE).run()
    assert "A backup can't be kept in" in shown(at)
    assert not at.exception


def test_what_is_downloaded_is_a_backup(launch, diary, me):
    at = launch(PAGE)
    assert "Download a backup" in [button.label for button in at.get("download_button")]
    target = io.BytesIO()
    diary.backups.write(target)
    target.seek(0)
    assert isinstance(diary.backups, Backups)
    assert diary.backups.preview(target, "b.zip").people == diary.backups.now_there()


def damaged_path(tmp_path):
    path = tmp_path / "diary.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return path


def test_a_damaged_diary_is_set_aside_and_the_latest_backup_brought_back(
    launch, diary, me, tmp_path
):
    launch(PAGE)
    (kept,) = diary.backups.kept()
    natto = diary.entries.of(me)
    diary.close()
    st.cache_resource.clear()
    path = damaged_path(tmp_path)
    at = launch("app.py")
    assert at.title[0].value == "The diary can't be read"
    assert "is damaged" in at.error[0].value
    assert len(at.radio[0].options) == 2
    click(at, "Set the damaged file aside and go on")
    assert at.text_input[0].label == "What did you eat?"
    with anew() as diary:
        assert diary.entries.of(me) == natto
    assert len(list(path.parent.glob("diary.sqlite3.damaged-*"))) == 1
    assert kept in diary.backups.kept()


def test_without_a_backup_one_begins_anew(launch, diary, me, tmp_path):
    diary.close()
    damaged_path(tmp_path)
    at = launch("app.py")
    assert "No backup is on this computer" in shown(at)
    click(at, "Set the damaged file aside and go on")
    assert at.text_input[0].label == "What did you eat?"
    with anew() as diary:
        assert [one.name for one in diary.people.all()] == ["Me"]
