"""The file layouts of other tools: which column holds what, recognised by column names alone."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from estimator.errors import InputError
from estimator.importing.health_exports import APPLE, FITBIT
from estimator.importing.sheet import Sheet

NUTRIENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "energy": ("Energy (kcal)", "Calories (kcal)", "Calories", "Energy", "kcal"),
    "water": ("Water (g)", "Water"),
    "protein": ("Protein (g)", "Protein"),
    "fat": ("Fat (g)", "Total Fat (g)", "Fat"),
    "carbohydrate": (
        "Carbs (g)",
        "Carbohydrates (g)",
        "Carbohydrate (g)",
        "Carbohydrates",
        "Carbs",
    ),
    "alcohol": ("Alcohol (g)", "Alcohol"),
}
"""What a food holds, by the names that programs give its columns: its weight is told by it."""

FIELDS: Final = (
    "date",
    "reported",
    "time",
    "person",
    "meal",
    "name",
    "described",
    "code",
    "code_system",
    "portion",
    "grams",
    "amount",
    "unit",
    "note",
    "deleted",
    "kind",
    "entry_id",
    "quantity",
    "sample",
    "day_complete",
    "dish",
    "definition",
    *NUTRIENTS,
)
"""What a column can hold. ``portion`` is an amount with its unit in one cell; ``reported``
is the day on which the day before was asked about, ``described`` what was eaten where no
food of the tool was found for it; ``code_system`` says whose the code is."""

_MEALS: Final = {
    "breakfast": "breakfast",
    "early snack or drink": "snack",
    "morning snack": "snack",
    "brunch": "lunch",
    "lunch": "lunch",
    "afternoon snack": "snack",
    "mid-day snack": "snack",
    "dinner": "dinner",
    "supper": "dinner",
    "evening meal": "dinner",
    "evening snack": "snack",
    "late snack or drink": "snack",
    "late snack": "snack",
    "snack": "snack",
    "snacks": "snack",
    "snack or drink": "snack",
}
_ASA24_MEALS: Final = {
    "1": "breakfast",
    **dict.fromkeys(("2", "3"), "lunch"),
    **dict.fromkeys(("4", "5"), "dinner"),
    "6": "snack",
}
_SAMSUNG_MEALS: Final = {
    "100001": "breakfast",
    "100002": "lunch",
    "100003": "dinner",
    **dict.fromkeys(("100004", "100005", "100006"), "snack"),
}
_NHANES_MEALS: Final = {
    **dict.fromkeys(("1", "10"), "breakfast"),
    **dict.fromkeys(("2", "5", "11", "12"), "lunch"),
    **dict.fromkeys(("3", "4", "14"), "dinner"),
    **dict.fromkeys(("6", "13", "15", "17", "18"), "snack"),
}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the files of one tool are laid out.

    Attributes
    ----------
    key, title : str
        What it is called by programs and by people.
    needs : tuple of str
        Columns that tell its files from others; all have to be there.
    columns : mapping of str to tuple of str
        For each of `FIELDS` the columns that may hold it, the first one that is there counts.
    meals : mapping of str to str
        What its meals are here, by how it writes them in small letters.
    missing : frozenset of str
        What it writes, in small letters, where there is nothing.
    said : tuple of str
        What to know of these files.
    times_in_seconds : bool
        Whether its times are seconds since midnight [s], not written as on a clock.
    days_later : int
        Days after the first day of a series on which its files are recalled [days].
    weight_varies : bool
        Whether its grams may be those of one serving or of all; rows in grams show which.
    amount_in_name : bool
        Whether the amount stands after the last comma of the food, as in "Gouda, 40 g".
    code_system : str
        Whose its codes of foods are, one of `estimator.foods.food_codes.SYSTEMS`; "" where they
        are its own.
    """

    key: str
    title: str
    needs: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    meals: Mapping[str, str] = field(default_factory=lambda: _MEALS)
    missing: frozenset[str] = frozenset({"n/a"})
    said: tuple[str, ...] = ()
    times_in_seconds: bool = False
    days_later: int = 0
    weight_varies: bool = False
    amount_in_name: bool = False
    code_system: str = ""

    @property
    def has_dates(self) -> bool:
        """Whether its files may say which day a row is of."""
        return not self.columns.keys().isdisjoint(("date", "reported"))


OWN: Final = Layout(
    key="own",
    title="this program",
    needs=("date", "food", "amount", "unit"),
    columns={
        "date": ("date",),
        "time": ("time",),
        "person": ("person",),
        "meal": ("meal",),
        "name": ("food",),
        "code": ("food_id", "code"),
        "code_system": ("code_system",),
        "amount": ("amount",),
        "unit": ("unit",),
        "quantity": ("quantity",),
        "note": ("note",),
        "kind": ("kind",),
        "entry_id": ("entry_id",),
        "sample": ("sample",),
        "day_complete": ("day_complete",),
        "dish": ("dish",),
        "definition": ("definition",),
    },
    missing=frozenset(),
)

