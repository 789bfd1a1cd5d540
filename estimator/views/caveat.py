"""What to know beside any figure of K2: what natto does to it, and what people usually eat."""

import math
from functools import cache
from typing import Final

from estimator.components import K2_TOTAL
from estimator.intake import Estimate
from estimator.summary import quarters_of_dutch_adults
from estimator.views.figures import at_least, counted, figure, percent

DOMINATES: Final = 0.5
"""Share of the K2 from food from which on natto is said to dominate."""
_DAYS_OF_A_WEEK: Final = 7


def period_caveat(estimated: Estimate, period: str) -> str:
    """Say what natto does to the K2 of an estimate of one person and period.

    Parameters
    ----------
    estimated : Estimate
    period : str
        How the period is called: "day", "week" or "span".
    """
    sums, intake = estimated.periods.iloc[0], estimated.intake
    days = int(sums["days_logged"])
    (coverage,) = intake.loc[intake["component"] == K2_TOTAL, "coverage"]
    return natto_caveat(
        sums["natto_share"], sums["without_natto_ug"] / days, coverage, days, period
    )


def natto_caveat(
    natto_share: float,
    without_natto_ug: float,
    coverage: float,
    days_logged: int,
    period: str = "week",
) -> str:
    """Say what natto does to a period's K2, from the log itself.

    Parameters
    ----------
    natto_share : float
        Share of natto in the K2 from food, 0 to 1; NaN where there is no K2.
    without_natto_ug : float
        K2 from food other than natto, of a day or as mean of the logged days [µg].
    coverage : float
        Share of the grams eaten whose K2 is known, 0 to 1.
    days_logged : int
        Days of the period with at least one entry.
    period : str
        How the period is called: "day", "week" or "span".

    Examples
    --------
    >>> natto_caveat(0.93, 31.2, 1.0, days_logged=7)
    "Natto gave 93 % of this week's K2 and dominates it; without natto 31.2 µg/day."
    >>> natto_caveat(0.0, 31.2, 0.8, days_logged=1)
    'No natto this week; K2 from food was at least 31.2 µg/day. Mean of 1 logged day.'
    """
    if days_logged == 0:
        return f"Nothing is logged this {period}."
    if math.isnan(natto_share):
        return f"No K2 from food could be counted this {period}."
    unit = "µg" if period == "day" else "µg/day"
    rest = f"{at_least(figure(without_natto_ug), coverage)} {unit}"
    if natto_share == 0:
        sentence = f"No natto this {period}; K2 from food was {rest}."
    else:
        dominates = " and dominates it" if natto_share >= DOMINATES else ""
        sentence = (
            f"Natto gave {percent(natto_share)} of this {period}'s K2{dominates}; "
            f"without natto {rest}."
        )
    if period == "week" and days_logged < _DAYS_OF_A_WEEK:
        sentence += f" Mean of {counted(days_logged, 'logged day')}."
    return sentence


@cache
def general_caveat() -> str:
    """Say how much K2 people usually eat."""
    quarter = quarters_of_dutch_adults()
    return (
        "Typical Western diets are low in K2: about "
        f"{quarter['q1_central']:.0f}-{quarter['q4_central']:.0f} µg/day between the lowest and "
        "the highest quarter of Dutch adults (EPIC-NL), mostly from cheese, eggs and meat."
    )
