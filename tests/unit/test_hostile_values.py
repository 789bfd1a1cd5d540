"""Whatever is typed: refused with a sentence, or kept as it was written."""

import math
from dataclasses import replace
from datetime import date, time

import numpy as np
import pytest

from estimator.errors import EstimatorError
from estimator.foods.items import Portion
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnSupplement, Recipe

TODAY = date(2026, 2, 12)
TEXTS = (
    "",
    " \n\t ",
    "<script>alert(1)</script>",
    "=1+1",
    "*bold* [link](http://example.org) $x$ :smile:",
    "Robert'); DROP TABLE entries;--",
    "إيدا",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦 🧀",
    "e\u0301" * 30,
    "\0",
    "na\0tto",
    "\x1b[31mred\x07",
    "\ud800",
    "\u200b\u2060",
    "NaN",
    "NULL",
    "../../etc/passwd",
    "%s%n{0}{name}",
    "x" * 81,
    "🧀" * 80,
    "ﬃ" * 80,
    "x" * 1_000_000,
)
UNLIKE_SQLITE = ("\0", "na\0tto", "\ud800", "x" * 81, "🧀" * 80, "ﬃ" * 80, "x" * 1_000_000)
"""What PostgreSQL keeps otherwise than SQLite, or not: the null, halves, and what is too long."""
NUMBERS = (0.0, -0.0, -1.0, 1e-320, 1e9, 1e308, math.nan, math.inf, -math.inf, 10**9)
IDS = (-1, 0, 10**9, 2**63, 10**400)
CHEESE = OwnFood(
    name="Farm cheese",
    group="cheese",
    contents={"MK4": Content(value=10.0, low=5.0, high=20.0)},
    portions=(Portion("slice", 20.0, "own", ""),),
)
DROPS = OwnSupplement(name="My drops", unit_name="drop", dose_ug={"MK7": 25.0})
BUTTER = Ingredient(item_id="butter", amount=10.0, unit="g", quantity=10.0)
DISH = Recipe(name="Dish", ingredients=(BUTTER,))


class Desk:
    """A diary with one of each thing in it."""

    def __init__(self, diary, ada):
        self.diary, self.ada, self.own_foods = diary, ada, diary.own_foods
        self.cheese = diary.own_foods.save(ada, CHEESE)
        self.drops = diary.own_foods.save(ada, DROPS)
        self.entry = self.log()
        self.meal = diary.meals.save(ada, "Breakfast", [self.entry.id])
        self.gone = diary.people.add("Gone").id
        diary.people.delete(self.gone)

    def log(self, **more):
        natto = {"date": TODAY, "item_id": "natto", "amount": 1, "unit": "pack"}
        return self.diary.entries.log(self.ada, **natto | more)

    def food(self, **more):
        return self.own_foods.save(self.ada, replace(CHEESE, **{"name": "New"} | more))

    def portion(self, *portion):
        return self.food(portions=(Portion(*portion),))

    def content(self, **more):
        figures = {"value": 10.0, "low": 5.0, "high": 20.0} | more
        return self.food(contents={"MK4": Content(**figures)})

    def supplement(self, **more):
        return self.own_foods.save(self.ada, replace(DROPS, **{"name": "New"} | more))

    def recipe(self, ingredients=(("butter", 10, "g"),), name="New", **more):
        return self.own_foods.save_recipe(self.ada, name, ingredients, **more)

    def resolved(self, **more):
        part = replace(BUTTER, **more)
        return self.own_foods.save(self.ada, replace(DISH, ingredients=(part,)))


@pytest.fixture
def desk(diary, ada):
    return Desk(diary, ada)


