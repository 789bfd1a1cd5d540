"""The codes of other tables and tools that mean a food, ready to draw."""

from itertools import groupby
from typing import Final

import pandas as pd

from estimator.foods.food_codes import SYSTEMS, CodedFood, food_codes
from estimator.foods.items import Food
from estimator.foods.sources import short_name

CODE_MATCH_WORDS: Final = {
    "exact": "this food",
    "close": "a close one",
    "proxy": "this stands in",
    "group": "this stands for a group",
}


def code_rows(food: Food) -> pd.DataFrame:
    """List the codes of other tables and tools that mean a food, the nearest first in each."""
    return pd.DataFrame(
        [
            (
                SYSTEMS[one.system],
                one.code,
                one.name,
                CODE_MATCH_WORDS[one.match],
                _share(one),
                _remark(one),
            )
            for one in food_codes().of_food(food.food_id)
        ],
        columns=["Table", "Code", "Called there", "It is", "Share", "Remarks"],
    ).astype("str")


def code_lines(food: Food, most: int | None = None) -> list[str]:
    """List the codes of a food in lines of plain text.

    Parameters
    ----------
    food : Food
    most : int, optional
        How many of each table to name; by default all.
    """
    lines = []
    for system, coded in groupby(food_codes().of_food(food.food_id), lambda one: one.system):
        rows = list(coded)
        lines.append(f"{SYSTEMS[system]}:")
        lines += [f"  {one.code}  {one.name}{_share(one, '  ')}" for one in rows[:most]]
        if more := len(rows[most:]) if most else 0:
            lines.append(f"  and {more} more")
    return lines


def _share(coded: CodedFood, before: str = "") -> str:
    return "" if coded.share == 1 else f"{before}{100 * coded.share:.3g}%"


def _remark(coded: CodedFood) -> str:
    source = coded.share_source_id
    of_share = f"share by {short_name(source)}" if source != "assumption" else "share assumed"
    return "; ".join(filter(None, (coded.note, of_share if source else "")))
