"""Eating the same again: copies, favourites, what is familiar, and saved meals."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from estimator.components import K2_TOTAL
from estimator.diary_values import Planned, ToLog
from estimator.errors import InputError, UnitError, UnknownFoodError
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from tests.unit.conftest import log_meal

TODAY = date(2026, 2, 12)
YESTERDAY = date(2026, 2, 11)
CHEESE = OwnFood(
    name="Farm cheese",
    group="cheese",
    contents={K2_TOTAL: Content(value=60.0)},
    portions=(Portion("slice", 20.0, "own", ""),),
)


def log(diary, profile, item="natto", amount=1, unit="pack", day=TODAY, **more):
    return diary.entries.log(profile, date=day, item_id=item, amount=amount, unit=unit, **more)


def eaten(entries):
    return [(entry.item_id, entry.amount, entry.unit, entry.meal) for entry in entries]


def ids(items):
    return [item.item_id for item in items]


@pytest.fixture
def breakfast(diary, ada):
    """Yesterday's: natto and milk, as three entries of two meals."""
    return [
        log(diary, ada, day=YESTERDAY, meal="breakfast", note="good", eaten_at=time(8)),
        log(diary, ada, "milk-whole", 2, "dl", YESTERDAY, meal="breakfast"),
        log(diary, ada, "butter", 10, "g", YESTERDAY),
    ]


@pytest.fixture
def cheese(diary, ada):
    return diary.own_foods.save(ada, CHEESE)


class TestCopy:
    def test_entries_are_logged_again_without_their_notes_and_times(self, diary, ada, breakfast):
        copies = diary.repeats.copy(ada, [one.id for one in breakfast[:2]], TODAY)
        assert diary.entries.day(ada, TODAY) == copies
        assert eaten(copies) == [
            ("natto", 1.0, "pack", "breakfast"),
            ("milk-whole", 2.0, "dl", "breakfast"),
        ]
        assert {(one.note, one.eaten_at, one.sample) for one in copies} == {("", None, False)}
        assert not {one.token for one in copies} & {one.token for one in breakfast}
        assert diary.entries.day(ada, YESTERDAY) == breakfast
        assert diary.history.undo(ada) == "Undone: 2 entries added."
        assert diary.entries.day(ada, TODAY) == []

    def test_another_meal_or_none(self, diary, ada, breakfast):
        for meal in ("dinner", None):
            (copied,) = diary.repeats.copy(ada, [breakfast[0].id], TODAY, meal=meal)
            assert copied.meal == meal

    def test_the_same_day_doubles_it(self, diary, ada, breakfast):
        diary.repeats.copy(ada, [breakfast[0].id], YESTERDAY)
        assert len(diary.entries.day(ada, YESTERDAY)) == 4

    @pytest.mark.parametrize(
        ("target", "words"),
        [
            (TODAY + timedelta(days=1), "in the future: today is 2026-02-12"),
            (date(1899, 12, 31), "before 1900-01-01"),
            (None, "date is missing"),
        ],
    )
    def test_not_to_the_future(self, diary, ada, breakfast, kept, target, words):
        meal = diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        before = kept()
        for verb in (
            lambda: diary.repeats.copy(ada, [breakfast[0].id], target),
            lambda: diary.repeats.copy_day(ada, YESTERDAY, target),
            lambda: log_meal(diary, ada, meal.id, target),
        ):
            with pytest.raises(InputError, match=words):
                verb()
        assert kept() == before

    def test_nor_is_anything_moved_there(self, diary, ada, breakfast, kept):
        before = kept()
        with pytest.raises(InputError, match="in the future"):
            diary.entries.move(ada, [breakfast[0].id], date=TODAY + timedelta(days=1))
        assert kept() == before

    def test_all_or_none(self, diary, ada, bo, breakfast, kept):
        others = log(diary, bo)
        before = kept()
        for wrong in ([breakfast[0].id, others.id], [breakfast[0].id, 10**30], [-1]):
            with pytest.raises(InputError, match="not in the diary any more"):
                diary.repeats.copy(ada, wrong, TODAY)
        with pytest.raises(InputError, match="no meal"):
            diary.repeats.copy(ada, [breakfast[0].id], TODAY, meal="brunch")
        assert kept() == before

    def test_twice_with_the_same_token_logs_once(self, diary, ada, breakfast):
        entries = [one.id for one in breakfast]
        first, second = (diary.repeats.copy(ada, entries, TODAY, token="click") for _ in range(2))
        assert first == second == diary.entries.day(ada, TODAY)
        with ThreadPoolExecutor(8) as pool:
            list(
                pool.map(lambda _: diary.repeats.copy(ada, entries, TODAY, token="other"), range(8))
            )
        assert len(diary.entries.day(ada, TODAY)) == 6

    def test_a_blank_token_is_one_like_any_other(self, diary, ada, breakfast):
        entries = [one.id for one in breakfast]
        first, second = (diary.repeats.copy(ada, entries, TODAY, token="") for _ in range(2))
        assert first == second == diary.entries.day(ada, TODAY)

    def test_one_entry_named_twice_is_copied_once(self, diary, ada, breakfast):
        assert len(diary.repeats.copy(ada, [breakfast[0].id] * 2, TODAY)) == 1

    def test_the_newest_version_is_eaten_now(self, diary, ada, cheese):
        entry = log(diary, ada, cheese.item_id, 2, "slice", YESTERDAY)
        heavier = replace(CHEESE, portions=(Portion("slice", 30.0, "own", ""),))
        second = diary.own_foods.save(ada, heavier, cheese.key)
        (copied,) = diary.repeats.copy(ada, [entry.id], TODAY)
        assert (copied.item_id, copied.unit, copied.quantity) == (second.item_id, "slice", 60.0)
        assert diary.entries.day(ada, YESTERDAY) == [entry]

    def test_where_the_unit_is_gone_the_grams_are_logged(self, diary, ada, cheese):
        entry = log(diary, ada, cheese.item_id, 2, "slice", YESTERDAY)
        diary.own_foods.save(ada, replace(CHEESE, portions=()), cheese.key)
        (copied,) = diary.repeats.copy(ada, [entry.id], TODAY)
        assert (copied.amount, copied.unit, copied.quantity) == (40.0, "g", 40.0)

    def test_more_than_an_entry_may_hold_is_refused(self, diary, ada, cheese, kept):
        entry = log(diary, ada, cheese.item_id, 200, "slice", YESTERDAY)
        heavier = replace(CHEESE, portions=(Portion("slice", 30.0, "own", ""),))
        diary.own_foods.save(ada, heavier, cheese.key)
        before = kept()
        with pytest.raises(UnitError, match="6 kg of Farm cheese"):
            diary.repeats.copy(ada, [entry.id], TODAY)
        assert kept() == before

    def test_sample_entries_become_the_persons_own(self, diary, ada):
        diary.sample_week.add(ada)
        copies = diary.repeats.copy_day(ada, date(2026, 2, 3), TODAY)
        assert copies
        assert not any(one.sample for one in copies)
        diary.sample_week.remove(ada)
        assert diary.entries.of(ada) == copies


