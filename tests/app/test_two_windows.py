"""Two windows on one diary: what one changed is never changed, or lost, in silence by the other."""

from datetime import timedelta

import pytest

from estimator.foods.own_items import Content, OwnFood
from tests.app.entry_rows import act
from tests.app.test_pages import click, labelled, open_page, shown


@pytest.fixture
def me(diary):
    return diary.people.first().id


@pytest.fixture
def entry(diary, me):
    return diary.entries.log(me, date=diary.people.today(me), item_id="natto", amount=10, unit="g")


@pytest.fixture
def editing(launch, entry):
    """A window in which 25 is typed as the amount of the entry, and not saved."""
    window = launch("app.py")
    act(window, "Natto", "edit")
    labelled(window.text_input, "Amount").input("25")
    labelled(window.text_input, "Note").input("with rice")
    return window


def typed(window):
    return [labelled(window.text_input, label).value for label in ("Amount", "Note")]


def labels(window):
    return [button.label for button in window.button]


class TestEntry:
    def test_deleted_meanwhile_is_said_and_can_be_logged(self, diary, me, entry, editing):
        diary.entries.delete(me, [entry.id])
        click(editing, "Save")
        assert "Natto was deleted meanwhile, in another window" in shown(editing)
        assert typed(editing) == ["25", "with rice"]
        assert "Save over the newer one" not in labels(editing)
        assert diary.entries.of(me) == []
        click(editing, "Log it as a new entry")
        (logged,) = diary.entries.of(me)
        assert (logged.item_id, logged.amount, logged.note) == ("natto", 25.0, "with rice")
        assert logged.id != entry.id
        assert "Added: Natto." in shown(editing)

    def test_changed_meanwhile_is_saved_over_only_when_asked(self, diary, me, entry, editing):
        diary.entries.edit(me, entry.id, amount=80, meal="lunch")
        for _ in range(2):  # a second click on Save saves nothing over either
            click(editing, "Save")
            assert "It is now: 80 g, lunch." in shown(editing)
            assert typed(editing) == ["25", "with rice"]
            assert diary.entries.of(me)[0].amount == 80.0
        click(editing, "Save over the newer one")
        (after,) = diary.entries.of(me)
        assert (after.id, after.amount, after.note, after.meal) == (entry.id, 25, "with rice", None)
        assert "Changed: Natto." in shown(editing)

    def test_changed_once_more_is_said_once_more(self, diary, me, entry, editing):
        diary.entries.edit(me, entry.id, amount=80)
        click(editing, "Save")
        diary.entries.edit(me, entry.id, amount=90)
        click(editing, "Save over the newer one")
        assert "It is now: 90 g." in shown(editing)
        assert diary.entries.of(me)[0].amount == 90.0

    def test_moved_to_another_day_meanwhile(self, diary, me, entry, editing):
        yesterday = entry.date - timedelta(days=1)
        diary.entries.move(me, [entry.id], date=yesterday)
        click(editing, "Save")
        assert f"It is now: on {yesterday}." in shown(editing)
        assert typed(editing) == ["25", "with rice"]
        click(editing, "Log it as a new entry")
        assert [(one.date, one.amount) for one in diary.entries.of(me)] == [
            (yesterday, 10.0),
            (entry.date, 25.0),
        ]

    def test_the_form_that_was_cancelled_begins_with_what_there_is(self, diary, me, entry, editing):
        diary.entries.edit(me, entry.id, amount=80, meal="lunch")
        click(editing, "Save")
        click(editing, "Cancel")
        act(editing, "Natto", "edit")
        assert typed(editing) == ["80", ""]
        assert labelled(editing.selectbox, "Meal").value in ("", "lunch")
        click(editing, "Save")
        assert diary.entries.of(me)[0].meal == "lunch"

    def test_a_list_that_is_behind_deletes_nothing_it_does_not_show(self, launch, diary, me, entry):
        window = launch("app.py")
        diary.entries.edit(me, entry.id, amount=80)
        act(window, "Natto", "delete")
        assert "This entry was changed meanwhile" in shown(window)
        assert len(diary.entries.of(me)) == 1
        act(window, "Natto", "delete")
        assert diary.entries.of(me) == []


