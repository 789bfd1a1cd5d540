"""``log`` on the command line."""

import re
from datetime import date, time, timedelta

import pytest

DAY = date(2026, 2, 10)


@pytest.fixture
def eaten(diary, ada):
    """What is in the diary of a day: item, amount, unit and grams."""

    def eaten(day=DAY):
        return [
            (entry.item_id, entry.amount, entry.unit, entry.quantity)
            for entry in diary.entries.day(ada.id, day)
        ]

    return eaten


BREAKFAST = [
    ("egg-unspecified", 2.0, "egg (large)", 100.0),
    ("cheese-gouda-aged", 30.0, "g", 30.0),
    ("natto", 1.0, "pack", 40.0),
]


def test_words_are_logged_with_all_that_was_said(cli, diary, ada, eaten):
    done = cli(
        "log", "--date", "2026-02-10", "--meal", "breakfast", "--time", "07:30", "--note", "hm",
        "2 eggs,", "30 g aged gouda,", "1", "pack", "natto",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == "Logged 3 items for Ada, Tuesday 10 February 2026:"
    assert [line.split("  ")[1] for line in done.lines[1:]] == [
        "Egg, cooked",
        "Gouda, aged",
        "Natto",
    ]
    assert eaten() == BREAKFAST
    assert {
        (entry.meal, entry.eaten_at, entry.note) for entry in diary.entries.day(ada.id, DAY)
    } == {("breakfast", time(7, 30), "hm")}


def test_a_meal_that_is_written_is_the_meal(cli, diary, ada):
    assert cli("log", "--date", "2026-02-10", "lunch:", "2 eggs").code == 0
    assert cli("log", "--date", "2026-02-10", "--meal", "dinner", "lunch: 30 g gouda").code == 0
    meals = [(entry.item_id, entry.meal) for entry in diary.entries.day(ada.id, DAY)]
    assert sorted(meals) == [
        ("cheese-gouda-unspecified", "dinner"),
        ("egg-unspecified", "lunch"),
    ]


def test_today_is_the_default_and_yesterday_a_word(cli, diary, ada, eaten):
    today = diary.people.today(ada.id)
    cli("log", "1 pack natto")
    cli("log", "--date", "yesterday", "2 packs natto")
    assert [amount for _, amount, _, _ in eaten(today)] == [1.0]
    assert [amount for _, amount, _, _ in eaten(today - timedelta(days=1))] == [2.0]


def test_what_was_assumed_is_said(cli, eaten):
    (line,) = cli("log", "--date", "2026-02-10", "natto").lines[1:]
    assert line.endswith("µg K2  No amount given: 1 pack (40 g).")
    assert eaten() == [("natto", 1.0, "pack", 40.0)]


def test_a_dry_run_logs_nothing(cli, diary, ada):
    done = cli("log", "--dry-run", "2 eggs, natto")
    assert done.lines[0].startswith("Would log 2 items for Ada, ")
    assert diary.history.last_change(ada.id) is None


@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["real", "dry"])
def test_a_dry_run_is_refused_for_the_same_reasons(refused, ada, dry):
    assert "in the future" in refused("log", *dry, "--date", "9999-12-31", "natto")
    assert "501 characters" in refused("log", *dry, "--note", "x" * 501, "natto")


def test_all_or_nothing_with_a_line_for_each(refused, diary, ada):
    said = refused("log", "2 eggs, 5 slurps natto, qqqqq").splitlines()
    assert said[0] == "Nothing was done, as not all of it is clear:"
    assert said[1].startswith("“2 eggs”: Egg, cooked: 2 large eggs (100 g) · ")
    assert "'slurps' is not a unit of Natto. Use one of: pack (40 g); " in said[2]
    assert said[3].startswith("“qqqqq”: No food has a name like this")
    assert diary.entries.of(ada.id) == []


def test_a_doubtful_name_is_refused_with_the_names_it_may_mean(cli, refused, eaten):
    said = refused("log", "--date", "2026-02-10", "30 g natt, 2 eggs")
    doubtful = said.splitlines()[1]
    assert "“30 g natt”: which is meant? Write one of: " in doubtful
    assert "--accept-doubtful" in doubtful
    assert eaten() == []
    # What it says to write is understood.
    first = re.split("[.;] ", doubtful.partition("Write one of: ")[2])[0]
    assert cli("log", "--date", "2026-02-10", f"30 g {first}").code == 0
    assert cli("log", "--date", "2026-02-10", "--accept-doubtful", "30 g natt").code == 0
    one, two = eaten()
    assert one == two


