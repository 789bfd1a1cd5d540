"""The About page: careful words, and a source for every statement."""

import re

from estimator.components import FORMS, LABELS
from estimator.foods.data_package import FOOD_DATA, read_table
from estimator.foods.table import food_table
from estimator.views.about import about, forms, trials
from estimator.views.about.trials import trial_table
from estimator.views.foods import servings
from estimator.views.foods.food import composition_of
from estimator.views.shared.caveat import general_caveat
from estimator.views.shared.figures import figure


def everything_said():
    frames = [
        about.safety_statements(),
        forms.form_comparison(),
        forms.all_forms(),
        servings.food_and_supplement_rows(),
        trial_table(),
        about.authority_table(),
    ]
    cells = [str(cell) for frame in frames for cell in frame.to_numpy().ravel()]
    ours = [
        forms.FORMS_INTRO,
        about.STUDIES_INTRO,
        about.VITAMIN_D_NOTE,
        about.AUTHORITIES_INTRO,
        about.METHOD,
        about.NOT_MEASURED,
        about.vka_notice(),
        servings.AGAINST_SUPPLEMENTS,
        servings.SERVINGS_NOTE,
        servings.serving_sentence(),
        forms.other_forms(),
        about.natto_sentence(),
    ]
    return cells, [
        *ours,
        *about.WHO_SHOULD_ASK,
        *about.METHOD_IN_SHORT,
        *about.LIMITS,
        *about.intake_lines(),
        general_caveat(),
    ]


def test_safety_names_the_sharpest_risk_and_the_clinician():
    notice = about.vka_notice()
    for words in ("steady", "clinician", "warfarin", "greens are what moves K1"):
        assert words in notice
    # The sharpest risk comes first.
    assert notice.index("natto, douchi and MK-7 supplements") < notice.index("greens")


def test_every_safety_statement_has_a_source():
    statements = about.safety_statements()
    assert statements["topic"].iloc[0] == "Vitamin K antagonists"
    assert statements["url"].str.match(r"https?://").all()
    assert (statements["citation"] != "").all()


def test_ten_micrograms_is_a_result_on_supplements_only():
    ten = [text for text in about.safety_statements()["statement"] if "10 µg" in text]
    assert len(ten) == 1
    assert "supplements" in ten[0]
    assert "not been shown for cheese" in ten[0]


def test_our_own_words_set_no_target_and_no_dose():
    _, ours = everything_said()
    for sentence in ours:
        assert not re.search(r"\b(should (eat|take)|recommended|optimal|deficien|% of)", sentence)


def test_trials_of_every_outcome_are_shown():
    trials = trial_table()
    assert len(trials) == len(read_table("trials"))
    findings = " ".join(trials["Finding"])
    assert "null" in findings
    assert "positive" in findings
    assert "adverse" in findings


def test_half_lives_are_words_and_not_firm_numbers():
    row = forms.form_comparison().set_index("Property").loc["Half-life in the blood"]
    assert row["MK-4"].startswith("hours; sources disagree")
    assert row["MK-7"].startswith("about three days, read second hand")
    words = re.sub(r"\[.*?\]\(.*?\)", "", row["MK-4"] + row["MK-7"])
    assert not re.search(r"\d", words)


def test_the_comparison_takes_molar_masses_from_the_table_and_links_its_sources():
    rows = forms.form_comparison().set_index("Property")
    masses = read_table("forms").set_index("component")["molar_mass_g_per_mol"]
    assert rows.loc["Molar mass", "MK-4"] == f"{masses['MK4']:.1f} g/mol"
    assert rows.loc["Molar mass", "MK-7"] == f"{masses['MK7']:.1f} g/mol"
    for property_ in ("Mostly from", "Absorption", "Common use"):
        for cell in rows.loc[property_]:
            assert re.search(r"\]\(https?://\S+\)", cell), cell


def test_every_safety_statement_is_shown_with_its_link():
    statements = about.safety_statements()
    topics = about.safety_topics()
    assert next(iter(topics)) == "Vitamin K antagonists"
    assert set(about.OPEN_TOPICS) <= set(topics)
    shown = [sentence for sentences in topics.values() for sentence in sentences]
    assert len(shown) == len(statements)
    for url in statements["url"]:
        assert any(f"](<{url}>)" in sentence for sentence in shown)
    second_hand = sum(sentence.endswith(", read second hand") for sentence in shown)
    assert second_hand == (statements["read_as"] == "secondary").sum()


def test_anticoagulants_that_do_not_act_through_vitamin_k_are_told_apart():
    direct = " ".join(about.safety_topics()["Direct oral anticoagulants"])
    assert "not through vitamin K" in direct
    assert "tell the prescriber" in direct


def test_published_intakes_are_by_mass_and_linked():
    lines = about.intake_lines()
    assert any("16, 24.5, 32.9, 46.1 µg/day" in line and "Beulens 2010" in line for line in lines)
    assert any("29.1 µg/day on average" in line and "Gast 2009" in line for line in lines)
    assert all("](https://doi.org/" in line for line in lines)
    assert "PKeq" not in " ".join(lines)


