"""Published intakes, and the words that place a mean among them."""

import math

import altair as alt
import pandas as pd
import pytest

from estimator.charts.comparison import comparison_alt, comparison_chart
from estimator.components import K2_TOTAL, PHYLLOQUINONE
from estimator.insight.comparison import K2, VITAMIN_K, place_of, published_intakes
from estimator.views.trends.published import (
    NOTE,
    comparison_words,
    mean_row,
    place_words,
    published_amount,
    published_lines,
    vitamin_k_row,
    vitamin_k_words,
)
from tests.unit.conftest import in_json

DUTCH = " quarter of Dutch adults in the 1990s"


def intake(mean, low, high, coverage=1.0, analysed=math.nan):
    return pd.DataFrame(
        {
            "component": [K2_TOTAL, PHYLLOQUINONE],
            "estimate_ug_per_day": [mean, 100.0],
            "low_ug_per_day": [low, 50.0],
            "high_ug_per_day": [high, 150.0],
            "coverage": [coverage, 0.4],
            "analysed": [analysed, 0.5],
        }
    )


# The middles of the quarters are 16, 24.5, 32.9 and 46.1.
@pytest.mark.parametrize(
    ("ug", "words"),
    [
        (0.0, f"about the lowest{DUTCH}"),
        (16.0, f"about the lowest{DUTCH}"),
        (20.2, f"about the lowest{DUTCH}"),
        (20.3, f"about the second{DUTCH}"),
        (28.8, f"about the third{DUTCH}"),
        (39.4, f"about the third{DUTCH}"),
        (39.6, f"about the highest{DUTCH}"),
        (69.0, f"about the highest{DUTCH}"),
        (69.3, f"above the highest{DUTCH}: 1.5 times its middle"),
        (461.0, f"above the highest{DUTCH}: 10 times its middle"),
    ],
)
def test_a_mean_has_its_place_among_the_quarters(ug, words):
    assert place_words(ug) == words


def words_of(mean, low, high, coverage=1.0, what="K2 from food", analysed=math.nan):
    return comparison_words(mean_row(intake(mean, low, high, coverage, analysed), "You"), what)


def test_the_ends_of_the_range_have_a_place_too():
    assert words_of(25.0, 10.0, 90.0, analysed=1.0) == (
        f"K2 from food: 25 µg per logged day (100 % of it analysed), about the second{DUTCH}. "
        "Its range, 10–90 µg, goes from the lowest quarter to above the highest."
    )
    assert words_of(12.0, 10.0, 15.0).endswith("Its range, 10–15 µg, lies in that quarter too.")


@pytest.mark.parametrize(
    ("ug", "words"),
    [
        (
            25.0,
            f"at least 25 µg per logged day (60 % of it analysed), about the second{DUTCH}, "
            "or higher.",
        ),
        (
            461.0,
            f"at least 461 µg per logged day (60 % of it analysed), above the highest{DUTCH}: "
            "at least 10 times its middle.",
        ),
    ],
)
def test_a_floor_may_have_a_higher_place(ug, words):
    assert words_of(ug, ug / 2, ug * 2, 0.8, analysed=0.6).startswith(f"K2 from food: {words}")


def test_what_is_not_known_has_no_place_and_nothing_has_no_range():
    assert "Its range" not in words_of(0.0, 0.0, 0.0)
    words = words_of(math.nan, math.nan, math.nan, 0.0, "Without natto")
    assert words == "Without natto: not known, so it has no place among published intakes."


def test_no_word_judges():
    said = " ".join(
        [words_of(mean, mean / 2, mean * 3, math.nan) for mean in (1.0, 25.0, 500.0)]
        + [NOTE, *(one.label for one in published_intakes())]
    ).casefold()
    for word in ("adequate", "sufficient", "enough", "deficien", "too low", "recommend", "%"):
        assert word not in said


