"""Words and rows of a week as it was and as changed."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.foods.table import FoodTable, food_table
from estimator.measures.unit_names import base_unit
from estimator.views.shared.days import headline
from estimator.views.shared.figures import (
    NOT_KNOWN,
    at_least,
    counted,
    figure,
    figure_range,
    percent,
)
from estimator.views.shared.markdown import plain

WHAT_IF_INTRO: Final = (
    "Take a copy of one of your weeks, swap foods or add some, and see what it would do to K2 by "
    "form. The diary stays as it is."
)
NO_ADVICE: Final = (
    "This is arithmetic on a diary, no advice: no authority sets a target for K2. Speak with a "
    "clinician before you change what you eat for the sake of a medicine."
)
RANGE_NOTE: Final = (
    "Range of a change: where it lies in 9 of 10 cases. The same food counts as equally rich in "
    "both weeks, so what stays the same adds nothing to it."
)
PARTLY_NOTE: Final = (
    "At least: of a food that there is more of, the content is not known. At most: of one that "
    "there is less of. Known part: both."
)
_AT_LEAST: Final = "at least"
_AT_MOST: Final = "at most"
_PART: Final = "known part"
_SMALLEST: Final = 0.01
"""A smaller change is not told from none [µg/day]."""


def week_foods(contributions: pd.DataFrame, eaten: Mapping[str, int], days: int) -> dict[str, str]:
    """Return the items of a week, what brought most K2 first, supplements last.

    Parameters
    ----------
    contributions : DataFrame
        Of `estimator.calculation.intake.Estimate.contributions` of the K2 total.
    eaten : mapping of str to int
        How many times each item was eaten.
    days : int
        Logged days of the week.

    Returns
    -------
    dict of str to str
        What is to be said of each item besides its name.
    """
    ranked = contributions.sort_values(
        ["source", "ug"], ascending=[True, False], na_position="last", kind="stable"
    )
    return {
        row["item"]: _eaten_words(row, eaten[row["item"]], days)
        for row in ranked.to_dict("records")
    }


def change_table(
    before: pd.DataFrame, after: pd.DataFrame, change: pd.DataFrame, days: int
) -> pd.DataFrame:
    """List the change of each form and of the total, with the amounts before and after.

    Parameters
    ----------
    before, after : DataFrame
        Of `estimator.calculation.intake.per_logged_day`, of one person and week.
    change : DataFrame
        Of `estimator.insight.what_if.change_of_week`.
    days : int
        Logged days of the week, over which all is a mean.

    Returns
    -------
    DataFrame
        Text, µg/day; forms of which nothing is known are left out, and so is the
        column of supplements where none changes.
    """
    was_of, will_be_of = (_by_component(one) for one in (before, after))
    changes = _by_component(change)
    rows: list[dict[str, str]] = []
    for component in (*FORMS, K2_TOTAL):
        was, will_be, more = was_of[component], will_be_of[component], changes[component]
        unknown = pd.isna(was["estimate_ug_per_day"]) and pd.isna(will_be["estimate_ug_per_day"])
        if unknown and not more["supplement_ug"]:
            continue
        rows.append(
            {
                "Form": LABELS[component],
                "Change": change_amount(more, days),
                "Range (90 %)": change_range(more, days),
                "Analysed": percent(more["analysed"]),
                "Supplements": signed(more["supplement_ug"] / days),
                "As it was": _amount(was),
                "As changed": _amount(will_be),
            }
        )
    table = pd.DataFrame(rows)
    return table if change["supplement_ug"].any() else table.drop(columns="Supplements")


def item_table(changes: pd.DataFrame, table: FoodTable, days: int) -> pd.DataFrame:
    """List the foods and supplements that make the change of K2, with the way to their sources.

    Parameters
    ----------
    changes : DataFrame
        Of `estimator.insight.what_if.change_by_item`, of the K2 total.
    table : FoodTable
        As the person has it.
    days : int
        Logged days of the week.

    Returns
    -------
    DataFrame
        Markdown: Food (one of the table leads to its page), "A day" (grams or units),
        "K2, µg/day" and "Range (90 %)".
    """
    rows = [
        {
            "Food": food_link(row["item"], table.name_of(row["item"])),
            "A day": f"{signed(row['quantity'] / days)} {base_unit(table.get(row['item']))}",
            "K2, µg/day": _item_amount(row, days),
            "Range (90 %)": change_range(row, days) if row["source"] == "food" else "by label",
        }
        for row in changes.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Food", "A day", "K2, µg/day", "Range (90 %)"])


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
        amount, spread = change_amount(total, days), change_range(total, days)
        unit = "" if amount == NOT_KNOWN else " µg/day"
        parts.append(f"K2 from food: {amount}{unit}" + (f" (range {spread})" if spread else ""))
    if pills:
        parts.append(f"from supplements: {signed(pills)} µg/day by label")
    if not parts:
        return "Nothing changes in K2."
    sentence = "; ".join(parts)
    if total["analysed"] < 1:
        sentence += f". {percent(total['analysed'])} of what changes rests on analysed foods"
    return f"{sentence[0].upper()}{sentence[1:]}."


def totals_sentence(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Say how much K2 there is in the week as it was and as changed.

    Parameters
    ----------
    before, after
        See `change_table`.
    """
    return f"{_total_words(before, 'As it was')} {_total_words(after, 'As changed')}"


