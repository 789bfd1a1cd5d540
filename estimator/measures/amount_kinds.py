"""What kinds of amount there are, by how sure they are, and which one a unit tells of."""

from typing import Final

from estimator.measures.unit_names import MASSES, unit_key, unit_name

WEIGHED: Final = "weighed"
COUNTED: Final = "counted"
MEASURED: Final = "measured"
ASSUMED: Final = "assumed"
AMOUNT_KINDS: Final = (WEIGHED, COUNTED, MEASURED, ASSUMED)
"""The surest first: in grams; eggs and packs; slices and cups; and where no amount was said."""

_LABELS_OF_MASSES: Final = frozenset(name.label for name in MASSES)
_OF_A_SIZE: Final = frozenset(
    {"bag", "bar", "block", "bottle", "box", "can", "carton", "container", "egg", "pack"}
    | {"package", "packet", "pot", "sachet", "stick", "triangle", "tub", "white", "yolk"}
)
"""Words of measures that makers, hens or the law have made of one size."""


def kind_of_unit(unit: str) -> str:
    """Return what kind of amount one in this unit is; where none is named it is weighed.

    Examples
    --------
    >>> kind_of_unit("grams"), kind_of_unit("eggs (large)"), kind_of_unit("slices")
    ('weighed', 'counted', 'measured')
    """
    if not unit or unit_name(unit) in _LABELS_OF_MASSES:
        return WEIGHED
    return MEASURED if _OF_A_SIZE.isdisjoint(unit_key(unit).split()) else COUNTED


def kind_beside_unit(kind: str | None, unit: str) -> str | None:
    """Return a kind of amount, or None where the unit says as much.

    Examples
    --------
    >>> kind_beside_unit("assumed", "slice"), kind_beside_unit("measured", "slice")
    ('assumed', None)
    """
    return None if kind == kind_of_unit(unit) else kind
