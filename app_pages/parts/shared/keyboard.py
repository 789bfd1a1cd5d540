"""The keys of the app, and where the focus goes after an action."""

import json
from html import escape
from pathlib import Path
from typing import Final
from uuid import uuid4

import streamlit as st

SHORTCUTS: Final = {
    "day-before": "P",
    "day-after": "N",
    "week_of-before": "P",
    "week_of-after": "N",
    "undo": "Z",  # not Ctrl+Z, which undoes what is typed in a field
    "redo": "Y",
}
"""The letter that, with Alt, clicks the button with a key."""
_FOLDER: Final = Path(__file__).parent
_KEYS: Final = "".join(
    (_FOLDER / name).read_text(encoding="utf-8") for name in ("clicks.js", "keyboard.js")
).replace("SHORTCUTS", json.dumps(SHORTCUTS))
_FOCUS: Final = (_FOLDER / "focus.js").read_text(encoding="utf-8")
SCRIPTS: Final = (_KEYS, _FOCUS)
"""All that pages run of the app's own; they may because its text is known, letter by letter."""
# keyboard.js sets --k2-alt once it hears the keys; until then there is no content.
_HINTS: Final = "\n".join(
    f'.st-key-{key} button::after {{ content: var(--k2-alt) "{letter}"; '
    "margin-left: .5rem; font-size: .875rem; opacity: .75; white-space: nowrap; }"
    for key, letter in SHORTCUTS.items()
)
_STYLE: Final = (
    "<style>div:has(> .st-key-keys), [class*=st-key-steps-], [class*=st-key-shown-run-] "
    "{ display: none; }\n"
    # A phone has no such keys, and no room for hints of them.
    f"@media (any-pointer: fine) and (min-width: 641px) {{\n{_HINTS}\n}}</style>"
)


def install() -> None:
    """Install the keys, and the hints of those that click a button."""
    st.html(_STYLE)
    with st.container(key="keys"):
        st.html(f"<script>{_KEYS}</script>", unsafe_allow_javascript=True)


def focus(key: str) -> None:
    """Ask that the focus goes to the widget with this key when the page is drawn."""
    st.session_state["focus"] = key


def focus_at_start(key: str) -> None:
    """Ask for it only when the app has just been opened."""
    if not st.session_state.get("opened"):
        focus(key)
        st.session_state["focus-at-start"] = True
    st.session_state["opened"] = True


def start_over() -> None:
    """Let the page be looked at from its top again, as when the app has just been opened."""
    st.session_state["opened"] = False


def move_focus() -> None:
    """Move the focus where it was asked for; to be called when all else is drawn."""
    wanted = st.session_state.pop("focus", "")
    if wanted:
        # It runs again when what is drawn differs from before; a nonce makes it differ.
        asked = f'data-focus="{escape(wanted)}" data-nonce="{uuid4().hex}"'
        if st.session_state.pop("focus-at-start", False):
            asked += " data-at-start=yes"
        st.html(f"<script {asked}>{_FOCUS}</script>", unsafe_allow_javascript=True)
