"""Own foods, own supplements and recipes: versions, names, cycles, and entries of the past."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from estimator.calculation.intake import estimate
from estimator.components import K2_TOTAL
from estimator.errors import InputError, UnitError, UnknownFoodError
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnSupplement, Recipe
from tests.unit.conftest import log_meal

TODAY = date(2026, 2, 12)
CHEESE = OwnFood(
    name="Farm cheese",
    group="cheese",
    contents={"MK4": Content(value=10.0), K2_TOTAL: Content(value=60.0, low=40.0, high=90.0)},
    portions=(Portion("slice", 20.0, "own", ""),),
)
DROPS = OwnSupplement(name="My drops", unit_name="drop", dose_ug={"MK7": 25.0})
SOUP = [("kale", 300, "g"), ("butter", 20, "g")]


def log(diary, profile, item_id, amount=100, unit="g", day=TODAY, **more):
    return diary.entries.log(profile, date=day, item_id=item_id, amount=amount, unit=unit, **more)


def names(diary, profile):
    return [(item.name, item.version) for item in diary.own_foods.of(profile)]


def k2_of(diary, profile):
    frame = diary.entries.frame(profile)
    composition = diary.foods(profile).composition("EU")
    intake = estimate(frame, None, "EU", composition=composition).intake
    (row,) = intake[intake["component"] == K2_TOTAL].itertuples()
    return row.estimate_ug, row.supplement_ug


@pytest.fixture
def cheese(diary, ada):
    return diary.own_foods.save(ada, CHEESE)


@pytest.fixture
def soup(diary, ada):
    return diary.own_foods.save_recipe(ada, "Soup", SOUP, yield_g=300, servings=2)


class TestSave:
    @pytest.mark.parametrize("definition", [CHEESE, DROPS], ids=lambda one: one.name)
    def test_an_own_item_is_kept_as_it_was_described(self, diary, ada, definition):
        saved = diary.own_foods.save(ada, definition)
        (item,) = diary.own_foods.of(ada)
        assert item == saved
        assert (item.definition, item.version, item.removed) == (definition, 1, False)
        assert diary.foods(ada).table.get(saved.item_id).name == definition.name

    def test_it_can_be_found_logged_and_estimated_at_once(self, diary, ada, cheese):
        assert diary.foods(ada).table.find("farm cheese").item_id == cheese.item_id
        entry = log(diary, ada, cheese.item_id, 2, "slices")
        assert entry.quantity == 40.0
        assert k2_of(diary, ada)[0] == pytest.approx(24.0)

    def test_an_edit_is_a_new_version_and_the_past_keeps_its_own(self, diary, ada, cheese):
        entry = log(diary, ada, cheese.item_id)
        milder = replace(CHEESE, name="Mild cheese", contents={K2_TOTAL: Content(value=6.0)})
        second = diary.own_foods.save(ada, milder, cheese.key)
        assert (second.key, second.version) == (cheese.key, 2)
        assert diary.own_foods.of(ada) == [second]
        assert diary.entries.day(ada, TODAY) == [entry]
        assert k2_of(diary, ada)[0] == pytest.approx(60.0)
        table = diary.foods(ada).table
        assert (table.get(cheese.item_id).name, table.get(second.item_id).name) == (
            "Farm cheese",
            "Mild cheese",
        )
        with pytest.raises(UnknownFoodError):
            table.find("Farm cheese")

    @pytest.mark.parametrize("definition", [CHEESE, DROPS], ids=lambda one: one.name)
    def test_saving_it_unchanged_makes_no_version(self, diary, ada, kept, definition):
        saved = diary.own_foods.save(ada, definition)
        before = kept()
        assert diary.own_foods.save(ada, definition, saved.key) == saved
        assert (
            diary.own_foods.save(ada, replace(definition, name=f" {saved.name} "), saved.key)
            == saved
        )
        assert kept() == before

    @pytest.mark.parametrize("name", ["Farm cheese", "FARM  CHEESE ", "farm cheese"])
    def test_two_on_the_list_never_share_a_name(self, diary, ada, cheese, soup, kept, name):
        before = kept()
        with pytest.raises(InputError, match=r"You have a Farm cheese already\. Edit that one"):
            diary.own_foods.save(ada, replace(DROPS, name=name))
        with pytest.raises(InputError, match="You have a Farm cheese already"):
            diary.own_foods.save_recipe(ada, name, SOUP, key=soup.key)
        assert kept() == before
        assert (
            diary.own_foods.save(ada, replace(CHEESE, name="FARM CHEESE"), cheese.key).version == 2
        )

    def test_a_name_of_the_food_table_may_be_ones_own(self, diary, ada):
        own = diary.own_foods.save(ada, replace(CHEESE, name="Natto"))
        assert diary.foods(ada).table.find("Natto").item_id == own.item_id

    def test_a_kind_never_changes(self, diary, ada, cheese, kept):
        before = kept()
        with pytest.raises(InputError, match="Farm cheese can't become another kind"):
            diary.own_foods.save(ada, replace(DROPS, name="Farm cheese"), cheese.key)
        with pytest.raises(InputError, match="Farm cheese can't become another kind"):
            diary.own_foods.save_recipe(ada, "Farm cheese", SOUP, key=cheese.key)
        assert kept() == before

    def test_anothers_items_do_not_exist(self, diary, ada, bo, cheese, soup, kept):
        before = kept()
        assert diary.own_foods.of(bo) == []
        own_foods = diary.own_foods
        for verb in (
            lambda: own_foods.save(bo, CHEESE, cheese.key),
            lambda: own_foods.save_recipe(bo, "Soup", SOUP, key=soup.key),
            lambda: own_foods.remove(bo, cheese.key),
            lambda: own_foods.past_update(bo, cheese.key),
            lambda: own_foods.update_past(bo, cheese.key),
        ):
            with pytest.raises(InputError, match=r"not on the list any more\. Reload"):
                verb()
        for verb in (
            lambda: log(diary, bo, cheese.item_id),
            lambda: diary.repeats.set_favourite(bo, cheese.item_id, True),
            lambda: own_foods.save_recipe(bo, "Toast", [(cheese.item_id, 1, "slice")]),
        ):
            with pytest.raises(UnknownFoodError):
                verb()
        assert kept() == before
        assert own_foods.save(bo, CHEESE).item_id != cheese.item_id


class TestRecipes:
    def test_ingredients_are_resolved_and_servings_are_its_measures(self, diary, ada, soup):
        recipe = soup.definition
        assert [(one.item_id, one.quantity) for one in recipe.ingredients] == [
            ("kale", 300.0),
            ("butter", 20.0),
        ]
        assert log(diary, ada, soup.item_id, 1, "serving").quantity == 150.0
        assert log(diary, ada, soup.item_id, "1/2", "whole recipe").quantity == 150.0
        assert log(diary, ada, soup.item_id, 1, "oz").quantity == pytest.approx(28.3495231)

    def test_without_a_yield_a_dish_weighs_what_went_in(self, diary, ada):
        recipe = diary.own_foods.save_recipe(ada, "Soup", SOUP)
        assert log(diary, ada, recipe.item_id, 1, "whole recipe").quantity == 320.0

    def test_a_dish_brings_what_its_ingredients_bring(self, diary, ada, bo, soup):
        log(diary, ada, soup.item_id, 1, "serving")
        log(diary, bo, "kale", 150)
        log(diary, bo, "butter", 10)
        assert k2_of(diary, ada) == pytest.approx(k2_of(diary, bo))

    def test_saving_it_unchanged_makes_no_version(self, diary, ada, soup, kept):
        before = kept()
        again = [("kale", "300", "g"), ("butter", "20", " g ")]
        saved = diary.own_foods.save_recipe(
            ada, "Soup", again, yield_g=300, servings=2, key=soup.key
        )
        assert saved == soup
        assert kept() == before

    @pytest.mark.parametrize(
        ("ingredients", "error", "words"),
        [
            ([], InputError, "1 to 100 ingredients; this one has 0"),
            ([("butter", 1, "g")] * 101, InputError, "this one has 101"),
            ([("supplement-mk7-90", 1, "capsule")], InputError, "counted apart from food"),
            ([("nato", 1, "g")], UnknownFoodError, "Nearest: Natto"),
            ([("butter", "much", "g")], UnitError, "'much' is not a number"),
            ([("butter", 1, "slurp")], UnitError, "not a unit of Butter"),
            ([("butter", 0, "g")], UnitError, "zero"),
            ([("butter", 1e9, "kg")], InputError, "Butter can't be 1e.12"),
        ],
        ids=lambda value: str(value)[:30],
    )
    def test_refuses_with_the_reason(self, diary, ada, kept, ingredients, error, words):
        before = kept()
        with pytest.raises(error, match=words):
            diary.own_foods.save_recipe(ada, "Soup", ingredients)
        assert kept() == before

    def test_an_own_supplement_is_no_ingredient(self, diary, ada):
        drops = diary.own_foods.save(ada, DROPS)
        with pytest.raises(InputError, match="My drops is a supplement"):
            diary.own_foods.save_recipe(ada, "Soup", [(drops.item_id, 1, "drop")])

    def test_a_nested_recipe_stays_as_it_was_until_the_outer_is_saved_again(self, diary, ada, soup):
        inside = [(soup.item_id, 1, "serving"), ("bread-white", 50, "g")]
        supper = diary.own_foods.save_recipe(ada, "Supper", inside)
        entry = log(diary, ada, supper.item_id)
        before = k2_of(diary, ada)
        thick = diary.own_foods.save_recipe(
            ada, "Soup", SOUP, yield_g=200, servings=2, key=soup.key
        )
        assert [item.item_id for item in diary.own_foods.of(ada)] == [
            thick.item_id,
            supper.item_id,
        ]
        assert k2_of(diary, ada) == before
        again = diary.own_foods.save_recipe(ada, "Supper", inside, key=supper.key)
        assert again.version == 2
        assert again.definition.ingredients[0] == Ingredient(
            item_id=thick.item_id, amount=1.0, unit="serving", quantity=100.0
        )
        assert diary.entries.day(ada, TODAY) == [entry]
        assert k2_of(diary, ada) == before

    def test_a_dish_never_contains_itself(self, diary, ada, soup, kept):
        own_foods = diary.own_foods
        supper = own_foods.save_recipe(ada, "Supper", [(soup.item_id, 1, "serving")])
        feast = own_foods.save_recipe(ada, "Feast", [(supper.item_id, 50, "g")])
        second = own_foods.save_recipe(ada, "Soup", SOUP, servings=3, key=soup.key)
        before = kept()
        for inner, words in (
            (soup, "Soup can't be an ingredient of itself"),
            (second, "Soup can't be an ingredient of itself"),
            (supper, "Soup can't have Supper in it, which has Soup in it"),
            (feast, "Soup can't have Feast in it, which has Soup in it"),
        ):
            with pytest.raises(InputError, match=words):
                own_foods.save_recipe(ada, "Soup", [(inner.item_id, 10, "g")], key=soup.key)
        assert kept() == before

    def test_not_through_an_older_version_either(self, diary, ada, soup):
        supper = diary.own_foods.save_recipe(ada, "Supper", [(soup.item_id, 10, "g")])
        diary.own_foods.save_recipe(ada, "Supper", SOUP, key=supper.key)
        # Supper is without soup now, and the newest version is what would go in.
        saved = diary.own_foods.save_recipe(ada, "Soup", [(supper.item_id, 10, "g")], key=soup.key)
        assert saved.definition.ingredients[0].item_id == f"{supper.key}-v2"
        with pytest.raises(InputError, match="Supper can't have Soup in it"):
            diary.own_foods.save_recipe(ada, "Supper", [(soup.item_id, 10, "g")], key=supper.key)

    def test_a_resolved_recipe_is_checked_as_one_in_words(self, diary, ada, bo, soup, kept):
        """`save` takes a recipe too; what can't be eaten would spoil every estimate."""
        others = diary.own_foods.save(bo, CHEESE)
        drops = diary.own_foods.save(ada, DROPS)
        before = kept()

        def recipe(item_id, quantity=10.0):
            part = Ingredient(item_id=item_id, amount=10.0, unit="g", quantity=quantity)
            return Recipe(name="Dish", ingredients=(part,))

        for wrong, words in (
            (recipe("nato"), "Nearest: Natto"),
            (recipe(others.item_id), "not in the food table"),
            (recipe(drops.item_id), "is a supplement"),
            (recipe("butter", 0.0), "can't be 0"),
            (recipe("butter", float("nan")), "nan"),
            (recipe("butter", 1e9), "0.001 to 100,000 g"),
        ):
            with pytest.raises(InputError, match=words):
                diary.own_foods.save(ada, wrong)
        with pytest.raises(InputError, match="ingredient of itself"):
            diary.own_foods.save(ada, recipe(soup.item_id), soup.key)
        assert kept() == before
        assert diary.own_foods.save(ada, recipe("butter")).version == 1

    def test_deep_nests_of_recipes_are_quick(self, diary, ada):
        """Each level has the one below it twice: 2^40 ways down."""
        inner = "butter"
        for level in range(40):
            parts = [(inner, 10, "g"), (inner, 10, "g")]
            inner = diary.own_foods.save_recipe(ada, f"Level {level}", parts).item_id
        foods = diary.foods(ada)
        lowest = diary.own_foods.of(ada)[0]
        assert foods.contains(inner, lowest.key)
        assert len(foods.made_with(lowest.key)) == 39
        log(diary, ada, inner)
        log(diary, ada, "butter", day=date(2026, 2, 11))
        assert k2_of(diary, ada)[0] > 0


