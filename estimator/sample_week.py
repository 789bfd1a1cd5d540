"""A week of plain meals that shows a new person what the app makes of a diary."""

from typing import Final

SampleItem = tuple[int, str, str, float, str]
"""Day of the week from Monday as 0, meal, item, amount, unit."""

SAMPLE_WEEK: Final[tuple[SampleItem, ...]] = (
    (0, "breakfast", "yogurt-plain-whole", 150, "g"),
    (0, "lunch", "cheese-gouda-aged", 2, "slice"),
    (0, "dinner", "chicken-breast-skinless-cooked", 120, "g"),
    (1, "breakfast", "egg-unspecified", 2, "egg (large)"),
    (1, "lunch", "milk-whole", 200, "g"),
    (1, "dinner", "salmon-farmed-cooked", 125, "g"),
    (2, "breakfast", "natto", 1, "pack"),
    (2, "lunch", "cheese-brie", 30, "g"),
    (2, "dinner", "broccoli", 150, "g"),
    (3, "breakfast", "butter", 10, "g"),
    (3, "lunch", "cheese-cottage", 100, "g"),
    (3, "dinner", "chicken-thigh-with-skin-cooked", 120, "g"),
    (4, "breakfast", "egg-unspecified", 1, "egg (large)"),
    (4, "lunch", "cheese-gouda-aged", 2, "slice"),
    (4, "dinner", "cod-cooked", 150, "g"),
    (5, "breakfast", "yogurt-plain-whole", 150, "g"),
    (5, "dinner", "pizza-cheese", 300, "g"),
    (6, "breakfast", "egg-unspecified", 2, "egg (large)"),
    (6, "lunch", "cheese-edam", 40, "g"),
    (6, "dinner", "sauerkraut", 100, "g"),
)
