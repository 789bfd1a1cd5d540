"""The components of the composition table, by their INFOODS tagnames.

Menaquinones are named by the number of isoprene units in the side chain.
``MK9H4`` (tetrahydro-MK-9, made by propionic acid bacteria in cheese) has no
INFOODS tagname; the tag is our own.
"""

from typing import Final

FORMS: Final = (
    "MK4",
    "MK5",
    "MK6",
    "MK7",
    "MK8",
    "MK9",
    "MK9H4",
    "MK10",
    "MK11",
    "MK12",
    "MK13",
)
"""The menaquinones, in the order they are shown everywhere."""

K2_TOTAL: Final = "VITK2"
"""Sum of the menaquinones by mass."""

PHYLLOQUINONE: Final = "VITK1"

COMPONENTS: Final = (*FORMS, K2_TOTAL, PHYLLOQUINONE)
"""Every component of ``composition.csv``."""

LABELS: Final = {
    **{form: f"MK-{form[2:]}" for form in FORMS},
    "MK9H4": "MK-9(4H)",
    K2_TOTAL: "K2 total",
    PHYLLOQUINONE: "K1",
}
"""The label shown for each component."""

MAIN_FORMS: Final = ("MK4", "MK7", "MK8", "MK9")
"""A sum of forms stands for the whole K2 of a food only when these are known."""

REGIONS: Final = ("world", "EU", "US", "EA", "AU")
"""Where the food somebody eats is from; EA is East Asia (Japan, Taiwan, Korea)."""

REGION_NAMES: Final = {
    "world": "World (all readings alike)",
    "EU": "Europe",
    "US": "United States",
    "EA": "East Asia (Japan, Taiwan, Korea)",
    "AU": "Australia",
}