def test_undo_in_a_window_that_is_behind_undoes_nothing(launch, diary, me, entry):
    window = launch("app.py")
    diary.entries.log(me, date=entry.date, item_id="natto", amount=20, unit="g")
    click(window, "Undo: Natto added")
    assert "nothing was undone. Now it would be: Natto added." in shown(window)
    assert len(diary.entries.of(me)) == 2
    click(window, "Undo: Natto added")
    assert [one.amount for one in diary.entries.of(me)] == [10.0]
    click(window, "Redo: Natto added")
    assert [one.amount for one in diary.entries.of(me)] == [10.0, 20.0]


class TestNoteOfTheDay:
    def test_what_was_typed_stays(self, launch, diary, me, entry):
        window = launch("app.py")
        diary.days.mark(me, entry.date, note="fever")
        labelled(window.text_input, "Note of the day").input("at home").run()
        assert "to “fever”. What you typed is kept" in shown(window)
        assert labelled(window.text_input, "Note of the day").value == "at home"
        assert diary.days.get(me, entry.date).note == "fever"
        click(window, "Save mine over it")
        assert diary.days.get(me, entry.date).note == "at home"
        assert "What you typed is kept" not in shown(window)

    def test_or_the_newer_one_does(self, launch, diary, me, entry):
        window = launch("app.py")
        diary.days.mark(me, entry.date, note="fever")
        labelled(window.text_input, "Note of the day").input("at home").run()
        click(window, "Keep the newer note")
        assert labelled(window.text_input, "Note of the day").value == "fever"
        assert diary.days.get(me, entry.date).note == "fever"


class TestMyFoods:
    @pytest.fixture
    def cheese(self, diary, me):
        return diary.own_foods.save(me, _cheese(5))

    @pytest.fixture
    def window(self, launch, cheese):
        window = open_page(launch("app.py"), "app_pages/my_foods.py")
        click(window, "Edit")
        labelled(window.text_input, "Name").input("Mountain cheese")
        return window

    def test_a_newer_version_is_saved_over_only_when_asked(self, diary, me, cheese, window):
        diary.own_foods.save(me, _cheese(9), cheese.key)
        click(window, "Save food")
        assert "Farm cheese was changed meanwhile, in another window" in shown(window)
        assert labelled(window.text_input, "Name").value == "Mountain cheese"
        assert [item.name for item in diary.own_foods.of(me)] == ["Farm cheese"]
        click(window, "Save over the newer one")
        assert [(i.name, i.version) for i in diary.own_foods.of(me)] == [("Mountain cheese", 3)]

    def test_one_that_was_removed_is_saved_as_a_new_one(self, diary, me, cheese, window):
        diary.own_foods.remove(me, cheese.key)
        click(window, "Save food")
        assert "Farm cheese was deleted meanwhile" in shown(window)
        click(window, "Save as a new one")
        (item,) = diary.own_foods.of(me)
        assert item.name == "Mountain cheese"
        assert item.key != cheese.key

    def test_a_saved_meal(self, launch, diary, me, entry):
        meal = diary.meals.save(me, "Lunch", [entry.id])
        window = open_page(launch("app.py"), "app_pages/my_foods.py")
        click(window, "Edit")
        labelled(window.text_input, "Name").input("Supper")
        diary.meals.delete(me, meal.id)
        click(window, "Save meal")
        assert "Lunch was deleted meanwhile" in shown(window)
        assert labelled(window.text_input, "Name").value == "Supper"
        click(window, "Save as a new one")
        assert [one.name for one in diary.meals.of(me)] == ["Supper"]


def test_settings(launch, diary, me):
    window = open_page(launch("app.py"), "app_pages/people.py")
    diary.people.edit(me, region="US")
    labelled(window.text_input, "Name").input("Ada")
    click(window, "Save settings")
    assert "Me was changed meanwhile, in another window" in shown(window)
    assert labelled(window.text_input, "Name").value == "Ada"
    assert (diary.people.get(me).name, diary.people.get(me).region) == ("Me", "US")
    click(window, "Save over the newer ones")
    assert (diary.people.get(me).name, diary.people.get(me).region) == ("Ada", "world")
    assert "Settings saved." in shown(window)


def _cheese(total):
    return OwnFood(name="Farm cheese", group="cheese", contents={"VITK2": Content(value=total)})
