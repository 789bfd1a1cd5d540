"""Foods: the food table, up to four foods side by side, and each with its evidence."""

from collections.abc import Mapping

import streamlit as st

from app_pages.parts.foods import browse, compare, food
from app_pages.parts.shared import address, safely, session
from app_pages.parts.shared.wide import widen
from estimator.components import REGION_NAMES
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import UnknownFoodError
from estimator.views.foods.choice import food_named, food_names
from estimator.views.shared.markdown import plain

VIEWS = ("Browse and rank", "Compare")


def draw() -> None:
    """Draw the page."""
    widen()
    st.title("Foods")
    profile = session.current_profile()
    foods = session.diary().foods(profile.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked_to_compare = bool(st.query_params.get(compare.ADDRESS_PART))
        view = st.radio(
            "View",
            VIEWS,
            index=int(asked_to_compare),
            horizontal=True,
            key="foods-view",
            persist_state="session",
        )
        region = st.selectbox(
            "Food from",
            list(REGION_NAMES),
            format_func=REGION_NAMES.__getitem__,
            index=list(REGION_NAMES).index(profile.region),
            key=f"region-{profile.id}",
            width=250,
        )
        per_portion = (
            st.radio(
                "Figures per",
                ("100 g", "portion"),
                horizontal=True,
                key="foods-per",
                bind="query-params",
                persist_state="session",
            )
            == "portion"
        )
    if view == VIEWS[1]:
        compare.draw(foods, region, per_portion)
        return
    address.set_part(compare.ADDRESS_PART, "")
    names = food_names(foods)
    open_food_of_address(foods, names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.session_state.get("food"):
            st.button("‹ All foods", key="all-foods", on_click=safely.callback(close_food))
        chosen = st.selectbox(
            "One food, with the evidence behind it",
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="Choose a food, or select it in the table",
            key="food",
            on_change=safely.callback(browse.show_choice_in_address),
        )
    # A food has the page to itself.
    if chosen:
        food.draw(profile, foods, foods.table.foods[chosen], region)
    else:
        browse.draw(foods, region, per_portion)


def close_food() -> None:
    """Go back to the list of all foods."""
    st.session_state["food"] = None
    browse.show_choice_in_address()


def open_food_of_address(foods: PersonalFoods, names: Mapping[str, str]) -> None:
    """Open the food that an address like ``/foods?food=natto`` names."""
    # Bound to the address, the selectbox would write the name of the food, which can change.
    asked = st.query_params.get("food")
    # An own food that was edited meanwhile goes by another id.
    if asked and st.session_state.get("food") not in names:
        try:
            st.session_state["food"] = food_named(foods, asked).food_id
            browse.show_choice_in_address()
        except UnknownFoodError as error:
            st.session_state["food"] = None
            st.info(plain(str(error)))


session.show(draw)