OTHERS: Final = (
    Layout(
        key="macrofactor",
        title="MacroFactor",
        needs=("Food Name", "Serving Size", "Serving Qty", "Serving Weight (g)"),
        columns={
            "date": ("Date",),
            "time": ("Time",),
            "name": ("Food Name",),
            "grams": ("Serving Weight (g)",),
            "amount": ("Serving Qty",),
            "unit": ("Serving Size",),
        },
        weight_varies=True,
    ),
    Layout(
        key="cronometer",
        title="Cronometer (servings.csv)",
        needs=("Day", "Food Name", "Amount"),
        columns={
            "date": ("Day",),
            "time": ("Time",),
            "meal": ("Group",),
            "name": ("Food Name",),
            "portion": ("Amount",),
        },
    ),
    Layout(
        key="loseit",
        title="Lose It",
        needs=("Date", "Name", "Quantity", "Units", "Deleted"),
        columns={
            "date": ("Date",),
            "meal": ("Meal", "Type"),
            "name": ("Name",),
            "amount": ("Quantity",),
            "unit": ("Units",),
            "deleted": ("Deleted",),
        },
    ),
    Layout(
        key="samsung-health",
        title="Samsung Health (food_intake)",
        needs=("name", "amount", "unit", "meal_type", "start_time", "food_info_id"),
        columns={
            "date": ("start_time",),
            "time": ("start_time",),
            "meal": ("meal_type",),
            "name": ("name",),
            "amount": ("amount",),
            "unit": ("unit",),
        },
        meals={**_MEALS, **_SAMSUNG_MEALS},
    ),
    Layout(
        key="fitbit",
        title="Fitbit (food logs)",
        needs=FITBIT,
        columns={
            "date": ("Log Date",),
            "meal": ("Meal Type",),
            "name": ("Food",),
            "amount": ("Amount",),
            "unit": ("Unit",),
        },
    ),
    Layout(
        key="apple-health",
        title="Apple Health",
        needs=APPLE,
        columns={
            "date": ("Start Date",),
            "time": ("Start Date",),
            "meal": ("Meal Name",),
            "name": ("Food Type",),
        },
        said=(
            "Apple Health keeps what is in a food, but not how much of it there was: a weight is "
            "told only where water is among it.",
        ),
    ),
    Layout(
        key="opennutritracker",
        title="OpenNutriTracker",
        needs=("date_time", "type", "amount", "unit", "meal_name"),
        columns={
            "date": ("date_time",),
            "time": ("date_time",),
            "meal": ("type",),
            "name": ("meal_name",),
            "amount": ("amount",),
            "unit": ("unit",),
        },
    ),
    Layout(
        key="intake24",
        title="Intake24 (version 3)",
        needs=("Intake24 food code", "Portion size (g/ml)"),
        columns={
            "reported": ("Start time",),
            "time": ("Meal time",),
            "person": ("User ID",),
            "meal": ("Meal name",),
            "name": ("Description (en)",),
            "described": ("Missing food description",),
            "code": ("Intake24 food code",),
            "grams": ("Portion size (g/ml)",),
        },
        missing=frozenset({"n/a", "missing"}),
        said=(
            "Intake24 asks about the day before, so every food is of the day before the recall.",
            "Portions in ml are taken as g, as the file does not tell them apart.",
        ),
    ),
    Layout(
        key="intake24-v4",
        title="Intake24 (version 4)",
        needs=("Name (en)", "Food code", "Portion Weight"),
        columns={
            "date": ("Recall Date",),
            "reported": ("Start DateTime",),
            "time": ("Meal time",),
            "person": ("User ID", "User Name", "Survey Alias / username"),
            "meal": ("Meal name",),
            "name": ("Name (en)",),
            "described": ("Missing name", "Missing description"),
            "code": ("Food code",),
            "grams": ("Portion Weight",),
        },
        missing=frozenset({"n/a", "missing"}),
        said=("Where the file has no Recall Date, it is the day before the recall was begun.",),
    ),
    Layout(
        key="asa24",
        title="ASA24 (INF)",
        needs=("FoodCode", "FoodAmt"),
        columns={
            "date": ("IntakeStartDateTime", "ReportingDate"),
            "time": ("Occ_Time",),
            "person": ("UserName",),
            "meal": ("Occ_Name",),
            "name": ("Food_Description",),
            "code": ("FoodCode",),
            "grams": ("FoodAmt",),
        },
        meals={**_MEALS, **_ASA24_MEALS},
        code_system="fndds",
    ),
    *(
        Layout(
            key=f"nhanes-day-{day}",
            title=f"NHANES, recall {day}",
            needs=("SEQN", f"DR{day}IFDCD", f"DR{day}IGRMS"),
            columns={
                "time": (f"DR{day}_020",),
                "person": ("SEQN",),
                "meal": (f"DR{day}_030Z",),
                "name": (),
                "code": (f"DR{day}IFDCD",),
                "grams": (f"DR{day}IGRMS",),
            },
            meals=_NHANES_MEALS,
            times_in_seconds=True,
            days_later=day - 1,
            code_system="fndds",
            said=("NHANES gives no dates: say which day to put the recall on.",),
        )
        for day in (1, 2)
    ),
)
LAYOUTS: Final = {layout.key: layout for layout in (OWN, *OTHERS)}

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
    "date": ("date", "day", "log date", "logged date", "entry date", "consumed at", "datetime"),
    "time": ("time", "time of day", "logged at"),
    "person": ("person", "participant", "subject", "participant id", "subject id"),
    "meal": ("meal", "meal type", "meal slot", "meal time", "group", "daytime"),
    "name": (
        *("food", "food name", "food item", "food description", "name", "item", "item name"),
        *("product", "product name", "description"),
    ),
    "grams": (
        *("amount (g)", "grams", "weight (g)", "quantity (g)", "grams consumed", "weight in grams"),
        *("amount g", "weight g", "serving weight (g)", "amount in grams", "g"),
    ),
    "amount": ("amount", "quantity", "qty", "servings", "number of servings", "serving qty"),
    "unit": ("unit", "units", "measure", "serving size", "serving", "serving unit"),
    "portion": ("portion", "amount eaten", "serving description"),
    "note": ("note", "notes", "comment"),
    "code_system": ("code system",),
    "deleted": ("deleted",),
}
"""How columns of a table that somebody made are called, each by itself."""

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