TEXT_PARAMETERS = {
    "log item": lambda d, x: d.log(item_id=x),
    "log amount": lambda d, x: d.log(amount=x),
    "log unit": lambda d, x: d.log(unit=x),
    "log meal": lambda d, x: d.log(meal=x),
    "log note": lambda d, x: d.log(note=x),
    "log token": lambda d, x: d.log(token=x),
    "log kind": lambda d, x: d.log(amount_kind=x),
    "log words": lambda d, x: d.log(typed=x),
    "question": lambda d, x: d.diary.questions.put_aside(d.ada, x),
    "edit amount": lambda d, x: d.diary.entries.edit(d.ada, d.entry.id, amount=x),
    "edit unit": lambda d, x: d.diary.entries.edit(d.ada, d.entry.id, unit=x),
    "edit meal": lambda d, x: d.diary.entries.edit(d.ada, d.entry.id, meal=x),
    "edit note": lambda d, x: d.diary.entries.edit(d.ada, d.entry.id, note=x),
    "move meal": lambda d, x: d.diary.entries.move(d.ada, [d.entry.id], meal=x),
    "copy meal": lambda d, x: d.diary.repeats.copy(d.ada, [d.entry.id], TODAY, meal=x),
    "copy token": lambda d, x: d.diary.repeats.copy(d.ada, [d.entry.id], TODAY, token=x),
    "copy day meals": lambda d, x: d.diary.repeats.copy_day(d.ada, TODAY, TODAY, meals=[x]),
    "copy day token": lambda d, x: d.diary.repeats.copy_day(d.ada, TODAY, TODAY, token=x),
    "favourite": lambda d, x: d.diary.repeats.set_favourite(d.ada, x, True),
    "no favourite": lambda d, x: d.diary.repeats.set_favourite(d.ada, x, False),
    "meal name": lambda d, x: d.diary.meals.save(d.ada, x, [d.entry.id]),
    "meal new name": lambda d, x: d.diary.meals.edit(d.ada, d.meal.id, name=x),
    "meal item": lambda d, x: d.diary.meals.edit(d.ada, d.meal.id, items=[(x, 1, "pack")]),
    "meal amount": lambda d, x: d.diary.meals.edit(d.ada, d.meal.id, items=[("natto", x, "g")]),
    "meal unit": lambda d, x: d.diary.meals.edit(d.ada, d.meal.id, items=[("natto", 1, x)]),
    "day note": lambda d, x: d.diary.days.mark(d.ada, TODAY, note=x),
    "profile name": lambda d, x: d.diary.people.add(x),
    "profile region": lambda d, x: d.diary.people.add("New", region=x),
    "profile zone": lambda d, x: d.diary.people.add("New", time_zone=x),
    "profile cup": lambda d, x: d.diary.people.add("New", cup=x),
    "profile colour": lambda d, x: d.diary.people.add("New", color=x),
    "profile week": lambda d, x: d.diary.people.add("New", week_start=x),
    "profile new name": lambda d, x: d.diary.people.edit(d.ada, name=x),
    "profile new region": lambda d, x: d.diary.people.edit(d.ada, region=x),
    "profile new zone": lambda d, x: d.diary.people.edit(d.ada, time_zone=x),
    "profile new cup": lambda d, x: d.diary.people.edit(d.ada, cup=x),
    "profile new colour": lambda d, x: d.diary.people.edit(d.ada, color=x),
    "profile new week": lambda d, x: d.diary.people.edit(d.ada, week_start=x),
    "food name": lambda d, x: d.food(name=x),
    "food group": lambda d, x: d.food(group=x),
    "food basis": lambda d, x: d.food(basis=x),
    "food component": lambda d, x: d.food(contents={x: Content(value=1.0)}),
    "food profile": lambda d, x: d.food(profile_id=x, contents={"VITK2": Content(value=1.0)}),
    "food origin": lambda d, x: d.food(copied_from=x),
    "food key": lambda d, x: d.own_foods.save(d.ada, CHEESE, x),
    "measure": lambda d, x: d.portion(x, 20.0, "own", ""),
    "measure source": lambda d, x: d.portion("slice", 20.0, x, ""),
    "measure note": lambda d, x: d.portion("slice", 20.0, "own", x),
    "supplement name": lambda d, x: d.supplement(name=x),
    "supplement unit": lambda d, x: d.supplement(unit_name=x),
    "supplement component": lambda d, x: d.supplement(dose_ug={x: 1.0}),
    "recipe name": lambda d, x: d.recipe(name=x),
    "recipe item": lambda d, x: d.recipe([(x, 1, "g")]),
    "recipe amount": lambda d, x: d.recipe([("butter", x, "g")]),
    "recipe unit": lambda d, x: d.recipe([("butter", 1, x)]),
    "recipe key": lambda d, x: d.recipe(key=x),
    "resolved item": lambda d, x: d.resolved(item_id=x),
    "resolved unit": lambda d, x: d.resolved(unit=x),
    "remove key": lambda d, x: d.own_foods.remove(d.ada, x),
    "past key": lambda d, x: d.own_foods.past_update(d.ada, x),
    "update key": lambda d, x: d.own_foods.update_past(d.ada, x),
}
NUMBER_PARAMETERS = {
    "log amount": lambda d, x: d.log(amount=x),
    "edit amount": lambda d, x: d.diary.entries.edit(d.ada, d.entry.id, amount=x),
    "meal amount": lambda d, x: d.diary.meals.edit(d.ada, d.meal.id, items=[("natto", x, "g")]),
    "recipe amount": lambda d, x: d.recipe([("butter", x, "g")]),
    "recipe yield": lambda d, x: d.recipe(yield_g=x),
    "recipe servings": lambda d, x: d.recipe(servings=x),
    "resolved amount": lambda d, x: d.resolved(amount=x),
    "resolved quantity": lambda d, x: d.resolved(quantity=x),
    "food density": lambda d, x: d.food(density_g_per_ml=x),
    "measure weight": lambda d, x: d.portion("slice", x, "own", ""),
    "content": lambda d, x: d.content(value=x),
    "content low": lambda d, x: d.content(low=x),
    "content high": lambda d, x: d.content(high=x),
    "dose": lambda d, x: d.supplement(dose_ug={"MK7": x}),
    "day start": lambda d, x: d.diary.people.edit(d.ada, day_start_hour=x),
    "new day start": lambda d, x: d.diary.people.add("New", day_start_hour=x),
}
COUNT_PARAMETERS = {
    "profile": lambda d, x: d.diary.entries.log(x, date=TODAY, item_id="natto", amount=1, unit="g"),
    "profile read": lambda d, x: d.diary.entries.of(x),
    "profile delete": lambda d, x: d.diary.people.delete(x),
    "profile restore": lambda d, x: d.diary.people.restore(x),
    "profile erase": lambda d, x: d.diary.people.erase(x),
    "edit": lambda d, x: d.diary.entries.edit(d.ada, x, amount=2),
    "move": lambda d, x: d.diary.entries.move(d.ada, [d.entry.id, x], meal="lunch"),
    "delete": lambda d, x: d.diary.entries.delete(d.ada, [d.entry.id, x]),
    "copy": lambda d, x: d.diary.repeats.copy(d.ada, [d.entry.id, x], TODAY),
    "save meal": lambda d, x: d.diary.meals.save(d.ada, "New", [x]),
    "edit meal": lambda d, x: d.diary.meals.edit(d.ada, x, name="New"),
    "delete meal": lambda d, x: d.diary.meals.delete(d.ada, x),
    "planned meal": lambda d, x: d.diary.meals.planned(d.ada, x),
}
DATES = (None, date.min, date(1899, 12, 31), date(2026, 2, 13), date.max)
DATE_PARAMETERS = {
    "log": lambda d, x: d.log(date=x),
    "copy": lambda d, x: d.diary.repeats.copy(d.ada, [d.entry.id], x),
    "copy day": lambda d, x: d.diary.repeats.copy_day(d.ada, x, TODAY),
    "copy to day": lambda d, x: d.diary.repeats.copy_day(d.ada, TODAY, x),
    "mark day": lambda d, x: d.diary.days.mark(d.ada, x, complete=True),
}


