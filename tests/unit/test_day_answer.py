"""The day at a glance: its answer, its meals, and the week it is in."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import FORMS, K2_TOTAL
from estimator.composition.table import composition_matrix
from estimator.diary_values import Entry
from estimator.foods.table import food_table
from estimator.views.log.answer import bar_words, day_answer, scale_words
from estimator.views.log.meals import entry_bars, meal_k2
from estimator.views.log.meals import k1_words as entry_k1_words
from estimator.views.log.week_strip import week_strip
from estimator.views.shared.figures import figure, rough
from estimator.views.shared.k1 import k1_of_days, k1_words

MONDAY = "2026-11-23"
SUPPLEMENT = next(iter(food_table().supplements))


def log(*rows):
    """A person's log: day of the week from 0, item, grams or units."""
    days, items, quantities = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "person": pd.Series(["1"] * len(rows), dtype="str"),
            "date": np.datetime64(MONDAY, "s") + np.array(days).astype("timedelta64[D]"),
            "item": pd.Series(items, dtype="str"),
            "quantity": np.array(quantities, dtype=float),
        }
    )


def answer_of(*rows):
    estimated = estimate(log(*((0, item, quantity) for item, quantity in rows)), "day")
    return estimated, day_answer(estimated, food_table())


def entry(number, item_id, quantity, kind="food"):
    moment = datetime(2026, 11, 23)
    return Entry(
        id=number,
        profile_id=1,
        date=date(2026, 11, 23),
        meal=None,
        kind=kind,
        item_id=item_id,
        amount=quantity,
        unit="g",
        quantity=quantity,
        created_at=moment,
        updated_at=moment,
    )


def test_the_bar_holds_every_form_and_no_more():
    estimated, answer = answer_of(("cheese-gouda-aged", 40.0), ("egg-unspecified", 100.0))
    rows = estimated.intake.set_index("component")["estimate_ug"]
    assert sum(part.share for part in answer.parts) == pytest.approx(1)
    named = {part.name: part for part in answer.parts}
    assert named["MK-9"].share == pytest.approx(rows["MK9"] / rows.reindex(FORMS).sum())
    assert f"MK-4 {figure(rows['MK4'])} µg" in bar_words(answer)


def test_the_line_has_the_amount_in_its_range():
    estimated, answer = answer_of(("natto", 40.0))
    total = estimated.intake.set_index("component").loc[K2_TOTAL]
    scale = answer.scale
    assert 0 < scale.low < scale.at < scale.high <= 1
    assert scale.high * scale.end_ug == pytest.approx(total["high_ug"])
    assert scale.usual_low < scale.usual_high < scale.at
    assert scale_words(scale).startswith(f"{figure(total['estimate_ug'])} µg, likely ")
    assert answer.likely == f"most likely {rough(total['low_ug'])} to {rough(total['high_ug'])} µg"
    # The caveat says the same, and what the rest gave.
    assert "Natto gave 100 %." not in answer.sentences
    assert answer.sentences[-1].startswith("Natto and its kin gave 100 %")


def test_what_gave_most_is_named_where_natto_does_not_dominate():
    _, answer = answer_of(("egg-unspecified", 300.0), ("natto", 1.0))
    assert answer.sentences[0].startswith("Egg, cooked gave ")
    assert answer.sentences[1].endswith(" of the K2 rests on analysed foods.")


def test_a_day_of_supplements_alone_has_no_bar_and_no_range():
    _, answer = answer_of((SUPPLEMENT, 1.0))
    assert (answer.parts, answer.scale, answer.likely) == ((), None, "")
    assert answer.head.supplements


def test_a_meal_gives_what_its_entries_give():
    matrix = composition_matrix("world")
    eaten = [entry(1, "natto", 40.0), entry(2, "egg-unspecified", 50.0)]
    total = matrix.components.index(K2_TOTAL)
    grams = {"natto": 40.0, "egg-unspecified": 50.0}
    ug = sum(matrix.mean[matrix.row_of[item], total] * weight for item, weight in grams.items())
    assert meal_k2(eaten, matrix) == f"{figure(ug)} µg"
    assert meal_k2([entry(3, SUPPLEMENT, 1.0, "supplement")], matrix) == ""


def test_the_bars_of_a_day_have_one_scale():
    matrix = composition_matrix("world")
    eaten = [
        entry(1, "natto", 40.0),
        entry(2, "natto", 20.0),
        entry(3, SUPPLEMENT, 1.0, "supplement"),
    ]
    bars = entry_bars(eaten, matrix)
    assert set(bars) == {1, 2}
    longest, half = (sum(share for _, share in bars[number]) for number in (1, 2))
    assert longest == pytest.approx(1, abs=0.01)
    assert half == pytest.approx(longest / 2, abs=0.01)


def test_natto_does_not_flatten_the_week():
    rows = log((0, "egg-unspecified", 300.0), (1, "natto", 40.0))
    days = week_strip(estimate(rows, "day"), date(2026, 11, 24), date(2026, 11, 25))
    assert [day.name for day in days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    eggs, natto, empty = days[:3]
    assert (natto.height, natto.torn, natto.chosen) == (1, True, True)
    assert (eggs.height, eggs.torn) == (1, False)
    assert eggs.colour != natto.colour
    assert (empty.height, empty.spoken) == (0, "Wednesday 25 November: nothing logged")
    assert [day.open for day in days] == [True] * 3 + [False] * 4


def test_an_empty_week_can_be_stepped_in():
    days = week_strip(None, date(2026, 11, 25), date(2026, 11, 29))
    assert [day.number for day in days] == [23, 24, 25, 26, 27, 28, 29]
    assert all(day.open and not day.height for day in days)


def test_k1_of_a_day_stands_beside_the_days_before():
    days = [(day, "spinach", 10.0 * (day + 1)) for day in range(7)]
    of_day = estimate(log((7, "spinach", 100.0)), "day", phylloquinone=True).intake
    before = estimate(log(*days), "day", phylloquinone=True).intake
    per_gram = of_day.loc[of_day["component"] == "VITK1", "estimate_ug"].iloc[0] / 100
    assert k1_words(of_day).startswith(
        f"Vitamin K1 from food: {figure(100 * per_gram)} µg, most likely "
    )
    usual = k1_of_days(before, "of the last 4 weeks")
    low, high = figure(25 * per_gram), figure(55 * per_gram)
    assert usual == f"Half of your days of the last 4 weeks had {low} to {high} µg of K1."
    few = estimate(log(*days[:6]), "day", phylloquinone=True).intake
    assert k1_of_days(few, "of the last 4 weeks") == ""


def test_an_entry_tells_its_k1():
    matrix = composition_matrix("world")
    (ug,) = [matrix.mean[matrix.row_of["spinach"], matrix.components.index("VITK1")] * 100]
    assert entry_k1_words(entry(1, "spinach", 100.0), matrix) == f"K1 {figure(ug)} µg"
    assert entry_k1_words(entry(2, SUPPLEMENT, 1.0, "supplement"), matrix) == ""
