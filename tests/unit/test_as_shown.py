"""Every verb that acts on something shown refuses what is no longer that."""

from datetime import date
from pathlib import Path

import pytest

from estimator.errors import NotAsShownError
from estimator.foods.own_items import Content, OwnFood
from estimator.importing.file_opening import read_sheet

TODAY = date(2026, 2, 12)
YESTERDAY = date(2026, 2, 11)
FILE = Path(__file__).resolve().parents[1] / "imports" / "cronometer_2025.csv"


def log(diary, profile, item="natto", day=TODAY):
    return diary.entries.log(profile, date=day, item_id=item, amount=10, unit="g")


def cheese(total=5, name="Farm cheese"):
    return OwnFood(name=name, group="cheese", contents={"VITK2": Content(value=total)})


@pytest.fixture
def entry(diary, ada):
    return log(diary, ada)


@pytest.fixture
def refused(kept):
    """Return a function that checks that a verb is refused, and says what it said."""

    def check(verb):
        before = kept()
        with pytest.raises(NotAsShownError) as error:
            verb()
        assert kept() == before
        return str(error.value), error.value.now

    return check


ON_ENTRIES = {
    "delete": lambda diary, one, e: diary.entries.delete(one, [e.id], shown=[e]),
    "move": lambda diary, one, e: diary.entries.move(one, [e.id], date=YESTERDAY, shown=[e]),
    "edit": lambda diary, one, e: diary.entries.edit(one, e.id, amount=3, shown=e),
    "copy": lambda diary, one, e: diary.repeats.copy(one, [e.id], TODAY, shown=[e]),
    "save": lambda diary, one, e: diary.meals.save(one, "Lunch", [e.id], shown=[e]),
}


@pytest.mark.parametrize("verb", ON_ENTRIES.values(), ids=ON_ENTRIES)
class TestEntries:
    def test_changed_meanwhile(self, diary, ada, entry, refused, verb):
        changed = diary.entries.edit(ada, entry.id, amount=99)
        said, now = refused(lambda: verb(diary, ada, entry))
        assert said.startswith("This entry was changed meanwhile, in another window")
        assert now == (changed,)
        verb(diary, ada, changed)

    def test_moved_or_deleted_meanwhile(self, diary, ada, entry, refused, verb):
        diary.entries.move(ada, [entry.id], meal="lunch")
        assert "changed meanwhile" in refused(lambda: verb(diary, ada, entry))[0]
        diary.entries.delete(ada, [entry.id])
        assert refused(lambda: verb(diary, ada, entry))[1] == (None,)

    def test_changed_and_changed_back_is_as_it_was_shown(self, diary, ada, entry, verb):
        diary.entries.edit(ada, entry.id, amount=99)
        diary.entries.edit(ada, entry.id, amount=10)
        verb(diary, ada, entry)


class TestSeveralEntries:
    def test_it_is_said_how_many(self, diary, ada, refused):
        shown = [log(diary, ada) for _ in range(4)]
        diary.entries.edit(ada, shown[0].id, amount=2)
        diary.entries.delete(ada, [shown[1].id, shown[2].id])
        ids = [one.id for one in shown]
        said, _ = refused(lambda: diary.entries.delete(ada, ids, shown=shown))
        assert said.startswith("Of these 4 there were 1 changed and 2 deleted meanwhile")

    def test_the_same_change_in_two_windows_is_none(self, diary, ada, entry, kept):
        changed = diary.entries.edit(ada, entry.id, amount=3)
        before = kept()
        assert diary.entries.edit(ada, entry.id, amount=3, shown=entry) == changed
        assert kept() == before


def test_own_foods(diary, ada, refused):
    own_foods = diary.own_foods
    shown = own_foods.save(ada, cheese())
    newer = own_foods.save(ada, cheese(7), shown.key)
    for verb in (
        lambda: own_foods.save(ada, cheese(9), shown.key, shown=shown),
        lambda: own_foods.remove(ada, shown.key, shown=shown),
    ):
        said, now = refused(verb)
        assert said.startswith("This item was changed meanwhile")
        assert now == (newer,)
    assert own_foods.save(ada, cheese(7), shown.key, shown=shown) == newer
    own_foods.remove(ada, shown.key, shown=newer)
    assert refused(lambda: own_foods.save(ada, cheese(9), shown.key, shown=newer))[1] == (None,)


