"""Markdown as a person reads it."""

from estimator.views.shared.markdown import WORD_JOINER


def as_read(text: str) -> str:
    """Leave out the escapes, and the marks of no width."""
    return text.replace("\\", "").replace(WORD_JOINER, "")
