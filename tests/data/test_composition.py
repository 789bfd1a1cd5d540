"""The composition table: rebuilt, frozen, and checked by second routes."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS, FORMS, K2_TOTAL, MAIN_FORMS, REGIONS
from estimator.composition.build import Evidence, build_all, figures_text, learn, predict
from estimator.composition.evidence import central_readings, usable_rows
from estimator.composition.matrix import NATTO_FOODS
from estimator.composition.spread import COMPONENT_CLASS, Model, learnt_model
from estimator.composition.table import composition_matrix
from estimator.foods.data_package import FOOD_DATA, read_table
from tests.built_tables import building_once

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


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, str]:
    """The text of each table that is built of the evidence as it is."""
    with building_once(tmp_path_factory) as build:
        return build(FOOD_DATA)


def read_composition(text: str) -> pd.DataFrame:
    return pd.read_csv(
        io.StringIO(text),
        dtype={"source_ids": "str", "status": "str"},
        keep_default_na=False,
        na_values={name: [""] for name in FIGURES},
    )


@pytest.mark.slow
def test_checked_in_table_is_what_the_evidence_gives(composition, built):
    rebuilt = read_composition(built["composition.csv"])
    keys = ["region", "food_id", "component", "status", "source_ids"]
    assert rebuilt[keys].to_numpy().tolist() == composition[keys].to_numpy().tolist()
    # Five significant digits are written; the last may round the other way elsewhere.
    np.testing.assert_allclose(rebuilt[FIGURES], composition[FIGURES], rtol=2e-4)


@pytest.mark.slow
def test_checked_in_shared_errors_are_what_the_evidence_gives(built):
    rebuilt = pd.read_csv(io.StringIO(built["shared_errors.csv"]), keep_default_na=False)
    checked_in = read_table("shared_errors")
    keys = ["region", "food_id", "component", "effect"]
    assert len(checked_in) > 0
    assert rebuilt[keys].to_numpy().tolist() == checked_in[keys].to_numpy().tolist()
    np.testing.assert_allclose(rebuilt["sd_log"], checked_in["sd_log"], rtol=1e-3)


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
        "measured": 3499,
        "unknown": 2605,
        "predicted": 2437,
        "apportioned": 367,
        "borrowed": 444,
        "assumed_zero": 375,
        "partial": 344,
        "bounded": 4,
    }
    sums = composition.groupby("region")["value_ug_per_100g"].sum().round(0).to_dict()
    assert sums == {"AU": 39066, "EA": 39878, "EU": 39041, "US": 36988, "world": 38750}
    # What is predicted beside what was measured is little: most of it is nothing.
    predicted = world[(world["status"] == "predicted") & world["component"].isin(FORMS)]
    assert predicted["value_ug_per_100g"].sum() < 0.02 * sums["world"]
    assert (predicted["value_ug_per_100g"] == 0).mean() > 0.5
    rows = {name: len(read_table(name)) for name in ("foods", "measurements", "portions")}
    assert rows == {"foods": 775, "measurements": 6863, "portions": 1780}
    assert read_table("measurements")["value_ug_per_100g"].sum() == pytest.approx(84_350.1556)


def test_low_value_high_are_in_order(composition):
    known = composition[composition["value_ug_per_100g"].notna()]
    assert (known["low_ug_per_100g"] <= known["value_ug_per_100g"]).all()
    assert (known["value_ug_per_100g"] <= known["high_ug_per_100g"]).all()


def test_every_main_form_of_every_food_has_a_figure(composition):
    """What nobody measured is predicted, so no total is a floor; the K1 of a dish may be one."""
    main = composition["component"].isin([*MAIN_FORMS, K2_TOTAL])
    assert composition.loc[main, "value_ug_per_100g"].notna().all()
    assert not composition.loc[main, "status"].eq("partial").any()


def test_what_is_predicted_names_no_source_and_reaches_upwards(composition):
    predicted = composition[
        (composition["status"] == "predicted") & composition["component"].isin(FORMS)
    ]
    dishes = read_table("dishes")["food_id"]
    predicted = predicted[~predicted["food_id"].isin(dishes)]
    assert (predicted["n_sources"] == 0).all()
    assert (predicted["high_ug_per_100g"] > predicted["value_ug_per_100g"]).all()


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
    assert not (forms > total + tolerance).any()
    agree = (forms - total).abs() <= tolerance
    status = of_total(composition, "status").reindex(values.index)
    # What a measured total holds beyond these is not known by form.
    some_split = (
        composition["status"]
        .isin(["apportioned", "predicted"])
        .groupby([composition["region"], composition["food_id"]])
        .any()
        .reindex(values.index)
    )
    complete = values[list(MAIN_FORMS)].notna().all(axis="columns")
    assert agree[complete & ~some_split].all()
    assert agree[status == "partial"].all()


def test_where_a_total_is_nothing_so_is_every_form(values):
    nothing = values[values[K2_TOTAL] == 0]
    assert len(nothing) > 100
    assert (nothing[list(FORMS)].fillna(0.0) == 0).all(axis=None)


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
    assert ratio.between(0.75, 4 / 3).mean() > 0.55
    assert ratio.median() == pytest.approx(1.0, abs=0.05)


def test_nothing_natto_sized_outside_natto(composition):
    other = ~composition["food_id"].isin(NATTO_FOODS)
    of_component = composition["component"].eq
    value = composition["value_ug_per_100g"]
    assert value[other & of_component("MK7")].max() < 100
    # Emu oil, one product, is the richest of the rest, all of it MK-4.
    assert value[other & of_component(K2_TOTAL)].max() < 401
    assert value[~other & of_component("MK7")].min() > 150


def test_foods_assumed_free_of_menaquinones_say_so(composition):
    foods = read_table("foods")
    assumed = set(foods.loc[foods["assumed_zero"] == 1, "food_id"])
    rows = composition[composition["status"] == "assumed_zero"]
    assert set(rows["food_id"]) == assumed
    assert (rows["value_ug_per_100g"] == 0).all()


def test_no_dairy_figure_is_the_centre_of_one_food_and_not_of_its_like():
    """One rule for a laboratory: Fu 2017 lies far above all others, so it only widens."""
    measured = read_table("measurements")
    fu = measured[(measured["independent_group"] == "fu2017") & (measured["component"] != "VITK1")]
    assert len(fu) > 20
    assert set(fu["use"]) <= {"range", "no"}


def test_like_cheeses_do_not_jump_and_the_range_of_their_region_covers_both_laboratories(
    values, composition
):
    alike = ["cheese-cheddar", "cheese-monterey-jack"]
    for one, other in (alike, ("cheese-mozzarella-low-moisture", "cheese-string")):
        us = values[K2_TOTAL].loc["US"]
        assert 1 / 3 < us[one] / us[other] < 3
    high = of_total(composition, "high_ug_per_100g")
    measured = read_table("measurements")
    fu = measured[(measured["independent_group"] == "fu2017") & (measured["use"] == "range")]
    totals = fu[fu["component"] == K2_TOTAL]
    printed = totals[["value_ug_per_100g", "high_ug_per_100g"]].max(axis="columns")
    most = printed.groupby(totals["food_id"]).max()
    assert (high["US"].reindex(most.index) >= most - 1e-9).all()


@pytest.mark.slow
def test_a_limit_raises_the_upper_end_of_its_own_region_only(evidence, model, built):
    limit = {
        "food_id": "milk-whole", "component": K2_TOTAL, "value_ug_per_100g": np.nan,
        "high_ug_per_100g": 77.0, "status": "measured", "match": "exact", "region": "US",
        "independent_group": "a further one", "use": "range",
    }  # fmt: skip
    more = pd.concat([evidence.measurements, pd.DataFrame([limit])], ignore_index=True)
    evidence = replace(evidence, measurements=more)
    with_limit, _ = build_all(evidence, model, predict(evidence))
    texts = (built["composition.csv"], figures_text(with_limit))
    key = ["region", "food_id", "component"]
    before, after = (read_composition(text).set_index(key)[FIGURES] for text in texts)
    moved = ~np.isclose(before, after, equal_nan=True)
    changed = before.index[moved.any(axis=1)]
    milk_itself = [cell for cell in changed if cell[1] == "milk-whole"]
    assert milk_itself == [("US", "milk-whole", K2_TOTAL)]
    assert after.loc[milk_itself[0], "high_ug_per_100g"] == 77.0
    columns = FIGURES.index("high_ug_per_100g")
    assert not np.delete(moved, columns, axis=1)[before.index.isin(milk_itself)].any()


def forms_of(composition: pd.DataFrame) -> pd.DataFrame:
    """The forms of every food that have a figure, but those of dishes, which are sums."""
    rows = composition[composition["component"].isin(FORMS)]
    rows = rows[~rows["food_id"].isin(read_table("dishes")["food_id"])]
    return rows[rows["value_ug_per_100g"].notna()]


def test_an_apportioned_form_never_exceeds_its_share_of_the_total(composition, evidence, model):
    foods = evidence.foods.set_index("food_id")
    share = evidence.profiles.set_index(["profile_id", "component"])["share"]
    total = pd.concat(
        [printed_totals(evidence, region).rename(region) for region in REGIONS], axis="columns"
    )
    split = forms_of(composition)
    split = split[(split["status"] == "apportioned") & (split["value_ug_per_100g"] > 0)]
    assert len(split) > 500
    for row in split.itertuples():
        most = share[foods.at[row.food_id, "profile_id"], row.component]
        whole = total.at[row.food_id, row.region]
        assert row.value_ug_per_100g <= most * whole * 1.001, (row.region, row.food_id)


def printed_totals(evidence: Evidence, region: str) -> pd.Series:
    """The measured total of each food, by the weights of a region."""
    rows = central_readings(usable_rows(evidence.shared_measurements, region))
    rows = rows[rows["component"] == K2_TOTAL]
    weighed = (rows["value"] * rows["weight"]).groupby(rows["food_id"]).sum()
    return weighed / rows["weight"].groupby(rows["food_id"]).sum()


def test_the_range_of_a_total_agrees_with_those_of_its_forms(composition):
    forms = forms_of(composition)
    where = ["region", "food_id"]
    largest = forms.sort_values("value_ug_per_100g").groupby(where).tail(1).set_index(where)
    low, high = (of_total(composition, f"{end}_ug_per_100g") for end in ("low", "high"))
    most = forms.groupby(where)["high_ug_per_100g"].max()
    assert (low.reindex(largest.index) >= largest["low_ug_per_100g"] * 0.9999).all()
    assert (high.reindex(most.index) >= most * 0.9999).all()


def test_foods_of_one_body_of_evidence_have_one_value_and_one_range(composition, evidence):
    shares = evidence.foods[evidence.foods["same_evidence_as"] != ""]
    assert {"egg-whole-boiled", "egg-whole-fried", "egg-scrambled", "egg-unspecified"} <= set(
        shares["food_id"]
    )
    cells = composition.drop(columns=["food_id"]).groupby(composition["food_id"])
    for food, body in zip(shares["food_id"], shares["same_evidence_as"], strict=True):
        one, other = (cells.get_group(name).reset_index(drop=True) for name in (food, body))
        pd.testing.assert_frame_equal(one, other)


def test_eggs_are_those_of_their_region(values):
    mk4 = values["MK4"].xs("egg-whole-raw", level="food_id")
    assert mk4["US"] < mk4["EA"] < mk4["EU"] < mk4["AU"]
    assert 6 <= mk4["US"] <= 11
    assert 12 <= mk4["EA"] <= 18
    assert 20 <= mk4["EU"] <= 30
    assert 25 <= mk4["AU"] <= 35


def test_butter_has_the_spread_of_milk_not_of_lard(composition):
    total = composition[(composition["component"] == K2_TOTAL) & (composition["region"] == "world")]
    width = (total["high_ug_per_100g"] / total["low_ug_per_100g"]).set_axis(total["food_id"])
    assert width["butter"] < 8
    assert width["butter-whipped"] < 8
    assert width["lard"] > 20


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


@pytest.mark.parametrize("region", REGIONS)
def test_a_food_eaten_by_itself_has_the_range_that_its_page_shows(composition, region):
    """One body of evidence, one range: dishes, zeros, floors and ceilings too."""
    matrix = composition_matrix(region)
    foods = list(matrix.items[: matrix.n_foods])
    eaten = pd.DataFrame({"person": foods, "item": foods, "date": "2026-02-10", "quantity": 100.0})
    intake = estimate(eaten, "day", region, phylloquinone=True).intake
    page = composition[composition["region"] == region].rename(columns={"food_id": "person"})
    both = intake.merge(page, on=["person", "component"])
    both = both[both["estimate_ug"].notna()]
    assert len(both) > len(page) / 2
    for end in ("low", "high"):
        # Ends of a dish add and subtract squares of which five digits are written.
        np.testing.assert_allclose(
            both[f"{end}_ug"], both[f"{end}_ug_per_100g"], rtol=5e-3, atol=1e-6
        )


def test_a_centre_lies_among_the_readings_that_may_set_it(composition, evidence):
    """An egg by region, a quail, lard, veal: none is set by a figure that only widens."""
    keys = ["food_id", "component"]
    checked = 0
    for region in REGIONS:
        rows = usable_rows(evidence.shared_measurements, region)
        central = rows[rows["central"]]
        assert set(central["use"]) <= {"central", "regional"}
        assert not (central["use"].eq("regional") & ~central["of_region"]).any()
        readings = central_readings(rows).groupby(keys)["value"].agg(["min", "max"])
        cells = composition[composition["region"] == region].set_index(keys)
        cells = cells[cells["status"].isin(["measured", "borrowed"])]
        cells = cells.drop(K2_TOTAL, level="component")
        both = cells.join(readings, how="inner")
        checked += len(both)
        # Not detected counts as half the limit beside readings that found something.
        least = both["min"].where(both["min"] > 0, 0.0)
        assert (both["value_ug_per_100g"] >= least * 0.9999).all()
        assert (both["value_ug_per_100g"] <= both["max"].clip(lower=0.05) * 1.0001).all()
    assert checked > 9_000


def test_what_rests_on_one_reading_is_told_with_a_wide_range(composition):
    """A form that one laboratory found in one food (boiled ham, Danish cheese) is not sure."""
    one = composition[
        (composition["n_readings"] == 1)
        & (composition["status"] == "measured")
        & composition["component"].isin(FORMS)
        & (composition["value_ug_per_100g"] >= 1)
        & ~composition["food_id"].isin(read_table("dishes")["food_id"])
    ]
    assert len(one) > 500
    width = one["high_ug_per_100g"] / one["low_ug_per_100g"]
    assert width.min() > 4
    ham = one[(one["food_id"] == "ham-sliced") & (one["region"] == "US")]
    assert (width[ham.index] > 8).all()
    assert len(ham) >= 3
