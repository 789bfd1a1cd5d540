"""The composition table: rebuilt, frozen, and checked by second routes."""

import io

import numpy as np
import pandas as pd
import pytest

from estimator.components import COMPONENTS, FORMS, K2_TOTAL, MAIN_FORMS, REGIONS
from estimator.composition.build import Evidence, build_all, figures_text, learn
from estimator.composition.spread import COMPONENT_CLASS, Model, learnt_model
from estimator.foods.data_package import FOOD_DATA, read_table

NATTO_LIKE = {"natto", "natto-hikiwari", "natto-black-bean", "natto-hama", "cheonggukjang"}
FIGURES = ["value_ug_per_100g", "sd_log", "low_ug_per_100g", "high_ug_per_100g"]


@pytest.fixture(scope="module")
def composition() -> pd.DataFrame:
    return read_table("composition")


@pytest.fixture(scope="module")
def values(composition) -> pd.DataFrame:
    """Central values, one row per region and food, one column per component."""
    return composition.pivot(
        index=["region", "food_id"], columns="component", values="value_ug_per_100g"
    )


def of_total(composition: pd.DataFrame, column: str) -> pd.Series:
    total = composition[composition["component"] == K2_TOTAL]
    return total.set_index(["region", "food_id"])[column]


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence.read()


@pytest.fixture(scope="module")
def model(evidence) -> Model:
    return learn(evidence)


def test_checked_in_table_is_what_the_evidence_gives(composition, evidence, model):
    rebuilt = pd.read_csv(
        io.StringIO(figures_text(build_all(evidence, model))),
        dtype={"source_ids": "str", "status": "str"},
        keep_default_na=False,
        na_values={name: [""] for name in FIGURES},
    )
    keys = ["region", "food_id", "component", "status", "source_ids"]
    assert rebuilt[keys].to_numpy().tolist() == composition[keys].to_numpy().tolist()
    # Five significant digits are written; the last may round the other way elsewhere.
    np.testing.assert_allclose(rebuilt[FIGURES], composition[FIGURES], rtol=2e-4)


def test_checked_in_spread_is_what_the_evidence_gives(model):
    rebuilt = pd.read_csv(io.StringIO(figures_text(model.to_frame())), keep_default_na=False)
    checked_in = read_table("spread")
    keys = ["parameter", "group", "component_class"]
    assert rebuilt[keys].to_numpy().tolist() == checked_in[keys].to_numpy().tolist()
    np.testing.assert_allclose(rebuilt["value"], checked_in["value"], rtol=2e-4)


def test_the_model_at_run_time_is_the_one_learnt(model):
    groups = {*read_table("foods")["group"], "a group of no food"}
    for group in groups:
        for component in COMPONENT_CLASS:
            at_run_time = learnt_model().spread.variance(group, component)
            assert at_run_time == pytest.approx(model.spread.variance(group, component), rel=1e-4)
    assert learnt_model().spread.share_variance == pytest.approx(
        model.spread.share_variance, rel=1e-4
    )
    assert learnt_model().zero_ceiling == pytest.approx(model.zero_ceiling, rel=1e-4)


def test_every_food_component_and_region_has_one_row(composition):
    foods = read_table("foods")["food_id"]
    assert len(composition) == len(foods) * len(COMPONENTS) * len(REGIONS)
    assert not composition.duplicated(["region", "food_id", "component"]).any()


def test_fingerprint(composition):
    """Frozen, so that an edit of the data shows twice in a diff."""
    world = composition[composition["region"] == "world"]
    assert world["status"].value_counts().to_dict() == {
        "unknown": 3678,
        "measured": 2596,
        "apportioned": 351,
        "assumed_zero": 339,
        "borrowed": 315,
        "partial": 232,
        "bounded": 120,
    }
    sums = composition.groupby("region")["value_ug_per_100g"].sum().round(0).to_dict()
    assert sums == {"AU": 29537, "EA": 30235, "EU": 29733, "US": 29951, "world": 29567}
    rows = {name: len(read_table(name)) for name in ("foods", "measurements", "portions")}
    assert rows == {"foods": 587, "measurements": 6640, "portions": 1300}
    assert read_table("measurements")["value_ug_per_100g"].sum() == pytest.approx(72_744.4379)


def test_low_value_high_are_in_order(composition):
    known = composition[composition["value_ug_per_100g"].notna()]
    assert (known["low_ug_per_100g"] <= known["value_ug_per_100g"]).all()
    assert (known["value_ug_per_100g"] <= known["high_ug_per_100g"]).all()


