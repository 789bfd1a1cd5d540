"""``profile``: people on the command line."""

import pytest


def names(diary):
    return [profile.name for profile in diary.people.all()]


def test_add_keeps_every_setting(cli, diary):
    done = cli(
        "profile", "add", "Ada", "--region", "EA", "--time-zone", "Asia/Tokyo", "--day-start", "4",
        "--cup", "metric", "--vka", "--color", "purple", "--week-start", "sunday",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert "Added: Ada." in done.lines
    assert done.out.startswith("On warfarin")  # said first
    (ada,) = diary.people.all()
    assert (ada.name, ada.region, ada.time_zone, ada.day_start_hour) == (
        "Ada", "EA", "Asia/Tokyo", 4,
    )  # fmt: skip
    assert (ada.cup, ada.takes_vka, ada.color, ada.week_start) == (
        "metric", True, "purple", "sunday",
    )  # fmt: skip


def test_set_changes_only_what_is_given(cli, diary, ada):
    assert cli("profile", "set", "ADA", "--name", "Ada L.", "--vka").code == 0
    (after,) = diary.people.all()
    assert (after.name, after.takes_vka, after.region) == ("Ada L.", True, "EU")
    assert cli("profile", "set", "Ada L.", "--no-vka").out.startswith("Changed: Ada L.")
    assert not diary.people.get(ada.id).takes_vka


def test_list_is_aligned_in_any_script(cli, diary, ada):
    diary.people.add("納豆子", region="EA", time_zone="Asia/Tokyo")
    heading, first, second = cli("profile", "list").lines
    # Each of these letters takes two places.
    assert heading.index("Food from") == first.index("EU") == second.index("EA") + 3


def test_nobody_yet(cli):
    done = cli("profile", "list")
    assert (done.code, done.lines) == (
        0, ["Nobody's diary is kept yet. Add a person with: profile add NAME"],
    )  # fmt: skip


def test_delete_restore_and_erase(cli, diary, ada, refused):
    diary.entries.log(
        ada.id, date=diary.people.today(ada.id), item_id="natto", amount=1, unit="pack"
    )
    assert "profile restore" in cli("profile", "delete", "ada").out
    assert names(diary) == []
    assert "number 1" in cli("profile", "list").out
    assert cli("profile", "restore", "Ada").code == 0
    assert names(diary) == ["Ada"]
    assert len(diary.entries.of(ada.id)) == 1

    assert "only who is deleted" in refused("profile", "erase", "Ada", "--yes")
    cli("profile", "delete", "Ada")
    assert "Add --yes" in refused("profile", "erase", "Ada", code=2)
    assert len(diary.people.deleted()) == 1
    assert cli("profile", "erase", "Ada", "--yes").out == "Erased: Ada.\n"
    assert diary.people.deleted() == []


def test_deleted_people_of_one_name_are_told_apart(cli, diary, refused):
    first = diary.people.add("Ada").id
    diary.people.delete(first)
    second = diary.people.add("Ada").id
    diary.people.delete(second)
    for command in ("restore", "erase"):
        assert f"{first}, {second}. Add --number" in refused("profile", command, "Ada")
    assert cli("profile", "erase", "Ada", "--number", str(first), "--yes").code == 0
    assert [profile.id for profile in diary.people.deleted()] == [second]


def test_a_name_taken_by_now_is_not_given_back(cli, diary, ada, refused):
    diary.people.delete(ada.id)
    diary.people.add("Ada")
    assert "belongs to another person" in refused("profile", "restore", "Ada")
    assert len(diary.people.deleted()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "ADA"], 3, "belongs to another person"),
        (["add", ""], 3, "1 to 80 characters"),
        (["add", "x" * 10_000], 3, "has 10000"),
        (["add", "Bo", "--region", "Mars"], 2, "invalid choice"),
        (["add", "Bo", "--day-start", "7"], 2, "invalid choice"),
        (["add", "Bo", "--time-zone", "../../etc/passwd"], 3, "no time zone"),
        (["add", "\udcff"], 2, "is not text"),
        (["set", "Ada"], 2, "Nothing to change"),
        (["set", "Eda", "--vka"], 3, "No person is called “Eda”. Choose one of: Ada."),
        (["delete", "<script>"], 3, "called “<script>”"),
        (["restore", "Ada"], 3, "Nobody called “Ada” is deleted"),
        ([], 2, "say which command"),
    ],
    ids=str,
)
def test_mistakes_change_nothing(refused, diary, ada, arguments, code, words):
    assert words in refused("profile", *arguments, code=code)
    assert diary.people.all() == [ada]


@pytest.mark.parametrize("name", ["=1+1", "<script>", "*b*", "إيدا", "Ада 🧀", "NULL", "--", "'"])
def test_any_name_is_kept_and_shown_as_written(cli, diary, name):
    assert cli("profile", "add", "--", name).code == 0
    assert names(diary) == [name]
    assert name in cli("profile", "list").out


def test_a_name_can_neither_steer_the_terminal_nor_turn_a_line_round(cli, diary):
    diary.people.add("Bo\x1b[2J\u202eada")
    shown = cli("profile", "list").out
    assert "Bo[2Jada" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
