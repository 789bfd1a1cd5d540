"""A dish that a file names by a code counts for each of its foods, in a diary as in an estimate."""

from datetime import date

import pytest

from estimator.importing.file_opening import read_sheet
from estimator.importing.file_rows import Choices
from estimator.importing.import_plan import REST_OF_DISHES
from estimator.importing.record_reader import ANY_DAY, read_records

HEADER = "date,code,code_system,grams,amount,unit\n"
SANDWICH = "2026-02-10,27520220,fndds,150,,\n"
"""Of ham and cheese: 36.5 % and 18.3 %."""
CHEDDAR = "2026-02-10,14104100,fndds,30,,\n"


def look(diary, profile, text):
    return diary.imports.preview(profile, read_sheet(text.encode(), "x.csv"))[1]


def imported(diary, profile, text):
    return diary.imports.apply(profile, look(diary, profile, text))


def eaten(diary, profile):
    entries = diary.entries.of(profile)
    return sorted((entry.item_id, round(entry.quantity, 4)) for entry in entries)


def test_each_food_of_a_dish_is_an_entry(diary, ada):
    plan = look(diary, ada, HEADER + SANDWICH + CHEDDAR)
    assert imported(diary, ada, HEADER + SANDWICH + CHEDDAR).added == 3
    assert eaten(diary, ada) == [
        ("cheese-american", 27.45),
        ("cheese-cheddar", 30.0),
        ("ham-sliced", 54.75),
    ]
    assert [row.how for row in plan.weighed] == [
        "36.5 % of what its code names",
        "18.3 % of what its code names",
    ]
    diary.history.undo(ada)
    assert diary.entries.of(ada) == []


def test_grams_in_are_grams_out_and_rows_are_those_of_the_file(diary, ada):
    bear = "2026-02-10,23323500,fndds,90,,\n"  # nothing of its kind is in the table
    plan = look(diary, ada, HEADER + SANDWICH + CHEDDAR + bear)
    totals = plan.totals
    assert totals["all rows of foods"].grams == pytest.approx(150 + 30 + 90)
    assert totals["all rows of foods"].rows == 3
    assert (totals["new"].rows, totals["left out"].rows) == (2, 1)
    assert totals[REST_OF_DISHES].grams == pytest.approx(150 * (1 - 0.365 - 0.183))
    assert REST_OF_DISHES not in look(diary, ada, HEADER + CHEDDAR).totals


def test_the_same_file_again_adds_nothing_and_a_second_sandwich_all_of_it(diary, ada):
    imported(diary, ada, HEADER + SANDWICH)
    again = look(diary, ada, HEADER + SANDWICH)
    assert again.changes_nothing
    assert again.there == 1
    assert imported(diary, ada, HEADER + SANDWICH * 2).added == 2
    assert eaten(diary, ada) == [("cheese-american", 27.45)] * 2 + [("ham-sliced", 54.75)] * 2
    assert look(diary, ada, HEADER + SANDWICH * 2).changes_nothing


def test_a_dish_in_no_grams_is_measured_whole(diary, ada):
    """ "2 x 75 g" of the sandwich, not 75 g of each of its foods."""
    imported(diary, ada, HEADER + "2026-02-10,27520220,fndds,,2,75 g\n")
    assert eaten(diary, ada) == [("cheese-american", 27.45), ("ham-sliced", 54.75)]


def test_a_dish_heavier_than_anybody_eats_is_left_out_whole(diary, ada):
    plan = look(diary, ada, HEADER + "2026-02-10,27520220,fndds,900000,,\n")
    assert (len(plan.new), len(plan.left_out)) == (0, 1)
    assert plan.totals["all rows of foods"].grams == 900000


def test_the_diary_counts_what_an_estimate_counts(diary, ada):
    text = HEADER + SANDWICH + CHEDDAR + "2026-02-10,27146250,fndds,200,,\n"
    imported(diary, ada, text)
    records = read_records(read_sheet(text.encode(), "x.csv"), Choices(first_day=ANY_DAY))
    frame = records.frame
    assert eaten(diary, ada) == sorted(
        (item, round(quantity, 4))
        for item, quantity in zip(frame["item"], frame["quantity"], strict=True)
    )


def test_a_dish_named_by_its_own_words_goes_by_its_code(diary, ada):
    """Its name is a dish of the table; the code says that there is cheese on it."""
    text = (
        "UserName,IntakeStartDateTime,Occ_Name,FoodCode,FoodAmt,Food_Description\n"
        "P01,01/18/2022 0:00,1,27520220,150,Ham sandwich\n"
    )
    assert imported(diary, ada, text).added == 2
    assert {entry.date for entry in diary.entries.of(ada)} == {date(2022, 1, 18)}


def test_what_a_person_chose_for_the_name_of_a_dish_goes_before_its_parts(diary, ada):
    text = HEADER.replace("code,", "food,code,") + "2026-02-10,My club,27520220,fndds,150,,\n"
    sheet = read_sheet(text.encode(), "x.csv")
    _, plan = diary.imports.preview(ada, sheet, chosen={"my club": "sandwich-ham"})
    assert [(one.item_id, one.quantity) for one in plan.new] == [("sandwich-ham", 150.0)]
