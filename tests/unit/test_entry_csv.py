"""Every entry as a row: what was logged is what is written."""

import csv
import io
from datetime import date, time

from estimator.entry_csv import ENTRY_COLUMNS, entry_rows
from estimator.exports import csv_text, restore_text
from estimator.own_items import OwnSupplement

TODAY = date(2026, 2, 12)
DROPS = OwnSupplement(name="=my drops", unit_name="drop", dose_ug={"MK7": 25.0})


def written(diary, profile):
    """Return the rows as a reader of the file gets them."""
    rows = entry_rows(diary.entries(profile), diary.foods(profile).table)
    assert tuple(rows.columns) == ENTRY_COLUMNS
    return list(csv.DictReader(io.StringIO(csv_text(rows), newline="")))


def test_a_row_holds_all_of_an_entry(diary, ada):
    diary.log(
        ada,
        date=TODAY,
        item_id="cheese-gouda-aged",
        amount="1 1/2",
        unit="slice",
        meal="lunch",
        note='at Bo\'s, "good"\ntwice',
        eaten_at=time(12, 5),
    )
    assert written(diary, ada) == [
        {
            "date": "2026-02-12",
            "time": "12:05",
            "meal": "lunch",
            "food_id": "cheese-gouda-aged",
            "food": "Gouda, aged",
            "amount": "1.5",
            "unit": "slice",
            "quantity": "37.5",
            "note": 'at Bo\'s, "good"\ntwice',
            "sample": "",
        }
    ]


def test_what_was_not_said_is_empty_and_a_number_is_whole(diary, ada):
    third = diary.log(ada, date=TODAY, item_id="natto", amount="1/3", unit="pack")
    (row,) = written(diary, ada)
    assert [row[name] for name in ("time", "meal", "note", "sample")] == [""] * 4
    assert (float(row["amount"]), float(row["quantity"])) == (third.amount, third.quantity)


def test_own_items_have_their_name_also_when_removed_and_run_nothing(diary, ada):
    own = diary.kitchen.save(ada, DROPS)
    diary.log(ada, date=TODAY, item_id=own.item_id, amount=2, unit="drop")
    diary.kitchen.remove(ada, own.key)
    (row,) = written(diary, ada)
    assert row["food"].startswith("'=")
    assert restore_text(row["food"]) == "=my drops"
    assert float(row["quantity"]) == 2.0


def test_examples_are_marked_and_every_entry_is_there_in_order(diary, ada):
    diary.add_sample_week(ada)
    diary.log(ada, date=TODAY, item_id="natto", amount=1, unit="pack")
    rows = written(diary, ada)
    assert [row["food_id"] for row in rows] == [one.item_id for one in diary.entries(ada)]
    assert [row["sample"] for row in rows] == ["yes"] * (len(rows) - 1) + [""]


def test_an_empty_diary_is_a_header_alone(diary, ada):
    assert written(diary, ada) == []