def test_the_figures_are_those_of_the_studies():
    by_label = {one.label: one for one in published_intakes()}
    quarters = [one.value for one in published_intakes() if one.kind == "quarter"]
    assert quarters == [16.0, 24.5, 32.9, 46.1]
    (women,) = (one for label, one in by_label.items() if label.startswith("Dutch women"))
    assert (women.value, women.low, women.high) == pytest.approx((29.1, 16.3, 41.9))
    (danes,) = (one for label, one in by_label.items() if label.startswith("Danish"))
    # 37.5, 6.4 and 3.3 µg of phylloquinone equivalents of MK-4, MK-9 and MK-8, by mass.
    assert danes.low == pytest.approx(37.5 / 1.0136 + 6.4 / 0.5740 + 3.3 / 0.6285, rel=1e-3)
    assert danes.high == pytest.approx(43.2 / 1.0136 + 7.4 / 0.5740 + 3.8 / 0.6285, rel=1e-3)
    japan = [one.value for one in published_intakes() if one.measure == VITAMIN_K]
    assert japan == [336.0, 154.0]


def said(markdown):
    return markdown.replace("\\", "")


def test_each_has_its_source_one_click_away_and_says_how_it_was_read():
    lines = [said(line) for line in published_lines(K2)]
    assert len(lines) == 4
    assert lines[0] == (
        "**Dutch adults, 1990s**: quarters 16, 24.5, 32.9, 46.1 µg/day. Age: 20–70; 38,094 people; "
        "food frequency questionnaire (validated); recruited 1993–1997; read at the source. "
        "[Beulens 2010](<https://doi.org/10.2337/dc09-2302>)"
    )
    assert sum("worked out from shares" in line for line in lines) == 2
    japan = [said(line) for line in published_lines(VITAMIN_K)]
    assert len(japan) == 2
    for line in (*lines, *japan):
        assert "](<https://" in line
        assert "n = ;" not in line
        assert "nan" not in line.split("](")[0]
    assert all("read second hand" in line for line in japan)


def test_a_floor_and_a_spread_are_written_as_such():
    texts = [published_amount(one) for one in published_intakes()]
    assert texts[0] == "16"
    assert "29.1 (16.3–41.9)" in texts
    assert sum(text.startswith("at least ") for text in texts) == 2


def test_all_vitamin_k_is_both_and_rests_on_what_both_do():
    row = vitamin_k_row(intake(25.0, 10.0, 90.0, 0.8, 1.0), "You")
    assert row == {
        "name": "You",
        "ug": 125.0,
        "low_ug": 60.0,
        "high_ug": 240.0,
        "coverage": 0.4,
        "analysed": 0.6,
    }
    assert vitamin_k_words(row) == (
        "K1 and K2 from food: at least 125 µg per logged day (60 % of it analysed), "
        "range 60–240 µg."
    )
    unknown = intake(25.0, 10.0, 90.0).assign(estimate_ug_per_day=math.nan)
    assert vitamin_k_words(vitamin_k_row(unknown, "You")) == "K1 and K2 from food: not known."


@pytest.mark.parametrize("measure", [K2, VITAMIN_K])
def test_the_strip_has_a_row_for_each_population_and_each_mean(measure, as_kept):
    person = pd.DataFrame(
        {
            "name": ["You", "You, without natto and its kin"],
            "ug": [90.0, 30.0],
            "low_ug": [40.0, math.nan],
            "high_ug": [200.0, math.nan],
            "coverage": [0.9, 1.0],
        }
    )
    chart = comparison_chart(person, measure)
    as_kept(chart, f"comparison-{'k2' if measure == K2 else 'k'}")
    spec = in_json(chart)
    alt.LayerChart.from_dict(spec)
    names = [row["row"] for row in spec["datasets"]["names"]]
    texts = [row["text"] for row in spec["datasets"]["person"]]
    assert texts == ["at least 90 (40–200)", "30"]
    assert names[:2] == ["You", "You, without natto and its kin"]
    assert len(names) == len(set(names)) == (6 if measure == K2 else 4)
    assert {row["row"] for row in spec["datasets"]["published"]} == set(names[2:])


def test_a_place_far_above_tells_how_many_times():
    assert place_of(46.1).times_highest is None
    assert place_of(92.2).times_highest == pytest.approx(2.0)


def test_the_strips_are_told_in_words():
    assert "Dutch adults, 1990s: lowest quarter 16" in comparison_alt("You: 25.")
    both = comparison_alt("You: 250.", VITAMIN_K)
    assert both.startswith(f"Strip of published intakes of {VITAMIN_K}, µg/day: Japanese women")
    assert "who eat natto 336; Japanese women in their 20s who eat none 154. You: 250." in both