def test_a_saved_meal_is_logged_by_its_name(cli, diary, ada, eaten):
    cli("log", "--date", "2026-02-09", "2 eggs, 30 g aged gouda, 1 pack natto")
    entries = [entry.id for entry in diary.entries.day(ada.id, date(2026, 2, 9))]
    diary.meals.save(ada.id, "Sonntag, früh 🍳", entries)
    arguments = ("log", "--date", "2026-02-10", "--saved-meal", "sonntag, FRÜH  🍳")
    assert cli(*arguments, "--dry-run").lines[0].startswith("Would log 3 items")
    assert eaten() == []
    assert cli(*arguments, "--meal", "dinner").code == 0
    assert eaten() == BREAKFAST
    assert {entry.meal for entry in diary.entries.day(ada.id, DAY)} == {"dinner"}


def test_an_unknown_saved_meal_names_those_there_are(refused, diary, ada):
    assert "There is none yet; the app saves meals" in refused("log", "--saved-meal", "Brunch")
    entry = diary.entries.log(ada.id, date=DAY, item_id="natto", amount=1, unit="pack")
    diary.meals.save(ada.id, "Usual", [entry.id])
    assert "“Brunch”. Choose one of: Usual." in refused("log", "--saved-meal", "Brunch")


def test_it_is_undone_in_one_step(cli, eaten):
    cli("log", "--date", "2026-02-10", "2 eggs, natto")
    assert cli("undo").out == "Ada: Undone: 2 entries added.\n"
    assert eaten() == []


def test_who_takes_an_antagonist_is_told_first(cli, diary, ada):
    diary.people.edit(ada.id, takes_vka=True)
    assert cli("log", "natto").out.startswith("On warfarin")


def test_own_foods_go_by_their_names(cli, diary, ada, eaten):
    dish = diary.own_foods.save_recipe(ada.id, "納豆トースト", [("natto", 1, "pack")], servings=2)
    assert cli("log", "--date", "2026-02-10", "1 serving 納豆トースト").code == 0
    assert eaten() == [(dish.item_id, 1.0, "serving", 20.0)]


def test_the_name_of_an_own_recipe_goes_before_an_alias_of_the_table(cli, diary, ada, eaten):
    dish = diary.own_foods.save_recipe(ada.id, "Cheese omelette 🍳", [("natto", 1, "pack")])
    assert cli("log", "--date", "2026-02-10", "20 g cheese omelette").code == 0
    assert eaten() == [(dish.item_id, 20.0, "g", 20.0)]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "Say what was eaten"),
        (["natto", "--saved-meal", "Usual"], 2, "not both"),
        ([""], 3, "There is nothing in it"),
        ([" , ;\n"], 3, "There is nothing in it"),
        (["natto", "--meal", "brunch"], 2, "invalid choice"),
        (["natto", "--time", "25:00"], 2, "no time of day"),
        (["natto", "--time", "noon"], 2, "no time of day"),
        (["natto", "--date", "2026-02-30"], 3, "is no date"),
        (["natto", "--profile", "Bo"], 3, "No person is called “Bo”"),
        (["natto\udcff"], 2, "is not text"),
        (["1000000000 eggs"], 3, "1000000000"),
        (["1000000000 g eggs"], 3, "more than the 5 kg allowed"),
        (["10^9 eggs"], 3, "10^9"),
        (["-5 eggs"], 3, "negative"),
        (["1,000 g natto"], 3, "ambiguous"),
        (["🪨"], 3, "“🪨”"),
        (["<script>alert(1)</script>"], 3, "<script>"),
        (["=1+1"], 3, "“=1”"),
        (["\x1b[31m natto\u202e"], 3, "[31m natto"),
        (["x" * 100_000], 3, "100,000 characters"),
        (["natto," * 300], 3, "more than the 50 items"),
        (["نتو"], 3, "“نتو”"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_mistakes_log_nothing(refused, diary, ada, arguments, code, words):
    said = refused("log", *arguments, code=code)
    assert words in said
    assert "\x1b" not in said
    assert diary.entries.of(ada.id) == []
