import math
from datetime import UTC, datetime
from itertools import count

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate
from estimator.components import COMPONENTS, FORMS, K2_TOTAL, MAIN_FORMS, PHYLLOQUINONE
from estimator.composition.cells import WIDEST_SD_LOG
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import own_food_cells, personal_matrix, sd_log_of_range
from estimator.composition.spread import Z_95, learnt_model
from estimator.composition.table import composition_matrix
from estimator.errors import InputError
from estimator.foods.data_package import read_table
from estimator.foods.items import Portion
from estimator.foods.own_items import (
    Content,
    Ingredient,
    OwnFood,
    OwnItem,
    OwnSupplement,
    Recipe,
)

UNKNOWN = (math.nan, math.nan, "unknown")
NONE = dict.fromkeys((*FORMS, K2_TOTAL), (0.0, 0.0, "assumed_zero"))
TABLE = {
    "natto": {"MK7": (900.0, 0.6, "measured"), K2_TOTAL: (950.0, 0.6, "measured")},
    "gouda": {
        "MK4": (10.0, 0.4, "measured"),
        "MK9": (40.0, 0.5, "apportioned"),
        K2_TOTAL: (60.0, 0.5, "measured"),
    },
    "egg": {"MK4": (20.0, 0.5, "borrowed"), K2_TOTAL: (22.0, 0.5, "partial")},
    "kale": NONE | {PHYLLOQUINONE: (400.0, 0.5, "measured")},
    "potato": NONE,
    "butter": {},
}
BASE = CompositionMatrix.from_frame(
    pd.DataFrame(
        [
            (food, component, *cells.get(component, UNKNOWN))
            for food, cells in TABLE.items()
            for component in COMPONENTS
        ],
        columns=["food_id", "component", "value_ug_per_100g", "sd_log", "status"],
    ),
    {"capsule": {"MK7": 100.0}},
)
MADE = datetime(2026, 2, 10, tzinfo=UTC)


def own(*definitions, **named):
    """Number own items in the order given; the id of ``gratin=...`` is gratin-v1."""
    numbers = count(1)
    keyed = {f"own{n}": definition for n, definition in enumerate(definitions, 1)} | named
    return [
        OwnItem(
            id=next(numbers),
            profile_id=1,
            key=key,
            version=1,
            definition=definition,
            removed=False,
            created_at=MADE,
        )
        for key, definition in keyed.items()
    ]


def food(group="cheese", **contents):
    profile = contents.pop("profile_id", "")
    given = {
        component: Content(value=value)
        if isinstance(value, int | float)
        else Content(value=value[0], low=value[1], high=value[2])
        for component, value in contents.items()
    }
    return OwnFood(name="mine", group=group, contents=given, profile_id=profile)


def recipe(name="dish", yield_g=None, servings=None, **grams):
    ingredients = tuple(
        Ingredient(item_id=item.replace("_", "-"), amount=amount, unit="g", quantity=amount)
        for item, amount in grams.items()
    )
    return Recipe(name=name, ingredients=ingredients, yield_g=yield_g, servings=servings)


def eaten(matrix, by="day", phylloquinone=True, **quantities):
    frame = pd.DataFrame({"item": quantities.keys(), "quantity": quantities.values()})
    frame["item"] = frame["item"].str.replace("_", "-")
    return estimate(
        frame.assign(date="2026-02-10"), by, phylloquinone=phylloquinone, composition=matrix
    )


def row_of(estimated, component):
    (row,) = estimated.intake[estimated.intake["component"] == component].itertuples()
    return row


def mean_of(matrix, item, component):
    """Content [µg/100 g]."""
    return 100 * matrix.mean[matrix.row_of[item], COMPONENTS.index(component)]


def known(matrix, item, component):
    return bool(matrix.known[matrix.row_of[item], COMPONENTS.index(component)])


def sd_log(matrix, item, component):
    cell = matrix.row_of[item], COMPONENTS.index(component)
    return math.sqrt(math.log1p(matrix.variance[cell] / matrix.mean[cell] ** 2))


