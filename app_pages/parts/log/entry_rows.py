"""The rows of a day's entries, drawn in the browser by one component.

A day of a hundred entries would else be some six hundred elements of Streamlit, each made,
sent and compared anew at every click.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from app_pages.parts.shared import safely
from app_pages.parts.shared.component import component_of

_mount = component_of("entry_rows", __file__)


def draw(
    key: str,
    rows: Sequence[Mapping[str, Any]],
    ticked: Sequence[int] | None,
    focus: str,
    on_act: Callable[[str, int], None],
    on_tick: Callable[[list[int]], None],
) -> None:
    """Draw rows of entries.

    Parameters
    ----------
    key : str
        Of these rows on the page.
    rows : sequence of mapping
        Of each entry the ``id``, the ``title`` to stand above it with what that meal ``gave`` and
        the ``act`` for all of it, the ``name``, the address of its ``sources``, the ``details``,
        its ``k2`` in words and as a ``bar`` of colours and shares, its ``k1`` in words, what is
        ``spoken`` of it by the names of its buttons, and ``more`` that can be done with it, in
        words by act. Texts may be "".
    ticked : sequence of int or None
        The ids of entries that are ticked; None where nothing can be.
    focus : str
        What gets the focus, e.g. ``"edit-12"``; "" to leave it where it is.
    on_act : callable
        What to do with the act that was asked for and the id of its entry.
    on_tick : callable
        What to do with the ids that are ticked now.
    """

    def act() -> None:
        asked = st.session_state.get(key, {}).get("act")
        if asked and asked["id"] in {row["id"] for row in rows}:
            on_act(asked["act"], asked["id"])

    def tick() -> None:
        ticked_now = st.session_state.get(key, {}).get("ticked")
        if ticked_now:
            on_tick(ticked_now["ids"])

    _mount(
        key=key,
        data={"rows": rows, "ticked": ticked, "focus": focus},
        on_act_change=safely.callback(act),
        on_ticked_change=safely.callback(tick),
    )
