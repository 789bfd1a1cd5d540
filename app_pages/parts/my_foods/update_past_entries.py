"""The offer to update past entries to the newest version of an own item."""

import streamlit as st

from app_pages.parts.shared import session
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.views.my_foods.lines import past_words, updated_words
from estimator.views.shared.markdown import plain


def draw(profile: Profile, key: str) -> None:
    """Draw what an update would change, and the button for it, where there is anything."""
    own_foods = session.diary().own_foods
    try:
        update = own_foods.past_update(profile.id, key)
    except InputError:  # removed in the meantime, or of another person
        return
    if update is None:
        return
    with st.container(border=True):
        st.markdown(plain(past_words(update)))
        st.button(
            "Also update past entries",
            key=f"update-past-{key}",
            on_click=session.attempt,
            args=(
                lambda: updated_words(own_foods.update_past(profile.id, key, shown=update)),
                None,
                ("update past", key, update),
            ),
        )
