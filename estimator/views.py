"""Ready-to-draw rows and labels of a day and of a week; pages only place them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.figures import NOT_KNOWN, at_least, figure, figure_range, percent
from estimator.foods import FoodTable, Supplement
from estimator.intake import Estimate
from estimator.records import Entry

FORM_COLUMNS: Final = ("Form", "µg", "Range", "Covered", "Supplements, µg")


@dataclass(frozen=True)
class Headline:
    """The K2 of one period, in words."""

    amount: str
    """Food only, with unit, e.g. "at least 41.3 µg"."""
    range: str
    coverage: str
    supplements: str
    """Empty where there were none."""


@dataclass(frozen=True)
class EntryLine:
    """One entry of a day, in words."""

    entry: Entry
    name: str
    amount: str
    k2: str


def headline(intake: pd.DataFrame) -> Headline:
    """Sum up the K2 total of one period.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and period, totals or means per
        logged day.
    """
    rows = _amounts(intake)
    total = rows[rows["component"] == K2_TOTAL].iloc[0]
    unit = "µg" if "estimate_ug" in intake else "µg/day"
    amount = at_least(figure(total["estimate_ug"]), total["coverage"])
    covered = percent(total["coverage"])
    return Headline(
        amount=f"{amount} {unit}",
        range=_with_unit(figure_range(total["low_ug"], total["high_ug"]), unit),
        coverage=f"{covered} of the grams eaten" if covered else "nothing eaten that could count",
        supplements=_with_unit(figure(total["supplement_ug"]), unit)
        if total["supplement_ug"]
        else "",
    )


def form_table(intake: pd.DataFrame) -> pd.DataFrame:
    """List the forms of one period, those of which something is known.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and period, totals or means per
        logged day.

    Returns
    -------
    pandas.DataFrame
        Text in ``FORM_COLUMNS``, the K2 total last.
    """
    rows = _amounts(intake)
    rows = rows[rows["component"].isin((*FORMS, K2_TOTAL))]
    rows = rows[rows["estimate_ug"].notna() | (rows["supplement_ug"] > 0)]
    return pd.DataFrame(
        [
            (
                LABELS[row["component"]],
                at_least(figure(row["estimate_ug"]), row["coverage"]),
                figure_range(row["low_ug"], row["high_ug"]),
                percent(row["coverage"]),
                figure(row["supplement_ug"]) if row["supplement_ug"] else "",
            )
            for row in rows.to_dict("records")
        ],
        columns=list(FORM_COLUMNS),
    )


def forms_without_data(intake: pd.DataFrame) -> str:
    """Name the forms of which nothing is known in what was eaten."""
    rows = _amounts(intake)
    forms = rows[rows["component"].isin(FORMS) & rows["estimate_ug"].isna()]
    return ", ".join(forms["component"].map(LABELS))


def entry_lines(entries: Sequence[Entry], estimated: Estimate, table: FoodTable) -> list[EntryLine]:
    """Put a day's entries in words, each with the K2 it brought.

    Parameters
    ----------
    entries : sequence of Entry
        All the entries of one profile that ``estimated`` was made from.
    estimated : Estimate
        By day, or by nothing.
    table : FoodTable
        Gives the names.
    """
    contributions = estimated.contributions()
    total = contributions[contributions["component"] == K2_TOTAL]
    per_unit = (total["ug"] / total["quantity"]).groupby(total["item"]).first()
    lines = []
    for entry in entries:
        item = table.items.get(entry.item_id)
        k2 = figure(per_unit.get(entry.item_id, float("nan")) * entry.quantity)
        amount = f"{entry.amount:g} {entry.unit}"
        if not isinstance(item, Supplement) and entry.unit != "g":
            amount += f" ({entry.quantity:.4g} g)"
        lines.append(
            EntryLine(
                entry=entry,
                name=item.name if item else entry.item_id,
                amount=amount,
                k2=f"K2 {NOT_KNOWN}" if k2 == NOT_KNOWN else f"{k2} µg K2",
            )
        )
    return lines


def top_foods(estimated: Estimate, table: FoodTable, limit: int = 8) -> pd.DataFrame:
    """Rank what brought the K2 of a period.

    Returns
    -------
    pandas.DataFrame
        Text: Food, Amount, "K2, µg", its share of the K2 from food (what is from
        supplements has none) and the address of its page with the sources.
    """
    rows = estimated.contributions()
    rows = rows[(rows["component"] == K2_TOTAL) & (rows["ug"] > 0)]
    rows = rows.groupby(["item", "source"], as_index=False)[["quantity", "ug"]].sum()
    food = rows.loc[rows["source"] == "food", "ug"].sum()
    ranked = rows.sort_values("ug", ascending=False).head(limit)
    return pd.DataFrame(
        [
            (
                table.items[row["item"]].name,
                f"{row['quantity']:.4g} g" if row["source"] == "food" else f"{row['quantity']:g} x",
                figure(row["ug"]),
                percent(row["ug"] / food) if row["source"] == "food" else "supplement",
                f"/foods?food={row['item']}" if row["source"] == "food" else "",
            )
            for row in ranked.to_dict("records")
        ],
        columns=["Food", "Amount", "K2, µg", "Share of food", "Sources"],
    )


def not_counted_lines(missing: pd.DataFrame, table: FoodTable, limit: int = 12) -> list[str]:
    """Say which foods lacked data, from `estimator.summary.not_counted`.

    Only foods whose K2 total isn't wholly known are named: these are what makes
    a total read "at least".
    """
    total = missing[missing["lacking"].str.contains(LABELS[K2_TOTAL], regex=False)]
    grams = total.groupby("item")["grams"].sum().sort_values(ascending=False)
    lines = [f"{table.items[str(item)].name} ({weight:.4g} g)" for item, weight in grams.items()]
    more = len(lines) - limit
    return [*lines[:limit], f"and {more} more"] if more > 0 else lines


def week_title(monday: date) -> str:
    """Name an ISO week.

    Examples
    --------
    >>> week_title(date(2026, 12, 28))
    'Week 53, 28 December – 3 January 2027'
    >>> week_title(date(2026, 11, 16))
    'Week 47, 16–22 November 2026'
    """
    sunday = monday + timedelta(days=6)
    start = f"{monday.day} {monday:%B} – " if monday.month != sunday.month else f"{monday.day}–"
    return f"Week {monday.isocalendar().week}, {start}{sunday.day} {sunday:%B %Y}"


def plain(text: str) -> str:
    r"""Escape what Markdown would act on, so that a person's own text is shown as written.

    Examples
    --------
    >>> print(plain("*Ada* [x](y)"))
    \*Ada\* \[x\]\(y\)
    """
    return "".join(f"\\{char}" if char in r"\`*_{}[]()<>#+-.!|~:$&" else char for char in text)


def _amounts(intake: pd.DataFrame) -> pd.DataFrame:
    """Name totals and means alike; both are shown the same way."""
    return intake.rename(columns=lambda name: name.removesuffix("_per_day"))


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}" if text else ""
