"""What is in a recipe or a saved meal, row by row: other amounts, or taken out."""

from collections.abc import Sequence

import streamlit as st

from app_pages.parts.my_foods.open_form import OpenForm
from app_pages.parts.shared import safely
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Planned
from estimator.foods.own_items import Ingredient
from estimator.measures.amounts import LONGEST_AMOUNT, amount_text
from estimator.measures.unit_names import units_of
from estimator.views.my_foods.lines import spoken_name
from estimator.views.shared.markdown import plain

PlannedRows = Sequence[Ingredient] | Sequence[Planned]


def draw(form: OpenForm, rows: PlannedRows, foods: PersonalFoods) -> None:
    """Draw the rows that are not taken out."""
    for place in _kept(form, rows):
        row = rows[place]
        item = foods.table.get(foods.newest(row.item_id))
        units = list(dict.fromkeys((row.unit, *units_of(item))))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(item.name), width=240)
            st.text_input(
                f"Amount of {spoken_name(item.name)}",
                amount_text(row.amount),
                key=form.widget(f"amount-{place}"),
                max_chars=LONGEST_AMOUNT,
                label_visibility="collapsed",
                persist_state="session",
                width=90,
            )
            st.selectbox(
                f"Unit of {spoken_name(item.name)}",
                units,
                key=form.widget(f"unit-{place}"),
                label_visibility="collapsed",
                persist_state="session",
                width=170,
            )
            st.button(
                "Take out",
                key=form.widget(f"out-{place}"),
                type="tertiary",
                on_click=safely.callback(_take_out),
                args=(form, place),
            )


def read(form: OpenForm, rows: PlannedRows) -> list[tuple[str, str, str]]:
    """Return item id, amount and unit of the rows that are not taken out."""
    return [
        (
            rows[place].item_id,
            form.typed(f"amount-{place}"),
            form.typed(f"unit-{place}") or rows[place].unit,
        )
        for place in _kept(form, rows)
    ]


def _kept(form: OpenForm, rows: PlannedRows) -> list[int]:
    out = st.session_state.get(form.widget("out"), ())
    return [place for place in range(len(rows)) if place not in out]


def _take_out(form: OpenForm, place: int) -> None:
    key = form.widget("out")
    st.session_state[key] = (*st.session_state.get(key, ()), place)
