"""A page does no more in a longer diary: it reads what it shows, and that by an index."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import Engine, event

from app_pages.parts.shared.check_for_damage import daily_check
from benchmarks.generated_diary import write_diary

ENTRIES = 1200
DAYS = 120
"""More than it takes to log them, and than the app looks back for what is eaten often."""
LENGTHEN = f"""
INSERT INTO entries (profile_id, date, meal, kind, item_id, amount, unit, quantity, note, sample,
                     created_at, updated_at)
SELECT profile_id, date(date, '-{DAYS} days'), meal, kind, item_id, amount, unit, quantity, note,
       sample, created_at, updated_at FROM entries;
INSERT INTO days (profile_id, date, note, complete)
SELECT profile_id, date(date, '-{DAYS} days'), note, complete FROM days;
INSERT INTO changes (profile_id, made_at, verb, before, after)
SELECT profile_id, made_at, verb, before, after FROM changes;
"""
PAGES = ("log", "week", "foods", "my_foods", "about")
TIMES = 2
"""How often it is doubled."""


@pytest.fixture
def steps():
    """Grows by one with every step that SQLite takes: it counts work, whatever the time."""
    taken = []

    def count(connection, _record):
        connection.set_progress_handler(lambda: taken.append(1), 1)

    event.listen(Engine, "connect", count)
    yield taken
    event.remove(Engine, "connect", count)


def test_no_page_does_more_in_a_longer_diary(steps, launch, tmp_path):
    path = tmp_path / "diary.sqlite3"
    write_diary(f"sqlite:///{path}", ENTRIES)
    app = launch("app.py")
    daily_check().thread.join()  # it reads all there is, beside the pages
    pages = [f"app_pages/{page}.py" for page in PAGES]

    def work_of_pages():
        work = {}
        for page in pages:
            app.switch_page(page).run()
            steps.clear()
            app.run()
            assert not app.exception
            work[page] = len(steps)
        return work

    before = work_of_pages()
    assert before["app_pages/log.py"] > 0
    with closing(sqlite3.connect(path)) as connection:
        for times in range(TIMES):
            connection.executescript(LENGTHEN.replace(f"-{DAYS}", f"-{DAYS * 2**times}"))
        (entries,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    assert entries == ENTRIES * 2**TIMES
    assert work_of_pages() == pytest.approx(before, rel=0.02)
