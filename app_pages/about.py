"""About K2: safety first, the forms, the evidence as it is, how the estimate is made."""

import pandas as pd
import streamlit as st

from app_pages.parts.shared import session
from estimator.foods.version import data_version
from estimator.views.about import about, forms, trials
from estimator.views.foods import servings
from estimator.views.shared.caveat import general_caveat
from estimator.views.shared.markdown import plain

TALL_ROW = 84
"""So that sentences in a table wrap [px]."""


def draw() -> None:
    """Draw the page."""
    st.title("About K2")
    st.markdown(" · ".join(f"[{title}](#{anchor})" for anchor, (title, _) in SECTIONS.items()))
    for anchor, (title, draw_section) in SECTIONS.items():
        st.header(title, anchor=anchor)
        draw_section()


def draw_safety() -> None:
    """Draw what matters to people on anticoagulants, first."""
    profile = session.chosen_profile()
    if profile is None or not profile.takes_vka:  # who takes one is told at the top of every page
        st.warning(about.vka_notice())
    for topic, statements in about.safety_topics().items():
        with st.expander(topic, expanded=topic in about.OPEN_TOPICS):
            st.markdown(bullets(statements))
    st.markdown("**Who should speak with a clinician first:**")
    st.markdown(bullets(about.WHO_SHOULD_ASK))


def draw_forms() -> None:
    """Draw how the forms differ."""
    st.markdown(forms.FORMS_INTRO)
    st.table(forms.form_comparison(), hide_index=True, border="horizontal")
    st.markdown(forms.other_forms())
    with st.expander("All the forms"):
        draw_long_table(forms.all_forms(), "All the forms")
        st.caption("Blank: nothing was read of it.")


def draw_intakes() -> None:
    """Draw what people eat."""
    st.markdown(f"{plain(general_caveat())} {about.natto_sentence()}")
    st.markdown(bullets(about.intake_lines()))


def draw_supplements() -> None:
    """Draw what food and supplements hold."""
    st.markdown(f"{servings.AGAINST_SUPPLEMENTS} {servings.serving_sentence()}")
    with st.expander("A serving beside a capsule"):
        st.table(servings.food_and_supplement_rows(), hide_index=True, border="horizontal")
        st.caption(servings.SERVINGS_NOTE)


def draw_studies() -> None:
    """Draw what trials and other studies found, counted and one by one."""
    st.markdown(about.STUDIES_INTRO)
    st.table(trials.finding_counts(), hide_index=True, border="horizontal")
    st.caption(trials.COUNT_NOTE)
    with st.container(horizontal=True):
        kind = st.selectbox(
            "Kind of study",
            trials.STUDY_KINDS,
            index=None,
            placeholder="All",
            key="kind",
            bind="query-params",
        )
        finding = st.selectbox(
            "Found",
            trials.FINDINGS,
            index=None,
            placeholder="Anything",
            key="found",
            bind="query-params",
        )
    chosen = trials.chosen_trials(kind, finding)
    if chosen.empty:
        st.info("No study of this kind found that. Choose another kind, or another finding.")
    else:
        draw_long_table(chosen, "Trials, cohorts and meta-analyses of K2")
    st.markdown(about.VITAMIN_D_NOTE)


def draw_authorities() -> None:
    """Draw what authorities say."""
    st.markdown(about.AUTHORITIES_INTRO)
    draw_long_table(about.authority_table(), "What authorities say on K2")
    st.markdown(
        f"Read on: [NIH Office of Dietary Supplements]({about.ODS_URL}), "
        f"[EFSA 2017]({about.EFSA_URL})."
    )


def draw_long_table(rows: pd.DataFrame, alt: str) -> None:
    """Draw a table of sentences."""
    text = st.column_config.TextColumn
    st.dataframe(
        rows,
        hide_index=True,
        row_height=TALL_ROW,
        alt=alt,
        column_config={
            **dict.fromkeys(rows.columns, text(width="medium")),
            **dict.fromkeys(["Form", "Year", "Number"], text(width="small")),
            **dict.fromkeys(["Result", "On K2"], text(width="large")),
            "Read at": st.column_config.LinkColumn(width="medium"),
        },
    )


def draw_method() -> None:
    """Draw how the estimate is made, and what it is not."""
    st.markdown(about.METHOD)
    st.markdown(f"**{about.NOT_MEASURED}**")
    st.markdown(bullets(about.LIMITS))


def draw_sources() -> None:
    """Draw whom the data are owed to."""
    st.markdown(
        f"Food data {data_version()}; our compilation is CC BY 4.0, the program MIT. Built from:"
    )
    st.markdown(bullets(about.SOURCES_TO_NAME))
    st.markdown(
        "and from published papers, each cited on the page of every food that rests on it (Foods)."
    )
    st.page_link("app_pages/data_changes.py", label="What changed in the food data")


def bullets(sentences: list[str] | tuple[str, ...]) -> str:
    """Set sentences as a list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


SECTIONS = {
    "anticoagulants": ("If you take an anticoagulant", draw_safety),
    "forms": ("The forms", draw_forms),
    "intakes": ("What people eat", draw_intakes),
    "supplements": ("Food and supplements", draw_supplements),
    "studies": ("What studies found", draw_studies),
    "authorities": ("What authorities say", draw_authorities),
    "method": ("How the estimate is made", draw_method),
    "sources": ("Sources and licences", draw_sources),
}
"""Title of each part of the page and what draws it, by its anchor."""

session.show(draw)