class TestRemove:
    def test_takes_it_off_the_list_and_off_the_search_only(self, diary, ada, cheese):
        entry = log(diary, ada, cheese.item_id)
        toast = diary.own_foods.save_recipe(ada, "Toast", [(cheese.item_id, 1, "slice")])
        before = k2_of(diary, ada)
        diary.own_foods.remove(ada, cheese.key)
        assert names(diary, ada) == [("Toast", 1)]
        with pytest.raises(UnknownFoodError):
            diary.foods(ada).table.find("Farm cheese")
        assert diary.entries.day(ada, TODAY) == [entry]
        assert k2_of(diary, ada) == before
        assert diary.entries.edit(ada, entry.id, amount=50).quantity == 50.0
        assert log(diary, ada, toast.item_id, 1, "serving").quantity == 20.0

    def test_a_recipe_with_it_can_still_be_changed(self, diary, ada, cheese):
        toast = diary.own_foods.save_recipe(ada, "Toast", [(cheese.item_id, 1, "slice")])
        diary.own_foods.remove(ada, cheese.key)
        parts = [(cheese.item_id, 2, "slice"), ("bread-white", 40, "g")]
        again = diary.own_foods.save_recipe(ada, "Toast", parts, key=toast.key)
        assert again.definition.weight_g == 80.0

    def test_its_name_is_free_and_it_can_be_changed_no_more(self, diary, ada, cheese):
        diary.own_foods.remove(ada, cheese.key)
        for verb in (
            diary.own_foods.remove,
            diary.own_foods.past_update,
            diary.own_foods.update_past,
        ):
            with pytest.raises(InputError, match="not on the list any more"):
                verb(ada, cheese.key)
        with pytest.raises(InputError, match="not on the list any more"):
            diary.own_foods.save(ada, replace(CHEESE, density_g_per_ml=1.0), cheese.key)
        assert diary.own_foods.save(ada, CHEESE).key != cheese.key

    def test_it_is_suggested_no_more(self, diary, ada, cheese):
        log(diary, ada, cheese.item_id)
        second = diary.own_foods.save(ada, replace(CHEESE, density_g_per_ml=1.0), cheese.key)
        log(diary, ada, second.item_id)
        log(diary, ada, "butter")
        diary.repeats.set_favourite(ada, second.item_id, True)
        diary.own_foods.remove(ada, cheese.key)
        assert diary.repeats.favourites(ada) == []
        for suggested in (diary.repeats.suggestions, diary.repeats.familiar_items):
            assert [item.item_id for item in suggested(ada)] == ["butter"]
        diary.history.undo(ada)
        assert [item.item_id for item in diary.repeats.favourites(ada)] == [second.item_id]

    def test_what_was_eaten_can_be_eaten_again(self, diary, ada, cheese):
        entry = log(diary, ada, cheese.item_id, 1, "slice")
        meal = diary.meals.save(ada, "Snack", [entry.id])
        diary.own_foods.remove(ada, cheese.key)
        (copied,) = diary.repeats.copy(ada, [entry.id], date(2026, 2, 11))
        (logged,) = log_meal(diary, ada, meal.id, date(2026, 2, 10))
        assert copied.item_id == logged.item_id == cheese.item_id


