"""What the forms are and how they differ, and what food and supplements hold of them.

Each cell of the side by side rests on a source that stands in it.
"""

from typing import Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.foods import food_table
from estimator.tables import read_table
from estimator.views.about import ODS_URL
from estimator.views.figures import figure, figure_range
from estimator.views.foods import composition_of

VALUES: Final = ["value_ug_per_100g", "low_ug_per_100g", "high_ug_per_100g"]
SERVINGS_SHOWN: Final = (
    "natto",
    "cheese-gouda-aged",
    "egg-unspecified",
    "chicken-leg-cooked",
    "butter",
    "sauerkraut",
)
"""Foods whose usual serving is set beside supplements."""

FORMS_INTRO: Final = (
    "Vitamin K2 is a family, the menaquinones, named by the length of a side chain: MK-4 to MK-13. "
    "Vitamin K1, phylloquinone, is the form of green plants."
)

_LINKS: Final = {
    "sato": "[Sato 2012](https://doi.org/10.1186/1475-2891-11-93)",
    "schurgers": "[Schurgers 2007](http://ashpublications.net/blood/article/109/8/3279/23729/"
    "Vitamin-K-containing-dietary-supplements)",
    "theuwissen": "[Theuwissen 2013](https://doi.org/10.1111/jth.12203)",
    "glakay": "[label](http://health.goo.ne.jp/medicine/search/3198_3/e/0/indexdetail.html)",
    "ods": f"[NIH ODS]({ODS_URL})",
}

TWO_FORMS: Final = (
    ("Side chain", "4 isoprene units", "7 isoprene units"),
    ("Molar mass", "{MK4} g/mol", "{MK7} g/mol"),
    (
        "Mostly from",
        "eggs, meat, liver ({sato}); also made in the body from K1 ({ods})",
        "natto; a little in cheese and sauerkraut ({sato})",
    ),
    (
        "Half-life in the blood",
        "hours; sources disagree and all are weak",
        "about three days, read second hand; the trial's abstract says only “very long” "
        "({schurgers})",
    ),
    (
        "Absorption",
        "one dose of 420 µg, or 60 µg a day for a week, did not show in serum ({sato}); serum is "
        "not tissue",
        "one dose of 420 µg was seen in serum for 48 hours, and 60 µg a day for a week raised it "
        "in everybody ({sato})",
    ),
    (
        "Common use",
        "in Japan a prescription medicine, 45 mg a day, taken after meals ({glakay}); a thousand "
        "times what food gives",
        "supplements, usually 45 µg at the time of {theuwissen}",
    ),
)
"""Property, MK-4, MK-7."""

AGAINST_SUPPLEMENTS: Final = (
    "A supplement holds one form or two, food many: cheese brings MK-8 and MK-9, which no capsule "
    "in the table does. A supplement is counted by its label; a food differs from one to the next, "
    "as its range says. This app counts them apart, and sets neither against a target."
)


def form_comparison() -> pd.DataFrame:
    """Return MK-4 and MK-7 side by side, a property a row."""
    forms = read_table("forms")
    masses = dict(
        zip(forms["component"], forms["molar_mass_g_per_mol"].map("{:.1f}".format), strict=True)
    )
    rows = [tuple(cell.format(**masses, **_LINKS) for cell in row) for row in TWO_FORMS]
    return pd.DataFrame(rows, columns=["Property", LABELS["MK4"], LABELS["MK7"]])


def food_and_supplement_rows() -> pd.DataFrame:
    """Return what a serving of some foods holds beside what capsules do, from the tables."""
    table = food_table()
    rows = []
    for food_id in SERVINGS_SHOWN:
        food = table.foods[food_id]
        portion = food.portions[0]
        cells = composition_of(food, "world").set_index("component")
        share = portion.amount_g / 100
        total = cells[VALUES].to_dict("index")[K2_TOTAL]
        main = cells["value_ug_per_100g"].reindex(list(FORMS)).idxmax()
        rows.append(
            (
                f"{food.name}, {portion.measure} ({portion.amount_g:g} g)",
                figure(total["value_ug_per_100g"] * share),
                figure_range(total["low_ug_per_100g"] * share, total["high_ug_per_100g"] * share),
                LABELS[str(main)],
            )
        )
    for supplement in table.supplements.values():
        ((form, dose), *more) = supplement.dose_ug.items()
        if not more and form in FORMS:
            rows.append((supplement.name, figure(dose), "by label", LABELS[form]))
    return pd.DataFrame(rows, columns=["What", "K2, µg", "Range (90 %)", "Mostly"])


def all_forms() -> pd.DataFrame:
    """Return the forms, one a row, with what was read of each."""
    forms = read_table("forms")
    forms = forms[forms["component"].isin(FORMS)].set_index("component").loc[list(FORMS)]
    half_lives = [
        "" if pd.isna(low) else f"{low:g}–{high:g} h" if low < high else f"about {low:g} h"
        for low, high in zip(forms["half_life_h_low"], forms["half_life_h_high"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Form": [LABELS[form] for form in FORMS],
            "Molar mass, g/mol": forms["molar_mass_g_per_mol"].map("{:.1f}".format),
            "Half-life in the blood": half_lives,
            "How well known": forms["half_life_source"],
            "Mostly from": forms["main_dietary_sources"],
        }
    ).reset_index(drop=True)


def other_forms() -> str:
    """Say in a sentence what the other forms are."""
    labels = ", ".join(LABELS[form] for form in FORMS if form not in ("MK4", "MK7"))
    return (
        f"The others ({labels}) are made by bacteria, above all the starter cultures of cheese; "
        "MK-8 and MK-9 make up most of the K2 of many cheeses. MK-9(4H) comes from the bacteria of "
        "Emmental and Jarlsberg; how active it is in the body is not known."
    )
