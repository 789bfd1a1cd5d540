"""Names, aliases and search over the food table that ships with the program."""

from collections import Counter

import pytest

from estimator.errors import UnknownFoodError
from estimator.foods.data_package import read_table
from estimator.foods.items import Supplement
from estimator.foods.names import SPOKEN, name_key, plain_text
from estimator.foods.table import food_table


def test_aliases_are_unique_whatever_their_case() -> None:
    counts = Counter(alias.casefold() for alias in read_table("aliases")["alias"])
    assert [alias for alias, count in counts.items() if count > 1] == []


def test_every_food_is_reached_by_its_name_and_each_alias() -> None:
    table = food_table()
    # What people call a food goes before what a source calls so.
    spoken = {name.key for name in table.indexes[0].names if name.rank == SPOKEN}
    astray = [
        (name, food.food_id, table.find(name).item_id)
        for food in table.foods.values()
        for name in (food.food_id, food.name, *food.aliases)
        if name_key(name) not in spoken and table.find(name).item_id != food.food_id
    ]
    assert astray == []


def test_every_supplement_is_reached_by_its_name() -> None:
    table = food_table()
    for supplement in table.supplements.values():
        assert table.find(supplement.name) is supplement


def test_every_name_has_letters_left_when_folded() -> None:
    table = food_table()
    names = [name for food in table.foods.values() for name in (food.name, *food.aliases)]
    assert [name for name in names if not plain_text(name)] == []


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(UnknownFoodError, match="Nearest: Natto") as error:
        food_table().find("nattto")
    assert error.value.nearest[0] == "Natto"


@pytest.mark.parametrize(
    ("text", "food_id"),
    [
        ("milk", "milk-whole"),
        ("egg", "egg-unspecified"),
        ("butter", "butter"),
        ("natto", "natto"),
        ("gouda", "cheese-gouda-unspecified"),
        ("GOUDA, aged", "cheese-gouda-aged"),
        ("yoghrt", "yogurt-plain-whole"),
        ("saurkraut", "sauerkraut"),
        ("oude kaas", "cheese-gouda-aged"),
        ("Hüttenkäse", "cheese-cottage"),
        ("huttenkase", "cheese-cottage"),
        ("納豆", "natto"),
        ("chicken", "chicken-unspecified-cooked"),
    ],
)
def test_search_puts_the_plain_food_first(text: str, food_id: str) -> None:
    assert food_table().search(text)[0].item.item_id == food_id


@pytest.mark.parametrize("text", ["milk", "cheese", "egg", "butter", "natto"])
def test_names_of_plain_foods_come_before_dishes_with_such_names(text: str) -> None:
    """Among names that begin with the text, dishes and sweets come last."""
    composite = {"mixed dishes", "sweets and chocolate", "spices and condiments", "beverages"}
    hits = [
        hit.item
        for hit in food_table().search(text, limit=50)
        if plain_text(hit.item.name).startswith(f"{text} ")
        and plain_text(hit.matched) == plain_text(hit.item.name)
    ]
    kinds = [isinstance(item, Supplement) or item.group in composite for item in hits]
    assert kinds == sorted(kinds)


def test_search_returns_each_item_once() -> None:
    ids = [hit.item.item_id for hit in food_table().search("cheese", limit=200)]
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", ["", "   ", "?!"])
def test_search_for_nothing_finds_nothing(text: str) -> None:
    assert food_table().search(text) == []