class TestUpdatePast:
    def changed(self, diary, ada, cheese, **values):
        return diary.own_foods.save(ada, replace(CHEESE, **values), cheese.key)

    def test_nothing_to_update(self, diary, ada, cheese):
        log(diary, ada, cheese.item_id)
        assert diary.own_foods.past_update(ada, cheese.key) is None
        assert diary.own_foods.update_past(ada, cheese.key) == 0
        assert diary.history.last_change(ada) == "Farm cheese added"

    def test_the_preview_is_what_happens(self, diary, ada, cheese, kept):
        log(diary, ada, cheese.item_id, 2, "slice", date(2026, 2, 1))
        log(diary, ada, cheese.item_id, 50, "g", date(2026, 2, 3))
        before_ug, _ = k2_of(diary, ada)
        heavier = (Portion("slice", 30.0, "own", ""),)
        contents = {K2_TOTAL: Content(value=100.0)}
        newest = self.changed(diary, ada, cheese, portions=heavier, contents=contents)
        log(diary, ada, newest.item_id, 7, "g", date(2026, 2, 5))
        diary.entries.delete(ada, [diary.entries.of(ada)[-1].id])
        unchanged = kept()
        preview = diary.own_foods.past_update(ada, cheese.key)
        assert kept() == unchanged
        assert (preview.entries, preview.first, preview.last) == (
            2,
            date(2026, 2, 1),
            date(2026, 2, 3),
        )
        assert diary.own_foods.update_past(ada, cheese.key) == 2
        assert (preview.before_ug, preview.after_ug) == pytest.approx((before_ug, 110.0))
        assert k2_of(diary, ada)[0] == pytest.approx(preview.after_ug)
        assert [(e.item_id, e.amount, e.unit, e.quantity) for e in diary.entries.of(ada)] == [
            (newest.item_id, 2.0, "slice", 60.0),
            (newest.item_id, 50.0, "g", 50.0),
        ]
        assert diary.own_foods.past_update(ada, cheese.key) is None
        assert diary.history.undo(ada) == "Undone: 2 entries updated."
        assert kept(journal=False) == {k: v for k, v in unchanged.items() if k != "changes"}

    def test_every_older_version_is_taken_along(self, diary, ada, cheese):
        log(diary, ada, cheese.item_id)
        second = self.changed(diary, ada, cheese, density_g_per_ml=1.0)
        log(diary, ada, second.item_id)
        third = self.changed(diary, ada, cheese, density_g_per_ml=1.1)
        assert diary.own_foods.update_past(ada, cheese.key) == 2
        assert {entry.item_id for entry in diary.entries.of(ada)} == {third.item_id}

    def test_where_the_unit_is_gone_the_grams_stay(self, diary, ada, cheese):
        log(diary, ada, cheese.item_id, 2, "slice")
        newest = self.changed(diary, ada, cheese, portions=())
        diary.own_foods.update_past(ada, cheese.key)
        (entry,) = diary.entries.of(ada)
        assert (entry.item_id, entry.amount, entry.unit, entry.quantity) == (
            newest.item_id,
            40.0,
            "g",
            40.0,
        )

    def test_supplements_are_updated_apart_from_food(self, diary, ada):
        drops = diary.own_foods.save(ada, DROPS)
        log(diary, ada, drops.item_id, 100, "µg")
        log(diary, ada, drops.item_id, 3, "drop")
        stronger = replace(DROPS, dose_ug={"MK7": 50.0}, unit_name="drip")
        diary.own_foods.save(ada, stronger, drops.key)
        preview = diary.own_foods.past_update(ada, drops.key)
        assert (preview.before_ug, preview.after_ug) == (175.0, 250.0)
        diary.own_foods.update_past(ada, drops.key)
        assert [(e.amount, e.unit, e.quantity) for e in diary.entries.of(ada)] == [
            (100.0, "µg", 2.0),
            (3.0, "drip", 3.0),
        ]
        assert k2_of(diary, ada) == (0.0, 250.0)

    def test_more_than_an_entry_may_hold_is_refused_with_its_day(self, diary, ada, cheese, kept):
        log(diary, ada, cheese.item_id, 10, "slice", date(2026, 2, 1))
        log(diary, ada, cheese.item_id, 200, "slice", date(2026, 2, 3))
        self.changed(diary, ada, cheese, portions=(Portion("slice", 30.0, "own", ""),))
        before = kept()
        for verb in (diary.own_foods.past_update, diary.own_foods.update_past):
            with pytest.raises(UnitError, match=r"2026-02-03: 6 kg of Farm cheese .* the 5 kg"):
                verb(ada, cheese.key)
        assert kept() == before

    def test_nothing_known_stays_unknown(self, diary, ada, cheese):
        log(diary, ada, cheese.item_id)
        self.changed(diary, ada, cheese, contents={})
        preview = diary.own_foods.past_update(ada, cheese.key)
        assert preview.before_ug == pytest.approx(60.0)
        assert preview.after_ug != preview.after_ug  # NaN

    def test_recipes_in_the_past_are_updated_too(self, diary, ada, soup):
        log(diary, ada, soup.item_id, 1, "serving")
        diary.own_foods.save_recipe(ada, "Soup", SOUP, yield_g=300, servings=3, key=soup.key)
        preview = diary.own_foods.past_update(ada, soup.key)
        assert preview.after_ug == pytest.approx(preview.before_ug * 2 / 3)
        diary.own_foods.update_past(ada, soup.key)
        assert diary.entries.of(ada)[0].quantity == 100.0


