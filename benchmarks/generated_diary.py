"""Writes a diary as one person would have kept it for years, with a fixed seed.

Three meals a day, or four, of three or four items, out of foods that come again and again;
favourites, a saved meal, own foods, a recipe edited every year, and days marked as complete.
The verbs that the app calls write it, each on the day it was eaten.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from estimator.diary.diary import Diary
from estimator.diary_values import MEALS, Entry, ToLog
from estimator.foods.own_items import Content, OwnFood, OwnSupplement
from estimator.foods.table import food_table
from estimator.measures.unit_names import units_of
from estimator.store import open_store

SEED: Final = 20260101
ITEMS_PER_MEAL: Final = (3, 4)
SNACK_SHARE: Final = 0.1
"""Share of the days that have a fourth meal."""
FOODS_EATEN: Final = 150
"""How many foods of the table the person ever eats."""
OWN_SHARE: Final = 0.1
"""Share of what is eaten that the person added to the table."""
COMPLETE_SHARE: Final = 0.8
"""Share of the days that are marked as complete."""
OWN_ITEMS: Final = (
    OwnFood(
        name="Quark of the farm",
        group="yogurt and fermented milk",
        contents={"MK9": Content(value=5.0, low=2.0, high=12.0)},
    ),
    OwnFood(name="Bread of the baker", group="bread and cereal", contents={}),
    OwnSupplement(name="Capsules of the chemist", unit_name="capsule", dose_ug={"MK7": 75.0}),
)


def write_diary(url: str, entries: int) -> None:
    """Write a diary of this many entries, the last at breakfast today; 0 for an empty one."""
    random = np.random.default_rng(SEED)
    days = _meal_sizes(random, entries) if entries else []
    # What the diary takes for now goes through the days, from the first to this one.
    moment = datetime.now(UTC) - timedelta(days=len(days))
    diary = Diary(open_store(url), now=lambda: moment)
    me = diary.people.add("Me", time_zone="UTC").id
    foods = random.choice(sorted(food_table().foods), FOODS_EATEN, replace=False)
    often = random.exponential(size=FOODS_EATEN) ** 2
    for number, sizes in enumerate(days):
        moment += timedelta(days=1)
        if number % 365 == 0:
            own = _save_own_items(diary, me, year=number // 365)
        for meal, size in zip(MEALS, sizes, strict=False):
            items = random.choice(foods, size, replace=False, p=often / often.sum())
            items = np.where(random.random(size) < OWN_SHARE, random.choice(own, size), items)
            made = _log(diary, me, meal, items.tolist())
        if number == 0:
            diary.meals.save(me, "The usual", [entry.id for entry in made])
            for entry in made:
                diary.repeats.set_favourite(me, entry.item_id, True)
        elif random.random() < COMPLETE_SHARE:
            diary.days.mark(me, diary.people.today(me) - timedelta(days=1), complete=True)
    diary.close()


def _meal_sizes(random: np.random.Generator, entries: int) -> list[list[int]]:
    """Return how many items each meal has, day by day; the last day has a breakfast alone."""
    days, left = [[ITEMS_PER_MEAL[0]]], entries - ITEMS_PER_MEAL[0]
    while left > 0:
        sizes = random.choice(ITEMS_PER_MEAL, 3 + (random.random() < SNACK_SHARE))
        # The first day is cut to what is left for it.
        cut = np.diff(np.minimum(sizes.cumsum(), left), prepend=0)
        days.append(cut[cut > 0].tolist())
        left -= int(cut.sum())
    return days[::-1]


def _save_own_items(diary: Diary, me: int, year: int) -> list[str]:
    """Save the own items in the first year, and a newer muesli in each; return all their ids."""
    known = {item.name: item for item in diary.own_foods.of(me)}
    for item in OWN_ITEMS:
        if item.name not in known:
            diary.own_foods.save(me, item)
    muesli = known.get("Muesli")
    diary.own_foods.save_recipe(
        me,
        "Muesli",
        [("yogurt-plain-whole", 150 + 10 * year, "g"), ("milk-whole", 1, "dl")],
        servings=2,
        key=muesli and muesli.key,
    )
    return [item.item_id for item in diary.own_foods.of(me)]


def _log(diary: Diary, me: int, meal: str, item_ids: list[str]) -> list[Entry]:
    """Log items on this day, each in the measure that comes first."""
    table = diary.foods(me).table
    units = [units_of(table.get(item_id))[0] for item_id in item_ids]
    eaten = [
        ToLog(
            date=diary.people.today(me),
            item_id=item_id,
            amount=50.0 if unit == "g" else 1.0,
            unit=unit,
            meal=meal,
        )
        for item_id, unit in zip(item_ids, units, strict=True)
    ]
    return diary.entries.log_many(me, eaten)
