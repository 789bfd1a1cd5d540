"""Installs the middleware that guards every request of the app."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from app_pages.parts.shared import keyboard
from estimator.errors import InputError
from estimator.serving.guard import Guard, inline_scripts, security_headers
from estimator.serving.origins import Origins

_PAGE = Path(st.__file__).parent / "static" / "index.html"


def middleware() -> list[Middleware]:
    """Return the middleware of the app; end the program where its settings are wrong."""
    try:
        origins = Origins.from_environment()
    except InputError as error:
        raise SystemExit(str(error)) from None
    scripts = [*inline_scripts(_PAGE.read_text(encoding="utf-8")), *keyboard.SCRIPTS]
    return [Middleware(Guard, origins=origins, headers=security_headers(scripts))]