class TestUndo:
    def test_each_verb_is_said_and_undone(self, diary, ada, kept):
        own_foods, states, words = diary.own_foods, [kept(journal=False)], []

        def then(verb):
            made = verb()
            states.append(kept(journal=False))
            words.append(diary.history.last_change(ada))
            return made

        cheese = then(lambda: own_foods.save(ada, CHEESE))
        then(lambda: log(diary, ada, cheese.item_id))
        then(lambda: own_foods.save(ada, replace(CHEESE, name="Hard cheese"), cheese.key))
        then(lambda: own_foods.update_past(ada, cheese.key))
        then(lambda: own_foods.save_recipe(ada, "Soup", SOUP))
        then(lambda: own_foods.remove(ada, cheese.key))
        assert words == [
            "Farm cheese added to your foods",
            "Farm cheese added",
            "Hard cheese changed in your foods",
            "Hard cheese updated",
            "Soup added to your foods",
            "Hard cheese taken off your foods",
        ]
        while words:
            states.pop()
            assert diary.history.undo(ada) == f"Undone: {words.pop()}."
            assert kept(journal=False) == states[-1]
        assert diary.history.last_change(ada) is None
        assert own_foods.of(ada) == []

    def test_a_version_after_an_undone_one_is_never_taken_for_it(self, diary, ada, cheese):
        own_foods = diary.own_foods
        for total in (70.0, 80.0):
            changed = replace(CHEESE, contents={K2_TOTAL: Content(value=total)})
            second = own_foods.save(ada, changed, cheese.key)
            assert second.version == 2
            log(diary, ada, second.item_id)
            assert k2_of(diary, ada)[0] == pytest.approx(total)
            diary.history.undo(ada)
            diary.history.undo(ada)
        assert own_foods.of(ada) == [cheese]


