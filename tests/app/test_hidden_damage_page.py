"""Damage that the daily look finds is said on every page; what can't be read, in its place."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from app_pages.parts.shared.check_for_damage import daily_check


@pytest.fixture
def me(diary):
    me = diary.people.first().id
    diary.entries.log(me, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack", note="gut")
    return me


def change(diary, statement):
    with closing(sqlite3.connect(diary._store.engine.url.database)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(statement).rowcount
        connection.commit()


def said(elements):
    return " ".join(str(element.value) for element in elements).replace("\\", "")


def test_a_row_that_changed_by_itself_is_said_on_every_page(launch, diary, me):
    change(diary, "UPDATE entries SET note = 'gup'")
    app = launch("app.py")
    daily_check().thread.join()
    for page in ("week", "files", "people"):
        app.switch_page(f"app_pages/{page}.py").run()
        assert not app.exception
        assert "not as they were written: entries 1" in said(app.error)
        assert "Backups from before are on Files" in said(app.error)


def test_of_a_sound_diary_nothing_is_said(launch, diary, me):
    app = launch("app.py")
    daily_check().thread.join()
    app.run()
    assert not app.error


def test_a_row_that_can_not_be_read_takes_the_place_of_the_pages(launch, diary, me):
    change(diary, "UPDATE entries SET date = '2026-02-0x'")
    app = launch("app.py")
    daily_check().thread.join()
    app.switch_page("app_pages/trends.py").run()
    assert not app.exception
    assert "is damaged" in said(app.error)
    assert "can't be read" in said(app.title)


def test_a_time_zone_that_is_not_known_here_is_said(launch, diary, me):
    change(diary, "UPDATE profiles SET time_zone = 'Mars/Olympus'")
    app = launch("app.py")
    assert "'Mars/Olympus', is not known on this system" in said(app.warning)
    app.switch_page("app_pages/people.py").run()
    assert not app.exception
    (zone,) = (box for box in app.selectbox if box.label == "Time zone")
    assert zone.value == "Mars/Olympus"
