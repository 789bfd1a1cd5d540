"""An app with faults in it, served as ours is."""

import streamlit as st

if __name__ == "__main__":

    @st.fragment
    def part():
        if st.button("Fragment"):
            raise KeyError("of a fragment")

    def act():
        raise KeyError("of a callback")

    st.button("Callback", on_click=act)
    part()
    if st.button("Page"):
        raise KeyError("of a page")
else:
    from app_pages.parts.shared.safely import last_net

    app = st.App(__file__, on_script_error=last_net)
