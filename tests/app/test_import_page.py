"""Importing on the Files page: looked at, foods chosen, imported, undone."""

from datetime import date
from pathlib import Path

import pytest

PAGE = "app_pages/files.py"
FILES = Path(__file__).resolve().parents[1] / "imports"
TAKE = "Take these, and show the next"


@pytest.fixture
def me(diary):
    return diary.people.first().id


def shown(at):
    elements = [*at.markdown, *at.caption, *at.info, *at.success, *at.error, *at.warning]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def click(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def enabled(at):
    return [button.label for button in at.button if not button.disabled]


def opened(launch, name, data=None):
    at = launch(PAGE)
    uploader = next(one for one in at.file_uploader if one.key == "import-file")
    uploader.upload(name, data or (FILES / name).read_bytes(), "text/csv").run()
    assert not at.exception
    return at


def totals(at):
    table = next(one.value for one in at.dataframe if "Grams of food" in one.value)
    return dict(zip(table["Of the file"], table["Rows"], strict=True))


def test_a_file_is_looked_at_first_then_imported_once(launch, diary, me):
    at = opened(launch, "cronometer_2025.csv")
    assert "A file of Cronometer" in shown(at)
    assert "Importing would add 3 entries." in shown(at)
    assert totals(at) == {
        "All rows of foods": 4,
        "New": 3,
        "Changed": 0,
        "There already": 0,
        "Left out": 1,
    }
    assert diary.entries.of(me) == []
    click(at, "Import into the diary of Me")
    assert "Imported: 3 entries added. It can be undone as a whole." in shown(at)
    assert len(diary.entries.of(me)) == 3
    assert "All of it is in the diary already." in shown(at)
    assert "Import into the diary of Me" not in enabled(at)
    click(at, "Undo: file imported")
    assert diary.entries.of(me) == []
    assert "Importing would add 3 entries." in shown(at)


def test_a_food_that_is_chosen_goes_in_and_is_remembered(launch, diary, me):
    at = opened(launch, "cronometer_2025.csv")
    name = "Moon dust of a brand"
    box = next(one for one in at.selectbox if one.label.startswith(name))
    assert box.value is None
    box.select("Gouda, aged")
    click(at, TAKE)
    table = next(one.value for one in at.dataframe if "You chose" in one.value)
    assert table.to_numpy().tolist() == [[name, "Gouda, aged"]]
    click(at, "Import into the diary of Me")
    assert "cheese-gouda-aged" in [entry.item_id for entry in diary.entries.of(me)]
    assert [one.name for one in diary.imports.names(me)] == [name]
    fresh = launch(PAGE)
    assert "1 name of foods you chose" in [one.label for one in fresh.expander]
    click(fresh, "Forget")
    assert diary.imports.names(me) == []


def cheeses(count):
    rows = [f"2026-02-10,Zog {n:03} Gouda,{200 - n},g" for n in range(count)]
    return "\n".join(["date,food,amount,unit", *rows, ""]).encode()


def asked_about(at):
    return [one.label.split("**")[1] for one in at.checkbox if one.key.startswith("import-tick")]


def test_foods_are_ticked_and_taken_together_those_with_most_k2_first(launch, diary, me):
    at = opened(launch, "x.csv", cheeses(25) + b"2026-02-10,Zog 999 lemon,100,g\n")
    assert "26 foods to look at." in shown(at)
    assert asked_about(at) == [f"Zog {n:03} Gouda" for n in range(20)]
    assert not any(one.value for one in at.checkbox if one.key.startswith("import-tick"))
    click(at, "Tick 20 proposals")
    at.checkbox(key="import-tick-Zog 000 Gouda").uncheck()
    boxes = {one.key: one for one in at.selectbox}
    boxes["import-else-Zog 001 Gouda"].select("Leave out, for good")
    boxes["import-else-Zog 002 Gouda"].select("Not in the table")
    click(at, TAKE)
    # What was left open is not shown again before all were seen.
    assert asked_about(at)[:5] == [f"Zog {n:03} Gouda" for n in range(20, 25)]
    assert "6 foods to look at. 1 food you have seen and left open." in shown(at)
    click(at, TAKE)
    click(at, "Show those that were left open again")
    assert len(asked_about(at)) == 7
    click(at, "Take back the last 19 choices")
    assert "26 foods to look at." in shown(at)
    click(at, "Tick 20 proposals")
    click(at, TAKE)
    click(at, "Import into the diary of Me")
    assert len(diary.entries.of(me)) == 20


def test_what_is_left_out_for_good_is_not_asked_about_again(launch, diary, me):
    at = opened(launch, "x.csv", cheeses(2))
    boxes = {one.key: one for one in at.selectbox}
    boxes["import-else-Zog 000 Gouda"].select("Leave out, for good")
    boxes["import-else-Zog 001 Gouda"].select("Not in the table")
    click(at, TAKE)
    assert "foods to look at" not in shown(at)
    click(at, "Import into the diary of Me")
    assert "2 choices kept" in shown(at)
    assert "Import into the diary of Me" not in enabled(at)
    again = opened(launch, "x.csv", cheeses(2))
    assert "to look at" not in shown(again)
    table = next(one.value for one in again.dataframe if "Why it is left out" in one.value)
    assert set(table["Why it is left out"]) == {
        "You left it out, for good.",
        "You said that it is not in the table.",
    }
    assert diary.entries.of(me) == []


def test_a_number_that_reads_both_ways_is_asked_about(launch, diary, me):
    at = opened(launch, "x.csv", b"date,food,amount,unit\n2026-02-10,Gouda,1.250,g\n")
    assert "Nothing of it can go into the diary as it is." in shown(at)
    at.radio(key="import-decimal-mark").set_value("a comma (1,5)").run()
    click(at, "Import into the diary of Me")
    assert [entry.quantity for entry in diary.entries.of(me)] == [1250.0]


def test_the_columns_of_an_unknown_file_are_chosen(launch, diary, me):
    at = opened(launch, "german.csv")
    assert "Choose the columns for a date, the food, how much as well." in shown(at)
    for field, column in (("date", "Tag"), ("name", "Essen"), ("amount", "Menge")):
        at.selectbox(key=f"import-column-{field}").select(column)
    at.selectbox(key="import-column-unit").select("Einheit").run()
    assert not at.exception
    assert "decimal comma" in shown(at)
    click(at, "Import into the diary of Me")
    assert [entry.quantity for entry in diary.entries.of(me)] == [1200.5, 40.5]


def test_what_a_file_leaves_open_is_asked(launch, diary, me):
    rows = b"Date,Name,Type,Quantity,Units,Deleted\n02/03/2026,Natto,Lunch,10,Grams,0\n"
    at = opened(launch, "x.csv", rows)
    assert "Nothing of it can go into the diary as it is." in shown(at)
    at.radio(key="import-date-order").set_value("day first").run()
    assert "Importing would add 1 entry." in shown(at)
    click(at, "Import into the diary of Me")
    assert [entry.date for entry in diary.entries.of(me)] == [date(2026, 3, 2)]


def test_of_several_people_one_is_chosen(launch, diary, me):
    rows = b"date,food,amount,unit,person\n2026-02-01,natto,1,pack,A\n2026-02-01,butter,9,g,B\n"
    at = opened(launch, "x.csv", rows)
    assert "Choose whose are to be imported." in shown(at)
    assert "Import into the diary of Me" not in enabled(at)
    at.selectbox(key="import-person").select("B").run()
    click(at, "Import into the diary of Me")
    assert [entry.item_id for entry in diary.entries.of(me)] == ["butter"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("myfitnesspal.csv", "not the foods"), ("asa24_totals.csv", "file of totals")],
)
def test_what_has_no_foods_is_refused_with_the_reason(launch, diary, me, name, why):
    at = opened(launch, name)
    (error,) = at.error
    assert why in error.value


