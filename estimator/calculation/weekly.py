"""The weekly table: one row per person and ISO week."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np

from estimator.calculation.intake import estimate, per_logged_day
from estimator.components import FORMS, K2_TOTAL, PHYLLOQUINONE
from estimator.composition.matrix import CompositionMatrix
from estimator.foods.data_package import FOOD_DATA, column_types, read_trusted_table
from estimator.foods.version import data_version
from estimator.pandas_on_use import pd

WEEKLY_COLUMNS: Final = (
    "profile",
    "iso_week",
    "week_start",
    "week_end",
    "days_logged",
    "entries",
    *(f"{form}_ug_per_day" for form in FORMS),
    "K2_total_ug_per_day",
    "K2_low",
    "K2_high",
    "K2_supplements_ug_per_day",
    "natto_share_pct",
    "coverage_pct",
    "region",
    "data_version",
    "analysed_pct",
    "K2_predicted_ug_per_day",
    "amounts_in_range",
    "K1_ug_per_day",
    "K1_low",
    "K1_high",
    "K1_coverage_pct",
)
"""The columns of the weekly table, in their order; new ones come last."""


def weekly_rows(
    frame: pd.DataFrame,
    region: str = "world",
    names: Mapping[str, str] | None = None,
    composition: CompositionMatrix | None = None,
    amounts: bool = True,
    phylloquinone: bool = False,
) -> pd.DataFrame:
    """Sum up each person's weeks, as means over the days that were logged.

    Parameters
    ----------
    frame : DataFrame
        Food records; see `estimator.calculation.intake.estimate`.
    region : str
        Where the foods are from.
    names : mapping of str to str, optional
        Name of the profile of each ``person``; by default ``person`` itself.
    composition : CompositionMatrix, optional
        Used instead of the food table of the region; see `estimate`.
    amounts : bool
        Whether ranges hold how sure the amounts are.
    phylloquinone : bool
        Whether vitamin K1 is estimated as well; its columns are empty if not.

    Returns
    -------
    DataFrame
        The columns of `WEEKLY_COLUMNS`; one row per person and ISO week with
        entries. Forms, total and range are of food only [µg/day], to 0.001.
        ``coverage_pct`` is that of the K2 total, rounded down, so that 100
        means that all of it was counted; ``analysed_pct`` likewise.

    Raises
    ------
    InputError
        If the records can't be used.

    Examples
    --------
    >>> from estimator import weekly_rows
    >>> log = pd.DataFrame({"item": ["natto"], "date": ["2026-02-10"], "grams": [40.0]})
    >>> week = weekly_rows(log, region="EA")
    >>> week["iso_week"].tolist(), week["days_logged"].tolist(), week["natto_share_pct"].tolist()
    (['2026-W07'], [1], [100.0])
    """
    week = estimate(frame, "week", region, phylloquinone, composition, amounts)
    periods = week.periods
    means = per_logged_day(week.intake)
    total = means[means["component"] == K2_TOTAL].set_index(periods.index)
    persons = periods["person"]
    return pd.DataFrame(
        {
            "profile": persons if names is None else persons.map(names).astype("str"),
            "iso_week": periods["period"],
            "week_start": _iso_days(periods["start"]),
            "week_end": _iso_days(periods["end"]),
            "days_logged": periods["days_logged"],
            "entries": periods["entries"],
            **{
                f"{form}_ug_per_day": means.loc[means["component"] == form, "estimate_ug_per_day"]
                .set_axis(periods.index)
                .round(3)
                for form in FORMS
            },
            "K2_total_ug_per_day": total["estimate_ug_per_day"].round(3),
            "K2_low": total["low_ug_per_day"].round(3),
            "K2_high": total["high_ug_per_day"].round(3),
            "K2_supplements_ug_per_day": total["supplement_ug_per_day"].round(3),
            "natto_share_pct": (periods["natto_share"] * 100).round(1),
            "coverage_pct": rounded_down_pct(total["coverage"]),
            "region": region,
            "data_version": data_version(),
            "analysed_pct": rounded_down_pct(total["analysed"]),
            "K2_predicted_ug_per_day": (periods["predicted_ug"] / periods["days_logged"]).round(3),
            "amounts_in_range": "yes" if amounts else "no",
            **_k1_columns(means, periods.index),
        },
        columns=list(WEEKLY_COLUMNS),
    )


def _k1_columns(means: pd.DataFrame, index: pd.Index) -> dict[str, pd.Series[float]]:
    """Return the columns of K1 [µg/day], empty where it was not estimated."""
    k1 = means[means["component"] == PHYLLOQUINONE]
    if k1.empty:
        k1 = pd.DataFrame(np.nan, index, means.columns)
    k1 = k1.set_index(index)
    return {
        "K1_ug_per_day": k1["estimate_ug_per_day"].round(3),
        "K1_low": k1["low_ug_per_day"].round(3),
        "K1_high": k1["high_ug_per_day"].round(3),
        "K1_coverage_pct": rounded_down_pct(k1["coverage"]),
    }


def _iso_days(days: pd.Series[Any]) -> pd.api.extensions.ExtensionArray:
    """Write days as ISO dates, each distinct one once: many people have the same weeks."""
    codes, distinct = pd.factorize(days)
    labels: list[str] = pd.DatetimeIndex(distinct).strftime("%Y-%m-%d").tolist()
    return pd.array(labels, dtype="str").take(codes)


def rounded_down_pct(share: pd.Series[float]) -> pd.Series[float]:
    """Write shares as percentages to one decimal, rounded down: only a whole is 100.

    Examples
    --------
    >>> rounded_down_pct(pd.Series([0.99999, 1.0, float("nan")])).tolist()
    [99.9, 100.0, nan]
    """
    return (share * 1000).map(np.floor) / 10


@cache
def quarters_of_dutch_adults() -> pd.Series[float]:
    """Return the K2 intake of the quarters of EPIC-NL [µg/day], by statistic, lowest first.

    References
    ----------
    J. W. J. Beulens et al. (2010), Dietary phylloquinone and menaquinones intakes
    and risk of type 2 diabetes, doi:10.2337/dc09-2302.
    """
    table = read_trusted_table(
        FOOD_DATA / "population_intakes.csv", column_types("population_intakes")
    )
    rows = table[(table["source_id"] == "beulens2010") & (table["component"] == K2_TOTAL)]
    return rows.set_index("statistic")["value_ug_per_day"]