# Own foods


@pytest.mark.parametrize(
    ("group", "component", "component_class"),
    [("eggs", "MK4", "MK-4"), ("natto and soy", "MK7", "MK-7"), ("cheese", "VITK1", "K1")],
)
def test_a_figure_without_a_range_is_one_reading(group, component, component_class):
    matrix = personal_matrix(BASE, own(food(group, **{component: 12.0})))
    table = read_table("spread").set_index(["parameter", "group", "component_class"])["value"]
    variance = table["reading_variance", group, component_class]
    assert mean_of(matrix, "own1-v1", component) == pytest.approx(12.0)
    assert sd_log(matrix, "own1-v1", component) == pytest.approx(math.sqrt(2 * variance))


def test_a_figure_of_a_group_without_readings_has_the_spread_of_its_class():
    matrix = personal_matrix(BASE, own(food("beverages", MK4=5.0)))
    wanted = math.sqrt(2 * learnt_model().spread.by_class["MK-4"])
    assert sd_log(matrix, "own1-v1", "MK4") == pytest.approx(wanted)


def test_the_spread_is_never_wider_than_the_widest():
    figures = food("organ meats", MK4=(1.0, 0.001, 300.0), VITK1=5.0)
    matrix = personal_matrix(BASE, own(figures))
    for component in ("MK4", PHYLLOQUINONE):
        assert sd_log(matrix, "own1-v1", component) == pytest.approx(WIDEST_SD_LOG)


def test_a_range_is_kept_around_the_mean():
    row = row_of(eaten(personal_matrix(BASE, own(food(MK4=(10.0, 5.0, 20.0)))), own1_v1=100), "MK4")
    assert row.estimate_ug == pytest.approx(10.0)
    assert row.high_ug / row.low_ug == pytest.approx(20.0 / 5.0)


def test_a_range_as_the_method_gives_it_comes_back():
    sd = 0.7
    low, high = (30 * math.exp(z * sd - sd**2 / 2) for z in (-Z_95, Z_95))
    assert sd_log_of_range(30, low, high) == pytest.approx(sd)
    assert sd_log_of_range(30, 0.0, high) == pytest.approx(sd)


def test_a_range_from_zero_keeps_its_upper_bound():
    row = row_of(eaten(personal_matrix(BASE, own(food(MK4=(10.0, 0.0, 25.0)))), own1_v1=100), "MK4")
    assert (row.estimate_ug, row.high_ug) == pytest.approx((10.0, 25.0))
    assert row.low_ug > 0


def test_a_range_from_zero_to_far_above_is_the_widest():
    assert sd_log_of_range(1.0, 0.0, 1000.0) == WIDEST_SD_LOG


def test_a_range_from_zero_to_the_value_is_not_taken_for_exact():
    upto, plain = (
        personal_matrix(BASE, own(food(MK4=figure))) for figure in ((5.0, 0.0, 5.0), 5.0)
    )
    assert sd_log(upto, "own1-v1", "MK4") == sd_log(plain, "own1-v1", "MK4") > 0.5


def test_contents_per_portion_are_contents_per_100_g():
    figures = {"MK4": Content(value=3.0, low=1.5, high=6.0), "MK7": Content(value=0.6)}
    slice_ = OwnFood(
        name="mine",
        group="cheese",
        contents=figures,
        basis="slice",
        portions=(Portion("slice", 30.0, "own", ""),),
    )
    of_slice = personal_matrix(BASE, own(slice_))
    of_100_g = personal_matrix(BASE, own(food(MK4=(10.0, 5.0, 20.0), MK7=2.0)))
    np.testing.assert_allclose(of_slice.mean, of_100_g.mean, rtol=1e-12)
    np.testing.assert_allclose(of_slice.variance, of_100_g.variance, rtol=1e-12)