def test_what_cant_be_read_is_said_in_a_sentence(launch, diary, me):
    at = opened(launch, "broken.csv", b'date,food,amount,unit\n2026-02-01,"natto')
    (error,) = at.error
    assert "line 2: no CSV" in error.value.replace("\\", "")


def test_rows_left_out_are_listed_with_their_grams(launch, diary, me):
    at = opened(launch, "intake24_v4.csv")
    table = next(one.value for one in at.dataframe if "Why it is left out" in one.value)
    row = table.iloc[0]
    assert (row["Food"], row["Rows"], row["Grams"]) == ("A dish nobody knows", 1, 200.0)


def test_nothing_is_to_export_of_an_empty_diary(launch, diary, me):
    assert "nothing to export" in shown(launch(PAGE))


def test_exports_are_offered_for_a_span_and_refused_the_wrong_way_round(launch, diary, me):
    diary.entries.log(me, date=date(2026, 2, 9), item_id="natto", amount=1, unit="pack")
    at = launch(PAGE)
    labels = [button.label for button in at.get("download_button")]
    assert {"Weekly CSV and its codebook", "CSV of every entry"} <= set(labels)
    at.date_input(key="export-first").set_value(date(2026, 2, 10)).run()
    assert "The first day is after the last one" in shown(at)


def test_one_tick_counts_all_servings_without_a_weight(launch, diary, me):
    rows = "Date,Food,Amount,Unit\n2026-02-09,Gouda cheese,2,serving\n2026-02-09,Apple,1,serving\n"
    at = opened(launch, "mine.csv", rows.encode())
    assert "2 rows left out for want of it." in shown(at)
    assert totals(at)["New"] == 0
    at.checkbox(key="import-servings").check().run()
    assert "2 rows counted so, marked as assumed." in shown(at)
    click(at, "Import into the diary of Me")
    assert {entry.amount_kind for entry in diary.entries.of(me)} == {"assumed"}
