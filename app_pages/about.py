"""About K2: safety first, the forms, the evidence as it is, how the estimate is made."""

import pandas as pd
import streamlit as st

from app_pages import session
from estimator.foods import data_version
from estimator.views import about, forms, trials
from estimator.views.caveat import general_caveat
from estimator.views.days import plain

TALL_ROW = 84
"""So that sentences in a table wrap [px]."""


def draw() -> None:
    """Draw the page."""
    st.title("About K2")
    draw_safety()
    draw_forms()
    draw_intakes()
    draw_supplements()
    draw_evidence()
    draw_method()
    draw_sources()


def draw_safety() -> None:
    """Draw what matters to people on anticoagulants, first."""
    st.header("If you take an anticoagulant")
    st.warning(about.vka_notice())
    for topic, statements in about.safety_topics().items():
        with st.expander(topic, expanded=topic in about.OPEN_TOPICS):
            st.markdown(bullets(statements))
    st.markdown("**Who should speak with a clinician first:**")
    st.markdown(bullets(about.WHO_SHOULD_ASK))


def draw_forms() -> None:
    """Draw how the forms differ."""
    st.header("The forms")
    st.markdown(forms.FORMS_INTRO)
    st.table(forms.form_comparison(), hide_index=True, border="horizontal")
    st.markdown(forms.other_forms())
    with st.expander("All the forms"):
        st.dataframe(forms.all_forms(), hide_index=True, height="content", alt="All the forms")
        st.caption("Blank: nothing was read of it.")


def draw_intakes() -> None:
    """Draw what people eat."""
    st.header("What people eat")
    st.markdown(f"{plain(general_caveat())} {about.natto_sentence()}")
    st.markdown(bullets(about.intake_lines()))


def draw_supplements() -> None:
    """Draw what food and supplements hold."""
    st.header("Food and supplements")
    st.markdown(forms.AGAINST_SUPPLEMENTS)
    with st.expander("A serving beside a capsule"):
        st.dataframe(
            forms.food_and_supplement_rows(),
            hide_index=True,
            height="content",
            alt="K2 of a serving of some foods, and of supplements",
        )


def draw_evidence() -> None:
    """Draw what trials and authorities say."""
    st.header("What studies found")
    st.markdown(about.STUDIES_INTRO)
    st.table(trials.finding_counts(), hide_index=True, border="horizontal")
    st.caption(trials.COUNT_NOTE)
    with st.container(horizontal=True):
        kind = st.selectbox(
            "Kind of study", trials.KINDS, index=None, placeholder="All", key="about-kind"
        )
        finding = st.selectbox(
            "Found", trials.FINDINGS, index=None, placeholder="Anything", key="about-finding"
        )
    chosen = trials.chosen_trials(kind, finding)
    if chosen.empty:
        st.info("No study of this kind found that. Choose another kind, or another finding.")
    else:
        draw_long_table(chosen, "Trials, cohorts and meta-analyses of K2")
    st.markdown(about.VITAMIN_D_NOTE)
    st.header("What authorities say")
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
            **dict.fromkeys(["Year", "Number"], text(width="small")),
            **dict.fromkeys(["Result", "On K2"], text(width="large")),
            "Read at": st.column_config.LinkColumn(width="medium"),
        },
    )


def draw_method() -> None:
    """Draw how the estimate is made, and what it is not."""
    st.header("How the estimate is made")
    st.markdown(about.METHOD)
    st.markdown(f"**{about.NOT_MEASURED}**")
    st.markdown(bullets(about.LIMITS))


def draw_sources() -> None:
    """Draw whom the data are owed to."""
    st.header("Sources and licences")
    st.markdown(
        f"Food data {data_version()}; our compilation is CC BY 4.0, the program MIT. Built from:"
    )
    st.markdown(bullets(about.SOURCES_TO_NAME))
    st.markdown(
        "and from published papers, each cited on the page of every food that rests on it (Foods)."
    )


def bullets(sentences: list[str] | tuple[str, ...]) -> str:
    """Set sentences as a list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


session.show(draw)
