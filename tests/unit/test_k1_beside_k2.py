"""K1 beside K2 in the weekly table and the report, and of what has no K2."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from estimator.calculation.intake import estimate, per_logged_day
from estimator.calculation.weekly import WEEKLY_COLUMNS, weekly_rows
from estimator.composition.table import composition_matrix
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.table import food_table
from estimator.report.content import report_of
from estimator.views.files.export import weekly_export
from estimator.views.shared.days import K1_TOLD_UG, k2_words
from estimator.views.shared.figures import figure, figure_range, rough
from estimator.views.shared.k1 import k1_of_days, k1_table, k1_words

K1_COLUMNS = ["K1_ug_per_day", "K1_low", "K1_high", "K1_coverage_pct"]
LOG = pd.DataFrame(
    [("2026-02-02", "spinach", 200.0), ("2026-02-04", "natto", 40.0), ("2026-02-04", "kale", 50.0)],
    columns=["date", "item", "quantity"],
)


def k1(intake):
    return intake[intake["component"] == "VITK1"].iloc[0]


def test_the_weekly_table_has_k1_after_all_other_columns():
    assert list(WEEKLY_COLUMNS[-4:]) == K1_COLUMNS
    without, (row,) = weekly_rows(LOG), weekly_rows(LOG, phylloquinone=True).to_dict("records")
    assert without[K1_COLUMNS].isna().all(axis=None)
    alone = k1(estimate(LOG, "week", phylloquinone=True).intake)
    assert row["K1_ug_per_day"] == pytest.approx(alone["estimate_ug"] / 2, abs=5e-4)
    assert row["K1_low"] < row["K1_ug_per_day"] < row["K1_high"]
    assert row["K1_coverage_pct"] == 100.0
    # The K2 is as it was.
    same = [name for name in WEEKLY_COLUMNS if name not in K1_COLUMNS]
    pd.testing.assert_frame_equal(without[same], pd.DataFrame([row])[same], check_dtype=False)


def test_the_export_has_it_for_whom_it_concerns(diary, ada, bo):
    for person in (ada, bo):
        diary.entries.log(person, date=date(2026, 2, 2), item_id="spinach", amount=200, unit="g")
    diary.people.edit(bo, takes_vka=True)
    weeks = weekly_export(diary, diary.people.all()).set_index("profile")
    assert weeks.loc["Ada", K1_COLUMNS].isna().all()
    assert weeks.loc["Bo", K1_COLUMNS].notna().all()


def test_k1_is_told_with_its_range_and_what_is_not_counted():
    week = estimate(LOG, "week", phylloquinone=True).intake
    row = k1(per_logged_day(week))
    ug, low, high = (row[f"{name}_ug_per_day"] for name in ("estimate", "low", "high"))
    assert k1_words(per_logged_day(week)) == (
        f"Vitamin K1 from food: {figure(ug)} µg a logged day, most likely {rough(low)} to "
        f"{rough(high)} µg."
    )
    # Nobody looked for the K1 of emu oil.
    partly = pd.concat([LOG, LOG.tail(1).assign(item="emu-oil", quantity=290.0)])
    words = k1_words(estimate(partly, "week", phylloquinone=True).intake)
    assert words.startswith("Vitamin K1 from food: at least ")
    assert "there is a figure for 50 % of what was eaten by weight" in words
    nothing = LOG.tail(1).assign(item="emu-oil")
    assert k1_words(estimate(nothing, phylloquinone=True).intake) == (
        "Vitamin K1 from food: not known."
    )


def test_k1_stands_beside_k2_day_by_day():
    intake = estimate(LOG, "day", phylloquinone=True).intake
    table = k1_table(intake, "day")
    assert list(table) == ["Day", "K2, µg", "Range", "K1, µg", "Range of K1"]
    assert table["Day"].tolist() == ["Mon 2 Feb", "Wed 4 Feb"]
    first = k1(intake)
    assert table["K1, µg"][0] == figure(first["estimate_ug"])
    assert table["Range of K1"][0] == figure_range(first["low_ug"], first["high_ug"])
    weeks = estimate(LOG, "week", phylloquinone=True).intake
    (week,) = k1_table(weeks, "week").to_dict("records")
    assert week["K1, µg/day"] == figure(k1(weeks)["estimate_ug"] / 2)


def test_few_days_say_nothing_of_what_is_usual():
    assert k1_of_days(estimate(LOG, "day", phylloquinone=True).intake, "of this span") == ""


def test_no_k2_is_not_said_alone_of_greens():
    matrix = composition_matrix()
    per_gram = matrix.mean[matrix.row_of["spinach"], matrix.components.index("VITK1")]
    assert k2_words(matrix, "spinach", 300.0) == f"no K2, K1 {figure(300 * per_gram)} µg"
    little = 0.9 * K1_TOLD_UG / per_gram
    assert k2_words(matrix, "spinach", little) == "no K2"
    assert k2_words(matrix, "water", 300.0) == "no K2"
    assert "K1" not in k2_words(matrix, "natto", 300.0)


@pytest.mark.parametrize("last", [date(2026, 2, 8), date(2026, 3, 8)])
def test_the_report_has_it_for_whom_it_concerns(last):
    def report(takes_vka):
        profile = Profile(
            id=1, name="Ada", region="EU", time_zone="UTC", day_start_hour=0, cup="metric",
            takes_vka=takes_vka, created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        foods = PersonalFoods(food_table(), [])
        first = date(2026, 2, 2)
        return report_of(profile, foods, LOG, first, last, made_on=date(2026, 3, 9))

    titles = [section.title for section in report(takes_vka=False).sections]
    assert "K1 beside K2" not in titles
    (section,) = [one for one in report(takes_vka=True).sections if one.title == "K1 beside K2"]
    whole = estimate(LOG, None, "EU", phylloquinone=True).intake
    assert section.paragraphs == [k1_words(per_logged_day(whole))]
    unit = "µg" if last.month == 2 else "µg/day"
    assert section.table[f"K1, {unit}"].notna().all()