class TestCopyDay:
    def test_a_day_or_some_of_its_meals(self, diary, ada, breakfast):
        whole = diary.repeats.copy_day(ada, YESTERDAY, TODAY)
        assert eaten(whole) == eaten(breakfast)
        some = diary.repeats.copy_day(ada, YESTERDAY, date(2026, 2, 1), meals=["breakfast"])
        assert eaten(some) == eaten(breakfast[:2])
        rest = diary.repeats.copy_day(ada, YESTERDAY, date(2026, 2, 2), meals=[None])
        assert eaten(rest) == eaten(breakfast[2:])

    def test_nothing_there_to_copy(self, diary, ada, bo, breakfast, kept):
        before = kept()
        for copy in (
            lambda: diary.repeats.copy_day(ada, TODAY, TODAY),
            lambda: diary.repeats.copy_day(ada, YESTERDAY, TODAY, meals=["dinner"]),
            lambda: diary.repeats.copy_day(ada, YESTERDAY, TODAY, meals=[]),
            lambda: diary.repeats.copy_day(bo, YESTERDAY, TODAY),
        ):
            with pytest.raises(InputError, match="Nothing of that is logged on 2026-02-1"):
                copy()
        assert kept() == before

    def test_no_day_is_no_copy_of_everything(self, diary, ada, breakfast, kept):
        before = kept()
        with pytest.raises(InputError, match="date is missing"):
            diary.repeats.copy_day(ada, None, TODAY)
        assert kept() == before


