"""Ready-to-draw rows of one food: its values by form, and the evidence behind them."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Final

from estimator.components import COMPONENTS, FORMS, K2_TOTAL, LABELS, PHYLLOQUINONE, REGION_NAMES
from estimator.composition.evidence import with_shared_evidence
from estimator.composition.table import composition_table
from estimator.foods.data_package import read_table
from estimator.foods.items import Food, Item, Supplement
from estimator.foods.sources import Citation, cite, short_name
from estimator.foods.version import data_date, data_version
from estimator.pandas_on_use import pd
from estimator.views.foods.known import dish_recipe_lines, how_known
from estimator.views.shared.figures import counted, figure, figure_range

FORM_NOT_KNOWN: Final = "Form not known"
USE_WORDS: Final = {
    "central": "sets the value",
    "regional": "sets the value in its region",
    "range": "widens the range only",
    "no": "not used",
}
_USE_COUNTED: Final = {
    "central": "set the value",
    "regional": "set it in their own region alone and widen the range elsewhere",
    "range": "widen the range only",
    "no": "left out",
}
HOW_WORDS: Final = {
    "measured": "analysed",
    "nd": "analysed",
    "trace": "analysed",
    "below_loq": "analysed",
    "compiled": "in a table that shows no analysis",
    "derived": "computed",
}
MATCH_WORDS: Final = {"exact": "this food", "close": "a close one", "proxy": "a similar one"}
SAMPLE_REGIONS: Final = {
    "EU": "Europe",
    "US": "United States",
    "JP": "Japan",
    "TW": "Taiwan",
    "KR": "Korea",
    "CN": "China",
    "AU": "Australia",
    "NO": "Norway",
    "IN": "India",
    "CH": "Switzerland",
    "UK": "United Kingdom",
    "TR": "Turkey",
    "mixed": "mixed",
}


def food_lines(food: Food) -> list[str]:
    """Describe a food in a few lines: what it covers, its group, its density, its first measure."""
    density = food.density_g_per_ml
    lines = [
        food.description,
        f"Group: {food.group}."
        + (f" Figures are for the food {food.state}." if food.state else ""),
        food.region_note,
        *dish_recipe_lines(food.food_id),
        "" if density is None else f"Density: {density:g} g/ml.",
        *(
            f"Default measure: {first.measure}, {first.amount_g:g} g."
            for first in food.portions[:1]
        ),
    ]
    return [line for line in lines if line]


def form_rows(food: Food, region: str) -> pd.DataFrame:
    """List the forms of a food of the table: value, range, status, readings, sources, as text."""
    cells = composition_of(food, region)
    return cell_rows(cells.assign(how=how_known(food.food_id, cells, region)))


def cell_rows(cells: pd.DataFrame) -> pd.DataFrame:
    """List the cells of a food as `form_rows` does.

    What a measured total holds beyond the forms has a row of its own before the total.

    Parameters
    ----------
    cells : DataFrame
        Of `estimator.views.foods.cells.food_cells`.
    """
    rows = [
        (
            LABELS[cell["component"]],
            value_in_words(cell),
            figure_range(cell["low_ug_per_100g"], cell["high_ug_per_100g"]),
            cell["how"],
            cell["n_readings"] or "",
            ", ".join(map(short_name, cell["source_ids"].split(";"))),
        )
        for cell in cells.to_dict("records")
    ]
    if rest := form_not_known(cells):
        total = cells["component"].tolist().index(K2_TOTAL)
        rows.insert(total, (FORM_NOT_KNOWN, figure(rest), "", "the total less its forms", "", ""))
    columns = ["Form", "µg/100 g", "Range (90 %)", "How known", "Readings", "Sources"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def form_not_known(cells: pd.DataFrame) -> float:
    """Return what the K2 total of a food holds beyond its forms [µg/100 g]; 0 for hardly any."""
    value = cells.set_index("component")["value_ug_per_100g"]
    rest = float(value[K2_TOTAL] - value[list(FORMS)].sum())
    return rest if rest > max(0.05 * value[K2_TOTAL], 0.1) else 0.0


def range_note(region: str) -> str:
    """Say what the range of a food means."""
    return (
        f"For food from: {REGION_NAMES[region]}. The range is where the food somebody eats may lie "
        "in 9 of 10 cases. “At least” is a floor, “at most” a ceiling; not known is not zero."
    )


def composition_of(food: Food, region: str) -> pd.DataFrame:
    """Return the rows of the composition table for one food, total and K1 last."""
    rows = _composition(region).loc[food.food_id]
    return rows.set_index("component").loc[list(COMPONENTS)].reset_index()


def measurement_rows(food: Food) -> pd.DataFrame:
    """List every measurement behind a food, as text, in the order of the forms.

    The address is that of the source, "" where there is none or where it isn't
    certain which of several papers is meant.
    """
    rows = measurements_of(food)
    address = {
        citation.source_id: citation.addresses[0] if len(citation.addresses) == 1 else ""
        for citation in citations(food)
    }
    return pd.DataFrame(
        {
            "Form": rows["component"].map(LABELS),
            "µg/100 g": [measured_in_words(row) for row in rows.to_dict("records")],
            "Use": rows["use"].map(USE_WORDS),
            "Source": rows["source_id"].map(short_name),
            "Link": rows["source_id"].map(address),
            "Remarks": rows["basis_note"],
            "How": rows["status"].map(HOW_WORDS),
            "Samples": rows["n"].map(lambda n: "" if pd.isna(n) else str(n)),
            "Of": rows["match"].map(MATCH_WORDS),
            "Food as printed": rows["food_printed"],
            "From": rows["region"].map(SAMPLE_REGIONS),
            "Place in the source": rows["locator"],
        }
    )


def measurements_of(food: Food) -> pd.DataFrame:
    """Return the measurements of one food with tags of the composition table."""
    rows = _measurements()
    rows = rows[(rows["food_id"] == food.food_id) & rows["component"].isin(COMPONENTS)]
    return rows.sort_values("component", key=lambda tags: tags.map(COMPONENTS.index), kind="stable")


def measured_forms(food: Food) -> list[str]:
    """Return the components that any source has a figure of, but for K1, in their order."""
    found = set(measurements_of(food)["component"])
    return [one for one in COMPONENTS if one in found and one != PHYLLOQUINONE]


def use_words(food: Food) -> str:
    """Say how many figures there are and what each does to the value."""
    uses = measurements_of(food)["use"].value_counts()
    parts = [f"{uses[use]} {words}" for use, words in _USE_COUNTED.items() if use in uses.index]
    if not parts:
        return ""
    return f"{counted(int(uses.sum()), 'figure')}: {'; '.join(parts)}. Remarks say why."


def unused_figures(food: Food) -> list[str]:
    """Say which figures are not used and why, those of one source and reason together."""
    rows = measurements_of(food)
    rows = rows[rows["use"] == "no"]
    return [
        f"{short_name(str(source))}: "
        f"{', '.join(map(_form_and_figure, figures.to_dict('records')))}. {remark}"
        for (source, remark), figures in rows.groupby(["source_id", "basis_note"], sort=False)
    ]


def data_words() -> str:
    """Say which data the figures are, and when they last changed."""
    return f"Food data {data_version()}, last changed on {data_date()}."


def measured_in_words(row: dict[Any, Any]) -> str:
    """Write a measurement: its figure with the range printed beside it, or why there is none."""
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


def value_in_words(cell: dict[Any, Any]) -> str:
    """Write a cell without its range: a floor as "at least", a ceiling as "at most"."""
    value = figure(cell["value_ug_per_100g"])
    if cell["status"] == "bounded":
        return f"at most {figure(cell['high_ug_per_100g'])}"
    return f"at least {value}" if cell["status"] == "partial" else value


def citations(food: Food) -> list[Citation]:
    """Return the citation of every source behind a food."""
    return cite(measurements_of(food)["source_id"])


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
        *dish_recipe_lines(item.food_id),
        f"Measures: {measures}",
        f"Food from: {REGION_NAMES[region]}.",
        "",
        *table,
    ]


def _form_and_figure(row: dict[Any, Any]) -> str:
    return f"{LABELS[row['component']]} {measured_in_words(row)}"


@cache
def _composition(region: str) -> pd.DataFrame:
    """Return the composition table of a region in the order of its foods, which it is found by."""
    composition = composition_table()
    rows = composition[composition["region"] == region]
    return rows.set_index("food_id", drop=False).sort_index(kind="stable")


@cache
def _measurements() -> pd.DataFrame:
    return with_shared_evidence(read_table("measurements"), read_table("foods"))
