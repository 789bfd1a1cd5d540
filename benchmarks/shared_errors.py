"""Measure how much wider a day and a week get by what laboratories did to all of their foods.

    python -m benchmarks.shared_errors

First, how much of the squared difference between two laboratories is the same for all foods
that both analysed, within a food group and from group to group. Then the effects that follow
for the present table: of a cell with readings of J laboratories, each has its level in it with
the weight 1/J. Last, the range of the days of the sample week, and of the week, with them; and
as a bound, as if half of the log-variance of every food were that of its food group.
"""

import numpy as np
import pandas as pd

from estimator.calculation.intake import estimate
from estimator.components import K2_TOTAL, PHYLLOQUINONE
from estimator.composition.build import Evidence
from estimator.composition.evidence import central_readings, log_level, usable_rows
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.table import composition_table
from estimator.diary.sample_week import SAMPLE_WEEK
from estimator.foods.data_package import read_table
from estimator.measures.units import Measures

REGION = "EU"


def shares_of_laboratories() -> tuple[float, float]:
    """Return the share of the laboratory within a food group, and that from group to group."""
    evidence = Evidence.read()
    readings = central_readings(usable_rows(evidence.measurements, "world"))
    readings = readings[(readings["value"] > 0) & (readings["component"] != PHYLLOQUINONE)]
    readings = readings.assign(
        log=log_level(readings["value"]),
        group=readings["food_id"].map(evidence.foods.set_index("food_id")["group"]),
        laboratory=[ids[0] for ids in readings["source_ids"]],
    )
    pairs = readings.merge(readings, on=["food_id", "component", "group"])
    pairs = pairs[pairs["laboratory_x"] < pairs["laboratory_y"]]
    pairs = pairs.assign(difference=pairs["log_x"] - pairs["log_y"])
    by_food = ["laboratory_x", "laboratory_y", "component", "group", "food_id"]
    foods = pairs.groupby(by_food)["difference"].mean().reset_index()
    sums = {"same": np.zeros(2), "other": np.zeros(2), "itself": np.zeros(2)}
    for _, rows in foods.groupby(by_food[:3]):
        difference, group = rows["difference"].to_numpy(), rows["group"].to_numpy()
        product = np.outer(difference, difference)
        apart = ~np.eye(len(rows), dtype=bool)
        same = group[:, None] == group[None]
        # Two laboratories with many foods in common would outweigh all others.
        weight = 1 / np.sqrt(len(rows))
        for name, chosen in (("same", apart & same), ("other", apart & ~same), ("itself", ~apart)):
            sums[name] += weight * np.array([product[chosen].sum(), chosen.sum()])
    same, other, itself = (total / count for total, count in sums.values())
    return same / itself, other / itself


def laboratory_effects(table: pd.DataFrame, within: float, between: float) -> pd.DataFrame:
    """Return shared errors of the laboratories behind a table, of every food group and of one."""
    group = read_table("foods").set_index("food_id")["group"]
    cells = table[(table["value_ug_per_100g"] > 0) & (table["n_sources"] > 0)]
    cells = cells.assign(laboratory=cells["source_ids"].str.split(";")).explode("laboratory")
    # With J readings σ² = τ²·(1 + 1/J), of which each laboratory's share of τ² has 1/J².
    readings = cells["n_sources"].astype("float64")
    square = cells["sd_log"] ** 2 / (readings * (readings + 1))
    level, of_group = "level of " + cells["laboratory"], ", " + cells["food_id"].map(group)
    names = ((level, between), (level + of_group, within - between))
    return pd.concat(
        [cells.assign(effect=effect, sd_log=np.sqrt(share * square)) for effect, share in names]
    )[["food_id", "component", "effect", "sd_log"]]


def group_effects(table: pd.DataFrame, share: float) -> pd.DataFrame:
    """Return shared errors as if so much of each food's log-variance were that of its group."""
    group = read_table("foods").set_index("food_id")["group"]
    cells = table[table["value_ug_per_100g"] > 0]
    return cells.assign(
        effect=cells["food_id"].map(group), sd_log=np.sqrt(share) * cells["sd_log"]
    )[["food_id", "component", "effect", "sd_log"]]


def main() -> None:
    """Print the shares, and how much wider the ranges get [%]."""
    within, between = shares_of_laboratories()
    print(f"of the laboratory: {within:.2f} within a food group, {between:.2f} between groups")
    table = composition_table()
    table = table[table["region"] == REGION]
    alone, by_laboratory, by_group = (
        CompositionMatrix.from_frame(table, None, errors)
        for errors in (
            None,
            laboratory_effects(table, within, between),
            group_effects(table, 0.5),
        )
    )
    week = pd.DataFrame(SAMPLE_WEEK, columns=["day", "meal", "item", "amount", "unit"])
    quantity, _ = Measures().quantities(week["item"], week["amount"], week["unit"])
    week = week.assign(quantity=quantity, date="2026-02-09")
    spans = {f"day {day + 1}": week[week["day"] == day] for day in range(7)}
    spans |= {"week": week, "week without natto": week[week["item"] != "natto"]}
    print("wider by, %       laboratories   half of a food group's")
    for name, eaten in spans.items():
        widths = []
        for matrix in (alone, by_laboratory, by_group):
            frame = eaten[["date", "item", "quantity"]]
            row = estimate(frame, None, composition=matrix).intake.set_index("component")
            widths.append(row.loc[K2_TOTAL, "high_ug"] - row.loc[K2_TOTAL, "low_ug"])
        print(f"{name:18}{100 * (widths[1] / widths[0] - 1):10.1f}", end="")
        print(f"{100 * (widths[2] / widths[0] - 1):20.1f}")


if __name__ == "__main__":
    main()
