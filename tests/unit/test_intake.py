import math
import subprocess
import sys
from datetime import date

import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate, per_logged_day
from estimator.components import COMPONENTS, FORMS, K2_TOTAL, REGIONS
from estimator.composition.dishes import dishes_table
from estimator.composition.matrix import NATTO_FOODS, CompositionMatrix
from estimator.composition.table import composition_matrix
from estimator.errors import InputError
from estimator.foods.data_package import read_table

NATTO_SIZED_UG_PER_100G = 500.0


def composition(**foods):
    """A table whose foods give for each component (value, sd_log, status); the rest is unknown."""
    rows = [
        (food.replace("_", "-"), component, *cells.get(component, (math.nan, math.nan, "unknown")))
        for food, cells in foods.items()
        for component in COMPONENTS
    ]
    columns = ["food_id", "component", "value_ug_per_100g", "sd_log", "status"]
    return pd.DataFrame(rows, columns=columns)


ZERO = (0.0, 0.0, "assumed_zero")
FOUND_NONE = (0.0, 0.0, "measured")
MATRIX = CompositionMatrix.from_frame(
    composition(
        natto={"MK7": (900.0, 0.6, "measured"), "VITK2": (950.0, 0.6, "measured")},
        gouda={
            "MK4": (10.0, 0.4, "measured"),
            "MK9": (40.0, 0.8, "apportioned"),
            "VITK2": (60.0, 0.5, "partial"),
        },
        egg={
            "MK4": (20.0, 0.5, "borrowed"),
            "MK7": (math.nan, math.nan, "bounded"),
            "VITK2": (20.0, 0.5, "measured"),
        },
        tea={form: ZERO for form in FORMS} | {"MK7": FOUND_NONE, "VITK2": FOUND_NONE},
        apple={form: ZERO for form in FORMS} | {"VITK2": ZERO, "VITK1": (2.0, 0.3, "measured")},
        butter={},
    ),
    {"blend": {"MK4": 500.0, "MK7": 100.0, "VITK1": 50.0}},
)


def log(*rows, **columns):
    frame = pd.DataFrame(rows, columns=["date", "item", "quantity"])
    return frame.assign(**columns)


def run(frame, **options):
    return estimate(frame, composition=MATRIX, **options)


def cell(estimated, component, column, period=None):
    rows = estimated.intake[estimated.intake["component"] == component]
    if period is not None:
        rows = rows[rows["period"] == period]
    (value,) = rows[column]
    return value


def test_estimate_is_grams_times_content():
    day = run(log(("2026-02-10", "gouda", 50.0), ("2026-02-10", "egg", 100.0)))
    assert cell(day, "MK4", "estimate_ug") == pytest.approx(5.0 + 20.0)
    assert cell(day, "MK9", "estimate_ug") == pytest.approx(20.0)
    assert cell(day, "VITK2", "estimate_ug") == pytest.approx(30.0 + 20.0)
    assert day.intake["component"].tolist() == [*FORMS, "VITK2"]


def test_one_food_has_the_interval_of_its_own_content():
    day = run(log(("2026-02-10", "natto", 40.0)))
    median = 360.0 * math.exp(-(0.6**2) / 2)
    spread = math.exp(1.6448536269514722 * 0.6)
    assert cell(day, "MK7", "low_ug") == pytest.approx(median / spread)
    assert cell(day, "MK7", "high_ug") == pytest.approx(median * spread)


def test_same_food_on_more_days_does_not_narrow_its_interval():
    once = run(log(("2026-02-09", "gouda", 90.0)), by="week")
    thrice = run(log(*[(f"2026-02-{day:02d}", "gouda", 30.0) for day in (9, 10, 11)]), by="week")
    for column in ("low_ug", "high_ug"):
        assert cell(thrice, "MK4", column) == pytest.approx(cell(once, "MK4", column))


def test_different_foods_narrow_the_interval():
    both = run(log(("2026-02-10", "gouda", 100.0), ("2026-02-10", "egg", 50.0)))
    width = cell(both, "MK4", "high_ug") / cell(both, "MK4", "low_ug")
    alone = run(log(("2026-02-10", "gouda", 200.0)))
    assert width < cell(alone, "MK4", "high_ug") / cell(alone, "MK4", "low_ug")


def test_nothing_known_is_not_known_and_not_zero():
    day = run(log(("2026-02-10", "butter", 10.0)))
    for column in ("estimate_ug", "low_ug", "high_ug"):
        assert math.isnan(cell(day, "MK4", column))
    assert cell(day, "MK4", "coverage") == 0.0
    assert cell(day, "MK4", "supplement_ug") == 0.0