def refused_or_kept(desk, kept, verb, value):
    """Carry out a verb; say whether it was kept. It is undone then."""
    diary, ada = desk.diary, desk.ada
    before, refusal = kept(), None
    try:
        verb(desk, value)
    except EstimatorError as error:
        refusal = str(error)
    if refusal is not None:
        assert kept() == before
        assert 0 < len(refusal.encode("utf-8")) < 1000
        return False
    after = kept()
    # What is kept can be shown, searched and estimated.
    foods = diary.foods(ada)
    assert foods.table.search("natto")
    matrix = foods.composition("EU")
    assert np.isfinite(matrix.mean).all()
    assert np.isfinite(matrix.variance).all()
    for text in (
        diary.people.all()[-1].name,
        diary.history.last_change(ada),
        repr(diary.entries.of(ada)),
    ):
        assert len(text.encode("utf-8")) < 10_000
    if after["changes"] != before["changes"]:
        diary.history.undo(ada)
        left = kept()
        assert left | {"changes": []} == before | {"changes": []}
    return True


@pytest.mark.parametrize("name", TEXT_PARAMETERS)
def test_any_text(desk, kept, name):
    sqlite = desk.diary._store.engine.dialect.name == "sqlite"
    for text in TEXTS if sqlite else UNLIKE_SQLITE:
        refused_or_kept(desk, kept, TEXT_PARAMETERS[name], text)


