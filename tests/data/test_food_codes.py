"""Codes of other tables mean a food of the right kind, or none, never a wrong one."""

import re
from pathlib import Path

import pandas as pd
import pytest

from estimator.components import K2_TOTAL
from estimator.composition.table import composition_table
from estimator.foods.data_package import read_table
from estimator.foods.food_codes import SYSTEMS, FoodCodes, food_codes, plain_code

MOST_REPORTED = Path(__file__).parent / "fndds_most_reported.csv"
"""Main food codes among the 1,000 that NHANES 2017-2018 reports most often and that FNDDS
2019-2020 still has, by rank."""

MAY_HOLD_K2 = r"1|2|3|58|414|418|811|83"
"""Milk, meat, fish, eggs, dishes with them, soy and its ferments, butter, dressings."""

BASIS = re.compile(
    r"(?:as \d{8}: )?[a-z ]+ (?P<of_dish>[\d.]+) of (?P<of_food>[\d.]+) (?:oz|cup) eq \(\d{8}\)"
    r"(?P<scaled>; scaled to the weight of the dish)?"
)

CODES_IN_EVIDENCE = {
    "usda_sr28": ("ndb", r"NDB (\d+)"),
    "usda_srlegacy": ("ndb", r"NDB (\d+)"),
    "usda_foundation": ("fdc", r"FDC (\d+)"),
    "nevo2025": ("nevo", r"NEVO code (\d+)"),
    "ciqual2025": ("ciqual", r"(?:Ciqual code|alim_code) (\d+)"),
    "ciqual2020": ("ciqual", r"(?:Ciqual code|alim_code) (\d+)"),
    "bls4": ("bls", r"BLS code (\w+)"),
    "frida54": ("frida", r"FoodID (\d+)"),
    "mext2020": ("mext", r"item (\d+)"),
    "tfda2025": ("taiwan", r"row (\w+)"),
    "ifct2017": ("ifct", r"food code (\w+)"),
}


@pytest.fixture(scope="module")
def codes() -> pd.DataFrame:
    return read_table("codes")


@pytest.fixture(scope="module")
def fndds(codes: pd.DataFrame) -> pd.DataFrame:
    """The FNDDS codes with what they are named for, its group, all parts and the K2 of them."""
    rows = codes[codes["system"] == "fndds"].merge(
        read_table("foods")[["food_id", "group"]], on="food_id", how="left"
    )
    table = composition_table()
    world = table[(table["region"] == "world") & (table["component"] == K2_TOTAL)]
    k2 = world.set_index("food_id")["value_ug_per_100g"]
    of_parts = rows["food_id"].map(k2) * rows["share"].fillna(1.0)
    whole = of_parts.groupby(rows["code"]).transform("sum", min_count=1)
    parts = rows.groupby("code")["food_id"].transform(" ".join)
    return rows.assign(k2=whole, parts=parts).drop_duplicates("code")


def test_systems_are_those_of_the_program(codes: pd.DataFrame) -> None:
    assert list(dict.fromkeys(codes["system"])) == list(SYSTEMS)


def test_no_two_codes_of_a_system_read_alike(codes: pd.DataFrame) -> None:
    keys = codes["code"].str.lstrip("0").str.casefold()
    read = pd.DataFrame({"system": codes["system"], "key": keys, "code": codes["code"]})
    assert not read.drop_duplicates().duplicated(["system", "key"]).any()


def test_parts_of_a_dish_stand_together_and_are_no_more_than_the_dish(codes: pd.DataFrame) -> None:
    key = codes["system"] + ":" + codes["code"]
    begins = key != key.shift()
    assert begins.sum() == key.nunique()
    shares = codes["share"].fillna(1.0).groupby(key).sum()
    several = key.value_counts() > 1
    assert several.sum() > 500
    assert shares.max() <= 1.001
    assert codes.loc[key.map(several), "share"].notna().all()
    assert codes.groupby(key)["name"].nunique().max() == 1