@pytest.mark.parametrize("food", ["apple", "tea"])
def test_a_food_free_of_k2_gives_zero(food):
    assert cell(run(log(("2026-02-10", food, 10.0))), "MK4", "estimate_ug") == 0.0


@pytest.mark.parametrize("free", ["apple", "tea"])
def test_a_food_free_of_k2_does_not_make_the_unknown_zero(free):
    day = run(log(("2026-02-10", "butter", 10.0), ("2026-02-10", free, 500.0)))
    assert math.isnan(cell(day, "MK7", "estimate_ug"))
    assert cell(day, "MK7", "coverage") == 0.0


def test_k2_without_natto_is_not_known_where_no_k2_is():
    (row,) = run(log(("2026-02-10", "butter", 10.0))).periods.itertuples()
    assert math.isnan(row.without_natto_ug)
    assert math.isnan(row.natto_share)


def test_nothing_known_is_found_whatever_the_grams():
    # Sums of the same grams in another order can differ in the last digit.
    grams = np.random.default_rng(1).uniform(0.1, 900.0, (400, 3))
    rows = [
        (day, item, amount)
        for day, amounts in zip(pd.date_range("2026-01-01", periods=400), grams, strict=True)
        for item, amount in zip(("butter", "gouda", "natto"), amounts, strict=True)
    ]
    days = run(log(*rows)).intake.query("component == 'MK13'")
    assert days["estimate_ug"].isna().all()
    assert (days["coverage"] == 0).all()


@pytest.mark.parametrize(
    ("component", "coverage"),
    [("MK4", 1.0), ("MK9", 0.25), ("MK7", 0.0), ("VITK2", 0.75)],
    ids=["all known", "unknown in one", "bounded and unknown", "partial"],
)
def test_coverage_is_the_share_of_grams_whose_content_is_known(component, coverage):
    day = run(log(("2026-02-10", "gouda", 25.0), ("2026-02-10", "egg", 75.0)))
    assert cell(day, component, "coverage") == pytest.approx(coverage)


def test_full_coverage_is_exactly_one():
    rows = [("2026-02-10", "gouda", 0.1 * n) for n in range(1, 40)]
    assert cell(run(log(*rows, ("2026-02-10", "egg", 0.7))), "MK4", "coverage") == 1.0


def test_a_partial_total_still_adds_to_the_estimate():
    day = run(log(("2026-02-10", "gouda", 50.0)))
    assert cell(day, "VITK2", "estimate_ug") == pytest.approx(30.0)
    assert cell(day, "VITK2", "coverage") == 0.0


def test_foods_free_of_k2_do_not_count_in_coverage():
    with_apple = run(log(("2026-02-10", "egg", 50.0), ("2026-02-10", "apple", 500.0)))
    assert cell(with_apple, "MK7", "coverage") == 0.0
    alone = run(log(("2026-02-10", "apple", 500.0)), phylloquinone=True)
    assert math.isnan(cell(alone, "VITK2", "coverage"))
    assert cell(alone, "VITK1", "coverage") == 1.0
    assert cell(alone, "VITK1", "estimate_ug") == pytest.approx(10.0)


def test_supplements_are_exact_and_apart():
    day = run(log(("2026-02-10", "blend", 2.0), ("2026-02-10", "egg", 50.0)), phylloquinone=True)
    assert cell(day, "MK4", "supplement_ug") == 1000.0
    assert cell(day, "MK4", "estimate_ug") == pytest.approx(10.0)
    assert cell(day, "VITK2", "supplement_ug") == 1200.0
    assert cell(day, "VITK1", "supplement_ug") == 100.0


def test_a_day_of_supplements_alone_has_no_food():
    day = run(log(("2026-02-10", "blend", 1.0)))
    assert cell(day, "VITK2", "estimate_ug") == 0.0
    assert math.isnan(cell(day, "VITK2", "coverage"))
    assert math.isnan(day.periods["natto_share"].item())


def test_k1_only_where_asked():
    frame = log(("2026-02-10", "apple", 100.0))
    assert "VITK1" not in run(frame).intake["component"].tolist()
    assert run(frame, phylloquinone=True).components == COMPONENTS


def test_natto_share():
    day = run(log(("2026-02-10", "natto", 10.0), ("2026-02-10", "egg", 25.0)))
    (row,) = day.periods.itertuples()
    assert row.natto_share == pytest.approx(95.0 / 100.0)
    assert row.without_natto_ug == pytest.approx(5.0)


