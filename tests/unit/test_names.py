"""Names are compared by what is seen of them."""

import pytest

from estimator.diary.checks import clean_name, seen_key
from estimator.diary.look_alikes import look_alike
from estimator.errors import InputError
from estimator.foods.own_items import OwnFood

LIKE_ADA = (
    *("ada", "ADA", " Ada ", "A\u00adda", "Ad\u200ba", "\u202eAda", "\u2066Ada\u2069", "Ada\ufeff"),
    *(
        "Ada\u3164",
        "\u115fAda",
        "Ada\uffa0",
        "Ada\u2800",
        "A\u034fda",
        "Ａｄａ",
        "Ada\u00a0",
        "Ad\u2060a",
    ),
    *("Ada\u00a0", "Ad\u2060a", "A\u200dda", "Ada\ufe0f", "Ada\U000e0041"),
)


@pytest.mark.parametrize("name", LIKE_ADA)
def test_a_person_that_looks_like_another_is_refused(diary, ada, name):
    with pytest.raises(InputError, match="belongs to another person"):
        diary.people.add(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Bo Li", "Bo\u00a0Li"), ("Bo Li", "Bo\u3000\u2009Li"), ("O'Hara", "O’Hara")),
        *(("Jean-Luc", "Jean‑Luc"), ("Jean-Luc", "Jean–Luc"), ("é", "e\u0301"), ("ﬁ", "fi")),
        ("Straße", "STRASSE"),
    ],
)
def test_spaces_and_marks_that_look_alike_are_alike(one, other):
    assert seen_key(one) == seen_key(other)


@pytest.mark.parametrize(("one", "other"), [("Ada", "Adà"), ("Bo Li", "Boli"), ("木", "本")])
def test_names_that_are_seen_to_differ_do(one, other):
    assert seen_key(one) != seen_key(other)


ANOTHER_ADA = "\N{CYRILLIC CAPITAL LETTER A}da"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Ada", ANOTHER_ADA), ("ADA", "\N{CYRILLIC SMALL LETTER A}da"), ("Миша", "Mиша")),
        *(("Nina", "Νina"), ("Rosé", "Ros\N{CYRILLIC SMALL LETTER IE}\u0301"), ("Oto", "Օtօ")),
        *(("ilse", "ılse"), ("Вера", "Bepa")),
    ],
)
def test_letters_of_other_alphabets_that_look_alike_are_alike(one, other):
    assert look_alike(one, other)
    assert seen_key(one) != seen_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ali", "All"), ("Miia", "Mila"), ("Вера", "Vera"), ("Нина", "Nina"), ("Ada", "Ado")],
)
def test_names_in_other_alphabets_or_letters_are_others(one, other):
    assert not look_alike(one, other)


def test_people_are_told_apart_whatever_alphabet_they_are_written_in(diary, ada):
    with pytest.raises(InputError, match="looks the same as Ada, which belongs to another person"):
        diary.people.add(ANOTHER_ADA)
    bo = diary.people.add("Bo")
    with pytest.raises(InputError, match="looks the same as Ada"):
        diary.people.edit(bo.id, name=ANOTHER_ADA)
    diary.people.delete(ada)
    assert diary.people.edit(bo.id, name=ANOTHER_ADA).name == ANOTHER_ADA
    assert diary.people.edit(bo.id, name=ANOTHER_ADA, color="red").color == "red"
    with pytest.raises(InputError, match="rename the other person first"):
        diary.people.restore(ada)
    diary.people.edit(bo.id, name="Bo")
    diary.people.restore(ada)
    with pytest.raises(InputError, match="looks the same as Ada"):
        diary.history.undo(bo.id)
    assert [one.name for one in diary.people.all()] == ["Ada", "Bo"]


def test_what_cannot_be_seen_is_not_kept():
    assert clean_name("\u202eA\u00adda\u3164", "A name") == "Ada"
    assert clean_name("👩\u200d🔬 ❤\ufe0f", "A name") == "👩\u200d🔬 ❤\ufe0f"


@pytest.mark.parametrize(
    "name", ["\u3164", "\u200b\u00ad", "\u2800 \u2800", "\u115f\u1160", "\u200d"]
)
def test_a_name_of_nothing_is_refused(name):
    with pytest.raises(InputError, match="Write one"):
        clean_name(name, "A name")


def test_an_own_food_that_looks_like_another_is_refused(diary, ada):
    diary.own_foods.save(ada, OwnFood(name="Quark", group="cheese", contents={}))
    with pytest.raises(InputError, match="You have a Quark already"):
        diary.own_foods.save(
            ada, OwnFood(name="Qu\u00adark\u3164", group="milk and cream", contents={})
        )
    other = OwnFood(name="Qu\N{CYRILLIC SMALL LETTER A}rk", group="milk and cream", contents={})
    with pytest.raises(InputError, match="You have a Quark already"):
        diary.own_foods.save(ada, other)


def test_a_key_fits_the_column_whatever_the_name_unfolds_to(diary):
    assert diary.people.add("\ufdfa" * 80).name == "\ufdfa" * 80
