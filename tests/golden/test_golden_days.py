"""Worked examples by hand; the arithmetic stands beside the figures."""

import math
from datetime import date

import pandas as pd
import pytest

from estimator.calculation.intake import estimate, per_logged_day
from estimator.calculation.weekly import weekly_rows
from estimator.components import COMPONENTS, K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.table import composition_table

Z_95 = 1.6448536269514722

# food: component: (µg/100 g, standard deviation of the logarithm)
CONTENT = {
    "natto": {"MK4": (1.0, 1.0), "MK7": (900.0, 0.5), "VITK2": (901.0, 0.5)},
    "rice": {"MK4": (0.0, 0.0), "MK7": (0.0, 0.0), "VITK2": (0.0, 0.0)},
    "gouda-aged": {"MK4": (20.0, 0.6), "MK9": (40.0, 0.9), "VITK2": (73.0, 0.7)},
    "egg": {"MK4": (23.0, 0.5), "VITK2": (26.0, 0.5)},
    "chicken": {"MK4": (15.0, 0.8), "VITK2": (18.0, 0.8)},
}


@pytest.fixture(scope="module")
def table():
    rows = [
        (food, tag, *CONTENT[food].get(tag, (math.nan, math.nan)))
        for food in CONTENT
        for tag in COMPONENTS
    ]
    frame = pd.DataFrame(rows, columns=["food_id", "component", "value_ug_per_100g", "sd_log"])
    known = frame["value_ug_per_100g"].notna()
    frame["status"] = known.map({True: "measured", False: "unknown"})
    return CompositionMatrix.from_frame(frame, {})


def amounts(intake, component):
    (row,) = intake[intake["component"] == component].to_dict("records")
    return row["estimate_ug"], row["low_ug"], row["high_ug"]


def test_a_natto_day(table):
    """One pack of natto, 40 g, and 150 g of rice."""
    log = pd.DataFrame({"date": "2026-02-10", "item": ["natto", "rice"], "quantity": [40.0, 150.0]})
    day = estimate(log, composition=table)
    # MK-7: 40 g x 900 µg/100 g = 360 µg; rice adds nothing, so the range is natto's own:
    # 360 x exp(±1.645 x 0.5 - 0.5²/2) = 360 x 0.8825 x (0.4394, 2.2759) = (139.6, 723.0)
    assert amounts(day.intake, "MK7") == pytest.approx((360.0, 139.6, 723.0), rel=1e-3)
    # K2: 40 x 9.01 = 360.4 µg, all from natto
    assert amounts(day.intake, K2_TOTAL)[0] == pytest.approx(360.4)
    assert day.periods["natto_share"].tolist() == [1.0]


def test_a_western_day(table):
    """Two slices of aged Gouda (50 g), two eggs (100 g) and chicken (120 g)."""
    log = pd.DataFrame(
        {
            "date": "2026-02-10",
            "item": ["gouda-aged", "egg", "chicken"],
            "quantity": [50.0, 100.0, 120.0],
        }
    )
    day = estimate(log, composition=table).intake
    # MK-4: 0.5 x 20 + 1 x 23 + 1.2 x 15 = 10 + 23 + 18 = 51 µg
    # variance: 10² (e^0.36 - 1) + 23² (e^0.25 - 1) + 18² (e^0.64 - 1)
    #         = 43.33 + 150.25 + 290.46 = 484.04
    # log variance: ln(1 + 484.04 / 51²) = 0.17073, its root 0.41320
    # 51 x exp(-0.085365) = 46.83; x exp(∓1.645 x 0.41320) = x (0.5068, 1.9732)
    assert amounts(day, "MK4") == pytest.approx((51.0, 23.73, 92.40), rel=1e-3)
    # K2: 0.5 x 73 + 26 + 1.2 x 18 = 36.5 + 26 + 21.6 = 84.1 µg
    assert amounts(day, K2_TOTAL)[0] == pytest.approx(84.1)
    # MK-9 is known for 50 of 270 g
    (coverage,) = day.loc[day["component"] == "MK9", "coverage"]
    assert coverage == pytest.approx(50 / 270)


def test_what_a_week_holds_without_its_natto(table):
    """Natto on Tuesday; aged Gouda (50 g) on Wednesday and two eggs (100 g) on Thursday."""
    log = pd.DataFrame(
        {
            "date": ["2026-02-10", "2026-02-11", "2026-02-12"],
            "item": ["natto", "gouda-aged", "egg"],
            "quantity": [40.0, 50.0, 100.0],
        }
    )
    (week,) = estimate(log, "week", composition=table).periods.itertuples()
    # Natto 360.4 µg, Gouda 36.5 µg, eggs 26 µg: natto's share is 360.4 / 422.9
    assert week.natto_share == pytest.approx(0.85221, rel=1e-4)
    # The rest: 36.5 + 26 = 62.5 µg
    # variance: 36.5² (e^0.49 - 1) + 26² (e^0.25 - 1) = 842.40 + 192.00 = 1034.40
    # log variance: ln(1 + 1034.40 / 62.5²) = 0.23492, its root 0.48469
    # 62.5 x exp(-0.11746) = 55.573; x exp(∓1.645 x 0.48469) = x (0.45057, 2.21942)
    rest = (week.without_natto_ug, week.without_natto_low_ug, week.without_natto_high_ug)
    assert rest == pytest.approx((62.5, 25.04, 123.34), rel=1e-3)
    assert week.without_natto_coverage == 1.0


