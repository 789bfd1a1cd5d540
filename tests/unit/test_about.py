"""The About page: careful words, and a source for every statement."""

import re

from estimator import about
from estimator.summary import general_caveat
from estimator.tables import read_table


def everything_said():
    frames = [
        about.safety_statements(),
        about.form_comparison(),
        about.trial_table(),
        about.authority_table(),
    ]
    cells = [str(cell) for frame in frames for cell in frame.to_numpy().ravel()]
    ours = [about.NOT_MEASURED, about.vka_notice(), about.other_forms(), about.vitamin_d_note()]
    return cells, [*ours, *about.LIMITS, general_caveat()]


def test_safety_names_the_sharpest_risk_and_the_clinician():
    notice = about.vka_notice()
    for words in ("steady", "clinician", "Natto", "MK-7", "warfarin"):
        assert words in notice


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
    trials = about.trial_table()
    assert len(trials) == len(read_table("trials"))
    findings = " ".join(trials["Finding"])
    assert "null" in findings
    assert "positive" in findings
    assert "adverse" in findings


def test_half_lives_are_words_and_not_firm_numbers():
    row = about.form_comparison().set_index("").loc["Stays in the blood"]
    assert "hours" in row["MK-4"]
    assert "about three days" in row["MK-7"]
    assert not re.search(r"\d", row["MK-4"] + row["MK-7"])


def test_authorities_say_something_on_k2():
    table = about.authority_table()
    assert (table["On K2"] != "").all()
    assert table["Authority"].str.contains("EFSA").any()
