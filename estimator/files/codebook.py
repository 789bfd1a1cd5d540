"""What each column of the files means that the program writes, as a table to go beside them."""

from typing import Final

import pandas as pd

from estimator.calculation.weekly import WEEKLY_COLUMNS
from estimator.components import FORMS, LABELS
from estimator.files.entries import ENTRY_COLUMNS

_UG_PER_DAY: Final = "µg/day"
_WEEKLY: Final = {
    "profile": ("", "The person."),
    "iso_week": ("", "ISO year and week, which begins on Monday, e.g. 2026-W07."),
    "week_start": ("", "Monday of the week."),
    "week_end": ("", "Sunday of the week."),
    "days_logged": ("days", "Days with at least one entry; all means are over these."),
    "entries": ("", "Number of entries."),
    **{
        f"{form}_ug_per_day": (
            _UG_PER_DAY,
            f"{LABELS[form]} from food, mean per logged day. Empty: nothing eaten was ever "
            "analysed for it.",
        )
        for form in FORMS
    },
    "K2_total_ug_per_day": (
        _UG_PER_DAY,
        "Menaquinones from food together, mean per logged day; “at least” where "
        "coverage_pct is below 100.",
    ),
    "K2_low": (_UG_PER_DAY, "5th percentile of the total."),
    "K2_high": (_UG_PER_DAY, "95th percentile of the total."),
    "K2_supplements_ug_per_day": (
        _UG_PER_DAY,
        "Menaquinones from supplements by label, mean per logged day; in no other column.",
    ),
    "natto_share_pct": (
        "%",
        "Share of natto and its kin, douchi and cheonggukjang, in the menaquinones from food.",
    ),
    "coverage_pct": (
        "%",
        "Of the grams eaten that could hold any K2: the share for which there is a figure, "
        "measured or predicted. Rounded down.",
    ),
    "region": ("", "Where the food is from, as set."),
    "data_version": ("", "Version of the food data."),
    "analysed_pct": (
        "%",
        "Share of K2_total_ug_per_day that rests on analyses of the foods eaten; the rest is taken "
        "from similar foods or predicted. Rounded down; empty where the total is 0 or not known.",
    ),
    "K2_predicted_ug_per_day": (
        _UG_PER_DAY,
        "How much of K2_total_ug_per_day is predicted from other foods, as nobody analysed these.",
    ),
    "amounts_in_range": (
        "",
        "yes: K2_low and K2_high allow for amounts that were counted or in household measures; "
        "no: all amounts are taken as exact.",
    ),
    "K1_ug_per_day": (
        _UG_PER_DAY,
        "Vitamin K1 (phylloquinone) from food, mean per logged day; “at least” where "
        "K1_coverage_pct is below 100. Empty: not asked for (it is for people on a vitamin K "
        "antagonist), or not known.",
    ),
    "K1_low": (_UG_PER_DAY, "5th percentile of K1_ug_per_day."),
    "K1_high": (_UG_PER_DAY, "95th percentile of K1_ug_per_day."),
    "K1_coverage_pct": (
        "%",
        "Share of the grams eaten for whose K1 there is a figure; rounded down.",
    ),
}
_ENTRIES: Final = {
    "date": ("", "The person's date, year-month-day."),
    "food": ("", "Name of the food or supplement."),
    "amount": ("unit", "As it was logged."),
    "unit": ("", "What the amount counts."),
    "person": ("", "The person."),
    "meal": ("", "breakfast, lunch, dinner, snack, or empty."),
    "time": ("", "By the person's clock; empty where it was not said."),
    "kind": (
        "",
        "food or supplement; day: the row is about a whole day; own: it describes an own food, "
        "supplement or recipe.",
    ),
    "food_id": (
        "",
        "Of the food or supplement; read back, it counts before the name.",
    ),
    "quantity": (
        "g",
        "Grams of a food, as resolved when it was logged; of a supplement, units such as capsules.",
    ),
    **{f"{form}_ug": ("µg", f"{LABELS[form]} in this entry. Empty: not known.") for form in FORMS},
    "K2_ug": ("µg", "Menaquinones in this entry together; of a supplement by label."),
    "K2_known": ("", "yes, in part (then K2_ug is “at least”), or no."),
    "note": ("", "Of the entry, or of the day."),
    "sample": ("", "yes for an entry of the sample week."),
    "day_complete": ("", "In a row of a day: yes where all that was eaten is logged."),
    "dish": (
        "",
        "The recipe that the row is a part of, where recipes are broken into ingredients; such "
        "rows are not read back.",
    ),
    "entry_id": ("", "Identifies the entry, so that reading the file back adds nothing twice."),
    "definition": ("", "In a row of an own food, supplement or recipe: what it is, as JSON."),
    "region": ("", "Where the food is from, as set."),
    "data_version": ("", "Version of the food data that the µg are of."),
    "amount_kind": (
        "",
        "How sure the amount is: weighed, counted, measured (a household measure, or by eye) or "
        "assumed, where nobody said how much; empty for supplements.",
    ),
    "typed": ("", "The words it was logged with, even if the food was changed later."),
}


def weekly_codebook() -> pd.DataFrame:
    """Describe the weekly table: ``column``, ``unit`` and ``meaning``, in the order of columns."""
    return _described(WEEKLY_COLUMNS, _WEEKLY)


def entry_codebook() -> pd.DataFrame:
    """Describe the table of entries: ``column``, ``unit`` and ``meaning``."""
    return _described(ENTRY_COLUMNS, _ENTRIES)


def _described(columns: tuple[str, ...], book: dict[str, tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        [(name, *book[name]) for name in columns], columns=["column", "unit", "meaning"]
    )
