"""The colours of forms and of people, the same in every place, light and dark.

The forms that make up most of an intake have the colours of Okabe and Ito's
palette, made to be told apart with any colour vision; the rare forms are greys
and browns between them, chosen so that no two of all look alike to anybody.

References
----------
Okabe M, Ito K. Color Universal Design, 2008, https://jfly.uni-koeln.de/color/
"""

from typing import Final

FORM_COLOURS: Final = {
    "MK4": "#E69F00",
    "MK5": "#B3B3B3",
    "MK6": "#56B4E9",
    "MK7": "#009E73",
    "MK8": "#0072B2",
    "MK9": "#CC79A7",
    "MK9H4": "#D55E00",
    "MK10": "#8C6D31",
    "MK11": "#606060",
    "MK12": "#A55194",
    "MK13": "#D0B070",
}

GROUP_COLOURS: Final = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#D55E00",
    "#56B4E9",
    "#8C8C8C",
)
"""For food groups, the one that brought most first; the last for the rest together."""

INK_COLOURS: Final = {"light": "#55534d", "dark": "#c9c6be"}
"""Of letters and lines in charts: each can be read on the page of its scheme."""

PROFILE_COLOURS: Final = {
    "teal": "#0B7D71",
    "blue": "#2563EB",
    "purple": "#9333EA",
    "red": "#D11A4A",
    "orange": "#C2500A",
    "brown": "#8A6035",
    "gray": "#6B7280",
}
"""Dark enough for a white letter, and bright enough to stand out from a dark page."""
