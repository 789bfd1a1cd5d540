"""Compare the figures of dishes that were analysed whole with ordinary recipes of them.

    python -m benchmarks.dish_recipes

The recipes of ``dish_recipes.csv`` are ours, by mass, and check the figures; no figure is made of
them. Where the two are more than a factor of two apart, `WHY` says what is known of it.
"""

from pathlib import Path
from typing import Final

import pandas as pd

from estimator.components import K2_TOTAL
from estimator.composition.table import composition_matrix
from estimator.foods.version import data_version

FAR: Final = 2.0
LEAST_UG: Final = 0.5
"""Below this in both no factor is looked at [µg/100 g]."""
HIDDEN_UG: Final = 0.1
"""What may hide where nothing was found [µg/100 g]; no factor is taken of less."""
COMPARED: Final = ("MK4", K2_TOTAL)
_EUROPEAN_CHEESE: Final = (
    "Denmark found 5 µg of MK-9 in its pizza, as in cheese with a European starter; the pizza "
    "cheese of the recipe is American, with 0.5"
)
_PREDICTED: Final = "its long forms are predicted, and its range holds the recipe"
_LITTLE_EGG: Final = (
    "American restaurants' without meat, and next to no egg; ours has a fifth of one"
)
_LEAN: Final = (
    "American fast food, analysed whole: leaner beef of the US, which holds less MK-4, and less of "
    "it than in ours"
)
_LITTLE_CHICKEN: Final = (
    "American restaurant food with less chicken than ours, and American chicken holds less"
)
WHY: Final = {
    ("pizza-cheese", K2_TOTAL): _EUROPEAN_CHEESE,
    ("pizza-pepperoni", K2_TOTAL): _EUROPEAN_CHEESE,
    ("pizza-hawaiian", K2_TOTAL): _EUROPEAN_CHEESE,
    ("pizza-hawaiian", "MK4"): "Danish and Taiwanese pizza with more cheese and ham than ours",
    ("ravioli", "MK4"): "American tins and frozen meals, with less cheese in the filling than ours",
    ("ravioli", K2_TOTAL): _PREDICTED,
    ("mac-and-cheese", "MK4"): "the American packet has powdered cheese, less of it, and no butter",
    ("mac-and-cheese", K2_TOTAL): _PREDICTED,
    ("coleslaw", "MK4"): (
        "USDA found none in ten samples, whose dressing is of oil; the mayonnaise of ours is a "
        "Taiwanese one with much egg"
    ),
    ("fried-rice", "MK4"): _LITTLE_EGG,
    ("fried-rice", K2_TOTAL): _LITTLE_EGG,
    ("taco-beef", "MK4"): _LEAN,
    ("taco-beef", K2_TOTAL): _LEAN,
    ("chicken-and-rice", "MK4"): _LITTLE_CHICKEN,
    ("chicken-and-rice", K2_TOTAL): _LITTLE_CHICKEN,
}
"""By dish and component."""
RECIPES: Final = Path(__file__).with_name("dish_recipes.csv")


def compared(region: str = "world") -> pd.DataFrame:
    """Return ``dish``, ``component``, ``analysed`` and ``recipe`` [µg/100 g], their ``factor``."""
    matrix = composition_matrix(region)
    rows = []
    for dish, parts in pd.read_csv(RECIPES).groupby("dish", sort=False):
        share = (parts["grams"] / parts["grams"].sum()).to_numpy()
        of_parts = [matrix.row_of[one] for one in parts["ingredient"]]
        for component in COMPARED:
            column = matrix.components.index(component)
            analysed = 100 * float(matrix.mean[matrix.row_of[str(dish)], column])
            recipe = 100 * float(share @ matrix.mean[of_parts, column])
            factor = max(analysed, recipe) / max(min(analysed, recipe), HIDDEN_UG)
            if max(analysed, recipe) < LEAST_UG:
                factor = 1.0
            rows.append((str(dish), component, analysed, recipe, factor))
    return pd.DataFrame(rows, columns=["dish", "component", "analysed", "recipe", "factor"])


def main() -> None:
    """Print them, those furthest apart with the reason."""
    print(f"Food data {data_version()}, world; µg/100 g")
    print(f"{'dish':24} {'form':6} {'table':>7} {'recipe':>7} {'factor':>7}")
    for row in compared().itertuples():
        far = WHY.get((row.dish, row.component), "") if row.factor > FAR else ""
        print(
            f"{row.dish:24} {row.component:6} {row.analysed:7.1f} {row.recipe:7.1f} "
            f"{row.factor:7.1f}  {far}".rstrip()
        )


if __name__ == "__main__":
    main()
