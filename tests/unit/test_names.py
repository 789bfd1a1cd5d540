"""Names are compared by what is seen of them."""

import pytest

from estimator.diary.checks import clean_name, seen_key
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


def test_a_key_fits_the_column_whatever_the_name_unfolds_to(diary):
    assert diary.people.add("\ufdfa" * 80).name == "\ufdfa" * 80
