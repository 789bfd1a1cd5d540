"""Words, tables and charts of a day and a week."""

import math
from datetime import date
from functools import partial
from itertools import combinations

import altair as alt
import numpy as np
import pandas as pd
import pytest

from estimator.calculation.intake import estimate as estimate_by
from estimator.calculation.intake import per_logged_day
from estimator.charts.intake import week_alt, week_chart
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.foods.table import food_table
from estimator.views.shared.caveat import natto_periods
from estimator.views.shared.days import form_table, forms_without_data, headline
from estimator.views.shared.palette import FORM_COLOURS
from tests.unit.conftest import as_if_nothing_were_predicted, in_json

MATRIX = as_if_nothing_were_predicted()
estimate = partial(estimate_by, composition=MATRIX)

MONDAY = date(2026, 2, 9)
LOG = pd.DataFrame(
    [
        ("2026-02-09", "natto", 40.0),
        ("2026-02-10", "cheese-gouda-aged", 50.0),
        ("2026-02-10", "beef-mince-cooked", 120.0),
        ("2026-02-10", "supplement-mk7-90", 1.0),
    ],
    columns=["date", "item", "quantity"],
)
LOG = LOG[LOG["item"].isin(food_table().items)]


@pytest.fixture(scope="module")
def week():
    return estimate(LOG, "week")


@pytest.fixture(scope="module")
def days():
    return estimate(LOG, "day")


def of_day(days, day):
    return days.intake[days.intake["period"] == day]


def test_headline_of_a_day_and_of_a_mean(days, week):
    natto = headline(of_day(days, "2026-02-09"))
    assert natto.amount.endswith(" µg")
    assert "at least" not in natto.amount
    assert natto.analysed == "99 % of it rests on analysed foods"
    assert natto.supplements == ""
    mean = headline(per_logged_day(week.intake))
    assert mean.amount.endswith(" µg/day")
    assert mean.supplements == "45 µg/day"


def test_headline_of_supplements_alone():
    log = pd.DataFrame({"date": ["2026-02-09"], "item": "supplement-mk7-90", "quantity": 1.0})
    words = headline(estimate(log, "day").intake)
    assert (words.amount, words.range) == ("0 µg", "")
    assert words.analysed == ""
    assert words.supplements == "90 µg"


def test_form_table_lists_what_is_known_and_names_what_is_not(days):
    natto = of_day(days, "2026-02-09")
    forms = form_table(natto)
    assert forms["Form"].iloc[-1] == "K2 total"
    assert "MK-13" not in set(forms["Form"])
    assert {"MK-5", "MK-13"} <= set(forms_without_data(natto).split(", "))
    assert not forms["µg"].str.contains("not known").any()


def test_a_form_only_in_a_supplement_is_listed():
    log = pd.DataFrame(
        {
            "date": "2026-02-09",
            "item": ["goose-liver-pate", "supplement-mk7-90"],
            "quantity": [10.0, 1.0],
        }
    )
    table = form_table(estimate(log, "day").intake).set_index("Form")
    assert table.loc["MK-7", "µg"] == "not known"
    assert table.loc["MK-7", "Supplements, µg"] == "90"


def test_the_chart_of_a_week_is_as_kept(days, as_kept):
    as_kept(week_chart(days.intake, MONDAY), "week")


def test_week_chart_stacks_the_forms_and_marks_the_range(days):
    spec = in_json(week_chart(days.intake, MONDAY))
    alt.LayerChart.from_dict(spec)  # checks it against the schema of Vega-Lite
    bars, interval, *_ = spec["layer"]
    natto = of_day(days, "2026-02-09").set_index("component").loc[K2_TOTAL]
    drawn = [row for row in spec["datasets"]["forms"] if row["day"] == "Mon 9"]
    assert sum(row["ug"] for row in drawn) == pytest.approx(natto["estimate_ug"], rel=1e-3)
    assert bars["encoding"]["color"]["scale"]["range"] == [FORM_COLOURS[form] for form in FORMS]
    assert bars["encoding"]["color"]["scale"]["domain"] == [LABELS[form] for form in FORMS]
    assert (interval["encoding"]["y"]["field"], interval["encoding"]["y2"]["field"]) == (
        "low_ug",
        "high_ug",
    )


def test_week_chart_cuts_natto_off_above_the_other_days(days):
    natto = natto_periods(days)
    assert natto == {"2026-02-09"}
    spec = in_json(week_chart(days.intake, MONDAY, natto))
    alt.LayerChart.from_dict(spec)
    totals = days.intake[days.intake["component"] == K2_TOTAL].set_index("period")
    _, end = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert totals.loc["2026-02-10", "high_ug"] < end < totals.loc["2026-02-09", "estimate_ug"]
    (above,) = spec["datasets"]["above"]
    assert above["day"] == "Mon 9"
    assert above["label"].endswith(" µg ↑")
    assert "above" not in week_chart(days.intake, MONDAY)["datasets"]


def test_week_chart_leaves_days_without_an_entry_empty(days):
    spec = in_json(week_chart(days.intake, MONDAY))
    alt.LayerChart.from_dict(spec)
    domain = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0] == "Mon 9"
    assert len(domain) == 7
    drawn = {row["day"] for data in spec["datasets"].values() for row in data}
    assert drawn == {"Mon 9", "Tue 10"}


def test_week_chart_marks_floors(days):
    assert "floors" not in week_chart(days.intake, MONDAY)["datasets"]
    log = LOG.replace("natto", "natto-hikiwari")
    spec = in_json(week_chart(estimate(log, "day").intake, MONDAY))
    alt.LayerChart.from_dict(spec)
    (floor,) = spec["datasets"]["floors"]
    assert (floor["day"], floor["mark"]) == ("Mon 9", "≥")
    assert spec["datasets"]["totals"][0]["text"].startswith("at least ")


def test_week_chart_says_in_words_which_days_are_not_logged(days):
    words = week_alt(days.intake, MONDAY)
    assert "Wednesday not logged" in words
    assert "Sunday not logged" in words


SEEN = {
    "as most see": np.eye(3),
    "without L cones": np.array(
        [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]]
    ),
    "without M cones": np.array(
        [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]
    ),
    "without S cones": np.array(
        [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]
    ),
}
"""What light does to an eye: Machado et al. 2009, doi:10.1109/TVCG.2009.113, severity 1."""


def test_every_form_has_a_colour_of_its_own():
    assert list(FORM_COLOURS) == list(FORMS)
    assert len(set(FORM_COLOURS.values())) == len(FORMS)


@pytest.mark.parametrize("vision", SEEN)
def test_no_two_forms_look_alike_to_anybody(vision):
    points = {form: cielab(SEEN[vision] @ linear(colour)) for form, colour in FORM_COLOURS.items()}
    apart = {(a, b): math.dist(points[a], points[b]) for a, b in combinations(points, 2)}
    assert min(apart.values()) > 11, min(apart, key=apart.__getitem__)


def linear(colour):
    """The light of a colour of a screen (sRGB)."""
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def cielab(light):
    """Light as L*, a*, b* of CIE 1976, in which distances are alike to the eye."""
    to_xyz = np.array(
        [[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]]
    )
    xyz = to_xyz @ np.clip(light, 0, 1) / (0.9505, 1, 1.0888)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
