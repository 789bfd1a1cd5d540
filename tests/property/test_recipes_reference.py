"""Recipes against the same diary written out by hand, as the grams of their ingredients."""

import math
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.foods.own_items import Content, Ingredient, OwnFood, OwnItem, Recipe

TABLE_FOODS = ("natto", "gouda", "egg", "apple")
FOODS = (*TABLE_FOODS, "food-1-v1")
LEVELS = (("recipe-2-v1", "recipe-3-v1"), ("recipe-4-v1", "recipe-5-v1"), ("recipe-6-v1",))
"""Recipes may have those of the levels before among their ingredients."""
RECIPES = tuple(name for level in LEVELS for name in level)

cells = st.one_of(
    st.tuples(st.floats(0.01, 2000), st.floats(0, 1.645), st.just("measured")),
    st.just((0.0, 0.0, "measured")),
    st.just((math.nan, math.nan, "unknown")),
    st.tuples(st.floats(0.01, 2000), st.floats(0, 1.645), st.just("partial")),
)
TAGS = ("MK4", "MK7", "VITK2", "VITK1")
compositions = st.fixed_dictionaries(
    {food: st.fixed_dictionaries(dict.fromkeys(TAGS, cells)) for food in TABLE_FOODS[:3]}
)
contents = st.dictionaries(
    st.sampled_from(TAGS), st.builds(Content, value=st.one_of(st.just(0.0), st.floats(0.1, 900)))
)


@st.composite
def recipe_books(draw):
    """Draw recipes, some nested two deep, some that lose or take up water."""
    book, choice = {}, FOODS
    for level in LEVELS:
        for name in level:
            grams = draw(
                st.lists(
                    st.tuples(st.sampled_from(choice), st.floats(0.5, 500)), min_size=1, max_size=5
                )
            )
            loss = draw(st.one_of(st.none(), st.floats(0.5, 1.5)))
            ingredients = tuple(
                Ingredient(item_id=item, amount=amount, unit="g", quantity=amount)
                for item, amount in grams
            )
            total = sum(amount for _, amount in grams)
            book[name] = Recipe(
                name=name, ingredients=ingredients, yield_g=None if loss is None else total * loss
            )
        choice += level
    return book


logs = st.lists(
    st.tuples(
        st.sampled_from(("Ada", "Bo")),
        st.dates(date(2026, 12, 26), date(2027, 1, 6)),
        st.sampled_from((*FOODS, *RECIPES, "capsule")),
        st.floats(0.1, 2000),
    ),
    min_size=1,
    max_size=15,
)


def base_matrix(composition):
    """Apple is free of K2 and nothing is known of its K1."""
    unknown = (math.nan, math.nan, "unknown")
    free = {tag: (0.0, 0.0, "assumed_zero") for tag in COMPONENTS if tag != "VITK1"}
    rows = [
        (food, tag, *(composition | {"apple": free})[food].get(tag, unknown))
        for food in TABLE_FOODS
        for tag in COMPONENTS
    ]
    columns = ["food_id", "component", "value_ug_per_100g", "sd_log", "status"]
    return CompositionMatrix.from_frame(
        pd.DataFrame(rows, columns=columns), {"capsule": {"MK7": 100.0}}
    )


def own_items(definitions):
    return [
        OwnItem(
            id=number,
            profile_id=1,
            key=item_id.removesuffix("-v1"),
            version=1,
            definition=definition,
            removed=False,
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number, (item_id, definition) in enumerate(definitions.items(), 1)
    ]


def written_out(item, grams, book):
    """Yield the foods in some grams of an item, by hand."""
    if item not in book:
        yield item, grams
        return
    made_of = [(part.item_id, part.quantity) for part in book[item].ingredients]
    weight = book[item].yield_g or sum(quantity for _, quantity in made_of)
    for part, quantity in made_of:
        yield from written_out(part, grams * quantity / weight, book)


@pytest.mark.parametrize("by", ["day", "week", None])
@settings(max_examples=60)
@given(log=logs, composition=compositions, contents=contents, book=recipe_books(), k1=st.booleans())
def test_a_recipe_is_its_ingredients_written_out(by, log, composition, contents, book, k1):
    own_food = {"food-1-v1": OwnFood(name="mine", group="cheese", contents=contents)}
    base = base_matrix(composition)
    by_hand = [
        (person, day, food, grams)
        for person, day, item, quantity in log
        for food, grams in written_out(item, quantity, book)
    ]
    columns = ["person", "date", "item", "quantity"]
    dishes, plain = (
        estimate(pd.DataFrame(rows, columns=columns), by, phylloquinone=k1, composition=matrix)
        for rows, matrix in (
            (log, personal_matrix(base, own_items(own_food | book))),
            (by_hand, personal_matrix(base, own_items(own_food))),
        )
    )
    pd.testing.assert_frame_equal(dishes.intake, plain.intake, rtol=1e-9, atol=1e-12)
    pd.testing.assert_frame_equal(
        dishes.periods.drop(columns="entries"),
        plain.periods.drop(columns="entries"),
        rtol=1e-9,
        # K2 without natto is a difference, exact to the last digits of the whole.
        atol=1e-9 * max(1.0, dishes.intake["estimate_ug"].max()),
    )
    assert dishes.periods["entries"].sum() == len(log)
