"""Words and rows of a week as it was and as changed."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.intake import per_logged_day
from estimator.views.figures import NOT_KNOWN, at_least, figure, figure_range, percent

INTRO: Final = (
    "Take a copy of one of your weeks, swap foods or add some, and see what it would do to K2 by "
    "form. The diary stays as it is."
)
NO_ADVICE: Final = (
    "This is arithmetic on a diary, no advice: nobody sets a target for K2. Speak with a clinician "
    "before you change what you eat for the sake of a medicine."
)
RANGE_NOTE: Final = (
    "Range of a change: where it lies in 9 of 10 cases. The same food counts as equally rich in "
    "both weeks, so what stays the same adds nothing to it."
)
_SMALLEST: Final = 0.005
"""A smaller change is not told from none [µg/day]."""


def week_foods(contributions: pd.DataFrame) -> list[str]:
    """Return the items of a week, what brought most K2 first, supplements last.

    Parameters
    ----------
    contributions : DataFrame
        Of `estimator.intake.Estimate.contributions` of the K2 total.
    """
    ranked = contributions.sort_values(
        ["source", "ug"], ascending=[True, False], na_position="last", kind="stable"
    )
    return list(dict.fromkeys(ranked["item"]))


def change_table(
    before: pd.DataFrame, after: pd.DataFrame, change: pd.DataFrame, days: int
) -> pd.DataFrame:
    """List the forms and the total before and after, with the change and its range.

    Parameters
    ----------
    before, after : DataFrame
        Rows of `estimator.intake.Estimate.intake` of one person and week.
    change : DataFrame
        Of `estimator.insight.what_if.change_of_week`.
    days : int
        Logged days of the week, over which all is a mean.

    Returns
    -------
    DataFrame
        Text, µg/day; forms of which nothing is known are left out.
    """
    was_of, will_be_of = (_by_component(per_logged_day(one)) for one in (before, after))
    changes = _by_component(change)
    rows: list[tuple[str, ...]] = []
    for component in (*FORMS, K2_TOTAL):
        was, will_be = was_of[component], will_be_of[component]
        if pd.isna(was["estimate_ug_per_day"]) and pd.isna(will_be["estimate_ug_per_day"]):
            continue
        rows.append(
            (
                LABELS[component],
                _amount(was),
                _amount(will_be),
                change_amount(changes[component], days),
                change_range(changes[component], days),
                percent(changes[component]["coverage"]),
            )
        )
    columns = ["Form", "As it was", "As changed", "Change", "Range (90 %)", "Covered"]
    return pd.DataFrame(rows, columns=columns)


def change_sentence(change: pd.DataFrame, days: int) -> str:
    """Say what the changes do to K2.

    Parameters
    ----------
    change, days
        See `change_table`.
    """
    total = _by_component(change)[K2_TOTAL]
    pills = total["supplement_ug"] / days
    parts = []
    if total["change_ug"] or not pd.isna(total["coverage"]):
        amount = change_amount(total, days)
        spread = change_range(total, days)
        parts.append(f"K2 from food: {amount} µg/day" + (f" (range {spread})" if spread else ""))
    if pills:
        parts.append(f"from supplements: {signed(pills)} µg/day by label")
    if not parts:
        return "Nothing changes in K2."
    sentence = "; ".join(parts)
    if total["coverage"] < 1:
        sentence += f". Figures are known for {percent(total['coverage'])} of the grams that change"
    return f"{sentence[0].upper()}{sentence[1:]}."


def change_amount(row: Mapping[Hashable, Any], days: int) -> str:
    """Write the change of a form per logged day, with its sign."""
    if row["coverage"] == 0 and not row["change_ug"]:
        return NOT_KNOWN
    return signed(row["change_ug"] / days)


def change_range(row: Mapping[Hashable, Any], days: int) -> str:
    """Write the range of a change; "" where nothing changes."""
    low, high = row["low_ug"] / days, row["high_ug"] / days
    if not low and not high:
        return ""
    return f"{signed(low)} to {signed(high)}"


def signed(value: float) -> str:
    """Write a figure with its sign.

    Examples
    --------
    >>> signed(12.34), signed(-0.5), signed(0.0), signed(0.001)
    ('+12.3', '−0.5', '0', '≈0')
    """
    if not value:
        return "0"
    if abs(value) < _SMALLEST:
        return "≈0"
    return f"{'+' if value > 0 else '−'}{figure(abs(value))}"


def _by_component(rows: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {row["component"]: row for row in rows.to_dict("records")}


def _amount(row: Mapping[Hashable, Any]) -> str:
    amount = at_least(figure(row["estimate_ug_per_day"]), row["coverage"])
    spread = figure_range(row["low_ug_per_day"], row["high_ug_per_day"])
    return f"{amount} ({spread})" if spread else amount
