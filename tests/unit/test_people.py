"""People: told apart, deleted, brought back, erased; what is theirs is nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from estimator.diary_values import COLORS, Logged, Profile, ToLog
from estimator.errors import InputError
from estimator.foods.own_items import OwnSupplement
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import read_file_rows
from estimator.importing.import_plan import ImportPlan
from estimator.measures.units import Measures
from estimator.store.models import Base
from estimator.words import read_words

TODAY = date(2026, 2, 12)
DROPS = OwnSupplement(name="My drops", unit_name="drop", dose_ug={"MK7": 25.0})
NATTO = {"date": TODAY, "item_id": "natto", "amount": 1, "unit": "pack"}


def names(diary):
    return [profile.name for profile in diary.people.all()]


def deleted(diary):
    return [profile.name for profile in diary.people.deleted()]


GOUDA = read_words("30 g gouda", food_table(), Measures(table=food_table()))
SHEET = read_sheet(b"date,food,amount,unit\n2026-02-12,natto,1,pack\n", "diary.csv")


def fill(diary, profile):
    """Put something of this person in every table."""
    entry = diary.entries.log(profile, **NATTO)
    diary.meals.save(profile, "Breakfast", [entry.id])
    diary.repeats.set_favourite(profile, "natto", True)
    diary.days.mark(profile, TODAY, note="fever", complete=True)
    diary.own_foods.save(profile, DROPS)
    diary.imports.apply(profile, ImportPlan(), {"Stinky beans": "natto"})
    diary.questions.put_aside(profile, "kind:bread")
    return entry


def everything(diary, profile):
    return (
        diary.people.get(profile),
        diary.entries.of(profile),
        diary.meals.of(profile),
        diary.repeats.favourites(profile),
        diary.days.of(profile),
        diary.own_foods.of(profile),
        diary.imports.names(profile),
        diary.questions.aside(profile),
        diary.history.last_change(profile),
    )


class TestColours:
    def test_the_first_people_differ_and_then_none_is_far_ahead(self, diary):
        made = [diary.people.add(f"Person {n}").color for n in range(2 * len(COLORS))]
        assert made == [*COLORS, *COLORS]

    def test_a_colour_that_is_free_again_is_given_again(self, diary, ada, bo):
        freed = diary.people.get(ada).color
        diary.people.delete(ada)
        assert diary.people.add("Cy").color == freed

    def test_a_chosen_one_is_kept(self, diary, ada):
        assert diary.people.add("Cy", color=diary.people.get(ada).color).color == "teal"
        assert diary.people.edit(ada, color="red").color == "red"
        with pytest.raises(InputError, match="'pink' is not allowed as color"):
            diary.people.edit(ada, color="pink")
        with pytest.raises(InputError, match="not allowed as week_start"):
            diary.people.add("Di", week_start="friday")
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
        wanted = diary.people.get(ada)
        for setting, value in settings.items():
            changed = diary.people.edit(ada, **{setting: value})
            wanted = type(wanted)(**{**vars(wanted), setting: value})
            assert changed == diary.people.get(ada) == wanted
        for _ in settings:
            diary.history.undo(ada)
        assert diary.history.last_change(ada) is None
        assert (diary.people.get(ada).name, diary.people.get(ada).takes_vka) == ("Ada", False)

    def test_the_same_settings_are_no_change(self, diary, ada, kept):
        before = kept()
        diary.people.edit(ada, name=" Ada ", region="EU")
        assert kept() == before


class TestLogged:
    def test_is_each_persons_own_and_counts_a_day_once(self, diary, ada, bo):
        for day, profile in [(TODAY, ada), (TODAY, ada), (date(2026, 2, 1), ada), (TODAY, bo)]:
            diary.entries.log(profile, **NATTO | {"date": day})
        cy = diary.people.add("Cy").id
        diary.people.delete(bo)
        assert diary.people.logged() == {
            ada: Logged(entries=3, days=2, last=TODAY),
            bo: Logged(entries=1, days=1, last=TODAY),
            cy: Logged(entries=0, days=0, last=None),
        }


class TestDelete:
    def test_all_of_it_comes_back(self, diary, ada, bo):
        fill(diary, ada)
        before = everything(diary, ada)
        diary.people.delete(ada)
        assert (names(diary), deleted(diary)) == (["Bo"], ["Ada"])
        assert diary.people.deleted()[0].deleted_at is not None
        assert diary.people.restore(ada) == before[0]
        assert (names(diary), deleted(diary)) == (["Ada", "Bo"], [])
        assert everything(diary, ada) == before

    def test_undo_goes_on_where_it_was(self, diary, ada):
        fill(diary, ada)
        diary.people.edit(ada, color="red")
        diary.people.delete(ada)
        diary.people.restore(ada)
        while diary.history.undo(ada):
            pass
        assert everything(diary, ada)[1:] == ([], [], [], [], [], [], frozenset(), None)
        assert diary.people.get(ada).color == "teal"

    def test_the_name_is_free_meanwhile(self, diary, ada):
        diary.people.delete(ada)
        other = diary.people.add("ADA").id
        with pytest.raises(InputError, match="belongs to another person"):
            diary.people.restore(ada)
        assert (names(diary), deleted(diary)) == (["ADA"], ["Ada"])
        diary.people.edit(other, name="Bo")
        assert diary.people.restore(ada).name == "Ada"
        assert names(diary) == ["Ada", "Bo"]

    def test_several_of_one_name_can_be_deleted(self, diary):
        for _ in range(3):
            diary.people.delete(diary.people.add("Ada").id)
        assert deleted(diary) == ["Ada"] * 3

    def test_the_last_one_may_go_and_logging_can_begin_anew(self, diary, ada):
        diary.people.delete(ada)
        assert diary.people.all() == []
        assert diary.people.first().name == "Me"
        assert names(diary) == ["Me"]

    @pytest.mark.parametrize("verb", ["restore", "erase"])
    def test_only_a_deleted_person_is_restored_or_erased(self, diary, ada, kept, verb):
        before = kept()
        for profile in (ada, 999):
            with pytest.raises(InputError, match="no such deleted person"):
                getattr(diary.people, verb)(profile)
        assert kept() == before

    def test_once_is_enough(self, diary, ada):
        diary.people.delete(ada)
        with pytest.raises(InputError, match="no such person"):
            diary.people.delete(ada)
        diary.people.restore(ada)
        with pytest.raises(InputError, match="no such deleted person"):
            diary.people.restore(ada)


class TestErase:
    def test_leaves_no_row_in_any_table(self, diary, ada, bo):
        for profile in (ada, bo):
            fill(diary, profile)
        untouched = everything(diary, bo)
        diary.people.delete(ada)
        diary.people.erase(ada)

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
            diary.days.mark(profile, TODAY, note=f"secret of {profile}" * 20)
        diary.people.edit(ada, name="Adalbert")
        diary.people.delete(ada)
        diary.people.erase(ada)
        diary.close()
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert f"secret of {bo}".encode() in kept
        assert f"secret of {ada}".encode() not in kept
        assert b"Adalbert" not in kept

    def test_nobody_gets_the_number_of_an_erased_person(self, diary, ada):
        diary.people.delete(ada)
        diary.people.erase(ada)
        assert diary.people.add("Ada").id > ada


VERBS = {
    # Files
    "imports.preview": lambda diary, one, entry: diary.imports.preview(one, SHEET),
    "imports.plan": lambda diary, one, entry: diary.imports.plan(one, read_file_rows(SHEET)),
    "imports.apply": lambda diary, one, entry: diary.imports.apply(one, ImportPlan()),
    "imports.names": lambda diary, one, entry: diary.imports.names(one),
    "imports.forget_name": lambda diary, one, entry: diary.imports.forget_name(one, "Stinky beans"),
    # People
    "people.get": lambda diary, one, entry: diary.people.get(one),
    "people.edit": lambda diary, one, entry: diary.people.edit(one, color="red"),
    "people.delete": lambda diary, one, entry: diary.people.delete(one),
    "people.meal_now": lambda diary, one, entry: diary.people.meal_now(one),
    "people.today": lambda diary, one, entry: diary.people.today(one),
    # Entries
    "foods": lambda diary, one, entry: diary.foods(one),
    "entries.log": lambda diary, one, entry: diary.entries.log(one, **NATTO),
    "entries.log_many": lambda diary, one, entry: diary.entries.log_many(one, [ToLog(**NATTO)]),
    "entries.edit": lambda diary, one, entry: diary.entries.edit(one, entry, amount=2),
    "entries.move": lambda diary, one, entry: diary.entries.move(one, [entry], meal="lunch"),
    "entries.delete": lambda diary, one, entry: diary.entries.delete(one, [entry]),
    "history.last_change": lambda diary, one, entry: diary.history.last_change(one),
    "history.state": lambda diary, one, entry: diary.history.state(one),
    "history.steps": lambda diary, one, entry: diary.history.steps(one),
    "history.undo": lambda diary, one, entry: diary.history.undo(one),
    "history.redo": lambda diary, one, entry: diary.history.redo(one),
    "entries.day": lambda diary, one, entry: diary.entries.day(one, TODAY),
    "entries.of": lambda diary, one, entry: diary.entries.of(one),
    "entries.frame": lambda diary, one, entry: diary.entries.frame(one),
    "entries.span": lambda diary, one, entry: diary.entries.span(one),
    "entries.dates": lambda diary, one, entry: diary.entries.dates(one),
    # Repeats
    "repeats.copy": lambda diary, one, entry: diary.repeats.copy(one, [entry], TODAY),
    "repeats.copy_day": lambda diary, one, entry: diary.repeats.copy_day(one, TODAY, TODAY),
    "repeats.earlier_meals": lambda diary, one, entry: diary.repeats.earlier_meals(one, TODAY),
    "repeats.suggestions": lambda diary, one, entry: diary.repeats.suggestions(one),
    "repeats.familiar_items": lambda diary, one, entry: diary.repeats.familiar_items(one),
    "repeats.how_often": lambda diary, one, entry: diary.repeats.how_often(one, TODAY),
    "repeats.favourites": lambda diary, one, entry: diary.repeats.favourites(one),
    "repeats.set_favourite": lambda diary, one, entry: diary.repeats.set_favourite(
        one, "butter", True
    ),
    "meals.of": lambda diary, one, entry: diary.meals.of(one),
    "meals.plan": lambda diary, one, entry: diary.meals.plan(one, "x", [("natto", 1, "pack")]),
    "meals.save": lambda diary, one, entry: diary.meals.save(one, "Lunch", [entry]),
    "meals.edit": lambda diary, one, entry: diary.meals.edit(one, 1, name="Lunch"),
    "meals.delete": lambda diary, one, entry: diary.meals.delete(one, 1),
    "meals.planned": lambda diary, one, entry: diary.meals.planned(one, 1),
    "kinds.as_meant": lambda diary, one, entry: diary.kinds.as_meant(one, GOUDA),
    "questions.aside": lambda diary, one, entry: diary.questions.aside(one),
    "questions.put_aside": lambda diary, one, entry: diary.questions.put_aside(one, "kind:milk"),
    # Days
    "days.get": lambda diary, one, entry: diary.days.get(one, TODAY),
    "days.of": lambda diary, one, entry: diary.days.of(one),
    "days.any_complete": lambda diary, one, entry: diary.days.any_complete(one),
    "days.mark": lambda diary, one, entry: diary.days.mark(one, TODAY, complete=False),
    "sample_week.add": lambda diary, one, entry: diary.sample_week.add(one),
    "sample_week.remove": lambda diary, one, entry: diary.sample_week.remove(one),
    "sample_week.of": lambda diary, one, entry: diary.sample_week.of(one),
    "sample_week.is_there": lambda diary, one, entry: diary.sample_week.is_there(one),
    # Own foods
    "own_foods.of": lambda diary, one, entry: diary.own_foods.of(one),
    "own_foods.save": lambda diary, one, entry: diary.own_foods.save(one, DROPS),
    "own_foods.save_recipe": lambda diary, one, entry: diary.own_foods.save_recipe(
        one, "Soup", [("butter", 1, "g")]
    ),
    "own_foods.remove": lambda diary, one, entry: diary.own_foods.remove(one, "own-1"),
    "own_foods.past_update": lambda diary, one, entry: diary.own_foods.past_update(one, "own-1"),
    "own_foods.update_past": lambda diary, one, entry: diary.own_foods.update_past(one, "own-1"),
}
OF_NOBODY = {
    "close",
    "damage",
    "edition",
    "is_here",
    "look",
    "check_for_damage",
    "unwritable",
    "people.add",
    "people.all",
    "people.deleted",
    "people.erase",
    "people.first",
    "people.logged",
    "people.restore",
    "own_foods.foods_in",
    "own_foods.groups",
}
PARTS = (
    "days",
    "entries",
    "history",
    "imports",
    "kinds",
    "meals",
    "own_foods",
    "people",
    "questions",
    "repeats",
    "sample_week",
)


class TestNobody:
    """A person who is deleted, erased or never was: nothing is read or written for them."""

    def test_no_verb_is_left_out(self, diary):
        verbs = {name for name in dir(diary) if not name.startswith("_")}
        for part in PARTS:
            verbs.remove(part)
            verbs |= {f"{part}.{name}" for name in dir(getattr(diary, part)) if name[0] != "_"}
        verbs.remove("backups")
        assert verbs == VERBS.keys() | OF_NOBODY

    @pytest.mark.parametrize("who", ["deleted", "erased", "never there"])
    def test_no_verb_reads_or_writes(self, diary, ada, bo, kept, who):
        entry = fill(diary, ada)
        if who != "never there":
            diary.people.delete(ada)
        if who == "erased":
            diary.people.erase(ada)
        before = kept()
        for name, verb in VERBS.items():
            with pytest.raises(InputError, match="no such person in the diary"):
                verb(diary, 999 if who == "never there" else ada, entry.id)
            assert kept() == before, name

    @pytest.mark.parametrize("profile", [0, -1, 2**63, 10**30])
    def test_any_number_may_be_asked_for(self, diary, ada, profile):
        with pytest.raises(InputError, match="no such person"):
            diary.people.get(profile)
        with pytest.raises(InputError, match="no such person"):
            diary.entries.log(profile, **NATTO)
        with pytest.raises(InputError, match="no such deleted person"):
            diary.people.restore(profile)


class TestAtOnce:
    def test_one_name_at_once_is_taken_once(self, diary):
        def add(_):
            try:
                return diary.people.add("Ada")
            except InputError:
                return None

        with ThreadPoolExecutor(8) as pool:
            made = [profile for profile in pool.map(add, range(8)) if profile]
        assert made == diary.people.all()

    def test_people_added_at_once_differ_in_colour(self, diary):
        with ThreadPoolExecutor(7) as pool:
            made = list(pool.map(lambda n: diary.people.add(f"Person {n}").color, range(7)))
        assert sorted(made) == sorted(COLORS)

    def test_a_diary_deleted_while_others_log_loses_nothing(self, diary, ada):
        def log(number):
            try:
                return diary.entries.log(ada, **NATTO, token=str(number))
            except InputError:
                return None

        with ThreadPoolExecutor(8) as pool:
            logged = [pool.submit(log, number) for number in range(40)]
            pool.submit(diary.people.delete, ada).result()
        made = {one.result().id for one in logged if one.result()}
        diary.people.restore(ada)
        assert {entry.id for entry in diary.entries.of(ada)} == made


@pytest.mark.parametrize(
    ("hour", "meal"),
    [
        (0, "snack"),
        (3, "snack"),
        (4, "breakfast"),
        (10, "breakfast"),
        (11, "lunch"),
        (15, "snack"),
        (17, "dinner"),
        (21, "dinner"),
        (22, "snack"),
    ],
)
def test_the_meal_of_an_hour_is_by_the_clock_of_the_person(hour, meal):
    person = Profile(
        id=1,
        name="Ada",
        region="EA",
        time_zone="Asia/Tokyo",
        day_start_hour=4,
        cup="metric",
        takes_vka=False,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert person.meal_at(datetime(2026, 2, 10, hour, 30, tzinfo=ZoneInfo("Asia/Tokyo"))) == meal
