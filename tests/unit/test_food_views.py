"""One food: its values by form, and the evidence behind them."""

import pytest

from estimator.components import FORMS, PHYLLOQUINONE
from estimator.composition.evidence import with_shared_evidence
from estimator.foods.data_package import data_package, read_table
from estimator.foods.sources import short_name
from estimator.foods.table import food_table
from estimator.views.foods.food import (
    HOW_WORDS,
    MATCH_WORDS,
    SAMPLE_REGIONS,
    USE_WORDS,
    citations,
    describe,
    food_lines,
    form_rows,
    measurement_rows,
    measurements_of,
    unused_figures,
)
from estimator.views.foods.food_codes import CODE_MATCH_WORDS, code_lines, code_rows
from estimator.views.foods.food_portions import portion_rows
from estimator.views.foods.known import STATUS_WORDS

FOODS = food_table().foods


def allowed(resource, column):
    fields = data_package()[resource]["schema"]["fields"]
    return next(field["constraints"]["enum"] for field in fields if field["name"] == column)


@pytest.mark.parametrize(
    ("words", "resource", "column"),
    [
        (STATUS_WORDS, "composition", "status"),
        (USE_WORDS, "measurements", "use"),
        (HOW_WORDS, "measurements", "status"),
        (MATCH_WORDS, "measurements", "match"),
        (SAMPLE_REGIONS, "measurements", "region"),
        (CODE_MATCH_WORDS, "codes", "match"),
    ],
)
def test_every_code_of_the_tables_has_words(words, resource, column):
    assert set(words) == set(allowed(resource, column))


def test_form_rows_tell_ceiling_and_not_known_apart():
    emmental = form_rows(FOODS["cheese-emmental"], "world").set_index("Form")
    assert emmental.loc["MK-9(4H)", "µg/100 g"].startswith("at most ")
    assert emmental.loc["MK-13", "µg/100 g"] == "not known"
    assert len(emmental) == len(FORMS) + 2


@pytest.mark.parametrize("food_id", ["natto", "cheese-gouda-aged", "egg-unspecified", "apple"])
def test_every_measurement_is_listed_with_its_source(food_id):
    rows, measured = measurement_rows(FOODS[food_id]), measurements_of(FOODS[food_id])
    all_rows = with_shared_evidence(read_table("measurements"), read_table("foods"))
    tags = [*FORMS, "VITK2", PHYLLOQUINONE]
    expected = all_rows[(all_rows["food_id"] == food_id) & all_rows["component"].isin(tags)]
    assert len(rows) == len(measured) == len(expected)
    assert (rows["µg/100 g"] != "").all()
    assert {cited.short_name for cited in citations(FOODS[food_id])} == set(rows["Source"])


def test_not_detected_and_limits_are_words_and_not_zero():
    words = set(measurement_rows(FOODS["natto"])["µg/100 g"])
    assert "not detected" in words
    limits = measurement_rows(FOODS["cheese-babybel"])
    assert "< 20" in set(limits["µg/100 g"])


def test_foods_of_every_kind_can_be_shown():
    for food in list(FOODS.values())[::9]:
        assert len(form_rows(food, "EU")) == len(FORMS) + 2
        assert not portion_rows(food).empty
        assert all(food_lines(food))
        measured = measurement_rows(food)
        assert not measured[["Use", "How", "Of", "From", "Source"]].isna().any(axis=None)


def test_a_food_is_described_with_density_and_default_measure():
    lines = food_lines(FOODS["milk-whole"])
    assert any(line.startswith("Density: 1.03") for line in lines)
    default = FOODS["milk-whole"].portions[0]
    assert f"Default measure: {default.measure}, {default.amount_g:g} g." in lines


def test_a_measurement_links_to_its_paper_unless_it_is_unsure_which():
    rows = measurement_rows(FOODS["natto"]).set_index("Source")
    assert set(rows.loc[["Kamao 2007"], "Link"]) == {"https://doi.org/10.3177/jnsv.53.464"}
    gouda = FOODS["cheese-gouda-aged"]
    assert set(
        measurement_rows(gouda).set_index("Source").loc[["Vermeer 2018 (K2viewer 1)"], "Link"]
    ) == {""}
    (unsure,) = (cited for cited in citations(gouda) if cited.source_id == "k2v_ref1")
    assert len(unsure.addresses) == 2


def test_the_reason_for_not_using_a_figure_is_told():
    evidence = read_table("measurements")
    food_id = evidence.loc[evidence["use"] == "no", "food_id"].iloc[0]
    rows = measurement_rows(FOODS[food_id])
    unused = rows[rows["Use"] == USE_WORDS["no"]]
    assert (unused["Remarks"] != "").all()


def test_what_was_left_out_is_told_once_for_a_source_and_reason():
    (line,) = unused_figures(FOODS["bread-rye"])
    assert line.startswith("Jensen 2022 (K2viewer): MK-4 not detected, MK-5 not detected, ")
    assert line.endswith("K1 1.9. DUPLICATE of Frida")
    evidence = read_table("measurements")
    unused = evidence[evidence["use"] == "no"]
    reasons = unused[unused["food_id"] == "pesto"].drop_duplicates(["source_id", "basis_note"])
    told = unused_figures(FOODS["pesto"])
    assert len(told) == len(reasons) > 1
    for source, remark in zip(reasons["source_id"], reasons["basis_note"], strict=True):
        assert any(
            line.startswith(f"{short_name(source)}: ") and line.endswith(f". {remark}")
            for line in told
        )
    assert unused_figures(FOODS["cheese-gouda-aged"]) == []


def test_links_are_addresses_of_sources():
    links = [address for cited in citations(FOODS["natto"]) for address in cited.addresses]
    assert links
    assert all(address.startswith(("http://", "https://")) for address in links)


def test_description_for_the_command_line():
    lines = "\n".join(describe(FOODS["natto"], "EA"))
    assert "pack (40 g)" in lines
    assert "East Asia" in lines
    supplement = describe(food_table().supplements["supplement-mk4-500-mk7-100"], "EU")
    assert "MK-4" in supplement[1]
    assert "500 µg per capsule" in supplement[1]


def test_codes_of_other_tables_are_listed_with_what_counts():
    rows = code_rows(FOODS["ham-sliced"]).set_index("Code")
    assert rows.loc["25230210", "It is"] == "this food"
    assert rows.loc["25240220", "Remarks"].endswith("; share by USDA FPED 2017-2018")
    assert rows.loc["25240220", ["Called there", "Share", "It is"]].tolist() == [
        "Ham salad spread",
        "44.8%",
        "this stands in",
    ]
    assert all(rows.loc[rows["Share"] != "", "Remarks"])


def test_code_lines_name_the_nearest_and_count_the_rest():
    few, every = code_lines(FOODS["cheese-cheddar"], 2), code_lines(FOODS["cheese-cheddar"])
    assert few[:4] == [
        "FNDDS (USDA; NHANES and ASA24):",
        "  14104100  Cheese, Cheddar",
        "  14110010  Cheese, Cheddar, reduced sodium",
        f"  and {every.index('USDA NDB number:') - 3} more",
    ]
    assert not any("more" in line.split() for line in every)
