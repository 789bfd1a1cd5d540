"""People: told apart, deleted, brought back, erased; what is theirs is nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from estimator.diary_values import COLORS, Logged
from estimator.errors import InputError
from estimator.foods.own_items import OwnSupplement
from estimator.importing.plan import Plan
from estimator.importing.sheet import read_sheet
from estimator.store.models import Base

TODAY = date(2026, 2, 12)
DROPS = OwnSupplement(name="My drops", unit_name="drop", dose_ug={"MK7": 25.0})
NATTO = {"date": TODAY, "item_id": "natto", "amount": 1, "unit": "pack"}


def names(diary):
    return [profile.name for profile in diary.profiles()]


def deleted(diary):
    return [profile.name for profile in diary.deleted_profiles()]


SHEET = read_sheet(b"date,food,amount,unit\n2026-02-12,natto,1,pack\n", "diary.csv")


def fill(diary, profile):
    """Put something of this person in every table."""
    entry = diary.log(profile, **NATTO)
    diary.save_meal(profile, "Breakfast", [entry.id])
    diary.set_favourite(profile, "natto", True)
    diary.mark_day(profile, TODAY, note="fever", complete=True)
    diary.kitchen.save(profile, DROPS)
    diary.imports.carry_out(profile, Plan(), {"Stinky beans": "natto"})
    return entry


def everything(diary, profile):
    return (
        diary.profile(profile),
        diary.entries(profile),
        diary.saved_meals(profile),
        diary.favourites(profile),
        diary.day_marks(profile),
        diary.kitchen.items(profile),
        diary.imports.names(profile),
        diary.last_change(profile),
    )


class TestColours:
    def test_the_first_people_differ_and_then_none_is_far_ahead(self, diary):
        made = [diary.add_profile(f"Person {n}").color for n in range(2 * len(COLORS))]
        assert made == [*COLORS, *COLORS]

    def test_a_colour_that_is_free_again_is_given_again(self, diary, ada, bo):
        freed = diary.profile(ada).color
        diary.delete_profile(ada)
        assert diary.add_profile("Cy").color == freed

    def test_a_chosen_one_is_kept(self, diary, ada):
        assert diary.add_profile("Cy", color=diary.profile(ada).color).color == "teal"
        assert diary.edit_profile(ada, color="red").color == "red"
        with pytest.raises(InputError, match="'pink' is not allowed as color"):
            diary.edit_profile(ada, color="pink")
        with pytest.raises(InputError, match="not allowed as week_start"):
            diary.add_profile("Di", week_start="friday")
        assert names(diary) == ["Ada", "Cy"]


class TestEdit:
    def test_each_setting_is_kept_and_the_rest_stays(self, diary, ada):
        settings = {
            "name": "Ada L.",
            "region": "US",
            "time_zone": "Asia/Tokyo",
            "day_start_hour": 4,
            "cup": "metric",
            "takes_vka": True,
            "color": "brown",
            "week_start": "saturday",
        }
        wanted = diary.profile(ada)
        for setting, value in settings.items():
            changed = diary.edit_profile(ada, **{setting: value})
            wanted = type(wanted)(**{**vars(wanted), setting: value})
            assert changed == diary.profile(ada) == wanted
        for _ in settings:
            diary.undo(ada)
        assert diary.last_change(ada) is None
        assert (diary.profile(ada).name, diary.profile(ada).takes_vka) == ("Ada", False)

    def test_the_same_settings_are_no_change(self, diary, ada, kept):
        before = kept()
        diary.edit_profile(ada, name=" Ada ", region="EU")
        assert kept() == before


class TestLogged:
    def test_is_each_persons_own_and_counts_a_day_once(self, diary, ada, bo):
        for day, profile in [(TODAY, ada), (TODAY, ada), (date(2026, 2, 1), ada), (TODAY, bo)]:
            diary.log(profile, **NATTO | {"date": day})
        cy = diary.add_profile("Cy").id
        diary.delete_profile(bo)
        assert diary.logged() == {
            ada: Logged(entries=3, days=2, last=TODAY),
            bo: Logged(entries=1, days=1, last=TODAY),
            cy: Logged(entries=0, days=0, last=None),
        }


class TestDelete:
    def test_all_of_it_comes_back(self, diary, ada, bo):
        fill(diary, ada)
        before = everything(diary, ada)
        diary.delete_profile(ada)
        assert (names(diary), deleted(diary)) == (["Bo"], ["Ada"])
        assert diary.deleted_profiles()[0].deleted_at is not None
        assert diary.restore_profile(ada) == before[0]
        assert (names(diary), deleted(diary)) == (["Ada", "Bo"], [])
        assert everything(diary, ada) == before

    def test_undo_goes_on_where_it_was(self, diary, ada):
        fill(diary, ada)
        diary.edit_profile(ada, color="red")
        diary.delete_profile(ada)
        diary.restore_profile(ada)
        while diary.undo(ada):
            pass
        assert everything(diary, ada)[1:] == ([], [], [], [], [], [], None)
        assert diary.profile(ada).color == "teal"

    def test_the_name_is_free_meanwhile(self, diary, ada):
        diary.delete_profile(ada)
        other = diary.add_profile("ADA").id
        with pytest.raises(InputError, match="belongs to another person"):
            diary.restore_profile(ada)
        assert (names(diary), deleted(diary)) == (["ADA"], ["Ada"])
        diary.edit_profile(other, name="Bo")
        assert diary.restore_profile(ada).name == "Ada"
        assert names(diary) == ["Ada", "Bo"]

    def test_several_of_one_name_can_be_deleted(self, diary):
        for _ in range(3):
            diary.delete_profile(diary.add_profile("Ada").id)
        assert deleted(diary) == ["Ada"] * 3

    def test_the_last_one_may_go_and_logging_can_begin_anew(self, diary, ada):
        diary.delete_profile(ada)
        assert diary.profiles() == []
        assert diary.ensure_profile().name == "Me"
        assert names(diary) == ["Me"]

    @pytest.mark.parametrize("verb", ["restore_profile", "erase_profile"])
    def test_only_a_deleted_person_is_restored_or_erased(self, diary, ada, kept, verb):
        before = kept()
        for profile in (ada, 999):
            with pytest.raises(InputError, match="no such deleted person"):
                getattr(diary, verb)(profile)
        assert kept() == before

    def test_once_is_enough(self, diary, ada):
        diary.delete_profile(ada)
        with pytest.raises(InputError, match="no such person"):
            diary.delete_profile(ada)
        diary.restore_profile(ada)
        with pytest.raises(InputError, match="no such deleted person"):
            diary.restore_profile(ada)


class TestErase:
    def test_leaves_no_row_in_any_table(self, diary, ada, bo):
        for profile in (ada, bo):
            fill(diary, profile)
        untouched = everything(diary, bo)
        diary.delete_profile(ada)
        diary.erase_profile(ada)

        def rows_of(profile):
            with diary._store.engine.connect() as connection:
                return {
                    table.name: connection.scalar(
                        select(func.count()).where(table.c.get("profile_id", table.c.id) == profile)
                    )
                    for table in Base.metadata.sorted_tables
                }

        assert set(rows_of(ada).values()) == {0}
        assert all(rows_of(bo).values())
        assert everything(diary, bo) == untouched
        assert deleted(diary) == []

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_leaves_nothing_in_the_file(self, diary, ada, bo, tmp_path):
        for profile in (ada, bo):
            fill(diary, profile)
            diary.mark_day(profile, TODAY, note=f"secret of {profile}" * 20)
        diary.edit_profile(ada, name="Adalbert")
        diary.delete_profile(ada)
        diary.erase_profile(ada)
        diary.close()
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert f"secret of {bo}".encode() in kept
        assert f"secret of {ada}".encode() not in kept
        assert b"Adalbert" not in kept

    def test_nobody_gets_the_number_of_an_erased_person(self, diary, ada):
        diary.delete_profile(ada)
        diary.erase_profile(ada)
        assert diary.add_profile("Ada").id > ada


VERBS = {
    # Files
    "imports.look": lambda diary, one, entry: diary.imports.look(one, SHEET),
    "imports.carry_out": lambda diary, one, entry: diary.imports.carry_out(one, Plan()),
    "imports.names": lambda diary, one, entry: diary.imports.names(one),
    "imports.forget_name": lambda diary, one, entry: diary.imports.forget_name(one, "Stinky beans"),
    # People
    "profile": lambda diary, one, entry: diary.profile(one),
    "edit_profile": lambda diary, one, entry: diary.edit_profile(one, color="red"),
    "delete_profile": lambda diary, one, entry: diary.delete_profile(one),
    "today": lambda diary, one, entry: diary.today(one),
    # Entries
    "foods": lambda diary, one, entry: diary.foods(one),
    "log": lambda diary, one, entry: diary.log(one, **NATTO),
    "log_many": lambda diary, one, entry: diary.log_many(one, [NATTO]),
    "edit": lambda diary, one, entry: diary.edit(one, entry, amount=2),
    "move": lambda diary, one, entry: diary.move(one, [entry], meal="lunch"),
    "delete": lambda diary, one, entry: diary.delete(one, [entry]),
    "last_change": lambda diary, one, entry: diary.last_change(one),
    "steps": lambda diary, one, entry: diary.steps(one),
    "undo": lambda diary, one, entry: diary.undo(one),
    "redo": lambda diary, one, entry: diary.redo(one),
    "day": lambda diary, one, entry: diary.day(one, TODAY),
    "entries": lambda diary, one, entry: diary.entries(one),
    "frame": lambda diary, one, entry: diary.frame(one),
    "logged_span": lambda diary, one, entry: diary.logged_span(one),
    "logged_dates": lambda diary, one, entry: diary.logged_dates(one),
    # Repeats
    "copy": lambda diary, one, entry: diary.copy(one, [entry], TODAY),
    "copy_day": lambda diary, one, entry: diary.copy_day(one, TODAY, TODAY),
    "earlier_meals": lambda diary, one, entry: diary.earlier_meals(one, TODAY),
    "suggestions": lambda diary, one, entry: diary.suggestions(one),
    "familiar_items": lambda diary, one, entry: diary.familiar_items(one),
    "favourites": lambda diary, one, entry: diary.favourites(one),
    "set_favourite": lambda diary, one, entry: diary.set_favourite(one, "butter", True),
    "saved_meals": lambda diary, one, entry: diary.saved_meals(one),
    "plan_meal": lambda diary, one, entry: diary.plan_meal(one, "x", [("natto", 1, "pack")]),
    "save_meal": lambda diary, one, entry: diary.save_meal(one, "Lunch", [entry]),
    "edit_meal": lambda diary, one, entry: diary.edit_meal(one, 1, name="Lunch"),
    "delete_meal": lambda diary, one, entry: diary.delete_meal(one, 1),
    "log_meal": lambda diary, one, entry: diary.log_meal(one, 1, TODAY),
    "planned_meal": lambda diary, one, entry: diary.planned_meal(one, 1),
    # Days
    "day_mark": lambda diary, one, entry: diary.day_mark(one, TODAY),
    "day_marks": lambda diary, one, entry: diary.day_marks(one),
    "has_complete_day": lambda diary, one, entry: diary.has_complete_day(one),
    "mark_day": lambda diary, one, entry: diary.mark_day(one, TODAY, complete=False),
    "add_sample_week": lambda diary, one, entry: diary.add_sample_week(one),
    "remove_sample": lambda diary, one, entry: diary.remove_sample(one),
    "sample": lambda diary, one, entry: diary.sample(one),
    "has_sample": lambda diary, one, entry: diary.has_sample(one),
    # Kitchen
    "kitchen.foods": lambda diary, one, entry: diary.kitchen.foods(one),
    "kitchen.items": lambda diary, one, entry: diary.kitchen.items(one),
    "kitchen.save": lambda diary, one, entry: diary.kitchen.save(one, DROPS),
    "kitchen.save_recipe": lambda diary, one, entry: diary.kitchen.save_recipe(
        one, "Soup", [("butter", 1, "g")]
    ),
    "kitchen.remove": lambda diary, one, entry: diary.kitchen.remove(one, "own-1"),
    "kitchen.past_update": lambda diary, one, entry: diary.kitchen.past_update(one, "own-1"),
    "kitchen.update_past": lambda diary, one, entry: diary.kitchen.update_past(one, "own-1"),
}
OF_NOBODY = {
    "add_profile",
    "backups",
    "close",
    "damage",
    "look_through",
    "deleted_profiles",
    "edition",
    "imports",
    "is_here",
    "ensure_profile",
    "erase_profile",
    "logged",
    "kitchen",
    "profiles",
    "restore_profile",
    "unwritable",
    "kitchen.foods_in",
    "kitchen.groups",
}


class TestNobody:
    """A person who is deleted, erased or never was: nothing is read or written for them."""

    def test_no_verb_is_left_out(self, diary):
        verbs = {name for name in dir(diary) if not name.startswith("_")}
        for part in ("kitchen", "imports"):
            verbs |= {f"{part}.{name}" for name in dir(getattr(diary, part)) if name[0] != "_"}
        assert verbs == VERBS.keys() | OF_NOBODY

    @pytest.mark.parametrize("who", ["deleted", "erased", "never there"])
    def test_no_verb_reads_or_writes(self, diary, ada, bo, kept, who):
        entry = fill(diary, ada)
        if who != "never there":
            diary.delete_profile(ada)
        if who == "erased":
            diary.erase_profile(ada)
        before = kept()
        for name, verb in VERBS.items():
            with pytest.raises(InputError, match="no such person in the diary"):
                verb(diary, 999 if who == "never there" else ada, entry.id)
            assert kept() == before, name

    @pytest.mark.parametrize("profile", [0, -1, 2**63, 10**30])
    def test_any_number_may_be_asked_for(self, diary, ada, profile):
        with pytest.raises(InputError, match="no such person"):
            diary.profile(profile)
        with pytest.raises(InputError, match="no such person"):
            diary.log(profile, **NATTO)
        with pytest.raises(InputError, match="no such deleted person"):
            diary.restore_profile(profile)


class TestAtOnce:
    def test_one_name_at_once_is_taken_once(self, diary):
        def add(_):
            try:
                return diary.add_profile("Ada")
            except InputError:
                return None

        with ThreadPoolExecutor(8) as pool:
            made = [profile for profile in pool.map(add, range(8)) if profile]
        assert made == diary.profiles()

    def test_people_added_at_once_differ_in_colour(self, diary):
        with ThreadPoolExecutor(7) as pool:
            made = list(pool.map(lambda n: diary.add_profile(f"Person {n}").color, range(7)))
        assert sorted(made) == sorted(COLORS)

    def test_a_diary_deleted_while_others_log_loses_nothing(self, diary, ada):
        def log(number):
            try:
                return diary.log(ada, **NATTO, token=str(number))
            except InputError:
                return None

        with ThreadPoolExecutor(8) as pool:
            logged = [pool.submit(log, number) for number in range(40)]
            pool.submit(diary.delete_profile, ada).result()
        made = {one.result().id for one in logged if one.result()}
        diary.restore_profile(ada)
        assert {entry.id for entry in diary.entries(ada)} == made
