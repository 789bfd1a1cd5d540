"""How sure it is what some words mean."""

from enum import StrEnum


class Status(StrEnum):
    """How sure a row, or a name, is."""

    CERTAIN = "certain"
    ASSUMED = "assumed"
    DOUBTFUL = "doubtful"
    NOT_UNDERSTOOD = "not understood"
