"""What the About page says: safety first, the forms, the evidence, the limits.

Statements that rest on a source are rows of ``food_data`` or carry its address;
the other sentences are about this program itself. Sentences are Markdown.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from estimator.calculation.weekly import quarters_of_dutch_adults
from estimator.components import K2_TOTAL
from estimator.composition.evidence import FLOOR_UG_PER_100G
from estimator.foods.data_package import read_table
from estimator.foods.sources import cite, first_address
from estimator.foods.table import food_table
from estimator.pandas_on_use import pd
from estimator.views.foods.food import composition_of
from estimator.views.shared.figures import figure
from estimator.views.shared.markdown import plain

ODS_URL: Final = "https://ods.od.nih.gov/factsheets/vitaminK-HealthProfessional/"
EFSA_URL: Final = "https://doi.org/10.2903/j.efsa.2017.4780"

OPEN_TOPICS: Final = ("Vitamin K antagonists", "Direct oral anticoagulants")
"""Topics of `safety_statements` that are shown at once, without a click."""

STUDIES_INTRO: Final = (
    "Findings are mixed: some trials of high-dose MK-4 and of MK-7 found better bone measures, "
    "others found no difference. All studies that were read are counted and listed, whatever they "
    "found."
)

VITAMIN_D_NOTE: Final = (
    "**Vitamin D and calcium.** Three of the trials gave vitamin D3 and calcium as well. In two of "
    "them (Binkley 2009, MK-4; Ronn 2021, MK-7) everybody got both, and K2 on top made no "
    "difference to bone density. In the third (China, MK-7) adding them to K2 added nothing. So "
    "they don't show that K2 works with vitamin D, nor that it can't. This app counts K2 only."
)

AUTHORITIES_INTRO: Final = (
    "None sets a target for K2. The European value of 2017 is for K1 only; the Japanese and "
    "American values don't tell the forms apart. So this app shows no share of a target."
)

METHOD: Final = (
    "Every figure of every source is kept. Figures that repeat one another count once; figures "
    "for a similar food count less; each region's own figures count more there. The range of a "
    "food is where its next sample may lie, learnt from how far readings of like foods lie apart. "
    "Leaving each source out in turn, the 90 % ranges held 92 % of its figures. A day's range adds "
    "the foods up: the same food varies as one, different foods on their own but for what their "
    "errors share. The whole method is told in docs/method.md."
)

METHOD_IN_SHORT: Final = (
    "Grams eaten times what each food holds, by form, from published analyses; the figures of a "
    "food are those of its region first.",
    "The range is where intake lies in 9 of 10 cases, given how far analyses of like foods lie "
    "apart and how sure the amounts are. It doesn't hold what was left out of the diary.",
    "“Analysed”: the share of the estimate that rests on analyses of the foods eaten; the rest is "
    "taken from similar foods or predicted. “At least” is said where nothing is known of a food: "
    "unknown is never counted as zero.",
)
"""The method in a few sentences."""

SOURCES_IN_SHORT: Final = (
    "Every figure has its source in the program and in its food_data folder. No authority sets a "
    f"target for K2 (EFSA 2017, {EFSA_URL}); see also NIH ODS, {ODS_URL}."
)

NOT_MEASURED: Final = (
    "This is an estimate, not a measurement. It gives no diagnosis, no target and no dose, and "
    "intake is not uptake: how much is absorbed differs from food to food and is not modelled."
)

LIMITS: Final = (
    "A food in a shop differs from the foods analysed, often several-fold, and an amount that is "
    "not weighed is judged. The ranges hold both; they don't hold what was left out of the diary.",
    "Few laboratories measure all forms. American and Japanese tables know MK-4 only; the other "
    "forms of these foods are predicted from foods like them, and counted apart.",
    "MK-11 to MK-13 are not known for any food in the table.",
    f"“Not detected” hides what lies below a laboratory's limit, about {FLOOR_UG_PER_100G} "
    "µg/100 g and more in some.",
    "Ranges of organ meats are too narrow: they held 83 % of figures left out, not 90 %. One "
    "laboratory alone looked for most of their forms, which the page of such a food says.",
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


WHO_SHOULD_ASK: Final = (
    "anyone on warfarin, acenocoumarol, phenprocoumon or another vitamin K antagonist, before any "
    "change of diet or supplement",
    "anyone on apixaban, rivaroxaban, edoxaban or dabigatran, before a new supplement: these do "
    "not act through vitamin K, but the prescriber should know",
    "anyone who takes bile acid sequestrants, orlistat, an anticonvulsant, or antibiotics for a "
    "long time, which may lower vitamin K status; for some of them the evidence is thin",
    "anyone who is offered menatetrenone (MK-4 as a medicine), which must not be taken with "
    "warfarin",
)
"""Who should speak with a clinician; the statements above it have the sources."""


def vka_notice() -> str:
    """Say what somebody on a vitamin K antagonist needs to know, wherever intake is shown."""
    return (
        "On warfarin or another vitamin K antagonist: natto, douchi and MK-7 supplements are the "
        "sharpest risk, and greens are what moves K1. So keep vitamin K intake steady, and speak "
        "with your clinician before you change your diet or take a supplement. Figures of K2 do "
        "not include K1."
    )


@cache
def safety_statements() -> pd.DataFrame:
    """Return what was read on safety: topic, statement, citation, url, read_as."""
    return read_table("safety")


@cache
def safety_topics() -> dict[str, list[str]]:
    """Return the statements of each topic, each with a link to its source."""
    topics: dict[str, list[str]] = {}
    for row in safety_statements().to_dict("records"):
        second_hand = ", read second hand" if row["read_as"] == "secondary" else ""
        source = f"[{plain(row['citation'])}](<{row['url']}>)"
        topics.setdefault(row["topic"], []).append(
            f"{plain(row['statement'])} {source}{second_hand}"
        )
    return topics


@cache
def intake_lines() -> list[str]:
    """Return published intakes of K2 by mass, a study a line; for comparison, no target."""
    intakes = read_table("population_intakes")
    chosen = (intakes["component"] == K2_TOTAL) & (intakes["basis"] == "mass")
    return [_intake_line(rows) for _, rows in intakes[chosen].groupby("source_id", sort=False)]


@cache
def natto_sentence() -> str:
    """Compare a pack of natto with what people eat in a day, from the tables themselves."""
    natto = food_table().foods["natto"]
    rows = composition_of(natto, "world").set_index("component")
    pack = natto.portions[0]
    amount = rows["value_ug_per_100g"][K2_TOTAL] * pack.amount_g / 100
    days = quarters_of_dutch_adults()
    return (
        f"One {pack.measure} of natto ({pack.amount_g:g} g) holds about {figure(amount)} µg: "
        f"{amount / days.max():.0f} to {amount / days.min():.0f} times as much as such a day."
    )


@cache
def authority_table() -> pd.DataFrame:
    """Return what authorities say on K2, one row per authority and year."""
    values = read_table("reference_values").drop_duplicates(["body", "year"])
    return pd.DataFrame(
        {
            "Authority": values["body"],
            "Year": values["year"],
            "On K2": values["statement_on_k2"],
            "Its value covers": values["nutrient_basis"],
            "Read at": values["read_at"].map(first_address),
        }
    )


def _intake_line(rows: pd.DataFrame) -> str:
    """Tell one study's intakes: its mean, or the middle of each quarter of the people."""
    study = rows.iloc[0]
    quarters = rows[rows["statistic"].str.endswith("_central")]["value_ug_per_day"].map(figure)
    means = rows[rows["statistic"] == "mean"]["value_ug_per_day"].map(figure)
    amounts = (
        f"{', '.join(quarters)} µg/day from the lowest to the highest quarter"
        if len(quarters)
        else f"{', '.join(means)} µg/day on average"
    )
    people = "women" if study["sex"] == "women" else "men" if study["sex"] == "men" else "adults"
    return (
        f"{plain(study['population'])} ({study['country']}, {int(study['n']):,} {people} of "
        f"{study['age'].replace('-', '–')} years): {amounts}. {_short_link(study['source_id'])}"
    )


def _short_link(source_id: str) -> str:
    (citation,) = cite([source_id])
    author = citation.text.split(" ")[0]
    (address,) = citation.addresses
    return f"[{author} {citation.year}]({address})"