def test_weeks_are_iso_weeks_across_year_ends():
    rows = [(day, "egg", 50.0) for day in ("2026-12-27", "2026-12-28", "2027-01-01", "2027-01-04")]
    weeks = run(log(*rows), by="week").periods
    assert weeks["period"].tolist() == ["2026-W52", "2026-W53", "2027-W01"]
    assert weeks["start"].dt.strftime("%Y-%m-%d").tolist()[1] == "2026-12-28"
    assert weeks["end"].dt.strftime("%Y-%m-%d").tolist()[1] == "2027-01-03"
    assert weeks["days_logged"].tolist() == [1, 2, 1]


def test_week_labels_agree_with_the_calendar():
    days = pd.date_range("1995-12-20", "2031-01-15")
    weeks = run(pd.DataFrame({"date": days, "item": "egg", "quantity": 1.0}), by="week").periods
    wanted = {"{}-W{:02}".format(*day.isocalendar()[:2]): None for day in days}
    assert weeks["period"].tolist() == list(wanted)


def test_week_means_are_over_logged_days():
    rows = [("2026-02-09", "egg", 50.0), ("2026-02-09", "egg", 50.0), ("2026-02-11", "egg", 50.0)]
    week = run(log(*rows), by="week")
    means = per_logged_day(week.intake).set_index("component")
    assert means.loc["MK4", "days_logged"] == 2
    assert means.loc["MK4", "estimate_ug_per_day"] == pytest.approx(30.0 / 2)
    assert means.loc["MK4", "high_ug_per_day"] == pytest.approx(cell(week, "MK4", "high_ug") / 2)


def test_meals_follow_the_day():
    rows = [("2026-02-10", "egg", 50.0)] * 4
    meals = run(log(*rows, meal=["dinner", "", "breakfast", "second lunch"]), by="meal").periods
    assert meals["period"].tolist() == [
        "2026-02-10 breakfast",
        "2026-02-10 dinner",
        "2026-02-10 second lunch",
        "2026-02-10 unnamed",
    ]


def test_all_of_a_persons_log():
    rows = [("2026-02-10", "egg", 50.0), ("2026-03-01", "egg", 50.0), ("2026-02-11", "gouda", 5.0)]
    (row,) = run(log(*rows), by=None).periods.itertuples()
    assert (row.period, row.days_logged, row.entries) == ("all", 3, 3)
    assert (row.start, row.end) == (pd.Timestamp("2026-02-10"), pd.Timestamp("2026-03-01"))


def test_persons_are_kept_apart_and_in_order():
    rows = [("2026-02-10", "egg", 50.0), ("2026-02-10", "egg", 100.0), ("2026-02-10", "egg", 1.0)]
    days = run(log(*rows, person=["b", "a", "b"])).intake.query("component == 'MK4'")
    assert days["person"].tolist() == ["a", "b"]
    assert days["estimate_ug"].tolist() == pytest.approx([20.0, 10.2])


def test_persons_by_number_are_text():
    days = run(log(("2026-02-10", "egg", 5.0), ("2026-02-10", "egg", 5.0), person=[7, 12]))
    assert days.periods["person"].tolist() == ["12", "7"]


@pytest.mark.parametrize(
    "dates",
    [
        ["2026-02-10", "2026-02-11"],
        ["2026-02-10T23:59:00", "2026-02-11 00:00:01"],
        [date(2026, 2, 10), date(2026, 2, 11)],
        pd.to_datetime(["2026-02-10", "2026-02-11"]).as_unit("ns"),
        pd.to_datetime(["2026-02-10 23:59", "2026-02-11 00:00"]).as_unit("s"),
        pd.to_datetime(["2026-02-10 23:59", "2026-02-11 00:01"]).tz_localize("Asia/Tokyo"),
        pd.Categorical(["2026-02-10", "2026-02-11"]),
    ],
    ids=["text", "timestamps as text", "dates", "ns", "s", "time zone", "categories"],
)
def test_dates_of_any_type(dates):
    frame = pd.DataFrame({"date": dates, "item": "egg", "quantity": 50.0})
    assert run(frame).periods["period"].tolist() == ["2026-02-10", "2026-02-11"]


@pytest.mark.parametrize("moment", ["NaT", "-30000-01-01", "300000-01-01"])
def test_a_timestamp_out_of_range_is_refused(moment):
    dates = np.array(["2026-02-10", moment], "datetime64[s]")
    with pytest.raises(InputError, match=r"^1 row .*\nRow 2: date .* can't be read"):
        run(pd.DataFrame({"date": dates, "item": "egg", "quantity": 1.0}))


