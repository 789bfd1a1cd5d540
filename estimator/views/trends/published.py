"""Words and rows that place an intake beside published ones: never as enough or too little."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import pandas as pd

from estimator.components import K2_TOTAL, PHYLLOQUINONE
from estimator.foods.data_package import read_table, rows_of
from estimator.foods.sources import cite
from estimator.insight.comparison import K2, Published, place_of, published_intakes
from estimator.views.shared.figures import NOT_KNOWN, at_least, figure, figure_range, percent
from estimator.views.shared.markdown import plain

NOTE: Final = (
    "A rough comparison, no target: the Dutch studies asked about usual diets by questionnaire, "
    "used other food tables, and adjusted the quarters for energy; a diary of a few days is "
    "something else. “At least” adds up the forms that were published. No authority has set a "
    "target for K2."
)
K_NOTE: Final = (
    "In Japan natto eaters and others were compared by all vitamin K, K1 and K2 together, so the "
    "mean beside them is of both. The ends of its range are those of K1 and of K2 added up."
)
QUARTERS: Final = ("lowest", "second", "third", "highest")
_ABOVE: Final = "above the highest"


def place_words(ug_per_day: float, coverage: float = 1.0) -> str:
    """Say where a mean lies among the quarters of Dutch adults.

    Parameters
    ----------
    ug_per_day : float
        [µg/day]
    coverage : float
        Of the mean, 0 to 1; what is only partly known may lie higher.

    Examples
    --------
    >>> place_words(12.0)
    'about the lowest quarter of Dutch adults in the 1990s'
    >>> place_words(12.0, 0.8)
    'about the lowest quarter of Dutch adults in the 1990s, or higher'
    >>> place_words(300.0, 0.8)
    'above the highest quarter of Dutch adults in the 1990s: at least 6.5 times its middle'
    """
    place = place_of(ug_per_day)
    if place.times_highest is not None:
        times = at_least(f"{place.times_highest:.2g}", coverage)
        return f"above the highest quarter of Dutch adults in the 1990s: {times} times its middle"
    quarter = f"about the {QUARTERS[place.quarter]} quarter of Dutch adults in the 1990s"
    return f"{quarter}, or higher" if coverage < 1 else quarter


def mean_row(intake: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return the mean of K2 per logged day, as the strip draws it.

    Parameters
    ----------
    intake : DataFrame
        Rows of one person and span, means per logged day.
    name : str
        How it is called, e.g. "You".

    Returns
    -------
    dict
        ``name``, ``ug``, ``low_ug``, ``high_ug`` [µg/day], ``coverage`` and ``analysed``.
    """
    row = intake[intake["component"] == K2_TOTAL].iloc[0]
    return {
        "name": name,
        "ug": row["estimate_ug_per_day"],
        "low_ug": row["low_ug_per_day"],
        "high_ug": row["high_ug_per_day"],
        "coverage": row["coverage"],
        "analysed": row["analysed"],
    }


