"""Words and rows of how steady intake is: facts, no judgement and no dose."""

import re
from functools import cache
from typing import Final

import pandas as pd

from estimator.components import K2_TOTAL, PHYLLOQUINONE
from estimator.foods.data_package import read_table
from estimator.foods.sources import first_address
from estimator.foods.table import FoodTable
from estimator.insight.steadiness import (
    BEFORE_DAYS,
    DAYS_NEEDED,
    NEW_DAYS,
    RICH_MK7_UG,
    WEEKS_NEEDED,
    LoggedDay,
    Swing,
    Variation,
)
from estimator.views.about.about import OPEN_TOPICS
from estimator.views.shared.days import analysed_words
from estimator.views.shared.figures import (
    NOT_KNOWN,
    at_least,
    counted,
    figure,
    figure_range,
    percent,
)
from estimator.views.shared.spans import date_words

STEADINESS_INTRO: Final = (
    "How even intake is from day to day and from week to week. These are facts of the diary; "
    "what they mean for a medicine is for a clinician to say."
)
ONE_DAY: Final = (
    "Of this span one day is known, and how even intake is shows from two days on. Log more days, "
    "or choose a longer span."
)
NOTHING_KNOWN: Final = (
    "Nothing is known of the K2 of what was logged in this span, so there are no days to compare. "
    "Log other foods, or choose a longer span."
)
NOT_ENOUGH_DAYS: Final = (
    f"needs a week with at least {DAYS_NEEDED} logged days. Log more days, or choose a longer span."
)
NOT_ENOUGH_WEEKS: Final = (
    f"needs at least {WEEKS_NEEDED} weeks with {DAYS_NEEDED} logged days each. Log more days, or "
    "choose a longer span."
)
DOTS_NOTE: Final = "Line: the mean of a week. Dot, in spans of up to 400 logged days: a logged day."
VARIATION_NOTE: Final = (
    "Standard deviation over the mean: 0 % where all are the same, 100 % where they typically "
    "differ from the mean by as much as the mean itself. It shows what was logged; that the "
    "foods themselves differ is in the ranges."
)
_UNEVEN, _VARIED = 0.5, 0.25
_STEADY: Final = ((_UNEVEN, "Swings a lot"), (_VARIED, "Varies"), (0.0, "Fairly even"))
STEADY_NOTE: Final = (
    f"“Swings a lot”: within a week, days typically differ from their mean by {_UNEVEN:.0%} of it "
    f"or more; “fairly even”: by less than {_VARIED:.0%}. The words are this app's own, and say "
    "nothing about a medicine."
).replace("%", " %")
RICH_NOTE: Final = (
    f"Natto and its kin, and whatever brought {RICH_MK7_UG:g} µg of MK-7 or more on one day, "
    "supplements too. "
    "In a trial of MK-7 supplements two haematologists judged that 10 µg a day moved the INR to a "
    "clinically relevant degree in at least 40 % of 15 volunteers "
    "([Theuwissen 2013](https://doi.org/10.1111/jth.12203)); foods were not tested there."
)


def steady_words(within: Variation, swing: Swing | None) -> str:
    """Say in a word how days differ, and the two that did so most; `STEADY_NOTE` explains it.

    Examples
    --------
    >>> steady_words(Variation(1.31, 24), None), steady_words(Variation(0.3, 9), None)
    ('Swings a lot.', 'Varies.')
    >>> steady_words(Variation(0.1, 24), None), steady_words(Variation(float("nan"), 1), None)
    ('Fairly even.', '')
    """
    if pd.isna(within.coefficient):
        return ""
    word = next(word for least, word in _STEADY if within.coefficient >= least)
    if swing is None:
        return f"{word}."
    before, after = (at_least(figure(day.ug), day.coverage) for day in (swing.before, swing.after))
    return f"{word}: {before} µg one day, {after} µg the next."


def variation_words(variation: Variation) -> str:
    """Write a coefficient of variation, "–" where there are too few."""
    return percent_any(variation.coefficient) or "–"


def variations_words(within: Variation, between: Variation) -> str:
    """Write both coefficients, each with what it rests on."""
    return (
        f"within weeks {_variation_or_few(within)} ({counted(within.count, 'day')}), "
        f"between weeks {_variation_or_few(between)} ({counted(between.count, 'week')})"
    )


def _variation_or_few(variation: Variation) -> str:
    return percent_any(variation.coefficient) or "too few to say"


def basis_words(within: Variation, between: Variation) -> str:
    """Say what both coefficients rest on, or what is missing."""
    days = f"of {counted(within.count, 'day')}." if within.count else NOT_ENOUGH_DAYS
    weeks = (
        f"of {counted(between.count, 'week')}."
        if between.count >= WEEKS_NEEDED
        else NOT_ENOUGH_WEEKS
    )
    return f"Within weeks: {days} Between weeks: {weeks}"


def percent_any(share: float) -> str:
    """Write a share that may be more than a whole.

    Examples
    --------
    >>> percent_any(0.254), percent_any(2.5), percent_any(float("nan"))
    ('25 %', '250 %', '')
    """
    return "" if pd.isna(share) else f"{100 * share:.0f} %"


