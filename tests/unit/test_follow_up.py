"""The one question after logging: only where the answer adds much, and not of a habit."""

from collections import Counter

import pytest

from estimator.composition.table import composition_matrix
from estimator.diary_values import ToLog
from estimator.foods.table import food_table
from estimator.views.log.follow_up import HABIT, _as, _in_a_sentence, _usual_company, follow_up


@pytest.fixture
def logged(diary):
    """Log foods as one meal; return the entries."""
    me = diary.people.first().id

    def log(*items, unit="slice"):
        day = diary.people.today(me)
        rows = [
            ToLog(
                date=day, item_id=item, amount=2, unit=unit, meal="lunch", token=f"{place} {items}"
            )
            for place, item in enumerate(items)
        ]
        return diary.entries.log_many(me, rows)

    return log


def asked(entries, before=(), familiar=(), aside=()):
    table = food_table()
    items = [table.items[one] for one in familiar]
    often = Counter(entry.item_id for entry in before)
    return follow_up(entries, before, often, table, composition_matrix("world"), items, aside)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Milky coffee (latte, cappuccino)", "milky coffee"),
        ("Bread, white, toasted", "bread"),
        ("Pea or lentil soup with meat (erwtensoep, snert)", "pea or lentil soup with meat"),
        ("MK-7", "MK-7"),
    ],
)
def test_a_name_within_a_sentence_leaves_out_what_is_said_beside_it(name, within):
    assert _in_a_sentence(name) == within


def test_what_adds_most_is_offered_by_the_pieces_eaten(logged):
    question = asked(logged("bread-white"))
    assert question.question == "Anything with the white bread?"
    assert 1 <= len(question.offers) <= 3
    assert all(words.endswith(" g") for words, _ in question.offers)
    butter = next(planned for _, planned in question.offers if planned.item_id == "butter")
    assert (butter.amount, butter.unit) == (14.0, "g")


def test_of_several_foods_of_a_kind_ones_own_is_offered(logged):
    question = asked(logged("bread-white"), familiar=["cheese-edam"])
    assert "cheese-edam" in [planned.item_id for _, planned in question.offers]
    assert "cheese-unspecified" not in [planned.item_id for _, planned in question.offers]


def test_it_is_not_asked_where_company_is_there_or_there_never_was_any(logged):
    bread = logged("bread-white")
    assert asked(logged("bread-white", "butter", unit="g")) is None
    assert asked(bread, before=bread * HABIT) is None


def test_it_is_not_asked_where_the_answer_changes_little(logged):
    assert asked(logged("apple", unit="g")) is None
    assert asked(logged("tea-black", unit="g")) is None


def test_which_kind_it_was_is_asked_and_the_entry_becomes_it(logged):
    (entry,) = logged("cheese-gouda-unspecified")
    question = asked([entry])
    assert (question.question, question.passed_over) == ("Which Gouda?", "Don't know")
    assert question.becomes == entry
    named = dict(question.offers)
    assert {"Young", "Aged"} <= set(named)
    aged = named["Aged"]
    assert (aged.item_id, aged.amount, aged.unit) == ("cheese-gouda-aged", 2, "slice")


def test_a_kind_has_the_grams_of_what_was_logged_where_it_has_not_its_measure(logged):
    (entry,) = logged("chicken-unspecified-cooked", unit="serving")
    assert {planned.unit for _, planned in asked([entry]).offers} <= {"serving", "g"}
    for _, planned in asked([entry]).offers:
        assert planned.unit != "g" or planned.amount == entry.quantity


def test_a_kind_is_not_asked_for_where_it_changes_the_day_by_little(logged):
    gouda = logged("cheese-gouda-unspecified")
    natto = logged("natto", unit="pack")
    assert asked(gouda).question == "Which Gouda?"
    assert asked(gouda, before=natto) is None
    # Boiled, fried and scrambled eggs hold the same, whatever a duck's egg holds.
    assert asked(logged("egg-unspecified", unit="egg, large")) is None


def test_a_kind_is_not_asked_for_of_a_habit_or_once_put_aside(logged):
    gouda = logged("cheese-gouda-unspecified")
    assert asked(gouda, before=gouda * HABIT) is None
    assert asked(gouda, aside=["kind:cheese-gouda-unspecified"]) is None


def test_of_a_food_of_a_hundred_kinds_those_that_one_eats_are_offered(logged):
    cheese = logged("cheese-unspecified")
    assert asked(cheese) is None
    question = asked(cheese, familiar=["cheese-edam", "apple"])
    assert question.question == "Which cheese?"
    assert [words for words, _ in question.offers] == ["Edam"]


def test_all_that_is_asked_about_is_a_food_and_has_its_amount():
    table = food_table()
    hosts = [food for food in table.foods.values() if _usual_company(food)]
    assert {"bread-white", "porridge"} <= {host.food_id for host in hosts}
    for host in hosts:
        assert any(_as(kind, host, table.find(kind)) for kind in _usual_company(host)), host.food_id
