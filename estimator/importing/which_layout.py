"""Tells which layout a file has, by the names of its columns alone."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from estimator.errors import InputError
from estimator.importing.layout import FIELDS, NUTRIENTS, Layout
from estimator.importing.sheet import Sheet
from estimator.importing.tool_layouts import LAYOUTS, OWN

_NAMES_FOODS: Final = frozenset(
    {"food", "foods", "name", "item", "items", "product", "description", "dish", "ingredient"}
    | {"meal_name", "foodname", "food_name", "food_description", "foodcode", "code"}
)
"""Words in the name of a column that may name foods."""

_REFUSED: Final = (
    (
        ("Meal", "Calories", "Fat (g)", "Carbohydrates (g)"),
        "is MyFitnessPal's summary of meals: it has their nutrients, but not the foods, so there "
        "is nothing that K2 could be estimated of. MyFitnessPal exports no foods; log them here, "
        "or use a tool that does",
    ),
    (
        ("RecallRecId", "NumFoods", "KCAL"),
        "is ASA24's file of totals (TN), which has no foods. Import the file that ends in INF",
    ),
    (
        ("Date", "Energy (kcal)", "Completed"),
        "is Cronometer's daily summary, which has no foods. Export servings (servings.csv)",
    ),
)
_TOTALS: Final = (
    frozenset({"date", "day"}),
    frozenset({"calories", "energy", "kcal"}),
    frozenset({"protein"}),
    frozenset({"fat"}),
    frozenset({"carbs", "carbohydrates"}),
)
"""How columns of the totals of a day begin."""
_MACROFACTOR_ONLY: Final = frozenset({"expenditure", "trend", "target"})

_BY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        *("date", "day", "log date", "logged date", "entry date", "consumed at", "datetime"),
        *("datum", "tag", "dag", "fecha", "dato", "data", "jour"),
    ),
    "time": ("time", "time of day", "logged at", "uhrzeit", "zeit", "tijd", "heure", "hora", "tid"),
    "person": ("person", "participant", "subject", "participant id", "subject id"),
    "meal": (
        *("meal", "meal type", "meal slot", "meal time", "group", "daytime"),
        *("mahlzeit", "maaltijd", "repas", "comida", "måltid", "pasto"),
    ),
    "name": (
        *("food", "food name", "food item", "food description", "name", "item", "item name"),
        *("product", "product name", "description"),
        *("lebensmittel", "produkt", "speise", "voedingsmiddel", "levensmiddel", "aliment"),
        *("alimento", "fødevare", "livsmedel", "produit", "producto", "prodotto"),
    ),
    "grams": (
        *("amount (g)", "grams", "weight (g)", "quantity (g)", "grams consumed", "weight in grams"),
        *("amount g", "weight g", "serving weight (g)", "amount in grams", "g"),
        *(
            "menge (g)",
            "gewicht (g)",
            "gramm",
            "menge in g",
            "hoeveelheid (g)",
            "gram",
            "poids (g)",
        ),
        *("quantité (g)", "cantidad (g)", "gramos", "mængde (g)", "vægt (g)", "quantità (g)"),
    ),
    "amount": (
        *("amount", "quantity", "qty", "servings", "number of servings", "serving qty"),
        *("menge", "anzahl", "hoeveelheid", "aantal", "quantité", "cantidad", "mængde", "mängd"),
        "quantità",
    ),
    "unit": (
        *("unit", "units", "measure", "serving size", "serving", "serving unit"),
        *("einheit", "eenheid", "unité", "unidad", "enhed", "enhet", "unità"),
    ),
    "portion": ("portion", "amount eaten", "serving description"),
    "note": ("note", "notes", "comment", "notiz", "notitie", "remarque", "nota"),
    "code_system": ("code system",),
    "deleted": ("deleted",),
}
"""How columns of a table that somebody made are called, in English and six other languages."""

_CODES_BY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    "fndds": ("fndds code", "fndds", "fndds food code", "drxfdcd"),
    "ndb": ("ndb no", "ndb number", "ndb", "ndbno"),
    "fdc": ("fdc id", "fdcid", "fdc"),
    "nevo": ("nevo code", "nevo-code", "nevo"),
    "ciqual": ("ciqual code", "ciqual", "alim code"),
    "bls": ("bls code", "bls"),
    "": ("code", "food code"),
}
"""How columns of codes are called, by the system that the name tells."""

_ESSENTIAL: Final = {
    "a date": ("date", "reported"),
    "the food": ("name", "code"),
    "how much": ("portion", "grams", "amount"),
}


def known_columns(names: Sequence[str]) -> bool:
    """Return whether some names are the columns of a file that is known, with foods or without."""
    there = {name.casefold() for name in names}
    return any(_has(there, layout.needs) for layout in LAYOUTS.values()) or any(
        _has(there, columns) for columns, _ in _REFUSED
    )


def _has(there: Collection[str], columns: Iterable[str]) -> bool:
    return all(name.casefold() in there for name in columns)


def layout_of(sheet: Sheet) -> Layout | None:
    """Return the layout of a file, recognised by its column names in any order; None if unknown.

    Raises
    ------
    InputError
        If it is a file that holds no foods.
    """
    names = {name.casefold() for name in sheet.header}
    # What needs the most columns is told apart most surely.
    for layout in sorted(LAYOUTS.values(), key=lambda one: -len(one.needs)):
        if _has(names, layout.needs):
            return layout
    if not any(_may_name_foods(name) for name in names):
        for columns, why in _REFUSED:
            if _has(names, columns):
                raise InputError(f"{sheet.file} {why}.")
        begin = {name.split()[0] for name in names if name.strip()}
        if all(begin & words for words in _TOTALS):
            whose = "is MacroFactor's quick export: it " if begin & _MACROFACTOR_ONLY else ""
            raise InputError(
                f"{sheet.file} {whose}has the totals of days, but not the foods, so there is "
                "nothing that K2 could be estimated of. Export the food log of the tool instead."
            )
    return _layout_by_names(sheet.header)


def _may_name_foods(column: str) -> bool:
    return not _NAMES_FOODS.isdisjoint((column, *re.split(r"[^\w]+", column)))


def _layout_by_names(header: Sequence[str]) -> Layout | None:
    """Return the layout of a table whose columns have plain names; None if it isn't clear."""
    at: dict[str, list[str]] = {}
    for column in header:
        plain = column.casefold().replace("_", " ").strip()
        for name, known in _BY_NAME.items():
            if plain in known:
                at.setdefault(name, []).append(column)
    found = {name: columns[0] for name, columns in at.items()}
    # A food may be parted over two columns, of which one may be that of a brand, or of a meal.
    if any(len(at.get(name, ())) > 1 for name in ("date", "name")):
        return None
    system, code = _code_column(header)
    if code:
        found["code"] = code
    if "date" not in found or not found.keys() & {"name", "code"}:
        return None
    within = not found.keys() & {"grams", "amount", "portion"}
    said = ", ".join(f"{name} in {column!r}" for name, column in found.items())
    return Layout(
        key="by-name",
        title="columns with plain names",
        needs=tuple(found.values()),
        columns={name: (column,) for name, column in found.items()},
        amount_in_name=within,
        code_system=system,
        said=(
            f"Read by their names: {said}.",
            *(["The amount is what follows the last comma of a food."] if within else []),
        ),
    )