def test_a_share_has_its_source_and_follows_from_what_it_printed(codes: pd.DataFrame) -> None:
    """100 g of a sandwich count 0.43 cups of cheese, 100 g of cheese 2.35: its share is 0.183."""
    shared = codes[codes["share"].notna()]
    assert (shared["share_source_id"] != "").all()
    assert (codes.loc[codes["share"].isna(), ["share_source_id", "share_basis"]] == "").all(
        axis=None
    )
    printed = shared[shared["share_source_id"] == "fped1718"]
    assert len(printed) > 1000
    rests = 0
    for row in printed.itertuples():
        if row.share_basis == "the rest of it":
            rests += 1
            continue
        found = BASIS.fullmatch(row.share_basis)
        assert found, (row.code, row.share_basis)
        share = float(found["of_dish"]) / float(found["of_food"])
        if not found["scaled"]:
            assert row.share == pytest.approx(share, abs=0.0006), (row.code, row.share_basis)
        else:
            assert row.share < share
    assert rests < 10
    assert (shared.loc[shared["share_source_id"] == "assumption", "share_basis"] == "").all()


def test_a_code_without_a_food_says_why_and_one_with_a_food_how_near(codes: pd.DataFrame) -> None:
    without = codes["food_id"] == ""
    assert (codes.loc[without, "note"].str.len() > 10).all()
    assert (codes.loc[without, "match"] == "").all()
    assert codes.loc[without, "share"].isna().all()
    assert (codes.loc[~without, "match"] != "").all()


def test_a_share_says_which_part_counts(codes: pd.DataFrame) -> None:
    shared = codes["share"].notna() & (codes["system"] == "fndds")
    assert shared.sum() > 1500
    assert (codes.loc[shared, "note"] != "").all()
    assert set(codes.loc[shared, "match"]) <= {"close", "proxy", "group"}


def test_all_main_food_codes_are_there_and_nearly_all_have_a_food(fndds: pd.DataFrame) -> None:
    present = fndds["source_id"] == "fndds2020"
    assert present.sum() == 5624
    assert fndds["code"].str.fullmatch(r"[1-9]\d{7}").all()
    assert (fndds.loc[present, "food_id"] == "").sum() <= 25


def test_a_file_of_an_older_cycle_has_codes_that_are_no_longer_given(fndds: pd.DataFrame) -> None:
    older = fndds[fndds["source_id"] != "fndds2020"]
    assert len(older) > 100
    assert (older["source_id"] == "fped1718").all()
    assert (older["food_id"] != "").all()


def test_the_most_reported_codes_have_a_food(fndds: pd.DataFrame) -> None:
    reported = pd.read_csv(MOST_REPORTED, dtype="str")["food_code"]
    assert len(reported) > 850
    mapped = fndds.set_index("code")["food_id"] != ""
    found = mapped.reindex(reported)
    assert found.mean() >= 0.97
    assert found[found.index.str.match(MAY_HOLD_K2)].all()


@pytest.mark.parametrize(
    ("codes_begin", "groups"),
    [
        (r"111|112", "milk and cream|yogurt and fermented milk|natto and soy|beverages"),
        (r"141[01]|142|143", "cheese"),
        (r"21|22", "red meat|processed meat|butter and fats|organ meats"),
        (r"24[1-4]", "poultry|mixed dishes|processed meat"),
        (r"251", "organ meats"),
        (r"252[1-3]", "processed meat|organ meats|red meat"),
        (r"26", "fish and seafood"),
        (r"31", "eggs"),
        (r"3[23]", "eggs|mixed dishes|sweets and chocolate"),
        (r"81[0-9]+(?<=811\d{5})", "butter and fats"),
        (r"82", "butter and fats"),
        (r"94", "beverages"),
    ],
)
def test_a_code_means_a_food_of_its_own_kind(
    fndds: pd.DataFrame, codes_begin: str, groups: str
) -> None:
    rows = fndds[fndds["code"].str.match(codes_begin) & (fndds["food_id"] != "")]
    assert len(rows) > 0
    wrong = rows[~rows["group"].str.fullmatch(groups)]
    assert wrong[["code", "name", "food_id"]].to_numpy().tolist() == []


