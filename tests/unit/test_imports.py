"""Importing into a diary: looked at first, whole or not at all, never twice."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date, time
from pathlib import Path

import pytest

from estimator.diary.imports import Imported
from estimator.diary_values import DayMark, FoodName
from estimator.errors import InputError, StoreError
from estimator.files.entries import entry_rows
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_rows import Choices
from estimator.importing.import_plan import NOT_CHOSEN, ImportPlan
from estimator.spreadsheet_csv import csv_text

DROPS_TEXT = '{"kind":"supplement","unit_name":"drop","dose_ug":{"MK7":25.0}}'
FILES = Path(__file__).resolve().parents[1] / "imports"
TODAY = date(2026, 2, 12)
MONDAY = date(2026, 2, 9)


def exported(diary, profile):
    foods = diary.foods(profile)
    rows = entry_rows(
        foods.logged_by(diary.people.get(profile)),
        diary.entries.of(profile),
        diary.days.of(profile),
    )
    return csv_text(rows)


def look(diary, profile, text, chosen=None, **choices):
    data = text if isinstance(text, bytes) else text.encode()
    return diary.imports.preview(profile, read_sheet(data, "x.csv"), Choices(**choices), chosen)


def imported(diary, profile, text, chosen=None, **choices):
    _, plan = look(diary, profile, text, chosen, **choices)
    return diary.imports.apply(profile, plan, chosen)


def kept(diary, profile):
    """Return all that an entry and a mark says, but for the numbers of a database.

    Amounts to twelve digits, as files have them.
    """
    entries = [
        {
            name: float(f"{value:.12g}") if isinstance(value, float) else value
            for name, value in asdict(entry).items()
            if name not in {"id", "profile_id", "created_at", "updated_at"}
        }
        for entry in diary.entries.of(profile)
    ]
    return entries, diary.days.of(profile)


@pytest.fixture
def full(diary, ada):
    diary.sample_week.add(ada)
    diary.entries.log(
        ada,
        date=TODAY,
        item_id="natto",
        amount="1/3",
        unit="pack",
        meal="lunch",
        note='=1+1 "ha"\nü',
        eaten_at=time(7, 30),
    )
    diary.entries.log(ada, date=TODAY, item_id="supplement-mk7-100", amount=1, unit="capsule")
    diary.days.mark(ada, TODAY, note="- tired", complete=True)
    diary.days.mark(ada, MONDAY, complete=True)
    return diary


def test_exported_wiped_and_imported_it_is_the_same(full, ada):
    before, text = kept(full, ada), exported(full, ada)
    full.entries.delete(ada, [entry.id for entry in full.entries.of(ada)])
    full.days.mark(ada, TODAY, note="", complete=False)
    full.days.mark(ada, MONDAY, complete=False)
    done = imported(full, ada, text)
    assert (done.added, done.changed, done.marked) == (len(before[0]), 0, 2)
    assert kept(full, ada) == before
    assert exported(full, ada) == text


def test_it_goes_into_another_diary_alike(full, ada, bo):
    imported(full, bo, exported(full, ada))
    assert kept(full, bo) == kept(full, ada)


def test_importing_twice_adds_nothing(full, ada):
    text, before = exported(full, ada), kept(full, ada)
    _, plan = look(full, ada, text)
    assert plan.changes_nothing
    assert plan.there == len(before[0])
    assert full.imports.apply(ada, plan) == Imported(0, 0, 0)
    assert kept(full, ada) == before


def test_the_line_ends_of_a_spreadsheet_change_no_note(diary, ada):
    diary.entries.log(
        ada, date=TODAY, item_id="natto", amount=1, unit="pack", note="one\r\ntwo\rthree"
    )
    before, text = kept(diary, ada), exported(diary, ada)
    done = imported(diary, ada, text.replace("\r\n", "\n"))
    assert (done.added, done.changed) == (0, 0)
    assert kept(diary, ada) == before


def test_a_plan_carried_out_twice_is_carried_out_once(diary, ada):
    _, plan = look(diary, ada, (FILES / "macrofactor.csv").read_bytes())
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda _: diary.imports.apply(ada, plan), range(8)))
    assert sorted(one.added for one in done) == [0] * 7 + [3]
    assert len(diary.entries.of(ada)) == 3


@pytest.mark.parametrize(
    ("file", "added"),
    [
        ("macrofactor.csv", 3),
        ("cronometer_2016.csv", 2),
        ("cronometer_2025.csv", 3),
        ("loseit.csv", 2),
        ("opennutritracker.csv", 2),
        ("intake24_v3.csv", 2),
        ("intake24_v4.csv", 1),
        ("asa24.csv", 2),
    ],
)
def test_files_of_other_tools_add_once(diary, ada, file, added):
    data = (FILES / file).read_bytes()
    _, plan = look(diary, ada, data)
    whole = plan.totals["all rows of foods"]
    assert len(plan.new) == added
    assert whole.rows == sum(plan.totals[name].rows for name in plan.totals) - whole.rows
    assert diary.entries.of(ada) == []
    assert imported(diary, ada, data).added == added
    assert imported(diary, ada, data).added == 0
    assert diary.history.last_change(ada) == "file imported"
    diary.history.undo(ada)
    assert diary.entries.of(ada) == []


def test_alike_rows_are_each_an_entry(diary, ada):
    text = "date,food,amount,unit\n" + "2026-02-10,natto,1,pack\n" * 3
    assert imported(diary, ada, text).added == 3
    assert imported(diary, ada, text).added == 0
    assert imported(diary, ada, text + "2026-02-10,natto,1,pack\n").added == 1


def test_what_was_logged_by_hand_is_not_doubled(diary, ada):
    diary.entries.log(ada, date=TODAY, item_id="natto", amount=1, unit="pack")
    text = "date,food,amount,unit\n2026-02-12,natto,40,g\n2026-02-12,natto,1,pack\n"
    _, plan = look(diary, ada, text)
    assert (plan.there, len(plan.new)) == (1, 1)


def test_an_imported_entry_that_was_edited_stays_as_edited(diary, ada):
    text = "date,food,amount,unit\n2026-02-10,natto,1,pack\n"
    imported(diary, ada, text)
    (entry,) = diary.entries.of(ada)
    diary.entries.edit(ada, entry.id, amount=2)
    assert imported(diary, ada, text) == Imported(0, 0, 0)
    assert diary.entries.of(ada)[0].amount == 2


class TestEditedFile:
    def test_says_first_what_would_change_and_undoes_it(self, full, ada):
        before = kept(full, ada)
        natto = next(entry for entry in full.entries.of(ada) if entry.date == TODAY)
        text = exported(full, ada).replace(
            f"{natto.amount:.12g},pack,Ada,lunch,07:30", "2.0,pack,Ada,dinner,"
        )
        _, plan = look(full, ada, text)
        (change,) = plan.changed
        assert change.entry == natto
        assert dict(change.values) == {
            "eaten_at": None,
            "meal": "dinner",
            "amount": 2.0,
            "quantity": 80.0,
            "kind": "food",
        }
        assert kept(full, ada) == before
        assert full.imports.apply(ada, plan).changed == 1
        assert next(e for e in full.entries.of(ada) if e.id == natto.id).quantity == 80.0
        assert full.imports.apply(ada, plan).changed == 0
        full.history.undo(ada)
        assert kept(full, ada) == before

    def test_grams_edited_with_the_amount_are_taken(self, full, ada):
        natto = next(entry for entry in full.entries.of(ada) if entry.item_id == "natto")
        rows = exported(full, ada).replace(f",natto,{natto.quantity},", ",natto,77.0,")
        imported(full, ada, rows)
        assert next(e for e in full.entries.of(ada) if e.id == natto.id).quantity == 77.0

    def test_another_food_is_taken_by_its_id_and_asked_about_by_its_name(self, full, ada):
        text = exported(full, ada)
        edited = text.replace("Natto,0.33", "Butter,0.33")
        _, plan = look(full, ada, edited)
        assert (plan.changed, reasons(plan)) == ((), [NOT_CHOSEN])
        both = edited.replace(",food,natto,", ",food,butter,").replace(",pack,", ",g,")
        _, plan = look(full, ada, both)
        assert plan.changed[0].values["item_id"] == "butter"

    def test_a_note_of_a_day_is_set_and_undone(self, full, ada):
        text = exported(full, ada).replace("'- tired", "rested")
        assert imported(full, ada, text) == Imported(0, 0, 1)
        assert full.days.get(ada, TODAY) == DayMark(date=TODAY, note="rested", complete=True)
        full.history.undo(ada)
        assert full.days.get(ada, TODAY).note == "- tired"

    def test_rows_that_are_not_in_the_file_stay(self, full, ada):
        before = kept(full, ada)
        header = exported(full, ada).splitlines()[0]
        assert imported(full, ada, header + "\r\n") == Imported(0, 0, 0)
        assert kept(full, ada) == before

    def test_a_diary_that_changed_meanwhile_is_left_alone(self, full, ada):
        text = exported(full, ada).replace("'=1+1", "other")
        _, plan = look(full, ada, text)
        full.entries.edit(ada, plan.changed[0].entry.id, amount=5)
        before = kept(full, ada)
        with pytest.raises(InputError, match="changed since the file was looked at"):
            full.imports.apply(ada, plan)
        assert kept(full, ada) == before

    def test_one_id_twice_is_refused_once(self, full, ada):
        header, first, *_ = exported(full, ada).splitlines(keepends=True)
        _, plan = look(full, ada, header + first + first)
        assert (plan.there, [one.why for one in plan.left_out]) == (
            1,
            [f"entry_id {full.entries.of(ada)[0].token!r} is there twice. Leave one empty."],
        )


def reasons(plan):
    return [one.why for one in plan.left_out]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-02-13,natto,1,pack", "in the future"),
        ("1850-01-01,natto,1,pack", "before 1900-01-01"),
        ("2026-02-30,natto,1,pack", "is no date"),
        (",natto,1,pack", "The date is missing"),
        ("2026-02-12,,1,pack", "No food is named"),
        ("2026-02-12,natto,-1,pack", "is negative"),
        ("2026-02-12,natto,x,pack", "is no number"),
        ("2026-02-12,natto,9999,pack", "more than the 5 kg allowed"),
        ("2026-02-12,natto,1,bucket", "not a unit of Natto"),
        ("2026-02-12,never heard of,1,g", "No food of the table"),
    ],
)
def test_a_row_that_cant_be_used_is_listed_with_the_reason(diary, ada, row, why):
    _, plan = look(diary, ada, f"date,food,amount,unit\n{row}\n2026-02-12,natto,1,pack\n")
    (reason,) = reasons(plan)
    assert why in reason
    assert len(plan.new) == 1


def test_rows_of_a_recipe_taken_apart_are_not_read_back(diary, ada):
    _, plan = look(diary, ada, "date,food,amount,unit,dish\n2026-02-12,butter,1,g,Bake\n")
    assert "part of 'Bake'" in reasons(plan)[0]


class TestNames:
    TEXT = "date,food,amount,unit\n2026-02-12,Stinky beans,40,g\n2026-02-11,Stinky beans,50,g\n"

    def test_a_choice_is_asked_for_used_and_remembered(self, diary, ada, bo):
        _, plan = look(diary, ada, self.TEXT)
        assert (len(plan.new), plan.totals["left out"].grams) == (0, 90.0)
        (match,) = plan.matches
        assert match.item is None
        done = imported(diary, ada, self.TEXT, {"Stinky beans": "natto"})
        assert done.added == 2
        assert diary.imports.names(ada) == [FoodName(name="Stinky beans", item_id="natto")]
        assert diary.foods(ada).table.find("stinky BEANS").item_id == "natto"
        assert [hit.item.item_id for hit in diary.foods(ada).table.search("stinky")] == ["natto"]
        _, again = look(diary, ada, self.TEXT)
        assert again.there == 2
        assert diary.imports.names(bo) == []
        with pytest.raises(InputError):
            diary.foods(bo).table.find("Stinky beans")

    @pytest.mark.parametrize("name", ["Grandma’s stew (no. 2)", "Käse & Brot, 45 %", "½ BEANS!"])
    def test_its_punctuation_and_accents_make_no_difference(self, diary, ada, name):
        text = f'date,food,amount,unit\n2026-02-12,"{name}",40,g\n'
        assert imported(diary, ada, text, {name: "natto"}).added == 1
        folded = name.replace("’", "'").replace("ä", "a").upper()
        _, plan = look(diary, ada, text.replace(name, folded).replace("-12", "-11"))
        assert plan.new[0].item_id == "natto"

    def test_it_is_undone_with_the_import(self, diary, ada):
        imported(diary, ada, self.TEXT, {"Stinky beans": "natto"})
        diary.history.undo(ada)
        assert (diary.imports.names(ada), diary.entries.of(ada)) == ([], [])
        with pytest.raises(InputError):
            diary.foods(ada).table.find("Stinky beans")

    def test_it_can_be_changed_and_forgotten(self, diary, ada):
        diary.imports.apply(ada, ImportPlan(), {"Beans": "natto"})
        diary.imports.apply(ada, ImportPlan(), {"BEANS": "butter"})
        assert diary.imports.names(ada) == [FoodName(name="BEANS", item_id="butter")]
        diary.imports.forget_name(ada, "beans")
        assert diary.imports.names(ada) == []
        with pytest.raises(InputError, match="not among the names"):
            diary.imports.forget_name(ada, "beans")
        diary.history.undo(ada)
        assert diary.imports.names(ada) == [FoodName(name="BEANS", item_id="butter")]

    def test_a_choice_goes_before_the_names_of_the_table(self, diary, ada):
        _, plan = look(
            diary, ada, "date,food,amount,unit\n2026-02-12,natto,40,g\n", {"natto": "butter"}
        )
        assert plan.new[0].item_id == "butter"

    @pytest.mark.parametrize(
        ("name", "item"), [("", "natto"), ("x" * 200, "natto"), ("x", "no such")]
    )
    def test_what_cant_be_a_name_is_refused(self, diary, ada, name, item):
        with pytest.raises(InputError):
            diary.imports.apply(ada, ImportPlan(), {name: item})

    def test_a_fuzzy_name_is_proposed_never_taken(self, diary, ada):
        _, plan = look(diary, ada, "date,food,amount,unit\n2026-02-12,Gouda chese agd,40,g\n")
        (match,) = plan.matches
        assert match.item is None
        assert "cheese-gouda-unspecified" in [item.item_id for item in match.proposed]


CHEESE = OwnFood(
    name="=Käse",
    group="cheese",
    contents={"MK9": Content(value=0.1 + 0.2, low=0.1, high=1.0), "MK4": Content(value=0)},
    portions=(Portion("slice", 20.5, "own", ""),),
)


def definitions(diary, profile):
    foods = diary.foods(profile)
    return {item_id: item.definition for item_id, item in foods.versions.items()}


class TestOwnItems:
    @pytest.fixture
    def cooked(self, diary, ada):
        """Return the file of a diary with own items in two versions, eaten in both."""
        cheese = diary.own_foods.save(ada, CHEESE)
        bake = diary.own_foods.save_recipe(
            ada, "Bake", [(cheese.item_id, 1, "slice"), ("natto", 40, "g")], servings=2
        )
        drops = diary.own_foods.save(
            ada, OwnSupplement(name="Drops", unit_name="drop", dose_ug={"MK7": 25.0})
        )
        for item, amount, unit in ((cheese, 1, "slice"), (bake, 1, "serving"), (drops, 2, "drop")):
            diary.entries.log(ada, date=TODAY, item_id=item.item_id, amount=amount, unit=unit)
        newer = diary.own_foods.save(ada, replace(CHEESE, density_g_per_ml=1.1), key=cheese.key)
        diary.entries.log(ada, date=TODAY, item_id=newer.item_id, amount=30, unit="g")
        return exported(diary, ada)

    def test_they_come_along_into_another_diary(self, diary, ada, bo, cooked):
        done = imported(diary, bo, cooked)
        assert (done.added, done.own) == (4, 4)
        assert kept(diary, bo) == kept(diary, ada)
        assert definitions(diary, bo) == definitions(diary, ada)
        assert [i.name for i in diary.own_foods.of(bo)] == ["=Käse", "Bake", "Drops"]
        assert imported(diary, bo, cooked) == Imported(0, 0, 0, 0)
        for by in (ada, bo):
            assert imported(diary, by, exported(diary, ada)) == Imported(0, 0, 0, 0)

    def test_they_are_undone_with_the_import(self, diary, bo, cooked):
        imported(diary, bo, cooked)
        diary.history.undo(bo)
        assert (diary.own_foods.of(bo), diary.entries.of(bo)) == ([], [])

    def test_an_own_food_of_the_same_name_is_taken_instead(self, diary, bo, cooked):
        theirs = diary.own_foods.save(bo, CHEESE)
        _, plan = look(diary, bo, cooked)
        assert "You have a =Käse of your own already" in reasons(plan)[0]
        diary.imports.apply(bo, plan)
        assert theirs.item_id in [entry.item_id for entry in diary.entries.of(bo)]

    @pytest.mark.parametrize(
        ("name", "definition", "why"),
        [
            ("own-0123456789ab-v1", "", "can't be read"),
            ("own-0123456789ab-v1", "[]", "can't be read"),
            ("own-0123456789ab-v1", "[" * 5000, "can't be read"),
            ("own-0123456789ab-v1", '{"kind":"food"}', "can't be read"),
            ("own-0123456789ab-v1", '{"kind":"virus","group":"cheese"}', "can't be read"),
            ("own-0123456789ab-v1", DROPS_TEXT.replace("25.0", '"25"'), "can't be read"),
            ("own-0123456789ab-v1", DROPS_TEXT.replace("25.0", "NaN"), "can't be read"),
            ("own-0123456789ab-v1", DROPS_TEXT.replace("25.0", "-1"), "can't be -1"),
            ("own-0123456789ab-v1", DROPS_TEXT.replace("MK7", "X"), "can't be the content"),
            ("natto", DROPS_TEXT, ""),
            ("own-../../x-v1", DROPS_TEXT, "no id of an own food"),
            ("own-0123456789ab-v0", DROPS_TEXT, "no id of an own food"),
        ],
    )
    def test_what_is_none_is_refused_with_the_reason(self, diary, ada, name, definition, why):
        cell = definition.replace('"', '""')
        text = (
            "date,food,amount,unit,kind,food_id,definition\n"
            f',Drops,,,own,{name},"{cell}"\n2026-02-12,natto,1,pack,,,\n'
        )
        _, plan = look(diary, ada, text)
        assert plan.own == ()
        assert why in reasons(plan)[0]
        assert len(plan.new) == 1
        rows = plan.totals["all rows of foods"].rows
        assert rows == len(plan.new) + len(plan.left_out)


def test_nothing_is_written_where_the_database_refuses_a_row(diary, ada):
    _, plan = look(diary, ada, (FILES / "macrofactor.csv").read_bytes())
    bad = replace(plan.new[-1], quantity=-1.0)
    bad = replace(bad, note="of nobody else's business")
    with pytest.raises(StoreError, match=r"can't be used: \w+\. Check") as refused:
        diary.imports.apply(ada, replace(plan, new=(*plan.new[:-1], bad)))
    assert "business" not in str(refused.value)
    assert bad.item_id not in str(refused.value)
    assert diary.entries.of(ada) == []
    assert diary.history.last_change(ada) is None


def test_it_is_the_same_through_a_closed_and_opened_database(full, ada, database_url):
    from estimator.diary.diary import Diary
    from estimator.store import open_store

    text = exported(full, ada)
    with closing(Diary(open_store(database_url), now=full._now)) as again:
        assert exported(again, ada) == text


SERVINGS = (
    "Date,Meal,Food,Amount,Unit\n2026-02-09,Lunch,Gouda cheese,2,serving\n"
    "2026-02-09,Lunch,White bread,1,servings\n2026-02-09,Lunch,Apple,100,g\n"
)


def test_servings_without_a_weight_are_left_out_or_by_one_answer_ordinary_and_assumed(diary, ada):
    _, plan = look(diary, ada, SERVINGS)
    assert (len(plan.new), plan.servings) == (1, 2)
    _, plan = look(diary, ada, SERVINGS, ordinary_servings=True)
    assert (len(plan.new), plan.servings, len(plan.weighed)) == (3, 0, 2)
    assert {one.how for one in plan.weighed} == {
        "a serving is taken as the ordinary portion: one slice, 25 g",
        "a serving is taken as the ordinary portion: one slice, 29 g",
    }
    diary.imports.apply(ada, plan)
    kinds = {entry.quantity: entry.amount_kind for entry in diary.entries.of(ada)}
    assert kinds == {50.0: "assumed", 29.0: "assumed", 100.0: None}
    assert look(diary, ada, SERVINGS, ordinary_servings=True)[1].changes_nothing
    back = exported(diary, ada)
    assert look(diary, ada, back)[1].changes_nothing
