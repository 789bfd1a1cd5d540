"""The file layouts of tools: which of their columns holds what."""

from typing import Final

from estimator.importing.health_exports import APPLE, FITBIT
from estimator.importing.layout import Layout
from estimator.importing.tool_meals import (
    ASA24_MEALS,
    MEAL_NAMES,
    NHANES_1999_MEALS,
    NHANES_MEALS,
    SAMSUNG_MEALS,
)

_NHANES_NO_DATES: Final = "NHANES gives no dates: say which day to put the recall on."
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
        # Not of this program's files, but of tables that have what they need beside weights.
        "grams": ("grams", "weight (g)", "amount (g)", "weight_g", "amount_g"),
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
        meals={**MEAL_NAMES, **SAMSUNG_MEALS},
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
        meals={**MEAL_NAMES, **ASA24_MEALS},
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
            meals=NHANES_MEALS,
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
            ("1999-2000", "DRD030", NHANES_1999_MEALS),
            ("2001-2002", "DRD030Z", NHANES_MEALS),
        )
    ),
)
LAYOUTS: Final = {layout.key: layout for layout in (OWN, *OTHERS)}
