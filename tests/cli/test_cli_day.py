"""``day``, ``copy-day`` and ``undo`` on the command line."""

import csv
import io
import re
from datetime import date, time

import pytest

from estimator.foods.own_items import OwnFood

DAY = date(2026, 2, 10)
NEXT = date(2026, 2, 11)


@pytest.fixture
def log(diary, ada):
    def log(item="natto", amount=1, unit="pack", day=DAY, **more):
        return diary.entries.log(ada.id, date=day, item_id=item, amount=amount, unit=unit, **more)

    return log


def rows_of(done):
    assert (done.code, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out)))


class TestDay:
    def test_entries_by_meal_in_columns_with_the_k2_of_each(self, cli, log):
        log("natto", meal="breakfast", eaten_at=time(7, 30), note="=1+1 <b>")
        log("cheese-gouda-aged", 30, "g")
        lines = cli("day", "2026-02-10").lines
        assert lines[0] == "Ada, Tuesday 10 February 2026"
        breakfast, none = lines.index("Breakfast"), lines.index("No meal said")
        natto, gouda = lines[breakfast + 1], lines[none + 1]
        assert re.search(r"^  Natto +1 pack \(40 g\) +\d+ µg K2  07:30  =1\+1 <b>$", natto)
        assert re.search(r"^  Gouda, aged +30 g +[\d.]+ µg K2$", gouda)
        assert natto.index(" µg K2") == gouda.index(" µg K2")

    def test_k2_by_form_with_range_and_basis_and_the_caveat(self, cli, log):
        log()
        out = cli("day", "2026-02-10").out
        assert re.search(r"^K2 from food +\d+ µg$", out, re.MULTILINE)
        assert re.search(r"^Range \(90 %\) +[\d.]+–[\d,]+ µg$", out, re.MULTILINE)
        assert re.search(r"^Basis +99 % of it rests on analysed foods$", out, re.MULTILINE)
        assert re.search(r"^MK-7 +\d+ +[\d.]+–[\d,]+ +100 %$", out, re.MULTILINE)
        assert "Natto and its kin gave 100 % of this day's K2" in out
        assert "No data on what was eaten: " in out
        assert "Food from: Europe. Food data 20" in out

    def test_what_is_not_known_is_no_zero(self, cli, log, diary, ada):
        stew = OwnFood(name="Stew", group="cheese", contents={})
        log(diary.own_foods.save(ada.id, stew).item_id, 100, "g")
        out = cli("day", "2026-02-10").out
        assert "K2 not known" in out
        assert "K2 from food  not known µg" not in out
        log("natto")
        out = cli("day", "2026-02-10").out
        assert re.search(r"^K2 from food +at least \d+ µg$", out, re.MULTILINE)
        assert "Not wholly counted: " in out

    def test_supplements_stand_apart(self, cli, log):
        log("supplement-mk7-90", 1, "capsule")
        out = cli("day", "2026-02-10").out
        assert re.search(r"^From supplements +90 µg, by label$", out, re.MULTILINE)
        assert "Supplements, µg" in out

    def test_who_takes_an_antagonist_is_told_first(self, cli, log, diary, ada):
        diary.people.edit(ada.id, takes_vka=True)
        assert cli("day", "2026-02-10").out.startswith("On warfarin")
        log("spinach", 100, "g")
        assert "Vitamin K1 from food: " in cli("day", "2026-02-10").out
        diary.people.edit(ada.id, takes_vka=False)
        assert "Vitamin K1" not in cli("day", "2026-02-10").out

    def test_the_mark_and_note_of_the_day(self, cli, log, diary, ada):
        log()
        diary.days.mark(ada.id, DAY, note="at Bo's", complete=True)
        assert cli("day", "2026-02-10").lines[1:3] == [
            "Marked as complete: all that was eaten is logged.",
            "at Bo's",
        ]

    def test_today_is_the_default_and_may_be_empty(self, cli, diary, ada):
        today = diary.people.today(ada.id)
        assert cli("day").lines == [
            f"Ada, {today:%A} {today.day} {today:%B %Y}",
            "",
            "Nothing is logged.",
        ]
        assert cli("day", "today").out == cli("day").out
        assert cli("day", "Yesterday").out != cli("day").out

    def test_own_foods_go_by_their_names(self, cli, log, diary, ada):
        dish = diary.own_foods.save_recipe(
            ada.id, "Nattotoast 🧀", [("natto", 1, "pack")], servings=2
        )
        log(dish.item_id, 1, "serving")
        assert re.search(
            r"Nattotoast 🧀  1 serving \(20 g\)  +\d+ µg K2", cli("day", "2026-02-10").out
        )

    @pytest.mark.parametrize("day", ["2026-02-30", "20260210", "2026-W07-2", "", "=1+1", "🧀"])
    def test_what_is_no_date_is_refused(self, refused, ada, day):
        assert "is no date. Write it as year-month-day" in refused("day", day)