def vitamin_k_row(intake: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return the mean of K1 and K2 together; see `mean_row`.

    The ends of both ranges are added, as if K1 and K2 were low, or high, together; the
    coverage is the smaller one, and what is analysed is of both.
    """
    rows = intake[intake["component"].isin((K2_TOTAL, PHYLLOQUINONE))]
    whole = rows["estimate_ug_per_day"]
    analysed = whole * rows["analysed"]
    return {
        "name": name,
        "ug": rows["estimate_ug_per_day"].sum(min_count=1),
        "low_ug": rows["low_ug_per_day"].sum(min_count=1),
        "high_ug": rows["high_ug_per_day"].sum(min_count=1),
        "coverage": rows["coverage"].min(),
        "analysed": analysed.sum() / whole.sum() if whole.sum() > 0 else math.nan,
    }


def mean_words(row: Mapping[str, Any]) -> str:
    """Write a mean and what it rests on, e.g. "25 µg per logged day (80 % of it analysed)"."""
    analysed = percent(row["analysed"])
    amount = f"{at_least(figure(row['ug']), row['coverage'])} µg per logged day"
    return f"{amount} ({analysed} of it analysed)" if analysed else amount


def comparison_words(row: Mapping[str, Any], what: str = "K2 from food") -> str:
    """Say where the mean of K2 and the ends of its range lie.

    Parameters
    ----------
    row : mapping
        See `mean_row`.
    what : str
        How the intake is called.
    """
    if pd.isna(row["ug"]):
        return f"{what}: {NOT_KNOWN}, so it has no place among published intakes."
    sentence = f"{what}: {mean_words(row)}, {place_words(row['ug'], row['coverage'])}."
    low_high = figure_range(row["low_ug"], row["high_ug"])
    if not low_high:
        return sentence
    low, high = (_short_place(row[end]) for end in ("low_ug", "high_ug"))
    if low == high:
        lies = f"lies {'above' if low == _ABOVE else 'in'} that quarter too"
    else:
        highest = low == f"the {QUARTERS[-1]} quarter"
        lies = f"goes from {low} to {'above it' if highest else high}"
    return f"{sentence} Its range, {low_high} µg, {lies}."


def vitamin_k_words(row: Mapping[str, Any]) -> str:
    """Say the mean of K1 and K2 together with its range.

    Parameters
    ----------
    row : mapping
        See `vitamin_k_row`.
    """
    if pd.isna(row["ug"]):
        return f"K1 and K2 from food: {NOT_KNOWN}."
    low_high = figure_range(row["low_ug"], row["high_ug"])
    return f"K1 and K2 from food: {mean_words(row)}" + (
        f", range {low_high} µg." if low_high else "."
    )


@cache
def published_lines(measure: str) -> list[str]:
    """List the published intakes of a measure, in Markdown, each with a link to its source.

    Each line tells the figures [µg/day], the number and age of the people, the method, the
    years, and how the figures were read.
    """
    of_row: dict[str, list[Published]] = {}
    for one in published_intakes():
        if one.measure == measure:
            of_row.setdefault(one.row, []).append(one)
    return [_study_line(row, figures) for row, figures in of_row.items()]


def _study_line(row: str, figures: Sequence[Published]) -> str:
    (citation,) = cite([figures[0].source_id])
    studies = rows_of(read_table("population_intakes"))
    study = next(one for one in studies if one.source_id == citation.source_id)
    facts = [
        f"Age: {_dashed(study.age.split(' (')[0])}",
        f"{int(study.n):,} people" if study.n else "",
        study.method.replace("FFQ", "food frequency questionnaire"),
        _dashed(study.years),
        _read_words(figures[0]),
    ]
    quarters = "quarters " if figures[0].kind == "quarter" else ""
    amounts = f"{quarters}{', '.join(published_amount(one) for one in figures)} µg/day"
    link = f"[{plain(citation.text.split()[0])} {citation.year}](<{citation.addresses[0]}>)"
    told = plain(f"{amounts}. {'; '.join(filter(None, facts))}.")
    return f"**{plain(row)}**: {told} {link}"


def _dashed(text: str) -> str:
    """Write spans of years as they are printed.

    Examples
    --------
    >>> _dashed("recruited 1993-1997")
    'recruited 1993–1997'
    """
    return re.sub(r"(?<=\d)-(?=\d)", "–", text)


def published_amount(one: Published) -> str:
    """Write a published figure; a floor says so."""
    if one.low is not None and one.high is not None and one.value is not None:
        return f"{figure(one.value)} ({figure_range(one.low, one.high)})"
    if one.low is not None and one.high is not None:
        text = figure_range(one.low, one.high)
    else:
        text = figure(one.value or 0.0)
    return f"at least {text}" if one.kind == "floor" else text


def published_words(measure: str = K2) -> str:
    """Say all the figures of a measure, for who can't see the strip."""
    return "; ".join(
        f"{one.label} {published_amount(one)}"
        for one in published_intakes()
        if one.measure == measure
    )


def _read_words(one: Published) -> str:
    (citation,) = cite([one.source_id])
    read = "second hand" if citation.second_hand else "at the source"
    return f"read {read}" + (", worked out from shares" if one.kind == "floor" else "")


def _short_place(ug_per_day: float) -> str:
    place = place_of(ug_per_day)
    return _ABOVE if place.times_highest else f"the {QUARTERS[place.quarter]} quarter"