@pytest.mark.parametrize("name", NUMBER_PARAMETERS)
def test_any_number(desk, kept, name):
    for number in NUMBERS:
        refused_or_kept(desk, kept, NUMBER_PARAMETERS[name], number)


@pytest.mark.parametrize("name", COUNT_PARAMETERS)
def test_no_number_is_anothers(desk, kept, name):
    for number in IDS:
        assert not refused_or_kept(desk, kept, COUNT_PARAMETERS[name], number)


@pytest.mark.parametrize("name", DATE_PARAMETERS)
def test_no_date_out_of_range(desk, kept, name):
    for day in DATES:
        assert not refused_or_kept(desk, kept, DATE_PARAMETERS[name], day)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1", "إيدا", "👩‍👩‍👧‍👦 🧀", "NULL"]
)
def test_names_and_notes_are_kept_as_written(desk, text):
    diary, ada = desk.diary, desk.ada
    assert diary.people.edit(ada, name=text).name == text
    assert desk.log(note=text).note == text
    assert diary.meals.save(ada, text, [desk.entry.id]).name == text
    diary.days.mark(ada, TODAY, note=text)
    assert diary.days.get(ada, TODAY).note == text
    assert desk.food(name=text).name == text
    assert desk.recipe(name=f"{text} soup").name == f"{text} soup"
    assert desk.supplement(name=f"{text} drops", unit_name=text).definition.unit_name == text
    assert desk.portion(text, 20.0, "own", "").definition.portions[0].measure == text


@pytest.mark.parametrize("name", ["profile name", "meal name", "food name", "recipe name"])
def test_a_name_that_cannot_be_seen_is_none(desk, kept, name):
    for text in ("", " \n", "\0", "\x1b\x07", "\ud800", "\u200b\u2060"):
        assert not refused_or_kept(desk, kept, TEXT_PARAMETERS[name], text), repr(text)


def test_what_cannot_be_seen_is_left_out(desk):
    assert desk.diary.people.add("B\0o\x1b\ud800").name == "Bo"
    assert desk.log(note="a\x07\nb\0").note == "a\nb"


@pytest.mark.parametrize("moment", [time.min, time.max, time(12, 30, 15, 123456)])
def test_any_time_of_day(desk, moment):
    desk.log(eaten_at=moment)
    entry = desk.diary.entries.day(desk.ada, TODAY)[-1]
    assert moment in {one.eaten_at for one in desk.diary.entries.day(desk.ada, TODAY)}
    desk.diary.entries.delete(desk.ada, [entry.id])
    desk.diary.history.undo(desk.ada)
    assert entry in desk.diary.entries.day(desk.ada, TODAY)
