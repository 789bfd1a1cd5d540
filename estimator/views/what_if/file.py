"""A week as it was and as changed, as figures for a file."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from estimator.calculation.weekly import rounded_down_pct
from estimator.components import FORMS, K2_TOTAL
from estimator.foods.version import data_version

COMPARISON_COLUMNS: Final = (
    "week_start",
    "days_logged",
    "changes",
    "component",
    "before_ug_per_day",
    "before_low",
    "before_high",
    "before_coverage_pct",
    "after_ug_per_day",
    "after_low",
    "after_high",
    "after_coverage_pct",
    "change_ug_per_day",
    "change_low",
    "change_high",
    "change_coverage_pct",
    "supplements_before_ug_per_day",
    "supplements_after_ug_per_day",
    "region",
    "data_version",
    "before_analysed_pct",
    "after_analysed_pct",
    "change_analysed_pct",
)
"""The columns of the file, in their order; new ones come last."""


def comparison_rows(
    before: pd.DataFrame,
    after: pd.DataFrame,
    change: pd.DataFrame,
    first: date,
    changes: Sequence[str],
    region: str,
) -> pd.DataFrame:
    """Return the forms and the K2 total of both weeks, and the change.

    Parameters
    ----------
    before, after : DataFrame
        Of `estimator.calculation.intake.per_logged_day`, of one person and week.
    change : DataFrame
        Of `estimator.insight.what_if.change_of_week`.
    first : datetime.date
        The first day of the week.
    changes : sequence of str
        What was changed, in words.
    region : str
        Where the food is from.

    Returns
    -------
    DataFrame
        The columns of `COMPARISON_COLUMNS`, a row per form and one for the total; food
        only but for the supplements [µg/day], to 0.001; NaN is not known. Shares are
        rounded down, so that 100 means all of it.
    """
    wanted = [*FORMS, K2_TOTAL]
    was, will_be = (one.set_index("component").loc[wanted] for one in (before, after))
    days = was["days_logged"]
    more = change.set_index("component").loc[wanted]
    known = (more["coverage"] != 0) | (more["change_ug"] != 0)
    columns = {
        "before_ug_per_day": was["estimate_ug_per_day"],
        "before_low": was["low_ug_per_day"],
        "before_high": was["high_ug_per_day"],
        "after_ug_per_day": will_be["estimate_ug_per_day"],
        "after_low": will_be["low_ug_per_day"],
        "after_high": will_be["high_ug_per_day"],
        **{
            f"change_{name}": (more[f"{column}_ug"] / days).where(known)
            for name, column in (("ug_per_day", "change"), ("low", "low"), ("high", "high"))
        },
        "supplements_before_ug_per_day": was["supplement_ug_per_day"],
        "supplements_after_ug_per_day": will_be["supplement_ug_per_day"],
    }
    rows = pd.DataFrame({name: figures.round(3) for name, figures in columns.items()})
    shares = {"before": was, "after": will_be, "change": more}
    return rows.assign(
        **{
            f"{name}_{share}_pct": rounded_down_pct(one[share])
            for name, one in shares.items()
            for share in ("coverage", "analysed")
        },
        week_start=first.isoformat(),
        days_logged=days,
        changes="; ".join(changes),
        component=wanted,
        region=region,
        data_version=data_version(),
    )[list(COMPARISON_COLUMNS)].reset_index(drop=True)
