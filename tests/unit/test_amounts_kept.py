"""An entry remembers how sure its amount is, and the words it was typed with."""

from datetime import UTC, date, datetime

import pytest

from estimator.components import K2_TOTAL
from estimator.diary.diary import Diary
from estimator.errors import InputError
from estimator.files.entries import entry_rows
from estimator.importing.file_opening import read_sheet
from estimator.measures.units import Measures
from estimator.spreadsheet_csv import csv_text
from estimator.store import open_store
from estimator.views.log.repeats import planned_text
from estimator.views.shared.days import details, entry_lines
from estimator.words.reader import read_words

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
TODAY = date(2026, 2, 12)


@pytest.fixture
def diary(database_url):
    store = open_store(database_url)
    yield Diary(store, now=lambda: NOW)
    store.close()


@pytest.fixture
def ada(diary):
    return diary.people.add("Ada", region="EU", time_zone="Europe/Amsterdam").id


def typed(diary, profile, text):
    """Log a food as the box does."""
    foods = diary.foods(profile)
    (row,) = read_words(text, foods.table, Measures("metric", foods.table))
    return diary.entries.log(
        profile,
        date=TODAY,
        item_id=row.item.item_id,
        amount=row.amount,
        unit=row.unit,
        amount_kind=row.amount_kind,
        typed=row.text,
    )


def kinds(diary, profile):
    return diary.entries.frame(profile)["amount_kind"].tolist()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gouda", "assumed"),
        ("some gouda", "assumed"),
        ("a gouda", "assumed"),
        ("2 slices gouda", "measured"),
        ("30 g gouda", "weighed"),
        ("about 30 g gouda", "measured"),
        ("~30 g gouda", "measured"),
        ("30-40 g gouda", "measured"),
        ("2 eggs", "counted"),
        ("1 pack natto", "counted"),
        ("10 grapes", "measured"),
    ],
)
def test_what_was_said_of_the_amount_is_kept(diary, ada, text, kind):
    entry = typed(diary, ada, text)
    assert (kinds(diary, ada), entry.typed) == ([kind], text)


def test_what_goes_with_bread_is_assumed_though_it_is_in_grams(diary, ada):
    foods = diary.foods(ada)
    rows = read_words("bread with butter", foods.table, Measures("metric", foods.table))
    assert [(row.unit, row.amount_kind) for row in rows][1] == ("g", "assumed")


def test_an_assumed_amount_widens_the_range(diary, ada):
    def width():
        profile = diary.people.get(ada)
        frame = diary.entries.frame(ada)
        rows = diary.foods(ada).estimate(profile, frame, None).intake.set_index("component")
        return rows.loc[K2_TOTAL, "high_ug"] / rows.loc[K2_TOTAL, "low_ug"]

    entry = typed(diary, ada, "gouda")
    assumed = width()
    diary.people.edit(ada, exact_amounts=True)
    exact = width()
    diary.people.edit(ada, exact_amounts=False)
    diary.entries.edit(ada, entry.id, amount=30, unit="g")
    assert width() == pytest.approx(exact)
    assert assumed > 1.2 * exact


def test_an_amount_that_is_edited_is_no_longer_assumed(diary, ada):
    entry = typed(diary, ada, "gouda")
    assert diary.entries.edit(ada, entry.id, note="good").amount_kind == "assumed"
    assert diary.entries.edit(ada, entry.id, amount=2).amount_kind is None
    assert kinds(diary, ada) == ["measured"]
    diary.history.undo(ada)
    assert kinds(diary, ada) == ["assumed"]


def test_another_food_keeps_the_words_and_the_assumption(diary, ada):
    entry = typed(diary, ada, "gouda")
    now = diary.entries.edit(ada, entry.id, item_id="natto", unit="pack")
    assert (now.item_id, now.typed, now.amount_kind) == ("natto", "gouda", "assumed")
    (line,) = entry_lines([now], diary.foods(ada), "EU")
    assert details(line) == "1 pack (40 g), assumed · written as “gouda”"


def test_repeats_and_saved_meals_are_as_sure_as_what_they_repeat(diary, ada):
    entry = typed(diary, ada, "gouda")
    (again,) = diary.repeats.copy(ada, [entry.id], TODAY)
    assert (again.amount_kind, again.typed) == ("assumed", "")
    meal = diary.meals.save(ada, "Lunch", [entry.id])
    assert [one.amount_kind for one in diary.meals.planned(ada, meal.id)] == ["assumed"]
    one = meal.items[0]
    same = diary.meals.edit(ada, meal.id, items=[(one.item_id, one.amount, one.unit)])
    assert same == meal
    more = diary.meals.edit(ada, meal.id, items=[(one.item_id, 2, one.unit)])
    assert [one.amount_kind for one in more.items] == [None]


def test_what_was_assumed_is_offered_without_an_amount(diary, ada):
    typed(diary, ada, "gouda")
    table = diary.foods(ada).table
    name = table.name_of(diary.entries.of(ada)[0].item_id)
    assert planned_text(diary.repeats.suggestions(ada), table) == name
    typed(diary, ada, "1 slice gouda")
    assert planned_text(diary.repeats.suggestions(ada), table) == f"1 slice {name}"


def test_a_file_that_was_edited_is_as_sure_as_its_unit(diary, ada):
    typed(diary, ada, "gouda")
    foods = diary.foods(ada)
    rows = entry_rows(foods.logged_by(diary.people.get(ada)), diary.entries.of(ada))
    assert rows["amount_kind"].tolist() == ["assumed"]

    def imported(frame):
        _, plan = diary.imports.preview(ada, read_sheet(csv_text(frame).encode(), "diary.csv"))
        diary.imports.apply(ada, plan)
        return plan

    assert imported(rows).changes_nothing
    # A file of before has neither column, and takes nothing away.
    assert imported(rows.drop(columns=["amount_kind", "typed"])).changes_nothing
    imported(rows.assign(amount=3.0))
    (entry,) = diary.entries.of(ada)
    assert (entry.amount, entry.amount_kind, entry.typed) == (3.0, None, "gouda")
    refused = imported(rows.assign(amount_kind="guessed"))
    assert "'guessed' is no kind of amount" in refused.left_out[0].why


def test_no_other_kind_is_logged(diary, ada):
    with pytest.raises(InputError, match="'guessed' is no kind of amount"):
        diary.entries.log(
            ada, date=TODAY, item_id="natto", amount=1, unit="pack", amount_kind="guessed"
        )


def test_a_supplement_is_a_dose_whoever_said_how_many(diary, ada):
    assert typed(diary, ada, "mk7 90 mcg").amount_kind is None
