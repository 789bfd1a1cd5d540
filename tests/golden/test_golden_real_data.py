"""A day in the words of new foods, and a real week by two versions of the food data."""

import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import K2_TOTAL
from estimator.composition.table import composition_table
from estimator.composition.versions import current_version, find_version
from estimator.foods.table import food_table
from estimator.insight.recalculation import over_periods, recalculate
from estimator.measures.units import Measures
from estimator.views.data_changes.reasons import (
    NOW_A_RECIPE,
    OTHER_REASON,
    OTHER_RECIPE,
    reasons_of,
)
from estimator.views.data_changes.tables import reason_lines, summary, week_table
from estimator.words import read_words

DAY = (
    "omelette made with 2 eggs, 29 g hollandaise, 1 serving haggis, 2 liver dumplings, "
    "1 tsp Marmite"
)


def mk4(food):
    """Return the MK-4 of a food in Europe, as the table has it [µg/g]."""
    table = composition_table()
    row = table[
        (table["region"] == "EU") & (table["food_id"] == food) & (table["component"] == "MK4")
    ]
    return row["value_ug_per_100g"].item() / 100


def test_a_day_in_new_words():
    foods = food_table()
    rows = read_words(DAY, foods, Measures("metric", foods))
    assert [(row.item.item_id, row.quantity) for row in rows] == [
        ("omelette-plain", 124.0),
        ("sauce-hollandaise", 29.0),
        ("haggis", 142.0),
        ("liver-dumpling", 240.0),
        ("yeast-extract", 6.0),
    ]
    log = pd.DataFrame(
        {
            "date": "2026-02-10",
            "item": [row.item.item_id for row in rows],
            "quantity": [row.quantity for row in rows],
        }
    )
    day = estimate(log, region="EU").intake.set_index("component")
    # Omelette: 114 g of egg and 10 g of butter. Hollandaise: 290 g of it have 170 g of butter and
    # 51 g of yolk, so a tenth has 17 and 5.1. Haggis: 2,665 g have 454 g of liver, as much heart,
    # 198 g of suet. Dumplings: 1,845 g have 600 g of liver, 258 of milk, 57 of butter, 200 of egg.
    omelette = 114 * mk4("egg-scrambled") + 10 * mk4("butter")
    sauce = 17 * mk4("butter") + 5.1 * mk4("egg-yolk-raw")
    haggis = 454 * (mk4("liver-lamb-cooked") + mk4("heart-beef")) + 198 * mk4("tallow")
    haggis += 142 * mk4("onion") + 567 * mk4("porridge-oats") + 850 * mk4("soup-broth")
    dumplings = 600 * mk4("liver-beef-raw") + 258 * mk4("milk-whole") + 57 * mk4("butter")
    dumplings += 200 * mk4("egg-whole-raw") + 200 * mk4("bread-roll") + 250 * mk4("bread-white")
    dumplings += 280 * mk4("onion")
    by_hand = omelette + sauce + haggis * 142 / 2665 + dumplings * 240 / 1845
    assert day.loc["MK4", "estimate_ug"] == pytest.approx(by_hand, rel=1e-3)
    assert 30 < by_hand < 60


def test_a_day_of_oats_yellow_cheese_and_a_sandwich():
    """Dishes by the grams of what is in them, a food whose kind isn't said by its own figure."""
    foods = food_table()
    text = "50 g rolled oats, 2 plasterki żółtego sera, cheese sandwich, eggs benedict, brunost"
    rows = read_words(text, foods, Measures("metric", foods))
    eaten = [(row.item.item_id, row.quantity) for row in rows]
    assert eaten == [
        ("porridge-oats", 50.0),
        ("cheese-semi-hard-unspecified", 50.0),
        ("sandwich-cheese", 120.0),
        ("eggs-benedict", 294.0),
        ("cheese-brunost", 10.0),
    ]
    log = pd.DataFrame(eaten, columns=["item", "quantity"]).assign(date="2026-02-10")
    day = estimate(log, region="EU").intake.set_index("component")
    # The sandwich: 70 g of roll, 38 of cheese, 12 of butter. Half of what feeds two: two eggs, a
    # muffin, two slices of ham (56 g), 56.5 g of butter, a yolk of 17 g; lemon holds none.
    sandwich = 70 * mk4("bread-roll") + 38 * mk4("cheese-unspecified") + 12 * mk4("butter")
    benedict = 100 * mk4("egg-whole-boiled") + 57 * mk4("bread-bagel") + 56 * mk4("ham-sliced")
    benedict += 56.5 * mk4("butter") + 17 * mk4("egg-yolk-boiled")
    by_hand = 50 * mk4("porridge-oats") + 50 * mk4("cheese-semi-hard-unspecified")
    by_hand += sandwich + benedict + 10 * mk4("cheese-brunost")
    assert day.loc["MK4", "estimate_ug"] == pytest.approx(by_hand, rel=1e-3)


def test_what_became_a_recipe_is_told_so():
    reasons = reasons_of(find_version("2026.2"), current_version(), "EU")
    assert reasons.words("sandwich-cheese") == NOW_A_RECIPE
    assert reasons.words("porridge-milk") == OTHER_RECIPE
    assert reasons.words("omelette-cheese") == OTHER_REASON
    assert reasons.words("trifle") == "new in 2026.3"


def test_a_real_week_from_2026_2_to_2026_3_is_told_in_words():
    eaten = [
        ("2026-02-09", "cheese-danbo", 50.0),
        ("2026-02-10", "apple", 150.0),
        ("2026-02-11", "haggis", 142.0),  # a food that is new, and a dish in one version alone
        ("2026-02-12", "omelette-cheese", 150.0),
    ]
    frame = pd.DataFrame(eaten, columns=["date", "item", "quantity"]).assign(person="1", meal="")
    frame["date"] = pd.to_datetime(frame["date"])
    before, after = find_version("2026.2"), current_version()
    week, table = recalculate(frame, before, after, "EU"), food_table()
    items = week.by_item()
    changed = items.set_index("item")["change_ug"]
    assert changed["haggis"] > 1
    assert changed.sum() == pytest.approx(
        week.intake().set_index("component").loc[K2_TOTAL, "change_ug"], rel=1e-6
    )
    more = changed.sum() / 4
    assert summary(week.intake(), before, after) == (
        "1 of 1 week logged changed, from food data 2026.2 to 2026.3. "
        f"K2 from food changed by +{more:.2f} µg/day."
    )
    (row,) = week_table(week.intake(), items, table).to_dict("records")
    assert row["Mostly by"] == f"Haggis +{more:.2f}"
    lines = reason_lines(over_periods(items), reasons_of(before, after, "EU"), table)
    assert lines[0].startswith("Haggis: K2 not in the data → ")
    assert lines[0].endswith("new in 2026.3.")
    assert any("how a range is made from all readings changed" in line for line in lines)
    assert not any(line.startswith("Apple") for line in lines)