def test_a_cheese_sandwich_on_two_days_in_slices(table):
    """Two slices of aged Gouda (50 g) on each of two days; how much a slice is isn't weighed."""
    log = pd.DataFrame(
        {
            "date": ["2026-02-10", "2026-02-11"],
            "item": "gouda-aged",
            "quantity": 50.0,
            "amount_kind": "measured",
        }
    )
    weighed = log.assign(amount_kind="weighed")
    # K2: 2 x 36.5 = 73 µg; weighed its range is that of the cheese, spread 0.7:
    # 73 x exp(∓1.645 x 0.7 - 0.245) = 73 x (0.24748, 2.47529)
    assert amounts(estimate(weighed, "week", composition=table).intake, K2_TOTAL) == pytest.approx(
        (73.0, 18.07, 180.70), rel=1e-3
    )
    # In slices each amount has a spread of 0.47, half of whose square is the same on both days.
    # grams: 2 x 50² (e^0.2209 - 1) + 2 x 50² (e^0.11045 - 1) = 1236.0 + 583.9 = 1819.9
    # E[content²] = 0.73² e^0.49 = 0.86985; 1819.9 x 0.86985 = 1583.1
    # content: 73² (e^0.49 - 1) = 3369.6; together 4952.7
    # log variance: ln(1 + 4952.7 / 73²) = 0.65705, its root 0.81059
    # 73 x exp(-0.32853) = 52.56; x exp(∓1.645 x 0.81059) = x (0.26359, 3.79377)
    week = estimate(log, "week", composition=table)
    assert amounts(week.intake, K2_TOTAL) == pytest.approx((73.0, 13.85, 199.40), rel=1e-3)
    assert week.periods["variance_of_amounts"].item() == pytest.approx(1583.1 / 4952.7, rel=1e-3)
    # The switch leaves it out.
    exact = estimate(log, "week", composition=table, amounts=False)
    assert amounts(exact.intake, K2_TOTAL) == pytest.approx((73.0, 18.07, 180.70), rel=1e-3)
    assert exact.periods["variance_of_amounts"].item() == 0.0


def plain_high(cell):
    sd = cell["sd_log"]
    return cell["value_ug_per_100g"] * math.exp(Z_95 * sd - sd**2 / 2)


def test_a_week_with_the_food_table_itself():
    """Natto on Monday, two eggs on Thursday: means over the two logged days."""
    cells = composition_table().set_index(["region", "food_id", "component"])
    natto = cells.loc[("EU", "natto", K2_TOTAL)]
    egg = cells.loc[("EU", "egg-unspecified", K2_TOTAL)]
    log = pd.DataFrame(
        {
            "date": [date(2026, 12, 28), date(2026, 12, 31)],
            "item": ["natto", "egg-unspecified"],
            "amount": [1, 2],
            "unit": ["pack", "egg (large)"],
        }
    )
    from_natto = 40 * natto["value_ug_per_100g"] / 100
    from_eggs = 2 * 50 * egg["value_ug_per_100g"] / 100
    mean = from_natto + from_eggs
    # What is counted differs from its weight by 0.1 on the log scale, the content by its own
    # spread; both vary on their own: E[(grams x content)²] is the product of the two squares.
    variance = from_natto**2 * (math.exp(natto["sd_log"] ** 2 + 0.1**2) - 1)
    variance += from_eggs**2 * (math.exp(egg["sd_log"] ** 2 + 0.1**2) - 1)
    sd = math.sqrt(math.log1p(variance / mean**2))
    high = mean * math.exp(Z_95 * sd - sd**2 / 2)
    # Natto has the range of a lognormal; that of an egg ends elsewhere, for its limits and forms.
    beyond = [
        grams / 100 * (cell["high_ug_per_100g"] - plain_high(cell))
        for grams, cell in ((40, natto), (100, egg))
    ]
    squares = sum(shift * abs(shift) for shift in beyond)
    high += math.copysign(math.sqrt(abs(squares)), squares)
    week = per_logged_day(estimate(log, "week", "EU").intake)
    (row,) = week[week["component"] == K2_TOTAL].to_dict("records")
    assert row["period"] == "2026-W53"
    assert row["estimate_ug_per_day"] == pytest.approx(mean / 2)
    assert row["high_ug_per_day"] == pytest.approx(high / 2)

    (csv_row,) = weekly_rows(log, "EU", {"": "Ada"}).to_dict("records")
    assert csv_row["profile"] == "Ada"
    assert (csv_row["week_start"], csv_row["week_end"]) == ("2026-12-28", "2027-01-03")
    assert csv_row["K2_total_ug_per_day"] == pytest.approx(mean / 2, abs=5e-4)
    assert csv_row["natto_share_pct"] == pytest.approx(100 * from_natto / mean, abs=0.05)
    assert csv_row["days_logged"] == 2