def _code_column(header: Sequence[str]) -> tuple[str, str]:
    """Return whose codes are in a table, and in which column; "" where there is none."""
    for column in header:
        plain = column.casefold().replace("_", " ").strip()
        for system, known in _CODES_BY_NAME.items():
            if plain in known:
                return system, column
    return "", ""


def chosen_layout(columns: Mapping[str, str]) -> Layout:
    """Make a layout of columns that a person chose.

    Parameters
    ----------
    columns : mapping of str to str
        A column for each of some `FIELDS`.

    Raises
    ------
    InputError
        If there is no such field, or what a diary needs is not among them.
    """
    # The column of a food is called so in this program's own files.
    columns = {"name" if field == "food" else field: column for field, column in columns.items()}
    if unknown := columns.keys() - set(FIELDS):
        raise InputError(
            f"{', '.join(sorted(unknown))}: no such field. Choose from {', '.join(FIELDS)}."
        )
    chosen = {name: column for name, column in columns.items() if column}
    lacking = [what for what, names in _ESSENTIAL.items() if not chosen.keys() & set(names)]
    if lacking:
        raise InputError(f"Choose the columns for {', '.join(lacking)} as well.")
    return Layout(
        key="chosen",
        title="columns you chose",
        needs=tuple(chosen.values()),
        columns={name: (column,) for name, column in chosen.items()},
    )


def places(layout: Layout, header: Sequence[str]) -> dict[str, int]:
    """Return where the columns of a layout are in a file.

    Raises
    ------
    InputError
        If a column it needs is missing or there twice.
    """
    at: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        at.setdefault(name.casefold(), []).append(place)
    for name in layout.needs:
        if len(at.get(name.casefold(), ())) != 1:
            how = "more than one column" if name.casefold() in at else "no column"
            raise InputError(f"Line 1: {how} {name!r}. Check the names of the columns.")
    # What this program works out is not read back; how it writes numbers is.
    contents = {name: (name,) for name in header if name.endswith("_ug")}
    nutrients = contents if layout.key == OWN.key else NUTRIENTS
    found = {}
    for wanted, names in {**nutrients, **layout.columns}.items():
        there = [at[name.casefold()][0] for name in names if name.casefold() in at]
        if there:
            found[wanted] = there[0]
    return found
