"""The offer to update past entries to the newest version of an own item."""

import streamlit as st

from app_pages import session
from estimator.errors import InputError
from estimator.records import Profile
from estimator.views.days import plain
from estimator.views.kitchen import past_words, updated_words


def draw(profile: Profile, key: str) -> None:
    """Draw what an update would change, and the button for it, where there is anything."""
    kitchen = session.diary().kitchen
    try:
        update = kitchen.past_update(profile.id, key)
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
            args=(lambda: updated_words(kitchen.update_past(profile.id, key)),),
        )
