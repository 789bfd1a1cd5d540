"""The model that predicts what nobody read, on invented readings of which the truth is known."""

import math

import numpy as np
import pandas as pd
import pytest

from estimator.components import FORMS
from estimator.composition.cells import UNKNOWN, Cell
from estimator.composition.hierarchy import fit
from estimator.composition.modelled import with_model_ranges
from estimator.composition.predicted import Distribution, fill_in, predicted_cell
from estimator.composition.readings import apportioned_readings, log_readings
from estimator.foods.data_package import read_table

LABORATORIES = ("north", "south", "east")


def readings(seed=1, scatter=0.2, high_laboratory=0.0, foods_each=8):
    """Rich and poor foods of one group, and a group of which little is known."""
    random = np.random.default_rng(seed)
    rows = []
    for subgroup, level in (("rich", 3.0), ("poor", 0.5)):
        for number in range(foods_each):
            food = level + random.normal(0, 0.3)
            for laboratory in LABORATORIES:
                log = food + random.normal(0, scatter)
                log += high_laboratory if laboratory == "north" else 0.0
                rows.append(("cheese", subgroup, f"{subgroup}-{number}", laboratory, log))
    frame = pd.DataFrame(rows, columns=["group", "subgroup", "food", "laboratory", "log"])
    return frame.assign(component="MK9", sample_region="EU", below=False, inflation=1.0, extra=0.0)


def food(name, subgroup, group="cheese"):
    return pd.DataFrame({"food": [name], "subgroup": [subgroup], "group": [group]}, index=[name])


def said_of(frame, of, region="EU"):
    return fit(frame)["MK9"].predict(of, region).iloc[0]


def test_a_food_nobody_read_is_foretold_from_its_kin():
    frame = readings()
    rich = said_of(frame, food("another", "rich"))
    poor = said_of(frame, food("another", "poor"))
    assert rich["mean"] == pytest.approx(3.0, abs=0.4)
    assert poor["mean"] == pytest.approx(0.5, abs=0.4)


def test_a_food_that_was_read_is_surer_than_one_that_was_not():
    frame = readings()
    assert said_of(frame, food("rich-0", "rich"))["sd"] < said_of(frame, food("new", "rich"))["sd"]


def test_of_another_group_hardly_anything_is_known():
    known = said_of(readings(), food("another", "rich"))
    unknown = said_of(readings(), food("another", "leaves", "vegetables"))
    assert unknown["sd"] > 1.5 * known["sd"]


def test_the_range_holds_nine_in_ten_of_the_foods_left_out():
    held = []
    for seed in range(2):
        frame = readings(seed)
        for left_out in ("rich-1", "rich-5", "poor-2", "poor-6"):
            others = frame[frame["food"] != left_out]
            said = said_of(others, food(left_out, left_out.split("-")[0]))
            logs = frame.loc[frame["food"] == left_out, "log"]
            held += ((logs - said["mean"]).abs() <= 1.645 * said["sd"]).tolist()
    assert np.mean(held) >= 0.85


def test_readings_that_lie_far_apart_make_the_range_wide():
    narrow = said_of(readings(scatter=0.1), food("rich-0", "rich"))
    wide = said_of(readings(scatter=1.0), food("rich-0", "rich"))
    assert wide["sd"] > 1.8 * narrow["sd"]


def test_a_laboratory_that_reads_high_is_believed_less():
    frame = readings(high_laboratory=1.5)
    alone = frame[(frame["food"] != "rich-0") | (frame["laboratory"] == "north")]
    read = alone.loc[alone["food"] == "rich-0", "log"].item()
    assert said_of(alone, food("rich-0", "rich"))["mean"] < read - 0.4


def test_not_detected_says_below_and_no_more():
    frame = readings()
    blind = frame.assign(food="trace", subgroup="bare", log=math.log(0.1), below=True).head(3)
    blind["laboratory"] = LABORATORIES
    said = said_of(pd.concat([frame, blind], ignore_index=True), food("trace", "bare"))
    assert said["mean"] < math.log(0.1)


def test_a_limit_far_above_changes_nothing():
    frame = readings()
    limit = frame.head(1).assign(food="new", log=12.0, below=True, laboratory="south")
    plain = said_of(frame, food("new", "rich"))
    limited = said_of(pd.concat([frame, limit], ignore_index=True), food("new", "rich"))
    assert limited["mean"] == pytest.approx(plain["mean"], abs=0.05)


def test_the_same_readings_say_the_same():
    one, other = (said_of(readings(), food("new", "rich")) for _ in range(2))
    pd.testing.assert_series_equal(one, other)


