"""What two versions of the food data make of each week, as figures for a file."""

from typing import Final

import pandas as pd

from estimator.calculation.weekly import rounded_down_pct
from estimator.composition.versions import DataVersion
from estimator.insight.recalculation import Recalculation

DATA_CHANGE_COLUMNS: Final = (
    "iso_week",
    "week_start",
    "days_logged",
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
    "supplements_before_ug_per_day",
    "supplements_after_ug_per_day",
    "foods",
    "region",
    "data_version_before",
    "data_version_after",
    "before_analysed_pct",
    "after_analysed_pct",
)
"""The columns of the file, in their order; new ones come last."""


def data_change_rows(
    recalculation: Recalculation, before: DataVersion, after: DataVersion, region: str
) -> pd.DataFrame:
    """Return every form and the K2 total of every week in which it changed.

    Parameters
    ----------
    recalculation : Recalculation
        Of one person, by week.
    before, after : DataVersion
    region : str
        Where the food is from.

    Returns
    -------
    DataFrame
        The columns of `DATA_CHANGE_COLUMNS`; food only but for the supplements [µg/day], to
        0.001; NaN is not known. Shares are rounded down, so that 100 means all of it. ``foods``
        holds the change that each food made [µg/day], the largest first.
    """
    intake = recalculation.intake()
    rows = intake[intake["differs"]]
    days = rows["days_logged"]
    start = recalculation.after.periods.set_index("period")["start"]
    columns: dict[str, object] = {
        "iso_week": rows["period"],
        "week_start": rows["period"].map(start).astype("datetime64[s]").dt.strftime("%Y-%m-%d"),
        "days_logged": days,
        "component": rows["component"],
        "change_ug_per_day": (rows["change_ug"] / days).round(3),
    }
    for side in ("before", "after"):
        for name, amount in (("ug_per_day", "estimate"), ("low", "low"), ("high", "high")):
            columns[f"{side}_{name}"] = (rows[f"{amount}_ug_{side}"] / days).round(3)
        for share in ("coverage", "analysed"):
            columns[f"{side}_{share}_pct"] = rounded_down_pct(rows[f"{share}_{side}"])
        columns[f"supplements_{side}_ug_per_day"] = (rows[f"supplement_ug_{side}"] / days).round(3)
    foods = _foods(recalculation)
    keys = zip(rows["period"], rows["component"], strict=True)
    return (
        pd.DataFrame(columns)
        .assign(
            foods=[foods.get(key, "") for key in keys],
            region=region,
            data_version_before=before.version,
            data_version_after=after.version,
        )[list(DATA_CHANGE_COLUMNS)]
        .reset_index(drop=True)
    )


def _foods(recalculation: Recalculation) -> dict[tuple[str, str], str]:
    """Return the foods that made each change, by week and component."""
    items = recalculation.by_item(recalculation.after.components)
    items = items[(items["source"] == "food") & (items["change_ug"] != 0)]
    days = recalculation.after.periods.set_index("period")["days_logged"]
    items = items.assign(change=items["change_ug"] / items["period"].map(days).astype("float64"))
    items = items.iloc[(-items["change"].abs()).argsort(kind="stable")]
    return {
        (str(period), str(component)): "; ".join(
            f"{item} {change:+.3f}"
            for item, change in zip(rows["item"], rows["change"], strict=True)
        )
        for (period, component), rows in items.groupby(["period", "component"])
    }
