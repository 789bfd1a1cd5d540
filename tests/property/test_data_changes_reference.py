"""The same meals by two versions of the food data, against a slow and obvious calculation."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.components import FORMS, K2_TOTAL
from estimator.composition.version_differences import changed_cells
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnItem, Recipe
from estimator.insight.recalculation import over_periods, recalculate
from tests.invented_data import SUPPLEMENT, invented_version

MONDAY = date(2026, 2, 9)
SHARED = ("cheese", "egg", "natto", "apple", "tea")
GONE, NEW, NOWHERE = "gone", "new", "nowhere"
DISH, OWN = "recipe-1-v1", "own-1-v1"
PARTS = {"cheese": 40.0, "egg": 100.0, GONE: 25.0, NEW: 35.0}
"""Grams of each food in a dish of 200 g."""
FORMS_KNOWN = ("MK4", "MK7", "MK9")


def contents(seed, foods):
    """Invent what foods hold; now and then a form is not known, or the same in every version."""
    random = np.random.default_rng(seed)
    table = {}
    for food in foods:
        cells = {
            form: (float(random.integers(0, 50)), 0.3)
            for form in FORMS_KNOWN
            if random.random() < 0.7
        }
        if cells:
            cells[K2_TOTAL] = (sum(mean for mean, _ in cells.values()), 0.3)
        table[food] = cells
    table["tea"] = {"MK4": (1.0, 0.2), K2_TOTAL: (1.0, 0.2)}
    return table


BEFORE = contents(1, (*SHARED, GONE))
AFTER = contents(2, (*SHARED, NEW))


def own_item(key, definition):
    return OwnItem(
        id=1,
        profile_id=1,
        key=key,
        version=1,
        removed=False,
        created_at=datetime(2026, 2, 1, tzinfo=UTC),
        definition=definition,
    )


ITEMS = [
    own_item(
        "own-1",
        OwnFood(name="Mine", group="cheese", contents={"MK9": Content(value=7.0)}),
    ),
    own_item(
        "recipe-1",
        Recipe(
            name="Dish",
            ingredients=tuple(
                Ingredient(item_id=item, amount=grams, unit="g", quantity=grams)
                for item, grams in PARTS.items()
            ),
            yield_g=200.0,
        ),
    ),
]
FOODS = (*SHARED, GONE, NEW, NOWHERE, DISH, OWN)
diaries = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 20), st.sampled_from(FOODS), st.integers(1, 400).map(float)),
        st.tuples(st.integers(0, 20), st.just(SUPPLEMENT), st.just(1.0)),
    ),
    min_size=1,
    max_size=25,
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    return (
        invented_version(folder, "2025.1", BEFORE, dose=90.0),
        invented_version(folder, "2025.2", AFTER, dose=100.0),
    )


def frame_of(rows):
    return pd.DataFrame(
        {
            "person": "1",
            "date": [pd.Timestamp(MONDAY + timedelta(days=day)) for day, _, _ in rows],
            "meal": "",
            "item": [item for _, item, _ in rows],
            "quantity": [amount for _, _, amount in rows],
        }
    )


def eaten_apart(rows):
    """Grams by week and food, dishes taken apart, entry by entry."""
    eaten = {}
    for day, item, amount in rows:
        year, week, _ = (MONDAY + timedelta(days=day)).isocalendar()
        parts = {one: amount * grams / 200 for one, grams in PARTS.items()}
        for food, grams in (parts if item == DISH else {item: amount}).items():
            key = (f"{year}-W{week:02d}", food)
            eaten[key] = eaten.get(key, 0.0) + grams
    return eaten


def known(table, food, component):
    """Return what is known of a food [µg/100 g], nothing where nothing is."""
    return table.get(food, {}).get(component, (0.0, 0.0))[0]


@given(diaries)
def test_the_change_is_that_of_the_grams_entry_by_entry(versions, rows):
    weeks = recalculate(frame_of(rows), *versions, "EU", ITEMS)
    found = weeks.intake().set_index(["period", "component"])["change_ug"]
    expected = dict.fromkeys(found.index, 0.0)
    for (week, food), grams in eaten_apart(rows).items():
        for component in (*FORMS, K2_TOTAL):
            more = known(AFTER, food, component) - known(BEFORE, food, component)
            expected[week, component] += grams / 100 * more
    assert found.to_dict() == pytest.approx(expected, abs=1e-7)


@given(diaries)
def test_the_foods_add_up_to_the_change_of_every_form(versions, rows):
    weeks = recalculate(frame_of(rows), *versions, "EU", ITEMS)
    intake = weeks.intake().set_index(["period", "component"])
    items = weeks.by_item((*FORMS, K2_TOTAL))
    food = items[items["source"] == "food"]
    made = food.groupby(["period", "component"])["change_ug"].sum().reindex(intake.index)
    np.testing.assert_allclose(made.fillna(0.0), intake["change_ug"], rtol=1e-9, atol=1e-7)
    assert not set(items["item"]) & {DISH, OWN, NOWHERE, "tea"}
    pills = items[items["source"] == "supplement"]
    by_label = pills.groupby(["period", "component"])["change_ug"].sum().reindex(intake.index)
    more = intake["supplement_ug_after"] - intake["supplement_ug_before"]
    np.testing.assert_allclose(by_label.fillna(0.0), more, atol=1e-9)


@given(diaries)
def test_grams_stay_and_what_is_gone_is_named_with_them(versions, rows):
    weeks = recalculate(frame_of(rows), *versions, "EU", ITEMS)
    eaten = eaten_apart(rows)
    gone = {}
    for (_, food), grams in eaten.items():
        if food in (GONE, NOWHERE):
            gone[food] = gone.get(food, 0.0) + grams
    assert weeks.not_there().to_dict() == pytest.approx(gone)
    for row in weeks.by_item().to_dict("records"):
        assert row["quantity"] == pytest.approx(eaten[row["period"], row["item"]])
    whole = over_periods(weeks.by_item()).set_index("item")["change_ug"]
    total = weeks.by_item().groupby("item")["change_ug"].sum()
    assert whole.to_dict() == pytest.approx(total.to_dict())


@given(diaries)
def test_the_other_way_round_it_is_the_change_mirrored(versions, rows):
    there = recalculate(frame_of(rows), *versions, "EU", ITEMS).intake()
    back = recalculate(frame_of(rows), *reversed(versions), "EU", ITEMS).intake()
    np.testing.assert_allclose(there["change_ug"], -back["change_ug"])
    for name in ("estimate_ug", "low_ug", "high_ug", "coverage", "supplement_ug"):
        np.testing.assert_allclose(there[f"{name}_before"], back[f"{name}_after"], rtol=1e-12)
    assert there["differs"].equals(back["differs"])


@given(diaries)
def test_by_the_same_version_nothing_changes(versions, rows):
    weeks = recalculate(frame_of(rows), versions[1], versions[1], "EU", ITEMS)
    assert not weeks.intake()["differs"].any()
    assert weeks.by_item().empty


def test_the_cells_that_differ_are_those_that_were_invented_otherwise(versions):
    found = changed_cells(*versions, "EU")
    expected = set()
    for food in (*SHARED, GONE, NEW):
        for component in (*FORMS, K2_TOTAL, "VITK1"):
            was, will_be = (
                table[food].get(component, "not known") if food in table else "no such food"
                for table in (BEFORE, AFTER)
            )
            if was != will_be:
                expected.add((food, component))
    assert set(zip(found["food_id"], found["component"], strict=True)) == expected
    assert set(found.loc[found["food_id"] == GONE, "status_after"]) == {""}
    assert set(found.loc[found["food_id"] == NEW, "status_before"]) == {""}