@pytest.mark.parametrize("zero", [0, (0.0, 0.0, 0.0)])
def test_a_component_given_as_zero_is_known_to_be_none(zero):
    cell = own_food_cells(food(MK4=zero))["MK4"]
    assert (cell.value, cell.low, cell.high) == (0.0, 0.0, 0.0)
    row = row_of(eaten(personal_matrix(BASE, own(food(MK4=zero))), own1_v1=100), "MK4")
    assert (row.estimate_ug, row.low_ug, row.high_ug, row.coverage) == (0.0, 0.0, 0.0, 1.0)


def test_what_may_hide_behind_a_zero_is_in_the_range():
    cell = own_food_cells(food(MK4=(0.0, 0.0, 2.0)))["MK4"]
    assert (cell.value, cell.low, cell.high) == (0.0, 0.0, 2.0)
    eaten_50 = eaten(personal_matrix(BASE, own(food(MK4=(0.0, 0.0, 2.0)))), own1_v1=50)
    row = row_of(eaten_50, "MK4")
    assert (row.estimate_ug, row.low_ug, row.high_ug, row.coverage) == (0.0, 0.0, 1.0, 1.0)


def test_a_missing_component_is_not_known():
    row = row_of(eaten(personal_matrix(BASE, own(food(MK4=10.0))), own1_v1=100), "MK7")
    assert math.isnan(row.estimate_ug)
    assert row.coverage == 0.0


def test_a_food_that_holds_no_k2_does_not_count_in_coverage():
    matrix = personal_matrix(BASE, own(food("beverages", VITK2=0.0, VITK1=3.0)))
    assert matrix.k2_free[matrix.row_of["own1-v1"]]
    both = eaten(matrix, own1_v1=300, butter=10)
    assert row_of(both, "MK4").coverage == 0.0
    assert row_of(both, PHYLLOQUINONE).coverage == pytest.approx(300 / 310)


def test_a_total_is_split_by_the_profile():
    cells = own_food_cells(food(VITK2=(50.0, 25.0, 90.0), profile_id="gouda"))
    shares = read_table("profiles").query("profile_id == 'gouda'").set_index("component")["share"]
    for form in FORMS:
        if form in shares:
            assert cells[form].status == "apportioned"
            assert cells[form].value == pytest.approx(50.0 * shares[form] / shares.sum())
            assert cells[form].sd_log > cells[K2_TOTAL].sd_log
        else:
            assert cells[form].status == "unknown"
    assert cells[K2_TOTAL].value == 50.0
    assert cells[K2_TOTAL].sd_log == pytest.approx(math.log(90 / 25) / (2 * Z_95))
    assert known(personal_matrix(BASE, own(food(VITK2=50, profile_id="gouda"))), "own1-v1", "MK9")


def test_a_form_that_is_given_stands_and_the_rest_is_split():
    cells = own_food_cells(food(MK4=10.0, VITK2=50.0, profile_id="gouda"))
    assert cells["MK4"].status == "measured"
    assert cells["MK4"].value == 10.0
    assert cells[K2_TOTAL].value == 50.0
    shares = read_table("profiles").query("profile_id == 'gouda'").set_index("component")["share"]
    assert 50.0 * shares["MK4"] > 10.0
    # 40 are left for forms that make up less than 40 of 50: none gets more than its share.
    for form, share in shares.drop("MK4").items():
        assert cells[form].value == pytest.approx(50.0 * share)


def test_without_a_profile_the_total_stands_and_the_forms_are_not_known():
    matrix = personal_matrix(BASE, own(food(VITK2=50.0)))
    assert known(matrix, "own1-v1", K2_TOTAL)
    assert mean_of(matrix, "own1-v1", K2_TOTAL) == pytest.approx(50.0)
    assert not any(known(matrix, "own1-v1", form) for form in FORMS)


@pytest.mark.parametrize(
    ("forms", "status"), [(MAIN_FORMS, "measured"), (("MK4", "MK7"), "partial")]
)
def test_forms_without_a_total_add_up(forms, status):
    figures = food(**dict.fromkeys(forms, 6.0))
    total = own_food_cells(figures)[K2_TOTAL]
    assert (total.status, total.value) == (status, pytest.approx(6.0 * len(forms)))
    matrix = personal_matrix(BASE, own(figures))
    assert known(matrix, "own1-v1", K2_TOTAL) == (status == "measured")


