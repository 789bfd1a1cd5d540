"""What the forms are and how they differ.

Each cell of the side by side rests on a source that stands in it.
"""

import re
from functools import cache
from typing import Final

import pandas as pd

from estimator.components import FORMS, LABELS
from estimator.foods.data_package import read_table
from estimator.foods.sources import first_address
from estimator.views.about.about import ODS_URL

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


@cache
def form_comparison() -> pd.DataFrame:
    """Return MK-4 and MK-7 side by side, a property a row."""
    forms = read_table("forms")
    masses = dict(
        zip(forms["component"], forms["molar_mass_g_per_mol"].map("{:.1f}".format), strict=True)
    )
    rows = [tuple(cell.format(**masses, **_LINKS) for cell in row) for row in TWO_FORMS]
    return pd.DataFrame(rows, columns=["Property", LABELS["MK4"], LABELS["MK7"]])


@cache
def all_forms() -> pd.DataFrame:
    """Return the forms, one a row, with what was read of each; blank where nothing was."""
    forms = read_table("forms").set_index("component").loc[list(FORMS)]
    half_lives = [
        "" if pd.isna(low) else f"{low:g}–{high:g} h" if low < high else f"about {low:g} h"
        for low, high in zip(forms["half_life_h_low"], forms["half_life_h_high"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Form": [LABELS[form] for form in FORMS],
            "Side chain": [side_chain(formula) for formula in forms["molecular_formula"]],
            "Molar mass, g/mol": forms["molar_mass_g_per_mol"].map("{:.1f}".format),
            "Half-life in the blood": half_lives,
            "How well known": forms["half_life_source"].replace("not read", ""),
            "Mostly from": forms["main_dietary_sources"],
            "Read at": forms["read_at"].map(first_address),
        }
    ).reset_index(drop=True)


def side_chain(formula: str) -> str:
    """Return how long the side chain of a menaquinone is, by its formula.

    The ring with its methyl group has 11 carbon atoms, an isoprene unit has 5.

    Examples
    --------
    >>> side_chain("C46H64O2")
    '7 units, 35 carbons'
    """
    found = re.match(r"C(\d+)H", formula)
    carbons = int(found[1]) - 11 if found else 0
    return f"{carbons // 5} units, {carbons} carbons"


def other_forms() -> str:
    """Say in a sentence what the other forms are."""
    labels = ", ".join(LABELS[form] for form in FORMS if form not in ("MK4", "MK7"))
    return (
        f"The others ({labels}) are made by bacteria, above all the starter cultures of cheese; "
        "MK-8 and MK-9 make up most of the K2 of many cheeses. MK-9(4H) comes from the bacteria of "
        "Emmental and Jarlsberg; how active it is in the body is not known."
    )
