"""Ready-to-draw rows of the food table and of one food with the evidence behind it."""

import math
from functools import cache
from typing import Any, Final

import pandas as pd

from estimator.components import COMPONENTS, FORMS, K2_TOTAL, LABELS, REGION_NAMES
from estimator.composition_matrix import composition_table
from estimator.figures import NOT_KNOWN, figure, figure_range
from estimator.foods import Food, FoodTable, Item, Supplement
from estimator.tables import read_table

STATUS_WORDS: Final = {
    "measured": "measured",
    "apportioned": "split of a measured total",
    "borrowed": "from a similar food",
    "assumed_zero": "assumed to be none",
    "partial": "a floor: some forms only",
    "bounded": "only a ceiling known",
    "unknown": NOT_KNOWN,
}
USE_WORDS: Final = {
    "central": "sets the value",
    "regional": "sets the value in its region",
    "range": "widens the range only",
    "no": "not used",
}
_SIGNIFICANT_DIGITS: Final = 3


def browse_table(table: FoodTable, region: str, group: str | None, text: str) -> pd.DataFrame:
    """List foods with their K2 by form.

    Parameters
    ----------
    table : FoodTable
        The foods.
    region : str
        One of ``REGIONS``.
    group : str or None
        A food group, or None for all.
    text : str
        What to search for; "" for all, in the order of the K2 total.

    Returns
    -------
    pandas.DataFrame
        One row per food: ``food_id``, Food, the K2 total and each form of which
        anything is known [µg/100 g], NaN where it is not, and Group.
    """
    values = _values(region)
    chosen = [
        food_id
        for food_id in (
            [hit.item.item_id for hit in table.search(text, len(table.items))]
            if text
            else values.sort_values(K2_TOTAL, ascending=False).index
        )
        if food_id in table.foods and group in (None, table.foods[food_id].group)
    ]
    figures = values.loc[chosen, [K2_TOTAL, *FORMS]].dropna(axis="columns", how="all")
    shown = pd.DataFrame(
        {
            "food_id": pd.Series(chosen, dtype="str"),
            "Food": pd.Series([table.foods[food_id].name for food_id in chosen], dtype="str"),
        }
    )
    groups = pd.Series([table.foods[food_id].group for food_id in chosen], dtype="str")
    figures = figures.map(_significant).rename(columns=LABELS).reset_index(drop=True)
    return pd.concat([shown, figures, groups.rename("Group")], axis="columns")


def form_rows(food: Food, region: str) -> pd.DataFrame:
    """List the forms of one food: value, range, status, readings and sources, as text."""
    return pd.DataFrame(
        [
            (
                LABELS[cell["component"]],
                _value_in_words(cell),
                figure_range(cell["low_ug_per_100g"], cell["high_ug_per_100g"]),
                STATUS_WORDS[cell["status"]],
                cell["n_readings"] or "",
                cell["source_ids"].replace(";", ", "),
            )
            for cell in composition_of(food, region).to_dict("records")
        ],
        columns=["Form", "µg/100 g", "Range (90 %)", "How known", "Readings", "Sources"],
    ).astype("str")


def composition_of(food: Food, region: str) -> pd.DataFrame:
    """Return the rows of the composition table for one food, total and K1 last."""
    composition = composition_table()
    rows = composition[(composition["food_id"] == food.food_id) & (composition["region"] == region)]
    return rows.set_index("component").loc[list(COMPONENTS)].reset_index()


def measurement_rows(food: Food) -> pd.DataFrame:
    """List every measurement behind a food, as text, in the order of the forms."""
    rows = measurements_of(food)
    return pd.DataFrame(
        {
            "Form": rows["component"].map(LABELS),
            "µg/100 g": [_measured_in_words(row) for row in rows.to_dict("records")],
            "Samples": rows["n"].map(lambda n: "" if pd.isna(n) else str(n)),
            "Food as printed": rows["food_printed"],
            "Match": rows["match"],
            "From": rows["region"],
            "Use": rows["use"].map(USE_WORDS),
            "Source": rows["source_id"],
            "Place": rows["locator"],
            "Remarks": rows["basis_note"],
        }
    )