def notes(table: pd.DataFrame, days: int) -> str:
    """Say how to read the table of `change_table`."""
    partly = table["Change"].str.startswith((_AT_LEAST, _AT_MOST, _PART))
    parts = [
        f"µg per logged day ({counted(days, 'day')}), with 90 % ranges.",
        RANGE_NOTE,
        PARTLY_NOTE if partly.any() else "",
        "Supplements are counted by label, apart from food.",
    ]
    return " ".join(filter(None, parts))


def change_amount(row: Mapping[Hashable, Any], days: int) -> str:
    """Write the change of a form per logged day, with its sign.

    Where more is to be gained than is known it is at least that, where more is to be lost at
    most; where both, it is but the part that is known.
    """
    if row["coverage"] == 0 and not row["change_ug"]:
        return NOT_KNOWN
    amount = signed(row["change_ug"] / days)
    bound = {
        (True, True): "",
        (False, True): _AT_LEAST,
        (True, False): _AT_MOST,
        (False, False): _PART,
    }[row["gain_known"], row["loss_known"]]
    return f"{bound} {amount}".lstrip()


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


def food_link(item: str, name: str) -> str:
    """Write the name of an item in Markdown; a food of the table leads to its page."""
    shown = plain(name)
    return f"[{shown}](/foods?food={item})" if item in food_table().foods else shown


def _by_component(rows: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {row["component"]: row for row in rows.to_dict("records")}


def _amount(row: Mapping[Hashable, Any]) -> str:
    amount = at_least(figure(row["estimate_ug_per_day"]), row["coverage"])
    spread = figure_range(row["low_ug_per_day"], row["high_ug_per_day"])
    return f"{amount} ({spread})" if spread else amount


def _item_amount(row: Mapping[Hashable, Any], days: int) -> str:
    if row["covered"]:
        return signed(row["change_ug"] / days)
    if not row["change_ug"]:
        return NOT_KNOWN
    bound = _AT_LEAST if row["quantity"] > 0 else _AT_MOST
    return f"{bound} {signed(row['change_ug'] / days)}"


def _total_words(intake: pd.DataFrame, when: str) -> str:
    words = headline(intake)
    told = "; ".join(filter(None, [words.range and f"range {words.range}", words.analysed]))
    supplements = f", and {words.supplements} from supplements" if words.supplements else ""
    return f"{when}: K2 from food {words.amount}{told and f' ({told})'}{supplements}."


def _eaten_words(row: Mapping[Hashable, Any], times: int, days: int) -> str:
    amount = f"{figure(row['quantity'])} g" if row["source"] == "food" else f"{row['quantity']:g} ×"
    k2 = at_least(figure(row["ug"] / days), float(row["covered"]))
    unit = "" if k2 == NOT_KNOWN else " µg/day"
    return f"{counted(times, 'time')}, {amount}, K2 {k2}{unit}"