def swing_words(swing: Swing | None, table: FoodTable, what: str) -> str:
    """Say which the largest swing is and which item made most of it.

    Parameters
    ----------
    swing : Swing or None
    table : FoodTable
        As the person has it; gives the names.
    what : str
        "food" or "food and supplements".
    """
    if swing is None:
        return f"No two days that follow one another differ in K2 from {what}."
    return (
        f"Largest swing of K2 from {what}: from {_day_words(swing.before)} to "
        f"{_day_words(swing.after)}. {table.name_of(swing.item)} changed most: "
        f"from {figure(swing.item_before_ug)} to {figure(swing.item_after_ug)} µg."
    )


def _day_words(one: LoggedDay) -> str:
    """Write the K2 of one day, e.g. "41 µg (20–60) on 9 February 2026"."""
    low_high = figure_range(one.low_ug, one.high_ug) if one.low_ug < one.high_ug else ""
    amount = f"{at_least(figure(one.ug), one.coverage)} µg"
    on = f"on {date_words(one.day)}"
    return f"{amount} ({low_high}) {on}" if low_high else f"{amount} {on}"


def new_item_lines(items: pd.DataFrame, table: FoodTable) -> list[str]:
    """Name what is rich and new.

    Parameters
    ----------
    items : DataFrame
        Of `estimator.insight.steadiness.new_rich_items`.
    table : FoodTable
    """
    return [
        f"{table.name_of(row['item'])}: first on {date_words(row['first'])}, on "
        f"{row['days']} of the last {NEW_DAYS} days, "
        + (
            f"MK-7 {NOT_KNOWN}"
            if pd.isna(row["mk7_ug"])
            else f"up to {figure(row['mk7_ug'])} µg of MK-7 a day"
        )
        for row in items.to_dict("records")
    ]


def new_items_title(items: pd.DataFrame, days_before: int) -> str:
    """Say whether anything rich is new.

    Parameters
    ----------
    items : DataFrame
        Of `estimator.insight.steadiness.new_rich_items`.
    days_before : int
        Of `estimator.insight.steadiness.days_logged_before`.
    """
    before = f"the {BEFORE_DAYS} days before ({days_before} of them logged)"
    if items.empty:
        return (
            f"Nothing rich in MK-7 was eaten in the last {NEW_DAYS} days that was not eaten in "
            f"{before}."
        )
    if not days_before:
        return (
            f"Eaten in the last {NEW_DAYS} days. Whether it is new can't be told: none of the "
            f"{BEFORE_DAYS} days before was logged."
        )
    return f"New in the last {NEW_DAYS} days, not eaten in {before}:"


def basis_of_k2_words(intake: pd.DataFrame) -> str:
    """Say what the figures of K2 rest on.

    Parameters
    ----------
    intake : DataFrame
        Rows of one person and span, means per logged day.
    """
    (analysed,) = intake.loc[intake["component"] == K2_TOTAL, "analysed"]
    share = percent(analysed)
    return (
        f"{share} of the K2 in this span rests on analysed foods; a" if share else "A"
    ) + " day of which nothing is known is left out, as a day not logged is."


def k1_words(intake: pd.DataFrame) -> str:
    """Say that K1 matters more for the INR, and how much of it is counted.

    Parameters
    ----------
    intake : DataFrame
        Rows of one person and span, means per logged day, K1 among them.
    """
    row = intake[intake["component"] == PHYLLOQUINONE].iloc[0]
    mean, coverage = row["estimate_ug_per_day"], row["coverage"]
    analysed = analysed_words(row["analysed"])
    low_high = figure_range(row["low_ug_per_day"], row["high_ug_per_day"])
    told = " and ".join(f"{share:g} % in {country}" for country, share, _ in _k1_shares())
    amount = NOT_KNOWN if pd.isna(mean) else f"{at_least(figure(mean), coverage)} µg a logged day"
    return (
        "K1 matters more for the INR, and is not fully counted here. Natto, douchi and MK-7 "
        "supplements aside, phylloquinone (K1), from greens and oils, is most of the vitamin K "
        "people eat: "
        f"{told}. In this span K1 is {amount}"
        + (f" (range {low_high})" if low_high else "")
        + (f"; {analysed}" if analysed else "")
        + ". The figures above are of K2 alone."
    )


def k1_links() -> str:
    """Name, in Markdown, where the shares of K1 and what is known of the medicines were read."""
    shares = [f"[{country}](<{address}>)" for country, _, address in _k1_shares()]
    safety = read_table("safety")
    read = safety[(safety["topic"] == OPEN_TOPICS[0]) & (safety["read_as"] == "primary")]
    studies = [
        f"[{re.split('[.,:]', row['citation'])[0]}](<{row['url']}>)"
        for row in read.to_dict("records")
    ]
    return (
        f"Shares of K1 in what people eat: {', '.join(shares)}. Vitamin K and these medicines: "
        f"{', '.join(studies)}."
    )


@cache
def _k1_shares() -> tuple[tuple[str, float, str], ...]:
    """Return country, percentage and address of each published share of K1."""
    shares = read_table("intake_shares")
    k1 = shares[shares["part"] == PHYLLOQUINONE]
    return tuple(
        (row["country"], row["share_pct"], first_address(row["read_at"]))
        for row in k1.to_dict("records")
    )
