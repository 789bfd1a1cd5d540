"""The file layouts of tools: which of their columns holds what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from estimator.importing.health_exports import APPLE, FITBIT

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
    "amount_kind",
    "typed",
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
_NHANES_1999_MEALS: Final = {
    **dict.fromkeys(("1", "9"), "breakfast"),
    **dict.fromkeys(("2", "3", "10", "11"), "lunch"),
    **dict.fromkeys(("5", "13"), "dinner"),
    **dict.fromkeys(("4", "12", "14", "15", "16"), "snack"),
}
_NHANES_NO_DATES: Final = "NHANES gives no dates: say which day to put the recall on."


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
        "amount_kind": ("amount_kind",),
        "typed": ("typed",),
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
            said=(_NHANES_NO_DATES,),
        )
        for day in (1, 2)
    ),
    *(
        # One recall a person, with names of its own and meals that were numbered anew in 2001.
        Layout(
            key=f"nhanes-{years}",
            title=f"NHANES {years}",
            needs=("SEQN", "DRDIFDCD", "DRXIGRMS", meal),
            columns={
                "time": ("DRD020",),
                "person": ("SEQN",),
                "meal": (meal,),
                "name": (),
                "code": ("DRDIFDCD",),
                "grams": ("DRXIGRMS",),
            },
            meals=meals,
            times_in_seconds=True,
            code_system="fndds",
            said=(_NHANES_NO_DATES,),
        )
        for years, meal, meals in (
            ("1999-2000", "DRD030", _NHANES_1999_MEALS),
            ("2001-2002", "DRD030Z", _NHANES_MEALS),
        )
    ),
)
LAYOUTS: Final = {layout.key: layout for layout in (OWN, *OTHERS)}