def test_a_brand_that_began_as_a_copy_of_natto_counts_as_natto():
    brand = OwnFood(
        name="Brand",
        group="natto and soy",
        contents={"VITK2": Content(value=800.0)},
        copied_from="natto",
    )
    again = OwnFood(
        name="Brand, large beans",
        group="natto and soy",
        contents={"VITK2": Content(value=700.0)},
        copied_from="brand-v1",
    )
    matrix = personal_matrix(BASE, own(brand=brand, again=again, tofu=food(VITK2=1.0)))
    for item, share in {"brand_v1": 1.0, "again_v1": 1.0, "tofu_v1": 0.0}.items():
        assert eaten(matrix, **{item: 40}).periods["natto_share"].tolist() == [share]


# Own supplements


def test_own_supplements_come_after_those_of_the_table_and_stay_apart_from_food():
    blend = OwnSupplement(name="Blend", unit_name="drop", dose_ug={"MK4": 50.0, "MK7": 25.0})
    matrix = personal_matrix(BASE, own(blend=blend, cheese=food(MK4=10.0)))
    assert matrix.items == (*TABLE, "cheese-v1", "capsule", "blend-v1")
    day = eaten(matrix, blend_v1=2, capsule=1)
    assert row_of(day, "MK7").supplement_ug == 150.0
    assert row_of(day, K2_TOTAL).supplement_ug == 250.0
    assert row_of(day, K2_TOTAL).estimate_ug == 0.0
    assert day.contributions()["source"].unique().tolist() == ["supplement"]


def test_a_supplement_labelled_with_a_total_alone_counts():
    plain = OwnSupplement(name="K2", unit_name="tablet", dose_ug={"VITK2": 90.0})
    row = row_of(eaten(personal_matrix(BASE, own(plain)), own1_v1=1), K2_TOTAL)
    assert row.supplement_ug == 90.0


# Recipes


def test_a_gratin_worked_by_hand():
    """400 g of gratin made of 200 g Gouda, 60 g egg and 340 g potato; also 25 g Gouda on bread."""
    gratin = recipe(yield_g=400.0, gouda=200.0, egg=60.0, potato=340.0)
    matrix = personal_matrix(BASE, own(gratin=gratin))
    day = eaten(matrix, gratin_v1=100, gouda=25)
    # 100 g of gratin hold 100/400 of 200 g Gouda = 50 g, of 60 g egg = 15 g, of potato 85 g.
    # Gouda in all: 50 + 25 = 75 g, one and the same food.
    # MK-9: 75 g x 40 µg/100 g = 30 µg, known of Gouda alone, so the range is that of Gouda:
    # 30 x exp(±1.645 x 0.5 - 0.5²/2) = 30 x 0.8825 x (0.4394, 2.2759) = (11.63, 60.25)
    mk9 = row_of(day, "MK9")
    wanted = pytest.approx((30.0, 11.63, 60.25), rel=1e-3)
    assert (mk9.estimate_ug, mk9.low_ug, mk9.high_ug) == wanted
    # Covered: 75 of 75 + 15 g; potato is free of K2 and doesn't count.
    assert mk9.coverage == pytest.approx(75 / 90)
    # MK-4: 75 x 0.10 + 15 x 0.20 = 7.5 + 3 = 10.5 µg
    # variance: 7.5² (e^0.16 - 1) + 3² (e^0.25 - 1) = 9.760 + 2.556 = 12.316
    # log variance: ln(1 + 12.316 / 10.5²) = 0.10591, its root 0.32544
    # 10.5 x exp(-0.052955) = 9.958; x exp(∓1.645 x 0.32544) = x (0.5855, 1.7079)
    mk4 = row_of(day, "MK4")
    wanted = pytest.approx((10.5, 5.831, 17.008), rel=1e-3)
    assert (mk4.estimate_ug, mk4.low_ug, mk4.high_ug) == wanted
    assert mk4.coverage == 1.0
    assert day.periods["entries"].tolist() == [2]