class TestEarlierMeals:
    def test_the_last_day_before_with_anything(self, diary, ada, breakfast):
        log(diary, ada, day=date(2026, 2, 1))
        morning, other = diary.repeats.earlier_meals(ada, TODAY)
        assert (morning.date, morning.meal, morning.entries) == (
            YESTERDAY,
            "breakfast",
            tuple(breakfast[:2]),
        )
        assert (other.meal, other.entries) == (None, tuple(breakfast[2:]))
        (earlier,) = diary.repeats.earlier_meals(ada, YESTERDAY)
        assert earlier.date == date(2026, 2, 1)
        assert diary.repeats.earlier_meals(ada, date(2026, 2, 1)) == []


class TestFavourites:
    def test_in_the_order_they_were_chosen_each_once(self, diary, ada, bo):
        for item_id in ("natto", "butter", "natto", "supplement-mk7-90"):
            diary.repeats.set_favourite(ada, item_id, True)
        assert ids(diary.repeats.favourites(ada)) == ["natto", "butter", "supplement-mk7-90"]
        assert diary.repeats.favourites(bo) == []
        diary.repeats.set_favourite(bo, "natto", False)
        diary.repeats.set_favourite(ada, "natto", False)
        assert ids(diary.repeats.favourites(ada)) == ["butter", "supplement-mk7-90"]

    def test_are_said_and_undone_in_their_place(self, diary, ada):
        diary.repeats.set_favourite(ada, "natto", True)
        diary.repeats.set_favourite(ada, "butter", True)
        butter = diary.foods(ada).table.get("butter").name
        assert diary.history.last_change(ada) == f"{butter} made a favourite"
        diary.repeats.set_favourite(ada, "natto", False)
        assert diary.history.undo(ada) == "Undone: Natto taken off the favourites."
        assert ids(diary.repeats.favourites(ada)) == ["natto", "butter"]

    def test_what_changes_nothing_is_no_step(self, diary, ada, kept):
        diary.repeats.set_favourite(ada, "natto", True)
        before = kept()
        diary.repeats.set_favourite(ada, "natto", True)
        diary.repeats.set_favourite(ada, "butter", False)
        with pytest.raises(UnknownFoodError, match="Nearest: Natto"):
            diary.repeats.set_favourite(ada, "nato", True)
        assert kept() == before

    def test_a_new_version_stays_a_favourite(self, diary, ada, cheese):
        diary.repeats.set_favourite(ada, cheese.item_id, True)
        second = diary.own_foods.save(ada, replace(CHEESE, density_g_per_ml=1.0), cheese.key)
        assert ids(diary.repeats.favourites(ada)) == [second.item_id]
        diary.repeats.set_favourite(ada, second.item_id, True)
        assert ids(diary.repeats.favourites(ada)) == [second.item_id]
        diary.repeats.set_favourite(ada, second.item_id, False)
        assert diary.repeats.favourites(ada) == []
        assert diary.history.last_change(ada) == "Farm cheese taken off the favourites"


class TestFamiliar:
    def test_favourites_then_the_most_frequent_of_late(self, diary, ada):
        for item_id, times in (("egg-unspecified", 1), ("milk-whole", 3), ("bread-white", 2)):
            for _ in range(times):
                log(diary, ada, item_id, 10, "g")
        diary.repeats.set_favourite(ada, "natto", True)
        wanted = ["natto", "milk-whole", "bread-white", "egg-unspecified"]
        assert ids(diary.repeats.familiar_items(ada)) == wanted
        diary.repeats.set_favourite(ada, "bread-white", True)
        wanted = ["natto", "bread-white", "milk-whole", "egg-unspecified"]
        assert ids(diary.repeats.familiar_items(ada)) == wanted

    def test_versions_count_together(self, diary, ada, cheese):
        for _ in range(2):
            log(diary, ada, cheese.item_id, 10, "g")
        for _ in range(3):
            log(diary, ada)
        second = diary.own_foods.save(ada, replace(CHEESE, density_g_per_ml=1.0), cheese.key)
        for _ in range(2):
            log(diary, ada, second.item_id, 10, "g")
        log(diary, ada, "butter", 10, "g")
        assert ids(diary.repeats.familiar_items(ada)) == [second.item_id, "natto", "butter"]
        assert ids(diary.repeats.suggestions(ada)) == ["butter", second.item_id, "natto"]

    def test_samples_are_not_what_a_person_eats(self, diary, ada):
        diary.sample_week.add(ada)
        assert diary.repeats.familiar_items(ada) == diary.repeats.suggestions(ada) == []

    def test_nowadays_is_90_days_unless_the_diary_is_idle(self, diary, ada):
        log(diary, ada, "butter", 10, "g", TODAY - timedelta(days=91))
        assert ids(diary.repeats.familiar_items(ada)) == ["butter"]
        log(diary, ada, day=TODAY - timedelta(days=90))
        assert (
            ids(diary.repeats.familiar_items(ada))
            == ids(diary.repeats.suggestions(ada))
            == ["natto"]
        )

    def test_recent_is_by_when_it_was_logged_and_limited(self, diary, ada, bo):
        for item_id, day in (("butter", TODAY), ("natto", YESTERDAY), ("milk-whole", TODAY)):
            log(diary, ada, item_id, 10, "g", day)
        assert ids(diary.repeats.suggestions(ada)) == ["milk-whole", "natto", "butter"]
        assert ids(diary.repeats.suggestions(ada, limit=2)) == ["milk-whole", "natto"]
        assert diary.repeats.suggestions(bo) == []


