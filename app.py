"""Entry of the app: what is served, page configuration and navigation, nothing else."""

import streamlit as st

if __name__ == "__main__":  # the script, run for everybody who opens the app
    from app_pages.parts.shared import phone

    st.set_page_config(page_title="K2 intake", page_icon="🧀", layout="centered")
    pages = [
        st.Page("app_pages/log.py", title="Log", default=True),
        st.Page("app_pages/week.py", title="Week"),
        st.Page("app_pages/trends.py", title="Trends"),
        st.Page("app_pages/foods.py", title="Foods"),
        st.Page("app_pages/my_foods.py", title="My foods", url_path="kitchen"),
        st.Page("app_pages/what_if.py", title="What if"),
        st.Page("app_pages/report.py", title="Report"),
        st.Page("app_pages/people.py", title="People & settings"),
        st.Page("app_pages/files.py", title="Files"),
        st.Page("app_pages/about.py", title="About K2"),
    ]
    hidden = st.Page("app_pages/data_changes.py", title="Data changes", visibility="hidden")
    here = st.navigation([*pages, hidden], position="top")
    phone.draw(pages, here)
    here.run()
else:  # the server, which `streamlit run app.py` finds by this name
    from estimator.composition.blas import use_one_thread

    use_one_thread()  # before anything imports numpy

    from app_pages.parts.log import food_list_route
    from app_pages.parts.shared import runs, sent, warm
    from app_pages.parts.shared.guard import middleware
    from app_pages.parts.shared.installing import routes
    from app_pages.parts.shared.safely import last_net

    warm.start()
    runs.install()
    sent.install()

    app = st.App(
        __file__,
        routes=[*routes(), food_list_route.route()],
        middleware=middleware(),
        on_script_error=last_net,
    )