@pytest.mark.parametrize(
    ("in_name", "in_food"),
    [
        (
            r"^Chicken(?! \w*salad)",
            r"chicken|turkey|stir-fry|sandwich|salad|tso|sweet-and-sour"
            r"|curry|pot-pie|chow-mein|soup|soy-meat|egg",
        ),
        (r"^Turkey", r"turkey|chicken|sandwich|sausage"),
        (r"^Fish, salmon", r"salmon"),
        (r"^Fish, tuna", r"tuna"),
        (r"^Shrimp(?! (?:chips|toast))", r"shrimp|stir-fry|chow-mein|egg"),
        (r"^Liver|^Liverwurst", r"liver"),
        (r"^Lamb\b", r"lamb"),
        (r"^Pork(?! and beans)", r"pork|bacon|ham|sausage|lard|ear|luncheon|chow|stir-fry|egg"),
        (r"^Natto", r"^natto$"),
        (r"^Cheese, (?!cottage)", r"^cheese-"),
        (r"^Egg (?:white|substitute)", r"^egg-white\b"),
        (r"^Egg(?:,| salad| omelet| sandwich| burrito)", r"^eggs?-|omelette|sandwich-egg"),
        (r"^Butter, (?:stick|tub|NFS)", r"^butter$"),
        (r"^Margarine", r"^margarine"),
        (r"^Pizza(?! rolls|, no cheese)", r"^pizza-"),
    ],
)
def test_a_food_named_in_a_code_is_that_food(
    fndds: pd.DataFrame, in_name: str, in_food: str
) -> None:
    named = fndds[fndds["name"].str.contains(in_name) & (fndds["food_id"] != "")]
    assert len(named) > 0
    wrong = named[~named["parts"].str.contains(in_food)]
    assert wrong[["code", "name", "parts"]].to_numpy().tolist() == []


def test_what_holds_no_animal_food_holds_next_to_no_k2(fndds: pd.DataFrame) -> None:
    plants = fndds["code"].str.match(r"4[123]|5[467]|6|7|82|9[1-4]")
    animal = re.compile(
        "milk|cream|cheese|yogurt|butter|egg|meat|bacon|ham|beef|chili|stuffed|custard|caramel|"
        "souffl|fritter|liver|sausage|franks|cracklings|dairy|shake|coffee|tea|pasteles|mayonnaise|casserole|"
        "chocolate|salad|paneer|sour|pudding|sauce|fries|hash|potato|plantain|yuca|soup|parmesan|"
        "lefse|meatless|vegetarian|veggie|luncheon|sauerkraut|kimchi|miso|natto|rellenos|jalapeno|"
        "scalloped|refried|layer dip|ladoo|russian|alexander|protein|bits|vegetable protein|ice",
        re.IGNORECASE,
    )
    plain = fndds[plants & ~fndds["name"].str.contains(animal)]
    assert len(plain) > 900
    # Beans are cooked with lard in the US, which has some, and forms are predicted besides.
    rich = plain[plain["k2"] > 1.5]
    assert rich[["code", "name", "food_id"]].to_numpy().tolist() == []


def test_nothing_but_natto_is_counted_as_natto(codes: pd.DataFrame) -> None:
    natto = codes[codes["food_id"].str.startswith("natto")]
    assert set(natto.loc[natto["system"] == "fndds", "name"]) == {"Natto"}
    assert natto["name"].str.contains("Natto|納豆").all()


def test_every_code_named_in_the_evidence_is_there() -> None:
    named = 0
    for row in read_table("measurements").itertuples():
        system, pattern = CODES_IN_EVIDENCE.get(row.source_id, ("", ""))
        for code in re.findall(pattern, row.locator) if pattern else ():
            named += 1
            assert food_codes().get(system, code), (system, code)
    assert named > 3000


def _foods(codes: FoodCodes, system: str, code: str) -> list[str]:
    return [part.food_id for part in codes.find(system, code)]


def test_codes_are_read_as_programs_leave_them() -> None:
    codes = food_codes()
    for text in ("11111000", "11111000.0", " 11111000 ", "11111000.00"):
        assert _foods(codes, "fndds", text) == ["milk-whole"]
    assert _foods(codes, "ndb", "1009") == _foods(codes, "ndb", "01009")
    assert _foods(codes, "bls", "m402600") == ["cheese-gouda-unspecified"]
    assert _foods(codes, "cronometer", "eggs, COOKED") == ["egg-unspecified"]
    assert plain_code("1.25") == "1.25"


def test_codes_of_a_food_come_system_by_system_the_nearest_first() -> None:
    found = food_codes().of_food("cheese-cheddar")
    systems = [one.system for one in found]
    assert systems == sorted(systems, key=list(SYSTEMS).index)
    matches = [one.match for one in found if one.system == "fndds"]
    assert matches == sorted(matches, key=["exact", "close", "proxy", "group"].index)
    assert FoodCodes(()).of_food("cheese-cheddar") == []