def test_natto_is_compared_by_the_tables_own_figures():
    composition = read_table("composition").set_index(["region", "food_id", "component"])
    pack_ug = 0.4 * composition.loc[("world", "natto", "VITK2"), "value_ug_per_100g"]
    assert f"{pack_ug:.0f} µg: {pack_ug / 46.1:.0f} to {pack_ug / 16:.0f} times" in (
        about.natto_sentence()
    )


def test_the_vitamin_d_note_is_what_the_trials_table_says():
    trials = read_table("trials")
    words = trials["dose"] + " " + trials["result"]
    with_vitamin_d = trials[words.str.contains("D3")]
    assert len(with_vitamin_d) == 3
    assert "Three of the trials" in about.VITAMIN_D_NOTE
    both_arms = with_vitamin_d[with_vitamin_d["direction"] == "null"]
    assert set(both_arms["year"]) == {"2009", "2021"}
    (third,) = with_vitamin_d[with_vitamin_d["direction"] != "null"]["result"]
    assert "Ca + D3 added nothing" in third


def test_calibration_is_told_as_in_the_method():
    method = (FOOD_DATA.parent / "docs" / "method.md").read_text(encoding="utf-8")
    (limit,) = (limit for limit in about.LIMITS if "too narrow" in limit)
    (share,) = re.findall(r"(\d+ %) of figures", limit)
    assert re.search(rf"\| organ meats \| \d+ \| {share} ", method)
    (of_all,) = re.findall(r"ranges held (\d+) %", about.METHOD)
    assert re.search(rf"\| all \| 1,224 \| \*\*{of_all}\.\d %", method)


def test_authorities_say_something_on_k2():
    table = about.authority_table()
    assert (table["On K2"] != "").all()
    assert table["Authority"].str.contains("EFSA").any()
    assert not table.duplicated(["Authority", "Year"]).any()
    assert table["Read at"].str.match(r"https?://").all()


def test_the_tables_that_ask_for_it_are_named_as_in_the_licence():
    licence = " ".join((FOOD_DATA / "LICENSE").read_text(encoding="utf-8").split())
    named = " ".join(about.SOURCES_TO_NAME)
    for owner in ("National Food Institute", "Anses", "Max Rubner-Institut", "MEXT", "RIVM"):
        assert owner in licence
        assert owner in named
    assert "Taiwan Food and Drug Administration" in named


def test_every_form_is_listed_and_unknown_is_blank():
    rows = forms.all_forms().set_index("Form")
    assert list(rows.index) == [LABELS[form] for form in FORMS]
    assert rows.loc["MK-4", "Half-life in the blood"] == "1–6 h"
    assert rows.loc["MK-11", "Half-life in the blood"] == ""
    assert rows.loc["MK-7", "Side chain"] == "7 units, 35 carbons"
    assert rows.loc["MK-9(4H)", "Side chain"] == rows.loc["MK-9", "Side chain"]
    assert rows.loc["MK-4", "Read at"].startswith("http")


def test_servings_stand_beside_capsules_with_their_ranges():
    rows = servings.food_and_supplement_rows()
    rows = rows.set_index(rows["What"].str.replace("\\", ""))
    natto = rows.loc["[Natto](/foods?food=natto), pack (40 g)"]
    cells = composition_of(food_table().foods["natto"], "world").set_index("component")
    assert natto["K2, µg"] == figure(cells.loc["VITK2", "value_ug_per_100g"] * 0.4)
    assert natto["Form"] == "MK-7"
    capsules = rows[rows["Range (90 %)"] == "by label"]
    assert capsules.loc[food_table().name_of("supplement-mk7-90"), "K2, µg"] == "90"
    assert capsules.loc["Vitamin K2 blend, MK-4 500 µg and MK-7 100 µg", "Form"] == "MK-4 and MK-7"
    assert len(capsules) == len(food_table().supplements) - 1  # the one of K1 alone
    foods = rows.drop(capsules.index)
    assert foods.index.str.contains("](/foods?food=", regex=False).all()
    assert foods["Range (90 %)"].str.contains("–").all()
    assert not rows["K2, µg"].str.contains("not known").any()


def test_how_far_servings_and_capsules_lie_apart_is_said_from_the_table():
    amounts = servings.food_and_supplement_rows()["K2, µg"]
    said = servings.serving_sentence()
    assert f"{amounts[4]} to {amounts[3]} µg, a pack of natto {amounts[0]} µg;" in said
    assert said.endswith("45 to 200 µg.")


def test_every_direction_is_judged_and_none_that_is_not_there():
    assert set(trials.FINDING_OF) == set(trial_table()["Finding"])
    assert set(trials.FINDING_OF.values()) == set(trials.FINDINGS)
    for direction, finding in trials.FINDING_OF.items():
        if "null" in direction and "positive" in direction:
            assert finding == trials.MIXED


def test_all_findings_are_counted_alike():
    counts = trials.finding_counts()
    figures = counts.drop(columns="Kind of study")
    assert figures.to_numpy().sum() == len(trials.trial_table())
    assert figures["No difference"].sum() >= 5
    assert figures["Worse"].sum() == 1
    for kind in trials.STUDY_KINDS:
        for finding in trials.FINDINGS:
            chosen = trials.chosen_trials(kind, finding)
            row = counts.set_index("Kind of study").loc[kind]
            assert len(chosen) == row[finding.capitalize()]
    assert len(trials.chosen_trials(None, None)) == len(trials.trial_table())