class TestAtOnce:
    def test_eight_threads_save_and_log(self, diary, ada):
        def cook(cook_id):
            for dish in range(4):
                recipe = diary.own_foods.save_recipe(ada, f"Dish {cook_id}.{dish}", SOUP)
                log(diary, ada, recipe.item_id, token=f"{cook_id}.{dish}")

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(cook, range(8)))
        wanted = {f"Dish {cook_id}.{dish}" for cook_id in range(8) for dish in range(4)}
        assert {item.name for item in diary.own_foods.of(ada)} == wanted
        table = diary.foods(ada).table
        assert sorted(table.get(e.item_id).name for e in diary.entries.of(ada)) == sorted(wanted)

    def test_one_name_at_once_is_taken_once(self, diary, ada):
        def cook(servings):
            try:
                return diary.own_foods.save_recipe(ada, "Soup", SOUP, servings=servings)
            except InputError:
                return None

        with ThreadPoolExecutor(8) as pool:
            made = [item for item in pool.map(cook, range(1, 9)) if item]
        assert made == diary.own_foods.of(ada)
        assert len(made) == 1

    def test_the_very_same_saved_again_is_the_same_item(self, diary, ada):
        with ThreadPoolExecutor(8) as pool:
            made = list(
                pool.map(lambda _: diary.own_foods.save_recipe(ada, "Soup", SOUP), range(8))
            )
        assert made == diary.own_foods.of(ada) * 8

    def test_versions_made_at_once_are_numbered_one_by_one(self, diary, ada, soup):
        def change(servings):
            return diary.own_foods.save_recipe(ada, "Soup", SOUP, servings=servings, key=soup.key)

        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(change, range(3, 11)))
        assert sorted(item.version for item in made) == list(range(2, 10))
