"""A week of plain meals that shows a new person what the app makes of a diary."""

from typing import Final

SampleItem = tuple[int, str, str, float, str]
"""Day of the week from Monday as 0, meal, item, amount, unit."""

SAMPLE_WEEK: Final[tuple[SampleItem, ...]] = (
    (0, "breakfast", "bread-wholemeal", 2, "slice"),
    (0, "breakfast", "butter", 2, "pat"),
    (0, "breakfast", "milk-whole", 1, "glass"),
    (0, "lunch", "cheese-gouda-aged", 2, "slice"),
    (0, "dinner", "chicken-breast-skinless-cooked", 120, "g"),
    (0, "dinner", "broccoli", 150, "g"),
    (1, "breakfast", "egg-unspecified", 2, "egg (large)"),
    (1, "lunch", "yogurt-plain-whole", 1, "container"),
    (1, "dinner", "salmon-farmed-cooked", 125, "g"),
    (1, "dinner", "spinach", 100, "g"),
    (2, "breakfast", "natto", 1, "pack"),
    (2, "lunch", "bread-wholemeal", 2, "slice"),
    (2, "lunch", "cheese-brie", 30, "g"),
    (2, "dinner", "pizza-cheese", 300, "g"),
    (3, "breakfast", "bread-wholemeal", 2, "slice"),
    (3, "breakfast", "butter", 2, "pat"),
    (3, "lunch", "cheese-cottage", 100, "g"),
    (3, "dinner", "chicken-thigh-with-skin-cooked", 120, "g"),
    (3, "dinner", "carrot", 80, "g"),
    (4, "breakfast", "egg-unspecified", 1, "egg (large)"),
    (4, "lunch", "cheese-gouda-aged", 2, "slice"),
    (4, "dinner", "cod-cooked", 150, "g"),
    (4, "dinner", "cabbage", 150, "g"),
    (5, "breakfast", "yogurt-plain-whole", 1, "container"),
    (5, "lunch", "bread-wholemeal", 2, "slice"),
    (5, "lunch", "cheese-edam", 40, "g"),
    (5, "dinner", "chicken-thigh-with-skin-cooked", 120, "g"),
    (5, "snack", "milk-whole", 1, "glass"),
    (6, "breakfast", "egg-unspecified", 2, "egg (large)"),
    (6, "breakfast", "bread-wholemeal", 1, "slice"),
    (6, "dinner", "salmon-farmed-cooked", 125, "g"),
    (6, "dinner", "sauerkraut", 1, "serving"),
)