def test_recipes(diary, ada, refused):
    own_foods = diary.own_foods
    shown = own_foods.save_recipe(ada, "Toast", [("natto", 40, "g")])
    own_foods.save_recipe(ada, "Toast", [("natto", 50, "g")], key=shown.key)
    parts = [("butter", 5, "g")]
    refused(lambda: own_foods.save_recipe(ada, "Toast", parts, key=shown.key, shown=shown))


def test_past_entries(diary, ada, refused):
    own_foods = diary.own_foods
    first = own_foods.save(ada, cheese())
    log(diary, ada, first.item_id)
    own_foods.save(ada, cheese(7), first.key)
    shown = own_foods.past_update(ada, first.key)
    log(diary, ada, first.item_id)
    refused(lambda: own_foods.update_past(ada, first.key, shown=shown))
    now = own_foods.past_update(ada, first.key)
    assert own_foods.update_past(ada, first.key, shown=now) == 2


def test_saved_meals(diary, ada, entry, refused):
    shown = diary.meals.save(ada, "Lunch", [entry.id])
    newer = diary.meals.edit(ada, shown.id, name="Dinner")
    for verb in (
        lambda: diary.meals.edit(ada, shown.id, name="Snack", shown=shown),
        lambda: diary.meals.delete(ada, shown.id, shown=shown),
    ):
        said, now = refused(verb)
        assert said.startswith("This saved meal was changed meanwhile")
        assert now == (newer,)
    diary.meals.delete(ada, shown.id, shown=newer)
    assert refused(lambda: diary.meals.edit(ada, shown.id, name="x", shown=newer))[1] == (None,)


def test_people(diary, ada, refused):
    shown = diary.people.get(ada)
    newer = diary.people.edit(ada, region="US")
    for verb in (
        lambda: diary.people.edit(ada, color="red", shown=shown),
        lambda: diary.people.delete(ada, shown=shown),
    ):
        said, now = refused(verb)
        assert said.startswith("This person was changed meanwhile")
        assert now == (newer,)
    diary.people.delete(ada, shown=newer)
    (gone,) = diary.people.deleted()
    diary.people.restore(ada, shown=gone)
    for verb in (diary.people.restore, diary.people.erase):
        assert refused(lambda verb=verb: verb(ada, shown=gone))[1] == (None,)


def test_the_note_of_a_day(diary, ada, refused):
    shown = diary.days.get(ada, TODAY)
    diary.days.mark(ada, TODAY, note="fever")
    said, _ = refused(lambda: diary.days.mark(ada, TODAY, note="at home", shown=shown))
    assert said.startswith("This day was changed meanwhile")
    # The mark is another thing than the note.
    diary.days.mark(ada, TODAY, complete=True, shown=shown)
    diary.days.mark(ada, TODAY, note="fever", shown=shown)


def test_the_sample_week(diary, ada, refused):
    diary.sample_week.add(ada)
    shown = diary.sample_week.of(ada)
    diary.entries.edit(ada, shown[0].id, note="really eaten")
    refused(lambda: diary.sample_week.remove(ada, shown=shown))
    diary.sample_week.remove(ada, shown=diary.sample_week.of(ada))
    assert diary.entries.of(ada) == []


def test_a_file(diary, ada, refused):
    _, plan = diary.imports.preview(ada, read_sheet(FILE.read_bytes(), FILE.name))
    log(diary, ada)
    said, _ = refused(lambda: diary.imports.apply(ada, plan))
    assert said.startswith("The diary has changed since the file was looked at")
    _, plan = diary.imports.preview(ada, read_sheet(FILE.read_bytes(), FILE.name))
    assert diary.imports.apply(ada, plan).added == 3
    assert diary.imports.apply(ada, plan).added == 0