def test_categories_that_do_not_occur_make_no_rows():
    frame = log(("2026-02-10", "egg", 50.0)).assign(
        person=pd.Categorical(["b"], ["c", "b", "a"]), item=pd.Categorical(["egg"], ["??", "egg"])
    )
    assert run(frame).periods["person"].tolist() == ["b"]


def test_grams_and_amounts_give_the_same():
    quantity = log(("2026-02-10", "natto", 80.0))
    grams = quantity.rename(columns={"quantity": "grams"})
    amounts = quantity.drop(columns="quantity").assign(amount="80", unit="g")
    wanted = estimate(quantity).intake
    pd.testing.assert_frame_equal(estimate(grams).intake, wanted)
    pd.testing.assert_frame_equal(estimate(amounts).intake, wanted)


@pytest.mark.parametrize("by", ["day", "week", "meal", None])
def test_empty_input_gives_an_empty_typed_result(by):
    full = log(("2026-02-10", "egg", 50.0), person="a", meal="lunch")
    some, none = run(full, by=by), run(full.iloc[:0], by=by)
    for wanted, empty in (
        (some.intake, none.intake),
        (some.periods, none.periods),
        (some.contributions(), none.contributions()),
    ):
        assert empty.empty
        assert empty.dtypes.to_dict() == wanted.dtypes.to_dict()


def test_empty_untyped_input():
    assert run(pd.DataFrame(columns=["date", "item", "quantity", "person"])).intake.empty


def test_contributions_add_up_to_the_estimate():
    rows = [("2026-02-10", "egg", 50.0), ("2026-02-10", "egg", 25.0), ("2026-02-10", "gouda", 30.0)]
    day = run(log(*rows, ("2026-02-10", "blend", 2.0)))
    parts = day.contributions()
    egg = parts.query("item == 'egg' and component == 'MK4'")
    assert egg[["quantity", "ug"]].to_numpy().tolist() == [[75.0, pytest.approx(15.0)]]
    sums = parts.groupby(["source", "component"])["ug"].sum()
    intake = day.intake.set_index("component")
    for component in day.components:
        known = 0.0 if math.isnan(estimated := intake.loc[component, "estimate_ug"]) else estimated
        assert sums["food", component] == pytest.approx(known)
        assert sums["supplement", component] == intake.loc[component, "supplement_ug"]


def test_contribution_of_unknown_content_is_not_zero():
    parts = run(log(("2026-02-10", "egg", 50.0))).contributions().set_index("component")
    assert math.isnan(parts.loc["MK7", "ug"])
    assert not parts.loc["MK7", "covered"]


def test_every_bad_row_is_named_at_once():
    frame = log(
        ("2026-02-30", "egg", 50.0),
        ("2026-02-10", "eggs", 50.0),
        ("2026-02-10", "egg", -1.0),
        ("2026-02-10", "egg", math.nan),
        ("2026-W07", None, 50.0),
        ("2026-02-10", "egg", 50.0),
        person=["a", "a", "a", None, "a", "a"],
    )
    with pytest.raises(InputError) as caught:
        run(frame)
    head, *rows = str(caught.value).splitlines()
    assert head.startswith("5 rows can't be used")
    assert [row.split(":")[0] for row in rows] == [f"Row {n}" for n in range(1, 6)]
    assert "'2026-02-30'" in rows[0]
    assert "'eggs'" in rows[1]
    assert "'-1.0'" in rows[2]
    assert "person" in rows[3]
    assert "nan" in rows[3]
    assert "'2026-W07'" in rows[4]
    assert "item" in rows[4]


def test_of_many_bad_rows_twenty_are_named_and_all_are_counted():
    with pytest.raises(InputError, match=r"^1000 rows can't be used") as caught:
        run(log(*[("2026-02-10", "eggs", 1.0)] * 1000))
    assert str(caught.value).count("Row ") == 20
    assert "980 more" in str(caught.value)


def test_amounts_and_items_are_refused_together():
    frame = pd.DataFrame(
        {"date": "2026-02-10", "item": ["natto", "nix"], "amount": ["x", "1"], "unit": "g"}
    )
    with pytest.raises(InputError, match=r"^2 rows"):
        estimate(frame)


def test_a_supplement_is_not_counted_in_grams():
    frame = log(("2026-02-10", "blend", 1.0)).rename(columns={"quantity": "grams"})
    with pytest.raises(InputError, match="counted in units"):
        run(frame)


