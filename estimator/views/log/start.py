"""Words of the start: what K2 is, and what is asked of somebody who has logged nothing yet."""

from typing import Final

WELCOME: Final = "First time here?"
WHAT_K2_IS: Final = (
    "Vitamin K2 is a family of vitamins, MK-4 to MK-13, in cheese, eggs, meat and above all in "
    "natto. Write what you eat, and see how much of each it gives you."
)
ASKED: Final = "All of this can wait, and be changed at any time."
