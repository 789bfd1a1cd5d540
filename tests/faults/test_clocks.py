"""Clocks: daylight saving, time zones, week 53, and a clock that is set back."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from estimator.backup.backup_folder import DAYS_KEPT
from estimator.calculation.intake import estimate
from estimator.diary.diary import Diary
from estimator.diary_values import LATEST_DAY_START, Profile
from estimator.errors import InputError
from estimator.store import open_store
from tests.app.entry_rows import act
from tests.faults.conftest import ROOT, begun, natto, opened, said

AMSTERDAM = "Europe/Amsterdam"
PAGES = [page.stem for page in (ROOT / "app_pages").glob("[!_]*.py")]


class Clock:
    """The clock of the machine, which can be set."""

    def __init__(self, moment):
        self.moment = moment

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock(datetime(2026, 2, 12, 12, tzinfo=UTC))


@pytest.fixture
def diary(database_url, clock):
    with closing(Diary(open_store(database_url), now=clock)) as it:
        yield it


def person(time_zone, day_start_hour=0):
    return Profile(
        id=1,
        name="Ada",
        region="EU",
        time_zone=time_zone,
        day_start_hour=day_start_hour,
        cup="metric",
        takes_vka=False,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("moment", "starts_at", "day"),
    [
        # 2026-03-29: after 01:59 comes 03:00, at 01:00 UTC.
        ("2026-03-28T22:59", 0, 28),
        ("2026-03-28T23:00", 0, 29),
        ("2026-03-29T00:59", 2, 28),  # 01:59
        ("2026-03-29T01:00", 2, 29),  # 03:00; there was no 02:00
        ("2026-03-29T01:00", 3, 29),
        ("2026-03-29T01:59", 4, 28),  # 03:59
        ("2026-03-29T21:59", 0, 29),
        ("2026-03-29T22:00", 0, 30),
        # 2026-10-25: after 02:59 comes 02:00 once more, at 01:00 UTC.
        ("2026-10-24T22:00", 0, 25),
        ("2026-10-24T23:59", 2, 24),  # 01:59
        ("2026-10-25T00:30", 2, 25),  # 02:30
        ("2026-10-25T01:30", 2, 25),  # 02:30 once more
        ("2026-10-25T00:59", 3, 24),  # 02:59
        ("2026-10-25T01:59", 3, 24),  # 02:59 once more
        ("2026-10-25T02:00", 3, 25),
        ("2026-10-25T22:59", 0, 25),
        ("2026-10-25T23:00", 0, 26),
    ],
)
def test_the_day_of_a_person_when_the_clocks_change(moment, starts_at, day):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert person(AMSTERDAM, starts_at).date_at(at).day == day


@given(
    st.sampled_from(sorted(available_timezones())),
    st.integers(0, LATEST_DAY_START),
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)),
    st.integers(1, 3 * 86_400),
)
def test_no_day_comes_back_wherever_one_lives(time_zone, starts_at, moment, seconds):
    ada, at = person(time_zone, starts_at), moment.replace(tzinfo=UTC)
    later = at + timedelta(seconds=seconds)
    assert ada.date_at(at) <= ada.date_at(later)
    # A slow way to say which day it is: by what the clock on the wall shows.
    wall = at.astimezone(ZoneInfo(time_zone))
    assert ada.date_at(at) == wall.date() - timedelta(days=wall.hour < starts_at)


def test_everybody_logs_on_their_own_day(diary, clock):
    clock.moment = datetime(2026, 12, 31, 11, tzinfo=UTC)
    east = diary.people.add("East", time_zone="Pacific/Kiritimati").id  # 01:00 on 1 January
    west = diary.people.add("West", time_zone="Etc/GMT+12").id  # 23:00 on 30 December
    assert diary.people.today(east) == date(2027, 1, 1)
    assert diary.people.today(west) == date(2026, 12, 30)
    for who in (east, west):
        today = diary.people.today(who)
        entry = diary.entries.log(who, **natto() | {"date": today})
        assert entry.created_at == clock.moment
        with pytest.raises(InputError, match="in the future"):
            diary.entries.log(who, **natto() | {"date": today + timedelta(days=1)})


def test_a_clock_set_back_keeps_the_order_of_what_was_done(diary, clock):
    me = diary.people.add("Ada", time_zone="UTC").id
    day = {"date": date(2025, 12, 1)}
    first = diary.entries.log(me, **natto("first") | day)
    clock.moment -= timedelta(days=30)
    second = diary.entries.log(
        me, **natto("second") | day | {"item_id": "milk-whole", "unit": "dl"}
    )
    assert second.created_at < first.created_at
    assert [entry.token for entry in diary.entries.of(me)] == ["first", "second"]
    milk = diary.foods(me).table.get("milk-whole").name
    assert diary.history.last_change(me) == f"{milk} added"
    clock.moment -= timedelta(days=30)
    assert diary.entries.edit(me, first.id, amount=2).updated_at == clock.moment
    assert diary.history.undo(me) == "Undone: Natto changed."
    assert diary.history.undo(me) == f"Undone: {milk} added."
    assert diary.entries.of(me) == [first]
    assert diary.entries.log(me, **natto("first") | day) == first
    assert diary.history.undo(me) == "Undone: Natto added."
    assert diary.history.undo(me) is None


def test_what_is_logged_after_today_can_be_changed_and_deleted(diary, clock):
    me = diary.people.add("Ada", time_zone="UTC").id
    entry = diary.entries.log(me, **natto() | {"date": date(2026, 2, 12)})
    clock.moment -= timedelta(days=365)
    assert diary.entries.edit(me, entry.id, amount=2).amount == 2.0
    with pytest.raises(InputError, match="in the future"):
        diary.entries.edit(me, entry.id, date=date(2026, 2, 11))
    diary.entries.move(me, [entry.id], date=diary.people.today(me))
    diary.history.undo(me)
    diary.entries.delete(me, [entry.id])
    assert diary.entries.of(me) == []


@pytest.mark.parametrize("also_today", [True, False])
def test_every_page_shows_what_is_logged_after_today(tmp_path, monkeypatch, launch, also_today):
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    later = datetime.now(UTC) + timedelta(days=40)
    with closing(Diary(open_store(url), now=lambda: later)) as diary:
        me = diary.people.first().id
        diary.entries.log(me, **natto() | {"date": later.date()})
        if also_today:
            diary.entries.log(me, **natto())
    at = launch(url)
    for page in PAGES:
        at.switch_page(f"app_pages/{page}.py").run()
        assert not at.exception, page
        assert not at.error, page
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    at.query_params["day"] = later.date().isoformat()
    at.run()
    assert "Eaten this day" in said(at.header)
    act(at, "Natto", "edit")
    next(button for button in at.button if button.label == "Cancel").click().run()
    act(at, "Natto", "delete")
    assert "Deleted" in said(at.success)


def test_a_time_zone_set_back_while_a_page_is_open(tmp_path, launch):
    url = begun(tmp_path)
    with opened(url) as diary:
        (me,) = diary.people.all()
        # What was logged on a day after today could be looked at, whatever the time is now.
        diary.entries.delete(me.id, [entry.id for entry in diary.entries.of(me.id)])
        diary.people.edit(me.id, time_zone="Pacific/Kiritimati")
        at = launch(url)
        east = at.date_input(key="day").value
        diary.people.edit(me.id, time_zone="Etc/GMT+12")  # 26 hours behind
        at.run()
        assert not at.exception
        assert at.date_input(key="day").value == diary.people.today(me.id) < east


WEEK_53 = [
    (date(2020, 12, 28), "2020-W53"),
    (date(2026, 12, 28), "2026-W53"),
]


@pytest.mark.parametrize(("monday", "label"), WEEK_53)
def test_week_53_holds_seven_days_of_two_years(diary, clock, monday, label):
    me = diary.people.add("Ada", time_zone=AMSTERDAM).id
    clock.moment = datetime.combine(monday + timedelta(days=9), clock.moment.time(), UTC)
    for day in range(-1, 8):
        diary.entries.log(me, **natto() | {"date": monday + timedelta(days=day)})
    weeks = estimate(diary.entries.frame(me), "week", "EU").periods
    assert weeks["period"].tolist() == [before(monday), label, f"{monday.year + 1}-W01"]
    assert weeks["days_logged"].tolist() == [1, 7, 1]


def before(monday):
    return f"{monday.year}-W52"


def test_week_53_on_the_page_and_in_files(tmp_path, launch, command):
    url = f"sqlite:///{tmp_path / 'diary.sqlite3'}"
    with opened(url) as diary:
        me = diary.people.first().id
        for day in (date(2020, 12, 31), date(2021, 1, 3)):
            diary.entries.log(me, **natto() | {"date": day})
    at = launch(url)
    at.query_params["week_of"] = "2021-01-01"
    at.switch_page("app_pages/week.py").run()
    assert "Week 53, 28 December 2020 – 3 January 2021" in said(at.title)
    assert [metric.value for metric in at.metric if metric.label == "Days logged"] == ["2 of 7"]
    log = tmp_path / "log.csv"
    log.write_text(
        "date,food,amount,unit\n2026-12-28,natto,1,pack\n2027-01-03,natto,1,pack\n", "utf-8"
    )
    done = command(url, "estimate", str(log), "--by", "week")
    _, *rows = done.stdout.splitlines()
    assert len(rows) == 1
    assert "2026-W53" in rows[0]


@pytest.fixture
def backups(tmp_path, clock):
    """Keep the backup of a day, and say which there are."""
    with closing(
        Diary(open_store(f"sqlite:///{tmp_path / 'diary.sqlite3'}"), now=clock)
    ) as opened_diary:
        me = opened_diary.people.add("Ada", time_zone="UTC").id
        opened_diary.entries.log(me, **natto() | {"date": date(2020, 1, 1)})

        def keep():
            kept = opened_diary.backups.keep_daily()
            assert opened_diary.backups.keep_daily() == kept
            return kept

        yield keep, lambda: {one.path for one in opened_diary.backups.kept()}


def test_a_clock_set_back_never_costs_the_newest_backup(backups, clock):
    keep, kept = backups
    for _ in range(DAYS_KEPT):  # of a clock four years ahead
        keep()
        clock.moment += timedelta(days=1)
    ahead = kept()
    clock.moment -= timedelta(days=4 * 365)
    made = []
    for day in range(DAYS_KEPT):
        made.append(keep())
        assert set(made) <= kept()
        assert len(kept()) == DAYS_KEPT
        assert len(kept() & ahead) == DAYS_KEPT - 1 - day
        clock.moment += timedelta(days=1)


def test_one_day_with_a_wrong_clock_costs_one_backup(backups, clock):
    keep, kept = backups
    for _ in range(DAYS_KEPT):
        keep()
        clock.moment += timedelta(days=1)
    right, before = clock.moment, kept()
    clock.moment = datetime(1990, 1, 1, 12, tzinfo=UTC)
    wrong = keep()
    assert wrong in kept()
    assert len(kept() & before) == DAYS_KEPT - 1
    clock.moment = right
    assert keep() in kept()
    assert wrong not in kept()
    assert len(kept() & before) == DAYS_KEPT - 1
