"""The form of an own supplement: what one unit of it holds, by its label."""

import streamlit as st

from app_pages.parts.my_foods import open_form
from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import session
from estimator.components import LABELS
from estimator.diary_values import NAME_LENGTH, Profile
from estimator.measures.amounts import LONGEST_AMOUNT
from estimator.views.my_foods.lines import form_warnings
from estimator.views.my_foods.typed_foods import DOSE_FIELDS, SupplementText, read_supplement

UNITS = ("capsule", "tablet", "drop", "softgel", "spray")
FORMS_ASKED = 2
"""How many forms are asked for at once; most supplements hold one of them."""


def draw(profile: Profile, form: OpenForm) -> None:
    """Draw the form."""
    began: SupplementText = form.began
    st.header("Edit supplement" if form.key else "New supplement", anchor=False)
    st.caption("Supplements are counted by their label, apart from food in every total.")
    if profile.takes_vka:
        st.warning("\n\n".join(form_warnings(("MK7", "MK4"))))
    with st.form(form.widget("form"), border=False):
        with st.container(horizontal=True):
            st.text_input(
                "Name",
                began.name,
                key=form.widget("name"),
                max_chars=NAME_LENGTH,
                persist_state="session",
                width=340,
            )
            st.selectbox(
                "Unit",
                list(dict.fromkeys((began.unit_name, *UNITS))),
                key=form.widget("unit"),
                accept_new_options=True,
                persist_state="session",
                width=180,
            )
        st.subheader("One unit holds", anchor=False)
        with st.container(horizontal=True):
            _draw_doses(form, DOSE_FIELDS[:FORMS_ASKED])
        with st.expander("More forms"), st.container(horizontal=True):
            _draw_doses(form, DOSE_FIELDS[FORMS_ASKED:])
        st.caption("In µg, or write mg: 0.1 mg is 100 µg.")
        open_form.draw_submit(form, _save, "Save supplement")


def _draw_doses(form: OpenForm, components: tuple[str, ...]) -> None:
    for component in components:
        st.text_input(
            f"{LABELS[component]}, µg",
            form.began.doses.get(component, ""),
            key=form.widget(component),
            max_chars=LONGEST_AMOUNT,
            persist_state="session",
            width=130,
        )


def _save(form: OpenForm) -> None:
    text = SupplementText(
        name=form.typed("name"),
        unit_name=form.typed("unit"),
        doses={component: form.typed(component) for component in DOSE_FIELDS},
    )
    own_foods = session.diary().own_foods
    open_form.save(
        form,
        lambda: own_foods.save(form.profile_id, read_supplement(text), form.key, shown=form.shown),
    )