def test_natto_in_a_dish_counts_as_natto():
    matrix = personal_matrix(BASE, own(bowl=recipe(natto=40.0, gouda=60.0)))
    (row,) = eaten(matrix, bowl_v1=100).periods.itertuples()
    assert row.natto_share == pytest.approx(380 / 416)
    assert row.without_natto_ug == pytest.approx(36.0)


def test_nested_recipes_come_down_to_foods_whatever_their_order():
    sauce = recipe(yield_g=50.0, gouda=40.0, butter=20.0)
    items = own(
        pie=recipe(yield_g=200.0, bake_v1=100.0, egg=150.0),
        bake=recipe(sauce_v1=25.0, potato=75.0),
        sauce=sauce,
    )
    matrix = personal_matrix(BASE, items)
    # 1 g of pie holds 0.5 g bake, so 0.125 g sauce, so 0.1 g Gouda and 0.05 g butter.
    pie = dict(zip(matrix.items, matrix.parts[0], strict=False))
    wanted = {"gouda": 0.1, "butter": 0.05, "potato": 0.375, "egg": 0.75}
    assert {item: part for item, part in pie.items() if part} == pytest.approx(wanted)
    backwards = personal_matrix(BASE, items[::-1])
    assert mean_of(backwards, "pie-v1", "MK4") == pytest.approx(mean_of(matrix, "pie-v1", "MK4"))


def test_an_own_food_is_an_ingredient_like_any_other():
    items = own(cheese=food(MK9=(80.0, 40.0, 130.0)), toast=recipe(cheese_v1=30.0, butter=10.0))
    matrix = personal_matrix(BASE, items)
    toast, cheese = (
        row_of(eaten(matrix, **amounts), "MK9") for amounts in ({"toast_v1": 40}, {"cheese_v1": 30})
    )
    assert toast.estimate_ug == pytest.approx(24.0)
    assert (toast.low_ug, toast.high_ug) == pytest.approx((cheese.low_ug, cheese.high_ug))
    assert toast.coverage == pytest.approx(0.75)


def test_a_dish_is_known_where_every_ingredient_that_counts_is():
    dishes = own(known=recipe(gouda=50.0, potato=50.0), gap=recipe(gouda=50.0, butter=50.0))
    matrix = personal_matrix(BASE, dishes)
    assert known(matrix, "known-v1", "MK9")
    assert not known(matrix, "gap-v1", "MK9")
    assert mean_of(matrix, "gap-v1", "MK9") == pytest.approx(20.0)
    # Potato is free of K2 but nothing is known of its K1.
    assert not known(matrix, "known-v1", PHYLLOQUINONE)


def test_a_dish_is_free_of_k2_where_every_ingredient_is():
    dishes = own(mash=recipe(potato=80.0, kale=20.0), rich=recipe(potato=99.0, gouda=1.0))
    matrix = personal_matrix(BASE, dishes)
    assert matrix.k2_free[matrix.row_of["mash-v1"]]
    assert not matrix.k2_free[matrix.row_of["rich-v1"]]
    mash = eaten(matrix, mash_v1=100)
    assert math.isnan(row_of(mash, "MK4").coverage)
    k1 = row_of(mash, PHYLLOQUINONE)
    assert (k1.estimate_ug, k1.coverage) == pytest.approx((80.0, 0.2))


def test_the_row_of_a_dish_is_its_estimate():
    matrix = personal_matrix(BASE, own(dish=recipe(yield_g=90.0, gouda=70.0, egg=30.0)))
    day = eaten(matrix, dish_v1=100)
    for component in ("MK4", "MK9", K2_TOTAL):
        row, sd = row_of(day, component), sd_log(matrix, "dish-v1", component)
        assert row.estimate_ug == pytest.approx(mean_of(matrix, "dish-v1", component))
        assert row.high_ug == pytest.approx(row.estimate_ug * math.exp(Z_95 * sd - sd**2 / 2))


