"""What the box offers while one types is what it reads when that is chosen."""

import pytest

from estimator.diary_values import ToLog
from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.views.log.food_list import food_list, personal_offers
from estimator.words import Understood, read_words


def read(text, foods=None):
    table = foods.table if foods else food_table()
    (row,) = read_words(text, table, Measures("metric", table), [], "en")
    return row


@pytest.mark.parametrize("amount", ["", "40 g "])
def test_every_food_of_the_list_is_read_as_itself(amount):
    """What is chosen is written by its name, after an amount where one was typed."""
    offered = [row[0] for row in food_list("world", "en")["foods"]]
    assert sorted(offered) == sorted(item.name for item in food_table().items.values())
    supplements = {item.name for item in food_table().supplements.values()}
    for name in offered:
        if not (amount and name in supplements):
            row = read(amount + name)
            assert isinstance(row, Understood), name
            assert row.item.name == name


def test_each_food_has_a_portion_and_what_is_known_of_it():
    rows = {name: (portion, k2) for name, portion, k2, *_ in food_list("EU", "en")["foods"]}
    assert rows["Natto"][0] == "1 pack (40 g)"
    assert rows["Natto"][1].endswith(" µg K2")
    assert all(portion and "K2" in k2 for portion, k2 in rows.values())


def test_names_are_those_of_the_language_beside_english_ones():
    def names(language):
        rows = food_list("world", language)["foods"]
        return {other for row in rows for other in row[3:]}

    assert "buttermilk" in {name.lower() for name in names("nl")}
    assert "karnemelk" in names("nl")
    assert "karnemelk" not in names("de-AT")
    assert names("xx") == names("en")


def test_what_was_had_of_late_is_offered_as_it_was(diary):
    me = diary.people.first()
    day = diary.people.today(me.id)
    items = [ToLog(date=day, item_id="cheese-gouda-aged", amount=2, unit="slice", token="a")]
    diary.entries.log_many(me.id, items)
    foods = diary.foods(me.id)
    (offer,) = personal_offers(me, foods, diary.repeats.suggestions(me.id))
    assert (offer.name, offer.portion) == ("Gouda, aged", "2 slices (50 g)")
    row = read(offer.text, foods)
    assert (row.item.name, row.quantity) == ("Gouda, aged", 50.0)
