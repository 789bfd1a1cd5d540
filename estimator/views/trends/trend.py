"""Words and rows of intake over time."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from estimator.calculation.weekly import rounded_down_pct
from estimator.components import FORMS, LABELS
from estimator.foods.version import data_version
from estimator.views.shared.figures import at_least, counted, figure, figure_range, percent

STEP_NAMES: Final = {"day": "By day", "week": "By week"}
SPLIT_NAMES: Final = {"form": "Forms", "group": "Food groups"}
WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
OTHER: Final = "Other groups"
GROUPS_SHOWN: Final = 6
"""As many as there are colours that can be told apart."""
_DAYS_SHOWN_BY_DAY: Final = 92

_ROLLING_NOTE: Final = {
    "day": "Line: mean of the logged days among the last 7, where at least 3 of them are logged.",
    "week": "Line: mean of the last 4 weeks by their logged days, where at least 2 are logged.",
}
_GAP_NOTE: Final = (
    "Grey marks below the axis: nothing logged. Such days are left out of every mean, never "
    "counted as zero."
)


def usual_step(first: date, last: date) -> str:
    """Return by what a span is shown unless somebody chooses: by day for up to three months."""
    return "day" if (last - first).days < _DAYS_SHOWN_BY_DAY else "week"


def named_parts(parts: pd.DataFrame, split: str) -> pd.DataFrame:
    """Name the parts of the intake, in the order they are stacked.

    Parameters
    ----------
    parts : DataFrame
        Of `estimator.insight.series`.
    split : str
        "form" or "group"; the groups that brought little are summed up.

    Returns
    -------
    DataFrame
        ``period``, ``part`` (its name), ``place`` (from 0) and ``ug_per_day``.
    """
    if split == "form":
        names = {form: LABELS[form] for form in FORMS}
    else:
        by_size = parts.groupby("part")["ug_per_day"].sum().sort_values(ascending=False)
        names = {
            group: group.capitalize() if place < GROUPS_SHOWN else OTHER
            for place, group in enumerate(by_size.index)
        }
    places = {name: place for place, name in enumerate(dict.fromkeys(names.values()))}
    named = parts["part"].map(names).astype("str")
    rows = parts.assign(part=named, place=named.map(places).astype("int64"))
    return rows.groupby(["period", "part", "place"], sort=False)["ug_per_day"].sum().reset_index()


def trend_words(rows: pd.DataFrame, by: str) -> str:
    """Say in a sentence how much of a span is logged and between what its periods lie.

    Parameters
    ----------
    rows : DataFrame
        Of `estimator.insight.series.series`.
    by : str
        "day" or "week".
    """
    logged = rows[rows["ug_per_day"].notna()]
    days = int(rows["days_logged"].sum())
    gaps = int((rows["days_logged"] == 0).sum())
    if logged.empty:
        return f"{counted(days, 'day')} logged; no K2 from food could be counted."
    low, high = logged["ug_per_day"].min(), logged["ug_per_day"].max()
    missing = f"; {counted(gaps, by)} without an entry" if gaps else ""
    amount = "µg" if by == "day" else "µg a day"
    if len(logged) == 1:
        return (
            f"{counted(days, 'day')} logged{missing}, with {figure(low)} {amount} of K2 from food."
        )
    return (
        f"{counted(days, 'day')} logged{missing}. A {by} had {figure(low)} to {figure(high)} "
        f"{amount} of K2 from food, the middle one {figure(logged['ug_per_day'].median())}."
    )


def chart_notes(rows: pd.DataFrame, by: str) -> str:
    """Say what is drawn, of what is there to be drawn.

    Parameters
    ----------
    rows : DataFrame
        Of `estimator.insight.series.series`.
    by : str
        "day" or "week".
    """
    notes = (
        (rows["rolling_ug_per_day"].notna().sum() > 1, _ROLLING_NOTE[by]),
        ((rows["days_logged"] == 0).any(), _GAP_NOTE),
        ((rows["supplement_ug_per_day"] > 0).any(), "Supplements are in no bar."),
    )
    return " ".join(note for there, note in notes if there)


def trend_table(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """List the periods as text, the newest first."""
    newest = rows.iloc[::-1]
    cells = newest.to_dict("records")
    table = pd.DataFrame(
        {
            by.capitalize(): newest["period"].to_numpy(),
            "Days logged": newest["days_logged"].astype("str").to_numpy(),
            "K2 from food, µg/day": [period_amount_words(row) for row in cells],
            "Range (90 %)": [
                figure_range(row["low_ug_per_day"], row["high_ug_per_day"]) for row in cells
            ],
            "Analysed": [percent(row["analysed"]) for row in cells],
            "Supplements, µg/day": [
                figure(row["supplement_ug_per_day"]) if row["supplement_ug_per_day"] > 0 else ""
                for row in cells
            ],
        }
    )
    return table.drop(columns="Days logged") if by == "day" else table


def period_amount_words(row: Mapping[Any, Any]) -> str:
    """Write the amount of a period; "" where nothing was logged."""
    if not row["days_logged"]:
        return ""
    return at_least(figure(row["ug_per_day"]), row["coverage"])


def trend_csv(rows: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the series as figures for a file, to 0.001; empty where nothing was logged."""
    figures = [name for name in rows if str(name).endswith("ug_per_day")]
    table = rows.round(dict.fromkeys(figures, 3)).assign(
        start=rows["start"].dt.strftime("%Y-%m-%d"),
        end=rows["end"].dt.strftime("%Y-%m-%d"),
        coverage_pct=(rows["coverage"] * 100).round(1),
        region=region,
        data_version=data_version(),
        analysed_pct=rounded_down_pct(rows["analysed"]),
    )
    return table.drop(columns=["coverage", "analysed"]).rename(
        columns={
            "ug_per_day": "K2_total_ug_per_day",
            "low_ug_per_day": "K2_low_ug_per_day",
            "high_ug_per_day": "K2_high_ug_per_day",
            "supplement_ug_per_day": "K2_supplements_ug_per_day",
            "rolling_ug_per_day": "K2_rolling_mean_ug_per_day",
        }
    )


def weekday_words(pattern: pd.DataFrame) -> str:
    """Say what the weekdays come to."""
    return ", ".join(
        f"{WEEKDAYS[row['weekday']]} {figure(row['ug_per_day'])} µg ({counted(row['days'], 'day')})"
        for row in pattern.to_dict("records")
        if row["days"]
    )