def measurements_of(food: Food) -> pd.DataFrame:
    """Return the measurements of one food with tags of the composition table."""
    rows = _measurements()
    rows = rows[(rows["food_id"] == food.food_id) & rows["component"].isin(COMPONENTS)]
    return rows.sort_values("component", key=lambda tags: tags.map(COMPONENTS.index), kind="stable")


def citations(food: Food) -> list[tuple[str, str, str]]:
    """Return label, citation and address ("" for none) of every source behind a food."""
    used = measurements_of(food)["source_id"].unique()
    sources = _sources()
    return [
        (source_id, sources[source_id]["citation"], link(sources[source_id]["doi_or_url"]))
        for source_id in sorted(used)
    ]


def link(address: str) -> str:
    """Return an address that a browser can open, "" where the source gives none.

    Examples
    --------
    >>> link("10.3177/jnsv.53.464"), link("npm package"), link("https://a.org, page 2")
    ('https://doi.org/10.3177/jnsv.53.464', '', 'https://a.org')
    """
    first = address.split(",")[0].split(";")[0].split(" ")[0]
    if first.startswith("10."):
        return f"https://doi.org/{first}"
    return first if first.startswith(("http://", "https://")) else ""


def portion_rows(food: Food) -> pd.DataFrame:
    """List the household measures of a food, the default one first."""
    return pd.DataFrame(
        [(portion.measure, f"{portion.amount_g:g} g", portion.note) for portion in food.portions],
        columns=["Measure", "Weight", "Where it is from"],
    )


def describe(item: Item, region: str) -> list[str]:
    """Describe a food or supplement in lines of plain text."""
    if isinstance(item, Supplement):
        doses = [
            f"  {LABELS[component]:10} {figure(dose)} µg per {item.unit_name}, by label"
            for component, dose in item.dose_ug.items()
        ]
        return [f"{item.name} ({item.supplement_id})", *doses, item.note]
    rows = form_rows(item, region)
    widths = [max(map(len, [name, *rows[name]])) for name in rows]
    cells = [tuple(rows.columns), *rows.itertuples(index=False, name=None)]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    measures = ", ".join(f"{portion.measure} ({portion.amount_g:g} g)" for portion in item.portions)
    return [
        f"{item.name} ({item.food_id}), {item.group}, {item.state}",
        item.description,
        f"Measures: {measures}",
        f"Food from: {REGION_NAMES[region]}.",
        "",
        *table,
    ]


def _value_in_words(cell: dict[Any, Any]) -> str:
    value = figure(cell["value_ug_per_100g"])
    if cell["status"] == "bounded":
        return f"at most {figure(cell['high_ug_per_100g'])}"
    return f"at least {value}" if cell["status"] == "partial" else value


def _measured_in_words(row: dict[Any, Any]) -> str:
    value, low, high = (
        row[name] for name in ("value_ug_per_100g", "low_ug_per_100g", "high_ug_per_100g")
    )
    if row["status"] == "nd":
        return "not detected"
    if math.isnan(value):
        if row["status"] == "trace":
            return "trace"
        return f"< {high:g}" if math.isnan(low) else f"{low:g}–{high:g}"
    spread = "" if math.isnan(low) or math.isnan(high) else f" ({low:g}–{high:g})"
    return f"{value:g}{spread}"


def _significant(value: float) -> float:
    return value if math.isnan(value) else float(f"{value:.{_SIGNIFICANT_DIGITS}g}")


@cache
def _values(region: str) -> pd.DataFrame:
    composition = composition_table()
    return composition[composition["region"] == region].pivot(
        index="food_id", columns="component", values="value_ug_per_100g"
    )


@cache
def _measurements() -> pd.DataFrame:
    return read_table("measurements")


@cache
def _sources() -> dict[str, dict[Any, Any]]:
    sources = read_table("sources").set_index("source_id")
    return {str(source_id): dict(row) for source_id, row in sources.iterrows()}
