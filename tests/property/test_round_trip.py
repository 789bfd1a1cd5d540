"""Any diary that is exported, wiped and imported is the same; a second time adds nothing."""

from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.diary.diary import Diary
from estimator.diary_values import MEALS, NOTE_LENGTH, ToLog
from estimator.files.entries import entry_rows
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.measures.amount_kinds import AMOUNT_KINDS
from estimator.spreadsheet_csv import csv_text
from estimator.store import open_store

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
ITEMS = sorted(food_table().items)

notes = st.text(max_size=60) | st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "''@x",
        "\t-x",
        'a "b"\r\nc,d;e',
        "+",
        "'",
        "x" * NOTE_LENGTH,
        "\ufeffx",
        "N/A",
    ]
)
entries = st.fixed_dictionaries(
    {
        "date": st.integers(0, 400).map(lambda back: date(2026, 2, 12) - timedelta(days=back)),
        "item_id": st.sampled_from(ITEMS),
        "amount": st.floats(1e-3, 100, allow_nan=False).map(float)
        | st.sampled_from([1 / 3, 1.234]),
        "meal": st.none() | st.sampled_from(MEALS),
        "note": notes,
        "typed": notes,
        "amount_kind": st.none() | st.sampled_from(AMOUNT_KINDS),
        "eaten_at": st.none()
        | st.times(time.min, time(23, 59, 59)).map(lambda clock: clock.replace(microsecond=0)),
    }
)
marks = st.dictionaries(
    st.integers(0, 30).map(lambda back: date(2026, 2, 12) - timedelta(days=back)),
    st.tuples(notes, st.booleans()),
    max_size=4,
)


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('diary') / 'diary.sqlite3'}"
    with closing(Diary(open_store(url), now=lambda: NOW)) as opened:
        yield opened


def exported(diary, profile, byte_order_mark):
    logged_by = diary.foods(profile).logged_by(diary.people.get(profile))
    rows = entry_rows(logged_by, diary.entries.of(profile), diary.days.of(profile))
    return csv_text(rows, byte_order_mark).encode()


def kept(diary, profile):
    """Return what is said, in an order that does not rest on the numbers of the database.

    Amounts to twelve digits: a file has no tails of binary numbers.
    """
    numbers = {"id", "profile_id", "created_at", "updated_at"}
    said = [
        {
            name: float(f"{value:.12g}") if isinstance(value, float) else value
            for name, value in asdict(entry).items()
            if name not in numbers
        }
        for entry in diary.entries.of(profile)
    ]
    return sorted(said, key=lambda one: one["token"]), diary.days.of(profile)


def imported(diary, profile, data):
    _, plan = diary.imports.preview(profile, read_sheet(data, "diary.csv"))
    assert plan.left_out == ()
    return diary.imports.apply(profile, plan)


@settings(max_examples=60, deadline=None)
@given(logged=st.lists(entries, max_size=8), noted=marks, byte_order_mark=st.booleans())
def test_export_wipe_import_is_the_same_diary(diary, logged, noted, byte_order_mark):
    profile = diary.people.add(f"P{len(diary.people.all())}").id
    table = food_table()
    if logged:
        units = [
            "g" if one["item_id"] in table.foods else table.items[one["item_id"]].unit_name
            for one in logged
        ]
        diary.entries.log_many(
            profile, [ToLog(**one, unit=unit) for one, unit in zip(logged, units, strict=True)]
        )
    for day, (note, complete) in noted.items():
        diary.days.mark(profile, day, note=note, complete=complete)
    before, data = kept(diary, profile), exported(diary, profile, byte_order_mark)

    assert imported(diary, profile, data).added == 0
    assert kept(diary, profile) == before

    diary.entries.delete(profile, [entry.id for entry in diary.entries.of(profile)])
    for day in noted:
        diary.days.mark(profile, day, note="", complete=False)
    assert imported(diary, profile, data).added == len(logged)
    assert kept(diary, profile) == before

    other = diary.people.add(f"P{len(diary.people.all())}").id
    imported(diary, other, data)
    assert kept(diary, other) == before
