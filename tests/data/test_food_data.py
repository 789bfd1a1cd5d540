"""The tables of food_data agree with their schema, with each other and with chemistry."""

import json
import re

import pandas as pd
import pytest

from estimator.components import FORMS, PHYLLOQUINONE
from estimator.foods.data_package import FOOD_DATA, check_table, data_package, read_table
from estimator.foods.version import data_version

RESOURCES = list(data_package())
TABLES_WITH_SOURCES = (
    "measurements",
    "profiles",
    "portions",
    "dishes",
    "supplements",
    "population_intakes",
    "intake_shares",
    "codes",
)
ATOMIC_WEIGHTS = {"C": 12.011, "H": 1.008, "O": 15.999}

# No food of these kinds has only a total at present; the next one may.
SPARE_PROFILES = {
    *("blue", "butter-cream", "cheddar", "cultured-milk", "gouda", "yogurt"),
    *("dish-egg-mayonnaise", "dish-sandwich-camembert"),
    *("dish-sandwich-ham-cheese", "dish-sandwich-salami"),
}


@pytest.mark.parametrize("name", RESOURCES)
def test_table_passes_its_schema(name: str) -> None:
    assert [str(problem) for problem in check_table(name)] == []


def test_every_csv_is_described_and_every_description_has_its_csv() -> None:
    described = {resource["path"] for resource in data_package().values()}
    assert described == {path.name for path in FOOD_DATA.glob("*.csv")}


@pytest.mark.parametrize("name", RESOURCES)
def test_every_column_is_described(name: str) -> None:
    for field in data_package()[name]["schema"]["fields"]:
        assert field["description"].strip(), field["name"]


@pytest.mark.parametrize("name", RESOURCES)
def test_csv_has_unix_lines_and_ends_with_one(name: str) -> None:
    text = (FOOD_DATA / data_package()[name]["path"]).read_bytes()
    assert b"\r" not in text
    assert text.endswith(b"\n")
    assert not text.startswith(b"\xef\xbb\xbf")