def test_a_dish_contributes_as_a_dish_and_is_named_where_it_lacks_a_form():
    matrix = personal_matrix(BASE, own(gap=recipe(gouda=50.0, butter=50.0)))
    day = eaten(matrix, gap_v1=200, gouda=10, phylloquinone=False)
    parts = day.contributions().set_index(["item", "component"])
    assert parts.loc[("gap-v1", "MK9"), "ug"] == pytest.approx(40.0)
    assert parts.loc[("gap-v1", "MK9"), "source"] == "food"
    assert math.isnan(parts.loc[("gap-v1", "MK7"), "ug"])
    known = {food.item: food.known for food in day.not_counted()}
    assert "MK9" not in known["gap-v1"]
    assert "MK9" in known["gouda"]


def test_former_versions_keep_their_own_rows():
    (first,), (second,) = own(food(MK4=10.0)), own(food(MK4=20.0))
    second = OwnItem(**{**vars(second), "id": 2, "version": 2})
    matrix = personal_matrix(BASE, [first, second])
    assert mean_of(matrix, "own1-v1", "MK4") == pytest.approx(10.0)
    assert mean_of(matrix, "own1-v2", "MK4") == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("recipes", "message"),
    [
        ({"pie": recipe("Pie", pie_v1=10, egg=10)}, "'Pie' contains itself. Take"),
        (
            {"pie": recipe("Pie", sauce_v1=10), "sauce": recipe("Sauce", pie_v1=10)},
            r"'(Pie|Sauce)' contains itself, through '(Pie|Sauce)'\.",
        ),
        ({"pie": recipe("Pie", capsule=1)}, "'Pie', 'capsule', is a supplement"),
        ({"pie": recipe("Pie", nix=1)}, "'Pie', 'nix', is not in the food table"),
        ({"pie": recipe("Pie", egg=0)}, "'Pie' weighs nothing"),
        ({"pie": recipe("Pie")}, "'Pie' weighs nothing"),
    ],
    ids=["itself", "through another", "supplement", "not known", "no weight", "nothing"],
)
def test_a_recipe_that_cannot_be_is_refused_by_name(recipes, message):
    with pytest.raises(InputError, match=message):
        personal_matrix(BASE, own(**recipes))


def test_an_own_supplement_is_no_ingredient():
    blend = OwnSupplement(name="Blend", unit_name="drop", dose_ug={"MK4": 50.0})
    with pytest.raises(InputError, match="is a supplement"):
        personal_matrix(BASE, own(blend=blend, pie=recipe(blend_v1=5.0)))


# The matrix


def test_without_own_items_the_matrix_is_that_of_the_region():
    base = composition_matrix("EU")
    same = personal_matrix(base, [])
    assert same.items == base.items
    for name in ("mean", "variance", "known", "k2_free", "is_natto", "dose"):
        np.testing.assert_array_equal(getattr(same, name), getattr(base, name))


@pytest.mark.parametrize("by", ["day", "week", None])
def test_a_recipe_that_is_not_eaten_changes_nothing(by):
    base = composition_matrix("EU")
    dish = own(dish=recipe(natto=10.0, butter=90.0), mine=food(MK4=3.0))
    log = pd.DataFrame(
        {
            "date": pd.date_range("2026-02-08", periods=4),
            "item": ["natto", "cheese-gouda-aged", "egg-unspecified", "supplement-mk7-45"],
            "quantity": [40.0, 31.7, 55.5, 2.0],
        }
    )
    without, beside = (
        estimate(log, by, composition=m) for m in (base, personal_matrix(base, dish))
    )
    pd.testing.assert_frame_equal(without.intake, beside.intake, check_exact=True)
    pd.testing.assert_frame_equal(without.periods, beside.periods, check_exact=True)
    pd.testing.assert_frame_equal(without.contributions(), beside.contributions(), check_exact=True)