@pytest.mark.parametrize(
    ("frame", "missing"),
    [
        (log().drop(columns="item"), "item"),
        (log().drop(columns="date"), "date"),
        (log().drop(columns="quantity"), "quantity"),
        (log().drop(columns="quantity").assign(amount=1.0), "quantity"),
    ],
)
def test_missing_columns_are_named(frame, missing):
    with pytest.raises(InputError, match=f"no column {missing}"):
        run(frame)


def test_meals_need_their_column():
    with pytest.raises(InputError, match="no column meal"):
        run(log(), by="meal")


def test_unknown_period_and_region_are_refused():
    with pytest.raises(InputError, match=r"'month'.*'week'"):
        run(log(), by="month")
    with pytest.raises(InputError, match=r"'UK'.*world, EU, US, EA, AU"):
        estimate(log(), region="UK")


def test_the_input_is_left_as_it_was():
    frame = log(("2026-02-10", "egg", 50.0), ("2026-02-09", "gouda", 5.0), person=["b", "a"])
    before = frame.copy(deep=True)
    run(frame, by="week")
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("region", REGIONS)
def test_natto_foods_exist_and_no_other_food_is_as_rich(region):
    matrix = composition_matrix(region)
    assert set(matrix.row_of) >= NATTO_FOODS
    k2 = matrix.without_phylloquinone().mean
    total = pd.Series(k2.max(axis=1) * 100, matrix.items[: matrix.n_foods])
    assert set(total.index[total > NATTO_SIZED_UG_PER_100G]) <= NATTO_FOODS
    assert total["natto"] > NATTO_SIZED_UG_PER_100G


def test_natto_foods_are_those_called_natto_and_its_kin():
    foods = read_table("foods")
    named = foods.loc[foods["name"].str.contains("natto", case=False), "food_id"]
    assert {*named, "douchi", "cheonggukjang"} == NATTO_FOODS
    # Whatever is fermented by Bacillus is among them.
    kin = foods.loc[foods["subgroup"] == "Bacillus-fermented soy", "food_id"]
    assert set(kin) <= NATTO_FOODS


def test_matrix_of_a_region_is_its_table():
    table = read_table("composition").query("region == 'EU' and value_ug_per_100g.notna()")
    matrix = composition_matrix("EU")
    # Dishes go by their ingredients, exact to more digits than are written.
    table = table[~table["food_id"].isin(dishes_table()["food_id"])]
    row = table["food_id"].map(matrix.row_of).to_numpy()
    column = pd.Index(COMPONENTS).get_indexer(pd.Index(table["component"]))
    np.testing.assert_allclose(matrix.mean[row, column], table["value_ug_per_100g"] / 100)
    others = np.setdiff1d(np.arange(matrix.n_foods), matrix.dishes)
    assert np.count_nonzero(matrix.mean[others]) == np.count_nonzero(table["value_ug_per_100g"])


def test_resolved_quantities_do_without_pint():
    modules = "estimator.calculation.intake, estimator.calculation.weekly"
    code = f"import sys, {modules}; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_period_by_itself_is_as_if_only_it_was_estimated():
    rows = [("2026-02-10", "egg", 50.0), ("2026-02-11", "gouda", 30.0), ("2026-02-11", "egg", 20.0)]
    both, alone = run(log(*rows)), run(log(*rows[1:]))
    one = both.only("2026-02-11")
    pd.testing.assert_frame_equal(one.intake, alone.intake)
    pd.testing.assert_frame_equal(one.periods, alone.periods)
    pd.testing.assert_frame_equal(one.contributions(), alone.contributions())


def test_the_k2_of_each_period_is_as_in_the_frames():
    estimated = run(log(("2026-02-10", "egg", 50.0), ("2026-02-11", "natto", 30.0)))
    totals = estimated.intake[estimated.intake["component"] == K2_TOTAL].to_dict("records")
    periods = estimated.periods.to_dict("records")
    assert len(estimated.k2) == 2
    for row, total, period in zip(estimated.k2, totals, periods, strict=True):
        both = {**total, **period}
        wanted = {name: both[name] for name in row}
        pd.testing.assert_series_equal(pd.Series(row), pd.Series(wanted))
        assert set(both) - set(row) == {"person", "component", "start", "end", "entries"}
    of_all = pd.DataFrame(estimated.amounts_ug()).stack().to_numpy()
    np.testing.assert_array_equal(of_all, estimated.intake["estimate_ug"])


def test_what_each_food_gave_is_its_part_of_the_total():
    estimated = run(log(("2026-02-10", "egg", 50.0), ("2026-02-10", "gouda", 30.0)))
    parts = estimated.contributions([K2_TOTAL]).set_index("item")["ug"]
    assert estimated.gave() == pytest.approx(parts[parts > 0].to_dict())
