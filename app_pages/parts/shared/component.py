"""Parts of a page that are drawn in the browser, by a script and a stylesheet of their own."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer


def component_of(name: str, module: str) -> ComponentRenderer:
    """Return what draws a component of which the ``.css`` and ``.js`` stand beside a module.

    Parameters
    ----------
    name : str
        Of the component, no other one's.
    module : str
        ``__file__`` of the module.
    """
    file = Path(module)
    return st.components.v2.component(
        name,
        css=file.with_suffix(".css").read_text(encoding="utf-8"),
        js=file.with_suffix(".js").read_text(encoding="utf-8"),
        isolate_styles=False,  # part of the page for everything that looks at it
    )