class TestSavedMeals:
    def test_a_saved_meal_is_logged_again(self, diary, ada, breakfast):
        meal = diary.meals.save(ada, "  My   breakfast ", [one.id for one in breakfast[:2]])
        assert diary.meals.of(ada) == [meal]
        assert (meal.name, meal.items) == (
            "My breakfast",
            (
                Planned(item_id="natto", amount=1.0, unit="pack"),
                Planned(item_id="milk-whole", amount=2.0, unit="dl"),
            ),
        )
        logged = log_meal(diary, ada, meal.id, TODAY, meal="lunch")
        assert diary.entries.day(ada, TODAY) == logged
        assert {one.meal for one in logged} == {"lunch"}
        assert diary.history.undo(ada) == "Undone: 2 entries added."
        assert log_meal(diary, ada, meal.id, TODAY)[0].meal is None

    def test_it_can_be_renamed_and_changed(self, diary, ada, breakfast):
        meal = diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        renamed = diary.meals.edit(ada, meal.id, name="Brunch")
        assert (renamed.id, renamed.name, renamed.items) == (meal.id, "Brunch", meal.items)
        changed = diary.meals.edit(
            ada, meal.id, items=[("butter", "1,5", "pat"), ("supplement-mk7-90", 1, "capsule")]
        )
        assert changed.items == (
            Planned(item_id="butter", amount=1.5, unit="pat"),
            Planned(item_id="supplement-mk7-90", amount=1.0, unit="capsule"),
        )
        assert diary.meals.of(ada) == [changed]
        assert eaten(log_meal(diary, ada, meal.id, TODAY)) == [
            ("butter", 1.5, "pat", None),
            ("supplement-mk7-90", 1.0, "capsule", None),
        ]

    def test_no_change_is_no_step(self, diary, ada, breakfast, kept):
        meal = diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        before = kept()
        assert diary.meals.edit(ada, meal.id) == meal
        assert (
            diary.meals.edit(ada, meal.id, name=" Breakfast", items=[("natto", "1", "pack")])
            == meal
        )
        assert kept() == before

    @pytest.mark.parametrize(
        ("change", "error", "words"),
        [
            ({"name": ""}, InputError, "name of a meal has 1 to 80 characters"),
            ({"name": "x" * 81}, InputError, "this one has 81"),
            ({"name": "SUPPER"}, InputError, "saved meal Supper already. Choose another"),
            ({"items": []}, InputError, "at least one item. Delete it instead"),
            ({"items": [("nato", 1, "pack")]}, UnknownFoodError, "Nearest: Natto"),
            ({"items": [("natto", 1, "slurp")]}, UnitError, "not a unit of Natto"),
            ({"items": [("natto", 0, "pack")]}, UnitError, "zero"),
            ({"items": [("natto", 6, "kg")]}, UnitError, "more than the 5 kg"),
        ],
        ids=str,
    )
    def test_refuses_with_the_reason(self, diary, ada, breakfast, kept, change, error, words):
        diary.meals.save(ada, "Supper", [breakfast[0].id])
        meal = diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        before = kept()
        with pytest.raises(error, match=words):
            diary.meals.edit(ada, meal.id, **change)
        assert kept() == before

    def test_what_is_saved_has_a_name_and_something_in_it(self, diary, ada, bo, breakfast, kept):
        diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        before = kept()
        with pytest.raises(InputError, match="saved meal Breakfast already"):
            diary.meals.save(ada, "breakfast", [breakfast[1].id])
        with pytest.raises(InputError, match=r"at least one item\. Choose"):
            diary.meals.save(ada, "Lunch", [])
        with pytest.raises(InputError, match="not in the diary any more"):
            diary.meals.save(bo, "Breakfast", [breakfast[0].id])
        assert kept() == before
        assert diary.meals.save(bo, "Breakfast", [log(diary, bo).id]).profile_id == bo

    def test_anothers_meal_does_not_exist(self, diary, ada, bo, breakfast, kept):
        meal = diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        before = kept()
        assert diary.meals.of(bo) == []
        for verb in (
            lambda: diary.meals.edit(bo, meal.id, name="Mine"),
            lambda: diary.meals.delete(bo, meal.id),
            lambda: log_meal(diary, bo, meal.id, TODAY),
            lambda: log_meal(diary, ada, 10**30, TODAY),
        ):
            with pytest.raises(InputError, match="saved meal is not there any more"):
                verb()
        assert kept() == before

    def test_deleting_it_leaves_what_was_logged(self, diary, ada, breakfast):
        meal = diary.meals.save(ada, "Breakfast", [breakfast[0].id])
        logged = log_meal(diary, ada, meal.id, TODAY)
        diary.meals.delete(ada, meal.id)
        assert diary.meals.of(ada) == []
        assert diary.entries.day(ada, TODAY) == logged
        assert diary.history.undo(ada) == "Undone: Breakfast deleted (saved meal)."
        assert diary.meals.of(ada) == [meal]

    def test_the_newest_version_is_logged(self, diary, ada, cheese):
        entry = log(diary, ada, cheese.item_id, 2, "slice", YESTERDAY)
        meal = diary.meals.save(ada, "Toast", [entry.id])
        heavier = replace(CHEESE, portions=(Portion("slice", 30.0, "own", ""),))
        second = diary.own_foods.save(ada, heavier, cheese.key)
        (logged,) = log_meal(diary, ada, meal.id, TODAY)
        assert (logged.item_id, logged.quantity) == (second.item_id, 60.0)

    def test_where_the_unit_is_gone_the_grams_are_logged(self, diary, ada, cheese):
        drops = OwnSupplement(name="My drops", unit_name="drop", dose_ug={"MK7": 25.0})
        own = diary.own_foods.save(ada, drops)
        entries = [
            log(diary, ada, cheese.item_id, 2, "slice", YESTERDAY),
            log(diary, ada, own.item_id, 3, "drop", YESTERDAY),
        ]
        meal = diary.meals.save(ada, "Toast", [entry.id for entry in entries])
        diary.own_foods.save(ada, replace(CHEESE, portions=()), cheese.key)
        diary.own_foods.save(ada, replace(drops, unit_name="drip"), own.key)
        logged = log_meal(diary, ada, meal.id, TODAY)
        assert [(one.amount, one.unit, one.quantity) for one in logged] == [
            (40.0, "g", 40.0),
            (3.0, "drip", 3.0),
        ]

    def test_each_verb_is_said_and_undone(self, diary, ada, breakfast, kept):
        states, words = [], []
        for verb in (
            lambda: diary.meals.save(ada, "Breakfast", [breakfast[0].id]),
            lambda: diary.meals.edit(ada, diary.meals.of(ada)[0].id, name="Brunch"),
            lambda: log_meal(diary, ada, diary.meals.of(ada)[0].id, TODAY),
            lambda: diary.meals.delete(ada, diary.meals.of(ada)[0].id),
        ):
            states.append(kept(journal=False))
            verb()
            words.append(diary.history.last_change(ada))
        assert words == [
            "Breakfast saved as a meal",
            "Brunch changed (saved meal)",
            "Natto added",
            "Brunch deleted (saved meal)",
        ]
        while states:
            assert diary.history.undo(ada) == f"Undone: {words.pop()}."
            assert kept(journal=False) == states.pop()


class TestTokens:
    def test_one_token_twice_in_one_request_logs_once(self, diary, ada):
        natto = ToLog(date=TODAY, item_id="natto", amount=1, unit="pack")
        named = replace(natto, token="a")
        first, other, again = diary.entries.log_many(ada, [named, natto, named])
        assert first == again
        assert other.id != first.id
        assert diary.entries.day(ada, TODAY) == [first, other]