@pytest.mark.parametrize("sd", [0.3, 1.0, 1.6])
def test_the_value_is_the_mean_of_what_lies_within_the_range(sd):
    cell = predicted_cell(math.log(5.0), sd)
    assert cell.low < cell.value < cell.high
    grid = np.linspace(math.log(cell.low), math.log(cell.high), 20_001)
    weight = np.exp(-(((grid - math.log(5.0)) / sd) ** 2) / 2)
    assert cell.value == pytest.approx((np.exp(grid) * weight).sum() / weight.sum(), rel=1e-3)


def test_what_cannot_be_told_from_nothing_is_zero_with_an_upper_end():
    cell = predicted_cell(math.log(0.005), 1.0)
    assert (cell.status, cell.value, cell.low) == ("predicted", 0.0, 0.0)
    assert 0 < cell.high < 0.1


def test_a_spread_beyond_the_widest_makes_nothing_larger():
    assert predicted_cell(0.0, 3.0) == predicted_cell(0.0, 1.7)


def cells_with_total(total):
    return dict.fromkeys(FORMS, UNKNOWN) | {
        "VITK2": Cell("measured", value=total, sd_log=0.3),
        "MK4": Cell("measured", value=6.0, sd_log=0.3),
    }


SAID = {form: Distribution(math.log(4.0), 0.5) for form in ("MK4", "MK8", "MK9")}
PREDICTED = {form: predicted_cell(*one) for form, one in SAID.items()}


def test_what_was_read_stands():
    filled = fill_in(cells_with_total(100.0), SAID, {})
    assert filled["MK4"].status == "measured"
    assert filled["MK9"] == PREDICTED["MK9"]


def test_the_model_gives_a_range_and_leaves_the_value():
    cells = cells_with_total(100.0)
    cell = with_model_ranges(cells, SAID)["MK4"]
    assert (cell.status, cell.value, cell.sd_log) == ("measured", 6.0, 0.45)
    # Nine tenths of its spread: exp(ln 4 ∓ 1.645 x 0.9 x 0.5)
    assert (cell.low, cell.high) == pytest.approx((1.908, 8.385), rel=1e-3)
    assert with_model_ranges(cells, SAID)["MK9"] == UNKNOWN


def test_a_range_of_the_model_holds_the_value_and_what_the_region_reached():
    cells = dict.fromkeys(FORMS, UNKNOWN)
    cells["MK4"] = Cell("measured", value=60.0, sd_log=0.3, ceiling=90.0)
    cells["MK9"] = Cell("measured", value=0.0, sd_log=0.0, ceiling=1.0)
    ranged = with_model_ranges(cells, SAID)
    assert (ranged["MK4"].value, ranged["MK4"].high) == (60.0, 90.0)
    assert ranged["MK9"] == cells["MK9"]  # nothing was found in it


def test_a_form_split_from_a_total_keeps_its_part_with_the_spread_of_the_model():
    cells = dict.fromkeys(FORMS, UNKNOWN)
    cells["MK8"] = Cell("apportioned", value=10.0, sd_log=1.5)
    cell = with_model_ranges(cells, SAID)["MK8"]
    assert (cell.value, math.sqrt(cell.low * cell.high)) == pytest.approx((10.0, 10.0))
    assert cell.high / cell.low == pytest.approx(math.exp(2 * 1.6449 * 0.9 * 0.5), rel=1e-3)


def test_predicted_forms_hold_no_more_than_a_measured_total_leaves():
    filled = fill_in(cells_with_total(8.0), SAID, {})
    assert sum(filled[form].value for form in ("MK8", "MK9")) == pytest.approx(2.0)
    assert filled["MK9"].low < filled["MK9"].value < filled["MK9"].high
    nothing_left = fill_in(cells_with_total(6.0), SAID, {})["MK9"]
    assert (nothing_left.value, nothing_left.low) == (0.0, 0.0)
    assert nothing_left.high > 0


def test_the_range_of_a_prediction_holds_a_limit_of_the_region():
    filled = fill_in(cells_with_total(100.0), SAID, {"MK9": 50.0})
    assert filled["MK9"].high == 50.0
    assert filled["MK8"].high == PREDICTED["MK8"].high


def test_totals_speak_for_the_forms_that_nobody_read():
    foods = read_table("foods")
    readings = log_readings(read_table("measurements"), foods)
    gouda = readings[(readings["food"] == "cheese-gouda-young") & ~readings["below"]]
    total = gouda[gouda["component"] == "VITK2"]
    assert len(total) > 0
    shares = {
        foods.set_index("food_id").at["cheese-gouda-young", "profile_id"]: {"MK8": 0.2, "MK9": 0.7}
    }
    split = apportioned_readings(total, foods, shares)
    first = split[split["laboratory"] == total["laboratory"].iloc[0]]
    assert set(first["component"]) == {"MK8", "MK9"}
    assert (split["extra"] > 0).all()
    ratio = first.set_index("component")["value"]
    assert ratio["MK9"] / ratio["MK8"] == pytest.approx(3.5)
    assert ratio["MK9"] <= 0.7 * total["value"].iloc[0] + 1e-9
