"""A kind that was said once is meant from then on, until something else is."""

import pytest

from estimator.words import read_words

GOUDA, AGED, YOUNG = "cheese-gouda-unspecified", "cheese-gouda-aged", "cheese-gouda-young"


@pytest.fixture
def me(diary):
    return diary.people.first()


def reads(diary, me, text):
    """Read a text as the box does; return the row."""
    foods = diary.foods(me.id)
    (row,) = diary.kinds.as_meant(me.id, read_words(text, foods.table, foods.measures(me)))
    return row


def log(diary, me, text, item_id=None):
    """Log a text as it is read, or as another food that was chosen for it."""
    row = reads(diary, me, text)
    return diary.entries.log(
        me.id,
        date=diary.people.today(me.id),
        item_id=item_id or row.item.item_id,
        amount=row.amount,
        unit=row.unit,
        typed=row.text,
    )


def test_nothing_is_meant_that_was_not_said(diary, me):
    log(diary, me, "30 g gouda")
    assert reads(diary, me, "gouda").item.item_id == GOUDA


def test_what_words_became_they_mean_the_next_time_and_it_is_said(diary, me):
    entry = log(diary, me, "30 g gouda")
    diary.entries.edit(me.id, entry.id, item_id=AGED)
    row = reads(diary, me, "2 slices of gouda")
    assert (row.item.item_id, row.unit) == (AGED, "slice")
    assert row.said[0] == "Gouda, aged, as you had it last time."
    assert row.alternatives[0].item_id == AGED
    assert GOUDA in [item.item_id for item in row.alternatives]
    assert reads(diary, me, "young gouda").item.item_id == YOUNG


def test_undo_takes_it_back(diary, me):
    entry = log(diary, me, "30 g gouda")
    diary.entries.edit(me.id, entry.id, item_id=AGED)
    diary.history.undo(me.id)
    assert reads(diary, me, "gouda").item.item_id == GOUDA


def test_the_last_word_counts(diary, me):
    log(diary, me, "gouda", AGED)
    log(diary, me, "gouda", YOUNG)
    assert reads(diary, me, "gouda").item.item_id == YOUNG
    log(diary, me, "gouda", GOUDA)
    assert reads(diary, me, "gouda").item.item_id == GOUDA


def test_words_that_name_a_kind_say_nothing_of_those_that_name_none(diary, me):
    log(diary, me, "gouda", AGED)
    log(diary, me, "young gouda")
    assert reads(diary, me, "gouda").item.item_id == AGED


def test_what_one_person_means_is_not_what_another_does(diary, me):
    log(diary, me, "gouda", AGED)
    bo = diary.people.add("Bo")
    assert reads(diary, bo, "gouda").item.item_id == GOUDA
