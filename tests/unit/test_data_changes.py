"""Two versions of the food data: what sources say anew, in words, a chart and a file."""

import io

import altair as alt
import pandas as pd
import pytest

from estimator.charts.data_changes import data_changes_alt, data_changes_chart
from estimator.composition.version_differences import changed_cells, changed_readings
from estimator.composition.versions import current_version
from estimator.foods.table import food_table
from estimator.insight.recalculation import over_periods, recalculate
from estimator.spreadsheet_csv import csv_text
from estimator.views.data_changes.file import DATA_CHANGE_COLUMNS, data_change_rows
from estimator.views.data_changes.reasons import OTHER_REASON, Reasons, cell_table
from estimator.views.data_changes.tables import (
    changed_form_table,
    first_version_words,
    not_there_words,
    reason_lines,
    source_lines,
    summary,
    week_table,
    why_table,
)
from tests.invented_data import SUPPLEMENT, invented_version
from tests.unit.conftest import in_json

TABLE = food_table()
GOUDA, EGG, APPLE = "cheese-gouda-aged", "egg-unspecified", "apple"
BEFORE = {
    GOUDA: {"MK4": (10.0, 0.2), "MK9": (40.0, 0.4), "VITK2": (50.0, 0.4)},
    EGG: {"MK4": (20.0, 0.3), "VITK2": (20.0, 0.3)},
    APPLE: {},
    "old-pie": {"VITK2": (30.0, 0.3)},
}
AFTER = {
    GOUDA: {"MK4": (10.0, 0.2), "MK9": (44.0, 0.5), "VITK2": (54.0, 0.5)},
    EGG: {"MK4": (20.0, 0.6), "VITK2": (20.0, 0.6)},
    APPLE: {"VITK2": (0.2, 0.3)},
    "new-pie": {"VITK2": (5.0, 0.3)},
}
SAID_BEFORE = [
    (GOUDA, "MK9", "vermeer", 40.0),
    (GOUDA, "MK4", "frida", 10.0),
    (GOUDA, "MK4", "lost", 10.0),
    (GOUDA, "VITK1", "frida", 2.0),
]
SAID_AFTER = [
    (GOUDA, "MK9", "vermeer", 44.0),
    (GOUDA, "MK4", "frida", 10.0),
    (APPLE, "MK4", "anew", 0.2),
    (APPLE, "MK7", "anew", 0.0),
    (GOUDA, "VITK1", "frida", 3.0),
]
LOG = pd.DataFrame(
    [
        ("2026-02-09", GOUDA, 50.0),
        ("2026-02-10", GOUDA, 50.0),
        ("2026-02-10", "old-pie", 10.0),
        ("2026-02-16", EGG, 100.0),
        ("2026-02-16", APPLE, 200.0),
        ("2026-02-23", "tea", 100.0),
        ("2026-03-02", SUPPLEMENT, 1.0),
    ],
    columns=["date", "item", "quantity"],
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    return (
        invented_version(folder, "2025.1", BEFORE, SAID_BEFORE, dose=90.0),
        invented_version(folder, "2025.2", AFTER, SAID_AFTER, dose=100.0),
    )


@pytest.fixture(scope="module")
def reasons(versions):
    return Reasons(*versions, "EU")


@pytest.fixture(scope="module")
def weeks(versions):
    return recalculate(LOG, *versions, "EU")


def test_sources_that_say_something_else(versions):
    rows = changed_readings(*versions).to_dict("split")["data"]
    assert rows == [
        [APPLE, "MK4", "anew", "added"],
        [APPLE, "MK7", "anew", "added"],
        [GOUDA, "MK4", "lost", "dropped"],
        [GOUDA, "MK9", "vermeer", "corrected"],
        [GOUDA, "VITK1", "frida", "corrected"],
    ]
    assert changed_readings(versions[0], versions[0]).empty


def test_a_reading_that_is_used_no_more_is_dropped(versions, tmp_path):
    later = invented_version(tmp_path, "2025.3", AFTER, SAID_AFTER)
    path = later.folder / "measurements.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows.loc[rows["source_id"] == "vermeer", "use"] = "no"
    rows.to_csv(path, index=False)
    assert changed_readings(versions[1], later).to_dict("split")["data"] == [
        [GOUDA, "MK9", "vermeer", "dropped"]
    ]


def test_ranges_that_look_alike_count_as_the_same(tmp_path):
    pair = [
        invented_version(tmp_path, version, {EGG: {"MK4": (20.0, sd_log)}})
        for version, sd_log in (("2025.1", 0.3), ("2025.2", 0.3005), ("2025.3", 0.32))
    ]
    assert changed_cells(pair[0], pair[1], "EU").empty
    assert len(changed_cells(pair[0], pair[2], "EU")) == 1


def test_reasons_name_the_sources(reasons):
    assert reasons.words(GOUDA) == "corrected: vermeer (MK-9); dropped: lost (MK-4)"
    assert reasons.words(APPLE) == "added: anew (MK-4, MK-7)"
    assert reasons.words(EGG) == OTHER_REASON
    assert reasons.words("new-pie") == "new in 2025.2"
    assert reasons.words("old-pie") == "not in 2025.2 any more"
    assert reasons.content(GOUDA) == "50 (23.9–89.1) → 54 (20.9–108)"
    assert reasons.content(APPLE) == "not known → 0.2 (0.12–0.31)"
    assert [one.source_id for one in reasons.citations([GOUDA])] == ["lost", "vermeer"]
    assert reasons.name("old-pie", TABLE) == "The old-pie"


def test_every_figure_that_differs_is_listed(reasons):
    table = cell_table(reasons, TABLE)
    assert table[["Food", "Form"]].to_dict("split")["data"] == [
        ["Apple", "K2 total"],
        ["Gouda, aged", "MK-9"],
        ["Gouda, aged", "K2 total"],
        [TABLE.name_of(EGG), "MK-4"],
        [TABLE.name_of(EGG), "K2 total"],
        *[["new-pie", label] for label in table[table["Food"] == "new-pie"]["Form"]],
        *[["The old-pie", label] for label in table[table["Food"] == "The old-pie"]["Form"]],
    ]
    assert table.iloc[-1]["After, µg/100 g"] == "not in the data"


def test_weeks_in_words(weeks, versions):
    intake = weeks.intake()
    # 1 x 4 less 0.1 x 30 is 1 in two days; 2 x 0.2 in one day
    assert summary(intake, *versions) == (
        f"3 of 4 weeks logged changed, from food data {versions[0].name} to {versions[1].name}. "
        "K2 from food changed by +0.4 to +0.5 µg/day."
    )
    table = week_table(intake, weeks.by_item(), TABLE)
    assert table["Week"].tolist() == ["2026-W10", "2026-W08", "2026-W07"]
    assert table["Change"].tolist() == ["supplements +10", "+0.4", "+0.5"]
    assert table["Mostly by"].tolist() == ["", "Apple +0.4", "Gouda, aged +2; old-pie −1.5"]
    assert table["Analysed"].tolist() == ["", "100 %", "100 %"]
    assert table.iloc[2]["Before, µg/day"].startswith("26.5 (")
    assert table.iloc[2]["After, µg/day"].startswith("at least 27 (")


def test_nothing_changed_in_words(versions):
    same = recalculate(LOG, versions[0], versions[0], "EU")
    assert summary(same.intake(), versions[0], versions[0]).startswith(
        "Nothing changed in the 4 weeks logged"
    )
    assert week_table(same.intake(), same.by_item(), TABLE).empty
    assert data_change_rows(same, *versions, "EU").empty


def test_a_range_alone_in_words(versions):
    eggs = recalculate(LOG[LOG["item"] == EGG], *versions, "EU")
    intake = eggs.intake()
    assert "The estimate of K2 is the same" in summary(intake, *versions)
    assert week_table(intake, eggs.by_item(), TABLE)["Change"].tolist() == ["range"]


def test_what_becomes_known_is_no_change_from_zero(versions):
    apples = recalculate(LOG[LOG["item"] == APPLE], *versions, "EU").intake()
    table = changed_form_table(apples)
    assert table.to_dict("records")[-1] == {
        "Form": "K2 total",
        "Before, µg/day": "not known",
        "After, µg/day": "0.4 (0.23–0.63)",
        "Change": "now known",
        "Analysed": "– → 100 %",
    }


def test_the_foods_with_their_reasons(weeks, reasons):
    table = why_table(over_periods(weeks.by_item()), 4, reasons, TABLE)
    assert table["Food"].tolist() == [
        f"[Gouda, aged](/foods?food={GOUDA})",
        r"The old\-pie",
        f"[Apple](/foods?food={APPLE})",
        rf"[{TABLE.name_of(EGG)}](/foods?food={EGG})",
        TABLE.name_of(SUPPLEMENT).replace("-", r"\-").replace("(", r"\(").replace(")", r"\)"),
    ]
    assert table["K2, µg/day"].tolist() == ["+1", "−0.75", "+0.1", "0", "+2.5"]
    assert table["Eaten"].tolist() == ["100 g", "10 g", "200 g", "100 g", "1 ×"]
    assert table["Why"].iloc[-1] == "what the label says"
    lines = reason_lines(weeks.by_item(), reasons, TABLE)
    assert lines[0] == (
        "Gouda, aged: K2 50 (23.9–89.1) → 54 (20.9–108) µg/100 g; "
        "corrected: vermeer (MK-9); dropped: lost (MK-4)."
    )
    assert source_lines(weeks.by_item(), reasons)[0] == (
        "anew: Paper of anew, https://doi.org/10.1000/182"
    )


def test_what_is_gone_is_said_with_its_grams(weeks, reasons):
    assert not_there_words(weeks, reasons, TABLE) == (
        "Not in the data any more, and not counted: "
        f"{TABLE.name_of('tea')}, 100 g; The old-pie, 10 g."
    )


def test_the_first_version_says_so():
    assert "is the first version" in first_version_words(current_version())


def test_the_file_has_every_form_that_changed(weeks, versions):
    text = csv_text(data_change_rows(weeks, *versions, "EU"))
    rows = pd.read_csv(
        io.StringIO(text), dtype=dict.fromkeys(["data_version_before", "data_version_after"], "str")
    )
    assert tuple(rows.columns) == DATA_CHANGE_COLUMNS
    row = rows[(rows["iso_week"] == "2026-W07") & (rows["component"] == "VITK2")].iloc[0]
    assert (row["week_start"], row["days_logged"]) == ("2026-02-09", 2)
    assert (row["before_ug_per_day"], row["after_ug_per_day"]) == (26.5, 27.0)
    assert (row["change_ug_per_day"], row["before_coverage_pct"]) == (0.5, 100)
    assert row["foods"] == f"{GOUDA} +2.000; old-pie -1.500"
    assert (row["data_version_before"], row["data_version_after"]) == ("2025.1", "2025.2")
    pills = rows[rows["iso_week"] == "2026-W10"].set_index("component").loc["MK7"]
    assert (pills["supplements_before_ug_per_day"], pills["supplements_after_ug_per_day"]) == (
        90,
        100,
    )


def test_the_chart_is_as_it_was_and_says_what_it_shows(weeks, as_kept):
    intake = weeks.intake()
    start = weeks.after.periods.set_index("period")["start"]
    chart = data_changes_chart(intake, start)
    alt.LayerChart.from_dict(in_json(chart))
    assert chart["datasets"]["weeks"]["change"].tolist() == pytest.approx([0.5, 0.4, 0, 0])
    as_kept(chart, "data-changes")
    assert data_changes_alt(intake) == (
        "Bars of the change of K2 from food in 4 weeks logged: up in 2, down in 0, "
        "from 0 to +0.5 µg/day."
    )
