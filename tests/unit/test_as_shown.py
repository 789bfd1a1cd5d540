"""Every verb that acts on something shown refuses what is no longer that."""

from datetime import date
from pathlib import Path

import pytest

from estimator.errors import NotAsShownError
from estimator.foods.own_items import Content, OwnFood
from estimator.importing.sheet import read_sheet

TODAY = date(2026, 2, 12)
YESTERDAY = date(2026, 2, 11)
FILE = Path(__file__).resolve().parents[1] / "imports" / "cronometer_2025.csv"


def log(diary, profile, item="natto", day=TODAY):
    return diary.log(profile, date=day, item_id=item, amount=10, unit="g")


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
    "delete": lambda diary, one, e: diary.delete(one, [e.id], shown=[e]),
    "move": lambda diary, one, e: diary.move(one, [e.id], date=YESTERDAY, shown=[e]),
    "edit": lambda diary, one, e: diary.edit(one, e.id, amount=3, shown=e),
    "copy": lambda diary, one, e: diary.copy(one, [e.id], TODAY, shown=[e]),
    "save": lambda diary, one, e: diary.save_meal(one, "Lunch", [e.id], shown=[e]),
}


@pytest.mark.parametrize("verb", ON_ENTRIES.values(), ids=ON_ENTRIES)
class TestEntries:
    def test_changed_meanwhile(self, diary, ada, entry, refused, verb):
        changed = diary.edit(ada, entry.id, amount=99)
        said, now = refused(lambda: verb(diary, ada, entry))
        assert said.startswith("This entry was changed meanwhile, in another window")
        assert now == (changed,)
        verb(diary, ada, changed)

    def test_moved_or_deleted_meanwhile(self, diary, ada, entry, refused, verb):
        diary.move(ada, [entry.id], meal="lunch")
        assert "changed meanwhile" in refused(lambda: verb(diary, ada, entry))[0]
        diary.delete(ada, [entry.id])
        assert refused(lambda: verb(diary, ada, entry))[1] == (None,)

    def test_changed_and_changed_back_is_as_it_was_shown(self, diary, ada, entry, verb):
        diary.edit(ada, entry.id, amount=99)
        diary.edit(ada, entry.id, amount=10)
        verb(diary, ada, entry)


class TestSeveralEntries:
    def test_it_is_said_how_many(self, diary, ada, refused):
        shown = [log(diary, ada) for _ in range(4)]
        diary.edit(ada, shown[0].id, amount=2)
        diary.delete(ada, [shown[1].id, shown[2].id])
        ids = [one.id for one in shown]
        said, _ = refused(lambda: diary.delete(ada, ids, shown=shown))
        assert said.startswith("Of these 4 there were 1 changed and 2 deleted meanwhile")

    def test_the_same_change_in_two_windows_is_none(self, diary, ada, entry, kept):
        changed = diary.edit(ada, entry.id, amount=3)
        before = kept()
        assert diary.edit(ada, entry.id, amount=3, shown=entry) == changed
        assert kept() == before


def test_own_foods(diary, ada, refused):
    kitchen = diary.kitchen
    shown = kitchen.save(ada, cheese())
    newer = kitchen.save(ada, cheese(7), shown.key)
    for verb in (
        lambda: kitchen.save(ada, cheese(9), shown.key, shown=shown),
        lambda: kitchen.remove(ada, shown.key, shown=shown),
    ):
        said, now = refused(verb)
        assert said.startswith("This item was changed meanwhile")
        assert now == (newer,)
    assert kitchen.save(ada, cheese(7), shown.key, shown=shown) == newer
    kitchen.remove(ada, shown.key, shown=newer)
    assert refused(lambda: kitchen.save(ada, cheese(9), shown.key, shown=newer))[1] == (None,)


def test_recipes(diary, ada, refused):
    kitchen = diary.kitchen
    shown = kitchen.save_recipe(ada, "Toast", [("natto", 40, "g")])
    kitchen.save_recipe(ada, "Toast", [("natto", 50, "g")], key=shown.key)
    parts = [("butter", 5, "g")]
    refused(lambda: kitchen.save_recipe(ada, "Toast", parts, key=shown.key, shown=shown))


def test_past_entries(diary, ada, refused):
    kitchen = diary.kitchen
    first = kitchen.save(ada, cheese())
    log(diary, ada, first.item_id)
    kitchen.save(ada, cheese(7), first.key)
    shown = kitchen.past_update(ada, first.key)
    log(diary, ada, first.item_id)
    refused(lambda: kitchen.update_past(ada, first.key, shown=shown))
    now = kitchen.past_update(ada, first.key)
    assert kitchen.update_past(ada, first.key, shown=now) == 2


def test_saved_meals(diary, ada, entry, refused):
    shown = diary.save_meal(ada, "Lunch", [entry.id])
    newer = diary.edit_meal(ada, shown.id, name="Dinner")
    for verb in (
        lambda: diary.edit_meal(ada, shown.id, name="Snack", shown=shown),
        lambda: diary.delete_meal(ada, shown.id, shown=shown),
    ):
        said, now = refused(verb)
        assert said.startswith("This saved meal was changed meanwhile")
        assert now == (newer,)
    diary.delete_meal(ada, shown.id, shown=newer)
    assert refused(lambda: diary.edit_meal(ada, shown.id, name="x", shown=newer))[1] == (None,)


def test_people(diary, ada, refused):
    shown = diary.profile(ada)
    newer = diary.edit_profile(ada, region="US")
    for verb in (
        lambda: diary.edit_profile(ada, color="red", shown=shown),
        lambda: diary.delete_profile(ada, shown=shown),
    ):
        said, now = refused(verb)
        assert said.startswith("This person was changed meanwhile")
        assert now == (newer,)
    diary.delete_profile(ada, shown=newer)
    (gone,) = diary.deleted_profiles()
    diary.restore_profile(ada, shown=gone)
    for verb in (diary.restore_profile, diary.erase_profile):
        assert refused(lambda verb=verb: verb(ada, shown=gone))[1] == (None,)


def test_the_note_of_a_day(diary, ada, refused):
    shown = diary.day_mark(ada, TODAY)
    diary.mark_day(ada, TODAY, note="fever")
    said, _ = refused(lambda: diary.mark_day(ada, TODAY, note="at home", shown=shown))
    assert said.startswith("This day was changed meanwhile")
    # The mark is another thing than the note.
    diary.mark_day(ada, TODAY, complete=True, shown=shown)
    diary.mark_day(ada, TODAY, note="fever", shown=shown)


def test_the_sample_week(diary, ada, refused):
    diary.add_sample_week(ada)
    shown = diary.sample(ada)
    diary.edit(ada, shown[0].id, note="really eaten")
    refused(lambda: diary.remove_sample(ada, shown=shown))
    diary.remove_sample(ada, shown=diary.sample(ada))
    assert diary.entries(ada) == []


def test_a_file(diary, ada, refused):
    _, plan = diary.imports.look(ada, read_sheet(FILE.read_bytes(), FILE.name))
    log(diary, ada)
    said, _ = refused(lambda: diary.imports.carry_out(ada, plan))
    assert said.startswith("The diary has changed since the file was looked at")
    _, plan = diary.imports.look(ada, read_sheet(FILE.read_bytes(), FILE.name))
    assert diary.imports.carry_out(ada, plan).added == 3
    assert diary.imports.carry_out(ada, plan).added == 0