def test_unknown_is_never_zero(composition):
    without_value = composition["status"].isin(["unknown", "bounded"])
    assert composition.loc[without_value, "value_ug_per_100g"].isna().all()
    assert composition.loc[~without_value, "value_ug_per_100g"].notna().all()
    assert (composition.loc[composition["status"] == "bounded", "high_ug_per_100g"] > 0).all()


def test_every_known_value_names_its_sources(composition):
    evidence = composition["status"].isin(["measured", "borrowed", "apportioned", "bounded"])
    assert (composition.loc[evidence, "n_sources"] > 0).all()
    named = composition["source_ids"].str.split(";").map(lambda ids: len(set(ids) - {""}))
    assert (named == composition["n_sources"]).all()
    cited = set(composition["source_ids"].str.split(";").explode()) - {""}
    assert cited <= set(read_table("sources")["source_id"])


def test_forms_add_up_to_the_total(composition, values):
    forms = values[list(FORMS)].sum(axis="columns")
    total = values[K2_TOTAL]
    tolerance = 1e-3 * total + 0.01
    assert (forms <= total + tolerance).all()
    agree = (forms - total).abs() <= tolerance
    status = of_total(composition, "status").reindex(values.index)
    some_apportioned = (
        (composition["status"] == "apportioned")
        .groupby([composition["region"], composition["food_id"]])
        .any()
        .reindex(values.index)
    )
    complete = values[list(MAIN_FORMS)].notna().all(axis="columns")
    assert agree[complete & ~some_apportioned].all()
    assert agree[status == "partial"].all()


def test_totals_agree_with_the_totals_printed_by_the_sources(composition):
    """Where a source prints a total for the very food, ours is seldom far from it."""
    measured = read_table("measurements")
    printed = measured[
        (measured["component"] == K2_TOTAL)
        & (measured["match"] == "exact")
        & (measured["use"] == "central")
        & (measured["value_ug_per_100g"] >= 1)
    ]
    world = composition[composition["region"] == "world"]
    ours = of_total(world, "value_ug_per_100g").droplevel("region")
    ratio = printed["food_id"].map(ours) / printed["value_ug_per_100g"]
    assert len(ratio) > 60
    assert ratio.between(0.75, 4 / 3).mean() > 0.6
    assert ratio.median() == pytest.approx(1.0, abs=0.05)


def test_nothing_natto_sized_outside_natto(composition):
    other = ~composition["food_id"].isin(NATTO_LIKE)
    of_component = composition["component"].eq
    value = composition["value_ug_per_100g"]
    assert value[other & of_component("MK7")].max() < 100
    assert value[other & of_component(K2_TOTAL)].max() < 400
    assert value[~other & of_component("MK7")].min() > 150


def test_foods_assumed_free_of_menaquinones_say_so(composition):
    foods = read_table("foods")
    assumed = set(foods.loc[foods["assumed_zero"] == 1, "food_id"])
    rows = composition[composition["status"] == "assumed_zero"]
    assert set(rows["food_id"]) == assumed
    assert (rows["value_ug_per_100g"] == 0).all()


def test_regional_figures_set_the_centre_only_at_home(composition):
    measured = read_table("measurements")
    regional = measured[(measured["use"] == "regional") & (measured["status"] != "nd")]
    food = regional.iloc[0]["food_id"], regional.iloc[0]["component"]
    value = composition.set_index(["food_id", "component", "region"])["value_ug_per_100g"]
    assert value[(*food, "US")] != value[(*food, "EU")] or np.isnan(value[(*food, "EU")])


def test_natto_is_about_nine_hundred_micrograms_of_mk7(values):
    assert values.loc[("EA", "natto"), "MK7"] == pytest.approx(900, rel=0.05)


def test_table_file_is_plain_utf8_with_unix_line_ends():
    raw = (FOOD_DATA / "composition.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    raw.decode("utf-8")


def test_no_cell_shares_more_error_than_it_has(composition):
    keys = ["region", "food_id", "component"]
    shared = read_table("shared_errors")
    squares = shared.assign(square=shared["sd_log"] ** 2).groupby(keys)["square"].sum()
    cells = composition.set_index(keys).loc[squares.index]
    assert (cells["value_ug_per_100g"] > 0).all()
    # Five digits are written.
    assert (squares <= cells["sd_log"] ** 2 * (1 + 1e-3)).all()


def test_an_effect_is_of_several_foods():
    shared = read_table("shared_errors")
    foods = shared.groupby(["region", "component", "effect"])["food_id"].nunique()
    assert (foods > 1).all()
