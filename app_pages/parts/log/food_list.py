"""The list below the box: the foods that what is being typed may become."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from app_pages.parts.log.food_list_route import PATH
from app_pages.parts.shared.component import component_of
from estimator.views.log.food_list import Offer

_mount = component_of("food_list", __file__)


def draw(region: str, offers: Sequence[Offer]) -> None:
    """Draw the list, which the browser keeps in step with the box.

    Parameters
    ----------
    region : str
        Where the person's food is from.
    offers : sequence of Offer
        What comes before the foods of the table.
    """
    asked = urlencode({"region": region, "language": (st.context.locale or "")[:2]})
    _mount(key="food-list", data={"address": f"{PATH}?{asked}", "offers": offers})
