"""Any sequence of verbs, against a plain model of a diary and against its own past."""

import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from estimator.calculation.intake import estimate
from estimator.diary.diary import Diary
from estimator.diary_values import COLORS, MEALS, ToLog
from estimator.errors import InputError
from estimator.foods.items import Portion, Supplement
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from estimator.importing.file_opening import read_sheet
from estimator.store import open_store

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
ITEMS = {"natto": "pack", "cheese-gouda-aged": "slice", "supplement-mk7-90": "capsule"}
days = st.dates(date(2026, 2, 1), date(2026, 2, 12))


class OnDiary(RuleBasedStateMachine):
    """A machine that begins with an empty diary, of which there is a file with the tables."""

    template: Path

    def diary_in(self, folder):
        return f"sqlite:///{shutil.copy(self.template, Path(folder) / 'diary.sqlite3')}"


@pytest.fixture(scope="module", autouse=True)
def template(sqlite_template):
    OnDiary.template = sqlite_template


class DiaryMachine(OnDiary):
    """Logs, edits, deletes, undoes and redoes; the model keeps every state it was in."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(self.diary_in(self.folder.name))
        self.diary = Diary(self.store, now=lambda: NOW)
        self.profile = self.diary.people.add("Ada", time_zone="UTC").id
        self.states, self.undone = [{}], []

    def change(self, state):
        if state != self.states[-1]:
            self.states.append(state)
            self.undone.clear()

    @rule(item=st.sampled_from(sorted(ITEMS)), amount=st.integers(1, 20), day=days)
    def log(self, item, amount, day):
        entry = self.diary.entries.log(
            self.profile, date=day, item_id=item, amount=amount, unit=ITEMS[item]
        )
        self.change({**self.states[-1], entry.id: (day, item, float(amount))})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data(), amount=st.integers(1, 20), day=days)
    def edit(self, data, amount, day):
        entry_id = data.draw(st.sampled_from(sorted(self.states[-1])))
        _, item, _ = self.states[-1][entry_id]
        self.diary.entries.edit(self.profile, entry_id, amount=amount, date=day)
        self.change({**self.states[-1], entry_id: (day, item, float(amount))})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data())
    def delete(self, data):
        gone = data.draw(st.sets(st.sampled_from(sorted(self.states[-1])), min_size=1))
        self.diary.entries.delete(self.profile, gone)
        left = {key: value for key, value in self.states[-1].items() if key not in gone}
        self.change(left)

    @rule()
    def undo(self):
        said = self.diary.history.undo(self.profile)
        assert (said is None) == (len(self.states) == 1)
        if said:
            self.undone.append(self.states.pop())

    @rule()
    def redo(self):
        said = self.diary.history.redo(self.profile)
        assert (said is None) == (not self.undone)
        if said:
            self.states.append(self.undone.pop())

    @invariant()
    def agrees(self):
        if hasattr(self, "states"):
            entries = self.diary.entries.of(self.profile)
            assert {
                entry.id: (entry.date, entry.item_id, entry.amount) for entry in entries
            } == self.states[-1]

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


TestDiaryMachine = DiaryMachine.TestCase
TestDiaryMachine.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


amounts = st.integers(1, 90)
HAS_ENTRIES, HAS_OWN_ITEMS, HAS_MEALS = 1, 2, 3
"""Places of these parts in the state of a diary."""
FOODS = ("natto", "butter", "supplement-mk7-90")
NAMES = ("Bread", "Soup", "Drops")


class PeopleMachine(OnDiary):
    """Every verb, for three people. What a verb refuses leaves all as it was; what it
    does is one step back; nobody else's diary changes; all steps back, nothing is left.
    A step back and forth again is exact, ids and moments included.
    """

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(self.diary_in(self.folder.name))
        self.diary = Diary(self.store, now=lambda: NOW)
        self.people = [self.diary.people.add(name, time_zone="UTC").id for name in "ABC"]
        self.states = {one: [self.state_of(one)] for one in self.people}
        self.undone = {one: [] for one in self.people}

    def state_of(self, one):
        diary = self.diary
        return (
            diary.people.get(one),
            diary.entries.of(one),
            diary.own_foods.of(one),
            diary.meals.of(one),
            diary.repeats.favourites(one),
            diary.days.of(one),
            diary.imports.names(one),
        )

    def attempt(self, one, verb):
        """Carry out a verb; what it changed is a step that can be undone."""
        before, journal = self.states[one][-1], self.diary.history.steps(one)
        try:
            verb()
        except InputError:
            assert self.state_of(one) == before
            assert self.diary.history.steps(one) == journal
            return
        after = self.state_of(one)
        if after != before:
            self.states[one].append(after)
            self.undone[one].clear()

    def person(self, data, part=0):
        """Draw somebody who has such a part of a diary, if anybody does."""
        able = [one for one in self.people if self.states[one][-1][part]]
        return data.draw(st.sampled_from(able or self.people))

    def item(self, data, one):
        own = [item.item_id for item in self.diary.foods(one).versions.values()]
        return data.draw(st.sampled_from([*FOODS, *own]))

    def unit(self, one, item_id):
        item = self.diary.foods(one).table.get(item_id)
        return item.unit_name if isinstance(item, Supplement) else "g"

    def some_entry_ids(self, data, one):
        known = [entry.id for entry in self.diary.entries.of(one)] or [999]
        return data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))

    def some_key(self, data, one):
        return data.draw(st.sampled_from([i.key for i in self.diary.own_foods.of(one)] or ["own"]))

    def some_meal_id(self, data, one):
        return data.draw(st.sampled_from([m.id for m in self.diary.meals.of(one)] or [999]))

    @rule(data=st.data(), amount=amounts, slices=st.booleans(), day=days)
    def log(self, data, amount, slices, day):
        one = self.person(data)
        item = self.item(data, one)
        unit = "slice" if slices else self.unit(one, item)
        self.attempt(
            one,
            lambda: self.diary.entries.log(one, date=day, item_id=item, amount=amount, unit=unit),
        )

    @rule(data=st.data(), amount=amounts, meal=st.sampled_from((*MEALS, None)))
    def edit(self, data, amount, meal):
        one = self.person(data, HAS_ENTRIES)
        entry = self.some_entry_ids(data, one)[0]
        self.attempt(one, lambda: self.diary.entries.edit(one, entry, amount=amount, meal=meal))

    @rule(data=st.data(), day=days, meal=st.sampled_from((*MEALS, None)))
    def move(self, data, day, meal):
        one = self.person(data, HAS_ENTRIES)
        entries = self.some_entry_ids(data, one)
        self.attempt(one, lambda: self.diary.entries.move(one, entries, date=day, meal=meal))

    @rule(data=st.data())
    def delete(self, data):
        one = self.person(data, HAS_ENTRIES)
        entries = self.some_entry_ids(data, one)
        self.attempt(one, lambda: self.diary.entries.delete(one, entries))

    @rule(data=st.data(), day=days, token=st.sampled_from((None, "click")))
    def copy(self, data, day, token):
        one = self.person(data, HAS_ENTRIES)
        entries = self.some_entry_ids(data, one)
        self.attempt(one, lambda: self.diary.repeats.copy(one, entries, day, token=token))

    @rule(data=st.data(), source=days, day=days)
    def copy_day(self, data, source, day):
        one = self.person(data, HAS_ENTRIES)
        self.attempt(one, lambda: self.diary.repeats.copy_day(one, source, day))

    @rule(data=st.data())
    def sample(self, data):
        one = self.person(data)
        verb = data.draw(
            st.sampled_from((self.diary.sample_week.add, self.diary.sample_week.remove))
        )
        self.attempt(one, lambda: verb(one))

    @rule(data=st.data(), name=st.sampled_from(NAMES), total=st.integers(0, 50), new=st.booleans())
    def save_food(self, data, name, total, new):
        one = self.person(data)
        food = OwnFood(
            name=name,
            group="cheese",
            contents={"VITK2": Content(value=total)},
            portions=(Portion("slice", 10.0 + total, "own", ""),) if total % 2 else (),
        )
        key = None if new else self.some_key(data, one)
        self.attempt(one, lambda: self.diary.own_foods.save(one, food, key))

    @rule(data=st.data(), name=st.sampled_from(NAMES), dose=st.integers(1, 50), new=st.booleans())
    def save_supplement(self, data, name, dose, new):
        one = self.person(data)
        drops = OwnSupplement(name=name, unit_name="drop", dose_ug={"MK7": dose})
        key = None if new else self.some_key(data, one)
        self.attempt(one, lambda: self.diary.own_foods.save(one, drops, key))

    @rule(
        data=st.data(),
        name=st.sampled_from(NAMES),
        amount=amounts,
        servings=st.sampled_from((None, 2)),
        new=st.booleans(),
    )
    def save_recipe(self, data, name, amount, servings, new):
        one = self.person(data)
        parts = [(self.item(data, one), amount, "g"), ("butter", 10, "g")]
        key = None if new else self.some_key(data, one)
        self.attempt(
            one,
            lambda: self.diary.own_foods.save_recipe(one, name, parts, servings=servings, key=key),
        )

    @rule(data=st.data())
    def remove_item(self, data):
        one = self.person(data, HAS_OWN_ITEMS)
        key = self.some_key(data, one)
        self.attempt(one, lambda: self.diary.own_foods.remove(one, key))

    @rule(data=st.data(), servings=st.integers(3, 9))
    def change_and_update_the_past(self, data, servings):
        one = self.person(data, HAS_OWN_ITEMS)
        key, own_foods = self.some_key(data, one), self.diary.own_foods
        for version in self.diary.foods(one).versions.values():
            if version.key == key and self.unit(one, version.item_id) == "g":
                self.attempt(
                    one,
                    lambda item=version.item_id: self.diary.entries.log(
                        one, date=NOW.date(), item_id=item, amount=1, unit="g"
                    ),
                )
        parts = [("butter", servings, "g")]
        self.attempt(one, lambda: own_foods.save_recipe(one, f"New {key}", parts, key=key))
        self.attempt(one, lambda: own_foods.update_past(one, key))

    @rule(data=st.data(), favourite=st.booleans())
    def set_favourite(self, data, favourite):
        one = self.person(data)
        item = self.diary.foods(one).newest(self.item(data, one))
        if self.diary.foods(one).offers(item):
            self.attempt(one, lambda: self.diary.repeats.set_favourite(one, item, favourite))

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def save_meal(self, data, name):
        one = self.person(data, HAS_ENTRIES)
        entries = self.some_entry_ids(data, one)
        self.attempt(one, lambda: self.diary.meals.save(one, name, entries))

    @rule(data=st.data(), name=st.sampled_from(NAMES), amount=amounts)
    def edit_meal(self, data, name, amount):
        one = self.person(data, HAS_MEALS)
        meal, item = self.some_meal_id(data, one), self.item(data, one)
        items = [(item, amount, self.unit(one, item))]
        self.attempt(one, lambda: self.diary.meals.edit(one, meal, name=name, items=items))

    @rule(data=st.data(), day=days)
    def log_meal(self, data, day):
        one = self.person(data, HAS_MEALS)
        meal = self.some_meal_id(data, one)

        def log():
            items = [
                ToLog(date=day, item_id=part.item_id, amount=part.amount, unit=part.unit)
                for part in self.diary.meals.planned(one, meal)
            ]
            self.diary.entries.log_many(one, items)

        self.attempt(one, log)

    @rule(data=st.data())
    def delete_meal(self, data):
        one = self.person(data, HAS_MEALS)
        meal = self.some_meal_id(data, one)
        self.attempt(one, lambda: self.diary.meals.delete(one, meal))

    @rule(data=st.data(), day=days, note=st.sampled_from(("", "fever")), complete=st.booleans())
    def mark_day(self, data, day, note, complete):
        one = self.person(data)
        self.attempt(one, lambda: self.diary.days.mark(one, day, note=note, complete=complete))

    @rule(data=st.data(), name=st.sampled_from("ABCD"), color=st.sampled_from(COLORS))
    def edit_profile(self, data, name, color):
        one = self.person(data)
        self.attempt(one, lambda: self.diary.people.edit(one, name=name, color=color))

    @rule(data=st.data())
    def delete_and_restore(self, data):
        one = self.person(data)
        self.diary.people.delete(one)
        self.diary.people.restore(one)
        assert self.state_of(one) == self.states[one][-1]

    @rule(data=st.data())
    def undo(self, data):
        self.step_back(self.person(data))

    def step_back(self, one):
        """Undo the last step; say whether there was one."""
        said = self.diary.history.last_change(one)
        try:
            undone = self.diary.history.undo(one)
        except InputError:  # somebody else has the former name by now
            assert said == "settings changed"
            return False
        assert undone == (said and f"Undone: {said}.")
        assert (undone is None) == (len(self.states[one]) == 1)
        if undone:
            self.undone[one].append(self.states[one].pop())
        return bool(undone)

    @rule(data=st.data())
    def import_file(self, data):
        one = self.person(data)
        amount = data.draw(amounts)
        text = (
            "Day,Group,Food Name,Amount,Energy (kcal)\n"
            f'2026-02-09,Lunch,"Cheese, Gouda",{amount} g,100\n'
            f"2026-02-09,Lunch,Natto,{amount} g,100\n"
        )
        sheet = read_sheet(text.encode(), "servings.csv")
        chosen = {"Cheese, Gouda": "cheese-gouda-aged"}
        _, plan = self.diary.imports.preview(one, sheet, chosen=chosen)
        assert plan.new or self.states[one][-1][HAS_ENTRIES]
        self.attempt(one, lambda: self.diary.imports.apply(one, plan, chosen))

    @rule(data=st.data(), steps=st.integers(1, 4))
    def redo(self, data, steps):
        one = data.draw(st.sampled_from([one for one in self.people if self.undone[one]] or "A"))
        for _ in range(steps if one != "A" else 0):
            said = self.diary.history.steps(one)[1]
            try:
                redone = self.diary.history.redo(one)
            except InputError:  # somebody else has the name by now
                assert said.words == "settings changed"
                return
            assert redone == (said and f"Redone: {said.words}.")
            assert (redone is None) == (not self.undone[one])
            if redone:
                self.states[one].append(self.undone[one].pop())

    @invariant()
    def agrees(self):
        if not hasattr(self, "people"):
            return
        # Read as a page reads; what a verb did is read by each question alone in `attempt`.
        with self.diary.look():
            for one in self.people:
                state = self.state_of(one)
                assert state == self.states[one][-1]
                entries, table = state[HAS_ENTRIES], self.diary.foods(one).table
                assert all(entry.item_id in table.items for entry in entries)
                by_id = sorted((e.date, e.id, e.quantity) for e in entries)
                frame = self.diary.entries.frame(one)
                assert frame["quantity"].tolist() == [quantity for *_, quantity in by_id]

    def teardown(self):
        if not hasattr(self, "people"):
            return
        for one in self.people:
            foods, frame = self.diary.foods(one), self.diary.entries.frame(one)
            estimated = estimate(frame, None, "EU", composition=foods.composition("EU"))
            assert estimated.periods["entries"].sum() == len(frame)
        for one, name in zip(self.people, "ABC", strict=True):
            for other in self.people:
                if other != one:  # a former name may be theirs by now
                    self.diary.people.edit(other, name=f"{other}, not {one}")
                    self.states[other].append(self.state_of(other))
                    self.undone[other].clear()
            while self.step_back(one):
                pass
            profile, *kept = self.state_of(one)
            assert (profile.name, kept) == (name, [[], [], [], [], [], []])
            assert self.diary.history.last_change(one) is None
        self.store.close()
        self.folder.cleanup()


TestPeopleMachine = PeopleMachine.TestCase
TestPeopleMachine.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)