class TestCsv:
    def test_one_row_per_entry(self, cli, log):
        log("natto", meal="breakfast", eaten_at=time(7, 30), note="=1+1")
        log("supplement-mk7-90", 2, "capsule")
        natto, capsule = rows_of(cli("day", "2026-02-10", "--csv"))
        assert (natto["date"], natto["person"], natto["meal"]) == ("2026-02-10", "Ada", "breakfast")
        assert (natto["food_id"], natto["quantity"], natto["K2_known"]) == ("natto", "40.0", "yes")
        assert natto["note"] == "'=1+1"
        assert 100 < float(natto["K2_ug"]) < 1000
        assert (capsule["kind"], capsule["K2_ug"]) == ("supplement", "180.0")

    def test_two_entries_of_a_food_have_each_their_own(self, cli, log):
        log("natto", 1)
        log("natto", 2)
        one, two = (float(row["K2_ug"]) for row in rows_of(cli("day", "2026-02-10", "--csv")))
        assert two == pytest.approx(2 * one, abs=0.002)

    def test_one_row_per_form(self, cli, log):
        log("natto")
        rows = {row["component"]: row for row in rows_of(cli("day", "2026-02-10", "--tidy"))}
        assert rows["MK7"]["person"] == "Ada"
        assert rows["MK13"]["estimate_ug"] == ""
        total = rows["VITK2"]
        assert float(total["low_ug"]) < float(total["estimate_ug"]) < float(total["high_ug"])

    def test_an_empty_day_has_the_headings(self, cli, ada):
        done = cli("day", "2026-02-10", "--csv")
        assert (done.code, len(done.lines)) == (0, 1)
        assert done.out.startswith("date,food,amount,unit,person,meal")

    def test_estimate_reads_the_rows_and_agrees(self, cli, log, tmp_path):
        log("natto", 1, "pack", meal="breakfast")
        log("egg-unspecified", 2, "egg (large)")
        entries = tmp_path / "day.csv"
        entries.write_bytes(cli("day", "2026-02-10", "--csv").out.encode())
        again = cli("estimate", str(entries), "--by", "day", "--region", "EU")
        assert rows_of(again) == rows_of(cli("day", "2026-02-10", "--tidy"))


class TestCopyDay:
    def test_logs_a_meal_again(self, cli, log, diary, ada):
        log("natto", meal="breakfast")
        log("egg-unspecified", 2, "egg (large)", meal="lunch")
        done = cli("copy-day", "2026-02-10", "2026-02-11", "--meal", "breakfast")
        assert done.lines[0] == "Logged 1 item for Ada, Wednesday 11 February 2026:"
        assert [entry.item_id for entry in diary.entries.day(ada.id, NEXT)] == ["natto"]
        assert len(diary.entries.day(ada.id, DAY)) == 2

    def test_copies_the_whole_day_without_a_meal(self, cli, log, diary, ada):
        log("natto", meal="breakfast")
        log("natto")
        cli("copy-day", "2026-02-10", "2026-02-11")
        assert [entry.meal for entry in diary.entries.day(ada.id, NEXT)] == ["breakfast", None]

    def test_mistakes_copy_nothing(self, refused, log, diary, ada):
        log()
        assert "Nothing of that is logged" in refused("copy-day", "2026-02-09", "today")
        assert "in the future" in refused("copy-day", "2026-02-10", "9999-12-31")
        assert "is no date" in refused("copy-day", "2026-02-10", "tomorrow")
        assert len(diary.entries.of(ada.id)) == 1


class TestUndo:
    def test_undoes_the_newest_change_and_says_which(self, cli, log, diary, ada):
        log()
        cli("copy-day", "2026-02-10", "2026-02-11")
        assert cli("undo").out == "Ada: Undone: Natto added.\n"
        assert (diary.entries.day(ada.id, NEXT), len(diary.entries.day(ada.id, DAY))) == ([], 1)
        cli("undo")
        done = cli("undo")
        assert (done.code, done.out) == (0, "Ada: nothing to undo.\n")

    def test_only_the_change_that_a_dry_run_named(self, cli, refused, log, diary, ada):
        log()
        (named,) = re.findall(r"would undo change (\d+): Natto added", cli("undo", "--dry-run").out)
        assert len(diary.entries.day(ada.id, DAY)) == 1
        log()
        assert "nothing was undone" in refused("undo", "--change", named)
        assert len(diary.entries.day(ada.id, DAY)) == 2

    def test_redo_does_it_again(self, cli, log, diary, ada):
        log()
        (entry,) = diary.entries.day(ada.id, DAY)
        assert cli("redo").out == "Ada: nothing to redo.\n"
        cli("undo")
        assert "would redo change" in cli("redo", "--dry-run").out
        assert cli("redo").out == "Ada: Redone: Natto added.\n"
        assert diary.entries.day(ada.id, DAY) == [entry]


class TestWhoseDiary:
    def test_several_people_are_never_guessed_among(self, cli, refused, log, diary, ada):
        log()
        diary.people.add("納豆子")
        for command in (["day"], ["undo"], ["copy-day", "2026-02-10", "today"]):
            words = refused(*command)
            assert words.startswith("There are 2 people in the diary: Ada; 納豆子. Say whose")
        assert len(diary.entries.of(ada.id)) == 1
        assert cli("undo", "--profile", "ada").code == 0
        assert diary.entries.of(ada.id) == []

    def test_the_first_start_makes_a_person_as_the_app_does(self, cli, diary):
        assert cli("day").out.startswith("Me, ")
        assert [profile.name for profile in diary.people.all()] == ["Me"]

    def test_where_everybody_is_deleted_nobody_is_made(self, refused, diary, ada):
        diary.people.delete(ada.id)
        assert "Everybody in the diary is deleted" in refused("day")
        assert diary.people.all() == []
