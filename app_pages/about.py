"""About K2: safety first, the forms, the evidence as it is, how the estimate is made."""

import streamlit as st

from app_pages import session
from estimator import about
from estimator.foods import data_version
from estimator.summary import general_caveat
from estimator.views import plain


def draw() -> None:
    """Draw the page."""
    st.title("About K2")
    session.draw_sidebar()
    draw_safety()
    draw_forms()
    draw_evidence()
    draw_method()
    draw_sources()


def draw_safety() -> None:
    """Draw what matters to people on anticoagulants, first."""
    st.header("If you take an anticoagulant")
    st.warning(about.vka_notice())
    safety = about.safety_statements()
    first = safety["topic"].iloc[0]
    for topic, statements in safety.groupby("topic", sort=False):
        with st.expander(str(topic), expanded=topic == first):
            for statement in statements.to_dict("records"):
                second_hand = ", read second hand" if statement["read_as"] == "secondary" else ""
                st.markdown(
                    f"- {plain(statement['statement'])} "
                    f"[{plain(statement['citation'])}]({statement['url']}){second_hand}"
                )


def draw_forms() -> None:
    """Draw how the forms differ."""
    st.header("The forms")
    st.markdown(
        "Vitamin K2 is a family, the menaquinones, named by the length of a side chain: MK-4 to "
        "MK-13. Vitamin K1, phylloquinone, is the form of green plants."
    )
    st.table(about.form_comparison().set_index(""))
    st.markdown(plain(about.other_forms()))
    st.markdown(plain(general_caveat()))
    st.markdown("One pack of natto holds about ten times the K2 of such a day.")


def draw_evidence() -> None:
    """Draw what trials and authorities say."""
    st.header("What studies found")
    st.markdown(
        "Findings are mixed: some trials of high-dose MK-4 and of MK-7 found better bone measures, "
        "others found no difference. Studies of food follow people and can't show a cause. All "
        "that were read are listed, whatever they found."
    )
    st.dataframe(
        about.trial_table(), hide_index=True, alt="Trials, cohorts and meta-analyses of K2"
    )
    st.markdown(plain(about.vitamin_d_note()))
    st.header("What authorities say")
    st.markdown(
        "None sets a target for K2. The European value of 2017 is for K1 only; the Japanese and "
        "American values don't tell the forms apart. So this app shows no share of a target."
    )
    st.dataframe(about.authority_table(), hide_index=True, alt="What authorities say on K2")
    st.markdown(
        f"Read on: [NIH Office of Dietary Supplements]({about.ODS_URL}), "
        f"[EFSA 2017]({about.EFSA_URL})."
    )


def draw_method() -> None:
    """Draw how the estimate is made, and what it is not."""
    st.header("How the estimate is made")
    st.markdown(
        "Every figure of every source is kept. Figures that repeat one another count once; figures "
        "for a similar food count less; each region's own figures count more there. The range of a "
        "food is where its next sample may lie, learnt from how far readings of like foods lie "
        "apart. Leaving each source out in turn, the 90 % ranges held 90 % of its figures. A day's "
        "range adds the foods up, the same food as one, different foods on their own."
    )
    st.markdown(f"**{about.NOT_MEASURED}**")
    st.markdown("\n".join(f"- {plain(limit)}" for limit in about.LIMITS))
    st.markdown("The whole method is told in docs/method.md.")


def draw_sources() -> None:
    """Draw whom the data are owed to."""
    st.header("Sources and licences")
    st.markdown(
        f"Food data {data_version()}; our compilation is CC BY 4.0, the program MIT. Built from:"
    )
    st.markdown("\n".join(f"- {plain(source)}" for source in about.SOURCES_TO_NAME))
    st.markdown(
        "and from published papers, each cited on the page of every food that rests on it (Foods)."
    )


session.show(draw)
