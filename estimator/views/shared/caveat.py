"""What to know beside any figure of K2: what natto does to it, and what people usually eat."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from estimator.calculation.intake import Estimate
from estimator.calculation.weekly import quarters_of_dutch_adults
from estimator.views.shared.figures import (
    NOT_KNOWN,
    at_least,
    counted,
    figure,
    percent,
    rough_range,
)

DOMINATES: Final = 0.5
"""Share of the K2 from food from which on natto is said to dominate."""
NATTO_NAME: Final = "Natto and its kin"
"""Natto, douchi and cheonggukjang, which outweigh everything else."""
_DAYS_OF_A_WEEK: Final = 7


def period_caveat(estimated: Estimate, period: str) -> str:
    """Say what natto does to the K2 of an estimate of one person and period.

    Parameters
    ----------
    estimated : Estimate
        Of one period, or of none where nothing is logged.
    period : str
        How the period is called: "day", "week" or "span".
    """
    if not estimated.k2:
        return f"Nothing is logged this {period}."
    total = estimated.k2[0]
    if not total["natto_share"] >= 0:
        all_known = total["estimate_ug"] == 0 and not total["coverage"] < 1
        return _without_k2(period, all_known=all_known)
    days = int(total["days_logged"])
    sentence = natto_caveat(
        total["natto_share"],
        _other_food_range(total, period),
        period,
        all_known=total["coverage"] == 1,
    )
    in_part = period == "week" and days < _DAYS_OF_A_WEEK
    return f"{sentence} Mean of {counted(days, 'logged day')}." if in_part else sentence


def natto_caveat(
    natto_share: float, other_food: str, period: str = "week", *, all_known: bool = True
) -> str:
    """Say what natto does to a period's K2.

    Parameters
    ----------
    natto_share : float
        Share of natto in the K2 from food, 0 to 1.
    other_food : str
        K2 from food other than natto, in words.
    period : str
        How the period is called: "day", "week" or "span".
    all_known : bool
        Whether the K2 of all that was eaten is known.

    Examples
    --------
    >>> natto_caveat(0.93, "31.2 µg")
    "Natto and its kin gave 93 % of this week's K2 from food and dominate it; without them 31.2 µg."
    >>> natto_caveat(0.2, "31.2 µg", "day", all_known=False)
    'Natto and its kin gave 20 % of the K2 that could be counted this day; without them 31.2 µg.'
    """
    if natto_share == 0:
        return f"No natto or its kin this {period}; K2 from food was {other_food}."
    whole = f"this {period}'s K2 from food"
    if not all_known:
        whole = f"the K2 that could be counted this {period}"
    dominates = " and dominate it" if natto_share >= DOMINATES else ""
    share = f"{NATTO_NAME} gave {percent(natto_share)} of {whole}{dominates}"
    return f"{share}; without them {other_food}."


def natto_periods(estimated: Estimate) -> frozenset[str]:
    """Return the periods that natto dominates.

    Parameters
    ----------
    estimated : Estimate
        Of one person, by day or by week.

    Returns
    -------
    frozenset of str
        Their ``period``.
    """
    return frozenset(row["period"] for row in estimated.k2 if row["natto_share"] >= DOMINATES)


def flattening_periods(estimated: Estimate) -> frozenset[str]:
    """Return the periods of natto that would flatten all others in a picture.

    None where most periods are such: they are what is usual then.

    Parameters
    ----------
    estimated : Estimate
        Of one person, by day or by week.
    """
    natto = natto_periods(estimated)
    return natto if 2 * len(natto) <= len(estimated.periods) else frozenset()


def _without_k2(period: str, *, all_known: bool) -> str:
    if all_known:
        return f"Food logged this {period} holds no K2."
    return f"No K2 from food could be counted this {period}."


def without_natto(estimated: Estimate, period: str) -> str:
    """Say how much K2 food other than natto gave, e.g. "51.5 µg/day".

    Parameters
    ----------
    estimated : Estimate
        Of one person and one period.
    period : str
        "day", else it is said per logged day.
    """
    return _other_food(estimated.k2[0], period)


def _other_food(sums: Mapping[str, Any], period: str) -> str:
    words = at_least(
        figure(sums["without_natto_ug"] / sums["days_logged"]), sums["without_natto_coverage"]
    )
    return words if words == NOT_KNOWN else f"{words} {'µg' if period == 'day' else 'µg/day'}"


def _other_food_range(sums: Mapping[str, Any], period: str) -> str:
    """Say the same with its range."""
    words = _other_food(sums, period)
    interval = rough_range(
        *(sums[f"without_natto_{end}_ug"] / sums["days_logged"] for end in ("low", "high"))
    )
    return f"{words} (range {interval})" if interval and words != NOT_KNOWN else words


def is_it_a_lot(ug: float, low_ug: float, high_ug: float, coverage: float = 1.0) -> str:
    """Say how an amount compares with what most Dutch adults eat; `general_caveat` says how much.

    Parameters
    ----------
    ug, low_ug, high_ug : float
        K2 from food of a day, or per day, and its range [µg].
    coverage : float
        Of the amount, 0 to 1; what is only partly known may be more.

    Examples
    --------
    >>> is_it_a_lot(30.0, 20.0, 40.0), is_it_a_lot(30.0, 10.0, 90.0)
    ('About what most Dutch adults eat.', 'Probably about what most Dutch adults eat.')
    >>> is_it_a_lot(300.0, 90.0, 800.0), is_it_a_lot(60.0, 20.0, 90.0)
    ('More than most Dutch adults eat.', 'Probably more than most Dutch adults eat.')
    >>> is_it_a_lot(5.0, 1.0, 12.0, 0.5)
    'What could be counted is less than most Dutch adults eat.'
    """
    quarters = quarters_of_dutch_adults()
    lowest, highest = quarters["q1_central"], quarters["q4_central"]
    if not ug >= 0 or not high_ug > 0:
        return ""
    if ug > highest:
        words, sure = "more than most Dutch adults eat.", low_ug > highest
    elif ug >= lowest:
        words, sure = "about what most Dutch adults eat.", low_ug >= lowest and high_ug <= highest
    else:
        words, sure = "less than most Dutch adults eat.", high_ug < lowest
    if coverage < 1 and ug <= highest:
        return f"What could be counted is {words}"
    return f"{words[0].upper()}{words[1:]}" if sure else f"Probably {words}"


@cache
def general_caveat() -> str:
    """Say how much K2 people usually eat."""
    quarter = quarters_of_dutch_adults()
    return (
        "Typical Western diets are low in K2: about "
        f"{quarter['q1_central']:.0f}–{quarter['q4_central']:.0f} µg/day between the lowest and "
        "the highest quarter of Dutch adults (EPIC-NL), mostly from cheese, eggs and meat."
    )
