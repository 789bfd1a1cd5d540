"""What the About page says: safety first, the forms, the evidence, the limits.

Statements that rest on a source are rows of ``food_data``, so that each has its
citation; the sentences here are about this program itself.
"""

from functools import cache
from typing import Final

import pandas as pd

from estimator.components import FORMS, LABELS
from estimator.evidence import FLOOR_UG_PER_100G
from estimator.tables import read_table

ODS_URL: Final = "https://ods.od.nih.gov/factsheets/vitaminK-HealthProfessional/"
EFSA_URL: Final = "https://doi.org/10.2903/j.efsa.2017.4780"

NOT_MEASURED: Final = (
    "This is an estimate, not a measurement. It gives no diagnosis, no target and no dose, and "
    "intake is not uptake: how much is absorbed differs from food to food and is not modelled."
)

TWO_FORMS: Final = (
    ("Side chain", "4 isoprene units", "7 isoprene units"),
    ("Molar mass", "{MK4} g/mol", "{MK7} g/mol"),
    ("Mostly from", "eggs, poultry, meat, butter", "natto; little in some cheese"),
    ("Made by", "animals, from K1 or menadione in feed", "Bacillus natto and other bacteria"),
    (
        "Stays in the blood",
        "hours (sources disagree, all weak)",
        "about three days (read second hand; the trial's abstract says only “very long”)",
    ),
    (
        "After one dose of 420 µg",
        "not found in serum at any time (Sato 2012)",
        "found in serum for 48 hours (Sato 2012)",
    ),
    (
        "Sold as",
        "supplements; in Japan a prescription medicine of 45 mg a day, a thousand times food",
        "supplements, commonly 45 to 200 µg",
    ),
)
"""Property, MK-4, MK-7."""

LIMITS: Final = (
    "A food in a shop differs from the foods analysed, often several-fold. The ranges hold that; "
    "they don't hold how well portions are judged or what was left out of the diary.",
    "Few laboratories measure all forms. American and Japanese tables know MK-4 only, so totals "
    "that rest on them are floors and read “at least”.",
    "MK-11 to MK-13 are not known for any food in the table.",
    f"“Not detected” hides what lies below a laboratory's limit, about {FLOOR_UG_PER_100G} "
    "µg/100 g and more in some.",
    "Ranges of fish and organ meats are too narrow: they held 80 % and 68 % of figures left out, "
    "not 90 %.",
)

SOURCES_TO_NAME: Final = (
    "Food Data (frida.fooddata.dk), version 5.4, National Food Institute, Technical University of "
    "Denmark",
    "Anses, Ciqual French food composition table, 2020 and 2025",
    "Max Rubner-Institut, Bundeslebensmittelschlüssel 4.0 (CC BY 4.0)",
    "Taiwan Food and Drug Administration, Food Nutrition Database (Open Government Data License)",
    "Ministry of Education, Culture, Sports, Science and Technology of Japan (MEXT), Standard "
    "Tables of Food Composition 2020",
    "United States Department of Agriculture, FoodData Central (public domain)",
    "RIVM, NEVO-online 2025, and NIN, Indian Food Composition Tables 2017: single figures, cited",
)


def vka_notice() -> str:
    """Say what somebody on a vitamin K antagonist needs to know, wherever intake is shown."""
    return (
        "On warfarin or another vitamin K antagonist: keep vitamin K intake steady, and speak with "
        "your clinician before you change your diet or take a supplement. Natto and MK-7 "
        "supplements are the sharpest risk. K1, from greens and oils, matters more for the INR and "
        "is not part of these figures."
    )


@cache
def safety_statements() -> pd.DataFrame:
    """Return what was read on safety: topic, statement, citation, url, read_as."""
    return read_table("safety")


def form_comparison() -> pd.DataFrame:
    """Return MK-4 and MK-7 side by side, a property a row."""
    forms = read_table("forms")
    masses = dict(
        zip(forms["component"], forms["molar_mass_g_per_mol"].map("{:.1f}".format), strict=True)
    )
    rows = [tuple(cell.format(**masses) for cell in row) for row in TWO_FORMS]
    return pd.DataFrame(rows, columns=["", LABELS["MK4"], LABELS["MK7"]])


def trial_table() -> pd.DataFrame:
    """Return the trials, cohorts and meta-analyses, newest first, whatever they found."""
    trials = read_table("trials")
    trials = trials.sort_values("year", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Year": trials["year"],
            "Study": trials["citation"],
            "Design": trials["design"],
            "People": trials["population"],
            "Form and dose": (trials["form"] + ", " + trials["dose"]).str.strip(", "),
            "Outcome": trials["outcome"],
            "Finding": trials["direction"],
            "Result": trials["result"],
        }
    )


def authority_table() -> pd.DataFrame:
    """Return what authorities say on K2, one row per authority and statement."""
    values = read_table("reference_values").drop_duplicates(["body", "statement_on_k2"])
    values = values[values["statement_on_k2"].str.len() > len("as above")]
    return pd.DataFrame(
        {
            "Authority": values["body"],
            "Year": values["year"],
            "Its value covers": values["nutrient_basis"],
            "On K2": values["statement_on_k2"],
        }
    )


def other_forms() -> str:
    """Say in a sentence what the other forms are."""
    labels = ", ".join(LABELS[form] for form in FORMS if form not in ("MK4", "MK7"))
    return (
        f"The others ({labels}) are made by bacteria, above all the starter cultures of cheese; "
        "MK-8 and MK-9 make up most of the K2 of many cheeses. MK-9(4H) comes from the bacteria of "
        "Emmental and Jarlsberg; how active it is in the body is not known."
    )


def vitamin_d_note() -> str:
    """Say what the trials in the table tell of vitamin D and calcium."""
    return (
        "Several trials gave vitamin D and calcium in both arms or in one of them, so a difference "
        "between arms is not always that of K2 alone. Vitamin D, calcium and K2 are different "
        "nutrients; this app counts K2 only."
    )
