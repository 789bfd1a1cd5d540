"""What trials and studies found, whatever they found, as rows and counts."""

from functools import cache
from typing import Final

import pandas as pd

from estimator.foods.data_package import read_table
from estimator.foods.sources import first_address

BETTER: Final = "better"
NO_DIFFERENCE: Final = "no difference"
MIXED: Final = "mixed"
WORSE: Final = "worse"
FINDINGS: Final = (BETTER, MIXED, NO_DIFFERENCE, WORSE)
STUDY_KINDS: Final = (
    "Trials of bone",
    "Meta-analyses of trials of bone",
    "Observational studies of bone",
    "Observational studies of other outcomes",
)
COUNT_NOTE: Final = (
    "Better: all of the study's own outcomes were; mixed: some were, or the authors or others "
    "doubt it; no difference: none was, in one trial beside another medicine and not a placebo. "
    "Observational studies look at what people eat of their own accord, and can't show a cause. "
    "A meta-analysis may count trials again that stand in the table by themselves."
)
FINDING_OF: Final = {
    "positive": BETTER,
    "BMD positive": BETTER,
    "positive association": BETTER,
    "positive ecological association": BETTER,
    "inverse association": BETTER,
    "positive at 2 of 3 sites": MIXED,
    "positive in women only": MIXED,
    "positive, later questioned": MIXED,
    "positive association, low certainty": MIXED,
    "BMD null; geometry positive": MIXED,
    "BMD null; tibia structure positive": MIXED,
    "BMD positive (lumbar spine); turnover markers null": MIXED,
    "BMD positive; fractures null overall, positive only after an exclusion": MIXED,
    "clinical fractures uncertain; vertebral fractures and BMD null": MIXED,
    "inverse association, borderline": MIXED,
    "inverse, attenuated": MIXED,
    "null to borderline": MIXED,
    "null": NO_DIFFERENCE,
    "K2 null": NO_DIFFERENCE,
    "similar to alfacalcidol (no placebo arm)": NO_DIFFERENCE,
    "adverse association": WORSE,
}
"""Which of ``FINDINGS`` each direction of the table is, judged one by one."""


def study_kind(design: str) -> str:
    """Return which of ``STUDY_KINDS`` the design of a study is."""
    if "not a bone outcome" in design:
        return STUDY_KINDS[3]
    if "observational" in design or design.startswith(("cohort", "cross-sectional")):
        return STUDY_KINDS[2]
    return STUDY_KINDS[1] if design.startswith("meta-analysis") else STUDY_KINDS[0]


@cache
def trial_table() -> pd.DataFrame:
    """Return the trials, cohorts and meta-analyses, newest first, whatever they found."""
    trials = read_table("trials")
    trials = trials.sort_values("year", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Year": trials["year"],
            "Study": trials["citation"],
            "Finding": trials["direction"],
            "Result": trials["result"],
            "Outcome": trials["outcome"],
            "Form and dose": (trials["form"] + ", " + trials["dose"]).str.strip(", "),
            "People": trials["population"],
            "Number": trials["n"],
            "Design": trials["design"],
            "Remarks": trials["note"],
            "Read at": trials["read_at"].map(first_address),
        }
    )


def chosen_trials(kind: str | None, finding: str | None) -> pd.DataFrame:
    """Return the rows of `trial_table` of one kind and finding; None for all."""
    rows = trial_table()
    kept = [
        kind in (None, study_kind(design)) and finding in (None, FINDING_OF[direction])
        for design, direction in zip(rows["Design"], rows["Finding"], strict=True)
    ]
    return rows[kept]


@cache
def finding_counts() -> pd.DataFrame:
    """Count the findings of each kind of study: a row a kind, a column a finding."""
    rows = trial_table()
    kinds, findings = rows["Design"].map(study_kind), rows["Finding"].map(FINDING_OF)
    counts = pd.crosstab(kinds, findings).reindex(index=STUDY_KINDS, columns=FINDINGS, fill_value=0)
    counts.columns = pd.Index([name.capitalize() for name in FINDINGS])
    return counts.rename_axis("Kind of study").reset_index()