def test_version_is_the_same_everywhere() -> None:
    line = (FOOD_DATA / "VERSION").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}\.\d+ \d{4}-\d{2}-\d{2}\n", line)
    package = json.loads((FOOD_DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == data_version()
    assert package["created"] == line.split()[1]


def test_every_food_has_exactly_one_default_portion() -> None:
    portions = read_table("portions")
    defaults = portions.groupby("food_id")["is_default"].sum()
    assert set(defaults.index) == set(read_table("foods")["food_id"])
    assert defaults[defaults != 1].empty


def test_shares_of_a_profile_sum_to_one() -> None:
    shares = read_table("profiles").groupby("profile_id")["share"].sum()
    assert shares.between(0.995, 1.005).all(), shares[~shares.between(0.995, 1.005)]


def test_every_profile_of_a_food_exists_and_only_known_ones_are_spare() -> None:
    wanted = set(read_table("foods")["profile_id"]) - {""}
    known = set(read_table("profiles")["profile_id"])
    assert wanted <= known
    assert known - wanted == SPARE_PROFILES


def test_every_source_is_used() -> None:
    used = {source for name in TABLES_WITH_SOURCES for source in read_table(name)["source_id"]}
    used |= set(read_table("codes")["share_source_id"]) - {""}
    assert used == set(read_table("sources")["source_id"])


def test_every_source_says_what_it_is_and_where() -> None:
    sources = read_table("sources").set_index("source_id")
    assert (sources["citation"].str.len() > 15).all()
    assert not sources["citation"].str.contains("TODO").any()
    without_address = sources.index[sources["doi_or_url"] == ""]
    # An assumption is ours; everything else can be looked up.
    assert set(without_address) <= {"assumption"}


@pytest.mark.parametrize("name", RESOURCES)
def test_addresses_are_lasting_ones(name: str) -> None:
    """No bare IP address and no package registry stands for a publication."""
    text = (FOOD_DATA / data_package()[name]["path"]).read_text(encoding="utf-8")
    assert re.findall(r"//\d+\.\d+\.\d+\.\d+", text) == []
    assert re.findall(r"pypi\.org|registry\.npmjs|npmjs\.com", text) == []


@pytest.mark.parametrize(("source_id", "most"), [("nevo2025", 45), ("ifct2017", 30)])
def test_restricted_tables_are_carried_as_single_figures(source_id: str, most: int) -> None:
    measurements = read_table("measurements")
    entries = measurements.loc[measurements["source_id"] == source_id, "food_printed"]
    assert 0 < entries.nunique() <= most


def test_printed_ranges_hold_the_figure() -> None:
    rows = read_table("measurements")
    value, low, high = (rows[f"{part}_ug_per_100g"] for part in ("value", "low", "high"))
    wrong = (low > high) | (low > value * 1.005) | (high * 1.005 < value)
    assert rows.loc[wrong, ["food_id", "component", "source_id", "locator"]].empty


def test_not_detected_has_no_value() -> None:
    rows = read_table("measurements")
    assert rows.loc[rows["status"] == "nd", "value_ug_per_100g"].isna().all()


def test_only_what_was_not_found_or_a_trace_lacks_every_figure() -> None:
    rows = read_table("measurements")
    figures = rows[["value_ug_per_100g", "low_ug_per_100g", "high_ug_per_100g"]]
    empty = figures.isna().all(axis="columns")
    assert set(rows.loc[empty, "status"]) <= {"nd", "trace"}


def test_unused_and_derived_figures_say_why() -> None:
    rows = read_table("measurements")
    explained = rows["basis_note"] != ""
    assert rows.loc[(rows["use"] == "no") & ~explained].empty
    assert rows.loc[(rows["status"] == "derived") & ~explained].empty


def test_nothing_natto_sized_outside_natto() -> None:
    rows = read_table("measurements").merge(read_table("foods")[["food_id", "group"]])
    mk7 = rows[(rows["component"] == "MK7") & rows["use"].isin(["central", "regional"])]
    others = mk7[mk7["group"] != "natto and soy"]
    assert others["value_ug_per_100g"].max() < 100


def test_forms_table_covers_every_form() -> None:
    assert set(read_table("forms")["component"]) == {*FORMS, PHYLLOQUINONE}


def molar_mass(formula: str) -> float:
    """Add up a formula such as C31H40O2 [g/mol]."""
    atoms = re.findall(r"([CHO])(\d+)", formula)
    return sum(ATOMIC_WEIGHTS[element] * int(count) for element, count in atoms)


@pytest.fixture(scope="module")
def forms() -> pd.DataFrame:
    return read_table("forms").set_index("component")


def test_molar_masses_follow_from_the_formulas(forms: pd.DataFrame) -> None:
    computed = forms["molecular_formula"].map(molar_mass)
    assert (computed - forms["molar_mass_g_per_mol"]).abs().max() < 0.002


@pytest.mark.parametrize("units", [4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
def test_menaquinones_follow_the_general_formula(forms: pd.DataFrame, units: int) -> None:
    # 2-methyl-1,4-naphthoquinone C11H8O2 (one ring hydrogen replaced: C11H7O2),
    # n isoprene units C5H8, and a hydrogen at the end of the chain.
    expected = f"C{11 + 5 * units}H{8 + 8 * units}O2"
    assert forms.loc[f"MK{units}", "molecular_formula"] == expected


def test_tetrahydromenaquinone_has_four_more_hydrogens(forms: pd.DataFrame) -> None:
    assert forms.loc["MK9", "molecular_formula"] == "C56H80O2"
    assert forms.loc["MK9H4", "molecular_formula"] == "C56H84O2"


def test_phylloquinone_equivalents_follow_from_molar_masses(forms: pd.DataFrame) -> None:
    masses = forms["molar_mass_g_per_mol"]
    assert (masses[PHYLLOQUINONE] / masses - forms["pkeq_factor"]).abs().max() < 0.00006


def test_intakes_in_equivalents_are_not_taken_for_mass() -> None:
    rows = read_table("population_intakes")
    says_equivalents = rows["note"].str.contains("PKeq")
    assert set(rows.loc[says_equivalents, "basis"]) == {"PKeq"}


def test_no_authority_sets_a_target_for_k2() -> None:
    references = read_table("reference_values")
    k2_values = references[references["nutrient_basis"].str.fullmatch("vitamin K2")]
    # The only figure for K2 alone is a proposed ceiling for supplements.
    assert set(k2_values["kind"]) == {"proposed maximum"}


def test_a_dish_is_made_of_plain_foods_and_its_figures_are_not_used():
    dishes = read_table("dishes")
    assert not set(dishes["food_id"]) & set(dishes["ingredient_id"])
    assert (dishes.groupby("food_id")["yield_factor"].nunique() == 1).all()
    assert (dishes.groupby("food_id").size() > 1).all()
    measured = read_table("measurements")
    of_dishes = measured[measured["food_id"].isin(dishes["food_id"])]
    assert set(of_dishes["use"]) <= {"no"}
    assumed = dishes.loc[dishes["source_id"] == "assumption", "note"]
    assert assumed.str.contains("assum|our").all()
