"""Words and rows that place an intake beside published ones: never as enough or too little."""

from functools import cache
from typing import Final

import pandas as pd

from estimator.components import K2_TOTAL, PHYLLOQUINONE
from estimator.insight.comparison import K2, Published, place_of, published_intakes
from estimator.sources import cite
from estimator.tables import read_table
from estimator.views.figures import NOT_KNOWN, at_least, figure, figure_range

NOTE: Final = (
    "A rough place, and no target: those studies asked for usual diets with questionnaires, used "
    "other food tables, and adjusted for energy; a diary of some days is something else. An "
    "authority's target for K2 does not exist."
)
K_NOTE: Final = (
    "In Japan natto eaters and others were compared by all vitamin K, K1 and K2 together, so the "
    "mean beside it is of both. K1 is counted in part only."
)
QUARTERS: Final = ("lowest", "second", "third", "highest")


def place_words(ug_per_day: float) -> str:
    """Say where a mean lies among the quarters of Dutch adults.

    Examples
    --------
    >>> place_words(12.0)
    'about the lowest quarter of Dutch adults in the 1990s'
    >>> place_words(300.0)
    'above the highest quarter of Dutch adults in the 1990s: 6.5 times its middle'
    """
    place = place_of(ug_per_day)
    if place.times_highest is not None:
        return (
            "above the highest quarter of Dutch adults in the 1990s: "
            f"{place.times_highest:.2g} times its middle"
        )
    return f"about the {QUARTERS[place.quarter]} quarter of Dutch adults in the 1990s"


def comparison_words(intake: pd.DataFrame, what: str = "K2 from food") -> str:
    """Say where the mean per logged day and the ends of its range lie.

    Parameters
    ----------
    intake : DataFrame
        Rows of one person and span, means per logged day.
    what : str
        How the intake is called.
    """
    row = intake[intake["component"] == K2_TOTAL].iloc[0]
    mean = row["estimate_ug_per_day"]
    if pd.isna(mean):
        return f"{what}: {NOT_KNOWN}, so it has no place among published intakes."
    amount = at_least(figure(mean), row["coverage"])
    sentence = f"{what}: {amount} µg per logged day, {place_words(mean)}."
    low, high = row["low_ug_per_day"], row["high_ug_per_day"]
    if figure_range(low, high):
        sentence += (
            f" Its range, {figure_range(low, high)} µg, goes from {_short_place(low)} to "
            f"{_short_place(high)}."
        )
    return sentence


def vitamin_k(intake: pd.DataFrame) -> tuple[float, float]:
    """Return K1 and K2 together [µg/day], and the smaller of their coverages."""
    rows = intake[intake["component"].isin((K2_TOTAL, PHYLLOQUINONE))]
    return float(rows["estimate_ug_per_day"].sum()), float(rows["coverage"].min())


@cache
def published_table(measure: str) -> pd.DataFrame:
    """List the published intakes of a measure, each with method, number, years and address."""
    rows = [one for one in published_intakes() if one.measure == measure]
    studies = read_table("population_intakes").drop_duplicates("source_id").set_index("source_id")
    cited = {one.source_id: one for one in cite({row.source_id for row in rows})}
    return pd.DataFrame(
        {
            "Population": [row.label for row in rows],
            "µg/day": [published_amount(row) for row in rows],
            "People": [str(studies.loc[row.source_id, "n"]).replace("nan", "") for row in rows],
            "Method": [str(studies.loc[row.source_id, "method"]) for row in rows],
            "Years": [str(studies.loc[row.source_id, "years"]) for row in rows],
            "Read": [
                "second hand" if cited[row.source_id].second_hand else "at the source"
                for row in rows
            ],
            "Source": [next(iter(cited[row.source_id].addresses), "") for row in rows],
        }
    ).replace("nan", "")


def published_amount(one: Published) -> str:
    """Write a published figure; a floor says so."""
    if one.low is not None and one.high is not None and one.value is not None:
        return f"{figure(one.value)} ({figure_range(one.low, one.high)})"
    if one.low is not None and one.high is not None:
        text = figure_range(one.low, one.high)
    else:
        text = figure(one.value or 0.0)
    return f"at least {text}" if one.kind == "floor" else text


def published_words() -> str:
    """Say all the figures of K2, for who can't see the strip."""
    return "; ".join(
        f"{one.label} {published_amount(one)}" for one in published_intakes() if one.measure == K2
    )


def _short_place(ug_per_day: float) -> str:
    place = place_of(ug_per_day)
    return "above the highest" if place.times_highest else f"the {QUARTERS[place.quarter]}"
