"""The household measures of a food, and where their weights are from."""

import pandas as pd

from estimator.foods.items import Food, Portion
from estimator.views.foods.known import ASSUMPTION


def portion_rows(food: Food) -> pd.DataFrame:
    """List the household measures of a food, the default one first."""
    return pd.DataFrame(
        [(one.measure, f"{one.amount_g:g} g", _weighed_by(one)) for one in food.portions],
        columns=["Measure", "Weight", "Where it is from"],
    )


def _weighed_by(portion: Portion) -> str:
    """Say where a weight is from, and that it is assumed where nobody published one."""
    if portion.source_id != ASSUMPTION:
        return portion.note
    why = portion.note.removeprefix(f"{ASSUMPTION}: ").removeprefix("our round figure").strip(", ;")
    return f"our assumption: {why}" if why else "our assumption"
