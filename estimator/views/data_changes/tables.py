"""Words and rows of what two versions of the food data make of the same meals."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from estimator.components import K2_TOTAL, LABELS
from estimator.composition.versions import DataVersion
from estimator.foods.table import FoodTable
from estimator.insight.recalculation import Recalculation
from estimator.views.data_changes.reasons import SIDES, Reasons
from estimator.views.shared.figures import at_least, counted, figure, figure_range, percent
from estimator.views.shared.markdown import plain
from estimator.views.what_if.tables import food_link, signed

DATA_CHANGES_INTRO: Final = (
    "When figures of foods are added or corrected, entries keep their grams, and the K2 of past "
    "weeks is worked out anew. Here is what that changes, and why."
)
TABLE_NOTE: Final = (
    "µg of K2 from food per logged day, with 90 % ranges. A change is of the estimate: what was "
    "eaten is the same. Ranges that look alike in three digits count as the same."
)
FOODS_NAMED: Final = 3
"""Foods named beside a week."""
_NOTHING: Final = "no change"
_AMOUNT_COLUMNS: Final = ("Before, µg/day", "After, µg/day", "Change", "Analysed")


def version_words(version: DataVersion) -> str:
    """Name a version and its date."""
    return f"{version.name}, of {version.date}"


def first_version_words(current: DataVersion) -> str:
    """Say that there is nothing to compare with."""
    return (
        f"Food data {version_words(current)}, is the first version: there is no earlier one to "
        "compare with, and nothing has changed."
    )


def summary(intake: pd.DataFrame, before: DataVersion, after: DataVersion) -> str:
    """Say in how many weeks K2 comes to something else, and how far.

    Parameters
    ----------
    intake : DataFrame
        Of `estimator.insight.recalculation.Recalculation.intake`, of one person by week.
    before, after : DataVersion
    """
    weeks = intake["period"].nunique()
    changed = intake.loc[intake["differs"], "period"].nunique()
    versions = f"from food data {before.name} to {after.name}"
    if not changed:
        return f"Nothing changed in the {counted(weeks, 'week')} logged, {versions}."
    total = intake[(intake["component"] == K2_TOTAL) & (intake["change_ug"] != 0)]
    per_day = total["change_ug"] / total["days_logged"]
    far = (
        f"K2 from food changed by {_between(per_day.min(), per_day.max())} µg/day"
        if len(total)
        else "The estimate of K2 is the same; its range, coverage or forms are not"
    )
    return f"{changed} of {counted(weeks, 'week')} logged changed, {versions}. {far}."


def week_table(intake: pd.DataFrame, items: pd.DataFrame, table: FoodTable) -> pd.DataFrame:
    """List the weeks that changed, the last first.

    Parameters
    ----------
    intake : DataFrame
        Of `estimator.insight.recalculation.Recalculation.intake`, of one person by week.
    items : DataFrame
        Of `estimator.insight.recalculation.Recalculation.by_item`, of the K2 total.
    table : FoodTable
        As the person has it.

    Returns
    -------
    DataFrame
        Text: Week, Days, "Before, µg/day", "After, µg/day", Change, Analysed and "Mostly by".
    """
    changed = intake.loc[intake["differs"], "period"].unique()
    total = intake[(intake["component"] == K2_TOTAL) & intake["period"].isin(changed)]
    mostly_by = _mostly_by(items, total.set_index("period")["days_logged"], table)
    rows = [
        {
            "Week": row["period"],
            "Days": str(row["days_logged"]),
            **_before_and_after(row),
            "Mostly by": "; ".join(mostly_by[row["period"]]),
        }
        for row in total.iloc[::-1].to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Week", "Days", *_AMOUNT_COLUMNS, "Mostly by"])


def changed_form_table(intake: pd.DataFrame) -> pd.DataFrame:
    """List the forms that changed, and the total.

    Parameters
    ----------
    intake : DataFrame
        Of `estimator.insight.recalculation.Recalculation.intake`, of one person and period.

    Returns
    -------
    DataFrame
        Text: Form, "Before, µg/day", "After, µg/day", Change and Analysed.
    """
    rows = intake[intake["differs"] | (intake["component"] == K2_TOTAL)]
    return pd.DataFrame(
        [
            {"Form": LABELS[row["component"]], **_before_and_after(row)}
            for row in rows.to_dict("records")
        ]
    )


def why_table(items: pd.DataFrame, days: int, reasons: Reasons, table: FoodTable) -> pd.DataFrame:
    """List the foods and supplements that made a change, the largest first, and why.

    Parameters
    ----------
    items : DataFrame
        Of `estimator.insight.recalculation.over_periods`, of the K2 total.
    days : int
        Logged days of the period.
    reasons : Reasons
    table : FoodTable
        As the person has it.

    Returns
    -------
    DataFrame
        Markdown: Food (one of the table leads to its page), Eaten, "K2, µg/day", "K2, µg/100 g"
        and Why.
    """
    rows = [
        {
            "Food": food_link(row["item"], reasons.name(row["item"], table)),
            "Eaten": _eaten(row),
            "K2, µg/day": signed(row["change_ug"] / days),
            "K2, µg/100 g": reasons.content(row["item"]),
            "Why": plain(_why(row, reasons)),
        }
        for row in largest_first(items).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Food", "Eaten", "K2, µg/day", "K2, µg/100 g", "Why"])


def reason_lines(items: pd.DataFrame, reasons: Reasons, table: FoodTable) -> list[str]:
    """Say of each food and supplement in `week_table`, whatever the week, why it changed."""
    once = largest_first(items).drop_duplicates("item")
    return [
        f"{reasons.name(row['item'], table)}: {_content(row, reasons)}{_why(row, reasons)}."
        for row in once.to_dict("records")
    ]


def source_lines(items: pd.DataFrame, reasons: Reasons) -> list[str]:
    """Name the sources that `reason_lines` names, with their addresses."""
    return [
        ", ".join((f"{one.short_name}: {one.text}", *one.addresses))
        for one in reasons.citations(items["item"])
    ]


def not_there_words(recalculation: Recalculation, reasons: Reasons, table: FoodTable) -> str:
    """Say what was eaten and is not in the later version, with its grams; "" where nothing."""
    grams = recalculation.not_there().sort_values(ascending=False)
    named = [f"{reasons.name(str(item), table)}, {figure(g)} g" for item, g in grams.items()]
    return f"Not in the data any more, and not counted: {'; '.join(named)}." if named else ""


def largest_first(items: pd.DataFrame) -> pd.DataFrame:
    """Put foods in the order of how much they changed, supplements last."""
    order = (-items["change_ug"].abs()).argsort(kind="stable")
    return items.iloc[order].sort_values("source", kind="stable", ignore_index=True)


def _before_and_after(row: Mapping[Hashable, Any]) -> dict[str, str]:
    cells = (
        *(version_amount_words(row, side) for side in SIDES),
        difference_words(row),
        _both(*(percent(row[f"analysed_{side}"]) for side in SIDES)),
    )
    return dict(zip(_AMOUNT_COLUMNS, cells, strict=True))


def difference_words(row: Mapping[Hashable, Any]) -> str:
    """Write the change of an amount per logged day, or what else of it changed."""
    was, will_be = (row[f"estimate_ug_{side}"] for side in SIDES)
    if pd.isna(was) != pd.isna(will_be):
        return "now known" if pd.isna(was) else "not known any more"
    if row["change_ug"]:
        return signed(row["change_ug"] / row["days_logged"])
    if row["supplement_ug_before"] != row["supplement_ug_after"]:
        more = (row["supplement_ug_after"] - row["supplement_ug_before"]) / row["days_logged"]
        return f"supplements {signed(more)}"
    if version_amount_words(row, "before") != version_amount_words(row, "after"):
        return "range"
    return _NOTHING


def version_amount_words(row: Mapping[Hashable, Any], side: str) -> str:
    """Write an amount per logged day by one of the versions, with its range."""
    amount, low, high = (
        row[f"{name}_ug_{side}"] / row["days_logged"] for name in ("estimate", "low", "high")
    )
    spread = figure_range(low, high)
    words = at_least(figure(amount), row[f"coverage_{side}"])
    return f"{words} ({spread})" if spread else words


def _both(before: str, after: str) -> str:
    return before if before == after else f"{before or '–'} → {after or '–'}"


def _between(least: float, most: float) -> str:
    one, other = signed(least), signed(most)
    return one if one == other else f"{one} to {other}"


def _mostly_by(
    items: pd.DataFrame, days: "pd.Series[int]", table: FoodTable
) -> defaultdict[str, list[str]]:
    """Return the foods that changed most in each period, by how much a day."""
    foods = items[(items["change_ug"] != 0) & (items["source"] == "food")]
    foods = largest_first(foods).groupby("period").head(FOODS_NAMED)
    named: defaultdict[str, list[str]] = defaultdict(list)
    for row in foods.to_dict("records"):
        change = signed(row["change_ug"] / days[row["period"]])
        named[row["period"]].append(f"{table.name_of(row['item'])} {change}")
    return named


def _eaten(row: Mapping[Hashable, Any]) -> str:
    return f"{figure(row['quantity'])} g" if row["source"] == "food" else f"{row['quantity']:g} ×"


def _content(row: Mapping[Hashable, Any], reasons: Reasons) -> str:
    content = reasons.content(row["item"])
    return f"K2 {content} µg/100 g; " if content else ""


def _why(row: Mapping[Hashable, Any], reasons: Reasons) -> str:
    return "what the label says" if row["source"] == "supplement" else reasons.words(row["item"])
