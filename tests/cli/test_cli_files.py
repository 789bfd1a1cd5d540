"""Export and import on the command line."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

FILES = Path(__file__).resolve().parents[1] / "imports"
FILE = str(FILES / "cronometer_2025.csv")


@pytest.fixture
def logged(diary, ada):
    diary.entries.log(
        ada.id, date=date(2026, 2, 2), item_id="natto", amount=1, unit="pack", note="=x"
    )
    diary.entries.log(ada.id, date=date(2026, 2, 9), item_id="butter", amount=10, unit="g")
    diary.days.mark(ada.id, date(2026, 2, 9), complete=True)
    return diary.entries.of(ada.id)


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_entries_are_written_and_read_back(cli, diary, ada, logged, tmp_path):
    file = tmp_path / "entries.csv"
    assert cli("export", "entries", "--out", str(file)).code == 0
    assert "All of it is in the diary already." in cli("import", str(file)).out
    diary.entries.delete(ada.id, [entry.id for entry in logged])
    done = cli("import", str(file), "--yes")
    assert "Imported: 2 entries added." in done.out
    assert [e.token for e in diary.entries.of(ada.id)] == [e.token for e in logged]
    assert cli("estimate", str(file), "--by", "all").code == 0


def test_weeks_of_a_span_with_a_codebook(cli, diary, ada, logged, tmp_path):
    book = tmp_path / "book.csv"
    done = cli("export", "weekly", "--to", "2026-02-08", "--region", "EA", "--codebook", str(book))
    (week,) = rows(done.out)
    assert (week["profile"], week["iso_week"], week["region"]) == ("Ada", "2026-W06", "EA")
    assert [row["column"] for row in rows(book.read_text("utf-8"))] == list(week)


def test_everybody_or_one_person(cli, diary, ada, logged):
    bo = diary.people.add("Bo")
    diary.entries.log(bo.id, date=date(2026, 2, 2), item_id="natto", amount=1, unit="pack")
    everybody = rows(cli("export", "entries", "--everybody").out)
    assert {row["person"] for row in everybody} == {"Ada", "Bo"}
    assert {row["person"] for row in rows(cli("export", "entries", "--profile", "Bo").out)} == {
        "Bo"
    }


def test_a_span_the_wrong_way_round_is_refused(refused, logged):
    span = ("--from", "2026-02-02", "--to", "2026-02-01")
    assert "--from is after --to" in refused("export", "weekly", *span, code=2)


def test_looking_changes_nothing_and_yes_imports_once(cli, diary, ada, tmp_path):
    out = tmp_path / "left.csv"
    looked = cli("import", FILE, "--left-out", str(out))
    assert "A file of Cronometer" in looked.out
    assert "Importing would add 3 entries. Add --yes to do so." in looked.out
    assert "Moon dust of a brand" in looked.out
    assert [row["line"] for row in rows(out.read_text("utf-8"))] == ["5"]
    assert diary.entries.of(ada.id) == []
    assert "Imported: 3 entries added." in cli("import", FILE, "--yes").out
    assert "already. Add" not in cli("import", FILE).out
    assert len(diary.entries.of(ada.id)) == 3


def test_what_a_food_is_can_be_said_by_name(cli, diary, ada):
    path = str(FILES / "intake24_v4.csv")
    done = cli("import", path, "--food", "A dish nobody knows=Gouda, aged", "--yes")
    assert "Imported: 2 entries added, 1 choice kept." in done.out
    assert diary.imports.names(ada.id)[0].item_id == "cheese-gouda-aged"


def test_columns_of_an_unknown_file_are_named(cli, refused, diary, ada):
    path = str(FILES / "german.csv")
    assert "--column" in refused("import", path)
    columns = ("date=Tag", "name=Essen", "amount=Menge", "unit=Einheit")
    named = [word for column in columns for word in ("--column", column)]
    assert "Importing would add 2 entries." in cli("import", path, *named).out


def test_nhanes_goes_by_its_codes(cli, diary, ada):
    path = str(FILES / "nhanes_dr1iff.csv")
    done = cli("import", path, "--first-day", "2026-01-05", "--yes")
    assert "Imported: 2 entries added." in done.out
    assert [(entry.item_id, entry.quantity) for entry in diary.entries.of(ada.id)] == [
        ("natto", 40.0),
        ("butter", 14.2),
    ]


def test_a_share_of_a_dish_is_imported_and_said(cli, diary, ada, tmp_path):
    path = tmp_path / "salad.csv"
    path.write_text("date,code,grams\n2026-02-01,25240220.0,100\n", "utf-8")
    assert "add 1 entry" in cli("import", str(path), "--code-system", "fndds").out
    cli("import", str(path), "--code-system", "fndds", "--yes")
    (entry,) = diary.entries.of(ada.id)
    assert (entry.item_id, entry.quantity) == ("ham-sliced", 44.8)


def test_everybody_of_a_file_goes_into_their_own_diary(cli, refused, diary, ada, tmp_path):
    path, out = tmp_path / "two.csv", tmp_path / "out.csv"
    path.write_text(
        "date,food,amount,unit,person\n2026-02-01,natto,1,pack,Bo\n2026-02-01,butter,9,g,ada\n"
        "2026-02-01,moon dust,9,g,ada\n",
        "utf-8",
    )
    looked = cli("import", str(path), "--everybody", "--left-out", str(out))
    assert "Bo" in looked.out
    assert [row["food"] for row in rows(out.read_text("utf-8"))] == ["moon dust"]
    assert [one.name for one in diary.people.all()] == ["Ada"]
    new = "Who is new has the settings of a new person"
    assert new in cli("import", str(path), "--everybody", "--yes").out
    assert new not in cli("import", str(path), "--everybody", "--yes").out
    eaten = {
        one.name: [entry.item_id for entry in diary.entries.of(one.id)]
        for one in diary.people.all()
    }
    assert eaten == {"Ada": ["butter"], "Bo": ["natto"]}
    assert "without --profile" in refused(
        "import", str(path), "--everybody", "--profile", "Ada", code=2
    )


def test_nhanes_takes_its_day_and_names(cli, diary, ada):
    done = cli(
        "import",
        str(FILES / "nhanes_dr1iff.csv"),
        "--first-day",
        "2026-01-05",
        "--codes",
        str(FILES / "nhanes_drxfcd.csv"),
        "--yes",
    )
    assert "Imported: 2 entries added." in done.out


def test_of_several_people_one_is_named(cli, refused, diary, ada, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(
        "date,food,amount,unit,person\n2026-02-01,natto,1,pack,A\n2026-02-01,butter,9,g,B\n",
        "utf-8",
    )
    assert "rows of several people: A, B. Say --who, or --everybody." in refused(
        "import", str(path)
    )
    assert "add 1 entry" in cli("import", str(path), "--who", "B").out


@pytest.mark.parametrize(
    ("arguments", "why", "code"),
    [
        (("import", "no-such.csv"), "can't be read", 3),
        (("import", str(FILES / "myfitnesspal.csv")), "not the foods", 3),
        (("import", FILE, "--food", "nothing"), "has no =", 2),
        (("import", FILE, "--food", "x=never heard of"), "not in the food table", 3),
        (("import", FILE, "--column", "calories=Energy (kcal)"), "no such field", 3),
    ],
)
def test_what_cant_be_used_is_said_in_a_sentence(refused, ada, arguments, why, code):
    assert why in refused(*arguments, code=code)
