"""Every entry as a row: what was logged is what is written."""

import csv
import io
import math
from datetime import date, time

import pytest

from estimator.calculation.intake import estimate
from estimator.components import FORMS
from estimator.files.entries import ENTRY_COLUMNS, entry_rows
from estimator.foods.own_items import OwnSupplement
from estimator.foods.own_items_json import definition_from_text
from estimator.foods.version import data_version
from estimator.spreadsheet_csv import csv_text, restore_text

TODAY = date(2026, 2, 12)
DROPS = OwnSupplement(name="=my drops", unit_name="drop", dose_ug={"MK7": 25.0})


def table(diary, profile, **how):
    logged_by = diary.foods(profile).logged_by(diary.people.get(profile))
    rows = entry_rows(logged_by, diary.entries.of(profile), diary.days.of(profile), **how)
    assert tuple(rows.columns) == ENTRY_COLUMNS
    return rows


def written(diary, profile, **how):
    """Return the rows as a reader of the file gets them."""
    text = csv_text(table(diary, profile, **how))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_holds_all_of_an_entry(diary, ada):
    entry = diary.entries.log(
        ada,
        date=TODAY,
        item_id="cheese-gouda-aged",
        amount="1 1/2",
        unit="slice",
        meal="lunch",
        note='at Bo\'s, "good"\ntwice',
        eaten_at=time(12, 5),
    )
    (row,) = written(diary, ada)
    forms = {f"{form}_ug": row.pop(f"{form}_ug") for form in FORMS}
    assert forms.pop("MK4_ug") == "7.8"
    assert row == {
        "date": "2026-02-12",
        "food": "Gouda, aged",
        "amount": "1.5",
        "unit": "slice",
        "person": "Ada",
        "meal": "lunch",
        "time": "12:05",
        "kind": "food",
        "food_id": "cheese-gouda-aged",
        "quantity": "37.5",
        "K2_ug": "27.3380",
        "K2_known": "yes",
        "note": 'at Bo\'s, "good"\ntwice',
        "sample": "",
        "day_complete": "",
        "dish": "",
        "entry_id": entry.token,
        "definition": "",
        "region": "EU",
        "data_version": data_version(),
        "amount_kind": "measured",
        "typed": "",
    }


def test_the_contents_add_up_to_the_estimate(diary, ada):
    diary.sample_week.add(ada)
    diary.entries.log(ada, date=TODAY, item_id="natto", amount="1/3", unit="pack")
    rows = table(diary, ada)
    intake = estimate(diary.entries.frame(ada), None, "EU").intake.set_index("component")
    food = rows[rows["kind"] == "food"]
    for form in FORMS:
        expected = intake.loc[form, "estimate_ug"]
        counted = food[f"{form}_ug"].sum()
        assert counted == pytest.approx(0 if math.isnan(expected) else expected, abs=0.05)


def test_what_was_not_said_is_empty_and_a_number_is_whole(diary, ada):
    third = diary.entries.log(ada, date=TODAY, item_id="natto", amount="1/3", unit="pack")
    (row,) = written(diary, ada)
    assert [row[name] for name in ("time", "meal", "note", "sample")] == [""] * 4
    assert (row["amount"], row["quantity"]) == ("0.333333333333", "13.3333333333")
    assert float(row["quantity"]) == pytest.approx(third.quantity, rel=1e-11)


def test_what_is_not_known_is_empty_never_zero(diary, ada):
    diary.entries.log(ada, date=TODAY, item_id="natto", amount=1, unit="pack")
    (row,) = written(diary, ada)
    assert row["MK13_ug"] == ""
    assert float(row["MK7_ug"]) > 0


def test_own_items_have_their_name_also_when_removed_and_run_nothing(diary, ada):
    own = diary.own_foods.save(ada, DROPS)
    diary.entries.log(ada, date=TODAY, item_id=own.item_id, amount=2, unit="drop")
    diary.own_foods.remove(ada, own.key)
    row, described = written(diary, ada)
    assert (described["kind"], described["food_id"]) == ("own", own.item_id)
    assert definition_from_text("=my drops", described["definition"]) == DROPS
    assert row["food"].startswith("'=")
    assert restore_text(row["food"]) == "=my drops"
    assert (row["kind"], float(row["quantity"]), row["K2_ug"]) == ("supplement", 2.0, "50.0")


def test_a_recipe_can_be_taken_apart_at_any_depth(diary, ada):
    sauce = diary.own_foods.save_recipe(
        ada, "Sauce", [("butter", 50, "g"), ("milk-whole", 150, "g")], yield_g=100
    )
    eggs = "egg-whole-boiled", 60, "g"
    dish = diary.own_foods.save_recipe(ada, "Bake", [(sauce.item_id, 100, "g"), eggs])
    diary.entries.log(ada, date=TODAY, item_id=dish.item_id, amount=80, unit="g", meal="dinner")
    whole, *described = written(diary, ada)
    assert (whole["food"], whole["dish"]) == ("Bake", "")
    assert [row["food"] for row in described] == ["Sauce", "Bake"]
    apart = written(diary, ada, recipes_apart=True)
    assert [(row["food_id"], float(row["quantity"])) for row in apart] == [
        ("butter", 25.0),
        ("milk-whole", 75.0),
        ("egg-whole-boiled", 30.0),
    ]
    assert {(row["dish"], row["meal"], row["entry_id"]) for row in apart} == {
        ("Bake", "dinner", "")
    }
    parts = sum(float(row["K2_ug"]) for row in apart)
    assert parts == pytest.approx(float(whole["K2_ug"]), abs=0.005)


def test_examples_are_marked_and_every_entry_is_there_in_order(diary, ada):
    diary.sample_week.add(ada)
    diary.entries.log(ada, date=TODAY, item_id="natto", amount=1, unit="pack")
    rows = written(diary, ada)
    assert [row["food_id"] for row in rows] == [one.item_id for one in diary.entries.of(ada)]
    assert [row["sample"] for row in rows] == ["yes"] * (len(rows) - 1) + [""]


def test_marked_days_follow_also_those_without_entries(diary, ada):
    diary.days.mark(ada, TODAY, note="+ fasted", complete=True)
    (row,) = written(diary, ada)
    assert {name: text for name, text in row.items() if text} == {
        "date": "2026-02-12",
        "person": "Ada",
        "kind": "day",
        "note": "'+ fasted",
        "day_complete": "yes",
        "region": "EU",
        "data_version": data_version(),
    }


def test_an_empty_diary_is_a_header_alone(diary, ada):
    assert written(diary, ada) == []
